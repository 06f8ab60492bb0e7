"""Fields of a layer find their columns: guessed, put right, kept with the layer; the town's own datasets too."""

import csv
import json

import geopandas as gpd
import pytest
import shapely
from qgis.core import QgsProcessingException, QgsVectorLayer

from shimonita_gis.errors import InputError
from shimonita_gis.opendata import mapping
from shimonita_gis.opendata.datasets import LAYOUTS, all_datasets, dataset, from_file, recognised
from shimonita_gis.opendata.exporting import prepare_dataset
from shimonita_gis.opendata.importing import import_dataset
from shimonita_gis.opendata.population import area_key

from .conftest import OFFICE
from .test_datasets import rows_of, run, write


def test_guesses_say_how_they_were_found():
    found = mapping.guesses(
        ["名称", "ｼｮ在地", "料金（基本）", "name_kana", "f1"], dataset("tourism").names, {"f1": "説明", "name_kana": ""}
    )
    assert {column: guess.how for column, guess in found.items()} == {
        "名称": mapping.SAME, "料金(基本)": mapping.SPELLING, "説明": mapping.LABEL, "名称_カナ": mapping.MEANING,
    }  # fmt: skip


def test_a_field_goes_into_one_column_only():
    found = mapping.guessed_mapping(["名称"], ("名称", "イベント名"))
    assert found == {"名称": "名称"}


def test_an_empty_field_leaves_the_column_empty():
    assert mapping.whole_mapping({"名称": ""}, ("名称",), ("名称", "住所")) == {}
    with pytest.raises(InputError, match="無い"):
        mapping.whole_mapping({"名称": "無い"}, ("名称",), ("名称",))


@pytest.mark.parametrize("kept", ["", "[1]", "nonsense", '{"kihon/aed": 3}', '{"kihon/aed": {"名称": 3}}'])
def test_what_is_kept_survives_what_others_wrote_there(kept):
    aed = dataset("aed")
    text = mapping.with_mapping(kept, aed, {"名称": "n", "住所": ""})
    assert mapping.kept_mapping(text, aed, ("n",)) == {"名称": "n", "住所": ""}
    assert mapping.kept_mapping(text, aed, ("other",)) == {"住所": ""}
    assert mapping.kept_mapping(text, dataset("tourism"), ("n",)) == {}


@pytest.fixture
def office(written):
    return written([shapely.Point(OFFICE)], n=["役場"], a=["下仁田682"], 名称=["違う名"], 名称_カナ=["ヤクバ"],
                   設置位置=["玄関"])  # fmt: skip


def test_a_mapping_kept_with_the_layer_in_the_project(provider, office, tmp_path):
    from shimonita_gis.processing.exportdataset import PROPERTY

    layer = QgsVectorLayer(str(office), "office", "ogr")
    layer.setCustomProperty(PROPERTY, mapping.with_mapping("", dataset("aed"), {"名称": "n", "住所": "a"}))
    run("exportdataset", INPUT=layer, DATASET="aed", CSV=str(tmp_path / "t.csv"))
    assert [rows_of(tmp_path / "t.csv")[0][name] for name in ("名称", "住所")] == ["役場", "下仁田682"]


def test_a_mapping_kept_beside_the_file(provider, office, tmp_path):
    mapping.keep_beside(office, "layer", dataset("aed"), {"名称": "n"})
    run("exportdataset", INPUT=str(office), DATASET="aed", CSV=str(tmp_path / "t.csv"))
    assert rows_of(tmp_path / "t.csv")[0]["名称"] == "役場"
    run("exportdataset", INPUT=str(office), DATASET="aed", MAPPING="{}", CSV=str(tmp_path / "t.csv"))
    assert rows_of(tmp_path / "t.csv")[0]["名称"] == "違う名"


def test_the_labels_that_people_read_are_guessed_from(tmp_path):
    """A hub layer has English names and Japanese labels; truth values are flags."""
    path = tmp_path / "sites.gpkg"
    columns = {"name": ["小学校", "公民館"], "name_kana": ["ショウガッコウ", "コウミンカン"],
               "address": ["下仁田1", "下仁田2"], "flood": [True, False], "landslide": [False, True]}  # fmt: skip
    gpd.GeoDataFrame(columns, geometry=[shapely.Point(OFFICE)] * 2, crs=6677).to_file(path)
    labels = {"name": "名称", "address": "所在地", "flood": "洪水", "landslide": "崖崩れ、土石流及び地滑り"}
    prepared = prepare_dataset(path, dataset("evacuation_space"), labels=labels)
    rows = [dict(zip(prepared.dataset.names, row, strict=True)) for row in prepared.rows]
    assert [row["災害種別_洪水"] for row in rows] == ["1", ""]
    assert [row["災害種別_崖崩れ、土石流及び地滑り"] for row in rows] == ["", "1"]
    assert {remark.what for remark in prepared.remarks} == {"missing"}


def test_problems_lead_to_the_feature(provider, written, tmp_path):
    path = written(
        [shapely.Point(OFFICE), None, shapely.Point(OFFICE)], NO=["1", "1", "3"], 名称=["役場", "", "公民館"],
        名称_カナ=["ヤクバ", "やくば", "コウミンカン"], 住所=["a", "b", "c"], 設置位置=["玄関"] * 3, 秘密=["x"] * 3,
    )  # fmt: skip
    run("exportdataset", INPUT=str(path), DATASET="aed", PROBLEMS=str(tmp_path / "p.gpkg"))
    run("exportdataset", INPUT=str(path), DATASET="aed", PROBLEMS=str(tmp_path / "p.csv"))
    found = {(r["行"], r["列"], r["地物番号"]): r for r in rows_of(tmp_path / "p.csv")}
    assert {("2", "NO", "2"), ("2", "名称", "2"), ("2", "緯度", "2")} <= set(found)
    assert found["2", "名称_カナ", "2"]["内容"] == "全角カタカナではありません"
    assert found["0", "秘密", ""]["区分"] == "参考"
    layer = gpd.read_file(tmp_path / "p.gpkg")
    assert len(layer) == len(found)
    assert layer.crs.to_epsg() == 6668


def test_the_place_of_a_problem_is_that_of_the_feature(provider, written, tmp_path):
    path = written([shapely.Point(OFFICE)], 名称=["役場"], 名称_カナ=["やくば"], 住所=["a"], 設置位置=["玄関"])
    run("exportdataset", INPUT=str(path), DATASET="aed", PROBLEMS=str(tmp_path / "p.gpkg"))
    layer = gpd.read_file(tmp_path / "p.gpkg").set_index("列")
    assert layer.geometry["名称_カナ"].distance(shapely.Point(138.7892, 36.2125)) < 2e-4


OWN = {"id": "konnyaku", "title": "こんにゃく畑", "layout": "下仁田", "columns": [
    {"name": "ID", "type": "text", "required": True}, {"name": "畑の名", "type": "text"},
    {"name": "面積", "type": "number"}, {"name": "緯度", "type": "number"}, {"name": "経度", "type": "number"},
]}  # fmt: skip


def test_the_towns_own_datasets_work_without_code(provider, written, tmp_path, monkeypatch):
    from shimonita_gis.processing import exportdataset

    folder = tmp_path / "datasets"
    folder.mkdir()
    write(folder / "konnyaku.json", json.dumps(OWN))
    for module in (exportdataset,):
        monkeypatch.setattr(module, "definition_folders", lambda: [folder])
    path = written([shapely.Point(OFFICE)], ID=["001"], 畑の名=["南"], 面積=[12.5])
    run("exportdataset", INPUT=str(path), DATASET="こんにゃく畑", CSV=str(tmp_path / "t.csv"))
    assert rows_of(tmp_path / "t.csv")[0]["ID"] == "001"
    done = run("importdataset", INPUT=str(tmp_path / "t.csv"), OUTPUT=str(tmp_path / "t.gpkg"))
    assert done["PROBLEM_COUNT"] == 0
    assert recognised(["ID", "畑の名", "面積", "緯度", "経度"], [folder]).id == "konnyaku"


def test_a_towns_newer_definition_stands_in_for_the_plugins(tmp_path):
    write(tmp_path / "aed.json", json.dumps({**OWN, "id": "aed", "layout": "kihon"}))
    assert dataset("aed", "kihon", [tmp_path]).title == "こんにゃく畑"
    assert sum(d.id == "aed" for d in all_datasets([tmp_path])) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"columns": []},
        {"columns": [{"name": "a", "type": "text"}] * 2},
        {"columns": [{"name": "a", "type": "colour"}]},
        {"columns": "abc"},
        {"id": ""},
        {"title": 3},
    ],
)
def test_a_definition_that_is_none_is_refused_with_its_name(tmp_path, wrong):
    with pytest.raises(InputError, match=r"own\.json"):
        from_file(write(tmp_path / "own.json", json.dumps({**OWN, **wrong})))


PAIRS = sorted(
    {d.id for d in all_datasets() if d.layout == "kihon"} & {d.id for d in all_datasets() if d.layout == LAYOUTS[1]}
)


@pytest.mark.parametrize("name", PAIRS)
def test_the_newer_layout_from_a_file_in_the_older(name, tmp_path):
    """Another town's file, so that its own name and code must stay; the address is not cut by guess."""
    older, newer = dataset(name), dataset(name, "hyojun")
    values = {"都道府県コード又は市区町村コード": "222127", "市区町村コード": "222127", "都道府県名": "静岡県",
              "市区町村名": "焼津市", "NO": "0001", "名称": "名", "住所": "静岡県焼津市本町2-16-32", "データ名称": "名",
              "緯度": "34.866918", "経度": "138.323171"}  # fmt: skip
    with (tmp_path / "older.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([older.names, [values.get(column, "") for column in older.names]])
    import_dataset(tmp_path / "older.csv", name).frame.to_file(tmp_path / "older.gpkg")
    prepared = prepare_dataset(tmp_path / "older.gpkg", newer)
    row = dict(zip(newer.names, prepared.rows[0], strict=True))
    assert row["全国地方公共団体コード"] == "222127"
    if "地方公共団体名" in row:
        assert row["地方公共団体名"] == "静岡県焼津市"
    if "所在地_連結表記" in row:
        assert row["所在地_連結表記"] == "静岡県焼津市本町2-16-32"
        assert row["所在地_町字"] == ""
    assert not [r for r in prepared.remarks if r.what in ("missing", "code", "required")]
    again = prepare_dataset(tmp_path / "older.gpkg", older)
    assert dict(zip(older.names, again.rows[0], strict=True))["都道府県名"] == "静岡県"


def test_leading_zeros_and_every_encoding_make_the_same_layer(provider, written, tmp_path):
    path = written([shapely.Point(OFFICE)], NO=["0000000001"], 名称=["=役場"], 名称_カナ=["ヤクバ"], 住所=["0274"],
                   設置位置=["玄関"])  # fmt: skip
    for encoding in ("UTF-8", "UTF-8 with BOM", "CP932"):
        run("exportdataset", INPUT=str(path), DATASET="aed", ENCODING=encoding, CSV=str(tmp_path / "t.csv"))
        frame = import_dataset(tmp_path / "t.csv").frame
        assert frame[["NO", "名称", "住所"]].values.tolist() == [["0000000001", "=役場", "0274"]]
    assert not (tmp_path / "t.csv").read_bytes().startswith(b"\xef\xbb\xbf")


POPULATION = """地域コード,都道府県名,市区町村名,調査年月日,地域名,総人口,男性,女性
1,群馬県,下仁田町,2024-04-01,下仁田,100,50,50
2,群馬県,下仁田町,2024-04-01,本町二丁目,80,40,40
3,群馬県,下仁田町,2024-04-01,西牧,60,30,30
4,群馬県,下仁田町,2024-04-01,不明,1,1,0
"""


@pytest.fixture
def areas(written):
    x, y = OFFICE
    names = ["下仁田", "本町２丁目", "西牧", "西牧", "小坂"]
    return written([shapely.box(x + 100 * i, y, x + 100 * i + 90, y + 90) for i in range(5)], 大字名=names,
                   name="areas.gpkg")  # fmt: skip


def test_a_population_table_takes_the_shapes_of_its_areas(provider, areas, tmp_path):
    source = write(tmp_path / "p.csv", POPULATION)
    run("importdataset", INPUT=str(source), DATASET="population", AREAS=str(areas), OUTPUT=str(tmp_path / "o.gpkg"),
        PROBLEMS=str(tmp_path / "problems.csv"))  # fmt: skip
    frame = gpd.read_file(tmp_path / "o.gpkg")
    assert frame.crs.to_epsg() == 6677
    assert [round(shape.area) for shape in frame.geometry] == [8100, 8100, 0, 0]
    assert frame.geometry.is_empty.tolist() == [False, False, True, True]
    listed = {(r["行"], r["内容"]) for r in rows_of(tmp_path / "problems.csv")}
    assert ("4", "同じ名前の区域が複数あり、決められません") in listed
    assert ("5", "人口表の地域に対応する区域がありません") in listed
    assert {r["値"] for r in rows_of(tmp_path / "problems.csv") if "人口表にない" in r["内容"]} == {"西牧", "小坂"}


def test_areas_that_share_nothing_with_the_table(provider, written, tmp_path):
    source = write(tmp_path / "p.csv", POPULATION)
    other = written([shapely.box(0, 0, 1, 1)], 面積=[1.0], name="other.gpkg")
    with pytest.raises(QgsProcessingException, match="面積"):
        run("importdataset", INPUT=str(source), DATASET="population", AREAS=str(other), OUTPUT="TEMPORARY_OUTPUT")


@pytest.mark.parametrize(("one", "other"), [("本町　十二丁目", "本町12丁目"), ("二十丁目", "20丁目"), ("Ａ区", "A区")])
def test_names_of_areas_that_are_the_same(one, other):
    assert area_key(one) == area_key(other)


def test_numerals_in_names_stay():
    assert area_key("三ケ名") == "三ケ名"


def test_blank_rows_are_listed_and_do_not_shift_the_numbers(tmp_path):
    text = "ID,名称,緯度,経度\n1,a,36.2,138.7\n,,,\n\n2,b,36.2,\n"
    imported = import_dataset(write(tmp_path / "a.csv", text))
    assert {(r.row, r.what) for r in imported.remarks} == {(3, "blank"), (5, "half")}
    assert imported.numbers == (2, 5)


def test_names_of_columns_that_no_layer_can_have(provider, tmp_path):
    source = write(tmp_path / "a.csv", "fid,ID,id,geometry,緯度,経度\nx,1,2,g,36.2,138.7\n")
    run("importdataset", INPUT=str(source), OUTPUT=str(tmp_path / "o.gpkg"))
    frame = gpd.read_file(tmp_path / "o.gpkg")
    assert frame.drop(columns="geometry").iloc[0].tolist() == ["x", "1", "2", "g", "36.2", "138.7"]
