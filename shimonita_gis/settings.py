"""What this PC remembers of its user, kept in QGIS's own settings of the profile."""

from dataclasses import dataclass, fields, replace

from qgis.core import QgsSettings

GROUP = "shimonita_gis"


@dataclass(frozen=True)
class Settings:
    """``hub``, ``work_copy``, ``terrain``, ``parameters`` (a .par file of GSI) and ``sheets`` (the folder of placed
    sheets) are paths, ``department`` and ``editor`` are names; '' where nothing was chosen yet."""

    hub: str = ""
    work_copy: str = ""
    terrain: str = ""
    photos: str = ""
    department: str = ""
    editor: str = ""
    parameters: str = ""
    sheets: str = ""


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
    """Keeps ``settings`` in this profile; an empty value is removed."""
    stored = QgsSettings()
    for field in fields(Settings):
        value = getattr(settings, field.name).strip()
        if value:
            stored.setValue(f"{GROUP}/{field.name}", value)
        else:
            stored.remove(f"{GROUP}/{field.name}")


def steps_left(known):
    """What is still missing before a person can work, as names of settings; the terrain model can wait."""
    return [name for name in ("editor", "hub", "work_copy") if not getattr(known, name)]


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
