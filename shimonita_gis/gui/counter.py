"""The counter: applications for data that wait, what each asks for, and its answer in one step."""

from dataclasses import replace
from pathlib import Path
from threading import Event

from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from shimonita_gis import settings
from shimonita_gis.errors import ShimonitaGisError
from shimonita_gis.gui.counter_area import AreaTool, band_on, on_canvas
from shimonita_gis.gui.dialogs import asked_for_text, close_box
from shimonita_gis.gui.hubtask import HubTask
from shimonita_gis.gui.widgets import in_column, in_row, line, wrapped
from shimonita_gis.processing.providedata import FORMATS, PAPERS
from shimonita_gis.translation import explain, tr

HEADINGS = ("Number", "Received", "Purpose", "State")  # translatable
STATES = {"open": "Waiting", "answered": "Answered", "refused": "Refused"}  # translatable
_KEY = Qt.ItemDataRole.UserRole


def open_window(iface):
    """Shows the counter for the hub of this PC, and returns it."""
    window = Counter(iface)
    window.show()
    window.refresh()
    return window


class Counter(QDialog):
    """The queue on the left; on the right the application that is chosen in it, and its answer."""

    def __init__(self, iface):
        super().__init__(iface.mainWindow())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Data for applicants"))
        self._iface, self._known, self._entries, self._task = iface, settings.load(), [], None
        self._drawn, self._offered = None, None
        self._main_thread = _MainThread(self)
        self._band = band_on(iface.mapCanvas())
        self._tool = AreaTool(iface.mapCanvas())
        self._tool.drawn.connect(self._area_drawn)
        self._tool.given_up.connect(self._back_to_window)
        self._build()
        line = self.fontMetrics().height()
        self.resize(62 * line, 38 * line)

    # --- what is seen

    def _build(self):
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.addWidget(self._queue_part())
        halves.addWidget(self._answer_part())
        halves.setStretchFactor(1, 1)
        halves.setSizes([28 * self.fontMetrics().height(), 34 * self.fontMetrics().height()])
        self._said = wrapped()
        self._bar = QProgressBar()
        self._bar.setVisible(False)
        outer = QVBoxLayout(self)
        outer.addWidget(halves, 1)
        outer.addWidget(self._said)
        outer.addWidget(self._bar)
        outer.addWidget(self._buttons())

    def _queue_part(self):
        self._queue = QTableWidget(0, len(HEADINGS))
        self._queue.setHorizontalHeaderLabels([tr(each) for each in HEADINGS])
        self._queue.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._queue.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._queue.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._queue.verticalHeader().hide()
        self._queue.setTabKeyNavigation(False)
        self._queue.horizontalHeader().setStretchLastSection(True)
        self._queue.itemSelectionChanged.connect(self._show_chosen)
        self._all = QCheckBox(tr("Show those &answered and refused as well"))
        self._all.toggled.connect(lambda _: self._fill_queue())
        read = QPushButton(tr("&Read applications from a file…"))
        read.clicked.connect(self._choose_file)
        return in_column(_label(tr("Applications in the &ledger"), self._queue), self._queue, self._all, read)

    def _answer_part(self):
        self._asked = QPlainTextEdit()
        self._asked.setReadOnly(True)
        self._asked.setTabChangesFocus(True)
        self._asked.setMaximumHeight(9 * self.fontMetrics().height())
        self._officer = QLineEdit(self._known.editor)
        form = QFormLayout()
        form.addRow(tr("A&rea"), self._area_row())
        form.addRow(tr("La&yers"), self._layer_list())
        form.addRow(tr("Formats"), self._format_row())
        form.addRow(tr("&Officer"), self._officer)
        whole = in_column(_label(tr("What is asked for"), self._asked), self._asked)
        whole.layout().addLayout(form, 1)
        return whole

    def _area_row(self):
        self._area = line("area", tr("Sheet code, district or parcel number"))
        self._area.textEdited.connect(lambda _: self._forget_drawn())
        show = QPushButton(tr("&Show on map"))
        show.clicked.connect(self.show_area)
        draw = QPushButton(tr("&Draw…"))
        draw.clicked.connect(self.draw_area)
        return in_row(self._area, show, draw)

    def _layer_list(self):
        self._layers = QListWidget()
        return self._layers

    def _format_row(self):
        self._formats = {key: QCheckBox(tr(title)) for key, title in FORMATS.items()}
        self._paper = QComboBox()
        self._paper.addItems(PAPERS)
        self._paper.setAccessibleName(tr("Paper of the map"))
        keys = list(self._formats)
        return in_column(
            in_row(self._formats[keys[0]], self._paper, *(self._formats[k] for k in keys[1:3])),
            in_row(*(self._formats[k] for k in keys[3:])),
        )

    def _buttons(self):
        box = close_box(self.close)
        self._answer = box.addButton(tr("A&nswer…"), QDialogButtonBox.ButtonRole.ActionRole)
        self._refuse = box.addButton(tr("Re&fuse…"), QDialogButtonBox.ButtonRole.ActionRole)
        self._answer.clicked.connect(self._choose_target)
        self._refuse.clicked.connect(self._ask_reason)
        for button in (*box.buttons(), *self.findChildren(QPushButton)):
            button.setAutoDefault(False)
        return box

    # --- the queue

    def refresh(self):
        """Reads ledger and catalogue, beside the person's work."""
        if not self._known.hub:
            self._say(tr("This PC has no hub yet. Choose its folder in the settings of Shimonita GIS."))
            return
        self._work(tr("Reading the ledger…"), lambda cancelled, progress: _read(self._known.hub), self._show_ledger)

    def _show_ledger(self, answer):
        self._entries, self._offered = answer
        self._layers.clear()
        for entry in self._offered:
            item = QListWidgetItem(entry.title)
            item.setData(_KEY, entry.table)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self._layers.addItem(item)
        self._fill_queue()
        waiting = sum(entry.state == "open" for entry in self._entries)
        self._say(tr("{count} application(s) wait.", count=waiting))

    def _fill_queue(self):
        number = self._number()
        shown = [entry for entry in self._entries if self._all.isChecked() or entry.state == "open"]
        self._queue.setRowCount(len(shown))
        for row, entry in enumerate(shown):
            asked = entry.application
            texts = (asked.number, entry.received[:16].replace("T", " "), asked.purpose, tr(STATES[entry.state]))
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setData(_KEY, asked.number)
                item.setToolTip(text)
                self._queue.setItem(row, column, item)
        rows = [row for row, entry in enumerate(shown) if entry.application.number == number]
        self._queue.selectRow(rows[0] if rows else 0)
        self._queue.resizeColumnsToContents()
        self._show_chosen()

    def _number(self):
        items = self._queue.selectedItems()
        return items[0].data(_KEY) if items else ""

    def chosen(self):
        """The ledger's entry that is chosen in the queue; None without one."""
        return next((e for e in self._entries if e.application.number == self._number()), None)

    def _show_chosen(self):
        entry = self.chosen()
        self._answer.setEnabled(entry is not None)
        self._refuse.setEnabled(entry is not None and entry.state == "open")
        self._forget_drawn()
        if entry is None:
            self._asked.setPlainText("")
            return
        self._asked.setPlainText("\n".join(_told(entry)))
        self._area.setText(entry.application.area)
        self._check_wanted(entry.application)

    def _check_wanted(self, application):
        from shimonita_gis.cartography.provision import formats_of
        from shimonita_gis.opendata.applications import plain

        wanted = {plain(name).casefold() for name in application.layers}
        for i in range(self._layers.count()):
            item = self._layers.item(i)
            names = {plain(item.text()).casefold(), item.data(_KEY)}
            item.setCheckState(Qt.CheckState.Checked if names & wanted or not wanted else Qt.CheckState.Unchecked)
        try:
            formats = formats_of(application.formats)
        except ShimonitaGisError as error:
            formats = ()
            self._say(explain(error))
        for key, box in self._formats.items():
            box.setChecked(key in formats)

    def _choose_file(self):
        path, _ = QFileDialog.getOpenFileName(self, tr("Applications"), "", tr("Forms (*.csv *.xml)"))
        if path:
            self.read_file(path)

    def read_file(self, path):
        """Enters every application of the file in the ledger."""
        officer = self._officer.text()

        def work(cancelled, progress):
            from shimonita_gis.opendata.applications import read_applications
            from shimonita_gis.opendata.ledger import Ledger

            for application in read_applications(path):
                Ledger(self._known.hub).receive(application, officer)
            return _read(self._known.hub)

        self._work(tr("Reading {file}…", file=Path(path).name), work, self._show_ledger)

    # --- the area

    def show_area(self):
        """Shows on the map what the text in the field means."""
        hub, text, drawn = self._known.hub, self._area.text(), self._drawn

        def work(cancelled, progress):
            from shimonita_gis.hub.store import Hub
            from shimonita_gis.opendata.area import find_area

            opened = Hub.open(hub)
            return drawn or find_area(text, opened.geopackage(), opened.catalogue())

        self._work(tr("Looking for {name}…", name=text), work, self._show_on_map)

    def _show_on_map(self, area):
        from shimonita_gis.datum import TOWN_EPSG

        canvas = self._iface.mapCanvas()
        shape = on_canvas(canvas, area)
        self._band.setToGeometry(shape, None)
        canvas.setExtent(shape.boundingBox().buffered(max(shape.boundingBox().width(), 1) * 0.2))
        canvas.refresh()
        self._say(tr("{name}: {size} hectares", name=area.name or tr("Drawn area"),
                     size=f"{area.on(TOWN_EPSG).area / 10000:,.2f}"))  # fmt: skip

    def draw_area(self):
        """Lets the person draw on the map; the window comes back with the area."""
        self.hide()
        self._iface.mapCanvas().setMapTool(self._tool)
        self._iface.mapCanvas().setFocus()
        how = tr(
            "Click the corners of the area. Right click or Enter ends, Backspace takes a corner back, Esc gives up."
        )
        self._iface.messageBar().pushMessage("Shimonita GIS", how)

    def _area_drawn(self, polygon):
        import shapely

        from shimonita_gis.opendata.area import area_of

        crs = self._iface.mapCanvas().mapSettings().destinationCrs()
        self._back_to_window()
        try:
            area = area_of(shapely.from_wkb(bytes(polygon.asWkb())), crs.authid() or crs.toWkt(), tr("Drawn area"))
        except ShimonitaGisError as error:
            self._say(explain(error))
            return
        self._area.setText(area.name)
        self._drawn = area
        self._show_on_map(area)

    def _back_to_window(self):
        self._iface.messageBar().clearWidgets()
        self.show()
        self.raise_()

    def _forget_drawn(self):
        self._drawn = None
        self._band.reset()

    # --- the answer

    def application(self):
        """The chosen application, with what the person set in the window."""
        tables = [self._layers.item(i) for i in range(self._layers.count())]
        layers = tuple(item.data(_KEY) for item in tables if item.checkState() == Qt.CheckState.Checked)
        formats = tuple(key for key, box in self._formats.items() if box.isChecked())
        return replace(self.chosen().application, area=self._area.text(), layers=layers, formats=formats)

    def _choose_target(self):
        application = self.application()
        if not application.layers or not application.formats:
            self._say(tr("Tick at least one layer and one format."))
            return
        from shimonita_gis.opendata.filenames import safe_name

        name = str(Path.home() / f"{safe_name(application.number)}.zip")
        path, _ = QFileDialog.getSaveFileName(self, tr("Package"), name, tr("Packages (*.zip)"))
        if path:
            self.answer(path)

    def answer(self, path):
        """Writes the package for the chosen application to ``path``; the window stays usable meanwhile."""
        path = path if path.lower().endswith(".zip") else f"{path}.zip"
        asked, officer, drawn, paper = self.application(), self._officer.text(), self._drawn, self._paper.currentText()

        def work(cancelled, progress):
            from shimonita_gis.cartography.provision import answer_application

            package = answer_application(
                self._known.hub, asked, officer, path, drawn, paper, progress, cancelled, self._main_thread.call
            )
            return package, _read(self._known.hub)

        self._work(tr("Cutting and packing…"), work, self._answered)

    def _answered(self, answer):
        package, read = answer
        self._show_ledger(read)
        given = [cut for cut in package.cuts if cut.count]
        said = [tr("{file} is ready to hand over: {count} layer(s).", file=package.file, count=len(given))]
        empty = [cut.entry.title for cut in package.cuts if not cut.count]
        if empty:
            said.append(tr("Nothing in this area: {layers}", layers=", ".join(empty)))
        self._say("\n".join(said))

    def _ask_reason(self):
        reason = asked_for_text(self, tr("Refuse"), tr("What the applicant is told:"), tr("Re&fuse"))
        if reason is not None:
            self.refuse(reason)

    def refuse(self, reason):
        """Enters that the chosen application is not answered, and why."""
        number, officer = self._number(), self._officer.text()

        def work(cancelled, progress):
            from shimonita_gis.opendata.ledger import Ledger

            Ledger(self._known.hub).refuse(number, officer, reason)
            return _read(self._known.hub)

        self._work(tr("Writing to the ledger…"), work, self._show_ledger)

    # --- work beside the window

    def _work(self, sentence, work, done):
        if self._task is not None:
            return
        self._say(sentence)
        self._bar.setRange(0, 0)
        self._bar.setVisible(True)
        self._answer.setEnabled(False)
        self._task = HubTask(
            sentence, lambda cancelled: work(cancelled, self._progress), lambda result: self._done(done, result),
            self._failed,
        )  # fmt: skip
        self._task.progressChanged.connect(self._show_progress)
        self._task.start()

    def _progress(self, done, total):
        """Runs in the task's thread."""
        task = self._task
        if task is not None:
            task.setProgress(100.0 * done / max(total, 1))

    def _show_progress(self, percent):
        self._bar.setRange(0, 100)
        self._bar.setValue(int(percent))

    def _done(self, done, result):
        self._idle()
        done(result)

    def _failed(self, sentence):
        self._idle()
        self._say(sentence)

    def _idle(self):
        self._task = None
        self._bar.setVisible(False)
        self._answer.setEnabled(self.chosen() is not None)

    def _say(self, text):
        self._said.setText(text)

    def closeEvent(self, event):  # noqa: N802
        if self._task is not None:
            self._task.forget()
            self._main_thread.end()
        canvas = self._iface.mapCanvas()
        canvas.unsetMapTool(self._tool)
        for band in (self._band, *self._tool.bands()):
            canvas.scene().removeItem(band)
        super().closeEvent(event)


class _MainThread(QObject):
    """Does for a thread what only QGIS's main thread can do: draw a layout."""

    _asked = pyqtSignal(object)

    def __init__(self, parent):
        super().__init__(parent)
        self._ended = False
        self._asked.connect(self._do, Qt.ConnectionType.QueuedConnection)

    def call(self, function):
        """Runs ``function()`` in the main thread while the calling one waits; returns its result, raises its error."""
        answer = _Answer(function)
        self._asked.emit(answer)
        while not answer.given.wait(0.1):
            if self._ended:
                from shimonita_gis.errors import CancelledError

                raise CancelledError("Cancelled; nothing was written.")
        if answer.error is not None:
            raise answer.error
        return answer.result

    def end(self):
        self._ended = True

    def _do(self, answer):
        try:
            answer.result = answer.function()
        except Exception as error:  # whatever it is, the thread that asked raises it
            answer.error = error
        answer.given.set()


class _Answer:
    def __init__(self, function):
        self.function, self.result, self.error, self.given = function, None, None, Event()


def _read(hub):
    """(entries of the ledger, layers that are offered)."""
    from shimonita_gis.hub.store import Hub
    from shimonita_gis.opendata.ledger import Ledger
    from shimonita_gis.opendata.provision import offered

    return Ledger(hub).entries(), offered(Hub.open(hub).catalogue())


def _told(entry):
    """What an application says and what happened to it, line by line."""
    asked = entry.application
    yield tr("Purpose: {said}", said=asked.purpose)
    yield tr("Area: {said}", said=asked.area or "-")
    yield tr("Layers wanted: {said}", said="、".join(asked.layers) or "-")
    yield from (f"{name}: {text}" for name, text in asked.applicant.items())
    for event in entry.events[1:]:
        what = tr(STATES.get(event.state, "Withdrawn"))
        yield f"{event.time[:16].replace('T', ' ')} {event.officer}: {what} {event.file or event.reason}"


def _label(text, buddy):
    label = QLabel(text)
    label.setBuddy(buddy)
    return label
