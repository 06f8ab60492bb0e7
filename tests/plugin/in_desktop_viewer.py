"""Runs inside the desktop: a person goes through the photos of two flights with hand and keyboard, from the first look
to incidents and their response; then files are missing, cut off, and there is no photo at all."""

import gc
import os
import sys
from dataclasses import replace

sys.path.insert(0, os.environ["FOLDER"])
from hands import FOLDER, click_at, iface, point_at, press, report, run, screenshot, settle, wait_for_map, wait_until
from qgis.core import NULL, Qgis, QgsCoordinateTransform, QgsPointXY, QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.PyQt.QtCore import QPoint, Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QToolBar, QToolButton

kept = {}
U, V = 400.0, 300.0  # a pixel of the first photo, and the corners of what is measured in it
ELSEWHERE = 15.0, 15.0  # a pixel of the second photo that shows another district
CORNERS = ((300.0, 300.0), (420.0, 300.0), (420.0, 380.0))


def window():
    return kept["window"]


def said():
    return window().said.text()


def layer(name):
    return QgsProject.instance().mapLayersByName(name)[0]


def in_file():
    """The damage points as they lie in the file, by photo."""
    again = QgsVectorLayer(str(FOLDER / "damage.gpkg"), "again", "ogr")
    return {f["photo"]: f for f in again.getFeatures()}, again.featureCount()


def judged():
    return sorted((f["災害種別"] or "", f["被害程度"] or "") for f in in_file()[0].values())


def incidents():
    return {photo: f["incident"] for photo, f in in_file()[0].items()}


def on_picture(u, v):
    return window().picture.to_widget(u, v).toPoint()


def click(u, v, held=Qt.KeyboardModifier.NoModifier):
    QTest.mouseClick(window().picture, Qt.MouseButton.LeftButton, held, on_picture(u, v))
    settle()


def hover(u, v):
    for jitter in (QPoint(1, 0), QPoint(0, 0)):
        QTest.mouseMove(window().picture, on_picture(u, v) + jitter)
        settle()


def type_(key, held=Qt.KeyboardModifier.NoModifier):
    window().picture.setFocus()
    press(key, window().picture, held)


def go_to(photo):
    table = window().shown.photos.table
    window().strip.go_to(int(table.index[table["photo"] == photo][0]))
    return wait_until(lambda: photo in window().info.text() and window().picture.has_picture)


def saved(change):
    """Whether what lies in the file changes by ``change()``."""
    before = in_file()
    before = {name: (f.attributes(), f.geometry().asWkt()) for name, f in before[0].items()}, before[1]
    change()

    def different():
        now = in_file()
        return ({name: (f.attributes(), f.geometry().asWkt()) for name, f in now[0].items()}, now[1]) != before

    return wait_until(different)


def open_viewer():
    from qgis import processing

    from shimonita_gis import settings
    from shimonita_gis.cartography.project import TABLE

    files = {name: str(FOLDER / f"{name.lower()}.gpkg") for name in ("CAMERAS", "FOOTPRINTS")}
    dem = str(FOLDER / "dem.tif")
    imported = {"FOLDER": str(FOLDER / "photos"), "DEM": dem, "REJECTED": "TEMPORARY_OUTPUT"}
    imported |= {"DAMAGE": str(FOLDER / "imported.gpkg"), "HUB": str(FOLDER / "共通基盤"), **files}
    processing.run("shimonita:importdronephotos", imported)
    grouped = {"DAMAGE": imported["DAMAGE"], "OUTPUT": str(FOLDER / "damage.gpkg")}
    processing.run("shimonita:clusterdamage", grouped)
    districts = QgsVectorLayer(f"{FOLDER / '作業コピー.gpkg'}|layername=administrative_areas", "区域", "ogr")
    districts.setCustomProperty(TABLE, "administrative_areas")
    for ground in (districts, QgsRasterLayer(dem, "標高")):
        QgsProject.instance().addMapLayer(ground)
    for name, file in {**files, "DAMAGE": grouped["OUTPUT"]}.items():
        QgsProject.instance().addMapLayer(QgsVectorLayer(file, name, "ogr"))
    settings.save(replace(settings.load(), terrain=dem, editor="山田"))
    iface.mapCanvas().setExtent(layer("FOOTPRINTS").extent())
    from shimonita_gis.gui import photoviewer

    kept["window"] = photoviewer.open_window(iface)
    wait_until(lambda: "JPG" in window().info.text())
    wait_until(lambda: window().picture.has_picture)
    wait_for_map()
    screenshot("viewer")
    labels = [each for kind in (QLabel, QPushButton, QToolButton) for each in window().findChildren(kind)]
    report["texts"] = [each.text() for each in labels if each.isVisible() and each.text()]
    report["cut_off"] = [each.text() for each in window().findChildren(QPushButton)
                         if each.isVisible() and each.width() < each.minimumSizeHint().width()]  # fmt: skip
    report["shown"], report["progress"] = window().info.text(), window().bar.text()
    report["since"] = window().filters.since.text()


def grade():
    """With the toolbar that many who draw have on: in it S switches the snapping."""
    iface.mainWindow().findChild(QToolBar, "mSnappingToolBar").show()
    before = judged()
    report["saved_medium"] = saved(lambda: (type_(Qt.Key.Key_1), type_(Qt.Key.Key_S)))
    report["graded_medium"], report["snapping"] = judged(), QgsProject.instance().snappingConfig().enabled()
    type_(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: judged() == before)
    report["saved"] = saved(lambda: (type_(Qt.Key.Key_1), type_(Qt.Key.Key_A)))
    report["graded"], report["progress_after"] = judged(), window().bar.text()
    screenshot("viewer_graded")
    type_(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    report["taken_back"] = wait_until(lambda: judged() == before)


def places():
    go_to("DJI_0001.JPG")
    wait_for_map()
    hover(U, V)
    report["hovered"] = wait_until(lambda: "m" in window().info.text() and window().map._spot.isVisible())
    centre = window().map._spot.center()
    to_town = QgsCoordinateTransform(
        iface.mapCanvas().mapSettings().destinationCrs(), layer("CAMERAS").crs(), QgsProject.instance()
    )
    spot = to_town.transform(centre)
    report["spot"] = [spot.x(), spot.y()]
    report["clicked"] = saved(lambda: click(U, V))
    report["placed"] = at_place("DJI_0001.JPG")
    report["said_of_place"] = said()
    screenshot("viewer_placed")
    report["made"] = saved(lambda: click(U - 80, V + 40, Qt.KeyboardModifier.ShiftModifier))
    report["points"] = in_file()[1]
    window().undo()
    report["unmade"] = wait_until(lambda: in_file()[1] == report["points"] - 1)
    there = to_town.transform(QgsPointXY(*report["placed"]), Qgis.TransformDirection.Reverse)
    wait_for_map()
    point_at(there.x(), there.y())
    wait_until(lambda: window().picture.marks.spot is not None)
    u, v, hidden = window().picture.marks.spot or (0, 0, True)
    report["marked"] = [u, v, bool(hidden)]
    screenshot("viewer_marked")
    kept["there"] = there


def at_place(photo):
    point = in_file()[0][photo].geometry().constGet()
    return [point.x(), point.y()]


def to_another_district():
    go_to("DJI_0002.JPG")
    before = report["moved_from"] = in_file()[0]["DJI_0002.JPG"]["district"]
    click(*ELSEWHERE)
    wait_until(lambda: in_file()[0]["DJI_0002.JPG"]["district"] not in (before, NULL))
    report["moved_to"] = [in_file()[0]["DJI_0002.JPG"]["district"], *at_place("DJI_0002.JPG")]
    report["shown_of_moved"] = wait_until(lambda: report["moved_to"][0] in window().info.text())
    window().load()
    wait_until(lambda: window()._task is None)
    report["districts"] = by_district(window().filters._choices["district"])
    report["all_districts"] = len(window().strip.rows)
    go_to("DJI_0002.JPG")
    window().undo()
    report["moved_back"] = wait_until(lambda: in_file()[0]["DJI_0002.JPG"]["district"] == before)


def by_district(box):
    """District -> [the places of its photos' damage points], as the keyboard goes through the list; then all again."""
    found = {}
    for _ in range(1, box.count()):
        press(Qt.Key.Key_Down, box)
        photos = [window().shown.photos.table.at[row, "photo"] for row in window().strip.rows]
        found[box.currentText()] = [at_place(photo) for photo in photos]
    screenshot("viewer_district")
    press(Qt.Key.Key_Home, box)
    return found


def photos_of_place():
    everything = len(window().strip.rows)
    type_(Qt.Key.Key_V)
    click_at(kept["there"].x(), kept["there"].y())
    wait_until(lambda: window().of_place.rows is not None)
    settle()
    report["of_place"] = [everything, len(window().strip.rows)]
    report["said_of_photos"] = said()
    screenshot("viewer_of_place")
    type_(Qt.Key.Key_Escape)
    report["all_again"] = len(window().strip.rows)


def before_and_after():
    go_to("DJI_0001.JPG")
    type_(Qt.Key.Key_C)
    wait_until(lambda: window().comparison.choice.count() > 0 and window().comparison.picture.has_picture)
    report["compared"] = [window().comparison.choice.itemText(i) for i in range(window().comparison.choice.count())]
    window().picture.zoom(3, on_picture(U, V))
    hover(U, V)
    wait_until(lambda: window().comparison.picture.marks.spot is not None, 5)
    report["compared_mark"] = window().comparison.picture.marks.spot is not None
    screenshot("viewer_compared")
    type_(Qt.Key.Key_C)
    type_(Qt.Key.Key_0)


def measure():
    type_(Qt.Key.Key_M)
    for corner in CORNERS[:2]:
        click(*corner)
    report["length"] = said()
    type_(Qt.Key.Key_M)
    for corner in CORNERS:
        click(*corner)
    report["area"] = said()
    screenshot("viewer_measured")
    type_(Qt.Key.Key_Backspace)
    report["corner_back"] = len(window().measuring.corners)
    type_(Qt.Key.Key_Escape)
    report["measured_away"] = window().picture.marks.line == ()


def filters():
    rows = window().strip
    report["filters"] = {"all": len(rows.rows)}
    go_to("DJI_0002.JPG")
    saved(lambda: (type_(Qt.Key.Key_2), type_(Qt.Key.Key_S)))
    row = window().filters
    row.ungraded.setChecked(True)
    report["filters"]["ungraded"] = len(rows.rows)
    row.ungraded.setChecked(False)
    window().load()
    wait_until(lambda: window()._task is None and row._choices["kind"].count() > 1)
    for name in ("kind", "flight"):
        row._choices[name].setCurrentIndex(1)
        report["filters"][name] = len(rows.rows)
        row._choices[name].setCurrentIndex(0)
    first = row.since.dateTime()
    row.since.setDateTime(first.addSecs(86400))
    report["filters"]["later"] = [len(rows.rows), window().picture.message]
    row.since.setDateTime(first)
    report["filters"]["again"] = len(rows.rows)


def respond():
    go_to("DJI_0001.JPG")
    window().side.setCurrentIndex(1)
    settle()
    panel = window().incidents
    before = incidents()
    report["incident"] = panel.incident
    report["split"] = saved(panel.split.click) and incidents()["DJI_0001.JPG"] != before["DJI_0001.JPG"]
    screenshot("viewer_incidents")
    own = incidents()["DJI_0001.JPG"]
    report["incidents"] = len(set(incidents().values()))
    report["best"] = [f["photo"] for f in in_file()[0].values() if f["best"]]
    panel._dropped([key_of("DJI_0001.JPG")], [], before["DJI_0001.JPG"])
    report["dragged_back"] = wait_until(lambda: incidents() == before)
    window().undo()
    report["drag_undone"] = wait_until(lambda: incidents()["DJI_0001.JPG"] == own)
    settle()
    for place in range(panel.tree.topLevelItemCount()):
        panel.tree.topLevelItem(place).setSelected(True)
    panel.join.click()
    report["joined"] = wait_until(lambda: len(set(incidents().values())) == 1)
    window().undo()
    report["join_undone"] = wait_until(lambda: incidents()["DJI_0001.JPG"] == own)
    window().undo()
    report["split_undone"] = wait_until(lambda: incidents() == before)
    panel.state.setCurrentText("応急対応中")
    panel.note.setText("土のうを積んだ\tここ")
    report["noted"] = saved(panel.add.click)
    rows = in_file()[0].values()
    report["states"] = sorted({f["status"] for f in rows if f["incident"] == before["DJI_0001.JPG"]})
    report["timeline"] = [panel.entries.item(i).text() for i in range(panel.entries.count())]
    screenshot("viewer_response")
    window().side.setCurrentIndex(0)


def ask_for_the_register():
    """The button opens the dialog of the algorithm, filled in with the layers of the window."""

    def look():
        dialog = next(
            (
                each
                for each in QApplication.topLevelWidgets()
                if each.isVisible() and each.objectName() != "QgisApp" and "台帳" in each.windowTitle()
            ),
            None,
        )
        if dialog is None:
            return
        timer.stop()
        settle()
        screenshot("viewer_register")
        report["register"] = [dialog.windowTitle(), *(box.currentText() for box in dialog.findChildren(QComboBox))]
        dialog.close()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(300)
    window().tools.buttons["register"].click()


def key_of(photo):
    table = window().shown.photos.table
    return table.at[int(table.index[table["photo"] == photo][0]), "key"]


def broken_files():
    photos = FOLDER / "photos"
    (photos / "DJI_0003.JPG").unlink()
    whole = (photos / "MAX_0001.JPG").read_bytes()
    (photos / "MAX_0001.JPG").write_bytes(whole[: len(whole) // 2])
    window().decoder._kept.clear()  # as if nobody had looked at them yet
    go_to("DJI_0001.JPG")
    report["gone"] = look_at("DJI_0003.JPG")
    screenshot("viewer_gone")
    report["cut"] = look_at("MAX_0001.JPG")
    screenshot("viewer_cut")
    report["goes_on"] = go_to("DJI_0002.JPG")
    report["gone_is_graded"] = saved(lambda: (look_at("DJI_0003.JPG"), type_(Qt.Key.Key_1), type_(Qt.Key.Key_D)))


def look_at(photo):
    """What the window says of a photo that cannot be shown as it should."""
    table = window().shown.photos.table
    window().strip.go_to(int(table.index[table["photo"] == photo][0]))
    wait_until(lambda: photo in said(), 10)
    return said()


def no_terrain_far_away_no_photo():
    from shimonita_gis import settings

    settings.save(replace(settings.load(), terrain=""))
    window().load()
    wait_until(lambda: window()._task is None)
    report["no_terrain"] = said()
    cameras = layer("CAMERAS")
    cameras.startEditing()
    first = next(f for f in cameras.getFeatures() if f["photo"] == "DJI_0002.JPG")
    shape = first.geometry()
    shape.translate(500_000, 0)
    cameras.changeGeometry(first.id(), shape)
    settings.save(replace(settings.load(), terrain=str(FOLDER / "dem.tif")))
    window().load()
    wait_until(lambda: window()._task is None)
    go_to("DJI_0002.JPG")
    report["far_away"] = said()
    report["still_shown"] = window().picture.has_picture
    screenshot("viewer_far")
    cameras.rollBack()
    QgsProject.instance().removeMapLayer(layer("DAMAGE").id())
    window().load()
    wait_until(lambda: window()._task is None)
    report["no_damage_layer"] = said()
    cameras.startEditing()
    cameras.deleteFeatures([f.id() for f in cameras.getFeatures()])
    window().load()
    wait_until(lambda: window()._task is None)
    report["no_photo"] = window().picture.message
    screenshot("viewer_empty")
    cameras.rollBack()
    QgsProject.instance().removeMapLayer(cameras.id())
    window().load()
    settle()
    report["no_layer"] = window().picture.message


def close():
    bands = [item for item in iface.mapCanvas().scene().items() if type(item).__name__ == "QgsRubberBand"]
    report["bands_open"], report["spared_open"] = len(bands), gc.get_freeze_count()
    window().close()
    QApplication.processEvents()
    bands = [item for item in iface.mapCanvas().scene().items() if type(item).__name__ == "QgsRubberBand"]
    report["bands_closed"], report["spared_closed"] = len(bands), gc.get_freeze_count()


run(open_viewer, grade, places, to_another_district, photos_of_place, before_and_after, measure, filters, respond,
    ask_for_the_register, broken_files, no_terrain_far_away_no_photo, close)  # fmt: skip
