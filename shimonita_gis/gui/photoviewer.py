"""The photo viewer: people go through the photos of a disaster, place and grade the damage, and see it on the map."""

import html

from qgis.core import Qgis, QgsApplication, QgsProject, QgsTask
from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import QDateTime, Qt, QTimer
from qgis.PyQt.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QSizePolicy,
    QSlider,
    QSplitter,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from shimonita_gis import settings
from shimonita_gis.cartography.photopictures import store
from shimonita_gis.errors import OutputError, ShimonitaGisError
from shimonita_gis.gui.comparison import Comparison
from shimonita_gis.gui.filmstrip import EDGE, Filmstrip
from shimonita_gis.gui.photoviewer_decoder import WHOLE, Decoder
from shimonita_gis.gui.photoviewer_edits import DamageEdits
from shimonita_gis.gui.photoviewer_incidents import IncidentPanel
from shimonita_gis.gui.photoviewer_layers import LoadTask, camera_layers, damage_layers, point_of, texts
from shimonita_gis.gui.photoviewer_map import MapSide
from shimonita_gis.gui.photoviewer_panels import FilterRow, KeyLegend
from shimonita_gis.gui.photoviewer_picture import Marks, PictureView
from shimonita_gis.photos.judgement import NOT_YET, progress, shown, standard_strokes
from shimonita_gis.translation import explain, tr

NAME = "ShimonitaGisPhotoViewer"
_STEP_OF_EDGE = 512  # pictures are decoded at few sizes, so that a window drawn wider finds them kept
_AHEAD = (1, 2, -1)
_HOVER = 30  # milliseconds between two answers to the hand
_NO_PHOTOS = "There are no drone photos in this project. Import photos first, or open the hub's layers."
_NO_DAMAGE_LAYER = "The project has no layer of damage points, so nothing can be graded. Add it to the project."
_MEASURES = ("", "length", "area")


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
        self._where, self._edits, self._task, self._place, self._measured = {}, None, None, None, []
        self._finder = self._thumbnails = None
        self.decoder, self.small = Decoder(self._find, self), Decoder(self._find_small, self)
        self.strokes = standard_strokes()
        self.map = MapSide(iface.mapCanvas(), self)
        self._build()
        self._connect()
        self._hover = _throttle(self, self._hovered)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(500)
        self._again.timeout.connect(self.load)
        self._show_nothing(tr("Reading the photos…"))

    # -- building

    def _build(self):
        self.picture, self.strip = PictureView(), Filmstrip(self._look, self.small)
        self.comparison = Comparison(self.decoder)
        self.comparison.hide()
        self.legend, self.incidents = KeyLegend(self.strokes), IncidentPanel()
        self.filters = FilterRow()
        self.info, self.said = _plain("info"), _plain("said")
        self.said.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setObjectName("progress")
        pictures = QSplitter(Qt.Orientation.Horizontal)
        pictures.addWidget(self.picture)
        pictures.addWidget(self.comparison)
        self.side = QTabWidget()
        self.side.addTab(self.legend, tr("Grade"))
        self.side.addTab(self.incidents, tr("Incidents"))
        middle = QSplitter(Qt.Orientation.Horizontal)
        middle.addWidget(pictures)
        middle.addWidget(self.side)
        middle.setStretchFactor(0, 1)
        middle.setCollapsible(0, False)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(self.filters)
        column.addLayout(self._tools())
        column.addWidget(middle, 1)
        for widget in (self.info, self.said, self.strip, self.bar):
            column.addWidget(widget)
        self.setWidget(body)

    def _tools(self):
        row = QHBoxLayout()
        self.buttons = {}
        for name, text, tip, done in (
            ("previous", "◀", tr("Previous photo (left arrow)"), lambda: self.step(-1)),
            ("next", "▶", tr("Next photo (right arrow)"), lambda: self.step(1)),
            ("ungraded", tr("Next to grade"), tr("To the next photo that is not graded (N)"), self.next_ungraded),
            ("undo", tr("Undo"), tr("Takes the last judgement back (Ctrl+Z)"), self.undo),
            ("fit", tr("Whole"), tr("Shows the whole photo (0); the wheel zooms, the hand drags"), self.picture.fit),
            ("place", tr("Photos of a place"), tr("Click on the map: all photos that saw the place (V)"), None),
            ("compare", tr("Before and after"), tr("Earlier and later pictures of the same spot (C)"), None),
            ("length", tr("Length"), tr("Measures a line on the terrain: click in the photo (M)"), None),
            ("area", tr("Area"), tr("Measures a shape on the terrain: click in the photo (M)"), None),
        ):
            button = self.buttons[name] = QToolButton()
            button.setObjectName(f"tool_{name}")
            button.setText(text)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.setCheckable(done is None)
            if done is not None:
                button.clicked.connect(lambda checked=False, done=done: done())
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(_plain("brightness_title", tr("Brightness")))
        self.brightness = QSlider(Qt.Orientation.Horizontal)
        self.brightness.setObjectName("brightness")
        self.brightness.setRange(-80, 80)
        self.brightness.setMaximumWidth(self.fontMetrics().averageCharWidth() * 18)
        row.addWidget(self.brightness)
        return row

    def _connect(self):
        self.brightness.valueChanged.connect(self.picture.set_brightness)
        self.decoder.ready.connect(self._decoded)
        for part in (self.picture, self.strip, self.comparison.picture):
            part.key_pressed.connect(self._key)
        self.strip.chosen.connect(self.show_row)
        self.picture.hovered.connect(lambda u, v: self._hover.ask(u, v))
        self.picture.left.connect(lambda: self.map.show_spot(None))
        self.picture.clicked.connect(self._clicked)
        self.picture.coarse.connect(self._want_whole)
        self.picture.moved.connect(self._follow)
        self.legend.struck.connect(self._struck)
        self.filters.changed.connect(self._filter)
        self.map.pointed.connect(self._pointed)
        self.map.asked.connect(self.ask_for_place)
        self.buttons["place"].toggled.connect(self._place_wanted)
        self.buttons["compare"].toggled.connect(self._compare)
        for name in ("length", "area"):
            self.buttons[name].toggled.connect(lambda on, name=name: self._measure(name, on))
        self.incidents.changed.connect(self._incident_changed)
        self.incidents.photo_wanted.connect(self._go_to_key)
        QgsProject.instance().cleared.connect(self._project_cleared)

    # -- reading

    def load(self):
        """Reads the layers anew, beside the window; the shown photo stays."""
        cameras, damage = camera_layers(), damage_layers()
        if not cameras:
            self._show_nothing(tr(_NO_PHOTOS))
            return
        if self._task is None:
            damage = damage[0] if damage else None
            self._take_layer(damage, cameras[0].crs().toWkt())
            self._task = LoadTask(cameras[0], damage, settings.load().terrain, self._loaded)
            QgsApplication.taskManager().addTask(self._task)

    def _take_layer(self, layer, crs):
        if self._edits is not None and self._edits.layer is layer:
            return
        self._drop_layer()
        if layer is None:
            return
        edits = self._edits = DamageEdits(layer, crs, self)
        edits.renumbered.connect(self._renumbered)
        edits.saved.connect(self._show_progress)
        edits.failed.connect(self._warn)
        layer.attributeValueChanged.connect(self._attribute_changed)
        layer.geometryChanged.connect(self._geometry_changed)
        layer.featureDeleted.connect(self._reread)
        layer.featureAdded.connect(self._reread)
        layer.dataSourceChanged.connect(self._again.start)
        layer.repaintRequested.connect(self._maybe_synced)
        layer.willBeDeleted.connect(self._drop_layer)

    def _drop_layer(self):
        edits, self._edits = self._edits, None
        if edits is None:
            return
        edits.close()
        try:
            for signal, slot in (
                (edits.layer.attributeValueChanged, self._attribute_changed),
                (edits.layer.geometryChanged, self._geometry_changed),
                (edits.layer.featureDeleted, self._reread),
                (edits.layer.featureAdded, self._reread),
                (edits.layer.dataSourceChanged, self._again.start),
                (edits.layer.repaintRequested, self._maybe_synced),
                (edits.layer.willBeDeleted, self._drop_layer),
            ):
                signal.disconnect(slot)
        except (RuntimeError, TypeError):  # the layer is gone already
            return

    def _loaded(self, photos, problem):
        from shimonita_gis.photos.finding import PhotoFinder

        self._task = None
        if photos is None:
            self._show_nothing(problem)
            return
        before = self._key_of(self._row) if self._photos is not None and self._row is not None else None
        self._photos, self._row = photos, None
        table = photos.table
        self._thumbnails = store()
        known = settings.load()
        self._finder = PhotoFinder(known.hub, known.photos, photos.beside)
        where = [texts(table, name) for name in ("photo", "photo_id", "folder")]
        self._where = dict(zip(table["key"], zip(*where, strict=True), strict=True))
        self._rows = {key: row for row, key in enumerate(table["key"])}
        self._fids = {fid: key for key, points in photos.points.items() for fid, _, _ in points}
        self.map.set_crs(photos.crs.to_wkt())
        self.filters.offer(table)
        self.say(" ".join([*photos.remarks, *([] if self._edits else [tr(_NO_DAMAGE_LAYER)])]))
        self._filter(current=self._rows.get(before))
        self.incidents.show_photos(photos, self._edits)

    def _find(self, key):
        """The file of a photo; called in the decoders' threads, as it may have to be looked for."""
        return self._finder.find(*self._where[key])

    def _find_small(self, key):
        """The kept small picture of a photo, made where it is not there yet; the photo where none can be kept."""
        there = self._thumbnails.cached(key)
        if there is not None:
            return there
        path = self._find(key)
        try:
            return self._thumbnails.made(path, key)
        except OutputError:
            return path

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
        self._measured = []
        self._show_image(photo)
        self.map.show_photo(self._sight.footprint(), photo["x"], photo["y"])
        self.map.show_line(())
        self._show_marks()
        self._show_state()
        if not self._sight.can_place:
            self.say(_why_not(self._sight, None))
        self._prefetch()
        if self.comparison.isVisible():
            self._compare(True)

    def _current_fid(self, points, photo):
        fids = [fid for fid, _, _ in points]
        wanted = photo["fid"]
        return wanted if wanted in fids else fids[0] if fids else None

    def _show_image(self, photo):
        key, edge = photo["key"], self._edge()
        image = self.decoder.kept(key, edge)
        if image is None:
            self.decoder.forget_waiting()
            self.decoder.ask(key, edge)
            image = self.small.kept(key, EDGE)  # the small picture says at once which photo it is
        if image is None:
            self.picture.show_message(tr("Loading {photo}…", photo=photo["photo"]))
        else:
            self.picture.show_picture(image, *self._size(image))

    def _prefetch(self):
        for step in _AHEAD:
            row = self.strip.neighbour(step)
            if row is not None:
                self.decoder.ask(self._key_of(row), self._edge(), urgent=False)

    def _decoded(self, key, edge, image, problem):
        if self._row is None or key != self._key_of(self._row) or edge == EDGE:
            return
        if image.isNull():
            self.picture.show_message(problem)
        else:
            self.picture.show_picture(image, *self._size(image), keep_place=edge == WHOLE)
        if problem:
            self.say(problem)

    def _want_whole(self):
        if self._row is None:
            return
        key = self._key_of(self._row)
        image = self.decoder.kept(key, WHOLE)
        if image is not None:
            self.picture.show_picture(image, *self._size(image), keep_place=True)
        elif self.picture.has_picture:
            self.decoder.ask(key, WHOLE)

    def _edge(self):
        longest = max(self.picture.width(), self.picture.height()) * self.picture.devicePixelRatioF()
        return int(-(-longest // _STEP_OF_EDGE) * _STEP_OF_EDGE)

    def _size(self, image):
        """The picture's size in the pixels that the camera's lens is known in."""
        camera = self._sight.camera
        width, height = float(camera.width[0]), float(camera.height[0])
        if width > 0 and height > 0 and (width > height) == (image.width() > image.height()):
            return width, height
        return image.width(), image.height()

    def _key_of(self, row):
        return self._photos.table.at[row, "key"]

    def _go_to_key(self, key):
        row = self._rows.get(key)
        if row is None:
            return
        if row not in self.strip.rows:
            self.strip.show_rows([*self.strip.rows, row])
        self.strip.go_to(row)

    def _look(self, row):
        photo = self._photos.table.iloc[row]
        return photo["key"], photo["photo"].rsplit("/", 1)[-1], photo["grade"]

    # -- keys and judgements

    def _key(self, event):
        event.accept()
        key, text = event.key(), event.text()
        with_control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        keys = Qt.Key
        moves = {keys.Key_Right: 1, keys.Key_Left: -1, keys.Key_Space: 1, keys.Key_PageDown: 1, keys.Key_PageUp: -1,
                 keys.Key_Down: 10, keys.Key_Up: -10}  # fmt: skip
        tools = {"n": self.next_ungraded, "v": self.buttons["place"].toggle, "c": self.buttons["compare"].toggle,
                 "m": self._next_measure, "+": lambda: self.picture.zoom(1.5), "-": lambda: self.picture.zoom(1 / 1.5),
                 "0": self.picture.fit}  # fmt: skip
        if (with_control and key == keys.Key_Z) or key == keys.Key_Backspace:
            self.undo()
        elif key in moves:
            self.step(moves[key])
        elif key == keys.Key_Escape:
            self._give_up()
        elif not with_control and text.lower() in tools:
            tools[text.lower()]()
        elif not with_control and text:
            self._struck(text)
        else:
            event.ignore()

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
        if self._measured and self._mode():
            self._measured.pop()
            self._show_measured()
            return
        fid = self._edits.undo() if self._edits is not None else None
        if fid is None:
            self.say(tr("There is nothing to undo."))
            return
        self._go_to_key(self._fids.get(fid, ""))
        self._show_state()

    def _give_up(self):
        self.strokes.forget()
        for name in ("length", "area", "place"):
            self.buttons[name].setChecked(False)
        self._place = None
        self._filter()

    # -- places

    def _clicked(self, u, v, modifiers):
        if self._sight is None:
            return
        spot, answer = self._sight.spot(u, v)
        if spot is None:
            self.say(_why_not(self._sight, answer))
            return
        if self._mode():
            self._measured.append((u, v, spot))
            self._show_measured()
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
        self.say(_told(spot))

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
        self._show_info(_told(spot) if spot else _why_not(self._sight, answer))

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
            pixel = self._sight.pixel(x, y) if x == x else None
            if pixel:
                shown_points.append((*pixel[:2], fid == self._fid))
        self._set_marks(damage=tuple(shown_points), line=(), closed=False)

    def _set_marks(self, **changes):
        before = self.picture.marks
        values = {name: changes.get(name, getattr(before, name)) for name in ("spot", "damage", "line", "closed")}
        self.picture.set_marks(Marks(**values))

    # -- measuring

    def _mode(self):
        return next((name for name in ("length", "area") if self.buttons[name].isChecked()), "")

    def _measure(self, name, on):
        if on:
            self.buttons["area" if name == "length" else "length"].setChecked(False)
            self.say(tr("Click corner after corner in the photo; Backspace takes one back, Esc ends."))
        self._measured = []
        self._show_measured()

    def _next_measure(self):
        following = _MEASURES[(_MEASURES.index(self._mode()) + 1) % len(_MEASURES)]
        for name in ("length", "area"):
            self.buttons[name].setChecked(name == following)

    def _show_measured(self):
        closed, spots = self._mode() == "area", [spot for _, _, spot in self._measured]
        self._set_marks(line=tuple((u, v) for u, v, _ in self._measured), closed=closed)
        self.map.show_line([(spot.x, spot.y) for spot in spots], closed)
        places = [(spot.x, spot.y) for spot in spots]
        if len(places) >= (3 if closed else 2):
            self.say(_area_told(places, self._heights()) if closed else _length_told(places, self._heights()))

    def _heights(self):
        import numpy as np

        ground = self._sight.ground
        return ground.height_at if self._sight.is_on_terrain else lambda x, y: np.full(np.shape(x), ground.height[0])

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
            _run(self, tr("Photos of a place"), lambda: self._saw(x, y), lambda found: self._show_place(found, x, y))

    def _saw(self, x, y, z=None):
        from shimonita_gis.photos.seen import photos_of_place

        table = self._photos.table
        return photos_of_place(table.assign(row=range(len(table))), x, y, z, terrain=self._photos.terrain)

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
        row = self._row
        _run(self, tr("Before and after"), lambda: self._saw(spot.x, spot.y, spot.z),
             lambda found: self.comparison.offer(self._photos, row, spot, found))  # fmt: skip

    def _follow(self):
        """The other picture shows the same spot in its middle, as large."""
        if self.comparison.isVisible() and self._sight is not None:
            centre = self.picture.to_picture(self.picture.rect().center())
            spot, _ = self._sight.spot(centre.x(), centre.y())
            if spot is not None:
                self.comparison.follow(spot, self.picture.scale * float(self._sight.camera.focal[0]) / spot.distance)

    # -- edits that arrive, also from other windows

    def _attribute_changed(self, fid, index, value):
        self._reread(fid)

    def _geometry_changed(self, fid, shape):
        self._reread(fid)

    def _renumbered(self, old, new):
        if self._fid == old:
            self._fid = new
        key = self._fids.pop(old, None)
        if key is not None:
            self._photos.points[key] = [each for each in self._photos.points.get(key, []) if each[0] != old]
        self._reread(new)

    def _reread(self, fid):
        """Brings what the window knows of one damage point up to date with the layer."""
        if self._photos is None or self._edits is None:
            return
        key, known = point_of(self._edits, fid, self._photos)
        key = key or self._fids.get(fid)
        if key is None or key not in self._rows:
            return
        self._photos.points[key] = [each for each in self._photos.points.get(key, []) if each[0] != fid]
        row, table = self._rows[key], self._photos.table
        if known is not None:
            self._fids[fid] = key
            self._photos.points[key].append((fid, *known.pop("place")))
        else:
            known = dict.fromkeys(("kind", "grade"), "") | {"fid": None}
            self._fid = None if self._fid == fid else self._fid
        for name, value in known.items():
            if name in table:
                table.at[row, name] = value
        self.strip.film.refresh(row)
        if row == self._row:
            self._show_marks()
            self._show_state()
        self._show_progress()

    def _maybe_synced(self):
        """After a sync the layer is reloaded and drawn anew: what others judged is read, unless edits are under way."""
        if self._edits is not None and self._edits.is_quiet:
            self._again.start()

    def _incident_changed(self):
        if self._row is not None:
            self._show_state()

    def _project_cleared(self):
        self._drop_layer()
        self._show_nothing(tr(_NO_PHOTOS))

    # -- what is said

    def say(self, text):
        """A sentence below the picture."""
        self.said.setText(text)
        self.said.setVisible(bool(text))

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
        self.buttons["undo"].setEnabled(self._edits is not None)

    def _show_nothing(self, text):
        self._photos = self._row = self._sight = self._fid = None
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
        if self._task is not None:
            self._task.cancel()
        QgsProject.instance().cleared.disconnect(self._project_cleared)
        self._drop_layer()
        self.map.close()
        self.decoder.close()
        self.small.close()
        self.comparison.close()
        self.setObjectName("")
        super().closeEvent(event)
        self.deleteLater()


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


def _throttle(parent, done):
    return _Throttle(parent, done)


def _run(viewer, title, work, done):
    """``work()`` in a task, then ``done(its result)`` in the window; what fails is said."""

    def finished(error, result=None):
        if error is not None:
            viewer.say(explain(error) if isinstance(error, ShimonitaGisError) else str(error))
        else:
            done(result)

    task = QgsTask.fromFunction(title, lambda task: work(), on_finished=finished, flags=QgsTask.Flag.Hidden)
    viewer._running = task  # QGIS does not keep the Python side of it
    QgsApplication.taskManager().addTask(task)


def _plain(name, text=""):
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setSizePolicy(QSizePolicy.Policy.Ignored if name in ("info", "said") else QSizePolicy.Policy.Preferred,
                        QSizePolicy.Policy.Minimum)  # fmt: skip
    return label


def _why_not(sight, answer):
    """Why a spot of the photo has no place on the map."""
    from shimonita_gis.photos.sight import NO_POSE, WHY_NOT

    return tr(WHY_NOT[answer]) if sight.can_place else tr(NO_POSE)


def _told(spot):
    place = tr("X {x}, Y {y}, height {z} m", x=round(spot.x, 1), y=round(spot.y, 1), z=round(spot.z, 1))
    return place + (tr(" (within {error} m)", error=round(spot.major, 1)) if spot.major == spot.major else "")


def _length_told(places, heights):
    from shimonita_gis.photos.sight import lengths

    level, along = lengths(places, heights)
    return tr("Length: {along} m along the ground, {level} m on the map.", along=round(along, 1), level=round(level, 1))


def _area_told(places, heights):
    from shimonita_gis.photos.sight import areas

    level, slope = areas(places, heights)
    if level != level:
        return tr("The border of the shape crosses itself: take the last corner back (Backspace).")
    return tr("Area: {slope} m² on the slope, {level} m² on the map.", slope=round(slope, 1), level=round(level, 1))
