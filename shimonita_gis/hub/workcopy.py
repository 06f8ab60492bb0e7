"""Work copies: a GeoPackage on the own PC that QGIS edits as it is, and the sync that brings both sides together.

How a sync of one work copy goes, with all states of a row relative to ``base``, the version it is on:

- *mine* is the difference between the work copy and ``base``, *theirs* what the versions since then changed;
- *outgoing* is what of mine goes on top of theirs (merge.py); it is published as the next version;
- *incoming* = mine taken back, then theirs, then outgoing: it turns the work copy into that version.

Killed after publishing and before the work copy followed, the next sync finds its own version by the nonce that the
work copy noted before, and starts from what it had sent. So nothing is sent twice and nothing is taken back.

``base`` lies beside the work copy as a private file. It is only a cache: lost or outdated, it is made again from the
hub. All of this runs in a child process (child.py), because two SQLite libraries in one process undo each
other's locks.
"""

# ruff: noqa: S608 - every name in SQL goes through quoted(), every value is a parameter
import json
import shutil
import sqlite3
import uuid
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from shimonita_gis.errors import HubError, InputError, existing_file
from shimonita_gis.files import written_beside
from shimonita_gis.progress import never

from . import geopackage
from .catalogue import Catalogue
from .changes import UPDATE, apply, changed_keys, composed, difference, inverse, packed
from .geopackage import UUID, columns, layers, opened, quoted, transaction
from .merge import NOT_ALLOWED, Conflict, followed, merged
from .operations import operate
from .roles import may_edit
from .store import FAULT_POINTS as PUBLISHING
from .store import Hub

# GDAL and QGIS show every table as a layer unless its name starts like this
ABOUT = "gpkg_shimonita"
_ROUNDS = 5
# where a sync may meet a killed process, a full disk or a lost share: the name of the step that has just been done
FAULT_POINTS = ("based", "identified", "compared", *PUBLISHING, "published", "applied", "followed")
_ONLY_HERE = "The layer {name} is only in the work copy. Bring it in with 'Add layer to hub'."  # translatable
_MISSING_HERE = "The layer {name} is missing in the work copy and was left alone in the hub."  # translatable
_CLOCK = (  # translatable
    "The clock of this PC or of {name} is wrong: the newest version seems to come from the future. Set the clock "
    "right; nothing is lost, only the times in the history are wrong."
)
CLOCK_TOLERANCE = timedelta(minutes=10)
# translatable
_RESTORED = (
    "The hub {folder} was restored from a backup: it has no longer the version {version} that {file} is on. Nothing "
    "was sent or changed. Make a new work copy, and bring over by hand what only this one holds; ask the "
    "administrator how far the hub went back."
)
_NEW_FIELD = "The field {name} is only in the work copy. Ask the administrator to add it."  # translatable


@dataclass(frozen=True)
class SyncResult:
    """Numbers of features sent and received, the version the work copy is on now, conflicts as dictionaries, and
    sentences on what was left alone."""

    sent: int
    received: int
    version: int
    conflicts: tuple = ()
    notes: tuple = ()


def check_out(hub, path, titles=(), editor=""):
    """Makes the work copy ``path`` of ``hub`` with the layers ``titles`` (titles or tables; all when empty).

    Raises InputError where there is a file already: it may hold edits that were not sent.
    """
    path = Path(path)
    if path.exists():
        raise InputError(
            "{file} exists already and may hold edits that were not sent. Sync it, or choose another name.", file=path
        )
    head = hub.head()
    catalogue = hub.catalogue(head.number)
    tables = [catalogue.entry(title).table for title in titles]
    about = {
        "hub_id": hub.id,
        "hub_folder": hub.place,
        "id": uuid.uuid4().hex,
        "version": head.number,
        "mark": head.mark,
        "editor": editor,
        "tables": json.dumps(tables),
        "pending": "[]",
        "catalogue": catalogue.to_json(),
    }
    with written_beside(path) as beside:
        shutil.copyfile(hub.geopackage(head.number), beside)  # only our code writes it, and never in WAL mode
        beside.chmod(0o644)
        with opened(beside) as connection:
            connection.execute("PRAGMA synchronous = OFF")  # flushed once, at the end
            with transaction(connection):
                for table in set(layers(connection)) - set(tables) if tables else ():
                    geopackage.drop_layer(connection, table)
                connection.execute(f"CREATE TABLE {ABOUT} (key TEXT PRIMARY KEY, value TEXT)")
                _note(connection, "main", about)
            if tables:
                connection.execute("VACUUM")
    return path


def about(path):
    """What the work copy ``path`` notes about itself. Raises HubError where it is none."""
    with opened(existing_file(path)) as connection:  # for writing, so that SQLite can undo a half transaction first
        return _about(connection, path)


def catalogue_of(path):
    """The Catalogue of the version that the work copy ``path`` is on; no hub is needed for it."""
    noted = about(path)
    if "catalogue" not in noted:
        raise HubError("{file} does not know its catalogue yet. Sync it once.", file=path)
    return Catalogue.from_json(noted["catalogue"])


def sync(path, editor="", message="", hub_folder=None, cancelled=never, fault=lambda step: None):
    """Brings the work copy ``path`` and its hub together; returns the :class:`SyncResult`.

    ``hub_folder`` is where the hub is now, when it moved. Raises HubError where the work copy is of another hub or in
    use by another program; then nothing has changed, or the next sync completes what has.
    """
    path = existing_file(path)
    noted = about(path)
    hub = Hub.open(hub_folder or noted["hub_folder"])
    if hub.id != noted["hub_id"]:
        raise HubError(
            "{file} is a work copy of another hub than {folder}. Choose the right hub.", file=path, folder=hub.told
        )
    with hub.session():
        return _in_rounds(hub, path, noted, editor, message, cancelled, fault)


def _in_rounds(hub, path, noted, editor, message, cancelled, fault):
    """Syncs once more where somebody edited the work copy meanwhile."""
    if was_restored(hub, noted):
        raise HubError(_RESTORED, folder=hub.told, file=path, version=noted["version"])
    sent = received = 0
    conflicts = []
    for _ in range(_ROUNDS):
        done = _Sync(hub, path, editor or noted["editor"], message, cancelled, fault).run()
        sent, received, conflicts = sent + done.sent, received + done.received, conflicts + list(done.conflicts)
        if done.version:
            return replace(done, sent=sent, received=received, conflicts=tuple(conflicts))
    raise HubError("{file} is edited all the time. Save the edits, pause for a moment and sync again.", file=path)


def was_restored(hub, noted):
    """Whether ``hub`` has lost the version that a work copy is on, by what that has ``noted`` (:func:`about`): it is
    gone, or there is another one of its number, with which the work copy must not be compared."""
    number = int(noted["version"])
    return number > hub.head().number or noted.get("mark") not in (None, hub.version(number).mark)


def sync_for_parent(path, editor="", message="", hub_folder=""):
    """:func:`sync` with a result in JSON's types."""
    return asdict(sync(path, editor, message, hub_folder or None))


class _Sync:
    """One round of a sync. It ends without a version where somebody edited the work copy meanwhile."""

    def __init__(self, hub, path, editor, message, cancelled, fault):
        self.hub, self.path, self.editor, self.message = hub, path, editor, message
        self.cancelled, self.fault = cancelled, fault
        self.base_path = base_path(path)
        self.notes = []
        self.read = {}

    def run(self):
        self._make_base()
        self.fault("based")
        with opened(self.path) as self.connection:
            self.connection.execute("ATTACH ? AS base", (str(self.base_path),))
            self.noted = _about(self.connection, self.path)
            self.base = int(self.noted["version"])
            self.tables = self._shared_tables()
            self._identify()
            self.fault("identified")
            stamp = self._stamp()
            self.mine = self._mine()
            self.fault("compared")
            version = self._publish()
            self.fault("published")
            followed = self._follow(version, stamp)
            self.fault("followed")
        received, number = (self.received, version.number) if followed else (0, 0)
        return SyncResult(self.sent, received, number, tuple(self.conflicts), tuple(self.notes))

    # --- this side

    def _make_base(self):
        noted = about(self.path)
        try:
            with opened(self.base_path) as connection:
                of = _about(connection, self.base_path)
                if (of["id"], of["version"]) == (noted["id"], noted["version"]):
                    return
        except HubError:
            pass
        for suffix in ("", "-journal", "-wal", "-shm"):  # a journal left beside would be played into the new file
            self.base_path.with_name(self.base_path.name + suffix).unlink(missing_ok=True)
        self.hub.replay(int(noted["version"]), self.base_path)
        with opened(self.base_path) as connection, transaction(connection):
            connection.execute(f"CREATE TABLE {ABOUT} (key TEXT PRIMARY KEY, value TEXT)")
            _note(connection, "main", {"id": noted["id"], "version": noted["version"]})

    def _shared_tables(self):
        in_base, here = layers(self.connection, "base"), layers(self.connection)
        wanted = json.loads(self.noted["tables"]) or list(in_base)
        self._remark(_ONLY_HERE, set(here) - set(in_base))
        self._remark(_MISSING_HERE, {table for table in wanted if table in in_base} - set(here))
        shared = [table for table in in_base if table in here]
        for table in shared:
            self._remark(_NEW_FIELD, columns(self.connection, table).keys() - columns(self.connection, table, "base"))
        return shared

    def _remark(self, text, names):
        self.notes += [(text, name) for name in sorted(names)]

    def _identify(self):
        """Gives a uuid to every feature that has none or shares one, and notes the nonce of this sync."""
        self.nonce = uuid.uuid4().hex
        pending = json.loads(self.noted["pending"])
        with transaction(self.connection):
            for table in self.tables:
                for fid in self._without_identity(table):
                    self.connection.execute(
                        f"UPDATE main.{quoted(table)} SET {UUID} = ? WHERE {self._key(table)} = ?",
                        (str(uuid.uuid4()), fid),
                    )
            _note(self.connection, "main", {"pending": json.dumps([*pending, self.nonce])})
        self.pending = pending

    def _without_identity(self, table):
        """Keys of features without a uuid, or with that of another (QGIS copies it when a feature is split or pasted):
        of two, the one that had it before keeps it."""
        if UUID not in columns(self.connection, table):
            raise HubError(
                "The layer {name} of {file} has lost its field uuid. Restore the field, or take a new work copy.",
                name=table, file=self.path,
            )  # fmt: skip
        found = []
        for fid in changed_keys(self.connection, table, "base"):
            (own,) = self._values(f"SELECT {UUID} FROM main.{quoted(table)} WHERE {self._key(table)} = ?", fid)
            if not own:
                found.append(fid)
                continue
            sharing = self._values(f"SELECT {self._key(table)} FROM main.{quoted(table)} WHERE {UUID} = ?", own)
            had = self._values(f"SELECT {self._key(table)} FROM base.{quoted(table)} WHERE {UUID} = ?", own)
            keeper = next((f for f in sharing if f in had), min(sharing))
            if fid != keeper:
                found.append(fid)
        return found

    def _mine(self):
        self.connection.execute("BEGIN")
        try:
            found = {}
            for table in self.tables:
                found |= difference(self.connection, table, "base")
            return found
        finally:
            self.connection.execute("ROLLBACK")

    def _stamp(self):
        """A number that changes when another program commits to the work copy."""
        return self.connection.execute("PRAGMA main.data_version").fetchone()[0]

    def _key(self, table):
        return quoted(geopackage.primary_key(self.connection, table))

    def _values(self, statement, value):
        return [row[0] for row in self.connection.execute(statement, (value,))]

    # --- the other side

    def _publish(self):
        head = self.hub.head()
        if datetime.fromisoformat(head.time) > datetime.now(UTC) + CLOCK_TOLERANCE:
            self._remark(_CLOCK, [head.pc])
        self._merge(head.number, self.hub.catalogue(head.number))
        if not (self.outgoing or self.conflicts):
            self.sent = 0
            return head

        def work(draft):
            self._merge(draft.head.number, draft.catalogue)
            self.sent = len(draft.apply(self.outgoing.values()))
            self.conflicts = [self._told(conflict) for conflict in self.conflicts]
            draft.conflicts = self.conflicts
            draft.sent = self.wanted
            draft.about = {"work_copy": self.noted["id"], "nonce": self.nonce, "base": self.base}

        version = self.hub.publish(
            work, self.editor, self.message, kind="sync", cancelled=self.cancelled, fault=self.fault
        )
        if version.nonce == self.nonce:  # the rows as they went in, with the keys they got there
            self.outgoing = self.hub.changes(version.number)
        self.conflicts = [{**conflict, "version": version.number} for conflict in self.conflicts]
        return version

    def _merge(self, head, catalogue):
        """Computes ``wanted`` (mine in the head's fields), ``theirs``, ``outgoing`` and ``conflicts``."""
        versions = [self._read(number) for number in range(self.base + 1, head + 1)]
        self.operations = [o for version, _ in versions for o in version.operations]
        self.theirs, origin = self._theirs(versions)
        self.wanted, lost = followed(self.mine, self.operations)
        mine, theirs = composed(origin, self.wanted), composed(origin, self.theirs)
        allowed = {key: c for key, c in mine.items() if may_edit(catalogue, self.editor, c.table)}
        refused = [
            Conflict(c.table, c.uuid, NOT_ALLOWED, before=c.before, mine=c.after, theirs=c.before)
            for key, c in mine.items() if key not in allowed
        ]  # fmt: skip
        self.outgoing, conflicts = merged(allowed, theirs)
        self.conflicts = lost + refused + conflicts
        self.received = len(theirs)

    def _theirs(self, versions):
        """What ``versions`` changed in our layers, and the way back from what an interrupted sync sent before."""
        theirs, sent = {}, {}
        for version, changes in versions:
            theirs, _ = followed(theirs, version.operations)
            sent, _ = followed(sent, version.operations)
            theirs = composed(theirs, {key: c for key, c in changes.items() if c.table in self.tables})
            if version.nonce and version.nonce in self.pending:
                sent = self.hub.sent(version.number)
        return theirs, inverse(sent)

    def _read(self, number):
        if number not in self.read:
            self.read[number] = self.hub.version(number), self.hub.changes(number)
        return self.read[number]

    def _told(self, conflict):
        """``conflict`` in JSON's types, with who was first, when, and where the feature lies."""
        values = {name: packed(value) for name, value in asdict(conflict).items()}
        first = self._first(conflict)
        by, time = (first.editor, first.time) if first else ("", "")
        return {**values, "theirs_by": by, "theirs_time": time, "place": self._place(conflict)}

    def _first(self, conflict):
        """The version that put into the hub what stands against the conflict's ``mine``; None where none did."""
        for version, changes in sorted(self.read.values(), key=lambda pair: -pair[0].number):
            change = changes.get((conflict.table, conflict.uuid))
            if change and (change.kind != UPDATE or not conflict.column or conflict.column in change.after):
                return version
        return None

    def _place(self, conflict):
        """The middle of the feature (x, y in EPSG:6677) here or as it was before; None for one without a shape."""
        for schema in ("main", "base"):
            geometry = layers(self.connection, schema).get(conflict.table)
            if not geometry:
                continue
            statement = f"SELECT {quoted(geometry)} FROM {schema}.{quoted(conflict.table)} WHERE {UUID} = ?"
            for blob in self._values(statement, conflict.uuid):
                box = geopackage.bounds(blob)
                if box:
                    return [(box[0] + box[1]) / 2, (box[2] + box[3]) / 2]
        return None

    # --- the work copy follows

    def _follow(self, version, stamp):
        """Turns the work copy and ``base`` into ``version``; False where somebody edited the work copy meanwhile."""
        theirs = composed(self.theirs, self.outgoing)
        incoming = composed(inverse(self.wanted), theirs)
        fresh = self._fresh_layers(version)
        if fresh:
            source = geopackage.uri(self.hub.geopackage(version.number).absolute(), "mode=ro&immutable=1")
            self.connection.execute("ATTACH ? AS source", (source,))
        with transaction(self.connection):
            if self._stamp() != stamp:
                return False
            self._follow_operations(fresh)
            for _ in apply(self.connection, incoming.values()):
                pass
            self.fault("applied")
            for _ in apply(self.connection, self._with_our_keys(theirs), "base"):
                pass
            _note(
                self.connection,
                "main",
                {
                    "version": version.number,
                    "mark": version.mark,
                    "pending": "[]",
                    "hub_folder": self.hub.place,
                    "catalogue": self.hub.catalogue(version.number).to_json(),
                },
            )
            _note(self.connection, "base", {"version": version.number})
        return True

    def _fresh_layers(self, version):
        wanted = json.loads(self.noted["tables"])
        added = {o["table"] for o in self.operations if o["op"] == "add_layer"}
        return [t for t in version.layers if t in added and (not wanted or t in wanted)]

    def _follow_operations(self, fresh):
        for operation in self.operations:
            if operation["table"] in layers(self.connection):
                operate(self.connection, operation)
            if operation["table"] in layers(self.connection, "base"):
                operate(self.connection, operation, "base")
        for table in fresh:
            for schema in ("main", "base"):
                if table in layers(self.connection, schema):
                    continue
                geopackage.copy_layer(self.connection, table, "source", schema)

    def _with_our_keys(self, changes):
        """``changes`` for ``base``, where a feature has the key it has in the work copy, so that they pair quickly."""
        finders = {
            table: f"SELECT {self._key(table)} FROM main.{quoted(table)} WHERE {UUID} = ?"
            for table in layers(self.connection)
        }
        for change in changes.values():
            if change.kind != UPDATE and change.table in finders:
                keys = self._values(finders[change.table], change.uuid)
                change = replace(change, fid=keys[0] if keys else change.fid)
            yield change


def unsent(path):
    """The number of features changed since the last sync; None while the private ``base`` of the same version is not
    there, which is never made here: a sync may be making it at this moment."""
    path, base = existing_file(path), base_path(Path(path))
    if not base.exists():
        return None
    with opened(path) as connection:
        noted = _about(connection, path)
        connection.execute("ATTACH ? AS base", (str(base),))
        try:
            of = dict(connection.execute(f"SELECT key, value FROM base.{ABOUT}"))
        except sqlite3.OperationalError:  # it is being made
            return None
        if (of.get("id"), of.get("version")) != (noted["id"], noted["version"]):
            return None
        shared = set(layers(connection, "base")) & set(layers(connection))
        return sum(len(_changed(connection, table)) for table in shared)


def _changed(connection, table):
    return {*changed_keys(connection, table, "base"), *changed_keys(connection, table, "base", turned=True)}


def base_path(path):
    """Where the private file ``base`` of the work copy ``path`` lies."""
    return path.with_name(f".{path.name}.base")


def _about(connection, path):
    try:
        return dict(connection.execute(f"SELECT key, value FROM main.{ABOUT}").fetchall())
    except sqlite3.OperationalError as error:
        raise HubError("{file} is not a work copy. Make one with 'Check out layers'.", file=path) from error


def _note(connection, schema, values):
    for key, value in values.items():
        connection.execute(f"INSERT OR REPLACE INTO {schema}.{ABOUT} VALUES (?, ?)", (key, str(value)))
