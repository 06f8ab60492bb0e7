"""A sheet of A4 for each incident: map, facts, what was seen and done, photos. QGIS's atlas turns the pages."""

import unicodedata
from itertools import zip_longest

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeedback,
    QgsLayoutItemMap,
    QgsLayoutItemPage,
    QgsLayoutItemPicture,
    QgsLayoutObject,
    QgsPrintLayout,
    QgsProject,
    QgsProperty,
)
from qgis.PyQt.QtCore import Qt

from shimonita_gis.cartography.incidentmap import incident_layer, sight_layer
from shimonita_gis.cartography.layoutitems import (
    FAINT,
    Frame,
    export_pdf,
    expression_label,
    label,
    north_arrow,
    scale_bar,
)
from shimonita_gis.photos.disastermodels import subject
from shimonita_gis.photos.register import written
from shimonita_gis.photos.register_photos import PRINTED, Reduced
from shimonita_gis.progress import never, unheard

_SCALE = 2500
_DPI = 200
_RIGHT = Qt.AlignmentFlag.AlignRight
_LEFT, _WIDTH = 12.0, 186.0
_MAP = Frame(_LEFT, 29, 100, 90)
_PHOTOS = (Frame(_LEFT, 163, 116, 84), Frame(132, 163, 66, 39), Frame(132, 208, 66, 39))
_TITLE_COLUMNS, _FACT_COLUMNS, _TEXT_COLUMNS = 18, 40, 112  # half-width characters in a line
_FACT_LINES, _WHAT_LINES, _RESPONSE_LINES = 22, 5, 5


def draw_incident_sheets(register, background, pictures, statement, words, path, progress=unheard, cancelled=never):
    """Writes the sheets of all incidents to the PDF ``path``. ``background`` are layers, ``pictures`` those of
    register_photos.reduced. Must run in QGIS's main thread. Raises OutputError, CancelledError."""
    layer = incident_layer(register, {each.number: _texts(each, pictures, words) for each in register.incidents})
    sights = sight_layer(register)
    project = QgsProject()
    project.setCrs(layer.crs() if layer.crs().isValid() else QgsCoordinateReferenceSystem())
    project.addMapLayers([layer, sights], False)
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.pageCollection().page(0).setPageSize("A4", QgsLayoutItemPage.Orientation.Portrait)
    layout.renderContext().setDpi(_DPI)
    _map(layout, [layer, sights, *background], words)
    _write_texts(layout, statement, words)
    _place_photos(layout)
    atlas = layout.atlas()
    atlas.setCoverageLayer(layer)
    atlas.setEnabled(True)
    export_pdf(atlas, path, _feedback(progress, cancelled))


def _feedback(progress, cancelled):
    feedback = QgsFeedback()

    def told(percent):
        progress(percent, 100)
        if cancelled():
            feedback.cancel()

    feedback.progressChanged.connect(told)
    return feedback


# -- what stands on the sheet of one incident


def _texts(incident, pictures, words):
    """What the sheet of one incident says, by the names that its labels ask for."""
    count = words("photo_count", count=len(incident.photos))
    titles, values = _columns((*words.facts(incident), (words["photos"], count)))
    judged = (("kind", words.label(incident.kind)), ("grade", words.grade(incident.grade)), ("state", incident.state))
    told = {
        "head": "  ".join(filter(None, (f"{words['number']}{incident.number}", incident.name, subject(incident)))),
        "judged": "　".join(f"{words[key]} {text}" for key, text in judged),
        "titles": titles,
        "values": values,
        "what": _paragraph(words.what(incident), _WHAT_LINES, words),
        "response": _paragraph("\n".join(words.response(incident)), _RESPONSE_LINES, words),
    }
    for place in range(PRINTED):
        told |= _photo(incident, place, pictures, words)
    return told


def _paragraph(text, lines, words):
    return cut("\n".join(wrapped(text, _TEXT_COLUMNS)), lines, words) or "―"


def _photo(incident, place, pictures, words):
    if place >= len(incident.photos):
        return {f"photo{place}": "", f"caption{place}": ""}
    photo, made = incident.photos[place], pictures.get((incident.number, place), Reduced())
    taken = written(photo.taken) if photo.taken is not None else ""
    caption = f"{photo.name}  {taken}" if made.file else words("missing_photo", name=photo.name)
    return {f"photo{place}": made.file, f"caption{place}": caption}


def _columns(facts):
    """Titles and values, line by line beside each other."""
    titles, values = [], []
    for title, value in facts:
        both = zip_longest(wrapped(title, _TITLE_COLUMNS), wrapped(value, _FACT_COLUMNS), fillvalue="")
        for one, other in both:
            titles.append(one)
            values.append(other)
    return "\n".join(titles[:_FACT_LINES]), "\n".join(values[:_FACT_LINES])


def wrapped(text, columns):
    """Yields the lines of ``text``, none wider than ``columns`` half-width characters: Japanese has no spaces at which
    QGIS would break a line."""
    for line in text.split("\n"):
        start = width = 0
        for place, letter in enumerate(line):
            wide = 2 if unicodedata.east_asian_width(letter) in "FWA" else 1
            if width + wide > columns:
                yield line[start:place]
                start, width = place, 0
            width += wide
        yield line[start:]


def cut(text, lines, words):
    """At most so many lines; what is left out is told."""
    all_lines = text.split("\n")
    if len(all_lines) <= lines:
        return text
    return "\n".join([*all_lines[: lines - 1], words["longer"]])


# -- the sheet


def _map(layout, layers, words):
    item = QgsLayoutItemMap(layout)
    layout.addLayoutItem(item)
    _MAP.place(item)
    item.setLayers(layers)
    item.setKeepLayerSet(True)
    item.setFrameEnabled(True)
    item.zoomToExtent(layers[0].extent().buffered(_SCALE / 10))  # an extent that a scale can be set of
    item.setAtlasDriven(True)
    item.setAtlasScalingMode(QgsLayoutItemMap.AtlasScalingMode.Fixed)
    item.setScale(_SCALE)
    scale_bar(layout, item, Frame(_LEFT, 120.5, 60, 8))
    label(layout, words("scale", scale=f"{_SCALE:,}"), 8, Frame(76, 122, 26, 5), color=FAINT)
    north_arrow(layout, Frame(_LEFT + 90, 31, 8, 11))


def _write_texts(layout, statement, words):
    if statement.exercise:
        label(layout, words["exercise"], 16, Frame(_LEFT, 5, 60, 8), bold=True, color="#c1121f")
    time = words("as_of", time=words.moment(statement.time))
    said = words.beside(words["register"], statement.title, time)
    label(layout, said, 8, Frame(60, 6, 138, 5), color=FAINT).setHAlign(_RIGHT)
    expression_label(layout, '[% "head" %]', 15, Frame(_LEFT, 12, _WIDTH, 8), bold=True)
    expression_label(layout, '[% "judged" %]', 11, Frame(_LEFT, 21, _WIDTH, 6), bold=True)
    expression_label(layout, '[% "titles" %]', 8, Frame(116, 29, 25, 100), color=FAINT)
    expression_label(layout, '[% "values" %]', 8, Frame(142, 29, 58, 100))
    label(layout, words["what"], 8, Frame(_LEFT, 131, _WIDTH, 4), color=FAINT)
    expression_label(layout, '[% "what" %]', 9, Frame(_LEFT, 135, _WIDTH, 26))
    label(layout, words["response"], 8, Frame(_LEFT, 255, _WIDTH, 4), color=FAINT)
    expression_label(layout, '[% "response" %]', 9, Frame(_LEFT, 259, _WIDTH, 24))
    page = words("page", page="[% @atlas_featurenumber %]", pages="[% @atlas_totalfeatures %]")
    expression_label(layout, page, 8, Frame(148, 287, 50, 5), color=FAINT).setHAlign(_RIGHT)


def _place_photos(layout):
    for place, frame in enumerate(_PHOTOS):
        picture = QgsLayoutItemPicture(layout)
        layout.addLayoutItem(picture)
        source = QgsLayoutObject.DataDefinedProperty.PictureSource
        picture.dataDefinedProperties().setProperty(source, QgsProperty.fromField(f"photo{place}"))
        frame.place(picture)
        below = Frame(frame.x, frame.y + frame.height + 0.8, frame.width, 4)
        expression_label(layout, f'[% "caption{place}" %]', 7, below, color=FAINT)
