"""What the hub says about each of its layers: whose it is, where it comes from, who may see it.

The catalogue is one JSON file; the hub keeps every catalogue it ever had beside the version that brought it. A work
copy carries the one of its version inside, so that the marks go wherever the file goes.
"""

import json
import re
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path

from shimonita_gis.errors import HubError, InputError

OPEN, INTERNAL, DEPARTMENT = "open", "internal", "department"
SHARING = (OPEN, INTERNAL, DEPARTMENT)
ADMINISTRATOR, EDITOR, VIEWER, APPROVER = "administrator", "editor", "viewer", "approver"
ROLES = (ADMINISTRATOR, EDITOR, VIEWER, APPROVER)
LICENCES = ("CC BY 4.0", "PDL1.0", "CC0 1.0")
UPDATE_CYCLES = ("", "daily", "monthly", "yearly", "as needed", "once")


@dataclass(frozen=True)
class LayerEntry:
    """The catalogue's entry for one layer.

    ``table`` is the name in the GeoPackage and never changes; ``title`` is what people read. ``scale`` is the
    denominator of the map it was drawn for (2500 for 1:2500, 0 unknown), ``accuracy`` a horizontal standard
    deviation in metres (0 unknown). ``sharing`` is one of SHARING, ``update_cycle`` of UPDATE_CYCLES.
    ``personal_fields`` names the fields that hold personal information; they never leave the town hall.
    ``approval`` is the survey law's approval number. ``labels`` ({"ja", "en"}), ``choices`` (a list) and ``form``
    ({"required": true, "min": 0 …}) describe fields by their names. ``style`` says how the map draws the layer;
    ``qml`` is the name of a style that was saved from QGIS and goes before it (Hub.keep_file, Hub.file).
    """

    table: str
    title: str
    title_en: str = ""
    department: str = ""
    sharing: str = INTERNAL
    personal_fields: tuple = ()
    licence: str = ""
    source: str = ""
    source_sheet: str = ""
    scale: int = 0
    accuracy: float = 0.0
    datum_history: tuple = ()
    update_cycle: str = ""
    approval: str = ""
    group: str = ""
    labels: dict = field(default_factory=dict)
    choices: dict = field(default_factory=dict)
    form: dict = field(default_factory=dict)
    style: dict = field(default_factory=dict)
    qml: str = ""
    added: str = ""

    def __post_init__(self):
        if not self.title.strip():
            raise InputError("The layer has no title. Give it the name that staff will look for.")
        if self.sharing not in SHARING:
            raise InputError(
                "{sharing} is not a way to share the layer {title}. Choose one of {choices}.",
                sharing=self.sharing, title=self.title, choices=", ".join(SHARING),
            )  # fmt: skip
        if self.scale < 0 or self.accuracy < 0:
            raise InputError("Map level and accuracy of {title} cannot be below 0. Correct them.", title=self.title)
        object.__setattr__(self, "personal_fields", tuple(self.personal_fields))
        object.__setattr__(self, "datum_history", tuple(self.datum_history))

    @property
    def open(self):
        """Whether the layer may leave the town hall, its personal fields left out."""
        return self.sharing == OPEN

    @property
    def personal(self):
        """Whether any field holds personal information."""
        return bool(self.personal_fields)

    def described(self, name, label=None, choices=(), form=None, personal=False):
        """This entry with what is said of its field ``name``; what is empty stays as it is."""
        said = {"labels": label, "choices": list(choices), "form": form}
        told = {about: {**getattr(self, about), name: value} for about, value in said.items() if value}
        if personal and name not in self.personal_fields:
            told["personal_fields"] = (*self.personal_fields, name)
        return replace(self, **told)

    def said_of(self, name):
        """What is said of the field ``name``, as :meth:`described` takes it."""
        return {
            "label": self.labels.get(name), "choices": self.choices.get(name, ()), "form": self.form.get(name),
            "personal": name in self.personal_fields,
        }  # fmt: skip


@dataclass(frozen=True)
class Person:
    """Someone who uses the hub. ``roles`` are of ROLES; ``department`` is whose layers an editor may change.

    Raises InputError without a name and for an unknown role.
    """

    name: str
    department: str = ""
    roles: tuple = ()

    def __post_init__(self):
        object.__setattr__(self, "roles", tuple(self.roles))
        if not self.name.strip():
            raise InputError("A person without a name cannot be given a role. Type the name of the PC's account.")
        for role in self.roles:
            if role not in ROLES:
                raise InputError(
                    "{role} is not a role. Choose among {roles}.", role=role, roles=", ".join(ROLES)
                )  # fmt: skip


@dataclass(frozen=True)
class Catalogue:
    """All entries, in the order of the map's legend, and the people who may change them."""

    entries: tuple = ()
    people: tuple = ()

    @classmethod
    def read(cls, hub_folder):
        """The present catalogue of the hub in ``hub_folder``. Raises HubError where there is no hub."""
        from .store import Hub

        return Hub.open(hub_folder).catalogue()

    @classmethod
    def from_file(cls, path):
        """The catalogue in the JSON file ``path``; what only a later program knows is left out."""
        try:
            return cls.from_json(Path(path).read_text(encoding="utf-8"))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise HubError(
                "The hub's catalogue {file} cannot be read ({reason}). Check the connection, then run 'Check hub'.",
                file=path, reason=error,
            ) from error  # fmt: skip

    @classmethod
    def from_json(cls, text):
        content = json.loads(text)
        return cls(
            tuple(_known(LayerEntry, entry) for entry in content["layers"]),
            tuple(_known(Person, person) for person in content.get("people", [])),
        )

    def to_json(self):
        content = {"layers": [asdict(e) for e in self.entries], "people": [asdict(p) for p in self.people]}
        return json.dumps(content, ensure_ascii=False, indent=1)

    def __iter__(self):
        return iter(self.entries)

    def __len__(self):
        return len(self.entries)

    def entry(self, name):
        """The entry whose title or table is ``name``. Raises HubError where the hub has no such layer."""
        for entry in self.entries:
            if name in (entry.table, entry.title):
                return entry
        raise HubError(
            "The hub has no layer {name}. Its layers are: {layers}.",
            name=name, layers=", ".join(e.title for e in self.entries) or "-",
        )  # fmt: skip

    def has(self, name):
        return bool(self.named(name))

    def named(self, name):
        """The entries (a tuple, mostly of one) whose table or title is ``name``."""
        return tuple(entry for entry in self.entries if name in (entry.table, entry.title))

    def with_entry(self, entry):
        """This catalogue with ``entry`` added, or in the place of the one of the same table."""
        if any(e.table == entry.table for e in self.entries):
            return replace(self, entries=tuple(entry if e.table == entry.table else e for e in self.entries))
        return replace(self, entries=(*self.entries, entry))

    def without(self, table):
        return replace(self, entries=tuple(e for e in self.entries if e.table != table))


_IN_ARCHIVE = re.compile(r"(?:[A-Za-z]:)?/+vsi.*\.(?:gpkg|sqlite|db)$", re.I)  # as GDAL names a file in a zip
IN_BOTH, IN_HUB, IN_FILE = "in both", "in the hub", "in the file"


@dataclass(frozen=True)
class Marks:
    """What may leave the town hall of one layer: whether it is ``open``, and ``personal``: field -> who marks it.

    A layer may be marked twice, in the file itself and in the hub's newest catalogue; the stricter holds. Who is
    IN_BOTH, IN_HUB or IN_FILE; ``closed`` says the same where the layer is not open. ``hub_seen`` is whether the hub
    was there.
    """

    closed: str = ""
    personal: dict = field(default_factory=dict)
    hub_seen: bool = True

    @property
    def open(self):
        return not self.closed


def marks_of(path, table):
    """The :class:`Marks` of the layer ``table`` of the file ``path``: a hub's own, or a work copy wherever it lies.

    None for any other file. Raises HubError where marks are there but cannot be read, and where a layer or a marked
    field of a work copy goes under another name than the catalogue knows.
    """
    path = Path(path).resolve()
    if _IN_ARCHIVE.match(path.as_posix()):
        raise HubError("{file} lies in an archive, where its marks cannot be read. Unpack it first.", file=path)
    noted = _noted(path)
    if noted is not None:
        return _marks_of_work_copy(path, table, noted)
    folder = next((folder for folder in path.parents if (folder / "hub.json").is_file()), None)
    if folder is None:
        return None
    beside = path.with_name("catalogue.json")  # of the version, where the file is one
    own = Catalogue.from_file(beside) if beside.is_file() else Catalogue()
    return _stricter(own.named(table), Catalogue.read(folder).named(table))


def _noted(path):
    """What a work copy notes about itself; None where ``path`` is none."""
    from .geopackage import opened
    from .workcopy import ABOUT

    if not _is_sqlite(path):
        return None
    with opened(path, readonly=True) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (ABOUT,)).fetchone():
            return None
        return dict(connection.execute(f"SELECT key, value FROM {ABOUT}"))  # noqa: S608 - a name of ours


def _is_sqlite(path):
    """Whether the content is SQLite's, whatever the file is called."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(16) == b"SQLite format 3\0"


def _marks_of_work_copy(path, table, noted):
    from .geopackage import columns, opened

    if "catalogue" not in noted:
        raise HubError("{file} does not know its catalogue yet. Sync it once.", file=path)
    own = [entry for entry in Catalogue.from_json(noted["catalogue"]) if entry.table == table]
    if not own:
        raise HubError(
            "The layer {layer} of the work copy {file} is not in its catalogue, so nobody has said that it may leave. "
            "Bring it in with 'Add layer to hub', or save it as a file of its own.",
            layer=table, file=path,
        )  # fmt: skip
    with opened(path, readonly=True) as connection:
        there = columns(connection, table)
    missing = [name for entry in own for name in entry.personal_fields if name not in there]
    if missing:
        raise HubError(
            "The field {field} is marked as personal, but {layer} of the work copy {file} has no such field: it may go "
            "under another name. Take a new work copy and export from that.",
            field=", ".join(missing), layer=table, file=path,
        )  # fmt: skip
    newest = _newest(noted)
    return _stricter(own, own if newest is None else newest.named(table), hub_seen=newest is not None)


def _newest(noted):
    """The newest catalogue of the hub that a work copy is of; None where that hub is not there."""
    from .store import Hub

    try:
        hub = Hub.open(noted["hub_folder"])
        return hub.catalogue() if hub.id == noted["hub_id"] else None
    except HubError:
        return None


def _stricter(own, newest, hub_seen=True):
    """:class:`Marks` of the entries that the file and the hub have for one layer; no entry marks nothing."""

    def who(here, there):
        return (IN_BOTH if there else IN_FILE) if here else IN_HUB if there else ""

    here, there = ({name for entry in entries for name in entry.personal_fields} for entries in (own, newest))
    closed = who(any(not entry.open for entry in own), any(not entry.open for entry in newest))
    return Marks(closed, {name: who(name in here, name in there) for name in sorted(here | there)}, hub_seen)


def _known(cls, values):
    names = {f.name for f in fields(cls)}
    return cls(**{name: value for name, value in values.items() if name in names})
