"""Who may publish now: one small file on the share.

A lease keeps two people from doing the same work at once. It is not what keeps the hub whole: a version is
committed by renaming a folder to a name that must be free, so even a publisher that slept through the end of its
lease can only fail, never overwrite (see store.py). No clock of one PC is compared with that of another: a lease
is stale when its content has not changed for EXPIRY seconds of the watcher's own clock.
"""

import contextlib
import json
import os
import socket
import threading
import time
import uuid
from contextlib import contextmanager
from pathlib import Path

from shimonita_gis.errors import HubError
from shimonita_gis.progress import never

from .share import on_share

EXPIRY = 20.0
WAIT = 120.0
_POLL = 0.03
_UNSIGNED = 1.0  # for a lease whose holder was killed before it wrote its name


@contextmanager
def lease(folder, name, cancelled=never, expiry=EXPIRY, wait=WAIT):
    """Holds the lease of the hub in ``folder`` for ``name``; yields a callable that renews it.

    Raises HubError when somebody else holds it for longer than ``wait`` seconds.
    """
    path = Path(folder) / "lease.json"
    mine = {"token": uuid.uuid4().hex, "name": name, "pc": socket.gethostname(), "pid": os.getpid(), "beat": 0}
    with on_share(path.parent):
        _acquire(path, mine, cancelled, expiry, wait)
    done = threading.Event()
    heart = threading.Thread(target=_beat, args=(path, mine, done, expiry / 4), daemon=True)
    heart.start()
    try:
        yield lambda: _renew(path, mine)
    finally:
        done.set()
        heart.join()
        if _read(path).get("token") == mine["token"]:
            with contextlib.suppress(OSError):  # the next one takes it over
                path.unlink()


def _acquire(path, mine, cancelled, expiry, wait):
    seen, since, began = None, time.monotonic(), time.monotonic()
    while not _create(path, mine):
        content = _text(path)
        if content != seen:
            seen, since = content, time.monotonic()
        holder = _read(path)
        patience = expiry if holder else min(expiry, _UNSIGNED)
        if content is not None and (time.monotonic() - since > patience or is_dead(holder)):
            _take_away(path, content, mine["token"])
            continue
        if time.monotonic() - began > wait or cancelled():
            raise HubError(
                "{name} on {pc} is publishing to the hub. Nothing was changed; try again in a minute.",
                name=holder.get("name", "?"), pc=holder.get("pc", "?"),
            )  # fmt: skip
        time.sleep(_POLL)


def _create(path, mine):
    try:
        with path.open("x", encoding="utf-8") as file:
            _write_or_remove(file, path, mine)
    except FileExistsError:
        return False
    except PermissionError:  # Windows, while another one's lease file is being deleted
        if path.exists() or not os.access(path.parent, os.W_OK):
            raise
        return False
    return True


def _write_or_remove(file, path, mine):
    """A lease without a name would keep the next ones waiting."""
    try:
        file.write(json.dumps(mine))
        file.flush()
    except OSError:
        with contextlib.suppress(OSError):
            path.unlink()
        raise


def _take_away(path, content, token):
    """Moves a stale lease aside. Two watchers may do so at once: what one of them loses, it notices when it commits."""
    aside = path.with_name(f"lease.{token}.stale")
    with contextlib.suppress(FileNotFoundError):
        path.replace(aside)
        if aside.read_text(encoding="utf-8") != content:
            with contextlib.suppress(OSError):
                os.link(aside, path)  # it was a fresh one: give it back where nobody came in between
        aside.unlink()


def _beat(path, mine, done, every):
    """Renews the lease during long work; when it is lost, the holder learns that where it renews or commits."""
    while not done.wait(every):
        with contextlib.suppress(OSError, HubError):
            _renew(path, mine)


def _renew(path, mine):
    """Tells the watchers that the holder lives. Raises HubError where the lease was taken over."""
    if _read(path).get("token") != mine["token"]:
        raise HubError("Somebody else publishes now, because this PC was silent for too long. Try again.")
    mine["beat"] += 1
    beside = path.with_name(f"lease.{mine['token']}.{threading.get_ident()}")
    with on_share(path.parent):
        beside.write_text(json.dumps(mine), encoding="utf-8")
        beside.replace(path)


def is_dead(holder):
    """Whether the holder was a process of this PC that is no more. (On Windows os.kill would end it: wait there.)"""
    if os.name != "posix" or holder.get("pc") != socket.gethostname():
        return False
    try:
        os.kill(holder["pid"], 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _text(path):
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return None


def _read(path):
    try:
        holder = json.loads(_text(path) or "{}")
    except ValueError:
        return {}
    return holder if isinstance(holder, dict) else {}
