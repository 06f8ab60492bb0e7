"""What the file share refuses, told so that a person knows whom to ask. Nothing is half done when it happens."""

import errno
import sqlite3
from contextlib import contextmanager

from shimonita_gis.errors import HubError, ShimonitaGisError

_FULL = (  # translatable
    "The disk that holds the hub {folder} is full. Nothing was changed; free some space there, then try again."
)
_READ_ONLY = (  # translatable
    "The hub {folder} is read-only for this account. Nothing was changed and your edits stay in the work copy; ask who "
    "looks after the file share for the right to write there."
)
_AWAY = (  # translatable
    "The hub {folder} does not answer ({reason}). Check the connection to the drive, then try again; what was not "
    "finished is completed then."
)
_DAMAGED = (  # translatable
    "The newest version of the hub {folder} is damaged ({reason}). Nothing was changed; run 'Check hub', which mends "
    "it, then try again."
)
_OF_SYSTEM = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
    errno.EROFS: _READ_ONLY,
}
_OF_SQLITE = {"is full": _FULL, "readonly": _READ_ONLY, "malformed": _DAMAGED, "not a database": _DAMAGED}


@contextmanager
def on_share(folder):
    """Turns what the system or SQLite says while the hub in ``folder`` is worked on into a HubError that names it."""
    try:
        yield
    except ShimonitaGisError:
        raise
    except OSError as error:
        text = _OF_SYSTEM.get(error.errno, _AWAY)
        raise HubError(text, folder=folder, reason=error.strerror or error) from error
    except sqlite3.DatabaseError as error:
        text = next((text for said, text in _OF_SQLITE.items() if said in str(error)), _AWAY)
        raise HubError(text, folder=folder, reason=error) from error
