"""The photo viewer: people go through the photos of a disaster, place and grade the damage, and see it on the map.

Its parts stand in photoviewer_layout, the way from photo to map and back in photoviewer_places, and what is read and
written in photoviewer_layers, photoviewer_edits and photoviewer_watch.
"""

import html
from functools import partial

from qgis.core import Qgis, QgsApplication, QgsProject
from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import Qt, QTimer

from shimonita_gis import settings
from shimonita_gis.errors import ShimonitaGisError
from shimonita_gis.gui.keys import is_plain
from shimonita_gis.gui.photoviewer_decoder import Decoder
from shimonita_gis.gui.photoviewer_files import PhotoFiles
from shimonita_gis.gui.photoviewer_layers import LoadTask, camera_layers, damage_layers, point_of
from shimonita_gis.gui.photoviewer_layout import Layout
from shimonita_gis.gui.photoviewer_loading import PictureLoading
from shimonita_gis.gui.photoviewer_map import MapSide
from shimonita_gis.gui.photoviewer_otherphotos import BeforeAndAfter, PhotosOfPlace
from shimonita_gis.gui.photoviewer_picture import Marks
from shimonita_gis.gui.photoviewer_places import Places
from shimonita_gis.gui.photoviewer_questions import Questions
from shimonita_gis.gui.photoviewer_shown import Shown
from shimonita_gis.gui.photoviewer_tools import is_undo, move_of, zoom_of
from shimonita_gis.gui.photoviewer_town import TownLayers
from shimonita_gis.gui.photoviewer_watch import DamageWatch
from shimonita_gis.gui.photoviewer_words import place_told, sight_told
from shimonita_gis.interpreter import search_all_again
from shimonita_gis.photos.judgement import NOT_YET, progress, shown, standard_strokes
from shimonita_gis.translation import explain, tr

NAME = "ShimonitaGisPhotoViewer"
_AHEAD = (1, 2, -1)
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


class PhotoViewer(Layout):
    def __init__(self, iface):
        self.strokes, self.shown = standard_strokes(), Shown()
        self.decoder = Decoder(lambda key: self._files.find(key))
        self.small = Decoder(lambda key: self._files.find_small(key))
        super().__init__(self.strokes, self._look, self.decoder, self.small, iface.mainWindow())
        self.setObjectName(NAME)
        for decoder in (self.decoder, self.small):
            decoder.setParent(self)
        self._iface, self._files, self._task, self._once_more = iface, None, None, False
        self.watch, self.map = DamageWatch(self), MapSide(iface.mapCanvas(), self)
        self.questions, self.of_town = Questions(self), Questions(self)  # about the photos, about the damage points
        self.loading = PictureLoading(self.picture, self.decoder, self.small, self)
        self.places = Places(self.shown, self.picture, self.map, self)
        self.of_place = PhotosOfPlace(self.shown, self.map, self.questions, self)
        self.before_after = BeforeAndAfter(self.shown, self.picture, self.comparison, self.questions, self)
        self._connect()
        self._again = _timer(self, _RELOAD, self.load)
        self._rest = _timer(self, _RESTED, self._show_footprint)
        self._show_nothing(tr("Reading the photos…"))

    def _connect(self):
        for questions in (self.questions, self.of_town):
            questions.failed.connect(self.say)
        for sentence in (self.loading.problem, self.places.said, self.of_place.said):
            sentence.connect(self.say)
        for part in (self.picture, self.strip, self.comparison.picture):
            part.deed_of = self._deed_of
        self.strip.chosen.connect(self.show_row)
        self.legend.struck.connect(self._struck)
        self.filters.changed.connect(self._filter)
        self.places.hovered.connect(self._hovered)
        self.places.placed.connect(self.set_place)
        self.of_place.found.connect(self._found_of_place)
        self.of_place.left.connect(self._filter)
        self.tools.pressed.connect(self._tool_pressed)
        self.tools.switched.connect(self._tool_switched)
        self.incidents.changed.connect(self._incident_changed)
        self.incidents.photo_wanted.connect(self._go_to_key)
        self._connect_watch()
        QgsProject.instance().cleared.connect(self._project_cleared)

    def _connect_watch(self):
        self.watch.points_changed.connect(self._reread)
        self.watch.renumbered.connect(self._renumbered)
        self.watch.replaced.connect(lambda: self._again.start())
        self.watch.saved.connect(self._show_progress)
        self.watch.failed.connect(self._warn)

    @property
    def measuring(self):
        return self.places.measuring

    @property
    def _edits(self):
        return self.watch.edits

    # -- reading

    def load(self):
        """Reads the layers anew, beside the window; the shown photo stays. While they are being read, they are read
        once more afterwards: what was read may be older than what has changed."""
        cameras, damage = camera_layers(), damage_layers()
        self._once_more = self._task is not None
        if not cameras:
            self._show_nothing(tr(_NO_PHOTOS))
        elif self._task is None:
            damage = damage[0] if damage else None
            self.watch.take(damage, cameras[0].crs())
            done = partial(self._loaded, cameras[0].crs())
            self._task = LoadTask(cameras[0], damage, settings.load().terrain, done)
            QgsApplication.taskManager().addTask(self._task)

    def _loaded(self, crs, photos, problem):
        later, self._task = self._task.later, None
        if photos is None and later:
            self.say(problem)
            self._again.start()
            return
        if photos is None:
            self._show_nothing(problem)
            return
        before, place = self.shown.key, self.of_place.keys()
        self.questions.forget_all()
        self.shown.take(photos)
        self.of_place.take(photos, place)
        self._files = PhotoFiles(photos)
        self.map.set_crs(crs)
        self.filters.offer(photos)
        self.incidents.show_photos(photos, self._edits)
        self._filter(current=photos.row_of(before))
        self.say(" ".join([*photos.remarks, *([] if self._edits else [tr(_NO_DAMAGE_LAYER)])]))
        if self._once_more:
            self.load()

    # -- which photo

    def _filter(self, current=None):
        if self.shown.photos is None:
            return
        current = self.shown.row if current is None else current
        rows = shown(self.shown.photos.table, self.filters.wanted(self.of_place.rows))
        self.shown.row = None
        self.strip.show_rows(rows, current)
        self._show_progress()
        if not rows:
            empty = tr("No photo matches the filters.") if len(self.shown.photos.table) else tr(_NO_PHOTOS)
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
        rows, table = self.strip.rows, self.shown.photos.table if self.shown.photos else None
        place = self.strip.currentIndex().row()
        for row in (*rows[place + 1 :], *rows[: max(place, 0)]):
            if table.at[row, "grade"] in NOT_YET:
                self.strip.go_to(row)
                return
        self.say(tr("All photos shown here are graded."))

    def show_row(self, row):
        """Shows the photo of a row of the table: at once where it is kept, else as soon as it is decoded."""
        photos = self.shown.photos
        if row == self.shown.row or photos is None:
            return
        self.shown.go_to(row)
        self.strokes.forget()
        sight = self.shown.sight
        self.loading.show(*self.shown.of("key", "photo"), sight.camera)
        self.map.show_photo(None, *self.shown.of("x", "y"))
        self._rest.start()
        self.places.show_points()
        self.measuring.begin(self.measuring.mode)
        self._show_state()
        self.say(sight_told(sight, photos.terrain, photos.away(row)))
        near = (self.strip.neighbour(step) for step in _AHEAD)
        self.loading.prefetch(photos.table.at[each, "key"] for each in near if each is not None)
        self.before_after.show_again()

    def _show_footprint(self):
        """What the photo shows of the ground, and the map there, once a person stays: both take a while."""
        row, sight = self.shown.row, self.shown.sight
        if sight is None:
            return
        if (place := self.shown.place) is not None and self.of_place.rows is None:
            self.map.go_to(*place)

        def show(footprint):
            if self.shown.row == row:
                self.map.show_footprint(footprint)

        self.questions.ask("footprint", tr("Footprint"), lambda cancelled: sight.footprint(), show)

    def _go_to_key(self, key):
        row = self.shown.photos.row_of(key)
        if row is None:
            return
        if row not in self.strip.rows:
            self.strip.show_rows([*self.strip.rows, row])
        self.strip.go_to(row)

    def _look(self, row):
        key, photo, grade = (self.shown.photos.table.at[row, name] for name in ("key", "photo", "grade"))
        return key, photo.rsplit("/", 1)[-1], grade

    # -- keys and judgements

    def _deed_of(self, event):
        """What a key does over the photos, as a function; None for one that is not the viewer's."""
        key, text = event.key(), event.text()
        if is_undo(event):
            return self.undo
        if not is_plain(event):
            return None
        if move_of(key) is not None:
            return lambda: self.step(move_of(key))
        if key == Qt.Key.Key_Escape:
            return self._give_up
        return self._deed_of_sign(text) if text.isprintable() and text else None

    def _deed_of_sign(self, sign):
        if zoom_of(sign):
            return lambda: self.picture.zoom(zoom_of(sign))
        if sign.lower() == "m":
            return lambda: self._measure(self.measuring.next_mode)
        return self.tools.deed_of(sign) or (lambda: self._struck(sign))

    def _tool_pressed(self, name):
        acts = {
            "previous": lambda: self.step(-1), "next": lambda: self.step(1), "ungraded": self.next_ungraded,
            "undo": self.undo, "fit": self.picture.fit, "register": self.make_register,
        }  # fmt: skip
        acts[name]()

    def _tool_switched(self, name, on):
        if name == "place":
            self.of_place.want(on)
        elif name == "compare":
            self.before_after.show(on)
        elif on:
            self._measure(name)
        elif self.measuring.mode == name:
            self._measure("")

    def _struck(self, key):
        if self.shown.row is None:
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
            if self.shown.fid is None:
                self.shown.fid = self._edits.make(None, self.shown.about())
            self._edits.judge(self.shown.fid, judgement)
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
        try:
            fid = self._edits.undo() if self._edits is not None else None
        except ShimonitaGisError as error:
            self._warn(explain(error))
            return
        if fid is None:
            self.say(tr("There is nothing to undo."))
            return
        self._go_to_key(self.shown.photos.key_of_point(fid))
        self._show_state()

    def _give_up(self):
        self.strokes.forget()
        self._measure("")
        self.tools.switch("place", False)
        self.of_place.forget()
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

    def set_place(self, spot, anew=False):
        """Moves the photo's damage point to the Spot, or makes one: where there is none, or ``anew`` is wanted."""
        if self._edits is None:
            self.say(tr(_NO_DAMAGE_LAYER))
            return
        try:
            if self.shown.fid is None or anew:
                self.shown.fid = self._edits.make(spot, self.shown.about())
            else:
                self._edits.move(self.shown.fid, spot)
        except ShimonitaGisError as error:
            self._warn(explain(error))
            return
        self.places.show_points()
        self.say(place_told(spot))
        self._ask_what_lies_around(spot)

    def _ask_what_lies_around(self, spot):
        edits, action, town = self._edits, self._edits.last, TownLayers(self.map.crs)

        def answered(known):
            if edits is not self._edits:
                return
            try:
                edits.complete(action, known)
            except ShimonitaGisError as error:
                self._warn(explain(error))
                return
            if emptied := edits.emptied(action):
                lost = tr("Not known of the new place: {fields}.", fields=", ".join(emptied))
                self.say(f"{place_told(spot)} {lost}")

        title = tr("Place of a damage point")
        self.of_town.ask(action.fid, title, lambda cancelled: town.around(spot), answered)

    def _hovered(self, spot, told):
        self.comparison.mark(spot)
        self.info.setText(self.shown.told(told))

    # -- measuring

    def _measure(self, mode):
        self.measuring.begin(mode)
        for name in ("length", "area"):
            self.tools.switch(name, name == mode)
        if mode:
            self.say(tr("Click corner after corner in the photo; Backspace takes one back, Esc ends."))

    # -- photos of a place

    def _found_of_place(self, x, y):
        self._filter()
        self.places.mark(x, y)

    # -- edits that arrive, also from other windows

    def _renumbered(self, old, new):
        if self.shown.fid == old:
            self.shown.fid = new
        self.shown.photos.forget_point(old)
        self._reread([new])

    def _reread(self, fids):
        """Brings what the window knows of damage points up to date with the layer."""
        self._once_more |= self._task is not None
        if self.shown.photos is None or self._edits is None:
            return
        rows = {self._reread_one(fid) for fid in fids} - {None}
        for row in rows:
            self.strip.film.refresh(row)
        if self.shown.row in rows:
            self.places.show_points()
            self._show_state()
        elif rows:
            self.incidents.show_photo(self.shown.row)
        self._show_progress()

    def _reread_one(self, fid):
        """The row of the photo that the damage point belongs to; None where no photo here does."""
        key, known = point_of(self._edits, fid, self.shown.photos)
        if known is None and self.shown.fid == fid:
            self.shown.fid = None
        return self.shown.photos.take_point(fid, key, known)

    def _incident_changed(self):
        if self.shown.row is not None:
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
        self.legend.show_state(self.strokes.waiting, *self.shown.of("kind", "grade"))
        self.incidents.show_photo(self.shown.row)
        self.info.setText(self.shown.told())

    def _show_progress(self):
        if self.shown.photos is None:
            return
        done, count = progress(self.shown.photos.table)
        self.bar.setMaximum(max(count, 1))
        self.bar.setValue(done)
        text = tr("{done} of {count} graded", done=done, count=count)
        if self._edits is not None and self._edits.unsaved:
            text += " " + tr("(saving…)")
        self.bar.setFormat(text)
        self.bar.setTextVisible(True)
        self.tools.buttons["undo"].setEnabled(self._edits is not None)

    def _show_nothing(self, text):
        self.shown.take(None)
        self.of_place.forget()
        self.questions.forget_all()
        self.of_town.forget_all()
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
        self.shown.sight = None

    # -- the end

    def closeEvent(self, event):  # noqa: N802
        """Everything is saved and nothing stays on the map or at work. A window that a person has closed may be closed
        once more, with the plugin, before Qt deletes it."""
        if self.objectName() == NAME:
            self._end()
        super().closeEvent(event)

    def _end(self):
        self._again.stop()
        self._rest.stop()
        self.questions.forget_all()
        self.of_town.forget_all()
        if self._task is not None:
            self._task.forget()
        QgsProject.instance().cleared.disconnect(self._project_cleared)
        self.watch.drop()
        self.map.close()
        self.decoder.close()
        self.small.close()
        self.comparison.close()
        search_all_again()
        self.setObjectName("")
        self.deleteLater()


def _timer(parent, milliseconds, done):
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(done)
    return timer
