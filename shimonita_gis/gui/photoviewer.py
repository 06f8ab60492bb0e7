"""The photo viewer: people go through the photos of a disaster, place and grade the damage, and see it on the map."""

import html
from functools import partial

from qgis.core import Qgis, QgsApplication, QgsProject
from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import QDateTime, Qt, QTimer
from qgis.PyQt.QtWidgets import (
    QLabel,
    QProgressBar,
    QSizePolicy,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from shimonita_gis import settings
from shimonita_gis.errors import ShimonitaGisError
from shimonita_gis.gui.comparison import Comparison
from shimonita_gis.gui.dialogs import scrolled
from shimonita_gis.gui.filmstrip import Filmstrip
from shimonita_gis.gui.photoviewer_decoder import Decoder
from shimonita_gis.gui.photoviewer_files import PhotoFiles
from shimonita_gis.gui.photoviewer_incidents import IncidentPanel
from shimonita_gis.gui.photoviewer_layers import LoadTask, camera_layers, damage_layers, point_of
from shimonita_gis.gui.photoviewer_loading import PictureLoading
from shimonita_gis.gui.photoviewer_map import MapSide
from shimonita_gis.gui.photoviewer_measure import Measuring
from shimonita_gis.gui.photoviewer_panels import FilterRow, KeyLegend
from shimonita_gis.gui.photoviewer_picture import Marks, PictureView
from shimonita_gis.gui.photoviewer_questions import Questions
from shimonita_gis.gui.photoviewer_tools import ToolRow, brightness_row, is_undo, move_of, zoom_of
from shimonita_gis.gui.photoviewer_watch import DamageWatch
from shimonita_gis.gui.photoviewer_words import place_told, sight_told, why_not
from shimonita_gis.photos.judgement import NOT_YET, progress, shown, standard_strokes
from shimonita_gis.translation import explain, tr

NAME = "ShimonitaGisPhotoViewer"
_AHEAD = (1, 2, -1)
_HOVER = 30  # milliseconds between two answers to the hand
_RESTED = 120  # milliseconds at a photo after which its footprint is wanted
_RELOAD = 500  # milliseconds without a change of the layer after which it is read anew
_NO_PHOTOS = "There are no drone photos in this project. Import photos first, or open the hub's layers."
_NO_DAMAGE_LAYER = "The project has no layer of damage points, so nothing can be graded. Add it to the project."


def open_window(iface):
    """Shows the viewer, made where it is not there yet; returns it."""
    found = iface.mainWindow().findChild(QgsDockWidget, NAME)
    if found is None:
        found = PhotoViewer(iface)
        iface.addTabifiedDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, found, raiseTab=True)
        width = found.fontMetrics().averageCharWidth() * 110
        iface.mainWindow().resizeDocks([found], [width], Qt.Orientation.Horizontal)
    found.setUserVisible(True)
    found.load()
    return found


class PhotoViewer(QgsDockWidget):
    def __init__(self, iface):
        super().__init__(tr("Photo viewer"), iface.mainWindow())
        self.setObjectName(NAME)
        self._iface, self._photos, self._row, self._fid, self._sight = iface, None, None, None, None
        self._files, self._task, self._place = None, None, None
        self.watch, self.questions = DamageWatch(self), Questions(self)
        self.decoder = Decoder(lambda key: self._files.find(key), self)
        self.small = Decoder(lambda key: self._files.find_small(key), self)
        self.strokes, self.measuring = standard_strokes(), Measuring(self)
        self.map = MapSide(iface.mapCanvas(), self)
        self._build()
        self._connect()
        self._hover = _Throttle(self, self._hovered)
        self._again = _timer(self, _RELOAD, self.load)
        self._rest = _timer(self, _RESTED, self._show_footprint)
        self._show_nothing(tr("Reading the photos…"))

    # -- building

    def _build(self):
        self.picture, self.strip = PictureView(), Filmstrip(self._look, self.small)
        self.loading = PictureLoading(self.picture, self.decoder, self.small, self)
        self.comparison = Comparison(self.decoder)
        self.comparison.hide()
        self.legend, self.incidents = KeyLegend(self.strokes), IncidentPanel()
        self.filters, self.tools = FilterRow(), ToolRow()
        self.info, self.said = _plain("info"), _plain("said")
        for label, lines in ((self.info, 2), (self.said, 1)):
            label.setWordWrap(True)
            label.setMinimumHeight(lines * self.fontMetrics().lineSpacing())
        self.bar = QProgressBar()
        self.bar.setObjectName("progress")
        pictures = QSplitter(Qt.Orientation.Horizontal)
        pictures.addWidget(self.picture)
        pictures.addWidget(self.comparison)
        self.side = QTabWidget()
        self.legend.layout().addWidget(brightness_row(self.picture.set_brightness))
        self.side.addTab(scrolled(self.legend), tr("Grade"))  # a low screen does not hold all kinds
        self.side.addTab(self.incidents, tr("Incidents"))
        middle = QSplitter(Qt.Orientation.Horizontal)
        middle.addWidget(pictures)
        middle.addWidget(self.side)
        middle.setStretchFactor(0, 1)
        middle.setCollapsible(0, False)
        self._lay_out(middle)

    def _lay_out(self, middle):
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(self.filters)
        column.addWidget(self.tools)
        column.addWidget(middle, 1)
        for widget in (self.info, self.said, self.strip, self.bar):
            column.addWidget(widget)
        self.setWidget(body)

    def _connect(self):
        self.loading.problem.connect(self.say)
        self.questions.failed.connect(self.say)
        for part in (self.picture, self.strip, self.comparison.picture):
            part.key_pressed.connect(self._key)
        self.strip.chosen.connect(self.show_row)
        self.picture.hovered.connect(lambda u, v: self._hover.ask(u, v))
        self.picture.left.connect(lambda: self.map.show_spot(None))
        self.picture.clicked.connect(self._clicked)
        self.picture.moved.connect(self._follow)
        self.legend.struck.connect(self._struck)
        self.filters.changed.connect(self._filter)
        self.map.pointed.connect(self._pointed)
        self.map.asked.connect(self.ask_for_place)
        self.tools.pressed.connect(self._tool_pressed)
        self.tools.switched.connect(self._tool_switched)
        self.measuring.changed.connect(self._show_measured)
        self.incidents.changed.connect(self._incident_changed)
        self.incidents.photo_wanted.connect(self._go_to_key)
        self.watch.point_changed.connect(self._reread)
        self.watch.renumbered.connect(self._renumbered)
        self.watch.replaced.connect(lambda: self._again.start())
        self.watch.saved.connect(self._show_progress)
        self.watch.failed.connect(self._warn)
        QgsProject.instance().cleared.connect(self._project_cleared)

    # -- reading

    @property
    def _edits(self):
        return self.watch.edits

    def load(self):
        """Reads the layers anew, beside the window; the shown photo stays."""
        cameras, damage = camera_layers(), damage_layers()
        if not cameras:
            self._show_nothing(tr(_NO_PHOTOS))
            return
        if self._task is None:
            damage = damage[0] if damage else None
            self.watch.take(damage, cameras[0].crs().toWkt())
            done = partial(self._loaded, cameras[0].crs())
            self._task = LoadTask(cameras[0], damage, settings.load().terrain, done)
            QgsApplication.taskManager().addTask(self._task)

    def _loaded(self, crs, photos, problem):
        self._task = None
        if photos is None:
            self._show_nothing(problem)
            return
        before = self._key_of(self._row) if self._photos is not None and self._row is not None else None
        place = None if self._place is None else [photos.row_of(self._key_of(row)) for row in self._place]
        self._place = place and tuple(row for row in place if row is not None)
        self.questions.forget_all()
        self._photos, self._row, self._files = photos, None, PhotoFiles(photos)
        self.map.set_crs(crs)
        self.filters.offer(photos.table)
        self.incidents.show_photos(photos, self._edits)
        self._filter(current=photos.row_of(before))
        self.say(" ".join([*photos.remarks, *([] if self._edits else [tr(_NO_DAMAGE_LAYER)])]))

    # -- which photo

    def _filter(self, current=None):
        if self._photos is None:
            return
        current = self._row if current is None else current
        rows = shown(self._photos.table, self.filters.wanted(self._place))
        self._row = None
        self.strip.show_rows(rows, current)
        self._show_progress()
        if not rows:
            empty = tr("No photo matches the filters.") if len(self._photos.table) else tr(_NO_PHOTOS)
            self._show_picture_of_nothing(empty)
        elif self.strip.current() is None:
            self.strip.go_to(rows[0])

    def step(self, by):
        """To the photo before (-1) or after (1) in the strip."""
        row = self.strip.neighbour(by)
        if row is not None:
            self.strip.go_to(row)

    def next_ungraded(self):
        """To the next photo in the strip that nobody has graded, from the beginning where none follows."""
        rows, table = self.strip.rows, self._photos.table if self._photos else None
        place = self.strip.currentIndex().row()
        for row in (*rows[place + 1 :], *rows[: max(place, 0)]):
            if table.at[row, "grade"] in NOT_YET:
                self.strip.go_to(row)
                return
        self.say(tr("All photos shown here are graded."))

    def show_row(self, row):
        """Shows the photo of a row of the table: at once where it is kept, else as soon as it is decoded."""
        from shimonita_gis.photos.sight import sight_of

        if row == self._row or self._photos is None:
            return
        self._row = row
        self.strokes.forget()
        photo = self._photos.table.iloc[row]
        points = self._points()
        self._fid = self._current_fid(points, photo)
        self._sight = sight_of(photo, self._photos.terrain)
        self.loading.show(photo["key"], photo["photo"], self._sight.camera)
        self.map.show_photo(None, photo["x"], photo["y"])
        self._rest.start()
        self._show_marks()
        self.measuring.begin(self.measuring.mode)
        self._show_state()
        self.say(sight_told(self._sight, self._photos.terrain, self._photos.away(row)))
        near = (self.strip.neighbour(step) for step in _AHEAD)
        self.loading.prefetch(self._key_of(each) for each in near if each is not None)
        if self.comparison.isVisible():
            self._compare(True)

    def _show_footprint(self):
        """What the photo shows of the ground, drawn once a person stays at it: rays into the terrain take a while."""
        row, sight = self._row, self._sight
        if sight is None:
            return

        def show(footprint):
            if self._row == row:
                self.map.show_footprint(footprint)

        self.questions.ask("footprint", tr("Footprint"), lambda cancelled: sight.footprint(), show)

    def _current_fid(self, points, photo):
        fids = [fid for fid, _, _ in points]
        return next((fid for fid in fids if fid == photo["fid"]), fids[0] if fids else None)

    def _key_of(self, row):
        return self._photos.table.at[row, "key"]

    def _go_to_key(self, key):
        row = self._photos.row_of(key)
        if row is None:
            return
        if row not in self.strip.rows:
            self.strip.show_rows([*self.strip.rows, row])
        self.strip.go_to(row)

    def _look(self, row):
        key, photo, grade = (self._photos.table.at[row, name] for name in ("key", "photo", "grade"))
        return key, photo.rsplit("/", 1)[-1], grade

    # -- keys and judgements

    def _key(self, event):
        event.accept()
        key, text = event.key(), event.text()
        if is_undo(event):
            self.undo()
        elif move_of(key) is not None:
            self.step(move_of(key))
        elif key == Qt.Key.Key_Escape:
            self._give_up()
        elif not text or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        elif zoom_of(text):
            self.picture.zoom(zoom_of(text))
        elif text.lower() == "m":
            self._measure(self.measuring.next_mode)
        elif not self.tools.press(text):
            self._struck(text)

    def _tool_pressed(self, name):
        acts = {
            "previous": lambda: self.step(-1), "next": lambda: self.step(1), "ungraded": self.next_ungraded,
            "undo": self.undo, "fit": self.picture.fit, "register": self.make_register,
        }  # fmt: skip
        acts[name]()

    def _tool_switched(self, name, on):
        if name == "place":
            self._place_wanted(on)
        elif name == "compare":
            self._compare(on)
        elif on:
            self._measure(name)
        elif self.measuring.mode == name:
            self._measure("")

    def _struck(self, key):
        if self._row is None:
            return
        judgement = self.strokes.press(key)
        if judgement is not None:
            self.judge(judgement)
        else:
            self._show_state()

    def judge(self, judgement):
        """Grades the shown photo and goes on to the next one."""
        if self._edits is None:
            self.say(tr(_NO_DAMAGE_LAYER))
            return
        try:
            if self._fid is None:
                self._fid = self._edits.make(None, self._about_photo())
            self._edits.judge(self._fid, judgement)
        except ShimonitaGisError as error:
            self._warn(explain(error))
            return
        self.say("")
        if self.filters.ungraded.isChecked():
            self.next_ungraded()
        else:
            self.step(1)

    def undo(self):
        """Takes the last measured corner, or else the last judgement back, and shows its photo."""
        if self.measuring.take_back():
            return
        fid = self._edits.undo() if self._edits is not None else None
        if fid is None:
            self.say(tr("There is nothing to undo."))
            return
        self._go_to_key(self._photos.key_of_point(fid))
        self._show_state()

    def _give_up(self):
        self.strokes.forget()
        self._measure("")
        self.tools.switch("place", False)
        self._place = None
        self._filter()

    def make_register(self):
        """Saves what is graded and opens the dialog of the register, filled in."""
        from shimonita_gis.gui.dialogs import open_algorithm

        if self._edits is None:
            self.say(tr(_NO_DAMAGE_LAYER))
            return
        self._edits.save()
        open_algorithm("damageregister", {"DAMAGE": self._edits.layer.id(), "CAMERAS": camera_layers()[0].id()})

    # -- places

    def _clicked(self, u, v, modifiers):
        if self._sight is None:
            return
        spot, answer = self._sight.spot(u, v)
        if spot is None:
            self.say(why_not(self._sight, answer))
            return
        if self.measuring.mode:
            self.measuring.add(u, v, spot)
            return
        self.set_place(spot, anew=bool(modifiers & Qt.KeyboardModifier.ShiftModifier))

    def set_place(self, spot, anew=False):
        """Moves the photo's damage point to the Spot, or makes one: where there is none, or ``anew`` is wanted."""
        if self._edits is None:
            self.say(tr(_NO_DAMAGE_LAYER))
            return
        try:
            if self._fid is None or anew:
                self._fid = self._edits.make(spot, self._about_photo())
            else:
                self._edits.move(self._fid, spot)
        except ShimonitaGisError as error:
            self._warn(explain(error))
            return
        self._show_marks()
        self.say(place_told(spot))

    def _about_photo(self):
        """What a new damage point takes over from its photo."""
        photo = self._photos.table.iloc[self._row]
        known = {"photo": photo["photo"], "静止画": photo["photo"], "photo_id": photo.get("photo_id"),
                 "flight": photo["flight"], "grade": "未確認", "state": "未確認"}  # fmt: skip
        if photo["taken"] == photo["taken"]:
            known["taken"] = QDateTime.fromMSecsSinceEpoch(int(photo["taken"].timestamp() * 1000))
        return {name: value for name, value in known.items() if value is not None and value == value}

    def _hovered(self, u, v):
        if self._sight is None:
            return
        spot, answer = self._sight.spot(u, v)
        self.map.show_spot(None if spot is None else (spot.x, spot.y))
        self.comparison.mark(spot)
        self._show_info(place_told(spot) if spot else why_not(self._sight, answer))

    def _pointed(self, x, y):
        if self._sight is None:
            return
        spot = self._sight.pixel(x, y)
        self._set_marks(spot=spot)

    def _points(self):
        return self._photos.points.get(self._key_of(self._row), []) if self._row is not None else []

    def _show_marks(self):
        shown_points = []
        for fid, x, y in self._points():
            pixel = self._sight.pixel(x, y, with_hiding=False) if x == x else None
            if pixel:
                shown_points.append((*pixel[:2], fid == self._fid))
        self._set_marks(damage=tuple(shown_points), line=(), closed=False)

    def _set_marks(self, **changes):
        before = self.picture.marks
        values = {name: changes.get(name, getattr(before, name)) for name in ("spot", "damage", "line", "closed")}
        self.picture.set_marks(Marks(**values))

    # -- measuring

    def _measure(self, mode):
        self.measuring.begin(mode)
        for name in ("length", "area"):
            self.tools.switch(name, name == mode)
        if mode:
            self.say(tr("Click corner after corner in the photo; Backspace takes one back, Esc ends."))

    def _show_measured(self):
        self._set_marks(line=self.measuring.pixels, closed=self.measuring.is_closed)
        self.map.show_line(self.measuring.places, self.measuring.is_closed)
        if self._sight is not None and (told := self.measuring.told(self._sight)):
            self.say(told)

    # -- photos of a place, before and after

    def _place_wanted(self, on):
        self.map.ask_for_place(on)
        if on:
            self.say(tr("Click on the map: all photos that saw the place are shown, the clearest first."))
        elif self._place is not None:
            self._place = None
            self._filter()

    def ask_for_place(self, x, y):
        """Shows only the photos that saw the place, the best first."""
        if self._photos is not None:
            photos = self._photos
            self.questions.ask("place", tr("Photos of a place"), lambda cancelled: photos.that_saw(x, y),
                               lambda found: self._show_place(found, x, y))  # fmt: skip

    def _show_place(self, found, x, y):
        self._place = tuple(found["row"].tolist())
        self.map.show_spot((x, y))
        self._filter()
        self.say(tr("{count} photos saw this place. Esc shows all photos again.", count=len(self._place)))
        if self._sight is not None:
            self._pointed(x, y)

    def _compare(self, on):
        self.comparison.setVisible(on)
        if not on or self._row is None:
            return
        centre = self.picture.to_picture(self.picture.rect().center())
        spot, _ = self._sight.spot(centre.x(), centre.y())
        if spot is None:
            self.comparison.show_message(tr("The middle of the photo shows no ground: drag the damage into it."))
            return
        row, photos = self._row, self._photos
        self.questions.ask(
            "compared", tr("Before and after"), lambda cancelled: photos.that_saw(spot.x, spot.y, spot.z),
            lambda found: self.comparison.offer(photos, row, spot, found),
        )  # fmt: skip

    def _follow(self):
        """The other picture shows the same spot in its middle, as large."""
        if self.comparison.isVisible() and self._sight is not None:
            centre = self.picture.to_picture(self.picture.rect().center())
            spot, _ = self._sight.spot(centre.x(), centre.y())
            if spot is not None:
                self.comparison.follow(spot, self.picture.scale * float(self._sight.camera.focal[0]) / spot.distance)

    # -- edits that arrive, also from other windows

    def _renumbered(self, old, new):
        if self._fid == old:
            self._fid = new
        self._photos.forget_point(old)
        self._reread(new)

    def _reread(self, fid):
        """Brings what the window knows of one damage point up to date with the layer."""
        if self._photos is None or self._edits is None:
            return
        key, known = point_of(self._edits, fid, self._photos)
        row = self._photos.take_point(fid, key, known)
        if row is None:
            return
        if known is None and self._fid == fid:
            self._fid = None
        self.strip.film.refresh(row)
        if row == self._row:
            self._show_marks()
            self._show_state()
        self._show_progress()

    def _incident_changed(self):
        if self._row is not None:
            self._show_state()

    def _project_cleared(self):
        self.watch.drop()
        self._show_nothing(tr(_NO_PHOTOS))

    # -- what is said

    def say(self, text):
        """A sentence below the picture; its line stays where there is none, so that the picture does not jump."""
        self.said.setText(text)

    def _warn(self, text):
        self.say(text)
        self._iface.messageBar().pushMessage("Shimonita GIS", html.escape(text), Qgis.MessageLevel.Warning)

    def _show_state(self):
        photo = self._photos.table.iloc[self._row]
        self.legend.show_state(self.strokes.waiting, photo["kind"], photo["grade"])
        self.incidents.show_photo(self._row)
        self._show_info("")

    def _show_info(self, told):
        photo = self._photos.table.iloc[self._row]
        taken = photo.get("taken_local") or ("" if photo["taken"] != photo["taken"] else str(photo["taken"])[:16])
        judged = " ".join(filter(None, (photo["kind"], photo["grade"])))
        parts = (photo["photo"], taken, photo["district"], photo["road"], photo["incident"], judged, told)
        line = "  |  ".join(part for part in parts if isinstance(part, str) and part)
        self.info.setText(line)

    def _show_progress(self):
        if self._photos is None:
            return
        done, count = progress(self._photos.table)
        self.bar.setMaximum(max(count, 1))
        self.bar.setValue(done)
        text = tr("{done} of {count} graded", done=done, count=count)
        if self._edits is not None and self._edits.unsaved:
            text += " " + tr("(saving…)")
        self.bar.setFormat(text)
        self.bar.setTextVisible(True)
        self.tools.buttons["undo"].setEnabled(self._edits is not None)

    def _show_nothing(self, text):
        self._photos = self._row = self._sight = self._fid = self._place = None
        self.questions.forget_all()
        self.loading.forget()
        self.strip.show_rows([])
        self.incidents.show_photos(None, None)
        self.say("")
        self.info.setText("")
        self.bar.setFormat("")
        self._show_picture_of_nothing(text)

    def _show_picture_of_nothing(self, text):
        self.picture.show_message(text)
        self.picture.set_marks(Marks())
        self.map.show_photo(None, float("nan"), 0)
        self.map.show_spot(None)
        self._sight = None

    # -- the end

    def closeEvent(self, event):  # noqa: N802
        """Everything is saved and nothing stays on the map or at work."""
        self._again.stop()
        self._rest.stop()
        self.questions.forget_all()
        if self._task is not None:
            self._task.cancel()
        QgsProject.instance().cleared.disconnect(self._project_cleared)
        self.watch.drop()
        self.map.close()
        self.decoder.close()
        self.small.close()
        self.comparison.close()
        self.setObjectName("")
        super().closeEvent(event)
        self.deleteLater()


def _timer(parent, milliseconds, done):
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(done)
    return timer


class _Throttle(QTimer):
    """Calls ``done`` with the last values asked for, at most every ``_HOVER`` milliseconds."""

    def __init__(self, parent, done):
        super().__init__(parent)
        self.setSingleShot(True)
        self.setInterval(_HOVER)
        self._last = ()
        self.timeout.connect(lambda: done(*self._last))

    def ask(self, *values):
        self._last = values
        if not self.isActive():
            self.start()


def _plain(name, text=""):
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setSizePolicy(QSizePolicy.Policy.Ignored if name in ("info", "said") else QSizePolicy.Policy.Preferred,
                        QSizePolicy.Policy.Minimum)  # fmt: skip
    return label
