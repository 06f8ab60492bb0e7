"""Data for an applicant: chosen layers cut along an area, in chosen formats, packed with terms of use and a note.

The package holds nothing of the applicant but the application's number; who it is stays in the ledger.
"""

import hashlib
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from shimonita_gis.clock import JAPAN
from shimonita_gis.errors import ExportError, InputError
from shimonita_gis.files import written_beside
from shimonita_gis.hub.store import Hub
from shimonita_gis.progress import never, part, steps, unheard

from .applications import plain
from .area import Area
from .cutting import cut_all
from .filenames import safe_name, safe_names
from .formats import FORMATS, write_format
from .geojson import Wishes
from .provision_note import note

PDF = "pdf"
LICENCE = "CC BY 4.0"  # of a layer whose entry names none
NOTE, MAP = "お読みください.html", "地図.pdf"


@dataclass(frozen=True)
class Provision:
    """What is given: ``number`` of the application, ``area``, ``entries`` of the catalogue, ``formats`` (keys of
    formats.FORMATS, and PDF)."""

    number: str
    area: Area
    entries: tuple
    formats: tuple

    def __post_init__(self):
        unknown = [name for name in self.formats if name not in (*FORMATS, PDF)]
        if unknown or not self.formats:
            raise InputError("Choose at least one format among {formats}.", formats=", ".join((*FORMATS, PDF)))
        closed = [entry.title for entry in self.entries if not entry.open]
        if closed:
            raise ExportError(
                "{layers} may not leave the town hall: the catalogue does not mark it as open. Leave it out, or ask "
                "its department.",
                layers="、".join(closed),
            )
        if not self.entries:
            raise InputError("Choose at least one layer to give.")


@dataclass(frozen=True)
class Package:
    """A package on the disk: ``cuts`` what is in it, ``digest`` its SHA-256, ``names`` of the files in it."""

    file: Path
    cuts: tuple
    digest: str
    names: tuple


def offered(catalogue):
    """The entries that may be given to applicants, and of those that may not nobody hears at the counter."""
    return tuple(entry for entry in catalogue if entry.open)


def chosen(catalogue, names):
    """(entries, unknown): the offered entries that ``names`` (titles or tables, in any spelling) mean, in its
    order, and the names that mean none of them. No names mean all."""
    known = {plain(name).casefold(): e for e in offered(catalogue) for name in (e.title_en, e.table, e.title) if name}
    found = {known[plain(name).casefold()].table for name in names if plain(name).casefold() in known}
    unknown = tuple(name for name in names if plain(name).casefold() not in known)
    return tuple(e for e in offered(catalogue) if e.table in found or not names), unknown


def provide(hub_folder, provision, target, draw_map=None, enter=None, progress=unheard, cancelled=never):
    """Writes the package of ``provision`` to the zip ``target`` and returns the :class:`Package`.

    ``draw_map(geopackage, cuts, path)`` draws the PDF where one is wanted; ``enter(package)`` enters it in the ledger,
    last of all before the file takes its place. Raises ExportError where the area holds nothing or a layer looks as
    if it held personal information, OutputError for the disk; then there is no package.
    """
    source = Hub.open(hub_folder).geopackage()
    target = Path(target)
    with written_beside(target) as beside, TemporaryDirectory(prefix="shimonita-") as private:
        private = Path(private)
        between = private / "cut.gpkg"
        cuts = cut_all(source, provision.entries, provision.area, between, part(progress, 0, 0.3), cancelled)
        filled = [cut for cut in cuts if cut.count]
        if not filled:
            raise ExportError("Nothing of the chosen layers lies in this area. Check the area on the map.")
        folder = private / "package"
        folder.mkdir()
        _write_layers(between, filled, provision, folder, part(progress, 0.3, 0.9), cancelled)
        if PDF in provision.formats:
            draw_map(between, filled, folder / MAP)
        licences = {cut.entry.table: licence_of(cut.entry) for cut in cuts}
        html = note(provision, cuts, licences, datetime.now(JAPAN).date())
        (folder / NOTE).write_text(html, encoding="utf-8")
        names = _pack(folder, beside, safe_name(provision.number))
        package = Package(target, tuple(cuts), _digest(beside), names)
        if enter:
            enter(package)
    progress(1, 1)
    return package


def licence_of(entry):
    """The licence under which a layer is given."""
    return entry.licence or LICENCE


def _write_layers(between, cuts, provision, folder, progress, cancelled):
    names = safe_names([cut.entry.title for cut in cuts])
    wanted = [(cut, name, f) for cut, name in zip(cuts, names, strict=True) for f in provision.formats if f != PDF]
    for cut, name, key in steps(wanted, progress, cancelled):
        write_format(key, between, cut.entry.table, folder, name, Wishes(licence=licence_of(cut.entry)))


def _pack(folder, target, name):
    """All files of ``folder`` in one zip, under a folder ``name``; returns their names."""
    files = sorted(folder.iterdir())
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for path in files:
            package.write(path, f"{name}/{path.name}")
    with zipfile.ZipFile(target) as package:
        damaged = package.testzip()
    if damaged:
        raise ExportError("The package is not right, so it was thrown away: {reason}.", reason=damaged)
    return tuple(path.name for path in files)


def _digest(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
