"""One page for the headquarters: the time of the data in large letters, the map of all incidents, what is how many."""

from qgis.core import (
    Qgis,
    QgsLayoutFrame,
    QgsLayoutItemManualTable,
    QgsLayoutItemMap,
    QgsLayoutItemPage,
    QgsLayoutTable,
    QgsLayoutTableColumn,
    QgsLayoutUtils,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
    QgsTableCell,
    QgsTextRenderer,
)
from qgis.PyQt.QtCore import QRectF, Qt
from qgis.PyQt.QtGui import QColor

from shimonita_gis.cartography.incidentmap import extent_of, incident_layer
from shimonita_gis.cartography.incidentsheet import wrapped
from shimonita_gis.cartography.layoutitems import (
    FAINT,
    Frame,
    export_pdf,
    label,
    letters,
    north_arrow,
    scale_bar,
    scale_for,
)
from shimonita_gis.photos.register import counts, quantities, written
from shimonita_gis.photos.register_page import closures_table, counts_table, list_table

_LEFT, _WIDTH, _TOP = 12.0, 186.0, 46.0
_MAP = Frame(_LEFT, 52, 100, 92)
_COLUMN, _COLUMN_WIDTH = 116.0, 82.0  # the right one, and how wide it is
_POINTS, _MARGIN, _NUMBER = 7.5, 0.5, 10.0  # of a table: its letters, millimetres around them, a column of numbers
_GRID = 0.15
_LETTER = _POINTS * 25.4 / 72 / 2  # millimetres of a half-width letter
_BOTTOM = 289.0
_MOST_DISTRICTS, _MOST_ROADS = 10, 4
_TEXT_COLUMNS, _TITLE = 112, 72


def draw_situation(register, closures, background, statement, words, path):
    """Writes the page to the PDF ``path``. Must run in QGIS's main thread. Raises OutputError."""
    layer = incident_layer(register, {each.number: {} for each in register.incidents})
    project = QgsProject()
    project.setCrs(layer.crs())
    project.addMapLayer(layer, False)
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.pageCollection().page(0).setPageSize("A4", QgsLayoutItemPage.Orientation.Portrait)
    _write_head(layout, register, statement, words)
    _map(layout, register, [layer, *background], words)
    below = _write_counts(layout, register, words)
    _write_roads(layout, register, closures, words, below)
    export_pdf(layout, path)


def _write_head(layout, register, statement, words):
    if statement.exercise:
        label(layout, words["exercise"], 20, Frame(150, 8, 48, 10), bold=True, color="#c1121f").setHAlign(
            Qt.AlignmentFlag.AlignRight
        )
    title = words.beside(words["situation"], statement.title)
    label(layout, _shortened(title, _TITLE), 12, Frame(_LEFT, 9, _WIDTH - 30, 7), bold=True)
    label(layout, words("as_of", time=words.moment(statement.time)), 26, Frame(_LEFT, 18, _WIDTH, 13), bold=True)
    told = (
        f"{words['incidents']} {words('incident_count', count=len(register.incidents))}　"
        f"{words['photos']} {words('photo_count', count=register.photos)}"
        f"（{words['left']}: {words.left(register) or words['none']}）\n"
        f"{words['last_photo']} {words.moment(register.last_photo)}　"
        f"{words['last_check']} {words.moment(register.last_check)}"
    )
    label(layout, told, 9, Frame(_LEFT, 34, _WIDTH, 10))
    label(layout, words["legend"], 8, Frame(_LEFT, 46.5, _WIDTH, 5), color=FAINT)


def _map(layout, register, layers, words):
    item = QgsLayoutItemMap(layout)
    layout.addLayoutItem(item)
    _MAP.place(item)
    item.setLayers(layers)
    item.setKeepLayerSet(True)
    item.setFrameEnabled(True)
    bounds = extent_of(register) or _extent_of_layers(layers)
    if bounds is None:
        label(layout, words["none"], 12, Frame(_MAP.x + 40, _MAP.y + 40, 40, 8), color=FAINT)
        return
    item.zoomToExtent(bounds)
    item.setScale(scale_for(bounds.width(), bounds.height(), _MAP.width, _MAP.height))
    below = _MAP.y + _MAP.height + 1.5
    scale_bar(layout, item, Frame(_LEFT, below, 60, 8))
    label(layout, words("scale", scale=f"{item.scale():,.0f}"), 8, Frame(_LEFT + 72, below + 1, 28, 5), color=FAINT)
    north_arrow(layout, Frame(_LEFT + 90, _MAP.y + 2, 8, 11))


def _extent_of_layers(layers):
    known = [layer.extent() for layer in layers if not layer.extent().isEmpty() and layer.crs() == layers[0].crs()]
    whole = QgsRectangle()
    for each in known:
        whole.combineExtentWith(each)
    return whole if known else None


def _write_counts(layout, register, words):
    """Kinds and districts beside the map, states and quantities below it; returns where they end."""
    by = {"by_kind": lambda each: each.kind, "by_district": lambda each: each.district,
          "by_state": lambda each: each.state}  # fmt: skip
    found = {key: counts_table(counts(register.incidents, of), words) for key, of in by.items()}
    right = _table(layout, words["by_kind"], *found["by_kind"], _numbers(found["by_kind"]), _COLUMN, _TOP, words)
    header, rows = found["by_district"]
    widths = _numbers(found["by_district"])
    right = _table(layout, words["by_district"], header, _some(rows, words), widths, _COLUMN, right, words)
    left = _MAP.y + _MAP.height + 14
    left = _table(layout, words["by_state"], *found["by_state"], _numbers(found["by_state"]), _LEFT, left, words)
    return _write_quantities(layout, register, words, max(left, right))


def _numbers(found):
    """Widths of a table of a label and numbers."""
    return [_COLUMN_WIDTH - _NUMBER * (len(found[0]) - 1), *[_NUMBER] * (len(found[0]) - 1)]


def _some(rows, words):
    """The districts with most incidents and the sums; how many districts are left out is told."""
    if len(rows) <= _MOST_DISTRICTS + 2:
        return rows
    more = words("more", count=len(rows) - 1 - _MOST_DISTRICTS)
    return [*rows[:_MOST_DISTRICTS], [more, *[""] * (len(rows[0]) - 1)], rows[-1]]


def _write_quantities(layout, register, words, y):
    said = "　".join(f"{name} {written(value)}" for name, value in quantities(register.incidents)) or words["none"]
    lines = list(wrapped(said, _TEXT_COLUMNS))
    label(layout, words["quantities"], 9, Frame(_LEFT, y, _WIDTH, 5), bold=True)
    label(layout, "\n".join(lines), 9, Frame(_LEFT, y + 5, _WIDTH, 5 * len(lines)))
    return y + 8 + 5 * len(lines)


def _write_roads(layout, register, closures, words, y):
    header, rows = closures_table(closures, words)
    y = _table(layout, words["closures"], header, _first(rows, _MOST_ROADS, words), [46, 34, 72, 34], _LEFT, y, words)
    header, rows = list_table([each for each in register.incidents if each.is_obstructed], words)
    chosen, widths = [0, 2, 3, 4, 5, 6, 7], [18, 24, 16, 24, 30, 42, 32]
    room = int((_BOTTOM - y - 5) / _row_height(layout)) - 2  # less the header and what tells how many more there are
    rows = _first([[row[i] for i in chosen] for row in rows], room, words)
    _table(layout, words["obstructed"], [header[i] for i in chosen], rows, widths, _LEFT, y, words)


def _first(rows, most, words):
    if len(rows) <= most:
        return rows
    return [*rows[:most], [words("more", count=len(rows) - most), *[""] * (len(rows[0]) - 1)]]


def _table(layout, title, header, rows, widths, x, y, words):
    """A table below its title; returns where the next one may begin."""
    label(layout, title, 9, Frame(x, y, sum(widths), 5), bold=True)
    if not rows:
        label(layout, words["none"], 9, Frame(x, y + 5, sum(widths), 5))
        return y + 12
    item = QgsLayoutItemManualTable.create(layout)
    layout.addMultiFrame(item)
    item.setHeaders([QgsLayoutTableColumn(name) for name in header])
    item.setIncludeTableHeader(True)
    item.setHeaderMode(QgsLayoutTable.HeaderMode.AllFrames)
    item.setHeaderTextFormat(letters(_POINTS, color=FAINT))
    item.setContentTextFormat(letters(_POINTS))
    item.setGridColor(QColor("#999999"))
    item.setGridStrokeWidth(_GRID)
    item.setCellMargin(_MARGIN)
    item.setTableContents([[QgsTableCell(_fitting(*pair)) for pair in zip(row, widths, strict=True)] for row in rows])
    item.setColumnWidths(list(map(float, widths)))
    frame = QgsLayoutFrame(layout, item)
    height = (len(rows) + 1) * _row_height(layout) + 1
    frame.attemptSetSceneRect(QRectF(x, y + 5, sum(widths), height))
    item.addFrame(frame)
    return y + 5 + height + 3


def _row_height(layout):
    """Millimetres of a row with its margins and line; QGIS's table tells its height only once it is drawn."""
    context = QgsLayoutUtils.createRenderContextForLayout(layout, None)
    letter = QgsTextRenderer.textHeight(context, letters(_POINTS), ["高g"], Qgis.TextLayoutMode.RectangleAscentBased)
    return letter / context.convertToPainterUnits(1, Qgis.RenderUnit.Millimeters) + 2 * _MARGIN + _GRID


def _fitting(text, width):
    """What fits into a cell; the register itself has the rest."""
    return _shortened(text, int((width - 2 * _MARGIN) / _LETTER) - 2)


def _shortened(text, columns):
    lines = list(wrapped(text, columns))
    return lines[0] + "…" * (len(lines) > 1)
