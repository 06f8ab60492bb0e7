"""The shared map straight on a server, in the real desktop, in Japanese."""

import json
import shutil
from pathlib import Path

import pytest
from hub.server import PASSWORD, SUPERUSER, Server
from plugin.desktop import install, run_desktop

pytestmark = pytest.mark.desktop
SCREENSHOTS = Path(__file__).parents[2] / ".build" / "screenshots"


@pytest.fixture(scope="module")
def report(plugin_zip, tmp_path_factory):
    folder = tmp_path_factory.mktemp("server_map")
    install(plugin_zip, folder)
    shutil.copy(Path(__file__).with_name("hands.py"), folder)
    server = Server()
    try:
        server.make().start().database("town")
        login = {"port": server.port, "user": SUPERUSER, "password": PASSWORD}
        (folder / "server.json").write_text(json.dumps(login))
        report = run_desktop(folder, Path(__file__).with_name("in_server_map.py"), folder, timeout=600)
    finally:
        server.remove()
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    for picture in folder.glob("*.png"):
        shutil.copy(picture, SCREENSHOTS)
    assert "failure" not in report, report["failure"]
    return {**report, "folder": folder}


def test_a_hub_moves_over_a_connection_of_the_browser_panel(report):
    assert report["moved"]["LAYER_COUNT"] > 15
    assert "authcfg=" in report["moved"]["OUTPUT"]
    assert report["options_keep_the_address"]


def test_the_address_is_asked_for_part_by_part(report):
    assert report["dialog_opens_empty"]
    assert any("暗号化" in text for text in report["dialog_refuses"])
    assert report["dialog"][0] == "127.0.0.1"
    assert report["dialog"][2] == "town"
    assert report["dialog_cut_off"] == []
    assert report["joined"]


def test_a_password_in_the_address_is_refused_and_not_kept(report):
    assert report["options_refuse_a_password"]


def test_the_panel_tells_of_the_server_what_is_true(report):
    assert report["looked"]
    said = "\n".join(report["card"])
    assert "サーバー" in said
    assert "フォルダ" in said
    assert "バックアップの記録はありません" not in said
    assert report["state_read"]
    assert "PostgreSQL" in report["state"]
    assert "PostGIS" in report["state"]


def test_the_map_opens_by_qgis_s_own_provider(report):
    assert report["opened"]
    assert report["providers"] == ["postgres"]
    assert report["drawn"] == [True, []] or report["drawn"][0]


def test_what_somebody_else_did_meanwhile_stays_and_the_person_is_told(report):
    assert report["now"] == 250
    assert any("食い違いを解決する" in text for text in report["messages"])
    assert report["waiting"]


def test_the_history_tells_of_edits_on_the_server(report):
    newest = report["history"][0]
    assert newest[2] == "佐藤"
    assert len(report["history"]) > 3
    assert report["history_cut_off"] == []


def test_the_administrator_looks_after_a_hub_on_a_server(report):
    assert report["source"] == "防災計画 2025"
    assert report["administration_cut_off"] == []


def test_the_form_shows_nothing_of_the_machinery(report):
    assert not {"row_version", "based_on", "uuid", "fid"} & set(report["form"])


def test_the_password_lies_nowhere_in_the_clear(report):
    for path in (report["folder"] / "profiles").rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            content = path.read_bytes()
            assert PASSWORD.encode() not in content, path
            assert b"himitsu" not in content, path
