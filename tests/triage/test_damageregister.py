"""damageregister as the toolbox runs it: papers, tables and page in one folder."""

import csv
import re
import subprocess
import unicodedata

import pytest
from triage.disaster import graded, hub_of, photograph

from shimonita_gis.cartography.damageregister import LIST, PAGE, REKEYING, SHEETS, SITUATION
from shimonita_gis.cartography.incidentsheet import cut, wrapped
from shimonita_gis.photos.disastermodels import models
from shimonita_gis.photos.register_words import Words

HOSTILE = '=HYPERLINK("http://x")<b>[% count(9) %]'


@pytest.fixture(scope="module")
def made(town, tmp_path_factory):
    """A folder with a hub, photos, damage points and cameras; one photo is missing, one cut off, one text hostile."""
    folder = tmp_path_factory.mktemp("災害")
    hub_of(town, folder / "共通基盤")
    damage, cameras = graded(town, count=30, damages=8)
    first = damage.index[damage["best"]][0]
    damage.loc[damage["incident"] == damage.at[first, "incident"], "件名"] = HOSTILE
    photograph(damage["photo"], folder, size=(400, 300))
    best = [damage.at[i, "photo"] for i in damage.index[damage["best"]][1:3]]
    (folder / best[0]).unlink()
    (folder / best[1]).write_bytes((folder / best[1]).read_bytes()[:300])
    damage.to_file(folder / "damage.gpkg", engine="pyogrio")
    cameras.to_file(folder / "cameras.gpkg", engine="pyogrio")
    return folder, damage, best


@pytest.fixture
def run(provider, made):
    from qgis import processing

    def run(target, **parameters):
        folder = made[0]
        files = {"DAMAGE": folder / "damage.gpkg", "CAMERAS": folder / "cameras.gpkg", "HUB": folder / "共通基盤"}
        given = {key: str(path) for key, path in files.items()}
        given |= {"TITLE": "台風第19号 第3報", "DATA_TIME": "2024-10-13T18:00:00"}
        return processing.run("shimonita:damageregister", given | {"OUTPUT": str(target)} | parameters)

    return run


def text_of(pdf):
    """The text of a PDF. Qt embeds Noto so that radicals stand for letters, and digits among Latin ones are lost."""
    done = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True)
    return unicodedata.normalize("NFKC", done.stdout)


def pages(pdf):
    about = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    return int(re.search(r"Pages:\s+(\d+)", about)[1])


def test_all_papers_tell_of_the_same_incidents_and_the_same_moment(run, made, tmp_path):
    _, damage, missing = made
    target = tmp_path / "台帳"
    count = run(target)["INCIDENT_COUNT"]
    graded_ones = set(damage.loc[damage["被害程度"].isin(["大", "中", "小"]), "incident"])
    assert count == len(graded_ones) == pages(target / SHEETS)
    assert pages(target / SITUATION) == 1
    assert {path.name for path in target.iterdir()} == {SITUATION, SHEETS, REKEYING, PAGE, LIST, *models()}
    page, sheets = (target / PAGE).read_text(encoding="utf-8"), text_of(target / SHEETS)
    with (target / LIST).open(encoding="utf-8-sig") as file:
        rows = list(csv.reader(file))
    assert len(rows) == count + 1
    for name in graded_ones:
        assert name in page and any(name in row for row in rows)
    for title in {row[rows[0].index(Words("en")["district"])] for row in rows[1:]}:
        assert title in sheets
    assert "-JB-" in sheets
    assert page.count("data:image/jpeg") == count - len(missing)
    for pdf in (SITUATION, SHEETS, REKEYING):
        assert "As of" in text_of(target / pdf)
    assert "県道45号線" in text_of(target / SITUATION)


def test_photos_that_are_gone_or_cut_off_are_told_and_do_not_hold_the_rest_up(run, made, tmp_path):
    target = tmp_path / "台帳"
    run(target)
    sheets = text_of(target / SHEETS)
    assert len(re.findall("cannot be shown: DJI_", sheets)) == len(made[2])


def test_text_of_a_layer_is_no_formula_no_markup_and_no_expression(run, tmp_path):
    target = tmp_path / "台帳"
    run(target)
    assert "<b>[%" not in (target / PAGE).read_text(encoding="utf-8")
    assert "[% count(" in text_of(target / SHEETS)
    with (target / "災害発生場所.csv").open(encoding="utf-8-sig") as file:
        cells = [cell for row in csv.reader(file) for cell in row if "HYPERLINK" in cell]
    assert cells == [f"'{HOSTILE}"]


def test_without_hub_cameras_and_title_it_is_still_a_register(run, tmp_path):
    target = tmp_path / "台帳"
    assert run(target, HUB=None, CAMERAS=None, TITLE="", DATA_TIME=None)["INCIDENT_COUNT"] > 0


def test_older_register_is_replaced_and_other_files_are_not(run, tmp_path):
    from qgis.core import QgsProcessingException

    target = tmp_path / "台帳"
    run(target)
    run(target, TITLE="第4報", EXERCISE=True)
    page = (target / PAGE).read_text(encoding="utf-8")
    assert "第4報" in page and "第3報" not in page and 'class="exercise"' in page
    (target / "大事な書類.docx").write_text("x")
    with pytest.raises(QgsProcessingException):
        run(target)
    assert (target / "大事な書類.docx").exists() and (target / PAGE).read_text(encoding="utf-8") == page


def test_cancel_leaves_the_older_register(run, made, tmp_path):
    from qgis import processing
    from qgis.core import QgsProcessingFeedback

    class Impatient(QgsProcessingFeedback):
        def setProgress(self, progress):  # noqa: N802
            super().setProgress(progress)
            if progress > 60:
                self.cancel()

    target = tmp_path / "台帳"
    run(target)
    before = {path.name: path.read_bytes() for path in target.iterdir()}
    parameters = {"DAMAGE": str(made[0] / "damage.gpkg"), "OUTPUT": str(target), "TITLE": "第9報"}
    processing.run("shimonita:damageregister", parameters, feedback=Impatient())
    assert {path.name: path.read_bytes() for path in target.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["台帳"]


def test_register_of_no_incident_is_a_situation_report(run, made, tmp_path):
    empty, target = tmp_path / "空.gpkg", tmp_path / "台帳"
    made[1].iloc[:0].to_file(empty, engine="pyogrio", geometry_type="Point")
    assert run(target, DAMAGE=str(empty), CAMERAS=None)["INCIDENT_COUNT"] == 0
    assert (target / SITUATION).exists() and not (target / SHEETS).exists()


def test_lines_are_broken_by_width_and_what_is_left_out_is_told():
    assert list(wrapped("崩れabc\n倒木", 5)) == ["崩れa", "bc", "倒木"]
    assert list(wrapped("", 5)) == [""]
    assert cut("一\n二\n三", 3, Words("ja")) == "一\n二\n三"
    assert cut("一\n二\n三\n四", 3, Words("ja")).split("\n") == ["一", "二", Words("ja")["longer"]]
