"""Work on GeoPackages in a child process.

QGIS has the work copy open. Where two SQLite libraries in one process open the same file, closing it in one of
them drops the locks of the other (POSIX), and an edit can be lost. A process of its own also survives nothing and
harms nothing when it is ended: every step of the hub may be its last.
"""

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path

from shimonita_gis import errors
from shimonita_gis.errors import CancelledError, HubError
from shimonita_gis.progress import never

from .postgis.address import remember, secrets

_POLL = 0.05
_START = (
    "import sys; sys.path.append(sys.argv[1]); from shimonita_gis.hub.child import answer; answer(sys.argv[2])"
)  # fmt: skip


def call(name, cancelled=never, /, **arguments):
    """What ``shimonita_gis.hub``'s function ``name`` ("module.function") returns for JSON-like ``arguments``.

    Its ShimonitaGisErrors are raised here again. When cancelled, the child is ended.
    """
    command = [python(), "-P", "-c", _START, str(_package_parent()), name]
    options = {"creationflags": subprocess.CREATE_NO_WINDOW} if os.name == "nt" else {}
    with subprocess.Popen(  # noqa: S603 - our own interpreter and our own code
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"}, **options,
    ) as process:  # fmt: skip
        _tell(process, json.dumps({"arguments": arguments, "secrets": secrets()}))
        output, complaint = _wait(process, cancelled)
    if process.returncode:
        raise HubError(
            "The work on the hub ended early ({reason}). Nothing is lost; run it again.",
            reason=(complaint.strip().splitlines() or [process.returncode])[-1],
        )  # fmt: skip
    result = json.loads(output)
    if "error" in result:
        raise getattr(errors, result["error"])(result["text"], **result["values"])
    return result["value"]


def _tell(process, given):
    """Before any waiting: a ``communicate`` whose time is over before it came to write never writes, and the child
    waits for ever."""
    with contextlib.suppress(BrokenPipeError), process.stdin:  # a child that has ended says why by its code
        process.stdin.write(given)
    process.stdin = None


def _wait(process, cancelled):
    while True:
        try:
            return process.communicate(timeout=_POLL)
        except subprocess.TimeoutExpired:
            if cancelled():
                process.kill()
                process.communicate()
                raise CancelledError("Cancelled. Nothing is lost; run it again to complete it.") from None


def answer(name):
    """What the child does: arguments (and passwords, which no other process must see) come in and the result goes out
    as JSON."""
    from importlib import import_module

    module, function = name.rsplit(".", 1)
    given = json.load(sys.stdin)
    for authcfg, (user, password) in given["secrets"].items():
        remember(authcfg, user, password)
    try:
        value = getattr(import_module(f"{__package__}.{module}"), function)(**given["arguments"])
        result = {"value": value}
    except errors.ShimonitaGisError as error:
        values = {key: v if isinstance(v, int | float) else str(v) for key, v in error.values.items()}
        result = {"error": type(error).__name__, "text": error.text, "values": values}
    print(json.dumps(result, ensure_ascii=False))  # noqa: T201 - this is its answer


def python():
    """The Python interpreter of this QGIS: in the desktop sys.executable is QGIS itself."""
    if "python" in Path(sys.executable).name.lower():
        return sys.executable
    home = Path(sys.base_exec_prefix)
    names = ("python.exe", "bin/python3", "../MacOS/bin/python3", "../../MacOS/bin/python3")
    for path in (*(home / name for name in names), *(Path(sys.executable).parent / name for name in names)):
        if path.exists():
            return str(path)
    raise HubError("The Python of QGIS was not found in {folder}. Install QGIS again.", folder=home)


def _package_parent():
    return Path(errors.__file__).parent.parent
