"""The window that says which field of a layer goes into which column of a dataset, and leads to what is wrong."""

import json
import tempfile
from pathlib import Path

from qgis.core import (
    NULL,
    Qgis,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeatureRequest,
    QgsMapLayerProxyModel,
    QgsPointXY,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsRectangle,
)
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHeaderView,
    QLabel,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from shimonita_gis.errors import ShimonitaGisError
from shimonita_gis.gui.dialogs import close_box
from shimonita_gis.gui.widgets import wrapped
from shimonita_gis.processing.exportdataset import PROPERTY, definition_folders, file_of, labels_of, mapping_of
from shimonita_gis.translation import explain, tr

COLUMN, FIELD, FOUND, EXAMPLE = range(4)
HEADINGS = ("Column", "Field of the layer", "Found by", "Example")  # translatable
HOW = {  # translatable
    "same": "Same name",
    "spelling": "Same but for width or dashes",
    "label": "Its label",
    "meaning": "Same meaning",
    "kept": "Your choice",
    "place": "Taken from the geometry",
    "town": "The town's own where empty",
    "needed": "Required: choose a field",
    "": "",
}
LAYOUT_NAMES = {"kihon": "Recommended dataset", "hyojun": "Newer standard layout"}  # translatable
_LOOKED_AT = 50
_JGD2011 = "EPSG:6668"


def open_window(iface):
    """Shows the window for the layer that is active in QGIS, and returns it."""
    window = MappingWindow(iface)
    window.show()
    window.raise_()
    return window


class MappingWindow(QDialog):
    """Fields to columns above, what is wrong below."""

    def __init__(self, iface):
        super().__init__(iface.mainWindow())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Columns of a dataset"))
        self._iface, self._task, self._remarks, self._examples = iface, None, [], {}
        self._build()
        if iface.activeLayer() is not None:
            self._layers.setLayer(iface.activeLayer())
        self._layers.layerChanged.connect(self._refill)
        self._datasets.currentIndexChanged.connect(self._refill)
        self._choose_likely()
        self._refill()

    def _build(self):
        self._layers = QgsMapLayerComboBox()
        self._layers.setFilters(QgsMapLayerProxyModel.Filter.HasGeometry)
        self._datasets = QComboBox()
        self._fill_datasets()
        self._columns = _table(HEADINGS, self)
        self._problems = _table((), self)
        self._problems.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._problems.cellActivated.connect(self._jump)
        self._said = wrapped()
        self._beside = QCheckBox(tr("Keep it &beside the file as well, for other projects and PCs"))
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.addWidget(_titled(tr("&Fields and columns"), self._columns))
        halves.addWidget(_titled(tr("&Problems: Enter or a double click shows the feature on the map"), self._problems))
        halves.setStretchFactor(0, 3)
        halves.setStretchFactor(1, 2)
        form = QFormLayout()
        form.addRow(tr("&Layer"), self._layers)
        form.addRow(tr("&Dataset"), self._datasets)
        outer = QVBoxLayout(self)
        outer.addLayout(form)
        outer.addWidget(halves)
        outer.addWidget(self._said)
        outer.addWidget(self._beside)
        outer.addWidget(self._buttons())
        line = self.fontMetrics().height()
        self.resize(52 * line, 46 * line)

    def _buttons(self):
        box = close_box(self.close)
        for text, act in (
            (tr("&Guess again"), self._guess),
            (tr("&Keep with the layer"), self._keep),
            (tr("&Check"), self.check),
            (tr("&Export…"), self._export),
        ):
            button = box.addButton(text, QDialogButtonBox.ButtonRole.ActionRole)
            button.setAutoDefault(False)
            button.clicked.connect(act)
        return box

    def _fill_datasets(self):
        from shimonita_gis.opendata.datasets import all_datasets

        try:
            datasets = all_datasets(definition_folders())
        except ShimonitaGisError as error:  # a definition of the town's own is broken
            datasets = all_datasets()
            self._iface.messageBar().pushMessage("Shimonita GIS", explain(error), Qgis.MessageLevel.Warning)
        for each in datasets:
            layout = tr(LAYOUT_NAMES[each.layout]) if each.layout in LAYOUT_NAMES else each.layout
            self._datasets.addItem(f"{each.title} ({layout})", each)

    def _choose_likely(self):
        """The dataset into which most of the layer's fields fit, the smaller one of two."""
        from shimonita_gis.opendata.mapping import guesses

        layer = self.layer()
        if layer is None:
            return
        fields, labels = layer.fields().names(), labels_of(layer)
        datasets = [self._datasets.itemData(i) for i in range(self._datasets.count())]
        fitting = [(len(guesses(fields, each.names, labels)), -len(each.names)) for each in datasets]
        self._datasets.setCurrentIndex(fitting.index(max(fitting)))

    def layer(self):
        return self._layers.currentLayer()

    def dataset(self):
        return self._datasets.currentData()

    def mapping(self):
        """What the person sees: column -> field, "" for a column that stays empty."""
        return {
            self._columns.item(row, COLUMN).data(Qt.ItemDataRole.UserRole): self._columns.cellWidget(
                row, FIELD
            ).currentData()
            for row in range(self._columns.rowCount())
        }

    def _refill(self, *_):
        """The layer or the dataset is another one: what was kept, else what is guessed."""
        self._show_problems([], [])
        self._examples = _examples(self.layer())
        kept = mapping_of(self.layer(), self.dataset()) if self.layer() is not None else {}
        self._show(kept)

    def _guess(self):
        self._show({})

    def _show(self, kept):
        from shimonita_gis.opendata.mapping import guesses

        layer, wanted = self.layer(), self.dataset()
        self._columns.setRowCount(0)
        if layer is None:
            self._say(tr("Add the layer that you want to publish to the map first."))
            return
        fields = layer.fields().names()
        free = [field for field in fields if field not in kept.values()]
        found = guesses(free, [name for name in wanted.names if name not in kept], labels_of(layer))
        self._columns.setRowCount(len(wanted.columns))
        for row, column in enumerate(wanted.columns):
            guess = found.get(column.name)
            field = kept.get(column.name, guess.field if guess else "")
            how = "kept" if column.name in kept else guess.how if guess else ""
            self._show_column(row, column, field, how)
        self._say("")

    def _show_column(self, row, column, field, how):
        text = f"{column.name} *" if column.required else column.name
        item = _cell(text, tr("Required") if column.required else "")
        item.setData(Qt.ItemDataRole.UserRole, column.name)
        self._columns.setItem(row, COLUMN, item)
        choice = QComboBox()
        choice.setAccessibleName(column.name)
        choice.addItem(tr("(leave empty)"), "")
        for each in self.layer().fields():
            choice.addItem(f"{each.alias()} ({each.name()})" if each.alias() else each.name(), each.name())
        choice.setCurrentIndex(max(choice.findData(field), 0))
        choice.currentIndexChanged.connect(lambda *_: self._chosen(row, column))
        self._columns.setCellWidget(row, FIELD, choice)
        self._describe(row, column, field, how)

    def _chosen(self, row, column):
        self._describe(row, column, self._columns.cellWidget(row, FIELD).currentData(), "kept")

    def _describe(self, row, column, field, how):
        from shimonita_gis.opendata.datasets import LATITUDE, LONGITUDE
        from shimonita_gis.opendata.exporting import OF_THE_TOWN

        if column.name in (LATITUDE, LONGITUDE):
            how = "place"
        elif not field:
            how = "town" if column.name in OF_THE_TOWN else "needed" if column.required else ""
        self._columns.setItem(row, FOUND, _cell(tr(HOW[how])))
        self._columns.setItem(row, EXAMPLE, _cell(self._examples.get(field, "")))

    def _keep(self):
        """Into the project, and beside the layer's file where a person wants it."""
        from shimonita_gis.opendata.mapping import keep_beside, with_mapping

        layer = self.layer()
        if layer is None:
            return
        kept = with_mapping(layer.customProperty(PROPERTY, ""), self.dataset(), self.mapping())
        layer.setCustomProperty(PROPERTY, kept)
        QgsProject.instance().setDirty(True)
        self._say(tr("Kept with the layer. Save the project to keep it for good."))
        if self._beside.isChecked():
            try:
                keep_beside(*file_of(layer), self.dataset(), self.mapping())
            except ShimonitaGisError as error:
                self._say(explain(error))

    def _parameters(self, **more):
        wanted = self.dataset()
        layout = wanted.layout if wanted.layout in LAYOUT_NAMES else "kihon"
        mapping = json.dumps(self.mapping(), ensure_ascii=False)
        return {"INPUT": self.layer().id(), "DATASET": wanted.id, "LAYOUT": layout, "MAPPING": mapping, **more}

    def _export(self):
        from qgis import processing

        if self.layer() is not None:
            processing.execAlgorithmDialog("shimonita:exportdataset", self._parameters())

    def check(self):
        """Lists what is wrong, beside the person's work."""
        if self.layer() is None or self._task is not None:
            return
        self._folder = tempfile.TemporaryDirectory(prefix="shimonita-")
        self._context, self._feedback = QgsProcessingContext(), QgsProcessingFeedback()
        self._context.setProject(QgsProject.instance())
        algorithm = QgsApplication.processingRegistry().algorithmById("shimonita:exportdataset")
        parameters = self._parameters(PROBLEMS=str(Path(self._folder.name, "problems.csv")))
        self._task = QgsProcessingAlgRunnerTask(algorithm, parameters, self._context, self._feedback)
        self._task.executed.connect(self._checked)
        self._say(tr("Checking …"))
        QgsApplication.taskManager().addTask(self._task)

    def _checked(self, successful, results):
        from shimonita_gis.opendata.table import read_table

        self._task = None
        if successful:
            header, rows = read_table(results["PROBLEMS"])
            self._show_problems(header, rows)
            self._say(tr("{problems} problem(s) in {count} feature(s).", problems=int(results["PROBLEM_COUNT"]),
                         count=int(results["COUNT"])))  # fmt: skip
        else:
            lines = [line for line in self._feedback.textLog().splitlines() if line.strip()]
            self._say(lines[-1] if lines else tr("The check did not come to its end. Check again."))
        self._folder.cleanup()

    def _show_problems(self, header, rows):
        """What a person must look at comes first."""
        from shimonita_gis.opendata.remarks import PROBLEM

        self._remarks = [dict(zip(header, row, strict=True)) for row in rows]
        self._remarks.sort(key=lambda remark: remark["区分"] != PROBLEM)
        self._problems.setColumnCount(len(header))
        self._problems.setHorizontalHeaderLabels(header)
        self._problems.setRowCount(len(self._remarks))
        for row, remark in enumerate(self._remarks):
            for column, name in enumerate(header):
                self._problems.setItem(row, column, _cell(remark[name]))
        self._problems.resizeColumnsToContents()

    def _jump(self, row, _):
        """Selects the feature and brings it into the middle of the map."""
        remark, layer, canvas = self._remarks[row], self.layer(), self._iface.mapCanvas()
        if not remark["地物番号"] or layer is None:
            return
        number = int(remark["地物番号"])
        if layer.providerType() == "ogr" and not layer.isEditable() and layer.getFeature(number).isValid():
            layer.selectByIds([number])
            if layer.getFeature(number).hasGeometry():
                canvas.zoomToFeatureIds(layer, [number])
                canvas.flashFeatureIds(layer, [number])
                return
        if remark["緯度"]:
            there = QgsCoordinateTransform(QgsCoordinateReferenceSystem(_JGD2011),
                                           canvas.mapSettings().destinationCrs(), QgsProject.instance())  # fmt: skip
            point = there.transform(QgsPointXY(float(remark["経度"]), float(remark["緯度"])))
            canvas.setExtent(QgsRectangle(point, point).buffered(canvas.mapUnitsPerPixel() * 100))
            canvas.refresh()
        else:
            self._say(tr("This feature has no place on the map. It is row {row} of the layer.", row=remark["行"]))

    def _say(self, text):
        self._said.setText(text)

    def closeEvent(self, event):  # noqa: N802
        if self._task is not None:
            self._task.executed.disconnect(self._checked)
            self._feedback.cancel()
            self._task = None
        super().closeEvent(event)


def _table(headings, parent):
    table = QTableWidget(0, len(headings), parent)
    table.setHorizontalHeaderLabels([tr(heading) for heading in headings])
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.verticalHeader().hide()
    table.setTabKeyNavigation(False)  # Tab leaves the table; the arrows move in it
    if headings:
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    return table


def _titled(title, table):
    whole = QWidget()
    box = QVBoxLayout(whole)
    box.setContentsMargins(0, 0, 0, 0)
    label = QLabel(title)
    label.setBuddy(table)
    box.addWidget(label)
    box.addWidget(table)
    return whole


def _cell(text, tip=""):
    item = QTableWidgetItem(text)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    item.setToolTip(tip or text)
    return item


def _examples(layer):
    """The first value that is not empty of each field, among the first features."""
    if layer is None:
        return {}
    request = QgsFeatureRequest().setLimit(_LOOKED_AT).setFlags(Qgis.FeatureRequestFlag.NoGeometry)
    examples = {}
    for feature in layer.getFeatures(request):
        for name, value in zip(layer.fields().names(), feature.attributes(), strict=True):
            if value not in (None, NULL, ""):
                examples.setdefault(name, str(value))
    return examples
