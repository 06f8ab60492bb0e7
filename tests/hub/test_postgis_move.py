"""From a file share to a server and back."""

import json

import geopandas
import pytest
import shapely

from shimonita_gis.errors import HubError
from shimonita_gis.hub import geopackage, workcopy
from shimonita_gis.hub.administration import add_field, remove_field, remove_layer, rename_field
from shimonita_gis.hub.check import back_up, check
from shimonita_gis.hub.store import Hub

from .conftest import ORIGIN, Desk, add, assert_whole, houses, moved


@pytest.fixture
def eventful(small_hub, tmp_path):
    """A hub with a history: edits, a conflict, fields and a layer that came and went."""
    hub = small_hub
    yamada, suzuki = Desk(hub, tmp_path / "山田.gpkg", "山田"), Desk(hub, tmp_path / "鈴木.gpkg", "鈴木")
    yamada.rename("a", "A")
    yamada.draw("駅")
    yamada.sync()
    suzuki.rename("a", "AA")
    suzuki.delete("b")
    suzuki.sync()
    add_field(hub, "houses", "屋根", "TEXT", "山田")
    add(hub, houses(3, 名=["x", "y", "z"], 面積=[1.5, None, 3.0], 可=[True, False, True]), "倉庫")
    yamada.sync()
    yamada.edit("UPDATE houses SET 屋根 = '瓦' WHERE name = 'A'")
    yamada.sync()
    rename_field(hub, "houses", "floors", "階", "山田")
    remove_field(hub, "houses", "屋根", "山田")
    remove_layer(hub, "倉庫", "山田")
    return hub


def told(hub):
    """Everything that a hub tells of its versions, digests and computed states left out."""
    return [
        (v.number, v.time, v.editor, v.account, v.pc, v.message, v.kind, v.changed, v.operations, v.conflict_count,
         v.work_copy, v.nonce, v.base, v.decides, sorted(v.layers), hub.conflicts(v.number), hub.catalogue(v.number),
         {key: (c.kind, c.before, c.after, c.fid) for key, c in hub.changes(v.number).items()})
        for v in hub.versions()
    ]  # fmt: skip


def digests(path):
    with geopackage.opened(path, readonly=True) as connection:
        return {layer: geopackage.table_digest(connection, layer) for layer in geopackage.layers(connection)}


def test_a_hub_arrives_with_layers_catalogue_and_history(eventful, server, tmp_path):
    before = told(eventful)
    there = moved(eventful, server)
    assert told(there) == before
    assert digests(there.geopackage()) == digests(eventful.geopackage())
    assert check(there) == []
    for version in eventful.versions():
        old = eventful.replay(version.number, tmp_path / "old.gpkg")
        assert digests(there.replay(version.number, tmp_path / "new.gpkg")) == digests(old), version.number


def test_and_back_again(eventful, server, tmp_path):
    there = moved(eventful, server)
    (tmp_path / "backups").mkdir()
    back = Hub.open(back_up(there, tmp_path / "backups"))
    assert told(back) == told(eventful)
    assert [v.after for v in back.versions()] == [v.after for v in eventful.versions()]
    assert_whole(back)


def test_the_hub_on_the_share_takes_no_more_versions_and_names_the_new_place(eventful, server, tmp_path):
    desk = Desk(eventful, tmp_path / "田中.gpkg", "田中")
    desk.rename("A", "役場")
    there = moved(eventful, server)
    with pytest.raises(HubError, match="has moved to postgresql://127"):
        desk.sync()
    assert desk.sync(hub_folder=there.place).sent == 1
    assert desk.sync().sent == 0  # it knows the new place from now on
    assert workcopy.about(desk.path)["hub_folder"] == there.place
    assert "password" not in json.dumps(workcopy.about(desk.path))


def test_shapes_with_and_without_heights_live_in_one_layer(hub, server, tmp_path):
    there = moved(hub, server)
    flat = geopandas.GeoDataFrame({"name": ["駅"]}, geometry=[shapely.Point(ORIGIN)], crs=6677)
    layer = next(entry for entry in there.catalogue() if entry.table == "damage_points")
    add(there, flat, layer.title)
    with there.reader() as draft:
        assert draft.table(layer.table).kind == "POINTZ"
        assert draft.count(layer.table) == 1
    assert check(there) == []
