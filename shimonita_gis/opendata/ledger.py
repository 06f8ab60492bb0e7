"""The ledger of data given to applicants: who asked for what and why, and who answered it, when and how.

It lies in the hub's folder, one small file for each thing that happened, never changed again: two counters can write at
the same moment and nothing is lost. An application's number is a stranger's text, so files are named by its digest.
"""

import hashlib
import json
import uuid
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path

from shimonita_gis.clock import JAPAN
from shimonita_gis.errors import InputError, OutputError
from shimonita_gis.files import written_beside
from shimonita_gis.hub.store import Hub, is_address

from .applications import Application, plain

FOLDER = "ledger"
OPEN, ANSWERED, REFUSED, WITHDRAWN = "open", "answered", "refused", "withdrawn"


@dataclass(frozen=True)
class Event:
    """One thing that happened to an application: ``state`` it is in since then, ``time`` (ISO 8601 with zone),
    ``officer`` who did it; for an answer ``layers`` (titles), ``formats``, ``file`` and its SHA-256 ``digest``, for a
    refusal the ``reason``. ``id`` tells it from all others."""

    id: str
    state: str
    time: str
    officer: str
    layers: tuple = ()
    formats: tuple = ()
    area: str = ""
    file: str = ""
    digest: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Entry:
    """An application and what happened to it, oldest first."""

    application: Application
    events: tuple

    @property
    def state(self):
        """OPEN, ANSWERED or REFUSED; an answer that did not reach the disk is WITHDRAWN and leaves it open."""
        gone = {event.reason for event in self.events if event.state == WITHDRAWN}
        stands = [event for event in self.events if event.state != WITHDRAWN and event.id not in gone]
        return stands[-1].state

    @property
    def received(self):
        """When it came in (ISO 8601)."""
        return self.events[0].time


class Ledger:
    """The ledger of the hub in ``folder``, which may be the address of one on a server (its files are then rows of a
    table there). Reads raise InputError where a file of it is damaged, writes OutputError where the share refuses them,
    both HubError where the server does."""

    def __init__(self, folder):
        self._server = Hub.open(folder).ledger() if is_address(folder) else None
        self.folder = self._server.folder if self._server else Path(folder) / FOLDER

    def receive(self, application, officer):
        """Enters ``application`` in the queue and returns its Entry. The same once more changes nothing, also
        where it asks for other layers or another area by now; InputError where the number is taken by another one or
        no ``officer`` is named."""
        _require(officer)
        known = self._entry(application.number)
        if known is None:
            place = self._place(application.number)
            self._write(place / "application.json", asdict(application))
            self._enter(application.number, OPEN, officer)
            return self.entry(application.number)
        if not _is_same(known.application, application):
            raise InputError(
                "The ledger has another application with the number {number}. Give this one a number of its own.",
                number=application.number,
            )
        return known

    def answer(self, number, officer, layers, formats, area, file, digest):
        """Enters that ``number`` was answered with the package ``file`` (SHA-256 ``digest``); returns the Event."""
        said = {"layers": tuple(layers), "formats": tuple(formats), "area": area, "file": file, "digest": digest}
        return self._enter(self.entry(number).application.number, ANSWERED, officer, **said)

    def refuse(self, number, officer, reason):
        """Enters that ``number`` was not answered, and why; returns the Event."""
        if not plain(reason):
            raise InputError("A refusal needs its reason. Write what the applicant is told.")
        return self._enter(self.entry(number).application.number, REFUSED, officer, reason=plain(reason))

    def withdraw(self, number, officer, event):
        """Enters that the package of ``event`` did not come about."""
        return self._enter(number, WITHDRAWN, officer, reason=event.id)

    def entries(self):
        """All entries, the one that came first first."""
        self._fetch()
        places = self.folder.iterdir() if self.folder.is_dir() else ()
        found = [self._read(place) for place in places if (place / "application.json").is_file()]
        return sorted((entry for entry in found if entry.events), key=lambda entry: entry.received)

    def queue(self):
        """The entries that wait for an answer, the oldest first."""
        return [entry for entry in self.entries() if entry.state == OPEN]

    def entry(self, number):
        """The Entry of an application. Raises InputError where the ledger has none of that number."""
        found = self._entry(number)
        if found is None:
            raise InputError("The ledger has no application with the number {number}.", number=number)
        return found

    def _fetch(self):
        if self._server:
            self._server.fetch()

    def _entry(self, number):
        self._fetch()
        place = self._place(number)
        found = self._read(place) if (place / "application.json").is_file() else None
        return found if found and found.events else None

    def _place(self, number):
        return self.folder / hashlib.sha256(number.encode()).hexdigest()[:24]

    def _enter(self, number, state, officer, **said):
        now = datetime.now(JAPAN)
        event = Event(uuid.uuid4().hex, state, now.isoformat(timespec="milliseconds"), _require(officer), **said)
        name = f"{now:%Y%m%d-%H%M%S-%f}-{event.id[:8]}.json"
        self._write(self._place(number) / name, asdict(event))
        return event

    def _write(self, path, content):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(
                "The ledger {folder} cannot be written ({reason}). Check the connection to the drive and the right to "
                "write there.", folder=self.folder, reason=error.strerror or error,
            ) from error  # fmt: skip
        text = json.dumps(content, ensure_ascii=False, indent=1)
        if self._server:
            self._server.enter(path.relative_to(self.folder).as_posix(), text)
        with written_beside(path) as beside:
            beside.write_text(text, encoding="utf-8")

    def _read(self, place):
        application = _known(Application, _content(place / "application.json"))
        names = sorted(path for path in place.glob("*.json") if path.name != "application.json")
        return Entry(application, tuple(_known(Event, _content(path)) for path in names))


def _is_same(known, application):
    return known.purpose == application.purpose and (
        known.applicant == application.applicant or not application.applicant
    )


def _require(officer):
    if not plain(officer):
        raise InputError("The ledger needs the name of the officer. Give your name.")
    return plain(officer)


def _content(path):
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return {name: tuple(value) if isinstance(value, list) else value for name, value in content.items()}
    except (OSError, ValueError, AttributeError) as error:
        raise InputError(
            "{file} of the ledger cannot be read ({reason}). Take it from a backup of the hub.", file=path, reason=error
        ) from error


def _known(cls, values):
    names = {f.name for f in fields(cls)}
    return cls(**{name: value for name, value in values.items() if name in names})
