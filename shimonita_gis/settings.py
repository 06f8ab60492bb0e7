"""What this PC remembers of its user, kept in QGIS's own settings of the profile."""

import json
from dataclasses import dataclass, fields, replace

from qgis.core import QgsSettings

from shimonita_gis.errors import InputError, existing_file
from shimonita_gis.files import written_beside
from shimonita_gis.hub.postgis.address import is_address, parse

GROUP = "shimonita_gis"


@dataclass(frozen=True)
class Settings:
    """``hub`` is a folder or the address of a server; ``work_copy``, ``terrain``, ``parameters`` (a .par file of GSI)
    and ``sheets`` (the folder of placed sheets) are paths, ``department`` and ``editor`` are names; '' where nothing
    was chosen yet."""

    hub: str = ""
    work_copy: str = ""
    terrain: str = ""
    photos: str = ""
    department: str = ""
    editor: str = ""
    parameters: str = ""
    sheets: str = ""


# the settings that every PC with the same hub shares; the others belong to one person on one PC
OF_THE_HUB = ("hub", "terrain", "photos", "parameters")
_FILE = "Shimonita GIS settings"  # what a file of settings says that it is

# parameter key of the algorithms -> the setting that fills it in advance
PARAMETERS = {
    "HUB": "hub",
    "WORKCOPY": "work_copy",
    "DEM": "terrain",
    "PHOTO_ROOT": "photos",
    "DEPARTMENT": "department",
    "EDITOR": "editor",
}

# algorithm -> {its output: the setting that remembers it}
MADE = {
    "createhub": {"OUTPUT": "hub"},
    "checkoutlayers": {"WORKCOPY": "work_copy"},
    "movehubtopostgis": {"OUTPUT": "hub"},
    "georeferencefolder": {"OUTPUT_FOLDER": "sheets"},
}


def load():
    """The settings of this profile."""
    stored = QgsSettings()
    return Settings(**{field.name: stored.value(f"{GROUP}/{field.name}", "", type=str) for field in fields(Settings)})


def save(settings):
    """Keeps ``settings`` in this profile; an empty value is removed.

    Raises InputError for a hub's address that is none or carries a password; nothing is kept then.
    """
    if settings.hub != load().hub:
        refuse_no_address(settings.hub)
    stored = QgsSettings()
    for field in fields(Settings):
        value = getattr(settings, field.name).strip()
        if value:
            stored.setValue(f"{GROUP}/{field.name}", value)
        else:
            stored.remove(f"{GROUP}/{field.name}")


def refuse_no_address(hub):
    """Raises InputError where ``hub`` is meant as the address of a server and is none, or carries a password."""
    if is_address(hub):
        parse(hub)


def write_file(settings, path):
    """Writes what all PCs of the hub share into the JSON file ``path``: no name, no department, no secret.

    Raises OutputError, and InputError as :func:`save`.
    """
    refuse_no_address(settings.hub)
    shared = {name: getattr(settings, name) for name in OF_THE_HUB if getattr(settings, name)}
    with written_beside(path) as beside:
        beside.write_text(json.dumps({"file": _FILE, "settings": shared}, ensure_ascii=False, indent=1), "utf-8")


def read_file(path, settings):
    """``settings`` with what the file ``path`` says of them; whatever else it holds is left out.

    Raises InputError where it is not a file of settings.
    """
    try:
        read = json.loads(existing_file(path).read_text(encoding="utf-8-sig"))
        told = {name: value for name, value in read["settings"].items() if name in OF_THE_HUB}
        if read["file"] != _FILE or not all(isinstance(value, str) for value in told.values()):
            raise ValueError(path)
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(
            "{file} does not hold settings of Shimonita GIS. Write them out on a PC that is set up, then try again.",
            file=path,
        ) from error
    refuse_no_address(told.get("hub", ""))
    return replace(settings, **told)


def steps_left(known):
    """What is still missing before a person can work, as names of settings; the terrain model can wait. Whose hub is on
    a server may edit there, without a work copy."""
    needed = ("editor", "hub") if is_address(known.hub) else ("editor", "hub", "work_copy")
    return [name for name in needed if not getattr(known, name)]


def prefilled(algorithm, names):
    """Parameter values that the settings know, for those of the parameter ``names`` that they fill. What the
    algorithm makes anew is left to the person."""
    settings = load()
    made = MADE.get(algorithm, {}).values()
    values = {key: getattr(settings, PARAMETERS[key]) for key in names if PARAMETERS.get(key, "") not in ("", *made)}
    return {key: value for key, value in values.items() if value}


def remember(algorithm, results):
    """Keeps what ``algorithm`` made as this PC's own from now on: its hub, its work copy."""
    made = {name: results[key] for key, name in MADE.get(algorithm, {}).items() if results.get(key)}
    if made:
        save(replace(load(), **made))
