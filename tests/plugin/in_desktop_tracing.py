"""Runs inside the desktop: traces lines and areas of a placed sheet as a person does, by mouse and keys."""

import os
import sys
import time
from math import sin

sys.path.insert(0, os.environ["FOLDER"])

from hands import (
    FOLDER,
    answer_form,
    click_at,
    messages,
    point_at,
    press,
    report,
    run,
    screenshot,
    settle,
    wait_for_map,
    wait_until,
)
from qgis.core import Qgis, QgsCoordinateReferenceSystem, QgsProject, QgsRasterLayer, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialogButtonBox
from qgis.utils import iface

from shimonita_gis.gui.tracing import TracingAction


def curve(x):
    """The place with this x on the line that test_tracing.py draws."""
    return x, 24100 + 12 * sin(x / 25)


def prepare():
    from shimonita_gis.gui.state import grid_path

    assert wait_until(grid_path().exists), "the plugin lays the grid some seconds after QGIS's first start"
    project = QgsProject.instance()
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:6677"))
    report["raster"] = bool(project.addMapLayer(QgsRasterLayer(str(FOLDER / "sheet.tif"), "図面")))
    for name in ("lines", "areas", "points"):
        project.addMapLayer(QgsVectorLayer(f"{FOLDER}/layers.gpkg|layername={name}", name, "ogr"))
    wait_for_map()  # QGIS itself goes to the first layer
    iface.mapCanvas().setExtent(QgsRectangle(-94000, 23950, -93600, 24200))
    iface.mapCanvas().refresh()
    wait_for_map()
    prepare.action = TracingAction(iface, iface.mainWindow())
    iface.addToolBar("trace").addAction(prepare.action)


def layer(name):
    return QgsProject.instance().mapLayersByName(name)[0]


def tool():
    return prepare.action.tool


def done():
    """Every click has been done."""
    return wait_until(lambda: not (tool()._waiting or tool()._fixing or tool()._finder.busy))


def shapes(name):
    return [each.geometry().asWkt(9) for each in layer(name).getFeatures()]


def unfit_layers():
    iface.setActiveLayer(layer("points"))
    prepare.action.trigger()
    report["points"] = messages()
    iface.setActiveLayer(layer("図面"))
    click_at(*curve(-93900))
    report["raster_as_target"] = messages()
    iface.setActiveLayer(layer("lines"))
    prepare.action.trigger()
    report["not_edited"] = messages()


def trace_a_curve():
    layer("lines").startEditing()
    iface.setActiveLayer(layer("lines"))
    prepare.action.trigger()
    click_at(*curve(-93980))
    done()
    began = time.perf_counter()
    point_at(*curve(-93800))
    wait_until(lambda: tool()._preview.numberOfVertices() > 5)
    report["preview_vertices"] = tool()._preview.numberOfVertices()
    report["preview_seconds"] = time.perf_counter() - began
    screenshot("tracing_preview")
    click_at(*curve(-93800))
    done()
    click_at(*curve(-93700))
    done()
    report["steps"] = len(tool().draft.steps)
    press(Qt.Key.Key_Z, held=Qt.KeyboardModifier.ControlModifier)
    report["after_undo"] = len(tool().draft.steps)
    press(Qt.Key.Key_Escape)
    report["after_escape"] = tool().draft is None
    press(Qt.Key.Key_Backspace)
    report["backspace_says"] = messages()
    report["brought_back"] = len(tool().draft.steps)
    answer_form(QDialogButtonBox.StandardButton.Cancel, {}, "tracing_form")
    press(Qt.Key.Key_Return)
    report["kept_after_cancel"] = tool().draft is not None and not shapes("lines")
    answer_form(QDialogButtonBox.StandardButton.Ok, {"name": "沢"}, "tracing_form")
    click_at(*curve(-93800), Qt.MouseButton.RightButton)
    report["lines"] = shapes("lines")
    report["names"] = [each["name"] for each in layer("lines").getFeatures()]
    screenshot("tracing_done")


def snap_to_it():
    project = QgsProject.instance()
    config = project.snappingConfig()
    config.setEnabled(True)
    config.setMode(Qgis.SnappingMode.AllLayers)
    config.setTypeFlag(Qgis.SnappingTypes(Qgis.SnappingType.Vertex))
    config.setTolerance(15)
    project.setSnappingConfig(config)
    settle()
    report["end"] = list(next(layer("lines").getFeatures()).geometry().asMultiPolyline()[0][-1])
    press(Qt.Key.Key_S)
    beside = curve(-93800)[0] + 0.5, curve(-93800)[1] + 1
    wait_until(lambda: point_at(*beside) or tool()._snap.match().isValid(), 5)
    click_at(*beside)
    click_at(-93790, 24000)
    answer_form(QDialogButtonBox.StandardButton.Ok, {"name": "境"}, "tracing_form")
    press(Qt.Key.Key_Return)
    report["snapped"] = shapes("lines")[-1]
    ends = [each.geometry().asMultiPolyline()[0][0] for each in layer("lines").getFeatures()]
    report["snapped_start"] = [list(point) for point in ends]
    config.setEnabled(False)
    project.setSnappingConfig(config)
    layer("lines").undoStack().undo()
    report["undone_in_qgis"] = len(shapes("lines"))
    report["saved"] = layer("lines").commitChanges()


def right_angles():
    areas = layer("areas")
    areas.startEditing()
    config = areas.editFormConfig()
    config.setSuppress(Qgis.AttributeFormSuppression.On)
    areas.setEditFormConfig(config)
    iface.setActiveLayer(areas)
    prepare.action.trigger()  # QGIS takes an editing tool away when editing ends
    press(Qt.Key.Key_R)
    click_at(-93720, 24030)
    click_at(-93680, 24032)
    click_at(-93683, 24062)
    point_at(-93719, 24070)
    screenshot("tracing_square")
    press(Qt.Key.Key_C)
    done()
    report["square"] = shapes("areas")


def area_along_the_ink():
    press(Qt.Key.Key_I)
    for place in ((-93750, 24000), (-93650, 24000), (-93650, 24080), (-93750, 24080)):
        click_at(*place)
    done()
    click_at(-93750, 24000)
    done()
    report["areas"] = shapes("areas")
    screenshot("tracing_area")


def without_a_raster():
    QgsProject.instance().layerTreeRoot().findLayer(layer("図面").id()).setItemVisibilityChecked(False)
    wait_for_map()
    messages()
    click_at(*curve(-93900))
    done()
    report["no_raster"] = messages()
    report["no_draft"] = tool().draft is None


def away():
    prepare.action.remove()
    settle()
    report["tool_gone"] = prepare.action.tool is None


run(prepare, unfit_layers, trace_a_curve, snap_to_it, right_angles, area_along_the_ink, without_a_raster, away)
