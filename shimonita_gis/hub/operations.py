"""Operations on whole layers and their fields, by the administrator or the owning department.

A version lists them as plain dictionaries, ``{"op": "rename_field", "table": …, "name": …, "new": …}``, so that
work copies and replays can follow them before the rows.
"""

# ruff: noqa: S608 - every name in SQL goes through quoted(), every value is a parameter
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from shimonita_gis.errors import HubError

from .changes import INSERT, RowChange
from .geopackage import GEOMETRY, UUID, columns, drop_layer, layers, opened, primary_key, quoted
from .roles import may_add


def add_layer(hub, features, entry, editor, message="", **how):
    """Brings ``features`` (a layers.Features) into ``hub`` under the catalogue's ``entry``, whose table is chosen here.

    Returns (Version, LayerEntry). A standard layer of that title that is still empty is filled instead of made.
    Raises HubError where a layer of that title holds features already.
    """
    from .layers import (  # not above: geopandas comes with it, which a sync need not wait for
        table_name,
        write_geopackage,
    )

    catalogue = hub.catalogue()
    if not may_add(catalogue, editor, entry.department):
        raise HubError(
            "{name} may not add a layer of the department {department}. Ask the hub's administrator.",
            name=editor, department=entry.department or "-",
        )  # fmt: skip
    if catalogue.has(entry.title):
        return _fill_layer(hub, features, catalogue.entry(entry.title), entry, editor, message, **how)
    table = table_name(entry.title, [e.table for e in catalogue])
    entry = replace(entry, table=table, added=entry.added or datetime.now(UTC).date().isoformat())

    def work(draft):
        _refuse_taken(draft, entry)
        draft.bring_in(table)
        draft.catalogue = draft.catalogue.with_entry(entry)
        draft.operations.append({"op": "add_layer", "table": table})
        draft.take_stock(table)

    with tempfile.TemporaryDirectory(prefix="shimonita-") as folder:
        path = Path(folder) / "layer.gpkg"
        write_geopackage(features, path, table)
        version = hub.publish(work, editor, message or f"+ {entry.title}", kind="add layer", attach=path, **how)
    return version, entry


def _refuse_taken(draft, entry):
    if draft.catalogue.has(entry.title) or entry.table in layers(draft.connection):
        raise HubError(
            "The hub has a layer {title} already. Choose another title, or change that layer in a work copy.",
            title=entry.title,
        )  # fmt: skip


def index_uuids(connection, table):
    connection.execute(f"CREATE INDEX IF NOT EXISTS {quoted(f'{table}_{UUID}')} ON {quoted(table)} ({UUID})")


def _fill_layer(hub, features, standard, entry, editor, message, **how):
    """Puts ``features`` into the empty layer of the entry ``standard``: as ordinary inserts, so that what others
    draw into it meanwhile is merged and not replaced."""
    from .layers import write_geopackage

    entry = _filled_entry(standard, entry)
    with tempfile.TemporaryDirectory(prefix="shimonita-") as folder:
        path = Path(folder) / "layer.gpkg"
        write_geopackage(features, path, standard.table)

        def work(draft):
            if draft.count(standard.table):
                _refuse_taken(draft, entry)
            fields = _matched_fields(draft, standard, features)
            draft.catalogue = draft.catalogue.with_entry(_renamed_personal(entry, fields))
            draft.apply(_inserts(path, standard.table, fields))

        version = hub.publish(work, editor, message or f"+ {entry.title}", kind="add layer", **how)
    return version, hub.catalogue(version.number).entry(standard.table)


_SAID_BY_PEOPLE = (
    "department", "personal_fields", "licence", "source", "source_sheet", "scale", "accuracy", "datum_history",
    "update_cycle", "approval",
)  # fmt: skip


def _filled_entry(standard, entry):
    """What the person said, over what the template says."""
    said = {name: value for name in _SAID_BY_PEOPLE if (value := getattr(entry, name))}
    return replace(standard, sharing=entry.sharing, added=datetime.now(UTC).date().isoformat(), **said)


def _matched_fields(draft, standard, features):
    """Source field -> field of the layer, by name or by label; what has no match is added as a new field."""
    known = columns(draft.connection, standard.table)
    names = {name.lower(): name for name in known}
    for name, labels in standard.labels.items():
        names.update({label.lower(): name for label in labels.values() if name in known})
    matched = {UUID: UUID, GEOMETRY: GEOMETRY}
    for name in features.frame.columns.drop(list(matched), errors="ignore"):
        target = names.get(name.lower())
        if target is None or target in matched.values():
            target = name
            type = _sql_type(features.frame[name])
            change_layer(draft, {"op": "add_field", "table": standard.table, "name": name, "type": type})
        matched[name] = target
    return matched


def _renamed_personal(entry, fields):
    return replace(entry, personal_fields=tuple(fields.get(name, name) for name in entry.personal_fields))


def _sql_type(column):
    if column.dtype.kind == "M":
        return "DATETIME"
    return {"i": "INTEGER", "u": "INTEGER", "f": "REAL", "b": "BOOLEAN"}.get(column.dtype.kind, "TEXT")


def _inserts(path, table, fields):
    """RowChanges for all rows of the GeoPackage ``path``."""
    with opened(path, readonly=True) as connection:
        names = list(columns(connection, table))
        listed = ", ".join(map(quoted, [primary_key(connection, table), *names]))
        for fid, *row in connection.execute(f"SELECT {listed} FROM {quoted(table)}"):
            values = {fields[name]: value for name, value in zip(names, row, strict=True)}
            yield RowChange(table, values[UUID], INSERT, after=values, fid=fid)


# --- operations on fields, and how a GeoPackage follows them


def change_layer(draft, operation):
    """Makes one operation in a draft of the next version; the catalogue follows."""
    table = operation["table"]
    draft.operate(operation)
    draft.operations.append(operation)
    draft.catalogue = followed_catalogue(draft.catalogue, operation)
    if operation["op"] == "remove_layer":
        draft.layers.pop(table, None)
    else:
        draft.take_stock(table)


def followed_catalogue(catalogue, operation):
    """``catalogue`` after ``operation``: a personal field stays personal under its new name."""
    table, name = operation["table"], operation.get("name")
    if operation["op"] == "remove_layer":
        return catalogue.without(table)
    if operation["op"] == "rename_layer":
        return catalogue.with_entry(replace(catalogue.entry(table), title=operation["new"]))
    if operation["op"] not in ("rename_field", "remove_field"):
        return catalogue
    new, entry = operation.get("new"), catalogue.entry(table)

    def renamed(described):
        return {new if key == name else key: value for key, value in described.items() if key != name or new}

    personal = tuple(renamed(dict.fromkeys(entry.personal_fields)))
    described = {about: renamed(getattr(entry, about)) for about in ("labels", "choices", "form")}
    style = _restyled(entry.style, name, new)
    return catalogue.with_entry(replace(entry, personal_fields=personal, style=style, **described))


def _restyled(style, name, new):
    """``style`` with its references to the field ``name``, at any depth, turned to ``new`` or left out."""
    result = {}
    for key, value in style.items():
        if isinstance(value, dict):
            value = _restyled(value, name, new)
        if key in ("by", "field") and value == name:
            if not new:
                continue
            value = new
        result[key] = value
    if "by" in style and "by" not in result:
        result.pop("symbols", None)  # they were for its values
    return result


def operate(connection, operation, schema="main"):
    """Makes one operation of a version in the GeoPackage; one that is made already changes nothing."""
    _MAKERS[operation["op"]](connection, schema, **{key: value for key, value in operation.items() if key != "op"})


def _add_field(connection, schema, table, name, type):
    """A column of that name that a person added to the work copy becomes the new field, values included."""
    present = _column(connection, schema, table, name)
    if present is None:
        connection.execute(f"ALTER TABLE {schema}.{quoted(table)} ADD COLUMN {quoted(name)} {_known_type(type)}")
    elif present != name:
        _rename_column(connection, schema, table, present, name)


def _rename_field(connection, schema, table, name, new):
    if name not in columns(connection, table, schema):
        return
    own = _column(connection, schema, table, new)
    if own is not None and own != name:  # a person added it to the work copy: it makes way
        _rename_column(connection, schema, table, own, _free_column(connection, schema, table, own))
    _rename_column(connection, schema, table, name, new)


def _remove_field(connection, schema, table, name):
    if name not in columns(connection, table, schema):
        return
    for (index,) in connection.execute(
        f"SELECT i.name FROM {schema}.sqlite_master i, pragma_index_info(i.name, ?) c "
        "WHERE i.type = 'index' AND i.tbl_name = ? AND i.sql IS NOT NULL AND c.name = ?", (schema, table, name)
    ).fetchall():  # fmt: skip
        connection.execute(f"DROP INDEX {schema}.{quoted(index)}")
    connection.execute(f"ALTER TABLE {schema}.{quoted(table)} DROP COLUMN {quoted(name)}")
    if columns(connection, "gpkg_data_columns", schema):
        connection.execute(
            f"DELETE FROM {schema}.gpkg_data_columns WHERE table_name = ? AND column_name = ?", (table, name)
        )


def _rename_column(connection, schema, table, name, new):
    connection.execute(f"ALTER TABLE {schema}.{quoted(table)} RENAME COLUMN {quoted(name)} TO {quoted(new)}")
    if columns(connection, "gpkg_data_columns", schema):
        connection.execute(
            f"UPDATE {schema}.gpkg_data_columns SET column_name = ?, name = ? "
            "WHERE table_name = ? AND column_name = ?", (new, new, table, name),
        )  # fmt: skip


def _column(connection, schema, table, name):
    """The column that SQLite takes for ``name``, which it compares without regard to case; None where there is none."""
    return next((c for c in columns(connection, table, schema) if c.lower() == name.lower()), None)


def _free_column(connection, schema, table, name):
    number = 2
    while _column(connection, schema, table, f"{name}_{number}"):
        number += 1
    return f"{name}_{number}"


def _rename_layer(connection, schema, table, name, new):
    """The table keeps its name, which projects refer to; what people read is the identifier."""
    connection.execute(f"UPDATE OR IGNORE {schema}.gpkg_contents SET identifier = ? WHERE table_name = ?", (new, table))


def _remove_layer(connection, schema, table):
    if table in layers(connection, schema):
        drop_layer(connection, table, schema)


def _add_layer(connection, schema, table):
    """Nothing by itself: the layer is copied from a version that has it."""


_MAKERS = {
    "add_field": _add_field,
    "rename_field": _rename_field,
    "remove_field": _remove_field,
    "rename_layer": _rename_layer,
    "remove_layer": _remove_layer,
    "add_layer": _add_layer,
}
FIELD_TYPES = ("TEXT", "INTEGER", "REAL", "BOOLEAN", "DATE", "DATETIME")


def _known_type(type):
    if type not in FIELD_TYPES:
        raise HubError("{type} is not a type of field. Choose one of {types}.", type=type, types=", ".join(FIELD_TYPES))
    return type
