"""A QGIS profile in which the plugin is this checkout itself, edits not committed included."""

import subprocess
from pathlib import Path

from plugin.desktop import SETTINGS

REPOSITORY = Path(__file__).parents[2]


def linked_profile(folder):
    """The folder of profiles under ``folder`` whose ``default`` has the plugin linked and switched on."""
    profile = Path(folder, "profiles", "default")
    settings = profile / "QGIS" / "QGIS3.ini"
    settings.parent.mkdir(parents=True)
    settings.write_text(SETTINGS, encoding="utf-8")
    subprocess.run([REPOSITORY / ".ci" / "link-plugin", profile], check=True)
    return folder
