"""Starts the real QGIS desktop, in Japanese, on a screen of its own, with a plugin zip installed in a new profile."""

import json
import os
import subprocess
import zipfile
from pathlib import Path

SETTINGS = """\
[PythonPlugins]
shimonita_gis=true

[app]
checkVersion=false

[plugins]
checkOnStart=false
"""


def install(zip_file, profiles):
    """A folder of profiles whose ``default`` has the zip as its only plugin; returns the profile."""
    profile = Path(profiles, "profiles", "default")
    plugins = profile / "python" / "plugins"
    plugins.mkdir(parents=True)
    with zipfile.ZipFile(zip_file) as archive:
        archive.extractall(plugins)
    settings = profile / "QGIS" / "QGIS3.ini"
    settings.parent.mkdir(parents=True)
    settings.write_text(SETTINGS, encoding="utf-8")
    return profile


def environment(profiles=None, **more):
    """The environment of a desktop or a qgis_process that has nothing to do with this process's QGIS."""
    kept = {
        key: value for key, value in os.environ.items() if key not in ("QT_QPA_PLATFORM", "QGIS_CUSTOM_CONFIG_PATH")
    }
    if profiles:
        kept |= {"QGIS_CUSTOM_CONFIG_PATH": str(profiles), "QT_QPA_PLATFORM": "offscreen"}
    return kept | {"PYTHONDONTWRITEBYTECODE": "1"} | more


def run_desktop(profiles, script, folder, language="ja", timeout=180):
    """Runs ``script`` inside the started desktop; it finds ``folder`` in the variable FOLDER, and what it writes to
    FOLDER/report.json is returned."""
    command = ["xvfb-run", "-a", "-s", "-screen 0 1600x1000x24", "qgis", "--nologo", "--noversioncheck"]
    command += ["--lang", language, "--profiles-path", str(profiles), "--code", str(script)]
    done = subprocess.run(
        command, env=environment(FOLDER=str(folder)), capture_output=True, text=True, timeout=timeout, check=False
    )
    report = Path(folder, "report.json")
    assert report.exists(), done.stdout[-3000:] + done.stderr[-3000:]
    return json.loads(report.read_text(encoding="utf-8"))
