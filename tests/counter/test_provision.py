"""Data for an applicant: a district cut out of the hub's layers, in every format, with nothing that may not leave."""

import json
import re
import subprocess
import zipfile
from dataclasses import replace

import geopandas
import numpy as np
import pyogrio
import pytest
import rasterio
import shapely
from qgis.core import QgsProcessingException

from shimonita_gis.errors import CancelledError, ExportError, InputError, OutputError
from shimonita_gis.hub.catalogue import Catalogue, LayerEntry
from shimonita_gis.hub.layers import prepared
from shimonita_gis.hub.operations import add_layer
from shimonita_gis.hub.template import create_hub
from shimonita_gis.opendata.applications import Application
from shimonita_gis.opendata.area import find_area
from shimonita_gis.opendata.formats import FORMATS
from shimonita_gis.opendata.ledger import ANSWERED, OPEN, Ledger
from shimonita_gis.opendata.provision import Provision, chosen, offered, provide

from .conftest import HOSTILE, OFFICE

X, Y = OFFICE
DISTRICT = shapely.box(X, Y, X + 1000, Y + 1000)
NAMES = ("道路", "家屋図", "施設", "個人のいる層", "内部資料")


def frame(shapes, **fields):
    return geopandas.GeoDataFrame(fields, geometry=shapes, crs=6677)


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    """Open layers of lines, areas and points in and round the district 本宿; one with owners; one that stays inside."""
    hub = create_hub(tmp_path_factory.mktemp("hub") / "共通基盤", "山田")
    rng = np.random.default_rng(1)
    spots = shapely.points(X + rng.uniform(-500, 1500, 200), Y + rng.uniform(-500, 1500, 200))
    roads = [shapely.LineString([(X - 300, Y + 100 * i), (X + 1300, Y + 90 * i + 7.123456789)]) for i in range(12)]
    houses = [shapely.box(p.x, p.y, p.x + 30, p.y + 20) for p in spots]
    layers = {
        "道路": (frame(roads, 名称=[f"町道{i}号線" for i in range(12)], 幅員=[4.5, None, 3.25] * 4), {}),
        "家屋図": (frame(houses, 階数=[1, 2, 3, 4] * 50, 備考=["=1+1", "髙橋商店"] * 100), {"scale": 500}),
        "施設": (frame(spots, 名称=[HOSTILE.replace("\x07", "")] * 200, 番号=["007"] * 200), {"licence": "PDL1.0"}),
        "個人のいる層": (
            frame(houses, 用途=["住宅"] * 200, 所有者=["佐藤 花子"] * 200),
            {"personal_fields": ("所有者",)},
        ),
        "内部資料": (frame(spots, メモ=["x"] * 200), {"sharing": "internal"}),
    }
    for title, (features, about) in layers.items():
        entry = LayerEntry(table="", title=title, **{"sharing": "open", **about})
        add_layer(hub, prepared(features, "test"), entry, "山田")
    _add_features(hub, "administrative_areas", frame([DISTRICT], name=["本宿"], kind=["大字"]))
    parcels = frame(
        [shapely.box(X, Y, X + 50, Y + 50), shapely.box(X + 60, Y, X + 90, Y + 50), shapely.box(X, Y, X + 9, Y + 9)],
        oaza=["大字下仁田", "大字本宿", "大字下仁田"], aza=["字上町", "字中", "字東"],
        number=["12番地3", "12番地3", "99"],
    )  # fmt: skip
    _add_features(hub, "parcels", parcels)
    return hub


def _add_features(hub, table, features):
    """As a person's work copy brings them in."""
    from shimonita_gis.hub import workcopy

    path = hub.folder.parent / f"{table}.gpkg"
    workcopy.check_out(hub, path, [table], "山田")
    fields = pyogrio.read_info(path, layer=table)["fields"]
    features.reindex(columns=[*fields, "geometry"]).to_file(path, layer=table, mode="a", promote_to_multi=True)
    workcopy.sync(path, "山田", "test")


def area(hub, text="本宿"):
    return find_area(text, hub.geopackage(), hub.catalogue())


def provision(hub, formats=("geojson",), names=NAMES[:4], where="本宿", number="R8-012"):
    return Provision(number, area(hub, where), chosen(hub.catalogue(), names)[0], tuple(formats))


def unpacked(path, folder):
    with zipfile.ZipFile(path) as package:
        package.extractall(folder)
    (inner,) = folder.iterdir()
    return inner


# --- where


@pytest.mark.parametrize(
    "text, size",
    [
        ("本宿", 1_000_000),
        (DISTRICT.wkt, 1_000_000),
        (f"SRID=6677;{DISTRICT.wkt}", 1_000_000),
        (f"{X},{X + 10},{Y},{Y + 20} [EPSG:6677]", 200),
        ("大字下仁田字上町12-3", 2500),
        ("本宿 12番地の3", 1500),
        ("９９", 81),
    ],
)
def test_an_area_is_found_by_what_people_call_it(hub, text, size):
    assert area(hub, text).on(6677).area == pytest.approx(size)


def test_an_area_in_degrees_lies_where_it_was_drawn(hub):
    degrees = geopandas.GeoSeries([DISTRICT], crs=6677).to_crs(4326)[0]
    found = area(hub, f"{degrees.wkt} [EPSG:4326]").on(6677)
    assert found.symmetric_difference(DISTRICT).area < 1


@pytest.mark.parametrize(
    "text, said",
    [
        ("", "Say the area"),
        ("どこか", "No sheet, district or parcel is called どこか"),
        ("12-3", "means 2 places: 大字下仁田字上町12番地3、大字本宿字中12番地3"),
        ("POLYGON((0 0, 1", "cannot be read"),
        ("POLYGON((0 0, 1 1, 0 0))", "no size"),
        ("POLYGON((0 0, 1 0, 1 1, 0 0)) [EPSG:999999]", "EPSG:999999"),
    ],
)
def test_an_area_that_means_nothing_or_too_much(hub, text, said):
    with pytest.raises(InputError, match=said):
        area(hub, text)


# --- what may leave


def test_only_open_layers_are_offered(hub):
    titles = [entry.title for entry in offered(hub.catalogue())]
    assert set(NAMES[:4]) <= set(titles) and "内部資料" not in titles and "地番" not in titles
    entries, unknown = chosen(hub.catalogue(), ["道路", "内部資料", "ﾄﾞｳﾛ"])
    assert [e.title for e in entries] == ["道路"] * len(entries) and unknown == ("内部資料", "ﾄﾞｳﾛ")


def test_a_layer_that_is_not_open_is_refused_even_when_it_is_forced(hub):
    closed = hub.catalogue().entry("内部資料")
    with pytest.raises(ExportError, match="内部資料 may not leave"):
        Provision("R8-012", area(hub), (closed,), ("geojson",))


# --- the package


@pytest.fixture(scope="module")
def package(provider, hub, tmp_path_factory):
    """The package of the district in every format, and its unpacked folder."""
    folder = tmp_path_factory.mktemp("given")
    done = provide(hub.folder, provision(hub, FORMATS), folder / "R8-012.zip")
    return done, unpacked(done.file, folder / "open")


@pytest.mark.parametrize("title", NAMES[:4])
@pytest.mark.parametrize("key", FORMATS)
def test_inside_it_is_equal_and_outside_there_is_nothing(hub, package, title, key):
    _, folder = package
    table = hub.catalogue().entry(title).table
    source = geopandas.read_file(hub.geopackage(), layer=table)
    source = source[source.intersects(DISTRICT)]
    if key == "csv":
        assert len(geopandas.read_file(folder / f"{title}.csv")) == len(source)
        return
    given = geopandas.read_file(folder / f"{title}.{key}").to_crs(6677)
    assert len(given) == len(source)
    assert DISTRICT.buffer(0.02).covers(shapely.union_all(given.geometry.values))
    inside = shapely.intersection(source.geometry.values, DISTRICT)
    measure = shapely.length if title != "施設" else shapely.get_num_coordinates
    assert measure(given.geometry.values).sum() == pytest.approx(measure(inside).sum(), rel=1e-5)
    assert shapely.union_all(given.geometry.values).hausdorff_distance(shapely.union_all(inside)) < 0.02


def test_an_identity_that_holds_the_digits_of_a_phone_number_is_no_phone_number():
    from shimonita_gis.opendata.arrow import Column
    from shimonita_gis.opendata.personal import Watch

    identity = b"3f9c1d0e-6d1a-5b0e-9d57-07012345678a"
    Watch(("uuid",)).look_at([Column("uuid", "u", [identity])])
    with pytest.raises(ExportError, match="mobile"):
        Watch(("uuid",)).look_at([Column("uuid", "u", [identity, b"070-1234-5678"])])


def test_what_lies_wholly_inside_keeps_every_coordinate(hub, package):
    table = hub.catalogue().entry("家屋図").table
    source = geopandas.read_file(hub.geopackage(), layer=table).set_index("uuid")
    given = geopandas.read_file(package[1] / "家屋図.gpkg").set_index("uuid")
    whole = source[source.within(DISTRICT)]
    assert len(whole) > 30
    assert (shapely.to_wkb(given.loc[whole.index].geometry.values) == shapely.to_wkb(whole.geometry.values)).all()


def test_values_keep_their_types_and_personal_fields_stay_in_the_town_hall(package):
    _, folder = package
    said = pyogrio.read_info(folder / "家屋図.gpkg")
    types = dict(zip(said["fields"], said["dtypes"], strict=True))
    assert types == {"uuid": "object", "階数": "int64", "備考": "object"}
    assert ",007," in (folder / "施設.csv").read_text(encoding="utf-8-sig")
    assert ",'=1+1," in (folder / "家屋図.csv").read_text(encoding="utf-8-sig")
    everything = b"".join(path.read_bytes() for path in folder.iterdir())
    assert "佐藤".encode() not in everything and "佐藤".encode("cp932") not in everything


def test_the_note_says_what_is_in_it_and_runs_nothing(package):
    done, folder = package
    text = (folder / "お読みください.html").read_text(encoding="utf-8")
    assert all(title in text for title in NAMES[:4]) and "PDL1.0" in text and "R8-012" in text
    assert "<script" not in text and "http" not in text.replace("http-equiv", "")
    assert {cut.entry.title: cut.count for cut in done.cuts}["施設"] > 30


def test_nothing_of_the_applicant_is_in_the_package_and_the_ledger_has_its_digest(hub, tmp_path):
    import hashlib

    entered = []
    done = provide(hub.folder, provision(hub), tmp_path / "a.zip", enter=entered.append)
    assert entered == [done] and hashlib.sha256(done.file.read_bytes()).hexdigest() == done.digest


def test_without_an_entry_in_the_ledger_there_is_no_package(hub, tmp_path):
    def enter(package):
        raise OutputError("The ledger cannot be written.")

    with pytest.raises(OutputError):
        provide(hub.folder, provision(hub), tmp_path / "a.zip", enter=enter)
    assert list(tmp_path.iterdir()) == []


def test_cancelled_nothing_is_left(hub, tmp_path):
    asked = iter([False] * 3)
    with pytest.raises(CancelledError):
        provide(hub.folder, provision(hub), tmp_path / "a.zip", cancelled=lambda: next(asked, True))
    assert list(tmp_path.iterdir()) == []


def test_an_area_without_anything_gives_no_empty_package(hub, tmp_path):
    far = shapely.box(X + 9e4, Y, X + 9.1e4, Y + 10).wkt
    with pytest.raises(ExportError, match="Nothing of the chosen layers"):
        provide(hub.folder, provision(hub, where=far), tmp_path / "a.zip")


@pytest.mark.parametrize("number", ["../../x", "CON", "R8/1", "a" * 300])
def test_a_hostile_number_cannot_leave_its_folder(hub, tmp_path, number):
    done = provide(hub.folder, provision(hub, names=["道路"], number=number), tmp_path / "a.zip")
    with zipfile.ZipFile(done.file) as package:
        parts = [name.split("/") for name in package.namelist()]
    assert all(len(p) == 2 and p[0] not in ("..", "CON") and len(p[0]) <= 81 for p in parts)


def test_a_text_that_cp932_lacks_is_told_with_its_feature(tmp_path):
    hub = create_hub(tmp_path / "hub", "山田")
    features = frame([shapely.Point(X, Y), shapely.Point(X + 1, Y)], 名称=["下仁田", "𠮷野家"])
    add_layer(hub, prepared(features, "test"), LayerEntry(table="", title="店", sharing="open"), "山田")
    where = shapely.box(X - 5, Y - 5, X + 5, Y + 5).wkt
    with pytest.raises(ExportError, match="名称, 2: 𠮷"):
        provide(hub.folder, provision(hub, ["shp"], ["店"], where), tmp_path / "a.zip")


def test_a_bow_tie_is_mended_to_be_cut(tmp_path):
    hub = create_hub(tmp_path / "hub", "山田")
    houses = frame([shapely.box(X, Y, X + 10, Y + 10)], 名称=["家"])
    add_layer(hub, prepared(houses, "test"), LayerEntry(table="", title="家", sharing="open"), "山田")
    where = f"POLYGON(({X} {Y}, {X + 10} {Y + 10}, {X + 10} {Y}, {X} {Y + 10}, {X} {Y}))"
    done = provide(hub.folder, provision(hub, ["gpkg"], ["家"], where), tmp_path / "a.zip")
    given = geopandas.read_file(unpacked(done.file, tmp_path / "open") / "家.gpkg")
    assert given.geometry.area.sum() == pytest.approx(50) and Catalogue.read(hub.folder).has("家")


def test_the_note_s_layers_are_those_of_the_geojson(package):
    _, folder = package
    for title in NAMES[:4]:
        assert json.loads((folder / f"{title}.geojson").read_bytes())["features"]


# --- the algorithm, with the map and the ledger


@pytest.fixture
def given(provider, hub, tmp_path):
    """Runs the algorithm; ``given(NAME=value …)`` returns its result."""
    from qgis import processing

    def run(**parameters):
        defaults = {"HUB": str(hub.folder), "OFFICER": "山田", "OUTPUT": str(tmp_path / "給付.zip")}
        return processing.run("shimonita:providedata", {**defaults, **parameters})

    return run


def test_an_application_is_answered_in_one_pass(given, hub, tmp_path):
    form = tmp_path / "申請.csv"
    form.write_text(
        "申請番号,氏名,利用目的,対象範囲,希望データ,ファイル形式\r\n"
        "R8-101,佐藤 花子,庭の設計,本宿,道路、家屋図,地図／シェープ\r\n",
        encoding="cp932", newline="",
    )  # fmt: skip
    done = given(APPLICATION=str(form))
    folder = unpacked(done["OUTPUT"], tmp_path / "open")
    names = {path.name for path in folder.iterdir()}
    assert {"地図.pdf", "お読みください.html", "道路.shp", "家屋図.shp", "家屋図.dbf"} <= names
    entry = Ledger(hub.folder).entry("R8-101")
    assert (entry.state, entry.events[-1].officer, entry.events[-1].area) == (ANSWERED, "山田", "本宿")
    assert entry.application.applicant == {"氏名": "佐藤 花子"}
    assert not any("佐藤".encode() in path.read_bytes() for path in folder.iterdir())


def test_an_application_waiting_in_the_ledger_is_answered_by_its_number(given, hub):
    Ledger(hub.folder).receive(Application("R8-102", "調査", "本宿", ("施設",), ("CSV",)), "鈴木")
    assert given(NUMBER="R8-102")["COUNT"] == 1
    assert Ledger(hub.folder).entry("R8-102").state == ANSWERED


def test_an_area_drawn_in_qgis(given, tmp_path):
    frame([shapely.box(X, Y, X + 300, Y + 300)], name=["x"]).to_file(tmp_path / "drawn.gpkg")
    done = given(NUMBER="R8-103", PURPOSE="調査", DRAWN=str(tmp_path / "drawn.gpkg"), LAYERS="道路", FORMATS=[2])
    roads = geopandas.read_file(unpacked(done["OUTPUT"], tmp_path / "open") / "道路.gpkg")
    assert len(roads) == 4 and roads.total_bounds[2] <= X + 300


@pytest.mark.parametrize(
    "parameters, said",
    [
        ({"PURPOSE": "調査"}, "has no number"),
        ({"NUMBER": "R8-104"}, "purpose"),
        ({"NUMBER": "R8-104", "PURPOSE": "調査"}, "Say the area"),
        ({"NUMBER": "R8-104", "PURPOSE": "調査", "AREA": "本宿", "LAYERS": "内部資料"}, "no such layer"),
        ({"NUMBER": "R8-104", "PURPOSE": "調査", "AREA": "本宿", "OFFICER": " "}, "officer"),
    ],
)
def test_what_cannot_be_answered_leaves_no_trace(given, hub, tmp_path, parameters, said):
    with pytest.raises(QgsProcessingException, match=said):
        given(**parameters)
    assert list(tmp_path.iterdir()) == [] and not any(
        e.application.number == "R8-104" and e.state == ANSWERED for e in Ledger(hub.folder).entries()
    )


def test_the_map_is_one_page_of_the_paper_asked_for(given, tmp_path):
    done = given(NUMBER="R8-105", PURPOSE="調査", AREA="本宿", LAYERS="道路;家屋図;施設", FORMATS=[0], PAPER=1)
    with rasterio.open(unpacked(done["OUTPUT"], tmp_path / "open") / "地図.pdf", DPI="72") as page:
        assert page.subdatasets == [] and page.read().std() > 5
        assert sorted(side / 72 * 25.4 for side in page.shape) == pytest.approx([297, 420], abs=1)


def test_the_credit_of_many_layers_stays_on_the_sheet(provider, hub, tmp_path):
    from shimonita_gis.cartography.provision import _text
    from shimonita_gis.cartography.provisionmap import draw_provision_map

    (roads,) = chosen(hub.catalogue(), ["道路"])[0]
    entries = [replace(roads, title=f"町の公共施設その{i}", licence=("CC BY 4.0", "PDL1.0")[i % 2]) for i in range(20)]
    text = _text(provision(hub, ["pdf"]), entries)
    draw_provision_map(hub.geopackage(), entries, DISTRICT, text, tmp_path / "map.pdf", "A4")
    boxes = subprocess.run(
        ["pdftotext", "-bbox", tmp_path / "map.pdf", "-"], check=True, capture_output=True, text=True
    )
    words = re.findall(r'yMax="([\d.]+)">([^<]+)<', boxes.stdout)
    height = float(re.search(r'height="([\d.]+)"', boxes.stdout)[1])
    assert max(float(bottom) for bottom, _ in words) < height - 5 / 25.4 * 72  # what a printer reaches
    assert all(any(entry.title in word for _, word in words) for entry in entries)


@pytest.mark.parametrize("width, height, scale", [(900, 500, 5000), (1.0, 1.0, 100), (40_000, 30_000, 200_000)])
def test_the_scale_of_the_map_is_round_and_shows_the_whole_area(width, height, scale):
    from shimonita_gis.cartography.provisionmap import scale_for

    assert scale_for(width, height, 216, 162) == scale


def test_a_backup_of_the_hub_brings_the_ledger_along(hub, tmp_path):
    from shimonita_gis.hub.check import back_up

    Ledger(hub.folder).receive(Application("R8-201", "調査"), "山田")
    assert Ledger(back_up(hub, tmp_path)).entry("R8-201").state == OPEN
