"""The placing window: scans that were placed, the doubtful ones first; a person looks, moves points and decides."""

from pathlib import Path

from qgis.core import QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QDialog, QFileDialog

from shimonita_gis import settings
from shimonita_gis.errors import ShimonitaGisError
from shimonita_gis.gui.dialogs import asked
from shimonita_gis.gui.placing_jobs import Jobs, ScanLoader
from shimonita_gis.gui.placing_layout import Layout
from shimonita_gis.translation import explain, tr

NAME = "ShimonitaGisPlacing"
_CORNER_KEYS = {Qt.Key.Key_1: 0, Qt.Key.Key_2: 1, Qt.Key.Key_3: 2, Qt.Key.Key_4: 3}
_NUDGES = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ZOOMS = {Qt.Key.Key_Plus: 1.25, Qt.Key.Key_Minus: 0.8}
_FAR, _FINE = 10, 0.1  # pixels of the scan with Shift, with Ctrl
_NEAR_SCALE = 1.0  # a point is looked at with one pixel of the screen for one of the scan
_LARGE = 200_000_000  # pixels; a scan of more is not read ahead
_SENTENCE = (
    "Drag a point or move it with the arrow keys; 1 to 4 show a corner, 0 the whole sheet; Del leaves a point out."
)


def open_window(iface):
    """Shows the window, made where it is not there yet, with the folder of placed sheets that was used last."""
    window = iface.mainWindow().findChild(QDialog, NAME)
    if window is None:
        window = Placing(iface)
        if settings.load().sheets:
            window.open_folder(settings.load().sheets)
    window.show()
    window.raise_()
    return window


class Placing(Layout):
    def __init__(self, iface):
        super().__init__(iface.mainWindow())
        self.setObjectName(NAME)
        self._items, self._name, self._draft, self._number = {}, None, None, None
        self._problem, self._before, self._begun = "", [], {}
        self._decided, self._writing = [], set()
        self.jobs, self.loader = Jobs(self), ScanLoader(self)
        self._connect()
        self._show_nothing(tr("Choose a folder of placed sheets: the one that '{algorithm}' wrote to.",
                              algorithm=tr("Place a folder of scanned map sheets")))  # fmt: skip

    def _connect(self):
        self.folder.clicked.connect(lambda: self.choose_folder())
        does = {
            "measure": self.measure, "turn": self.turn, "report": self.open_report, "map": self.show_on_map,
            "undo": self.undo, "accept": self.accept_sheet, "refuse": self.refuse_sheet,
            "undecide": self.undecide_sheet, "next": self.go_next,
        }  # fmt: skip
        self.pressed.connect(lambda name: does[name]())
        self.queue.chosen.connect(self.show_sheet)
        self.view.chosen.connect(self.choose)
        self.view.grabbed.connect(self._grabbed)
        self.view.dragged.connect(self._dragged)
        self.view.dropped.connect(self._dropped)
        self.view.wanted.connect(self.add_tick)
        self.view.deed_of = self._deed_of
        self.panel.chosen.connect(self.look_at)
        self.panel.switched.connect(lambda number, used: self._change(lambda draft: draft.switched(number, used)))
        self.panel.code_given.connect(self.set_code)
        self.panel.datum_given.connect(lambda datum: self._restate(datum=datum))
        self.panel.model_given.connect(lambda key: self._change(lambda draft: draft.modelled(key)))
        self.loader.loaded.connect(self._scan_loaded)
        self.loader.failed.connect(self._scan_failed)
        self.jobs.progressed.connect(self._progressed)
        self.jobs.idle.connect(self._idle)

    # -- the queue

    def choose_folder(self):
        folder = QFileDialog.getExistingDirectory(self, tr("Folder of placed sheets"), settings.load().sheets)
        if folder and self._free_to_go():
            self.open_folder(folder)

    def open_folder(self, folder):
        """Reads what a folder run left in ``folder``."""
        self._show_nothing(tr("Reading the sheets…"))
        self._work(tr("Reading the sheets…"), lambda progress, cancelled: _load(folder),
                   lambda items: self._show_queue(folder, items), self._show_nothing)  # fmt: skip

    def _show_queue(self, folder, items):
        from dataclasses import replace

        settings.save(replace(settings.load(), sheets=str(folder)))
        self._items, self._decided, self._begun = {item.name: item for item in items}, [], {}
        self._name, self._before = None, []
        self.queue.show_items(items)
        self._show_state()
        self.queue.go_to(items[0].name)

    def _show_state(self):
        decided = sum(item.decided for item in self._items.values())
        self.state.setText(tr("{decided} of {count} sheets decided", decided=decided, count=len(self._items)))

    def _show_nothing(self, text):
        self._name = self._draft = self._number = None
        self._before = []
        self.view.show_draft(None, None)
        self.view.show_message(text)
        self.panel.show_item(None)
        self.panel.show_draft(None, None)
        self._enable()

    def show_sheet(self, name):
        """Shows the sheet ``name`` of the queue: its points at once, its scan as soon as it is read. What was begun on
        the sheet before is kept until it is shown again."""
        self._leave()
        item, self._name, self._number = self._items[name], name, None
        draft, self._before = self._begun.pop(name, (None, []))
        self.panel.show_item(item)
        self._set(*((draft, "") if draft else self._draft_of(item)))
        self.say(tr(_SENTENCE))
        if self.loader.kept(name):
            self._scan_loaded(name)
        else:
            self.view.show_message(tr("Reading {file}…", file=item.scan.name))
            self.loader.want(name, item.scan)
        self.view.setFocus()

    def _leave(self):
        if self._before:
            self._begun[self._name] = self._draft, self._before
            self.queue.show_item(self._items[self._name], tr("Changed, not decided yet"))

    def _draft_of(self, item):
        from shimonita_gis.sheets.review import open_draft

        if not item.code:
            return None, tr("Enter the sheet code as it is printed in the margin, such as 09JB164C.")
        return _opened(lambda: open_draft(item))

    def _scan_loaded(self, name):
        if name == self._name:
            self.view.show_scan(self.loader.kept(name)[1])
            following = self._following()
            if following and _pixels(self._items[following]) < _LARGE:
                self.loader.want(following, self._items[following].scan)
        self._enable()

    def _scan_failed(self, name, sentence):
        if name == self._name:
            self.view.show_message(sentence or tr("The scan could not be read."))

    def _following(self):
        """The next sheet in the queue without a decision, the first one again after the last; None without any."""
        names = list(self._items)
        place = names.index(self._name) if self._name in names else -1
        for name in (*names[place + 1 :], *names[: max(place, 0)]):
            if not self._items[name].decided and name not in self._writing:
                return name
        return None

    def go_next(self):
        """To the next sheet that nobody has decided."""
        name = self._following()
        if name is None:
            self.say(tr("There is no other sheet to be decided."))
        else:
            self.queue.go_to(name)

    # -- the points

    def _set(self, draft, problem=""):
        self._draft, self._problem = draft, problem
        if draft is None or (self._number is not None and self._number >= len(draft.points)):
            self._number = None
        self.view.show_draft(draft, self._number)
        self.panel.show_draft(draft, self._number, problem)
        self._enable()

    def _change(self, changed):
        """``changed(draft)`` instead of the draft; it can be undone. A sentence where it cannot be."""
        if self._draft is None:
            return
        if self._name in self._writing:
            self._set(self._draft)  # a box that was ticked meanwhile shows again what is being written
            return
        try:
            draft = changed(self._draft)
        except ShimonitaGisError as error:
            self._set(self._draft, self._problem)
            self.say(explain(error))
            return
        self._before.append(self._draft)
        self._set(draft)

    def choose(self, number):
        """Makes the control point ``number`` the one that keys move."""
        self._number = number
        self._set(self._draft, self._problem)

    def look_at(self, number):
        """Chooses a control point and shows it large."""
        self.choose(number)
        self.view.centre_on(*self._draft.points[number].pixel, max(self.view.scale, _NEAR_SCALE))
        self.view.setFocus()

    def _grabbed(self, number):
        self._before.append(self._draft)
        self.choose(number)

    def _dragged(self, number, x, y):
        if self._name not in self._writing:
            self._set(self._draft.moved(number, (x, y), quick=True))

    def _dropped(self, number):
        self._set(self._draft.moved(number, self._draft.points[number].pixel))

    def add_tick(self, name):
        """Makes the tick ``name`` a control point, on the cross that is seen near its place."""
        from shimonita_gis.sheets.review import tick_near

        tick = next(point for point in self._draft.missing if point.name == name)
        loaded = self.loader.kept(self._name)
        found = tick_near(self._draft, tick, loaded[0]) if loaded else None
        self._change(lambda draft: draft.added(found or tick))
        self.look_at(len(self._draft.points) - 1)
        self.say(tr("The tick was added on its cross.") if found else
                 tr("No clear cross is seen here. Drag the point onto it, or leave it out with Del."))  # fmt: skip

    def set_code(self, code):
        """Takes the sheet to be ``code``."""
        from shimonita_gis.sheets.review import open_draft

        if self._draft is not None:
            self._restate(code=code)
            return
        item = self._items[self._name]
        self._set(*_opened(lambda: open_draft(item, code)))
        if self._draft is not None:
            self.say(tr("Drag the four corners onto the corners of the frame, then measure anew (R)."))

    def _restate(self, code=None, datum=None):
        self._change(lambda draft: draft.restated(code, datum))

    def turn(self):
        """The scan lies on its side: the corners go one place on."""
        self._change(lambda draft: draft.rotated())

    def measure(self):
        """Finds the frame near the corners as they lie, and the ticks inside, beside the person's work."""
        from shimonita_gis.sheets.review import refined

        loaded, draft, name = self.loader.kept(self._name), self._draft, self._name
        if loaded is None or draft is None:
            return
        self._work(tr("Measuring the frame…"), lambda progress, cancelled: refined(draft, loaded[0]),
                   lambda measured: self._measured(name, draft, measured), self.say)  # fmt: skip

    def _measured(self, name, asked, measured):
        if name == self._name and asked is self._draft:
            self._change(lambda draft: measured)
            self.say(tr("Measured: {count} control points.", count=len(measured.points)))

    def _deed_of(self, event):
        """What a key does over the scan, as a function; None for one that means nothing there."""
        key = event.key()
        if self._draft is None:
            return None
        if key in _CORNER_KEYS:
            return lambda: self.look_at(_CORNER_KEYS[key])
        if key == Qt.Key.Key_0:
            return self.view.fit
        if key in _ZOOMS:
            return lambda: self.view.zoom(_ZOOMS[key])
        return None if self._number is None else self._deed_of_point(key, event.modifiers())

    def _deed_of_point(self, key, held):
        number = self._number
        if key == Qt.Key.Key_Delete:
            return lambda: self._change(lambda draft: draft.removed(number))
        if key not in _NUDGES:
            return None
        step = _FAR if held & Qt.KeyboardModifier.ShiftModifier else 1
        step = _FINE if held & Qt.KeyboardModifier.ControlModifier else step
        x, y = self._draft.points[number].pixel + [step * by for by in _NUDGES[key]]
        return lambda: self._change(lambda draft: draft.moved(number, (x, y)))

    # -- decisions

    def accept_sheet(self):
        """The sheet counts as passed; it is written beside the person's work, and the next one comes."""
        from shimonita_gis.sheets.review import accept

        draft, note, editor = self._draft, self.note.text(), self.editor.text()
        if draft is None or not draft.fits:
            self.say(tr("This sheet cannot be accepted as it is: see the red line on the right."))
            return
        self._decide(tr("Writing {name}…", name=self._name),
                     lambda progress, cancelled: accept(draft, editor, note, progress, cancelled))  # fmt: skip

    def refuse_sheet(self):
        """The sheet must not be used."""
        from shimonita_gis.sheets.review import refuse

        item, note, editor = self._items.get(self._name), self.note.text(), self.editor.text()
        if item is not None:
            self._decide(tr("Writing {name}…", name=self._name),
                         lambda progress, cancelled: refuse(item, editor, note))  # fmt: skip

    def undecide_sheet(self):
        """Whatever was decided on the sheet, also in an earlier run, the program's own verdict counts again."""
        from shimonita_gis.sheets.review import undecide

        item = self._items.get(self._name)
        if item is not None and item.decision is not None and item.name not in self._writing:
            self._writing.add(item.name)
            self._work(tr("Writing {name}…", name=item.name), lambda progress, cancelled: undecide(item),
                       lambda now: self._decision_kept(item, now),
                       lambda sentence: self._decision_failed(item, sentence))  # fmt: skip

    def _decide(self, title, work):
        name, before = self._name, self._items[self._name]
        if name in self._writing:
            return
        if not self.editor.text().strip():
            self.say(tr("A decision needs a name. Enter yours above the buttons."))
            self.editor.setFocus()
            return
        self._writing.add(name)
        self._before = []
        self.queue.show_item(before, tr("Being written…"))
        self._work(title, work, lambda item: self._decision_kept(before, item),
                   lambda sentence: self._decision_failed(before, sentence))  # fmt: skip
        self.note.clear()
        self.go_next()

    def _decision_kept(self, before, item):
        self._decided.append((before, item))
        self._show_again(item)

    def _decision_failed(self, item, sentence):
        self._show_again(item)
        sentence = sentence or tr("Cancelled; nothing was written.")
        self.queue.show_item(item, tr("Not written"))
        self.say(f"{item.record.scan}: {sentence}")

    def _show_again(self, item):
        self._writing.discard(item.name)
        self._items[item.name] = item
        self.queue.show_item(item)
        self._show_state()
        if item.name == self._name:
            self.show_sheet(item.name)
        self._enable()

    def undo(self):
        """Takes back the last change of this sheet, or else the last decision."""
        if self._before:
            self._set(self._before.pop())
        elif self._decided and not self._writing:
            self._take_back(*self._decided.pop())

    def _take_back(self, before, now):
        from shimonita_gis.sheets.review import take_back

        self._writing.add(now.name)
        self.queue.show_item(now, tr("Being taken back…"))
        self._work(tr("Taking back {name}…", name=now.name),
                   lambda progress, cancelled: take_back(now, before, progress, cancelled),
                   self._taken_back, lambda sentence: self._decision_failed(now, sentence))  # fmt: skip

    def _taken_back(self, item):
        self._show_again(item)
        self.queue.go_to(item.name)
        self.say(tr("The decision on {scan} was taken back.", scan=item.record.scan))

    # -- what else

    def open_report(self):
        """Opens the sheet's report page in the browser."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._items[self._name].report)))

    def show_on_map(self):
        """Adds the placed sheet to the project, below all that is drawn on it."""
        item, project = self._items[self._name], QgsProject.instance()
        layer = project.addMapLayer(QgsRasterLayer(str(item.raster), item.code), addToLegend=False)
        project.layerTreeRoot().insertLayer(-1, layer)
        self.say(tr("{name} was added to the map.", name=item.code))

    def _enable(self):
        item = self._items.get(self._name)
        free = item is not None and self._name not in self._writing
        has_scan = item is not None and self.loader.kept(self._name) is not None
        possible = {
            "measure": free and has_scan and self._draft is not None,
            "turn": free and self._draft is not None,
            "report": bool(item and item.report and item.report.is_file()),
            "map": bool(item and item.raster and item.raster.is_file()),
            "undo": bool(self._before) or bool(self._decided and not self._writing),
            "accept": free and self._draft is not None and self._draft.fits,
            "refuse": free,
            "undecide": free and item.decision is not None,
            "next": bool(self._items),
        }
        for name, button in self.buttons.items():
            button.setEnabled(possible[name])

    def say(self, text):
        self.said.setText(text)

    def _work(self, title, work, done, failed):
        self.bar.setRange(0, 0)
        self.bar.setVisible(True)
        self.jobs.add(title, work, done, failed)

    def _progressed(self, percent):
        self.bar.setRange(0, 100)
        self.bar.setValue(int(percent))

    def _idle(self):
        self.bar.setVisible(False)
        if not self.isVisible():
            self.close()

    def reject(self):
        """Esc lets the chosen point go; it does not close the window."""
        self.choose(None)

    def closeEvent(self, event):  # noqa: N802
        """What was decided is still written; the window goes when that is done."""
        if self.isVisible() and not self._free_to_go():
            event.ignore()
        elif self.jobs.busy:
            event.ignore()
            self.hide()
        else:
            self._end(event)

    def _end(self, event):
        self.loader.close()
        event.accept()  # QDialog's own way goes by reject, which only lets a point go here

    def _free_to_go(self):
        """Whether nothing is lost by leaving these sheets, or the person says that it may be."""
        count = len(self._begun) + bool(self._before)
        if not count:
            return True
        question = tr("Points of {count} sheet(s) were changed and not accepted. Forget these changes?", count=count)
        return asked(self, question, tr("&Forget the changes"))


def _load(folder):
    from shimonita_gis.sheets.review import load_queue

    return load_queue(Path(folder))


def _opened(draft):
    """(Draft or None, the sentence that says why there is none)."""
    try:
        return draft(), ""
    except ShimonitaGisError as error:
        return None, explain(error)


def _pixels(item):
    width, height = item.record.size or (0, 0)
    return width * height
