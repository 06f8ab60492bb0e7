"""Runs inside a second desktop, in a profile of its own with QGIS's dark theme: a colleague joins the hub of
in_desktop_year.py, edits while the first person edits, syncs at the same moment, and gets what was decided on the value
that both had changed."""

import os
import sys

sys.path.insert(0, os.environ["FOLDER"])
from hands import (
    FOLDER,
    edit,
    messages,
    report,
    run,
    screenshot,
    settle,
    sync,
    tell,
    told,
    value,
    wait_until,
    window,
)
from qgis.core import QgsProject
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QLineEdit, QPushButton
from qgis.utils import plugins

os.environ["HOME"] = str(FOLDER)
os.environ.pop("XDG_DATA_HOME", None)


def join():
    """Name, hub and work copy from the first steps; then the shared map."""
    (FOLDER / "Documents").mkdir()
    hub = told("hub")
    plugins["shimonita_gis"].windows.open("firststeps")
    first = window("firststeps")
    QTest.keyClicks(first.findChild(QLineEdit, "name"), "Suzuki")
    first.join_hub(hub)
    wait_until(lambda: first._task is None, 60)
    first.findChild(QPushButton, "make_copy").click()
    wait_until(lambda: first._task is None, 60)
    screenshot("colleague_joined")
    first.findChild(QPushButton, "open").click()
    report["map_opened"] = wait_until(lambda: len(QgsProject.instance().mapLayers()) > 15, 60)
    settle()
    messages()


def edit_and_sync_at_once():
    edit("林道鏡山線", "width", 3.0)
    edit("町道7号線", "surface", "未舗装")
    tell("colleague is ready")
    told("first is ready")
    sync("林道を測った")
    report["after_sync"] = messages()
    screenshot("colleague_synced")
    tell("colleague has synced")


def take_what_was_decided():
    told("settled")
    sync("")
    report["holds"] = [value("林道鏡山線", "width"), value("町道7号線", "surface"), value("町道2号線", "surface")]
    report["told"] = messages()
    tell("colleague is done")
    screenshot("colleague_follows")


run(join, edit_and_sync_at_once, take_what_was_decided, after=3000, seconds=400)
