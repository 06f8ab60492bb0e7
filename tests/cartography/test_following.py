"""The open map follows what an administrator changed, and leaves alone what the person made."""

import pytest
from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtGui import QColor

from shimonita_gis.cartography.project import update_project, write_project
from shimonita_gis.cartography.styles import apply_style, saved_style
from shimonita_gis.hub import administration, workcopy


@pytest.fixture
def project(qgis_app, hub, work_copy):
    """The shared map of 山田, as it lies there since before."""
    project = QgsProject()
    assert project.read(str(write_project(work_copy, hub.catalogue(), "山田")))
    yield project
    project.clear()


@pytest.fixture
def followed(project, hub, work_copy):
    """followed() syncs and lets the map follow; it returns what came and went."""

    def followed():
        workcopy.sync(work_copy, "山田")
        catalogue = hub.catalogue()
        styles = {entry.table: administration.style_of(hub, entry) for entry in catalogue if entry.qml}
        return update_project(project, work_copy, catalogue, "山田", styles=styles)

    return followed


def roads(project):
    return next(
        layer for layer in project.mapLayers().values() if layer.customProperty("shimonita_gis/table") == "roads"
    )


def color(project):
    return roads(project).renderer().symbols(_context())[0].color().name()


def _context():
    from qgis.core import QgsRenderContext

    return QgsRenderContext()


def pink(work_copy):
    model = QgsVectorLayer(f"{work_copy}|layername=roads", "model", "ogr")
    apply_style(model, {"color": "#ff00ff", "width": 3})
    return saved_style(model)


def test_title_fields_and_labels_follow(project, hub, followed):
    administration.rename_layer(hub, "道路", "町の道路", "山田")
    administration.add_field(hub, "roads", "舗装", "TEXT", "山田", {"ja": "舗装の種類", "en": "Paving"}, ["土", "砂利"])
    administration.rename_field(hub, "roads", "name", "路線名", "山田")
    followed()
    layer = roads(project)
    index = layer.fields().indexFromName
    assert layer.name() == "町の道路"
    assert layer.attributeAlias(index("舗装")) == "舗装の種類"
    assert layer.editorWidgetSetup(index("舗装")).type() == "ValueMap"
    assert layer.attributeAlias(index("路線名")) == "名称"
    assert index("name") < 0


def test_a_style_for_everybody_comes_and_goes_and_the_own_one_is_kept(project, hub, work_copy, followed):
    layer, town = roads(project), color(project)
    layer.renderer().symbols(_context())[0].setColor(QColor("#123456"))
    followed()
    assert color(project) == "#123456"
    administration.set_style(hub, "道路", pink(work_copy), "山田")
    followed()
    assert color(project) == "#ff00ff"
    (own,) = [name for name in layer.styleManager().styles() if name != layer.styleManager().currentStyle()]
    layer.styleManager().setCurrentStyle(own)
    assert color(project) == "#123456"
    followed()
    assert color(project) == "#123456"  # the person chose it
    administration.set_style(hub, "道路", "", "山田")
    followed()
    assert color(project) == town


def test_without_the_share_a_style_waits(project, hub, work_copy, followed):
    before = color(project)
    administration.set_style(hub, "道路", pink(work_copy), "山田")
    workcopy.sync(work_copy, "山田")
    update_project(project, work_copy, workcopy.catalogue_of(work_copy), "山田")
    assert color(project) == before
    followed()
    assert color(project) == "#ff00ff"


def test_a_layer_that_the_person_took_out_stays_out(project, followed):
    project.removeMapLayer(roads(project).id())
    assert followed() == ([], [])
    assert len(project.mapLayersByName("道路")) == 0


def test_a_layer_in_edit_waits(project, hub, followed):
    layer = roads(project)
    assert layer.startEditing()
    administration.rename_layer(hub, "道路", "町の道路", "山田")
    followed()
    assert layer.name() == "道路"
    layer.rollBack()
    followed()
    assert layer.name() == "町の道路"
