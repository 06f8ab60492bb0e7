"""Who may do what, as rights in the database: one role for those who look, one a department, one for administrators.

The hub's catalogue says who is who; a person's name there is the name of the person's account on the server. Each gets
the roles of the hub and nothing else: who edits may change the features of the own department's layers and of those
without one, and cannot write the history, the catalogue or another hub. A layer that is shared with its department only
can be read by that department only, and so can its rows in the history (row-level security) and its conflicts.
"""

from shimonita_gis.errors import HubError

from ..catalogue import ADMINISTRATOR, DEPARTMENT, EDITOR
from .schema import relation, sql

VIEWERS, ADMINISTRATORS = "viewers", "administrators"
_NO_ROLES = (  # translatable
    "The account {account} may not make roles on the server, which the departments need. Ask who looks after the "
    "server to run 'ALTER ROLE {account} CREATEROLE'."
)
_STILL_IN = (  # translatable
    "The right {role} of {account} on the server was given by somebody else and stays. Nothing was changed; ask who "
    "looks after the server to take it away, then do this again."
)
_OPEN_TO_ALL = ("_hub", "_change", "_catalogue", "_layer", "_removed", "_file", "_ledger", "_desk")
_OPEN_OF_VERSIONS = "number, tx, about, tables"  # the rest holds values; _conflicts() and _sent() give what may be read
_FUNCTIONS = (
    "_close_version(jsonb, jsonb, bytea)", "desk(text, text)", "_queue()", "_conflicts(integer)", "_sent(integer)",
)  # fmt: skip


def role(address, group):
    """The name of the database role for ``group``: VIEWERS, ADMINISTRATORS or a department."""
    name = f"{address.schema}/{group}"
    return name if len(name.encode()) <= 63 else relation(name)


def grant(cursor, address, catalogue):
    """Gives everybody in ``catalogue`` exactly the rights of their roles.

    The administrators own the hub's tables, so that each of them can add layers and fields. Raises HubError where a
    department is new and this account may not make its role.
    """
    departments = sorted({entry.department for entry in catalogue} | {p.department for p in catalogue.people})
    groups = [VIEWERS, ADMINISTRATORS, *(d for d in departments if d)]
    for group in groups:
        _make_role(cursor, role(address, group), role(address, ADMINISTRATORS))
    _grant_schema(cursor, address, groups)
    _hand_over(cursor, address)
    for entry in catalogue:
        _grant_layer(cursor, address, entry, groups)
    _hide_history(cursor)
    _enrol(cursor, address, catalogue, groups)


def require_making_roles(cursor):
    """Raises HubError where this account may not make roles."""
    cursor.execute("SELECT rolcreaterole OR rolsuper, current_user FROM pg_roles WHERE rolname = current_user")
    may, account = cursor.fetchone()
    if not may:
        raise HubError(_NO_ROLES, account=account)


def _make_role(cursor, name, administrators):
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (name,))
    if cursor.fetchone():
        return
    require_making_roles(cursor)
    _run(cursor, "CREATE ROLE {name} NOLOGIN", name=name)
    _run(cursor, "GRANT {name} TO CURRENT_USER", name=name)
    if name != administrators:
        _make_role(cursor, administrators, administrators)
        _run(cursor, "GRANT {name} TO {administrators} WITH ADMIN OPTION", name=name, administrators=administrators)


def _hand_over(cursor, address):
    """Makes the administrators owners of every table and function of the hub."""
    owner = role(address, ADMINISTRATORS)
    _run(cursor, "GRANT CREATE ON SCHEMA {schema} TO {owner}", schema=address.schema, owner=owner)
    cursor.execute(
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_roles o "
        "ON o.oid = c.relowner WHERE n.nspname = %s AND c.relkind = 'r' AND o.rolname <> %s", (address.schema, owner),
    )  # fmt: skip
    for (table,) in cursor.fetchall():
        _run(cursor, "ALTER TABLE {table} OWNER TO {owner}", table=table, owner=owner)
    cursor.execute(
        "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_roles o "
        "ON o.oid = p.proowner WHERE n.nspname = %s AND o.rolname <> %s", (address.schema, owner),
    )  # fmt: skip
    for (function,) in cursor.fetchall():  # its name comes quoted from the server
        _run(cursor, f"ALTER FUNCTION {function.replace('{', '{{').replace('}', '}}')} OWNER TO {{owner}}", owner=owner)


def _run(cursor, text, **names):
    cursor.execute(
        sql()
        .SQL(text)
        .format(**{n: v if isinstance(v, sql().Composable) else sql().Identifier(v) for n, v in names.items()})
    )


def _grant_schema(cursor, address, groups):
    everybody = sql().SQL(", ").join(sql().Identifier(role(address, group)) for group in groups)
    _run(cursor, "REVOKE ALL ON SCHEMA {schema} FROM PUBLIC", schema=address.schema)
    _run(cursor, "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA {schema} FROM PUBLIC", schema=address.schema)
    _run(cursor, "GRANT USAGE ON SCHEMA {schema} TO {roles}", schema=address.schema, roles=everybody)
    for table in _OPEN_TO_ALL:
        _run(cursor, "GRANT SELECT ON {table} TO {roles}", table=table, roles=everybody)
    _run(cursor, f"GRANT SELECT ({_OPEN_OF_VERSIONS}) ON _version TO {{roles}}", roles=everybody)
    _run(cursor, "GRANT INSERT ON _ledger TO {roles}", roles=everybody)
    for function in _FUNCTIONS:
        _run(cursor, f"GRANT EXECUTE ON FUNCTION {function} TO {{roles}}", roles=everybody)


def _grant_layer(cursor, address, entry, groups):
    table = relation(entry.table)
    own = [entry.department] if entry.department else [group for group in groups if group != VIEWERS]
    readers = own if entry.sharing == DEPARTMENT and entry.department else groups
    for group in groups:
        if group == ADMINISTRATORS:  # they own the table
            continue
        name = role(address, group)
        _run(cursor, "REVOKE ALL ON {table} FROM {role}", table=table, role=name)
        if group in readers:
            _run(cursor, "GRANT SELECT ON {table} TO {role}", table=table, role=name)
        if group in own:
            _run(cursor, "GRANT INSERT, UPDATE, DELETE ON {table} TO {role}", table=table, role=name)


def _hide_history(cursor):
    """The rows of a layer are as secret in the history as in the layer."""
    visible = "SELECT relation FROM _layer l WHERE l.layer = {table}.layer"
    for table in ("_change", "_removed"):
        cursor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        cursor.execute(f"DROP POLICY IF EXISTS as_the_layer ON {table}")
        cursor.execute(
            f"CREATE POLICY as_the_layer ON {table} FOR SELECT USING "
            f"(coalesce(has_table_privilege(quote_ident(({visible.format(table=table)})), 'SELECT'), false))"
        )


def _enrol(cursor, address, catalogue, groups):
    """Lets each account be a member of the roles of its person, and of no other role of this hub."""
    cursor.execute("SELECT rolname FROM pg_roles WHERE rolcanlogin AND NOT rolsuper")
    for (account,) in cursor.fetchall():
        person = next((p for p in catalogue.people if p.name == account), None)
        for group in groups:
            wanted = person is not None and group in _groups_of(person)
            if wanted != _is_member(cursor, account, role(address, group)):
                _let_in_or_out(cursor, address, account, group, wanted)


def _let_in_or_out(cursor, address, account, group, wanted):
    """In the name of the administrators, so that whoever of them did it, another one can take it back."""
    names = {"role": role(address, group), "account": account}
    text = "GRANT {role} TO {account}" if wanted else "REVOKE {role} FROM {account}"
    if group == ADMINISTRATORS:
        _run(cursor, text + (" WITH ADMIN OPTION" if wanted else ""), **names)
    else:
        _run(cursor, text + " GRANTED BY {by}", by=role(address, ADMINISTRATORS), **names)
    if wanted != _is_member(cursor, account, names["role"]):
        raise HubError(_STILL_IN, account=account, role=names["role"])


def _groups_of(person):
    groups = {VIEWERS}
    if ADMINISTRATOR in person.roles:
        groups.add(ADMINISTRATORS)
    if EDITOR in person.roles and person.department:
        groups.add(person.department)
    return groups


def _is_member(cursor, account, name):
    cursor.execute(
        "SELECT 1 FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid JOIN pg_roles u ON u.oid = m.member "
        "WHERE r.rolname = %s AND u.rolname = %s", (name, account),
    )  # fmt: skip
    return cursor.fetchone() is not None
