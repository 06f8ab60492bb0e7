"""The hub on a plain file share: a folder of versions that are never changed again.

::

    hub.json                     what this folder is; written last when the hub is made
    current.json                 the newest version, changed by rename; a hint that a reader may look beyond
    lease.json                   who publishes now
    versions/000012/version.json who, when, why, from which PC; digests before and after
    versions/000012/changes.gz   the rows that changed, with their values before and after
    versions/000012/catalogue.json
    versions/000012/conflicts.json
    versions/000012/town.gpkg    all layers as of this version; older ones are pruned and can be replayed
    files/0f3c….qml              what entries of the catalogue refer to; named by its content, never changed

A version is prepared in a folder beside the others and committed by renaming it to its number. A rename fails
where the name is taken, on Windows and on every file share, so of two publishers exactly one wins and the other
does its work again on top; a publisher that is killed leaves the older version as it was.
"""

import contextlib
import getpass
import hashlib
import json
import os
import re
import shutil
import socket
import tempfile
import time
import uuid
from dataclasses import asdict, fields, replace
from pathlib import Path

from shimonita_gis.errors import HubError, InputError, writing
from shimonita_gis.files import written_beside
from shimonita_gis.progress import never

from . import changes as rows
from . import geopackage
from .catalogue import Catalogue
from .draft import Draft
from .lease import is_dead, lease
from .operations import operate
from .postgis.address import is_address
from .roles import refuse_strangers
from .share import on_share
from .version import Version, changed, hub_digest, now

FORMAT = 1
KEEP_LATEST = 3
KEEP_EVERY = 50
_ATTEMPTS = 50
_UNREADABLE = (  # translatable
    "The hub {folder} cannot be read ({reason}). Check the connection to the drive, then try again."
)
_MOVED = (  # translatable
    "The hub {folder} has moved to {place}. Enter that place in the options of Shimonita GIS; your edits stay in the "
    "work copy until then."
)
_DRAFT = re.compile(r"\.draft-(?P<pid>\d+)-(?P<pc>.+)-[^-]*")
_OUR_NAMES = {"hub.json", "current.json", "lease.json", "backup.json", "versions", "files", "ledger", "backups"}


class Hub:
    """A hub that exists. Raises HubError wherever the folder does not answer as a hub should."""

    def __init__(self, folder, id, created=""):
        self.folder = Path(folder)
        self.id = id
        self.created = created
        self.versions_folder = self.folder / "versions"

    # --- making and opening

    @classmethod
    def create(cls, folder, editor="", first=None, attach=None):
        """Makes a hub in ``folder``, which is new or empty. ``first(draft)`` fills its version 1."""
        if is_address(folder):
            raise InputError(
                "A hub is made in a folder first. Give a folder, then take it to the server with 'Move hub to PostGIS'."
            )
        folder = Path(folder)
        with writing(folder):
            made = not folder.exists()
            folder.mkdir(exist_ok=True)
            _refuse_other_content(folder)
        hub = cls(folder, uuid.uuid4().hex)
        try:
            hub._create(editor, first or (lambda draft: None), attach)
        except BaseException:
            hub._remove_traces(made)
            raise
        return hub

    def _create(self, editor, first, attach):
        with on_share(self.folder):
            shutil.rmtree(self.versions_folder, ignore_errors=True)  # of a creation that was interrupted
            self.versions_folder.mkdir()
        self.publish(first, editor, "The hub was created.", kind="create", allow_empty=True, attach=attach)
        about = {"format": FORMAT, "id": self.id, "created": now(), "editor": editor}
        with on_share(self.folder):
            write_json(self.folder / "hub.json", about)

    def _remove_traces(self, folder_too):
        """Leaves the folder as it was before the creation that failed."""
        for version in self.versions_folder.glob("*"):
            remove_folder(version)
        shutil.rmtree(self.versions_folder, ignore_errors=True)
        with contextlib.suppress(OSError):
            (self.folder / "current.json").unlink(missing_ok=True)
            if folder_too:
                self.folder.rmdir()

    @property
    def place(self):
        """Where the hub is, in the words that :meth:`open` takes."""
        return str(self.folder.absolute())

    @property
    def told(self):
        """How messages name it."""
        return str(self.folder)

    @classmethod
    def open(cls, folder):
        """The hub in ``folder``; where that is an address of postgis.address, the PostGISHub there."""
        if is_address(folder):
            from .postgis.store import PostGISHub

            return PostGISHub.open(folder)
        folder = Path(folder)
        about = cls._about(folder)
        if about.get("server"):  # a copy of a hub on a server: what it may show is said there
            return cls.open(about["server"])
        if about.get("format", 0) > FORMAT:
            raise HubError(
                "The hub {folder} was made by a newer Shimonita GIS. Update the plugin on this PC.", folder=folder
            )
        return cls(folder, about["id"], about.get("created", ""))

    @staticmethod
    def _about(folder):
        try:
            return json.loads((folder / "hub.json").read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            if folder.is_dir():
                text = "{folder} is not a hub. Choose the hub's folder, or create a hub with 'Create hub'."
            else:
                text = "The hub {folder} is not there. Check the name, or whether the drive is connected."
            raise HubError(text, folder=folder) from error
        except (OSError, ValueError) as error:
            raise HubError(_UNREADABLE, folder=folder, reason=error) from error

    def point_to_server(self, address):
        """Says from now on that the hub has moved to ``address`` (a postgis Address) and takes no more versions."""
        with on_share(self.folder):
            moved = {**self._about(self.folder), "moved_to": str(replace(address, user="", authcfg=""))}
            write_json(self.folder / "hub.json", moved)

    def refuse_moved(self):
        """Raises HubError where the hub has moved to a server."""
        path = self.folder / "hub.json"
        moved_to = self._about(self.folder).get("moved_to") if path.exists() else None  # not yet, while it is created
        if moved_to:
            raise HubError(_MOVED, folder=self.folder, place=moved_to)

    # --- reading

    def newest(self):
        """The number of the newest version, 0 while the hub is being created."""
        number = self._hint()
        if number == 0 or not self.path(number).is_dir():
            number = max(self._numbers(), default=0)
        while self.path(number + 1).is_dir():  # committed, but its publisher was killed before it told so
            number += 1
        return number

    def head(self):
        """The newest version, or None while the hub is being created."""
        number = self.newest()
        return self.version(number) if number else None

    def version(self, number):
        """Version ``number``. Raises HubError where there is none."""
        path = self.path(number) / "version.json"
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise HubError("The hub {folder} has no version {number}.", folder=self.folder, number=number) from error
        except (OSError, ValueError) as error:
            raise HubError(
                "{file} cannot be read ({reason}). Check the connection to the drive; if it stays so, run 'Check hub'.",
                file=path, reason=error,
            ) from error  # fmt: skip
        known = {f.name for f in fields(Version)}
        return Version(**{name: value for name, value in content.items() if name in known})

    def versions(self, first=1, last=None):
        """Yields the versions ``first`` … ``last`` (the newest by default), oldest first."""
        last = self.head().number if last is None else last
        for number in range(first, last + 1):
            yield self.version(number)

    def changes(self, number):
        """(table, uuid) -> RowChange of version ``number``."""
        with self.reading():
            return rows.read(self.path(number) / "changes.gz")

    def sent(self, number):
        """What the work copy wanted in version ``number``, conflicts included, as (table, uuid) -> RowChange."""
        with self.reading():
            return rows.read(self.path(number) / "sent.gz")

    def conflicts(self, number):
        """The conflicts that version ``number`` listed, as dictionaries (see merge.Conflict)."""
        path = self.path(number) / "conflicts.json"
        with self.reading():
            return json.loads(path.read_text(encoding="utf-8")) if self.version(number).conflict_count else []

    def catalogue(self, number=None):
        """The catalogue of version ``number``, the newest by default."""
        return Catalogue.from_file(self.path(number or self.head().number) / "catalogue.json")

    def geopackage(self, number=None):
        """The path of the GeoPackage of version ``number`` (the newest by default). Only read it.

        Raises HubError where it was pruned; :meth:`replay` makes it again.
        """
        number = number or self.head().number
        path = self.path(number) / "town.gpkg"
        if not path.exists():
            raise HubError("Version {number} is kept as changes only; use 'Restore'.", number=number)
        return path

    def rows_now(self, keys):
        """(table, uuid) -> the feature as {column: value} ({} where it is not there), for each of ``keys``."""
        with geopackage.published(self.geopackage()) as connection:
            return {(table, uuid): rows.present_row(connection, table, uuid) for table, uuid in keys}

    def fields_now(self):
        """table -> {field: declared type} of every layer, what the hub itself needs left out."""
        with geopackage.published(self.geopackage()) as connection:
            return geopackage.fields(connection)

    def replay(self, number, target, older=False):
        """Writes the GeoPackage of version ``number`` to ``target``: the nearest one kept and the changes since.

        ``older`` leaves out the one of ``number`` itself. Raises HubError where no older one leads there.
        """
        start = self._start_of_replay(number, older)
        with written_beside(target) as beside:
            shutil.copyfile(self.path(start) / "town.gpkg", beside)
            beside.chmod(0o644)
            with geopackage.opened(beside) as connection, geopackage.transaction(connection):
                for n in range(start + 1, number + 1):
                    self._replay_one(connection, n)
        return Path(target)

    def _start_of_replay(self, number, older):
        for n in range(number, 0, -1):
            if (self.path(n) / "town.gpkg").exists() and not (older and n == number):
                return n
            if self.version(n).snapshot:
                break
        raise HubError("The GeoPackage of version {number} is lost. Take the hub from a backup.", number=number)

    def _replay_one(self, connection, number):
        for operation in self.version(number).operations:
            operate(connection, operation)
        for _ in rows.apply(connection, self.changes(number).values()):
            pass

    # --- publishing

    def publish(self, work, editor, message, kind="edit", cancelled=never, allow_empty=False, attach=None,
                fault=lambda step: None):  # fmt: skip
        """Lets ``work(draft)`` make the next version and commits it; returns it, or the head where nothing changed.

        The GeoPackage ``attach`` is there for its SQL under the name ``source``. ``work`` runs again from the start, on
        top of the new head, when somebody else was faster. ``fault`` is called with the name of each of FAULT_POINTS,
        for tests that end the process there.
        """
        for attempt in range(_ATTEMPTS):
            with lease(self.folder, editor, cancelled) as renew, self._private_folder() as folder:
                fault("leased")
                self.refuse_moved()
                head = self.head()
                version = self._prepare(folder, head, work, editor, message, kind, allow_empty, attach, fault)
                if version is None:
                    return head
                renew()
                fault("prepared")
                if self._commit(folder, version.number):
                    fault("committed")
                    self._point_to(version.number)
                    fault("pointed")
                    self._prune(version.number)
                    return version
            time.sleep(0.01 * attempt)
        raise HubError("Too many others publish to the hub at this moment. Nothing was changed; try again in a minute.")

    def _prepare(self, folder, head, work, editor, message, kind, allow_empty, attach, fault):
        """Makes the next version in ``folder``; None where ``work`` changed nothing."""
        path = folder / "town.gpkg"
        if head:
            shutil.copyfile(self.geopackage(head.number), path)
            path.chmod(0o644)
            catalogue = self.catalogue(head.number)
        else:
            _empty_geopackage(path)
            catalogue = Catalogue()
        fault("copied")
        with contextlib.closing(geopackage.connect(path)) as connection:  # on_share tells what goes wrong
            connection.execute("PRAGMA synchronous = OFF")  # flushed once, below
            connection.execute("PRAGMA journal_mode = MEMORY")
            if attach:
                connection.execute("ATTACH ? AS source", (str(attach),))
            draft = Draft(head, catalogue, folder, connection)
            with geopackage.transaction(connection):
                work(draft)
        if head:
            refuse_strangers(catalogue, draft, editor)
        if draft.empty and catalogue == draft.catalogue and not allow_empty:
            return None
        fault("edited")
        return self._write_about(folder, draft, editor, message, kind)

    def _write_about(self, folder, draft, editor, message, kind):
        rows.write(draft.changes, folder / "changes.gz")
        if draft.sent:
            rows.write(draft.sent.values(), folder / "sent.gz")
        if draft.conflicts:
            _write_text(folder / "conflicts.json", json.dumps(draft.conflicts, ensure_ascii=False, indent=1))
        _write_text(folder / "catalogue.json", draft.catalogue.to_json())
        version = Version(
            number=draft.head.number + 1 if draft.head else 1, time=now(), editor=editor, account=account(),
            pc=socket.gethostname(), message=message, kind=kind, before=draft.head.after if draft.head else "",
            after=hub_digest(draft.layers), layers=draft.layers, changed=changed(draft.changes),
            operations=tuple(draft.operations), conflict_count=len(draft.conflicts),
            snapshot=any(o["op"] == "add_layer" for o in draft.operations) or not draft.head, **draft.about,
        )  # fmt: skip
        _write_text(folder / "version.json", json.dumps(asdict(version), ensure_ascii=False, indent=1))
        for file in folder.iterdir():
            _flush(file)
            file.chmod(0o444)
        return version

    def _commit(self, folder, number):
        """Renames the prepared folder to its number; False where somebody else was faster."""
        for wait in (0.05, 0.2, 1, 3):
            try:
                folder.rename(self.path(number))
            except PermissionError:  # Windows: a virus scanner has a file in it open
                if self.path(number).exists():
                    return False
                time.sleep(wait)
            except OSError:
                if folder.is_dir() and not self.path(number).is_dir():
                    raise
                return False
            else:
                _flush(self.versions_folder)
                return True
        return False

    @contextlib.contextmanager
    def _private_folder(self):
        with on_share(self.folder):
            maker = f".draft-{os.getpid()}-{socket.gethostname()}-"
            folder = Path(tempfile.mkdtemp(prefix=maker, dir=self.versions_folder))
            folder.chmod(0o755)
            try:
                yield folder
            finally:
                remove_folder(folder)

    def _point_to(self, number):
        with contextlib.suppress(OSError):  # it is a hint; head() looks beyond it
            write_json(self.folder / "current.json", {"version": number})

    def _prune(self, newest):
        """Removes the GeoPackages of versions that can be replayed, and drafts of publishers that were killed."""
        for number in range(max(1, newest - KEEP_EVERY), newest - KEEP_LATEST + 1):
            path = self.path(number) / "town.gpkg"
            if number % KEEP_EVERY and path.exists() and not self.version(number).snapshot:
                with contextlib.suppress(OSError):  # somebody has it open: the next publisher tries again
                    path.chmod(0o644)
                    path.unlink()
        for draft in self.versions_folder.glob(".draft-*"):
            maker = _DRAFT.fullmatch(draft.name)
            if maker and is_dead({"pid": int(maker["pid"]), "pc": maker["pc"]}):
                remove_folder(draft)

    # --- files that entries of the catalogue refer to

    def keep_file(self, content, suffix):
        """Keeps ``content`` (bytes) in the hub; returns the name by which the catalogue refers to it."""
        name = file_name(content, suffix)
        path = self.file(name)
        with on_share(self.folder):
            path.parent.mkdir(exist_ok=True)
            if not path.exists():
                _write_whole(path, content)
        return name

    def file(self, name):
        """The path of the file ``name`` of :meth:`keep_file`; only its last part counts, it never leads elsewhere.
        Without a name: the folder of these files."""
        return self.folder / "files" / Path(name).name

    def holds(self, name):
        """Whether the file ``name`` is there and is what was kept under this name."""
        with contextlib.suppress(OSError):
            return file_name(self.file(name).read_bytes(), Path(name).suffix) == name
        return False

    # --- names

    def path(self, number):
        """The folder of version ``number``."""
        return self.versions_folder / f"{number:06d}"

    def _numbers(self):
        with self.reading():
            return [int(path.name) for path in self.versions_folder.iterdir() if path.name.isdecimal()]

    def filled(self):
        """The layers (tables) that hold a feature."""
        return {table for table, state in self.head().layers.items() if state.get("count")}

    def count_unsaid(self, table, field, nothing=()):
        """How many features of ``table`` say nothing in ``field`` (see geopackage.count_unsaid)."""
        with geopackage.published(self.geopackage()) as connection:
            return geopackage.count_unsaid(connection, table, field, nothing)

    @staticmethod
    def session():
        """A block of reading; on a server it goes over one connection."""
        return contextlib.nullcontext()

    @contextlib.contextmanager
    def reading(self):
        try:
            yield
        except (OSError, EOFError, ValueError) as error:
            raise HubError(_UNREADABLE, folder=self.folder, reason=error) from error

    def _hint(self):
        try:
            return int(json.loads((self.folder / "current.json").read_text(encoding="utf-8"))["version"])
        except (OSError, ValueError, KeyError, TypeError):
            return 0


# where a publisher may be killed: the name of the step that has just been done
FAULT_POINTS = ("leased", "copied", "edited", "prepared", "committed", "pointed")


def file_name(content, suffix):
    """The name under which the hub keeps a file: the digest of its content."""
    return hashlib.blake2b(content, digest_size=16).hexdigest() + suffix


def account():
    """The name of the account on this PC."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def remove_folder(folder):
    """Removes a private folder of ours, read-only files included."""
    with contextlib.suppress(OSError):
        for file in folder.iterdir():
            file.chmod(0o644)
    shutil.rmtree(folder, ignore_errors=True)


def _empty_geopackage(path):
    """Made in memory: GDAL alone does not say why it could not write."""
    from osgeo import gdal

    memory = f"/vsimem/{uuid.uuid4().hex}.gpkg"
    with gdal.ExceptionMgr(useExceptions=True):
        gdal.GetDriverByName("GPKG").Create(memory, 0, 0, 0, gdal.GDT_Unknown).Close()
        file = gdal.VSIFOpenL(memory, "rb")
        path.write_bytes(gdal.VSIFReadL(1, gdal.VSIStatL(memory).size, file))
        gdal.VSIFCloseL(file)
        gdal.Unlink(memory)


def _refuse_other_content(folder):
    if (folder / "hub.json").exists():
        raise InputError("There is a hub in {folder} already. Open it, or choose another folder.", folder=folder)
    others = [path.name for path in folder.iterdir() if path.name not in _OUR_NAMES]
    if others:
        raise InputError(
            "{folder} is not empty ({name} is in it). Choose a new or empty folder for the hub.",
            folder=folder, name=others[0],
        )  # fmt: skip


def _write_text(path, text):
    path.write_text(text, encoding="utf-8")


def write_json(path, content):
    """Writes ``content`` as JSON, whole or not at all."""
    _write_whole(path, json.dumps(content, ensure_ascii=False, indent=1).encode())


def _write_whole(path, content):
    beside = path.with_name(f".{uuid.uuid4().hex}")
    try:
        beside.write_bytes(content)
        _flush(beside)
        beside.replace(path)
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def _flush(path):
    """Asks the disk to keep a file or folder; some shares cannot, and Windows cannot for folders."""
    with contextlib.suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
