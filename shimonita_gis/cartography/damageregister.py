"""The register of damage on paper, as tables and as a page, all of one moment, in one folder."""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from qgis.PyQt.QtGui import QPageLayout

from shimonita_gis.cartography.incidentmap import incident_layer, picture_of
from shimonita_gis.cartography.incidentsheet import draw_incident_sheets
from shimonita_gis.cartography.printing import print_html
from shimonita_gis.cartography.provisionmap import printed_layer
from shimonita_gis.cartography.situation import draw_situation
from shimonita_gis.errors import SheetError
from shimonita_gis.files import folder_written_beside, refuse_other_files
from shimonita_gis.hub.administration import style_of
from shimonita_gis.opendata.table import write_table
from shimonita_gis.photos.disastermodels import models, tables
from shimonita_gis.photos.register_page import list_table, page, rekeying
from shimonita_gis.photos.register_photos import reduced
from shimonita_gis.photos.register_words import Words
from shimonita_gis.progress import never, part, unheard
from shimonita_gis.sheets.sheetcode import sheet_at

SITUATION, SHEETS, REKEYING = "被害状況報告.pdf", "被害台帳.pdf", "転記票.pdf"
PAGE, LIST = "被害台帳.html", "被害台帳.csv"
_FILES = frozenset({SITUATION, SHEETS, REKEYING, PAGE, LIST, *models()})
_BACKGROUND = ("closures", "public_facilities", "roads", "rivers", "buildings", "administrative_areas")
_JGD2011_ZONES = {6668 + zone: zone for zone in range(1, 20)}  # EPSG code -> plane rectangular zone
_SAME = 20  # percent of confidence; QGIS writes the systems a little differently
_SCALE_OF_CODES = 2500


@dataclass(frozen=True)
class Told:
    """What the papers tell: a Register, the Closures in force, a Statement, ``background`` layers of the maps and the
    PhotoFinder that knows where the photos are."""

    register: object
    closures: tuple
    statement: object
    finder: object
    background: list = field(default_factory=list)


def write_damage_register(told, target, language="ja", progress=unheard, cancelled=never):
    """Writes situation report, register, sheets for re-keying, tables and page to the folder ``target``, which is new,
    empty or holds an older register. Returns the photos (incident's number, name) that cannot be shown.

    Must run in QGIS's main thread. Raises InputError where ``target`` holds anything else, OutputError for the disk,
    CancelledError; it is then what it was before.
    """
    target, words = Path(target), Words(language)
    refuse_other_files(target, _FILES)
    with folder_written_beside(target) as beside, tempfile.TemporaryDirectory(prefix="shimonita-") as private:
        pictures = reduced(told.register, told.finder, Path(private), part(progress, 0, 0.4), cancelled)
        drawing = (told.register, told.background, pictures, told.statement, words)
        if told.register.incidents:
            draw_incident_sheets(*drawing, beside / SHEETS, part(progress, 0.4, 0.95), cancelled)
        draw_situation(told.register, told.closures, told.background, told.statement, words, beside / SITUATION)
        _write_texts(told, pictures, words, beside)
        progress(1, 1)
    return _not_shown(told.register, pictures)


def _write_texts(told, pictures, words, folder):
    register, closures, statement = told.register, told.closures, told.statement
    incidents = incident_layer(register, {each.number: {} for each in register.incidents})
    overview = picture_of(register, [incidents, *told.background])
    best = {number: made.small for (number, place), made in pictures.items() if place == 0 and made.small}
    html = page(register, closures, statement, words, best, overview)
    (folder / PAGE).write_text(html, encoding="utf-8")
    sheets = rekeying(register, closures, statement, words)
    print_html(sheets, folder / REKEYING, QPageLayout.Orientation.Portrait, points=9)
    write_table(folder / LIST, *_whole_list(register, words))
    for file, header, rows in tables(register, closures):
        write_table(folder / file, header, rows)


def _whole_list(register, words):
    """The list with places and photos."""
    header, rows = list_table(register.incidents, words)
    more = ("degrees", "metres", "radius", "sheet", "taken", "what", "photos")
    for each, row in zip(register.incidents, rows, strict=True):
        photos = "、".join(photo.name for photo in each.photos)
        row += [words.degrees(each), words.metres(each), words.radius(each), each.sheet, words.taken(each),
                words.what(each), photos]  # fmt: skip
    return [*header, *map(words.__getitem__, more)], rows


def _not_shown(register, pictures):
    photos = {each.number: each.photos for each in register.incidents}
    return [(number, photos[number][place].name) for (number, place), made in pictures.items() if not made.file]


def sheet_codes(crs):
    """``sheet_of(x, y)``: the code of the sheet 1:2500 at a place in ``crs`` (pyproj); '' outside the sheet system."""
    zone = _JGD2011_ZONES.get(crs.to_epsg(_SAME) or 0)

    def sheet_of(x, y):
        if zone is None:
            return ""
        try:
            return sheet_at(x, y, _SCALE_OF_CODES, zone).hyphenated
        except SheetError:
            return ""

    return sheet_of


def hub_background(hub):
    """The hub's layers that a map of damage is drawn on, in their styles, the uppermost first."""
    catalogue, path = hub.catalogue(), hub.geopackage()
    entries = [catalogue.entry(table) for table in _BACKGROUND if catalogue.has(table)]
    return [printed_layer(path, entry, style_of(hub, entry) if entry.qml else "") for entry in entries]
