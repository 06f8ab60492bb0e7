"""RFC 7946 in all its points, on shapes and values that break other writers."""

import hashlib
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hostile_shapes import HOSTILE, around, hostile_shapes
from validators import findings

from shimonita_gis.errors import ExportError, InputError
from shimonita_gis.opendata import rfc7946
from shimonita_gis.opendata.arrow import Column
from shimonita_gis.opendata.attributes import tokens
from shimonita_gis.opendata.coordinates import geometry_texts
from shimonita_gis.opendata.geojson import Wishes, export_geojson
from shimonita_gis.opendata.lonlat import CUT, GARBLED, LOST, NO_HEIGHT, NO_PLACE, UNREADABLE
from shimonita_gis.opendata.source import open_layer

from .conftest import OFFICE, square

X, Y = OFFICE


def exported(tmp_path, shapes, crs=6677, wishes=None, **columns):
    source, target = tmp_path / "s.gpkg", tmp_path / "t.geojson"
    gpd.GeoDataFrame(columns, geometry=list(shapes), crs=crs).to_file(source, engine="pyogrio")
    export = export_geojson(source, target, wishes)
    assert rfc7946.check(target) == []
    return export, json.loads(target.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_shapes_leave_whole_or_are_listed(name, tmp_path):
    wkt, what, kind = HOSTILE[name]
    shape = around(OFFICE, wkt)
    export, collection = exported(tmp_path, [shape, square(X, Y)], id=[1, 2])
    assert set(export.happened) == ({what} if what else set())
    assert export.count == len(collection["features"]) == 2
    geometry = collection["features"][0]["geometry"]
    if what == LOST or shape.is_empty:
        assert geometry is None
    if kind:
        assert geometry["type"] == kind


def test_the_whole_hostile_set_passes_independent_validators(tmp_path):
    pytest.importorskip("geojson_validator", exc_type=ImportError)
    exported(tmp_path, hostile_shapes(OFFICE), id=range(len(HOSTILE)))
    assert findings([tmp_path / "t.geojson"]) == {"ours": [], "geojson-validator": [], "check-geojson": []}


def test_each_validator_finds_what_it_is_asked_for(tmp_path):
    pytest.importorskip("geojson_validator", exc_type=ImportError)
    ring = [[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]
    shapes = {"crossing": {"type": "Polygon", "coordinates": [ring]}, "short": {"type": "Point", "coordinates": [1]}}
    for name, shape in shapes.items():
        feature = {"type": "Feature", "properties": {}, "geometry": shape}
        text = json.dumps({"type": "FeatureCollection", "features": [feature]})
        (tmp_path / f"{name}.geojson").write_text(text)
    crossing, short = (tmp_path / f"{name}.geojson" for name in shapes)
    assert all(findings([crossing])[name] for name in ("ours", "geojson-validator"))
    assert findings([short])["ours"] and findings([short])["check-geojson"]


def test_the_antimeridian_is_cut_and_the_bbox_runs_across_it(tmp_path):
    ring = shapely.Polygon([(179, 10), (-179, 10), (-179, 20), (179, 20)])
    turned = shapely.Polygon([(178, 30), (182, 30), (182, 40), (178, 40)])
    line = shapely.LineString([(170, 0), (-170, 0)])
    export, collection = exported(tmp_path, [ring, turned], crs=4326, id=[1, 2])
    assert export.happened[CUT][0] == 2
    assert [f["geometry"]["type"] for f in collection["features"]] == ["MultiPolygon"] * 2
    assert collection["bbox"] == [178.0, 10.0, -178.0, 40.0]
    shapes = [shapely.from_geojson(json.dumps(f["geometry"])) for f in collection["features"]]
    assert shapely.area(shapes) == pytest.approx([20, 40])
    _, collection = exported(tmp_path, [line], crs=4326, id=[1])
    assert collection["features"][0]["geometry"]["coordinates"] == [[[170, 0], [180, 0]], [[-180, 0], [-170, 0]]]


def test_values_keep_their_types(tmp_path):
    texts = ['"\\', "<script>alert(1)</script>", "改\n行\t\x07", "../../x", "=1+1", "𠮷野家", "\u2028", None]
    n = len(texts)
    moments = [datetime(2024, 4, 1, 9, 30, i, tzinfo=UTC) for i in range(n - 1)] + [None]
    columns = {
        "文": texts, "整%数": list(range(2**53 - 3, 2**53 - 3 + n)),
        "実": [0.1, 1e-300, 1e300, -0.0, np.nan, np.inf, 5, 1 / 3],
        "真": [True, False] * (n // 2), "時": gpd.pd.Series(moments, dtype="datetime64[ms, UTC]"),
    }  # fmt: skip
    _, collection = exported(tmp_path, [shapely.Point(OFFICE)] * n, **columns)
    rows = [f["properties"] for f in collection["features"]]
    assert [r["文"] for r in rows] == texts
    assert [r["整%数"] for r in rows] == columns["整%数"]
    assert [r["実"] for r in rows] == [0.1, 1e-300, 1e300, 0, None, None, 5, 1 / 3]
    assert [r["真"] for r in rows] == columns["真"]
    assert rows[3]["時"] == "2024-04-01T09:30:03Z"
    assert rows[-1]["時"] is None


def test_a_time_without_a_zone_is_japan_s():
    moments = np.array(["2024-04-01T08:15:00.500", "1969-12-31T23:59:59"], "datetime64[ms]").astype(np.int64)
    assert tokens(Column("時", "tsm:", moments)) == [
        b'"2024-04-01T08:15:00.5+09:00"',
        b'"1969-12-31T23:59:59+09:00"',
    ]
    assert tokens(Column("日", "tdD", np.array([19814, -1], np.int32))) == [b'"2024-04-01"', b'"1969-12-31"']
    assert tokens(Column("刻", "ttm", np.array([34200000, 0], np.int32))) == [b'"09:30:00"', b'"00:00:00"']


def test_lists_from_geojson_stay_lists(tmp_path):
    source = tmp_path / "s.geojson"
    source.write_text(
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"語":["a","b"],"数":[1,2]},'
        '"geometry":{"type":"Point","coordinates":[138.7,36.2]}}]}'
    )
    export_geojson(source, tmp_path / "t.geojson")
    properties = json.loads((tmp_path / "t.geojson").read_text())["features"][0]["properties"]
    assert properties == {"語": ["a", "b"], "数": [1, 2]}


def test_heights_only_on_request(tmp_path):
    shapes = [shapely.Point(X, Y, 312.345)]
    _, collection = exported(tmp_path, shapes, id=[1])
    assert len(collection["features"][0]["geometry"]["coordinates"]) == 2
    _, collection = exported(tmp_path, shapes, id=[1], wishes=Wishes(heights=True))
    assert collection["features"][0]["geometry"]["coordinates"][2] == 312.345


def test_heights_stay_where_a_line_is_cut_at_the_antimeridian(tmp_path):
    line = shapely.LineString([(170, 0, 5), (190, 0, 9)])
    _, collection = exported(tmp_path, [line], crs=4326, id=[1], wishes=Wishes(heights=True))
    assert collection["features"][0]["geometry"]["coordinates"] == [
        [[170, 0, 5], [180, 0, 7]],
        [[-180, 0, 7], [-170, 0, 9]],
    ]


def test_what_has_no_height_is_listed_and_not_made_up(tmp_path):
    heights = [312.5, np.nan, np.inf, 1e30]
    shapes = [shapely.Point(X, Y, height) for height in heights]
    export, collection = exported(tmp_path, shapes, id=[1, 2, 3, 4], wishes=Wishes(heights=True))
    assert [f["geometry"]["coordinates"][2] for f in collection["features"]] == [312.5, 0, 0, 0]
    assert export.happened == {NO_HEIGHT: (3, (2, 3, 4))}
    assert "-0.0" not in (tmp_path / "t.geojson").read_text()
    export, _ = exported(tmp_path, shapes, id=[1, 2, 3, 4])
    assert export.happened == {}


def test_a_shape_around_the_whole_earth_is_listed(tmp_path):
    export, collection = exported(tmp_path, [shapely.box(-180, 80, 180, 90), shapely.Point(1, 2)], crs=4326, id=[1, 2])
    assert export.happened == {LOST: (1, (1,))}
    assert [f["geometry"] is None for f in collection["features"]] == [True, False]


def test_the_hub_knows_a_feature_by_its_uuid(tmp_path):
    _, collection = exported(tmp_path, [shapely.Point(OFFICE)] * 2, uuid=["b-1", "a-2"], 名称=["い", "ろ"])
    assert [f["id"] for f in collection["features"]] == ["b-1", "a-2"]


def test_a_feature_that_lacks_its_uuid_changes_no_other_s_identity(tmp_path):
    _, collection = exported(tmp_path, [shapely.Point(OFFICE)] * 4, uuid=["b-1", None, "", "2"])
    assert [f["id"] for f in collection["features"]] == ["b-1", 2, 3, "2"]


def test_the_same_identity_twice_is_refused_with_both_features(tmp_path, monkeypatch):
    from shimonita_gis.opendata import source

    monkeypatch.setattr(source.Layer.read, "__defaults__", (2, None))  # the two are in different batches
    with pytest.raises(InputError, match=r"features 1 and 4 have the same identity \(uuid a-1\)"):
        exported(tmp_path, [shapely.Point(OFFICE)] * 4, uuid=["a-1", "b", None, "a-1"])
    assert not (tmp_path / "t.geojson").exists()


@pytest.mark.parametrize("precision", [3, 5, 7, 9])
def test_precision(precision, tmp_path):
    exported(tmp_path, [square(X, Y, 2000)], id=[1], wishes=Wishes(precision=precision))
    texts = (tmp_path / "t.geojson").read_text().split("[[[")[1].split("]")[0].split(",")
    assert {len(text.split(".")[1]) for text in texts} == {precision}


def test_a_precision_that_nobody_needs(tmp_path):
    with pytest.raises(InputError, match="decimals"):
        exported(tmp_path, [square(X, Y)], id=[1], wishes=Wishes(precision=15))


def test_a_coordinate_that_is_no_number(tmp_path):
    export, collection = exported(
        tmp_path, [shapely.LineString([(X, Y), (np.nan, 1)]), shapely.LineString([(X, Y), (X + 9, Y)])], id=[1, 2]
    )
    assert export.happened[NO_PLACE] == (1, (1,))
    assert collection["features"][0]["geometry"] is None


def test_a_collection_in_a_collection_gives_its_members_to_the_outer_one(tmp_path):
    nested = "GEOMETRYCOLLECTION(GEOMETRYCOLLECTION(POINT(1 1),GEOMETRYCOLLECTION(LINESTRING(0 0,5 5))),POINT(2 2))"
    inner = shapely.transform(shapely.from_wkt(nested), lambda c: c + OFFICE)
    _, collection = exported(
        tmp_path, [inner, shapely.from_wkt("GEOMETRYCOLLECTION(GEOMETRYCOLLECTION EMPTY)")], n=[1, 2]
    )
    members, none = (feature["geometry"] for feature in collection["features"])
    assert [member["type"] for member in members["geometries"]] == ["Point", "LineString", "Point"]
    assert none is None


def changed(path, statement):
    """Changes a GeoPackage as a program does that knows nothing of its rules."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute(statement)
    return path


def test_a_broken_geometry_leaves_as_null_and_is_listed(tmp_path, written):
    path = changed(written([shapely.Point(OFFICE)] * 3, n=[1, 2, 3]), "UPDATE layer SET geom = x'4750' WHERE fid = 2")
    changed(path, "UPDATE layer SET geom = NULL WHERE fid = 3")
    export = export_geojson(path, tmp_path / "t.geojson")
    assert export.happened == {UNREADABLE: (1, (2,))}
    assert export.empty == 2


def test_text_that_is_no_utf8_is_listed(tmp_path, written):
    path = changed(written([shapely.Point(OFFICE)] * 3, 名称=["役場", "公園", "橋"]),
                   "UPDATE layer SET 名称 = CAST(x'8cf6898041' AS TEXT) WHERE fid = 2")  # fmt: skip
    export = export_geojson(path, tmp_path / "t.geojson")
    assert export.happened == {GARBLED: (1, (2,))}
    names = [f["properties"]["名称"] for f in json.loads((tmp_path / "t.geojson").read_text("utf-8"))["features"]]
    assert (names[0], names[1][-1], "\ufffd" in names[1], names[2]) == ("役場", "A", True, "橋")


@pytest.mark.parametrize(("field", "value"), [("日", "2024-13-45"), ("時", "きのう")])
def test_a_date_that_is_none_stops_instead_of_becoming_1970(field, value, tmp_path, written):
    path = written([shapely.Point(OFFICE)] * 2, 時=gpd.pd.Series([datetime(1970, 1, 1, tzinfo=UTC)] * 2))
    changed(path, "ALTER TABLE layer ADD COLUMN 日 DATE")
    changed(path, "UPDATE layer SET 日 = '1970-01-01' WHERE fid = 1")
    target = tmp_path / "t.geojson"
    export_geojson(path, target)
    rows = [feature["properties"] for feature in json.loads(target.read_text(encoding="utf-8"))["features"]]
    assert [row["日"] for row in rows] == ["1970-01-01", None]
    assert [row["時"] for row in rows] == ["1970-01-01T00:00:00Z"] * 2
    changed(path, f"UPDATE layer SET {field} = '{value}' WHERE fid = 2")
    with pytest.raises(InputError, match=f"no date or time in the field {field} of feature 2"):
        export_geojson(path, target)
    assert export_geojson(path, target, Wishes(fields=())).count == 2


def test_a_layer_is_not_written_over_itself(tmp_path, parks):
    before = parks.read_bytes()
    with pytest.raises(InputError, match="both read and written"):
        export_geojson(parks, parks)
    assert parks.read_bytes() == before


def test_the_digest_is_that_of_the_file(tmp_path, written):
    for count in (0, 1, 4500):
        target = tmp_path / f"{count}.geojson"
        export = export_geojson(written([shapely.Point(OFFICE)] * count, n=list(range(count))), target)
        assert export.digest == hashlib.sha256(target.read_bytes()).hexdigest()


def test_no_features(tmp_path):
    source = tmp_path / "s.gpkg"
    gpd.GeoDataFrame({"id": []}, geometry=[], crs=6677).to_file(source)
    export_geojson(source, tmp_path / "t.geojson")
    assert json.loads((tmp_path / "t.geojson").read_text()) == {"type": "FeatureCollection", "features": []}


def test_many_batches_are_one_file(tmp_path, monkeypatch):
    from shimonita_gis.opendata import source

    monkeypatch.setattr(source.Layer.read, "__defaults__", (7, None))
    shapes = [square(X + 20 * i, Y) for i in range(50)]
    _, collection = exported(tmp_path, shapes, n=list(range(50)))
    assert [f["properties"]["n"] for f in collection["features"]] == list(range(50))


def test_a_layer_of_which_features_were_deleted_is_read_whole(tmp_path, written):
    """GDAL before 3.11.4 is kept from its quick way there, which hands out batches that are not filled yet."""
    path = written([square(X + 20 * i, Y) for i in range(60)], n=list(range(60)))
    changed(path, "DELETE FROM layer WHERE fid % 3 = 0")
    changed(path, "UPDATE gpkg_ogr_contents SET feature_count = 40")
    layer = open_layer(path)
    batches = list(layer.read(["n"], size=7))
    assert [len(batch) for batch in batches] == [7, 7, 7, 7, 7, 5]
    assert [n for batch in batches for n in batch.columns[0].values] == [n for n in range(60) if n % 3 != 2]
    assert export_geojson(path, tmp_path / "t.geojson").count == 40


def test_the_check_sees_what_the_writer_did_wrong(tmp_path, monkeypatch):
    from shimonita_gis.opendata import geojson

    def a_metre_east(shapes, digits, heights=False):
        return geometry_texts(shapely.transform(shapes, lambda c: c + np.array([1e-5, 0])), digits, heights)

    monkeypatch.setattr(geojson, "geometry_texts", a_metre_east)
    with pytest.raises(ExportError, match="place differs"):
        exported(tmp_path, [square(X, Y)], id=[1])


FEATURE = '{"type":"Feature","properties":{},"geometry":%s}'
RING = "[[[0,0],[1,0],[1,1],[0,0]]]"


@pytest.mark.parametrize(
    ("geometry", "rule"),
    [
        ('{"type":"Polygon","coordinates":[[[0,0],[1,1],[1,0],[0,0]]]}', "winding"),
        ('{"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,0]],[[2,1],[3,1],[3,2],[2,1]]]}', "winding"),
        ('{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}', "ring"),
        ('{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,0]]]}', "ring"),
        ('{"type":"Polygon","coordinates":[[[0,0],[2,2],[2,0],[0,2],[0,0]]]}', "shape"),
        ('{"type":"Point","coordinates":[181,0]}', "range"),
        ('{"type":"Point","coordinates":[1]}', "position"),
        ('{"type":"Point","coordinates":[1,"2"]}', "position"),
        ('{"type":"Point","coordinates":[]}', "position"),
        ('{"type":"LineString","coordinates":[[1,2]]}', "line"),
        ('{"type":"LineString","coordinates":[]}', "empty"),
        ('{"type":"LineString","coordinates":[[170,0],[-170,0]]}', "antimeridian"),
        ('{"type":"Polygon","coordinates":[[0,0],[1,0],[1,1],[0,0]]}', "position"),
        ('{"type":"MultiPolygon","coordinates":' + RING + "}", "position"),
        ('{"type":"Sphere","coordinates":[0,0]}', "type"),
        ('{"type":"Point","coordinates":[0,0],"crs":null}', "foreign"),
        ('{"type":"GeometryCollection","geometries":[{"type":"GeometryCollection","geometries":[]}]}', "collection"),
        ("5", "type"),
    ],
)  # fmt: skip
def test_the_checker_finds(geometry, rule, tmp_path):
    path = tmp_path / "x.geojson"
    path.write_text('{"type":"FeatureCollection","features":[' + FEATURE.replace("%s", geometry) + "]}")
    assert rule in {finding.rule for finding in rfc7946.check(path)}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("{", "json"),
        ("[]", "type"),
        ('{"type":"FeatureCollection"}', "members"),
        ('{"type":"FeatureCollection","features":[],"crs":{}}', "crs"),
        ('{"type":"FeatureCollection","features":[],"name":"x"}', "foreign"),
        ('{"type":"FeatureCollection","features":[],"features":[]}', "twice"),
        ('\ufeff{"type":"FeatureCollection","features":[]}', "bom"),
        ('{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null}]}', "members"),
        ('{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":[]}]}', "properties"),
        ('{"type":"FeatureCollection","features":[{"type":"Feature","id":true,"geometry":null,"properties":{}}]}', "id"),  # noqa: E501
        ('{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":{"a":NaN}}]}', "json"),
        ('{"type":"FeatureCollection","features":[%s],"bbox":[1,2,3,4]}'.replace("%s", FEATURE.replace("%s", "null")), "bbox"),  # noqa: E501
    ],
)  # fmt: skip
def test_the_checker_finds_in_the_file(text, rule, tmp_path):
    path = tmp_path / "x.geojson"
    path.write_text(text, encoding="utf-8")
    assert rule in {finding.rule for finding in rfc7946.check(path)}
