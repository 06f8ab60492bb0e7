"""The wheels that a closed network brings on media: which there are, whether they are the right ones, and how they
get into a QGIS profile without an administrator's rights."""

import csv
import hashlib
import shutil
import sys
import sysconfig
import tempfile
import zipfile
from dataclasses import dataclass
from importlib import invalidate_caches, util
from pathlib import Path

from .errors import InputError, existing_folder, writing
from .progress import never, steps, unheard
from .resources import resource


@dataclass(frozen=True)
class Wheel:
    """``module`` is what the code imports, ``file`` the name of the wheel, ``sha256`` what its bytes must hash to."""

    module: str
    distribution: str
    version: str
    file: str
    sha256: str

    @property
    def is_needed(self):
        """Whether this Python lacks what the wheel brings."""
        return util.find_spec(self.module) is None

    @property
    def fits(self):
        """Whether the wheel is made for this Python: its tags as PEP 427 names them."""
        python, abi, platform = self.file.removesuffix(".whl").split("-")[-3:]
        if (abi, platform) == ("none", "any"):
            return "py3" in python.split(".")
        here = f"cp{sys.version_info.major}{sys.version_info.minor}"
        return python == here and platform == sysconfig.get_platform().replace("-", "_")


def known_wheels():
    """Every :class:`Wheel` of the table that the plugin ships."""
    lines = resource("packages", "wheels.csv").read_text(encoding="utf-8").splitlines()
    return [Wheel(**row) for row in csv.DictReader(line for line in lines if not line.startswith("#"))]


def needed_wheels():
    """The wheels that this Python lacks and can use."""
    return [wheel for wheel in known_wheels() if wheel.is_needed and wheel.fits]


def install(folder, target, wheels=None, progress=unheard, cancelled=never):
    """Lays ``wheels`` (default: those needed here) from ``folder`` into ``target``, a folder on Python's path.

    Every wheel is checked before the first is laid. Returns the distributions that were laid.
    Raises InputError for a wheel that is not there or is not the one the plugin knows, OutputError for the disk,
    CancelledError; the wheels laid until then stay, whole.
    """
    wheels = needed_wheels() if wheels is None else wheels
    folder, target = existing_folder(folder), Path(target)
    for wheel in wheels:
        _check(wheel, folder)
    with writing(target):
        target.mkdir(parents=True, exist_ok=True)
    for wheel in steps(wheels, progress, cancelled):
        _lay(folder / wheel.file, target)
    invalidate_caches()
    return [wheel.distribution for wheel in wheels if not wheel.is_needed]


def _check(wheel, folder):
    path = folder / wheel.file
    if not path.is_file():
        raise InputError(
            "{folder} does not hold {file}. Choose the folder 'wheels' of the installation media.",
            folder=folder,
            file=wheel.file,
        )
    if hashlib.sha256(path.read_bytes()).hexdigest() != wheel.sha256:
        raise InputError(
            "{file} is not the file that this plugin was made with: it is damaged, or from another version. "
            "Copy the installation media again.",
            file=path,
        )


def _lay(path, target):
    """Unpacks a wheel beside and moves its folders into ``target``; an older one of the same name is replaced."""
    with writing(target):
        beside = Path(tempfile.mkdtemp(prefix=".wheel-", dir=target))
        try:
            with zipfile.ZipFile(path) as archive:
                archive.extractall(beside)
            for entry in sorted(beside.iterdir()):
                _replace(entry, target / entry.name)
        finally:
            shutil.rmtree(beside, ignore_errors=True)


def _replace(entry, place):
    if place.is_dir():
        shutil.rmtree(place)
    entry.replace(place)
