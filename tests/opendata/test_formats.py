"""An open layer in the formats that people ask for: what goes in comes out again, or nothing is written."""

import json

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from osgeo import gdal
from qgis.core import QgsProcessingException, QgsVectorLayer

from shimonita_gis.errors import CancelledError, ExportError, InputError, OutputError
from shimonita_gis.opendata.formats import FORMATS, SHORT_NAMES, short_names, write_format
from shimonita_gis.opendata.geojson import Wishes

from .conftest import OFFICE, square

X, Y = OFFICE
FORMAT_NAMES = ["gpkg", "fgb", "shp", "csv", "geojson"]


def parks(**fields):
    """Three parks with values of every kind."""
    values = {
        "名称": ["中央公園", "=1+1", "荒船<b>&\"'"], "避難所としての名称": ["一", None, "三"],
        "避難所としての備考": ["あ", "い", "う"], "面積": [1234.5, 0.1, -7e-5], "番号": ["007", "1", "2"],
        "遊具": [True, False, True], "開園": pd.to_datetime(["1999-04-01", "2001-11-30", None]).date,
        "点検": pd.to_datetime(["2026-11-24T09:30:00+09:00", None, "2026-01-01T00:00:00+09:00"]),
        **fields,
    }  # fmt: skip
    shapes = [square(X, Y), square(X + 50, Y), shapely.MultiPolygon([square(X + 90, Y), square(X + 120, Y)])]
    return gpd.GeoDataFrame(values, geometry=shapes, crs=6677)


@pytest.fixture
def source(tmp_path):
    parks().to_file(tmp_path / "parks.gpkg", layer="parks", promote_to_multi=True)
    return tmp_path / "parks.gpkg"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def read(path):
    """A layer with the encoding that its .cpg names: a running QGIS keeps GDAL from looking there itself."""
    stated = path.with_suffix(".cpg")
    with gdal.config_option("SHAPE_ENCODING", stated.read_text().strip() if stated.exists() else None):
        return gpd.read_file(path)


@pytest.mark.parametrize("key", ["gpkg", "fgb", "shp"])
def test_places_and_values_are_those_of_the_layer(source, folder, key):
    write_format(key, source, "parks", folder, "公園")
    made = read(folder / f"公園.{key}").sort_values("番号").reset_index(drop=True)
    truth = gpd.read_file(source).sort_values("番号").reset_index(drop=True)
    assert made.crs == 6677
    assert shapely.equals(made.geometry.values, truth.geometry.values).all()
    assert made["名称"].tolist() == truth["名称"].tolist() and made["番号"].tolist() == ["007", "1", "2"]
    assert np.allclose(made["面積"], truth["面積"], rtol=1e-12)


def test_a_shapefile_comes_with_the_table_of_its_shortened_names(source, folder):
    files = write_format("shp", source, "parks", folder, "公園")
    assert {path.suffix for path in files} == {".shp", ".shx", ".dbf", ".prj", ".cpg", ".csv"}
    table = pd.read_csv(folder / f"公園{SHORT_NAMES}", encoding="utf-8-sig").set_index("field")["shapefile"]
    assert (table["避難所としての名称"], table["避難所としての備考"]) == ("避難所とし", "避難所と_2")
    assert set(read(folder / "公園.shp").columns) == {*table, "geometry"}
    assert (folder / "公園.cpg").read_text().strip() == "CP932"


def test_names_are_shortened_without_two_being_one():
    names = short_names([f"とても長い項目の名前{i}" for i in range(200)])
    assert len({name.casefold() for name in names.values()}) == 200
    assert max(len(name.encode("cp932")) for name in names.values()) <= 10


def test_a_sheet_on_the_tokyo_datum_comes_out_at_its_true_place(folder, tmp_path):
    there = gpd.GeoDataFrame({"名称": ["役場"]}, geometry=[shapely.Point(-93590.5, 23726.9)], crs=30169)
    there.to_file(tmp_path / "tokyo.gpkg")
    write_format("gpkg", tmp_path / "tokyo.gpkg", None, folder, "役場")
    assert read(folder / "役場.gpkg").geometry[0].distance(shapely.Point(OFFICE)) < 0.1


@pytest.mark.parametrize("key", FORMATS)
def test_personal_fields_stop_every_format(tmp_path, folder, key):
    parks(所有者=["佐藤 花子", "鈴木 一郎", "高橋 次郎"]).to_file(tmp_path / "owned.gpkg", promote_to_multi=True)
    with pytest.raises(ExportError, match="所有者"):
        write_format(key, tmp_path / "owned.gpkg", None, folder, "公園")
    released = Wishes(released=("所有者",), approver="総務課長")
    assert write_format(key, tmp_path / "owned.gpkg", None, folder, "公園", released)
    chosen = Wishes(fields=("名称",))
    write_format(key, tmp_path / "owned.gpkg", None, folder, "名称だけ", chosen)
    assert set(read(folder / f"名称だけ.{key}").columns) <= {"名称", "id", "geometry", "緯度", "経度"}


def test_what_a_shapefile_cannot_hold_is_told_with_its_feature(tmp_path, folder):
    parks(備考=["短い", "あ" * 128, "𠮷野"]).to_file(tmp_path / "long.gpkg", promote_to_multi=True)
    with pytest.raises(ExportError, match=r"備考, 2: 256 > 254 bytes; 備考, 3: 𠮷"):
        write_format("shp", tmp_path / "long.gpkg", None, folder, "公園")
    assert write_format("gpkg", tmp_path / "long.gpkg", None, folder, "公園")


def test_a_binary_field_stays_behind(tmp_path, folder):
    from osgeo import ogr

    with ogr.GetDriverByName("GPKG").CreateDataSource(str(tmp_path / "b.gpkg")) as file:
        layer = file.CreateLayer("b", geom_type=ogr.wkbPoint)
        layer.CreateField(ogr.FieldDefn("photo", ogr.OFTBinary))
    frame = gpd.GeoDataFrame({"名称": ["あ"]}, geometry=[shapely.Point(OFFICE)], crs=6677)
    frame.to_file(tmp_path / "c.gpkg")
    assert write_format("gpkg", tmp_path / "c.gpkg", None, folder, "点")
    with pytest.raises(InputError):
        write_format("xls", tmp_path / "c.gpkg", None, folder, "点")


def test_a_changed_value_is_found_when_reading_back(source, folder):
    """The check itself: a file that differs in one letter is no copy."""
    from shimonita_gis.opendata.formats import _compare
    from shimonita_gis.opendata.source import open_layer

    write_format("gpkg", source, "parks", folder, "公園")
    frame = gpd.read_file(source)
    frame.loc[0, "名称"] = "中央公國"
    frame.to_file(folder / "other.gpkg", promote_to_multi=True)
    names = {name: name for name in ("名称", "番号")}
    _compare(open_layer(source), open_layer(folder / "公園.gpkg"), names, "x")
    with pytest.raises(ExportError, match="1 difference"):
        _compare(open_layer(source), open_layer(folder / "other.gpkg"), names, "x")
    moved = gpd.read_file(source)
    moved.geometry = moved.translate(0.001)
    moved.to_file(folder / "moved.gpkg", promote_to_multi=True)
    with pytest.raises(ExportError, match="3 difference"):
        _compare(open_layer(source), open_layer(folder / "moved.gpkg"), names, "x")


# --- the algorithm


def run(layer, folder, formats=range(5), **more):
    from qgis import processing

    asked = {"INPUT": layer, "FORMATS": list(formats), "OUTPUT_FOLDER": str(folder)}
    return processing.run("shimonita:exportopenlayer", {**asked, **more})


def test_every_format_in_one_folder(provider, source, tmp_path):
    done = run(QgsVectorLayer(f"{source}|layername=parks", "../公園", "ogr"), tmp_path / "new")
    names = {path.name for path in (tmp_path / "new").iterdir()}
    assert {path.rpartition("/")[2] for path in done["FILES"]} == names
    assert {f"__公園.{key}" for key in FORMAT_NAMES} <= names
    assert json.loads(next((tmp_path / "new").glob("*.geojson")).read_bytes())["features"]


def test_when_one_format_fails_the_older_files_stay(provider, tmp_path):
    parks(備考=["𠮷", "", ""]).to_file(tmp_path / "parks.gpkg", layer="parks", promote_to_multi=True)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "parks.gpkg").write_text("older")
    with pytest.raises(QgsProcessingException, match="𠮷"):
        run(f"{tmp_path / 'parks.gpkg'}|layername=parks", tmp_path / "out", [0, 2])
    assert [(p.name, p.read_text()) for p in (tmp_path / "out").iterdir()] == [("parks.gpkg", "older")]


def test_cancelled_or_full_nothing_is_left(source, tmp_path):
    from shimonita_gis.files import files_written_beside

    with pytest.raises(CancelledError), files_written_beside(tmp_path / "new") as folder:
        write_format("shp", source, "parks", folder, "公園", cancelled=lambda: True)
    assert not (tmp_path / "new").exists()
    with pytest.raises(OutputError, match="full"), files_written_beside("/dev/full/x"):
        pass
