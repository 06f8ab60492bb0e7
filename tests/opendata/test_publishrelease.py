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
from shimonita_gis.opendata import rfc7946
from shimonita_gis.opendata.release import compared, publish_release

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
