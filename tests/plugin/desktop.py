"""Starts the real QGIS desktop, in Japanese, on a screen of its own, with a plugin zip installed in a new profile."""

import json
import os
import signal
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


def install(zip_file, profiles, theme="default"):
    """A folder of profiles whose ``default`` has the zip as its only plugin, in one of QGIS's themes; returns the
    profile."""
    profile = Path(profiles, "profiles", "default")
    plugins = profile / "python" / "plugins"
    plugins.mkdir(parents=True)
    with zipfile.ZipFile(zip_file) as archive:
        archive.extractall(plugins)
    settings = profile / "QGIS" / "QGIS3.ini"
    settings.parent.mkdir(parents=True)
    settings.write_text(f"{SETTINGS}\n[UI]\nUITheme={theme}\n", encoding="utf-8")
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
    with Desktop(profiles, script, folder, language) as desktop:
        return desktop.report(timeout)


class Desktop:
    """A desktop that runs beside this process, from the ``with`` to its end; what it prints is in FOLDER/qgis.log."""

    def __init__(self, profiles, script, folder, language="ja"):
        self._folder = Path(folder)
        self._command = ["xvfb-run", "-a", "-s", "-screen 0 1600x1000x24", "qgis", "--nologo", "--noversioncheck"]
        self._command += ["--lang", language, "--profiles-path", str(profiles), "--code", str(script)]

    def __enter__(self):
        with (self._folder / "qgis.log").open("wb") as log:
            self._process = subprocess.Popen(
                self._command, env=environment(FOLDER=str(self._folder)), stdout=log, stderr=log, start_new_session=True
            )
        return self

    def __exit__(self, *_):
        """One that is still there is ended, with the screen it was on."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def report(self, timeout=180):
        """What the script wrote to FOLDER/report.json, once it has ended."""
        self._process.wait(timeout)
        report = self._folder / "report.json"
        assert report.exists(), self.log[-6000:]
        return json.loads(report.read_text(encoding="utf-8"))

    @property
    def log(self):
        """What the desktop has printed."""
        return (self._folder / "qgis.log").read_text(encoding="utf-8", errors="replace")
