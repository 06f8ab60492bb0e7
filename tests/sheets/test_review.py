"""What a person decides about placed sheets, and what of it the next run keeps."""

import shutil

import geopandas as gpd
import numpy as np
import pytest
import rasterio

from shimonita_gis.datum import Datum
from shimonita_gis.errors import InputError, SheetError
from shimonita_gis.sheets.folderindex import write_index, write_summary
from shimonita_gis.sheets.record import read_record
from shimonita_gis.sheets.review import (
    accept,
    load_queue,
    open_draft,
    refined,
    refuse,
    take_back,
    tick_near,
    undecide,
)
from shimonita_gis.sheets.scan import read_scan
from shimonita_gis.sheets.sheetfolder import place_folder


@pytest.fixture(scope="session")
def placed_once(scan_file, tmp_path_factory):
    """A folder of one sheet, placed: its scan in ``scans``, the results in ``placed``."""
    folder = tmp_path_factory.mktemp("review")
    (folder / "scans").mkdir()
    shutil.copy2(scan_file, folder / "scans" / "09JB164C.jpg")
    run(folder)
    return folder


@pytest.fixture
def placed(placed_once, tmp_path):
    """A copy of it to be changed; the records point to the copy's own scan."""
    shutil.copytree(placed_once, tmp_path / "copy")
    run(tmp_path / "copy")
    return tmp_path / "copy"


def run(folder, datum=Datum.TOKYO, **options):
    records = place_folder(folder / "scans", folder / "placed", datum, index=folder / "index.gpkg", **options)
    write_index(records, folder / "placed", folder / "index.gpkg")
    write_summary(records, folder / "placed", folder / "summary.html")
    return records


def index_row(folder):
    return gpd.read_file(folder / "index.gpkg").iloc[0]


def rerun_does_nothing(folder):
    made = (folder / "placed" / "09JB164C.tif").stat().st_mtime_ns
    records = run(folder)
    return (folder / "placed" / "09JB164C.tif").stat().st_mtime_ns == made and records[0]


def test_a_decision_counts_and_outlives_the_next_run(placed):
    item = refuse(load_queue(placed / "placed")[0], "下仁田花子", "折り目で<b>切れ</b>ている")
    assert (item.status, index_row(placed)["status"]) == ("refused", "refused")
    assert index_row(placed)["decided_by"] == "下仁田花子"
    assert "下仁田花子 が不合格としました" in item.report.read_text(encoding="utf-8")
    page = (placed / "summary.html").read_text(encoding="utf-8")
    assert "下仁田花子" in page
    assert "<b>切れ" not in page
    assert rerun_does_nothing(placed).status == "refused"
    assert index_row(placed)["status"] == "refused"
    assert undecide(load_queue(placed / "placed")[0]).status == item.judged
    assert "下仁田花子" not in item.report.read_text(encoding="utf-8")
    assert index_row(placed)["status"] == item.judged


def test_what_is_set_in_the_index_layer_is_kept_too(placed):
    index = gpd.read_file(placed / "index.gpkg")
    index["status"] = "refused"
    index.to_file(placed / "index.gpkg", layer="sheets")
    assert rerun_does_nothing(placed).status == "refused"
    assert rerun_does_nothing(placed).reason_ja.startswith("索引図で")
    index["status"] = "unconfirmed"
    index["proposed"] = "refused"
    index.to_file(placed / "index.gpkg", layer="sheets")
    undecided = rerun_does_nothing(placed)
    assert undecided.status == "unconfirmed", "whatever the program thinks of it"
    assert not load_queue(placed / "placed")[0].decided
    assert "不合格としました" not in (placed / "placed" / undecided.report).read_text(encoding="utf-8")


def test_a_changed_scan_or_datum_is_judged_anew(placed):
    refuse(load_queue(placed / "placed")[0], "A")
    scan = placed / "scans" / "09JB164C.jpg"
    scan.write_bytes(scan.read_bytes() + b"\0")
    assert run(placed)[0].decision is None
    refuse(load_queue(placed / "placed")[0], "A")
    assert run(placed, Datum.JGD2000)[0].decision is None


def test_a_lost_raster_is_written_again_as_it_was_accepted(placed):
    draft = open_draft(load_queue(placed / "placed")[0]).moved(5, (100.0, 100.0)).switched(5, False)
    accept(draft, "A")
    (placed / "placed" / "09JB164C.tif").unlink()
    record = run(placed)[0]
    assert (record.status, record.points_used) == ("passed", draft.placement.used.sum())
    assert (placed / "placed" / "09JB164C.tif").exists()


def test_numbers_follow_a_control_point(placed_once):
    draft = open_draft(load_queue(placed_once / "placed")[0])
    assert not draft.changed
    assert draft.rmse == pytest.approx(load_queue(placed_once / "placed")[0].rmse)
    moved = draft.moved(0, np.add(draft.points[0].pixel, (30, 0)), quick=True)
    assert moved.model_key == draft.model_key
    assert moved.millimetres[0] > 3
    assert moved.rmse > draft.rmse
    far = draft.moved(0, np.add(draft.points[0].pixel, (400, 0)))
    assert not far.fits
    with pytest.raises(SheetError, match="disagree"):
        accept(far, "A")


def test_a_moved_corner_is_placed_anew(placed, paper):
    draft = open_draft(load_queue(placed / "placed")[0])
    for number in range(4, len(draft.points)):
        draft = draft.switched(number, False)
    draft = draft.modelled("affine")
    shifted = draft
    for number in range(4):
        shifted = shifted.moved(number, np.add(draft.points[number].pixel, (50, 0)))
    with rasterio.open(placed / "placed" / "09JB164C.tif") as raster:
        before = raster.transform.c
    item = accept(shifted, "A", "test")
    assert (item.status, item.judged) == ("passed", "unconfirmed")
    with rasterio.open(item.raster) as raster:
        assert raster.transform.c - before == pytest.approx(-50 * 0.0254 / 200 * 1000, abs=1)
    assert index_row(placed)["status"] == "passed"
    assert len((placed / "placed" / "09JB164C.points").read_text(encoding="utf-8").splitlines()) == 2 + len(
        draft.points
    )


def test_a_refused_scan_is_placed_by_hand(tmp_path, scan_file, paper):
    (tmp_path / "scans").mkdir()
    shutil.copy2(scan_file, tmp_path / "scans" / "図面.jpg")
    run(tmp_path)
    item = load_queue(tmp_path / "placed")[0]
    assert item.status == "refused"
    with pytest.raises(SheetError):
        open_draft(item)
    draft = open_draft(item, code="09-JB-16-4C")
    for number, corner in enumerate(paper.corners):
        draft = draft.moved(number, np.add(corner, (3, -4)))
    draft = refined(draft, read_scan(item.scan))
    assert np.abs(draft.corners - paper.corners).max() < 1
    assert len(draft.points) > 30
    item = accept(draft, "A")
    assert item.status == "passed"
    row = index_row(tmp_path)
    assert (row["code"], row["status"]) == ("09JB164C", "passed")
    assert row.geometry.area == pytest.approx(800 * 600, rel=1e-3)
    assert run(tmp_path)[0].status == "passed"


def test_on_its_side(placed_once):
    draft = open_draft(load_queue(placed_once / "placed")[0])
    turned = draft.rotated().rotated()
    assert turned.turn == 180
    assert np.allclose(turned.corners, draft.corners[[2, 3, 0, 1]])
    assert np.allclose(turned.rotated().rotated().corners, draft.corners)


def test_what_cannot_be_decided(placed, tmp_path):
    item = load_queue(placed / "placed")[0]
    with pytest.raises(InputError, match="name"):
        refuse(item, " ")
    with pytest.raises(InputError, match="holds no placed sheets"):
        load_queue(tmp_path)
    item.scan.unlink()
    draft = open_draft(item)
    with pytest.raises(InputError, match="gone"):
        accept(draft.moved(0, np.add(draft.points[0].pixel, (1, 0))), "A")
    assert read_record(placed / "placed" / "09JB164C.json").decision is None
    assert accept(draft, "A").status == "passed"


def test_an_acceptance_is_taken_back_with_its_raster(placed):
    before = load_queue(placed / "placed")[0]
    with rasterio.open(before.raster) as raster:
        west = raster.transform.c
    draft = open_draft(before)
    for number in range(4, len(draft.points)):
        draft = draft.switched(number, False)
    for number in range(4):
        draft = draft.moved(number, np.add(draft.points[number].pixel, (50, 0)))
    now = accept(draft, "A")
    with rasterio.open(now.raster) as raster:
        assert raster.transform.c != pytest.approx(west, abs=1)
    back = take_back(now, before)
    assert (back.status, back.record) == (before.status, before.record)
    with rasterio.open(back.raster) as raster:
        assert raster.transform.c == pytest.approx(west, abs=0.2)
    assert index_row(placed)["status"] == before.status


def test_a_tick_is_taken_away_and_found_again_on_its_cross(placed_once):
    item = load_queue(placed_once / "placed")[0]
    draft = open_draft(item)
    point = draft.points[9]
    without = draft.removed(9)
    missing = next(each for each in without.missing if each.name == point.name)
    assert np.abs(missing.pixel - point.pixel).max() < 10
    found = tick_near(without, missing, read_scan(item.scan))
    assert np.abs(found.pixel - point.pixel).max() < 0.5
    assert without.added(found).rmse == pytest.approx(draft.rmse, rel=0.05)
    assert not draft.removed(0).points[0].used, "a corner stays"


def test_another_code_and_datum_keep_the_places_on_the_paper(placed_once):
    draft = open_draft(load_queue(placed_once / "placed")[0])
    other = draft.restated("09JB164", Datum.JGD2000)
    assert (other.sheet.scale, other.datum) == (2500, Datum.JGD2000)
    assert np.allclose(other.corners, draft.corners)
    assert other.rmse == pytest.approx(2.5 * draft.rmse, rel=0.01)
    with pytest.raises(SheetError, match="zone 8"):
        draft.restated("08JB164")
