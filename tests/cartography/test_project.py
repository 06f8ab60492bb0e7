"""The shared map: a project beside the work copy that opens on any PC and shows what the catalogue says."""

import shutil
import zipfile
from dataclasses import replace

import pytest
from cartography.conftest import OFFICE, fill
from qgis.core import QgsPointXY, QgsProject, QgsVectorLayer

from shimonita_gis.cartography.project import extent, project_path, update_project, write_project
from shimonita_gis.cartography.styles import apply_style, saved_style
from shimonita_gis.errors import InputError, OutputError
from shimonita_gis.hub import administration, workcopy
from shimonita_gis.hub.catalogue import EDITOR, VIEWER, Catalogue, Person
from shimonita_gis.hub.template import standard_layers


@pytest.fixture
def shown(qgis_app, hub, work_copy):
    """shown(…) writes the project and reads it as another QGIS would; ``path`` is one that lies there."""
    projects = []

    def shown(catalogue=None, path=None, **how):
        path = path or write_project(work_copy, catalogue or hub.catalogue(), **{"editor": "山田", **how})
        projects.append(QgsProject())
        assert projects[-1].read(str(path))
        return projects[-1]

    yield shown
    for project in projects:
        project.clear()


def layer_of(project, title):
    (layer,) = project.mapLayersByName(title)
    return layer


def groups(project):
    """Group -> titles of its layers, from the top."""
    return {
        group.name(): [node.layer().name() for node in group.findLayers()]
        for group in project.layerTreeRoot().findGroups()
    }


def test_every_layer_in_its_departments_group_under_its_title(shown):
    project = shown()
    found = groups(project)
    for standard in standard_layers():
        assert standard.entry.title in found[standard.entry.department]
    assert sum(map(len, found.values())) == len(standard_layers())
    assert all(layer.isValid() for layer in project.mapLayers().values())


def test_areas_never_cover_lines_and_points_of_their_group(shown):
    project = shown()
    for group in project.layerTreeRoot().children():
        kinds = [int(node.layer().geometryType().value) for node in group.findLayers()]
        assert kinds == sorted(kinds)
    order = list(groups(project))
    assert order.index("総務") < order.index("建設") < order.index("税務")


def test_english_titles_and_labels(shown):
    project = shown(language="en")
    layer = layer_of(project, "Evacuation sites")
    assert layer.attributeAlias(layer.fields().indexFromName("capacity")) == "Capacity"


def test_project_is_in_the_towns_system_and_shows_the_town(shown, work_copy):
    project = shown()
    assert project.crs().authid() == "EPSG:6677"
    view = project.viewSettings().defaultViewExtent()
    assert view.contains(QgsPointXY(*OFFICE))
    assert view.width() < 10_000


def test_map_is_as_large_as_what_is_drawn(shown, work_copy):
    fill(work_copy)
    whole = extent(shown())
    assert whole.contains(QgsPointXY(OFFICE[0], OFFICE[1] - 20 * 40))
    assert whole.width() < 1500


def test_folder_can_move_to_another_pc(shown, work_copy, tmp_path):
    fill(work_copy)
    path = project_path(work_copy)
    shown()
    with zipfile.ZipFile(path) as archive:
        text = archive.read(f"{path.stem}.qgs").decode()
    assert str(tmp_path) not in text
    moved = tmp_path / "別の机"
    shutil.move(work_copy.parent, moved)
    project = shown(path=moved / path.name)
    assert layer_of(project, "道路").featureCount() == 7


def test_layers_of_other_departments_are_read_only(shown, hub):
    people = (
        Person("山田", roles=("administrator",)),
        Person("佐藤", "建設", (EDITOR,)),
        Person("鈴木", roles=(VIEWER,)),
    )
    catalogue = replace(hub.catalogue(), people=people)
    project = shown(catalogue, editor="佐藤")
    assert not layer_of(project, "道路").readOnly()
    assert layer_of(project, "建物").readOnly()
    assert not layer_of(project, "建物").startEditing()


def test_an_existing_project_is_never_written_over(shown, work_copy, hub):
    shown()
    path = project_path(work_copy)
    before = path.read_bytes()
    with pytest.raises(InputError, match="exists already"):
        write_project(work_copy, hub.catalogue(), "山田")
    assert path.read_bytes() == before


def test_folder_that_cannot_be_written(qgis_app, work_copy, hub):
    project_path(work_copy).symlink_to(work_copy.parent / "a folder that is gone" / "map.qgz")
    with pytest.raises(OutputError, match="cannot be written"):
        write_project(work_copy, hub.catalogue(), "山田")


def test_update_keeps_what_the_person_made_and_follows_the_hub(shown, hub, work_copy):
    project = shown()
    roads = layer_of(project, "道路")
    roads.setName("わたしの道路")
    own = QgsVectorLayer("Point?crs=EPSG:6677", "メモ", "memory")
    project.addMapLayer(own)
    administration.remove_layer(hub, "通学路", "山田")
    administration.add_layer(hub, replaced("wells", "井戸", "総務"), "山田")
    workcopy.sync(work_copy, "山田")
    people = (Person("山田", roles=("administrator",)), Person("鈴木", "総務", (EDITOR,)))
    catalogue = replace(hub.catalogue(), people=people)
    added, removed = update_project(project, work_copy, catalogue, "鈴木")
    assert (added, removed) == (["井戸"], ["通学路"])
    assert "井戸" in groups(project)["総務"]
    assert roads.name() == "わたしの道路"
    assert own.id() in project.mapLayers()
    assert roads.readOnly()
    assert update_project(project, work_copy, catalogue, "鈴木") == ([], [])


def replaced(table, title, department):
    aed = next(layer for layer in standard_layers() if layer.entry.table == "aed")
    return replace(aed, entry=replace(aed.entry, table=table, title=title, department=department))


def test_layer_in_use_is_not_made_read_only_under_the_hand(shown, hub, work_copy):
    project = shown()
    roads = layer_of(project, "道路")
    roads.startEditing()
    people = (Person("山田", roles=("administrator",)), Person("鈴木", "総務", (EDITOR,)))
    update_project(project, work_copy, replace(hub.catalogue(), people=people), "鈴木")
    assert roads.isEditable()
    roads.rollBack()


def test_style_of_the_administrator_goes_before_the_templates(shown, hub, work_copy):
    model = QgsVectorLayer(f"{work_copy}|layername=roads", "model", "ogr")
    apply_style(model, {"color": "#123456", "width": 3})
    administration.set_style(hub, "道路", saved_style(model), "山田")
    qml = administration.style_of(hub, hub.catalogue().entry("道路"))
    project = shown(styles={"roads": qml, "aed": "damaged"})
    assert layer_of(project, "道路").renderer().symbol().color().name() == "#123456"
    assert layer_of(project, "AED設置箇所").renderer().symbol().symbolLayerCount() == 2


def test_layer_that_only_the_work_copy_has_is_shown_apart(shown, work_copy, hub):
    catalogue = Catalogue(tuple(entry for entry in hub.catalogue() if entry.table != "aed"), ())
    found = groups(shown(catalogue))
    assert ["aed"] in found.values()


def test_tooltip_says_whose_layer_it_is(shown):
    project = shown()
    assert "税務" in layer_of(project, "地番").serverProperties().abstract()
