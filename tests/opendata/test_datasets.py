"""The agreed datasets: what real towns publish comes in, what leaves is right, and both agree."""

import csv
import io
import os
import subprocess
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from qgis.core import QgsProcessingException

from shimonita_gis.errors import InputError
from shimonita_gis.opendata import cells, rfc7946
from shimonita_gis.opendata.datasets import all_datasets, dataset, header_key, recognised
from shimonita_gis.opendata.exporting import prepare_dataset, write_csv, write_geojson
from shimonita_gis.opendata.importing import import_dataset
from shimonita_gis.opendata.table import as_it_was, harmless, read_table, write_table

from .conftest import OFFICE


def run(name, **parameters):
    from qgis import processing

    return processing.run(f"shimonita:{name}", parameters)


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def text_of(path):
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp932")


def write(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return path


DIRTY = """都道府県コ―ド又は市区町村ｺｰﾄﾞ,NO,都道府県名,市区町村名,名称,名称_カナ,住所,方書,緯度,経度,設置位置,電話番号,利用可能曜日,開始時間,小児対応設備の有無
11002,1,群馬県,下仁田町,役場,ﾔｸﾊﾞ,下仁田682,,36.2125,138.7892,玄関,0274-82-2111,月火水木金,8:30,有
103829,1E+9,群馬県,下仁田町,公民館,コ―ミンカン,下仁田,,138.79,36.21,1階,,,,ある
103828,3,群馬県,下仁田町,'=1+1,かな,下仁田,,369.56056,138.79,1階,,,25時,無
"""  # noqa: E501


def test_all_twenty_definitions_are_there():
    assert sum(d.layout == "kihon" for d in all_datasets()) == 14
    assert sum(d.layout == "hyojun" for d in all_datasets()) == 6
    assert dataset("AED設置箇所一覧").names[:2] == ("都道府県コード又は市区町村コード", "NO")
    assert dataset("public_toilet", "hyojun").names[0] == "全国地方公共団体コード"
    assert all(recognised(list(d.names)) == d for d in all_datasets())


def test_the_town_lays_in_a_definition_of_its_own(tmp_path):
    path = write(tmp_path / "konnyaku.json", '{"id":"k","title":"こんにゃく畑","layout":"town",'
                 '"columns":[{"name":"畑","type":"text","required":true}]}')  # fmt: skip
    assert dataset(path).columns[0].required
    with pytest.raises(InputError, match="definition"):
        dataset(write(tmp_path / "broken.json", "{}"))


@pytest.mark.parametrize(("text", "right"), [("10382", "9"), ("22212", "7"), ("13101", "6"), ("01100", "2")])
def test_check_digits_of_real_municipalities(text, right):
    assert cells.check_digit(text) == right


@pytest.mark.parametrize(
    ("rule", "text", "right", "what"),
    [
        (cells.municipality, "011002", "011002", None),
        (cells.municipality, "11002", "011002", "zero"),
        (cells.municipality, "１０３８２９", "103829", "width"),
        (cells.municipality, "103828", "103828", "code"),
        (cells.municipality, "1E+9", "1E+9", "digits"),
        (cells.number, "32,500 ", "32500", "comma"),
        (cells.number, "１２", "12", "width"),
        (cells.number, "約10", "約10", "number"),
        (cells.day, "令和6年4月1日", "2024-04-01", "date"),
        (cells.day, "平成元年1月8日", "1989-01-08", "date"),
        (cells.day, "2024/4/1", "2024-04-01", "date"),
        (cells.day, "2024-02-30", "2024-02-30", "date_"),
        (cells.clock, "9:00", "09:00", "time"),
        (cells.clock, "翌朝", "翌朝", "time_"),
        (cells.kana, "ｶﾞｯｺｳ", "ガッコウ", "kana"),
        (cells.kana, "ハ―ト", "ハート", "kana"),
        (cells.kana, "がっこう", "がっこう", "kana_"),
        (cells.weekdays, "月火水木金", "月火水木金", None),
        (cells.weekdays, "平日", "平日", "weekday"),
        (cells.corporate_number, "7000012050002", "7000012050002", None),
        (cells.corporate_number, "７-0000-1205-0002", "7000012050002", "corporate"),
        (cells.corporate_number, "7000012050003", "7000012050003", "corporate_"),
    ],
)
def test_what_is_certain_is_repaired_and_the_rest_is_left(rule, text, right, what):
    assert rule(text) == (right, what)


@pytest.mark.parametrize(
    "cell", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "'=x", "''@y", "＝A1", "\tx", "'quoted'", "it's", "'-"]
)
def test_formula_cells_are_neutralised_and_come_back(cell, tmp_path):
    write_table(tmp_path / "t.csv", ["a", "b"], [[cell, "007"]])
    written = rows_of(tmp_path / "t.csv")[0]["a"]
    assert not written.startswith(tuple("=+-@＝\t"))
    assert as_it_was(harmless(cell)) == cell
    assert read_table(tmp_path / "t.csv")[1] == [[cell, "007"]]


@pytest.mark.parametrize("cell", ["-", "－", "--", "-12.5", "+3"])
def test_dashes_and_numbers_are_left_as_they_are(cell):
    assert harmless(cell) == as_it_was(cell) == cell


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_dirty_file_comes_in_whole_and_every_repair_is_listed(tmp_path, encoding):
    imported = import_dataset(write(tmp_path / "a.csv", DIRTY.replace("コ―ミ", "コーミ"), encoding))
    assert imported.dataset.id == "aed"
    frame = imported.frame
    assert len(frame) == 3
    assert [None if p is None else (p.x, p.y) for p in frame.geometry] == [(138.7892, 36.2125), (138.79, 36.21), None]
    assert frame["名称"].tolist() == ["役場", "公民館", "=1+1"]
    assert frame["NO"].tolist() == ["1", "1E+9", "3"]
    said = {(r.row, r.what) for r in imported.remarks}
    assert {(1, "header"), (2, "zero"), (2, "kana"), (2, "time"), (3, "digits"), (3, "choice"), (3, "swapped")} <= said
    assert {(4, "code"), (4, "kana_"), (4, "range"), (4, "time_")} <= said


def test_every_row_of_a_real_town_is_in_the_layer_or_listed(provider, shared_data, tmp_path):
    for path in sorted((shared_data / "opendata" / "yaizu").glob("*.csv")):
        problems = tmp_path / f"{path.stem}_problems.csv"
        layer = tmp_path / f"{path.stem}.gpkg"
        done = run("importdataset", INPUT=str(path), OUTPUT=str(layer), PROBLEMS=str(problems))
        rows = [row for row in csv.reader(io.StringIO(text_of(path), newline="")) if any(row)][1:]
        frame = gpd.read_file(layer)
        listed = {int(row["行"]) for row in rows_of(problems)}
        assert done["COUNT"] == len(frame) == len(rows)
        placeless = {i + 2 for i in frame.index[frame.geometry.isna()]}
        assert placeless <= listed
        assert frame.crs.to_epsg() == 6668


@pytest.mark.parametrize("wanted", all_datasets(), ids=lambda d: f"{d.layout}-{d.id}")
def test_export_import_export_gives_the_same_bytes(wanted, tmp_path):
    columns = {c.name: [_example(c, i) for i in range(3)] for c in wanted.columns}
    frame = gpd.GeoDataFrame(columns, geometry=[shapely.Point(138.7 + i / 7, 36.2) for i in range(3)], crs=6668)
    frame.to_file(tmp_path / "source.gpkg")
    first = prepare_dataset(tmp_path / "source.gpkg", wanted)
    assert [r for r in first.remarks if r.is_problem] == []
    write_csv(first, tmp_path / "a.csv")
    imported = import_dataset(tmp_path / "a.csv")
    assert imported.dataset == wanted
    assert imported.remarks == ()
    imported.frame.to_file(tmp_path / "between.gpkg")
    second = prepare_dataset(tmp_path / "between.gpkg", wanted)
    write_csv(second, tmp_path / "b.csv")
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
    for prepared, name in ((first, "a"), (second, "b")):
        write_geojson(prepared, tmp_path / f"{name}.geojson")
    assert rfc7946.check(tmp_path / "a.geojson") == []
    if wanted.has_places:
        assert (tmp_path / "a.geojson").read_bytes() == (tmp_path / "b.geojson").read_bytes()


def _example(column, i):
    if column.choices:
        return column.choices[i % len(column.choices)]
    if "コード" in column.name and column.name.endswith(("公共団体コード", "市区町村コード")):
        return "103829"
    endings = {"_カナ": "シモニタ", "曜日": "月火水", "法人番号": "7000012050002"}
    for end, example in endings.items():
        if column.name.endswith(end):
            return example
    return {"number": f"{i + 1}", "date": f"2024-04-0{i + 1}", "time": "08:30", "url": "https://example.jp/"}.get(
        column.kind, f"=値{i}" if column.name not in ("NO", "ID") else f"00{i}"
    )


def test_a_layer_in_the_newer_layout_from_fields_of_the_older(provider, written, tmp_path):
    path = written([shapely.Point(OFFICE)], NO=["0001"], 名称=["役場前トイレ"], 住所=["下仁田682"], 男=[2])
    done = run("exportdataset", INPUT=str(path), DATASET="public_toilet", LAYOUT="hyojun",
               MAPPING='{"男性トイレ総数": "男"}', CSV=str(tmp_path / "t.csv"), GEOJSON=str(tmp_path / "t.geojson"),
               PROBLEMS=str(tmp_path / "p.csv"))  # fmt: skip
    assert done["COUNT"] == 1
    row = rows_of(tmp_path / "t.csv")[0]
    assert (row["全国地方公共団体コード"], row["ID"], row["名称"]) == ("103829", "0001", "役場前トイレ")
    assert (row["所在地_連結表記"], row["男性トイレ総数"]) == ("下仁田682", "2")
    assert (float(row["緯度"]), float(row["経度"])) == pytest.approx((36.2125, 138.7892), abs=2e-4)
    assert rfc7946.check(tmp_path / "t.geojson") == []


def test_a_mapping_to_a_field_that_is_not_there(provider, written, tmp_path):
    path = written([shapely.Point(OFFICE)], 名称=["役場"])
    with pytest.raises(QgsProcessingException, match="無い"):
        run("exportdataset", INPUT=str(path), DATASET="aed", MAPPING='{"名称": "無い"}', CSV=str(tmp_path / "t.csv"))


def test_residents_names_do_not_leave_by_a_dataset(provider, written, tmp_path):
    path = written([shapely.Point(OFFICE)] * 2, 名称=["山田 太郎", "佐藤 花子"], 備考=["090-1234-5678", ""])
    with pytest.raises(QgsProcessingException, match="personal"):
        run("exportdataset", INPUT=str(path), DATASET="aed", CSV=str(tmp_path / "t.csv"))
    assert not (tmp_path / "t.csv").exists()


def test_headers_that_differ_only_in_width_and_dashes():
    assert header_key("料金（基本）") == header_key("料金(基本)")
    assert header_key("ＩＤ") == header_key("ID")


def test_from_the_command_line(tmp_path):
    profile = Path(__file__).parents[2] / ".build" / "qgis-profile"  # pytest-qgis gives its own process another one
    environment = {**os.environ, "QGIS_CUSTOM_CONFIG_PATH": str(profile)}

    def qgis_process(name, *parameters):
        done = subprocess.run(["qgis_process", "run", f"shimonita:{name}", "--", *parameters], capture_output=True,
                              text=True, check=False, timeout=120, env=environment)  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr

    source = write(tmp_path / "a.csv", DIRTY)
    qgis_process("importdataset", f"INPUT={source}", f"OUTPUT={tmp_path / 'a.gpkg'}", f"PROBLEMS={tmp_path / 'p.csv'}")
    qgis_process("exportdataset", f"INPUT={tmp_path / 'a.gpkg'}", "DATASET=aed", f"CSV={tmp_path / 'b.csv'}")
    assert [row["名称"] for row in rows_of(tmp_path / "b.csv")] == ["役場", "公民館", "'=1+1"]
