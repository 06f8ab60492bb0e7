"""Runs inside the desktop: a person who has never seen the plugin takes the first steps and practises."""

import os
import sys
from dataclasses import asdict
from pathlib import Path

sys.path.insert(0, os.environ["FOLDER"])
from hands import FOLDER, messages, report, run, screenshot, settle, wait_for_map, wait_until
from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QApplication,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QTreeWidget,
)
from qgis.utils import plugins

os.environ["HOME"] = str(FOLDER)  # documents and recycle bin of this person
os.environ.pop("XDG_DATA_HOME", None)


def plugin():
    return plugins["shimonita_gis"]


def window(name):
    return plugin().windows._open[name]


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
    texts = [each for kind in (QLabel, QAbstractButton) for each in parent.findChildren(kind)]
    texts = [each for each in texts if each.isVisible() and each.text() not in ("", "…")]
    report.setdefault("cut_off", []).extend(
        f"{name}: {each.text()}" for each in texts if each.text() and each.width() < each.minimumSizeHint().width()
    )
    report.setdefault("texts", []).extend(each.text() for each in texts if each.text())


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


def card():
    return plugin().dock.hub_card


def waits():
    """What the dock says that waits: name of the button -> its text."""
    buttons = plugin().dock.findChildren(QPushButton)
    return {each.objectName(): each.text() for each in buttons if "waiting_" in each.objectName() and each.isVisible()}


def idle():
    """Neither a task nor a look at the hub is under way."""
    tasks = QgsApplication.taskManager()
    return wait_until(lambda: card()._task is None and tasks.countActiveTasks() == 0, 90)


def sync(message):
    card()._message.setText(message)
    press_button(card(), "sync")
    screenshot("syncing")
    assert wait_until(lambda: card()._sync.isEnabled(), 90)
    idle()


def settle_a_conflict():
    """The colleague counted the same school's places; the dock leads to the window where it is settled."""
    sync("小学校の収容人数を直した")
    report["after_sync"] = [messages(), card()._state.text(), waits()]
    looked_at("conflict_waits", plugin().dock)
    press_button(plugin().dock, "waiting_conflicts")
    conflicts = window("conflicts")
    wait_until(lambda: len(conflicts._conflicts) == 1, 60)
    tree = conflicts.findChild(QTreeWidget)
    tree.setCurrentItem(tree.topLevelItem(0).child(0))
    QTest.keyClick(tree, Qt.Key.Key_2)
    looked_at("conflict_settled", conflicts)
    conflicts.findChild(QPushButton, "send").click()
    wait_until(lambda: not conflicts._conflicts and conflicts._task is None, 60)
    conflicts.close()
    card().look()
    idle()
    report["after_settling"] = waits()


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

    QTimer.singleShot(1500, agree)
    press_button(plugin().dock, "end_practice")
    report["ended"] = messages()
    report["after_practice"] = known()
    report["layers_after"] = len(QgsProject.instance().mapLayers())
    report["card_after"] = plugin().dock.practice_card.isVisible()


run(first_steps, join_a_town, practise, settle_a_conflict, qt_in_japanese, end_practice, after=4000, seconds=100)
