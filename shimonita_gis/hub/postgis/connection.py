"""A connection to the server, and what the server says told so that a person knows the next step."""

from contextlib import contextmanager

from shimonita_gis.dependencies import missing_package
from shimonita_gis.errors import HubError, ShimonitaGisError

from .address import with_secret

APPLICATION = "Shimonita GIS"
TIMEOUT = 10  # s until a server that does not answer is given up

_NOT_LET_IN = (  # translatable
    "The server {server} does not accept the user or the password. Correct them in QGIS's authentication store, then "
    "try again."
)
_NO_DATABASE = (  # translatable
    "The server {server} has no database {database}. Check the name in the connection, or ask who looks after the "
    "server."
)
_NO_RIGHT = (  # translatable
    "Your account on the server may not do this ({reason}). Nothing was changed; ask the hub's administrator for the "
    "right."
)
_NO_TLS = (  # translatable
    "The server {server} does not encrypt its connections. Ask who looks after it to switch TLS on (ssl = on)."
)
_NO_ENTRY = (  # translatable
    "The server {server} lets nobody in from this PC ({reason}). Ask who looks after it for an entry in pg_hba.conf."
)
_FULL = (  # translatable
    "The disk of the server {server} is full. Nothing was changed; ask who looks after it to free some space."
)
_AWAY = (  # translatable
    "The server {server} does not answer ({reason}). Check the network, then try again; what was not finished is "
    "completed then."
)
_AT_ONCE = (  # translatable
    "Two people changed the same thing at the same moment, and the server {server} stopped yours. Nothing of it was "
    "changed; do it again."
)
_REFUSED = "The server {server} refused this ({reason}). Nothing was changed."  # translatable

# what the hub's own functions raise (resources/hub/postgis.sql)
_SAID = {  # translatable
    "SG001": "A feature that you changed was deleted by somebody else meanwhile. Reload the layer; your edit is still "
    "in QGIS and can be copied into a new feature.",
    "SG002": "Delete the features instead: what is truncated has no history.",
}
# SQLSTATE (or its first two digits) -> sentence; see PostgreSQL's manual, appendix A
_STATES = {
    "28P01": _NOT_LET_IN, "28000": _NO_ENTRY, "3D000": _NO_DATABASE, "42501": _NO_RIGHT, "53100": _FULL,
    "40P01": _AT_ONCE, "40001": _AT_ONCE, "57": _AWAY, "08": _AWAY,
}  # fmt: skip
# libpq has no code for what fails before the server speaks: it repeats the server's words, or its own
_WORDS = (
    ("password authentication failed", _NOT_LET_IN), ("no password supplied", _NOT_LET_IN),
    ("does not support SSL", _NO_TLS), ("no pg_hba.conf entry", _NO_ENTRY),
    ("permission denied for database", _NO_RIGHT),
)  # fmt: skip


def driver():
    """psycopg2, which comes with QGIS. Raises MissingPackageError without it."""
    try:
        import psycopg2
    except ModuleNotFoundError as error:
        raise missing_package(error) or error from error
    return psycopg2


@contextmanager
def connected(address):
    """A connection to the database of ``address`` that is closed at the end: all of the block is committed or nothing.

    Raises HubError that says what to do where the server refuses.
    """
    with on_server(address):
        connection = connect(address)
        try:
            yield connection
            connection.commit()
        finally:
            connection.close()  # which takes back what was not committed


def connect(address):
    """An open connection; times are told in UTC, names are looked up only where they are written out."""
    address, password = with_secret(address)
    given = {
        "host": address.host, "port": address.port, "dbname": address.database, "user": address.user,
        "password": password, "sslmode": address.sslmode, "sslrootcert": address.sslrootcert,
    }  # fmt: skip
    with on_server(address):
        return driver().connect(
            **{name: value for name, value in given.items() if value}, connect_timeout=TIMEOUT,
            application_name=APPLICATION, options="-c timezone=UTC -c datestyle=ISO", keepalives_idle=30,
        )  # fmt: skip


@contextmanager
def on_server(address):
    """Turns what psycopg2 says into a HubError with a next step."""
    psycopg2 = driver()
    try:
        yield
    except ShimonitaGisError:
        raise
    except psycopg2.Error as error:
        raise _told(error, address) from error


def _told(error, address):
    reason = " ".join(str(error).split()).removeprefix("ERROR: ") or type(error).__name__
    state = error.pgcode or ""
    values = {"server": address.host or "localhost", "database": address.database, "reason": reason}
    if state.startswith("SG"):  # raised by the hub's own functions, in words for people
        return HubError(_SAID.get(state, _REFUSED), **values)
    by_words = next((text for words, text in _WORDS if words in reason), None)
    if "does not exist" in reason and "database" in reason and not state:
        by_words = _NO_DATABASE
    lost = not state and type(error).__name__ in ("OperationalError", "InterfaceError")
    text = _STATES.get(state) or _STATES.get(state[:2]) or by_words or (_AWAY if lost else _REFUSED)
    return HubError(text, **values)
