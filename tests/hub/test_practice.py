"""The hub to practise with: filled as the made-up town is, marked, and with something to settle."""

import pyogrio
import pytest

import sample_town
from shimonita_gis.hub import workcopy
from shimonita_gis.hub.glance import glance
from shimonita_gis.hub.practice import COLLEAGUE, make_hub
from shimonita_gis.hub.store import Hub
from shimonita_gis.hub.template import standard_layers
from shimonita_gis.resources import resource


@pytest.fixture(scope="module")
def practice(tmp_path_factory):
    folder = tmp_path_factory.mktemp("practice")
    make_hub(folder / "共通基盤（練習用）", folder / "町の地図（練習用）.gpkg", "練習者")
    return folder


def test_every_field_that_is_shipped_is_one_of_the_standard_layer():
    standard = {layer.entry.table: layer for layer in standard_layers()}
    for path in resource("practice", "layers").glob("*.fgb"):
        assert set(pyogrio.read_info(path)["fields"]) <= set(standard[path.stem].fields), path.stem


def test_the_hub_holds_the_made_up_town(practice):
    town = sample_town.make_town(seed=1)
    held = Hub.open(practice / "共通基盤（練習用）").head().layers
    for table, layer in {"roads": town.roads, "buildings": town.buildings, "parcels": town.parcels}.items():
        assert held[table]["count"] == len(layer)


@pytest.mark.parametrize("table", ["administrative_areas", "public_facilities", "evacuation_sites", "rivers"])
def test_names_say_that_they_are_for_practice(practice, table):
    layer = pyogrio.read_dataframe(practice / "町の地図（練習用）.gpkg", layer=table)
    assert layer["name"].str.contains("練習用").all()


def test_one_change_waits_on_each_side_and_the_first_sync_is_a_conflict_to_settle(practice):
    hub, work_copy = practice / "共通基盤（練習用）", practice / "町の地図（練習用）.gpkg"
    seen = glance(hub, work_copy)
    assert (seen["unsent"], seen["new"], seen["editor"]) == (1, 1, COLLEAGUE)
    (conflict,) = workcopy.sync(work_copy, "練習者").conflicts
    assert (conflict["before"], conflict["mine"], conflict["theirs"]) == (300, 320, 350)
