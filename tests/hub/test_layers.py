"""Any vector layer, brought into the hub's form."""

import re
import sqlite3
import uuid

import geopandas
import numpy as np
import pandas
import pytest
import shapely

from shimonita_gis.errors import InputError
from shimonita_gis.hub import geopackage
from shimonita_gis.hub.layers import dbf_encoding, prepared, read_layer, table_name, write_geopackage

from .conftest import ORIGIN, add, bow_tie, houses


def write_shapefile(frame, path, encoding, cpg):
    frame.to_file(path, encoding=encoding)
    path.with_suffix(".cpg").unlink(missing_ok=True)
    if cpg is not None:
        path.with_suffix(".cpg").write_text(cpg)
    return path


@pytest.mark.parametrize("encoding", ["CP932", "UTF-8"])
@pytest.mark.parametrize("cpg", [None, "Shift_JIS", "UTF-8", "nonsense"])
def test_japanese_text_is_read_whatever_the_cpg_claims(tmp_path, encoding, cpg):
    frame = houses(name=["髙橋①", "下仁田町", "神津牧場", "表示ソ能", "ねぎ"])
    path = write_shapefile(frame, tmp_path / "家.shp", encoding, cpg)
    assert list(read_layer(path).frame["name"]) == ["髙橋①", "下仁田町", "神津牧場", "表示ソ能", "ねぎ"]


def test_real_cp932_shapefiles_of_a_town(shared_data):
    for path in sorted((shared_data / "opendata/yaizu").glob("*.shp")):
        features = read_layer(path)
        text = "".join(features.frame.select_dtypes("object").iloc[:, 1:].fillna("").astype(str).sum())
        assert any(word in text for word in ("自治会", "区域", "輸送路"))
        assert "�" not in text
        assert features.frame.crs == 6677
        assert features.frame.geometry.is_valid.all()
        assert dbf_encoding(path) == "CP932"


def test_a_layer_on_the_tokyo_datum_lands_where_it_is():
    there = geopandas.GeoDataFrame(geometry=[shapely.Point(-93590.5, 23726.9)], crs=30169)
    point = prepared(there, "old map").frame.geometry[0]
    assert (point.x, point.y) == pytest.approx((-93881.979, 24082.032), abs=0.01)


def test_a_layer_without_reference_system_is_refused_with_advice(tmp_path):
    path = tmp_path / "where.shp"
    houses().to_file(path)
    path.with_suffix(".prj").unlink()
    with pytest.raises(InputError, match="does not say its reference system") as refusal:
        read_layer(path)
    assert "where.shp" in str(refusal.value)


def test_broken_shapes_are_mended_and_told():
    frame = houses(3)
    frame.loc[1, "geometry"] = bow_tie()
    frame.loc[2, "geometry"] = None
    features = prepared(frame, "test")
    assert features.frame.geometry[1].is_valid
    assert features.frame.geometry[1].area == pytest.approx(50)
    assert [str(note) for note in features.notes] == [
        "Mended the shape of 1 feature(s): row 2.",
        "1 feature(s) have no shape: row 3.",
    ]


def test_a_shape_that_cannot_be_saved_leaves_its_row():
    x, y = ORIGIN
    frame = houses(2)
    frame.loc[0, "geometry"] = shapely.Polygon([(x, y), (x + 1, y), (x, y)])
    features = prepared(frame, "test")
    assert len(features.frame) == 2
    assert features.frame.geometry[0] is None
    assert "no usable shape" in str(features.notes[0])


def test_points_and_areas_in_one_layer_are_refused():
    frame = houses(2)
    frame.loc[0, "geometry"] = shapely.Point(ORIGIN)
    with pytest.raises(InputError, match="mixes points, lines and areas"):
        prepared(frame, "test")


def test_every_feature_gets_an_identity_and_keeps_the_one_it_has():
    known = str(uuid.uuid4())
    features = prepared(houses(3, name=["a", "b", "c"], UUID=[known, known, None]), "test")
    ids = list(features.frame["uuid"])
    assert ids[0] == known
    assert len(set(ids)) == 3
    assert "repeated the uuid" in str(features.notes[-1])


def test_a_column_called_uuid_that_holds_something_else_is_kept_beside():
    frame = prepared(houses(2, uuid=["A-1", "A-1"], fid=[7, 7], Fid=[1, 2]), "test").frame
    assert list(frame["uuid_2"]) == ["A-1", "A-1"]
    assert list(frame["fid_2"]) == [7, 7]
    assert list(frame["Fid_3"]) == [1, 2]


def test_a_geopackage_without_primary_key_is_taken_in(tmp_path, hub):
    houses(3).to_file(tmp_path / "a.gpkg", layer="houses")
    with geopackage.opened(tmp_path / "a.gpkg") as connection:
        connection.execute('CREATE TABLE "家 ""旧""" AS SELECT geom, name, 7 AS fid FROM houses')
        for about, key in (("gpkg_contents", "table_name, identifier"), ("gpkg_geometry_columns", "table_name")):
            others = [c for c in geopackage._all_columns(connection, about, "main") if c not in key.split(", ")]
            names, values = ", ".join(others), ", ".join(["'家 \"旧\"'"] * len(key.split(", ")))
            connection.execute(f"INSERT INTO {about} ({key}, {names}) SELECT {values}, {names} FROM {about}")
    features = read_layer(f'{tmp_path / "a.gpkg"}|layername=家 "旧"')
    assert (list(features.frame["name"]), features.frame["uuid"].nunique()) == (["家0", "家1", "家2"], 3)
    _, entry = add(hub, features.frame.drop(columns="uuid"), '家 "旧"')
    with geopackage.published(hub.geopackage()) as connection:
        assert geopackage.primary_key(connection, entry.table) == "fid"
        assert geopackage.count(connection, entry.table) == 3


def test_whole_numbers_with_gaps_stay_whole(tmp_path):
    frame = houses(3, floors=pandas.array([1, None, 3], dtype="Int64"))
    frame.to_file(tmp_path / "a.gpkg")
    column = read_layer(tmp_path / "a.gpkg").frame["floors"]
    assert column.dtype == "Int64"
    assert column.isna().tolist() == [False, True, False]


def test_days_stay_days_and_times_are_kept_in_utc(tmp_path):
    """QGIS's forms drop a zone other than UTC, and would save 10:15 in Japan as 10:15 in Greenwich."""
    place = '{"type": "Point", "coordinates": [138.79, 36.21]}'
    values = '{"開園": "2026-10-12", "点検": "2026-10-12T10:15:00+09:00", "清掃": "2026-10-12T10:15:00"}'
    empty = '{"開園": null, "点検": null, "清掃": null}'
    features = ",".join(f'{{"type": "Feature", "geometry": {place}, "properties": {each}}}' for each in (values, empty))
    (tmp_path / "公園.geojson").write_text(f'{{"type": "FeatureCollection", "features": [{features}]}}', "utf-8")
    read = read_layer(tmp_path / "公園.geojson")
    assert [str(note) for note in read.notes] == ["The times of 清掃 carry no time zone; they are taken as Japan's."]
    write_geopackage(read, tmp_path / "a.gpkg", "公園 '旧'")
    with sqlite3.connect(tmp_path / "a.gpkg") as connection:
        kinds = {row[1]: row[2] for row in connection.execute("PRAGMA table_info(\"公園 '旧'\")")}
        (day, *times), without = connection.execute("SELECT 開園, 点検, 清掃 FROM \"公園 '旧'\"")
    assert (kinds["開園"], kinds["点検"], kinds["清掃"]) == ("DATE", "DATETIME", "DATETIME")
    assert (day, without) == ("2026-10-12", (None, None, None))
    assert all(re.fullmatch(r"2026-10-12T01:15:00(\.000)?Z", time) for time in times)  # GDAL 3.13 leaves out .000


def test_only_wanted_fields_are_taken(tmp_path):
    houses().to_file(tmp_path / "a.gpkg")
    frame = read_layer(tmp_path / "a.gpkg", wanted=["floors"]).frame
    assert list(frame.columns) == ["uuid", "floors", "geom"]
    with pytest.raises(InputError, match="no field owner"):
        read_layer(tmp_path / "a.gpkg", wanted=["owner"])


def test_heights_are_kept():
    frame = geopandas.GeoDataFrame(geometry=[shapely.Point(*ORIGIN, 412.5), shapely.Point(ORIGIN)], crs=6677)
    features = prepared(frame, "test")
    assert features.geometry_type == "Point Z"
    assert features.frame.geometry[0].z == 412.5
    assert np.isnan(features.frame.geometry[1].z) or features.frame.geometry[1].z == 0


@pytest.mark.parametrize(("content", "message"), [(b"", "cannot be read"), (b"\x00\x01nonsense", "cannot be read")])
def test_what_is_no_layer_is_refused(tmp_path, content, message):
    (tmp_path / "a.gpkg").write_bytes(content)
    with pytest.raises(InputError, match=message):
        read_layer(tmp_path / "a.gpkg")


@pytest.mark.parametrize(
    ("title", "table"),
    [
        ('道路 "旧"; DROP TABLE x --', "道路_旧_drop_table_x"),
        ("２０２４年", "layer_2024年"),
        ("gpkg_contents", "layer_gpkg_contents"),
        ("///", "layer"),
    ],
)
def test_table_names_hold_nothing_that_other_programs_stumble_over(title, table):
    assert table_name(title, set()) == table
