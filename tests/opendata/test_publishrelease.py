"""A release folder: whole, checked, and different from the last one only where the hub is."""

import csv
import hashlib
import json
from datetime import date

import geopandas as gpd
import pytest
import shapely
from qgis.core import QgsProcessingException

from shimonita_gis.errors import CancelledError, ExportError, InputError
from shimonita_gis.hub import geopackage
from shimonita_gis.hub.administration import change_entry, rename_layer
from shimonita_gis.hub.store import Hub
from shimonita_gis.hub.workcopy import check_out, sync
from shimonita_gis.opendata import rfc7946
from shimonita_gis.opendata.importing import import_dataset
from shimonita_gis.opendata.release import Difference, compared, publish_release

from .conftest import OFFICE, square

TITLE = "../<b>公園</b>"


@pytest.fixture
def hub(provider, tmp_path):
    """A hub with one open layer, whose title is hostile and whose owners are marked as personal, and a closed one."""
    from qgis import processing

    x, y = OFFICE
    parks = gpd.GeoDataFrame(
        {"名称": ["中央", "=1+1", "荒船"], "担当": ["山", "川", "森"]},
        geometry=[square(x + 20 * i, y) for i in range(3)], crs=6677,
    )  # fmt: skip
    parks.to_file(tmp_path / "parks.gpkg")
    folder = tmp_path / "hub"
    processing.run("shimonita:createhub", {"HUB": str(folder), "EDITOR": "山田"})
    for title, is_open in ((TITLE, True), ("税務", False)):
        processing.run("shimonita:addlayertohub", {
            "INPUT": str(tmp_path / "parks.gpkg"), "HUB": str(folder), "TITLE": title, "OPEN": is_open,
            "PERSONAL": ["担当"], "EDITOR": "山田"})  # fmt: skip
    return folder


def only_open(layers):
    return next(layer for layer in layers if layer.entry.title == TITLE)


def test_a_release_is_whole(hub, tmp_path):
    from qgis import processing

    target = tmp_path / "release"
    done = processing.run(
        "shimonita:publishrelease", {"HUB": str(hub), "OUTPUT_FOLDER": str(target), "APPROVER": "山田"}
    )
    about = json.loads((target / "release.json").read_text(encoding="utf-8"))
    assert (about["approver"], len(about["layers"])) == ("山田", done["COUNT"])
    name = next(name for name in about["layers"] if "公園" in name)
    features = json.loads((target / f"{name}.geojson").read_text(encoding="utf-8"))["features"]
    assert [f["properties"] for f in features] == [{"名称": "中央"}, {"名称": "=1+1"}, {"名称": "荒船"}]
    with (target / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["名称"] for row in csv.DictReader(file)] == ["中央", "'=1+1", "荒船"]
    for path in target.glob("*.geojson"):
        assert rfc7946.check(path) == []
    assert not any("税務" in path.name for path in target.iterdir())
    for line in (target / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, file = line.split("  ", 1)
        assert hashlib.sha256((target / file).read_bytes()).hexdigest() == digest
    listed = json.loads((target / "catalog.jsonld").read_text(encoding="utf-8"))["dcat:dataset"]
    assert TITLE in [d["dct:title"] for d in listed]
    open_data_list = import_dataset(target / "103829_opendata_list.csv", "opendata_list")
    assert (open_data_list.remarks, len(open_data_list.frame)) == ((), done["COUNT"])
    assert set(open_data_list.frame["更新頻度"]) <= {"毎年", "毎日", "必要なとき", None}
    page = (target / "index.html").read_text(encoding="utf-8")
    assert "<b>公園" not in page and "src=" not in page and 'href="http' not in page
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hub", "parks.gpkg", "release"]


def test_two_releases_of_one_version_are_the_same_bytes(hub, tmp_path):
    first = publish_release(hub, tmp_path / "a", "CC BY 4.0", "課長", day=date(2024, 4, 1))
    again = publish_release(hub, tmp_path / "b", "CC BY 4.0", "課長")
    assert only_open(first).export.digest == only_open(again).export.digest
    third = only_open(publish_release(hub, tmp_path / "a", "CC BY 4.0", "課長"))
    assert third.since == "2024-04-01"
    assert (third.difference.added, third.difference.removed, third.difference.moved) == ((), (), ())


def test_the_difference_of_two_releases():
    def feature(i, x, name):
        return {"id": i, "geometry": json.loads(shapely.to_geojson(shapely.Point(x, 0))), "properties": {"n": name}}

    before = [feature(1, 1, "a"), feature(2, 2, "b"), feature(3, 3, "c")]
    after = [feature(2, 9, "b"), feature(3, 3, "neu"), feature(4, 4, "d")]
    found = compared(before, after)
    assert (found.added, found.removed, found.moved, found.changed) == ((4,), (1,), (2,), (3,))


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [tuple(row) for row in csv.reader(file)][1:]


def test_a_layer_is_known_again_under_a_new_title_and_one_that_went_is_named(hub, tmp_path):
    publish_release(hub, tmp_path / "release", "CC BY 4.0", "課長", day=date(2024, 4, 1))
    rename_layer(Hub.open(hub), TITLE, "町の公園", "山田")
    change_entry(Hub.open(hub), "税務", {"sharing": "open"}, "山田")
    change_entry(Hub.open(hub), "公衆トイレ", {"sharing": "internal"}, "山田")
    layers = {la.entry.title: la for la in publish_release(hub, tmp_path / "release", "CC BY 4.0", "課長")}
    assert (layers["町の公園"].since, layers["町の公園"].difference) == ("2024-04-01", Difference())
    assert layers["税務"].difference is None
    assert rows_of(tmp_path / "release" / "changes.csv") == [
        ("公衆トイレ", "", "公開終了"), ("税務", "", "新しいデータ")
    ]  # fmt: skip
    assert json.loads((tmp_path / "release" / "release.json").read_bytes())["withdrawn"] == ["公衆トイレ"]
    assert "今回はないデータ：公衆トイレ" in (tmp_path / "release" / "index.html").read_text(encoding="utf-8")


def test_each_feature_that_changed_is_listed(hub, tmp_path):
    publish_release(hub, tmp_path / "release", "CC BY 4.0", "課長")
    copy = check_out(Hub.open(hub), tmp_path / "copy.gpkg", [TITLE], "山田")
    with geopackage.opened(copy) as connection:
        table = Hub.open(hub).catalogue().entry(TITLE).table
        ids = dict(connection.execute(f'SELECT 名称, uuid FROM "{table}"').fetchall())
        connection.execute(f'UPDATE "{table}" SET 名称 = ? WHERE 名称 = ?', ("新しい名前", "中央"))
        connection.execute(f'DELETE FROM "{table}" WHERE 名称 = ?', ("荒船",))
    sync(copy, "山田")
    publish_release(hub, tmp_path / "release", "CC BY 4.0", "課長")
    assert rows_of(tmp_path / "release" / "changes.csv") == [
        (TITLE, ids["荒船"], "削除"), (TITLE, ids["中央"], "変更")
    ]  # fmt: skip


def test_a_layer_called_like_a_file_of_the_release_takes_the_place_of_none(hub, tmp_path):
    rename_layer(Hub.open(hub), TITLE, "Index", "山田")
    publish_release(hub, tmp_path / "release", "CC BY 4.0", "課長")
    assert "オープンデータ" in (tmp_path / "release" / "index.html").read_text(encoding="utf-8")
    assert (tmp_path / "release" / "Index_2.geojson").is_file()


@pytest.mark.parametrize("damage", [lambda p: p.unlink(), lambda p: p.write_bytes(p.read_bytes()[:-200])])
def test_a_damaged_last_release_is_not_compared_with(hub, tmp_path, damage):
    target = tmp_path / "release"
    layer = only_open(publish_release(hub, target, "CC BY 4.0", "課長"))
    damage(target / f"{layer.name}.geojson")
    left = sorted(path.name for path in target.iterdir())
    with pytest.raises(InputError, match="damaged"):
        publish_release(hub, target, "CC BY 4.0", "課長")
    assert sorted(path.name for path in target.iterdir()) == left


def test_what_someone_laid_beside_the_last_release_is_not_lost(hub, tmp_path):
    target = tmp_path / "release"
    publish_release(hub, target, "CC BY 4.0", "課長")
    (target / "メモ.txt").write_text("来週まで")
    with pytest.raises(InputError, match=r"holds メモ\.txt, which the new release would remove"):
        publish_release(hub, target, "CC BY 4.0", "課長")
    assert (target / "メモ.txt").read_text() == "来週まで"


def test_a_last_release_that_leads_elsewhere_is_not_followed(hub, tmp_path):
    target = tmp_path / "release"
    layer = only_open(publish_release(hub, target, "CC BY 4.0", "課長"))
    about = (target / "release.json").read_text(encoding="utf-8")
    outside = tmp_path / "outside.geojson"
    (target / f"{layer.name}.geojson").replace(outside)
    (target / f"{layer.name}.geojson").symlink_to(outside)
    with pytest.raises(InputError, match="damaged"):
        publish_release(hub, target, "CC BY 4.0", "課長")
    (target / f"{layer.name}.geojson").unlink()
    (target / "release.json").write_text(about.replace(f'"{layer.name}"', '"../outside"'), encoding="utf-8")
    with pytest.raises(InputError, match="damaged"):
        publish_release(hub, target, "CC BY 4.0", "課長")
    assert outside.is_file()


def test_nothing_leaves_without_an_approver(hub, tmp_path):
    with pytest.raises(ExportError, match="approve"):
        publish_release(hub, tmp_path / "release", "CC BY 4.0", " ")
    assert not (tmp_path / "release").exists()


def test_a_folder_of_something_else_or_a_link_is_left_alone(hub, tmp_path):
    other = tmp_path / "photos"
    other.mkdir()
    (other / "a.jpg").write_text("x")
    (tmp_path / "link").symlink_to(other)
    for target in (other, tmp_path / "link"):
        with pytest.raises(InputError):
            publish_release(hub, target, "CC BY 4.0", "課長")
    assert [path.name for path in other.iterdir()] == ["a.jpg"]


def test_cancelled_leaves_the_last_release(hub, tmp_path):
    target = tmp_path / "release"
    publish_release(hub, target, "CC BY 4.0", "課長")
    before = (target / "SHA256SUMS").read_bytes()
    with pytest.raises(CancelledError):
        publish_release(hub, target, "CC BY 4.0", "課長", cancelled=lambda: True)
    assert (target / "SHA256SUMS").read_bytes() == before


def test_no_hub(provider, tmp_path):
    from qgis import processing

    with pytest.raises(QgsProcessingException):
        processing.run(
            "shimonita:publishrelease", {"HUB": str(tmp_path), "OUTPUT_FOLDER": str(tmp_path / "r"), "APPROVER": "x"}
        )
