"""Runs inside the desktop: a person who has never seen the plugin takes the first steps and does a year's work."""

import os
import shutil
import sys
from dataclasses import asdict
from pathlib import Path

sys.path.insert(0, os.environ["FOLDER"])
from eyes import cut_off, texts_of
from hands import (
    FOLDER,
    answer_form,
    card,
    click_at,
    edit,
    idle,
    layer_of,
    messages,
    point_at,
    press,
    report,
    run,
    screenshot,
    settle,
    sync,
    tell,
    told,
    value,
    wait_for_map,
    wait_until,
    window,
)
from qgis.core import Qgis, QgsApplication, QgsGeometry, QgsPointXY, QgsProject
from qgis.PyQt.QtCore import QDateTime, QPoint, Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QGroupBox,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QTreeWidget,
)
from qgis.utils import iface, plugins

TOWN = "POLYGON((-94800 23800, -93400 23800, -93400 25000, -94800 25000, -94800 23800))"  # EPSG:6677
STREET = QgsPointXY(-94560, 24540)  # beside the street whose northern edge is traced
BESIDE = (640, 420)  # a pixel of the photo, whose middle is (540, 360)
os.environ["HOME"] = str(FOLDER)  # documents and recycle bin of this person
os.environ.pop("XDG_DATA_HOME", None)


def plugin():
    return plugins["shimonita_gis"]


def press_button(parent, name):
    button = parent.findChild(QPushButton, name)
    assert button.isVisible() and button.isEnabled(), name
    button.click()
    settle()


def known():
    from shimonita_gis import settings

    return asdict(settings.load())


def looked_at(name, parent):
    """A picture, and which of the texts in it are cut off."""
    screenshot(name)
    report.setdefault("cut_off", []).extend(f"{name}: {text}" for text in cut_off(parent))
    report.setdefault("texts", []).extend(text for _, text in texts_of(parent))


def first_steps():
    press_button(plugin().dock, "firststeps")
    first = window("firststeps")
    looked_at("first_steps", first)
    QTest.keyClicks(first.findChild(QLineEdit, "name"), "Sato")
    first._department.setFocus()
    first._department.setCurrentText("建設")
    settle()
    report["kept_at_once"] = [known()["editor"], known()["department"]]
    first.close()
    settle()
    press_button(plugin().dock, "firststeps")
    first = window("firststeps")
    report["taken_up_again"] = [box.title() for box in first.findChildren(QGroupBox)]
    looked_at("first_steps_again", first)
    screenshot("first_steps_window", first)


def join_a_town():
    """A hub of one's own, and a work copy of it, from the same window."""
    first = window("firststeps")
    Path(FOLDER, "Documents").mkdir()
    first.join_hub(str(FOLDER))
    wait_until(lambda: first._task is None, 60)
    report["not_a_hub"] = first._said.text()
    first.make_hub(str(FOLDER / "町の共通基盤"))
    wait_until(lambda: first._task is None, 60)
    press_button(first, "make_copy")
    wait_until(lambda: first._task is None, 60)
    report["town"] = known()
    looked_at("first_steps_done", first)


def practise():
    first = window("firststeps")
    press_button(first, "practice")
    looked_at("practice_being_made", first)
    report["practice_made"] = wait_until(lambda: first._task is None, 90)
    report["practice"] = known()
    press_button(first, "open")
    report["map_opened"] = wait_until(lambda: len(QgsProject.instance().mapLayers()) > 15, 60)
    wait_for_map()
    report["messages"] = messages()
    plugin().dock.hub_card.look()
    wait_until(lambda: plugin().dock.hub_card._task is None, 60)
    looked_at("practice_map", plugin().dock)
    tell("hub", report["practice"]["hub"])


def waits():
    """What the dock says that waits: name of the button -> its text."""
    buttons = plugin().dock.findChildren(QPushButton)
    return {each.objectName(): each.text() for each in buttons if "waiting_" in each.objectName() and each.isVisible()}


def settle_a_conflict():
    """The colleague counted the same school's places; the dock leads to the window where it is settled."""
    sync("小学校の収容人数を直した")
    report["after_sync"] = [messages(), card()._state.text(), waits()]
    looked_at("conflict_waits", plugin().dock)
    decide("conflict_settled")
    report["after_settling"] = waits()


def decide(picture):
    """The one conflict that waits is settled: 2, what was sent later."""
    press_button(plugin().dock, "waiting_conflicts")
    conflicts = window("conflicts")
    wait_until(lambda: len(conflicts._conflicts) == 1, 60)
    tree = conflicts.findChild(QTreeWidget)
    tree.setCurrentItem(tree.topLevelItem(0).child(0))
    QTest.keyClick(tree, Qt.Key.Key_2)
    looked_at(picture, conflicts)
    row = tree.topLevelItem(0).child(0)
    report.setdefault("decided", []).append([row.text(column) for column in range(tree.columnCount())])
    conflicts.findChild(QPushButton, "send").click()
    wait_until(lambda: not conflicts._conflicts and conflicts._task is None, 60)
    conflicts.close()
    card().look()
    idle()


def meet_a_colleague():
    """in_desktop_colleague.py edits the same road in a desktop of its own; both sync at the same moment."""
    edit("林道鏡山線", "width", 4.5)
    edit("町道2号線", "surface", "舗装")
    tell("first is ready")
    told("colleague is ready")
    sync("林道の幅員を直した")
    told("colleague has synced")
    sync("")
    report["after_both"] = waits()
    looked_at("two_at_once", plugin().dock)
    decide("two_at_once_settled")
    report["holds"] = [value("林道鏡山線", "width"), value("町道7号線", "surface"), value("町道2号線", "surface")]
    tell("settled")


def keep_a_copy(pages):
    """Pages that would go with the practice town."""
    for name, page in pages.items():
        shutil.copy(page, FOLDER / name)


def provider():
    return QgsApplication.processingRegistry().providerById("shimonita")


def done(algorithm, **parameters):
    """What its dialog does: an algorithm filled in from the settings, which remember its results."""
    from qgis import processing

    from shimonita_gis import settings

    known = settings.prefilled(algorithm, ["EDITOR", "PHOTO_ROOT"])
    names = {each.name() for each in provider().algorithm(algorithm).parameterDefinitions()}
    known = {name: value for name, value in known.items() if name in names}
    results = processing.run(f"shimonita:{algorithm}", known | parameters)
    settings.remember(algorithm, results)
    return results


def practice_file(*names):
    return str(Path(known()["hub"]).parent.joinpath(*names))


def place_a_sheet():
    """The scan of the practice town is placed; a corner is moved by hand, and the sheet accepted."""
    done("georeferencefolder", FOLDER=practice_file("紙の地図（練習用）"), DATUM=0,
         OUTPUT_FOLDER=practice_file("位置を合わせた図面"), INDEX="TEMPORARY_OUTPUT")  # fmt: skip
    plugin().windows.open("placing")
    placing = window("placing")
    placing.resize(1500, 900)
    placing.move(20, 20)
    wait_until(lambda: not placing.jobs.busy and placing.view.has_picture, 90)
    looked_at("sheet_placed", placing)
    screenshot("sheet_placed_window", placing)
    view = placing.view
    at = view.to_widget(*placing._draft.points[0].pixel).toPoint()
    before = placing.panel.numbers.text()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    QTest.mouseMove(view, at + QPoint(6, 3))
    settle()
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at + QPoint(6, 3))
    settle()
    report["corner_moved"] = placing.panel.numbers.text() != before
    QApplication.setActiveWindow(placing)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)  # the hand was worse than the program
    settle()
    report["corner_back"] = placing.panel.numbers.text() == before
    QTest.keyClick(view, Qt.Key.Key_A)
    wait_until(lambda: not placing.jobs.busy, 90)
    looked_at("sheet_accepted", placing)
    report["sheet_decided"] = len(placing._decided)
    keep_a_copy({"図面の報告.html": next(Path(practice_file("位置を合わせた図面")).glob("*.html"))})
    press_button(placing, "map")
    if report["corner_back"]:  # else it would ask, and wait, whether the changes may go
        report["sheet_window_closes"] = placing.close()
    settle()


def trace_a_road():
    """The edge of a road is followed on the sheet that was placed, into the layer of roads."""
    roads = layer_of("roads")
    street = min(roads.getFeatures(), key=lambda each: each.geometry().distance(QgsGeometry.fromPointXY(STREET)))
    side = street.geometry().offsetCurve(street["width"] / 2, 8, Qgis.JoinStyle.Miter, 2)
    ways = [QgsPointXY(each) for each in side.vertices() if -94600 < each.x() < -94520]
    report["edge"] = QgsGeometry.fromPolylineXY(ways).asWkt(2)
    extent = QgsGeometry.fromPolylineXY(ways).boundingBox()
    extent.grow(20)
    iface.mapCanvas().setExtent(extent)
    iface.mapCanvas().refresh()
    wait_for_map()
    iface.setActiveLayer(roads)
    iface.actionToggleEditing().trigger()
    plugin().tracing.trigger()
    click_at(*ways[0])
    wait_until(lambda: not plugin().tracing.tool._fixing)
    point_at(*ways[-1])
    wait_until(lambda: plugin().tracing.tool._preview.numberOfVertices() > 5)
    screenshot("road_being_traced")
    click_at(*ways[-1])
    wait_until(lambda: not plugin().tracing.tool._fixing)
    answer_form(QDialogButtonBox.StandardButton.Ok, {"name": "なぞった道（練習用）"}, "road_form")
    press(Qt.Key.Key_Return)
    iface.actionSaveActiveLayerEdits().trigger()
    iface.actionToggleEditing().trigger()
    iface.actionPan().trigger()
    traced = list(roads.getFeatures("name = 'なぞった道（練習用）'"))
    report["traced"] = [each.geometry().asWkt(2) for each in traced]
    screenshot("road_traced")
    messages()
    sync("町道の縁をなぞった")
    report["traced_sent"] = messages()


def bring_in_photos():
    """A card of photos goes into the hub; the dock leads to those that nobody has graded, and one is graded."""
    outputs = dict.fromkeys(("CAMERAS", "DAMAGE", "FOOTPRINTS", "REJECTED"), "TEMPORARY_OUTPUT")
    done("importdronephotos", FOLDER=known()["photos"], DEM=known()["terrain"], HUB=known()["hub"], **outputs)
    sync("")
    report["after_import"] = waits()
    looked_at("photos_wait", plugin().dock)
    press_button(plugin().dock, "waiting_ungraded")
    viewer = window("photoviewer")
    report["photo_shown"] = wait_until(lambda: "DJI_" in viewer.info.text() and viewer.picture.has_picture, 60)
    QApplication.setActiveWindow(plugin().iface.mainWindow())  # this screen has no window manager that would do it
    for key in (Qt.Key.Key_1, Qt.Key.Key_A):
        viewer.picture.setFocus()
        QTest.keyClick(viewer.picture, key)
    wait_until(lambda: not viewer._edits.layer.isModified())  # a grade is saved by itself a moment later
    idle()
    looked_at("photo_graded", viewer)
    click_the_damage(viewer)
    card().look()
    idle()
    report["after_grading"] = waits()
    viewer.close()


def click_the_damage(viewer):
    """The damage is beside the middle of the photo: a click puts its point there."""
    points = layer_of("damage_points")

    def placed():
        shown = points.getFeature(viewer.shown.fid).geometry().asPoint()
        return [shown.x(), shown.y()]

    report["aimed_at"] = placed()
    report["map_follows"] = wait_until(lambda: iface.mapCanvas().extent().contains(QgsPointXY(*placed())), 10)
    at = viewer.picture.to_widget(*BESIDE).toPoint()
    QTest.mouseMove(viewer.picture, at)
    QTest.mouseClick(viewer.picture, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    wait_until(lambda: not points.isModified())
    report["clicked_at"], report["click_told"] = placed(), viewer.said.text()
    looked_at("damage_clicked", viewer)


def hand_out():
    """The year's end: an approved release, a package for an applicant, a map for residents."""
    hub, editor = known()["hub"], known()["editor"]
    done("publishrelease", HUB=hub, APPROVER=editor, OUTPUT_FOLDER=str(FOLDER / "公開"))
    done("damageregister", DAMAGE=layer_of("damage_points").id(), CAMERAS=layer_of("drone_cameras").id(), HUB=hub,
         OUTPUT=str(FOLDER / "被害"))  # fmt: skip
    today = QDateTime.currentDateTime()
    done("usagereport", HUB=hub, START=today.addDays(-7), END=today, OUTPUT=str(FOLDER / "利用状況"))
    done("providedata", HUB=hub, NUMBER="練習-1", PURPOSE="練習", LAYERS="避難場所", AREA=TOWN, OFFICER=editor,
         OUTPUT=str(FOLDER / "提供.zip"))  # fmt: skip
    copy = known()["work_copy"]
    done("publishdisastermap", CLOSURES=f"{copy}|layername=closures", SHELTERS=f"{copy}|layername=evacuation_sites",
         APPROVER=editor, HUB=hub, OUTPUT_FOLDER=str(FOLDER / "災害地図"))  # fmt: skip
    sync("")
    report["after_release"] = [waits(), card()._state.text()]
    looked_at("handed_out", plugin().dock)


def qt_in_japanese():
    """A question of QGIS's own, whose buttons Qt names."""
    box = QMessageBox(
        QMessageBox.Icon.Question, "", "", QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.Cancel
    )
    report["qt_buttons"] = [each.text() for each in box.buttons()]


def end_practice():
    """Where this machine has a recycle bin it takes the folder, else a question is answered first."""

    def agree():
        box = QApplication.activeModalWidget()
        if box is not None:
            report["asked"] = box.text()
            looked_at("end_practice", box)
            box.buttons()[0].click()

    told("colleague is done")
    QTimer.singleShot(1500, agree)
    press_button(plugin().dock, "end_practice")
    report["ended"] = messages()
    report["after_practice"] = known()
    report["layers_after"] = len(QgsProject.instance().mapLayers())
    report["card_after"] = plugin().dock.practice_card.isVisible()


run(
    first_steps,
    join_a_town,
    practise,
    settle_a_conflict,
    meet_a_colleague,
    place_a_sheet,
    trace_a_road,
    bring_in_photos,
    hand_out,
    qt_in_japanese,
    end_practice,
    after=4000,
    seconds=400,
)
