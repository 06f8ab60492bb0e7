"""Mending faults: a list beside the map, from fault to fault; the safe ones are mended by a key, and undone by another.

Every mend is an edit of the layer like a person's own: it stands in QGIS's list of undos, and is saved with the layer.
"""

from qgis.core import (
    Qgis,
    QgsCoordinateTransform,
    QgsFeatureRequest,
    QgsGeometry,
    QgsProject,
    QgsRectangle,
    QgsWkbTypes,
)
from qgis.gui import QgsDockWidget, QgsDoubleSpinBox, QgsMapLayerComboBox, QgsRubberBand
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QKeySequence
from qgis.PyQt.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from shimonita_gis.cartography.featureframe import feature_frame
from shimonita_gis.cartography.layersource import LayerSource
from shimonita_gis.gui.hubtask import HubTask
from shimonita_gis.gui.keys import KeyedTree
from shimonita_gis.gui.widgets import button, wrapped
from shimonita_gis.translation import tr

WHAT, FEATURE, STATE = range(3)
HEADINGS = ("Fault", "Feature", "Mending")  # translatable
MENDED, SAFE, BY_HAND = "mended", "safe", "by hand"
STATES = {  # translatable
    MENDED: "Mended",
    SAFE: "Can be mended",
    BY_HAND: "By hand",
}
_PLACE = Qt.ItemDataRole.UserRole
_COLOUR = QColor("#d55e00")
_RING = 26  # pixels
_SAVED = -1  # before every place in the list of undos
_SEEN = 40  # times what an end may miss a line by: the least that the map shows around a fault


def open_window(iface):
    """Shows the window, below the map at first."""
    window = iface.mainWindow().findChild(MendingWindow)
    if window is None:
        window = MendingWindow(iface)
        iface.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, window)
    window.choose_layer(iface.activeLayer())
    window.show()
    window.raise_()
    return window


class MendingWindow(QgsDockWidget):
    def __init__(self, iface):
        super().__init__(tr("Mend faults"), iface.mainWindow())
        self.setObjectName("ShimonitaGisFaults")
        self._iface, self._canvas = iface, iface.mapCanvas()
        self._task, self._layer, self._faults, self._mended, self._refused = None, None, (), {}, set()
        self._bands = []
        self._make_widgets()
        self.setWidget(self._laid_out())
        self._fill()
        QgsProject.instance().layersWillBeRemoved.connect(self._layers_go)

    # --- the check

    def choose_layer(self, layer):
        """Proposes ``layer`` if it is one of lines or areas."""
        if layer is not None and layer.type() == Qgis.LayerType.Vector and layer.isSpatial():
            self._layers.setLayer(layer)

    def check(self):
        """Looks for faults in the chosen layer as it is now, unsaved edits included, beside the person's work."""
        layer = self._layers.currentLayer()
        if layer is None:
            self._say(tr("There is no layer of lines or areas in this project. Add one, then check it."))
            return
        if self._task is not None:
            return
        source, tolerance = LayerSource(layer), self.tolerance()
        columns = [name for name in layer.fields().names() if name == "sheet"]

        def progress(done, total):
            task.setProgress(100.0 * done / max(total, 1))

        def work(cancelled):
            from shimonita_gis.sheets.topology import check_topology

            frame = feature_frame(source.features(), columns)
            found = check_topology(frame, tolerance, progress, cancelled)
            return layer.id(), list(found.itertuples(index=False))

        self._working(True)
        self._say(tr("Looking for faults…"))
        task = HubTask(tr("Looking for faults…"), work, self._checked, self._failed)
        self._task = task.start()

    def tolerance(self):
        """What the boxes say, in the layer's unit."""
        from shimonita_gis.sheets.topology import Tolerance

        return Tolerance(*(box.value() for box in self._reaches))

    def _checked(self, answer):
        self._task = None
        self._working(False)
        layer_id, self._faults = answer
        self._attach(QgsProject.instance().mapLayer(layer_id))
        self._mended, self._refused = {}, set()
        self._fill()
        self._list.setFocus()

    def _failed(self, sentence):
        self._task = None
        self._working(False)
        self._say(sentence)

    def _working(self, is_working):
        self._check.setEnabled(not is_working)
        for widget in (self._layers, *self._reaches):
            widget.setEnabled(not is_working)

    def _attach(self, layer):
        self._detach()
        self._layer = layer
        if layer is not None:
            layer.undoStack().indexChanged.connect(self._undone)
            layer.beforeRollBack.connect(self._given_up)

    def _detach(self):
        if self._layer is not None:
            self._layer.undoStack().indexChanged.disconnect(self._undone)
            self._layer.beforeRollBack.disconnect(self._given_up)
            self._layer = None

    def _layers_go(self, layer_ids):
        """The layer is let go while it is whole: its list of undos calls once more when it is taken down."""
        if self._layer is not None and self._layer.id() in layer_ids:
            self._detach()
            self._faults = ()
            self._fill()

    # --- the list

    def _fill(self):
        from shimonita_gis.cartography.faultsentence import sentence_of

        self._list.clear()
        for number, fault in enumerate(self._faults):
            item = QTreeWidgetItem(self._list)
            item.setText(WHAT, sentence_of(fault, self._layer.crs()))
            item.setText(FEATURE, self._named(fault))
            item.setData(WHAT, _PLACE, number)
        self._refresh()
        if self._faults:
            self._list.setCurrentItem(self._list.topLevelItem(0))
        else:
            self._clear_map()

    def _named(self, fault):
        return ", ".join(str(label) for label in (fault.feature, fault.other) if label is not None)

    def _state(self, number):
        from shimonita_gis.sheets.mending import MENDABLE

        if number in self._mended:
            return MENDED
        return SAFE if self._faults[number].kind in MENDABLE and number not in self._refused else BY_HAND

    def _refresh(self):
        states = [self._state(number) for number in range(len(self._faults))]
        for number, state in enumerate(states):
            item = self._list.topLevelItem(number)
            item.setText(STATE, tr(STATES[state]))
            item.setDisabled(state == MENDED)
        self._mend.setEnabled(SAFE in states)
        self._mend_all.setEnabled(SAFE in states)
        self._undo.setEnabled(any(index != _SAVED for index in self._mended.values()))
        if self._layer is None:
            self._say(tr("Choose a layer, then press 'Check'."))
        elif not states:
            self._say(tr("No fault was found in {layer}.", layer=self._layer.name()))
        else:
            self._say(
                tr(
                    "{count} fault(s) in {layer}: {mended} mended, {safe} can be mended by a key, {hand} by hand.",
                    count=len(states), layer=self._layer.name(), mended=states.count(MENDED), safe=states.count(SAFE),
                    hand=states.count(BY_HAND),
                )
            )  # fmt: skip

    def _current(self):
        item = self._list.currentItem()
        return None if item is None else item.data(WHAT, _PLACE)

    def next(self, step=1):
        """Goes to the next fault that is not mended yet, around the end of the list."""
        count = len(self._faults)
        start = self._current()
        for away in range(1, count + 1):
            number = ((-1 if start is None else start) + step * away) % count
            if number not in self._mended:
                self._list.setCurrentItem(self._list.topLevelItem(number))
                return

    # --- mending

    def mend(self):
        """Mends the fault that is chosen, and goes to the next one."""
        number = self._current()
        if number is None or number in self._mended or not self._may_edit():
            return
        self._mend_one(number)
        self._refresh()
        if number in self._mended:
            self.next()
        else:
            self._say(tr("This fault is not there any more, or only you can tell what was meant: mend it by hand."))

    def mend_all(self):
        """Mends every fault that is safe to mend, each an undo of its own."""
        if not self._faults or not self._may_edit():
            return
        for number in range(len(self._faults)):
            if self._state(number) == SAFE:
                self._mend_one(number)
        self._refresh()
        self.next()

    def _mend_one(self, number):
        from shimonita_gis.sheets.mending import mend

        fault, tolerance = self._faults[number], self.tolerance()
        around = feature_frame(self._layer.getFeatures(self._around(fault)), self._layer.fields().names())
        changes = mend(around, fault, tolerance)
        if not changes or not self._fit(changes):
            self._refused.add(number)
            return
        self._layer.beginEditCommand(tr("Mend a fault"))
        for label, shape in changes.items():
            if shape is None:
                self._layer.deleteFeature(int(label))
            else:
                self._layer.changeGeometry(int(label), _geometry(shape, self._layer))
        self._layer.endEditCommand()
        self._mended[number] = self._layer.undoStack().index()
        self._canvas.refresh()

    def _around(self, fault):
        """The features that may have to do with ``fault``, and no more of them than that."""
        shape = fault.geometry if fault.shape is None else fault.shape
        reach = max(box.value() for box in self._reaches)
        box = QgsRectangle(*shape.bounds).buffered(reach)
        near = [feature.id() for feature in self._layer.getFeatures(QgsFeatureRequest(box))]
        return QgsFeatureRequest(sorted({*near, *(int(n) for n in (fault.feature, fault.other) if n is not None)}))

    def _fit(self, changes):
        """Whether the layer can hold the shapes: two parts need a layer of multipolygons, and no arc may be lost."""
        held = self._layer.wkbType()
        if QgsWkbTypes.isCurvedType(held) or QgsWkbTypes.hasM(held):
            return False
        return QgsWkbTypes.isMultiType(held) or all(
            shape is None or not shape.geom_type.startswith("Multi") for shape in changes.values()
        )

    def _may_edit(self):
        if self._layer is None:
            return False
        if self._layer.isEditable() or self._layer.startEditing():
            return True
        self._say(tr("{layer} cannot be edited: it can be looked at only.", layer=self._layer.name()))
        return False

    def undo(self):
        """Takes the last mend back; edits of another kind that came after it are the person's own to take back."""
        stack = self._layer.undoStack() if self._layer is not None else None
        if stack is None or not self._mended:
            return
        if stack.index() not in self._mended.values():
            self._say(tr("You have edited the layer since. Take that back first, with QGIS's own undo."))
            return
        stack.undo()
        self._canvas.refresh()

    def _undone(self, index):
        """QGIS's own undo counts, too: what lies after ``index`` is not mended any more. Saving empties the list."""
        if not self._layer.undoStack().count():
            self._mended = dict.fromkeys(self._mended, _SAVED)
            self._refresh()
            return
        left = {number: place for number, place in self._mended.items() if place <= index}
        if left != self._mended:
            back = min(set(self._mended) - set(left))
            self._mended = left
            self._refresh()
            self._list.setCurrentItem(self._list.topLevelItem(back))

    def _given_up(self):
        """The person leaves the edits unsaved: what was not saved before is not mended."""
        self._mended = {number: place for number, place in self._mended.items() if place == _SAVED}
        self._refresh()

    # --- the map

    def _selected(self):
        number = self._current()
        self._clear_map()
        if number is None or self._layer is None:
            return
        fault = self._faults[number]
        if fault.geometry.is_empty:
            return
        self._draw(fault)
        self._go_to(fault)

    def _draw(self, fault):
        ring = QgsRubberBand(self._canvas, Qgis.GeometryType.Point)
        ring.setIcon(QgsRubberBand.IconType.ICON_CIRCLE)
        ring.setIconSize(_RING)
        ring.setWidth(3)
        ring.setColor(_COLOUR)
        ring.setFillColor(QColor(0, 0, 0, 0))
        ring.setToGeometry(QgsGeometry.fromWkt(fault.geometry.wkt), self._layer)
        self._bands.append(ring)
        if fault.shape is not None:
            extent = QgsGeometry.fromWkt(fault.shape.wkt)
            band = QgsRubberBand(self._canvas, extent.type())
            band.setColor(_COLOUR)
            band.setFillColor(QColor(_COLOUR.red(), _COLOUR.green(), _COLOUR.blue(), 90))
            band.setWidth(3)
            band.setToGeometry(extent, self._layer)
            self._bands.append(band)

    def _go_to(self, fault):
        """The fault in the middle, close enough to see it."""
        shape = fault.geometry if fault.shape is None else fault.shape
        box = QgsRectangle(*shape.bounds)
        box.grow(max(box.width(), box.height(), _SEEN / 2 * self.tolerance().dangle))
        crs = self._canvas.mapSettings().destinationCrs()
        way = QgsCoordinateTransform(self._layer.crs(), crs, QgsProject.instance())
        self._canvas.setExtent(way.transformBoundingBox(box))
        self._canvas.refresh()

    def _clear_map(self):
        for band in self._bands:
            self._canvas.scene().removeItem(band)
        self._bands = []

    def closeEvent(self, event):  # noqa: N802
        if self._task is not None:
            self._task.forget()
            self._task = None
            self._working(False)
        self._clear_map()
        super().closeEvent(event)

    # --- widgets

    def _make_widgets(self):
        self._layers = QgsMapLayerComboBox()
        self._layers.setObjectName("layer")
        self._layers.setMinimumWidth(12 * self.fontMetrics().height())
        self._layers.setFilters(Qgis.LayerFilter.LineLayer | Qgis.LayerFilter.PolygonLayer)
        self._reaches = [_reach(*each) for each in (("dangle", 1.0), ("sliver", 0.3), ("join", 3.0))]
        self._text = wrapped()
        keys = {
            "Return": self.mend,
            "Enter": self.mend,
            "N": self.next,
            "B": lambda: self.next(-1),
            QKeySequence(QKeySequence.StandardKey.Undo).toString(): self.undo,
        }
        self._list = KeyedTree(keys)
        self._list.setObjectName("faults")
        self._list.setRootIsDecorated(False)
        self._list.setUniformRowHeights(True)
        self._list.setHeaderLabels([tr(heading) for heading in HEADINGS])
        header = self._list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        for column in (FEATURE, STATE):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self._list.currentItemChanged.connect(lambda *_: self._selected())
        self._check = button("check", tr("&Check"), self.check)
        self._mend = button("mend", tr("&Mend (Enter)"), self.mend)
        self._mend_all = button("mend_all", tr("Mend &all safe ones"), self.mend_all)
        self._undo = button("undo", tr("&Undo (Ctrl+Z)"), self.undo)
        self._next = button("next", tr("&Next (N)"), self.next)

    def _laid_out(self):
        asking, doing = QHBoxLayout(), QHBoxLayout()
        labels = (tr("&Layer"), tr("Ends nearer than this should meet"), tr("Areas narrower than this"),
                  tr("Edges to meet across a join"))  # fmt: skip
        for text, widget in zip(labels, (self._layers, *self._reaches), strict=True):
            label = QLabel(text)
            label.setBuddy(widget)
            asking.addWidget(label)
            asking.addWidget(widget)
        asking.addWidget(self._check)
        asking.addStretch()
        for widget in (self._mend, self._next, self._mend_all, self._undo):
            doing.addWidget(widget)
        doing.addStretch()
        content = QWidget()
        column = QVBoxLayout(content)
        column.addLayout(asking)
        column.addWidget(self._text)
        column.addWidget(self._list, 1)
        column.addLayout(doing)
        return content

    def _say(self, text):
        self._text.setText(text)


def _geometry(shape, layer):
    geometry = QgsGeometry()
    geometry.fromWkb(shape.wkb)
    if QgsWkbTypes.isMultiType(layer.wkbType()):
        geometry.convertToMultiType()
    return geometry


def _reach(name, value):
    box = QgsDoubleSpinBox()
    box.setObjectName(name)
    box.setDecimals(3)
    box.setRange(0, 1000)
    box.setValue(value)
    return box
