"""What this PC remembers of its user, kept in QGIS's own settings of the profile."""

from dataclasses import dataclass, fields

from qgis.core import QgsSettings

GROUP = "shimonita_gis"


@dataclass(frozen=True)
class Settings:
    """``hub`` and ``terrain`` are paths, ``department`` and ``editor`` are names; '' where nothing was chosen yet."""

    hub: str = ""
    terrain: str = ""
    department: str = ""
    editor: str = ""


# parameter key of the algorithms -> the setting that fills it in advance
PARAMETERS = {"HUB": "hub", "DEM": "terrain", "DEPARTMENT": "department", "EDITOR": "editor"}


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


def prefilled(names):
    """Parameter values that the settings know, for those of the parameter ``names`` that they fill."""
    settings = load()
    values = {key: getattr(settings, PARAMETERS[key]) for key in names if key in PARAMETERS}
    return {key: value for key, value in values.items() if value}
