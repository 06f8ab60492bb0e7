"""The shared map of a hub on a server, in QGIS: its layers come by the postgres provider and its edits are guarded."""

import time
import zipfile

import pytest
from qgis.core import QgsApplication, QgsAuthMethodConfig, QgsGeometry, QgsProject, QgsVectorLayerUtils

from shimonita_gis.cartography.project import write_project
from shimonita_gis.cartography.serverlogin import unlock
from shimonita_gis.hub import conflicts
from shimonita_gis.hub.history import events
from shimonita_gis.hub.postgis.address import parse

from .conftest import ORIGIN, moved
from .server import PASSWORD, SUPERUSER


@pytest.fixture
def authcfg(qgis_app):
    """The id of the test server's user and password in QGIS's authentication store."""
    manager = QgsApplication.authManager()
    manager.setMasterPassword("tests", True)
    stored = QgsAuthMethodConfig("Basic")
    stored.setName("the tests' server")
    stored.setConfig("username", SUPERUSER)
    stored.setConfig("password", PASSWORD)
    assert manager.storeAuthenticationConfig(stored)[0]
    yield stored.id()
    manager.removeAuthenticationConfig(stored.id())


@pytest.fixture
def place(small_hub, server, authcfg):
    from dataclasses import replace

    place = str(replace(parse(moved(small_hub, server).place), authcfg=authcfg))
    unlock(place)
    return place


@pytest.fixture
def shown(place, tmp_path, monkeypatch):
    """The project of the shared map as QGIS opens it, and its layer of houses."""
    from shimonita_gis.cartography import project as module
    from shimonita_gis.hub.store import Hub

    monkeypatch.setattr(module, "project_path", lambda place: tmp_path / "map.qgz")
    hub = Hub.open(place)
    path = write_project(place, hub.catalogue(), editor="山田")
    project = QgsProject()
    assert project.read(str(path))
    (layer,) = project.mapLayers().values()
    hub.open_desk("山田", "現地を見た")
    yield hub, path, layer
    project.clear()


def named(layer, name):
    return next(f for f in layer.getFeatures() if f["name"] == name)


def change(layer, feature, field, value):
    assert layer.startEditing()
    layer.changeAttributeValue(feature.id(), layer.fields().indexOf(field), value)


def test_the_project_names_the_server_and_holds_no_password(shown):
    _, path, layer = shown
    assert layer.isValid()
    assert layer.providerType() == "postgres"
    assert layer.featureCount() == 4
    content = "".join(
        zipfile.ZipFile(path).read(name).decode("utf-8", "replace") for name in zipfile.ZipFile(path).namelist()
    )
    assert PASSWORD not in content
    assert "user=" not in content
    assert "estimatedmetadata=true" in content


def test_an_edit_in_qgis_goes_into_the_history(shown):
    hub, _, layer = shown
    before = hub.head().number
    change(layer, named(layer, "a"), "name", "役場")
    drawn = QgsVectorLayerUtils.createFeature(layer, QgsGeometry.fromWkt("MultiPolygon(((0 0, 0 9, 9 9, 0 0)))"))
    drawn["name"] = "駅"
    layer.addFeature(drawn)
    layer.deleteFeature(named(layer, "b").id())
    assert layer.commitChanges(), layer.commitErrors()
    found = {(e.kind, e.column, e.before, e.after) for e in events(hub, first=before + 1)}
    assert found == {("update", "name", "a", "役場"), ("insert", "", None, "駅"), ("delete", "", "b", None)}
    assert (hub.head().editor, hub.head().message) == ("山田", "現地を見た")
    assert sorted(f["name"] for f in layer.getFeatures()) == ["c", "d", "役場", "駅"]


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(shown, server):
    hub, _, layer = shown
    house = named(layer, "a")
    change(layer, house, "name", "公民館")
    layer.changeGeometry(house.id(), QgsGeometry.fromWkt("MultiPolygon(((0 0, 0 9, 9 9, 0 0)))"))
    schema = hub.address.schema.replace('"', '""')
    server.account("佐藤")
    server.execute(f'GRANT "{schema}/viewers", "{schema}/administrators" TO "佐藤"', "town")
    other = server.connect("town", "佐藤")
    with other.cursor() as cursor:
        cursor.execute(f'SET search_path = "{schema}", public')
        cursor.execute("SELECT desk('佐藤', '')")
        cursor.execute("UPDATE houses SET name = '役場' WHERE name = 'a'")
    other.close()
    assert layer.commitChanges(), layer.commitErrors()
    assert (hub.look_again("山田"), hub.look_again("山田")) == (1, 0)
    (conflict,) = conflicts.waiting(hub)
    assert (conflict["column"], conflict["mine"], conflict["theirs"], conflict["theirs_by"]) == (
        "name", "公民館", "役場", "佐藤",
    )  # fmt: skip
    there = named(layer, "役場")
    assert there.geometry().boundingBox().xMaximum() == 9  # the shape, which nobody else changed, went in


def test_only_what_the_map_shows_is_read(shown, server):
    """The rectangle of the map reaches the server, and its spatial index."""
    hub, _, _ = shown
    schema = hub.address.schema.replace('"', '""')
    x, y = ORIGIN
    plan = server.execute(
        f'SET enable_seqscan = off; EXPLAIN SELECT fid FROM "{schema}".houses '
        f"WHERE geom && ST_MakeEnvelope({x}, {y}, {x + 5}, {y + 5}, 6677)", "town"
    )  # fmt: skip
    assert any("geom_idx" in line for (line,) in plan)


def test_the_person_is_told_what_was_refused(shown, place, server, monkeypatch):
    from qgis.PyQt.QtWidgets import QMainWindow

    from shimonita_gis.gui import serveredits

    hub, _, layer = shown
    told = []
    monkeypatch.setattr(serveredits.ServerEdits, "_say", lambda self, text, level: told.append(text))

    class Interface:
        window = QMainWindow()

        def mainWindow(self):  # noqa: N802
            return self.window

    project = QgsProject.instance()
    project.addMapLayer(layer.clone())
    (own,) = project.mapLayers().values()
    serveredits.ServerEdits(Interface(), place, "山田")
    change(own, named(own, "a"), "name", "公民館")
    server.execute(f'UPDATE "{hub.address.schema.replace(chr(34), chr(34) * 2)}".houses SET name = \'役場\', '
                   "based_on = 99 WHERE name = 'a'", "town")  # fmt: skip
    assert own.commitChanges()
    end = time.monotonic() + 30
    while not told and time.monotonic() < end:
        QgsApplication.processEvents()
    project.clear()
    assert len(told) == 1
