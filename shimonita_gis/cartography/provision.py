"""Answering an application: what was asked for becomes a package with its map, and an entry in the ledger."""

from dataclasses import replace

import shapely

from shimonita_gis.cartography.provisionmap import MapText, draw_provision_map
from shimonita_gis.datum import TOWN_EPSG
from shimonita_gis.errors import InputError
from shimonita_gis.hub.administration import style_of
from shimonita_gis.hub.store import Hub
from shimonita_gis.opendata.applications import application_of
from shimonita_gis.opendata.area import area_of, find_area
from shimonita_gis.opendata.formats import FORMATS
from shimonita_gis.opendata.ledger import Ledger
from shimonita_gis.opendata.provision import PDF, Provision, chosen, licence_of, provide
from shimonita_gis.opendata.report import credit
from shimonita_gis.progress import never, unheard
from shimonita_gis.translation import tr

DEFAULT_FORMATS = (PDF, "geojson")


def application_asked(folder, path, typed):
    """The application in the file ``path``, or that of the number in ``typed`` in the ledger of the hub in ``folder``,
    or what is typed alone; what is ``typed`` (name -> value) goes before what file and ledger say."""
    waiting = {} if path else {e.application.number: e.application for e in Ledger(folder).entries()}
    known = waiting.get(typed["number"])
    return replace(known, **{n: v for n, v in typed.items() if v}) if known else application_of(path, typed)


def checked(hub, application, drawn=None):
    """The :class:`Provision` that answers ``application`` (applications.Application) from ``hub``.

    ``drawn`` is an Area that goes before the one it names. Raises InputError for an area or a format that means nothing
    and for layers that are not offered: an officer sees them before anything is written.
    """
    catalogue = hub.catalogue()
    entries, unknown = chosen(catalogue, application.layers)
    if unknown:
        raise InputError(
            "{layers}: the hub offers no such layer. Offered are: {offered}.",
            layers="、".join(unknown), offered="、".join(e.title for e in chosen(catalogue, ())[0]) or "-",
        )  # fmt: skip
    area = drawn or find_area(application.area, hub.geopackage(), catalogue)
    return Provision(application.number, area, entries, formats_of(application.formats))


def formats_of(names):
    """Keys of formats for the ``names`` in an application; a map and GeoJSON where it names none."""
    found = {name: _format_of(name) for name in names}
    unknown = [name for name, key in found.items() if not key]
    if unknown:
        raise InputError(
            "{formats} is not a format that can be given. Choose among {offered}.",
            formats="、".join(unknown), offered=", ".join((PDF, *FORMATS)),
        )  # fmt: skip
    return tuple(key for key in (PDF, *FORMATS) if key in found.values()) or DEFAULT_FORMATS


def answer_application(folder, application, officer, target, drawn=None, paper="A4", progress=unheard, cancelled=never,
                       main_thread=lambda function: function()):  # fmt: skip
    """Answers ``application`` from the hub in ``folder`` with the zip ``target``, in the name of ``officer``; returns
    the Package. It is in the ledger then; where anything fails there is no package and the application stays open.
    ``main_thread(function)`` runs a function in QGIS's main thread, where a layout must be drawn."""
    hub, ledger = Hub.open(folder), Ledger(folder)
    provision = checked(hub, application, drawn)
    ledger.receive(application, officer)
    events = []

    def enter(package):
        titles = [cut.entry.title for cut in package.cuts if cut.count]
        events.append(ledger.answer(
            application.number, officer, titles, provision.formats, provision.area.name or application.area,
            package.file.name, package.digest,
        ))  # fmt: skip

    def draw(geopackage, cuts, path):
        entries = [cut.entry for cut in cuts]
        styles = {entry.table: style_of(hub, entry) for entry in entries if entry.qml}
        shape = provision.area.on(TOWN_EPSG)
        text = _text(provision, entries)
        main_thread(lambda: draw_provision_map(geopackage, entries, shape, text, path, paper, styles))

    try:
        return provide(folder, provision, target, draw, enter, progress, cancelled)
    except BaseException:
        for event in events:  # entered, but the file could not take its place
            ledger.withdraw(application.number, officer, event)
        raise


def _text(provision, entries):
    from datetime import date

    title = tr("Map of {area}", area=provision.area.name) if provision.area.name else tr("Map of the town")
    licences = dict.fromkeys(map(licence_of, entries))
    credits = [credit(each, *(e.title for e in entries if licence_of(e) == each)) for each in licences]
    return MapText(title, " / ".join(credits), tr("Made on {date}", date=date.today().isoformat()))


def drawn_area(layer):
    """The :class:`Area` of the polygons of ``layer``, of the selected ones where any are selected."""
    features = layer.selectedFeatures() or list(layer.getFeatures())
    shapes = [shapely.from_wkb(bytes(f.geometry().asWkb())) for f in features if f.hasGeometry()]
    if not shapes:
        raise InputError("The layer {layer} has no polygon. Draw the area in it.", layer=layer.name())
    whole = shapely.union_all(shapely.make_valid(shapes))
    return area_of(whole, layer.crs().authid() or layer.crs().toWkt(), tr("Drawn area"))


# what applications call the formats, beside their keys
_WORDS = {
    PDF: ("地図", "印刷用地図", "紙地図", "紙"),
    "geojson": (),
    "gpkg": ("geopackage", "ジオパッケージ"),
    "fgb": ("flatgeobuf",),
    "shp": ("shapefile", "シェープファイル", "シェープ", "shape"),
    "csv": ("表", "エクセル", "excel"),
}


def _format_of(name):
    plain = name.casefold().replace(" ", "").lstrip(".")
    return next((key for key, names in _WORDS.items() if plain in (key, *names)), "")
