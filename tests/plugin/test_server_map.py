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
    server = Server()
    try:
        server.make().start().database("town")
        login = {"port": server.port, "user": SUPERUSER, "password": PASSWORD}
        (folder / "server.json").write_text(json.dumps(login))
        report = run_desktop(folder, Path(__file__).with_name("in_server_map.py"), folder, timeout=400)
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


def test_the_map_opens_by_qgis_s_own_provider(report):
    assert report["opened"]
    assert report["providers"] == ["postgres"]
    assert report["drawn"] == [True, []] or report["drawn"][0]


def test_what_somebody_else_did_meanwhile_stays_and_the_person_is_told(report):
    assert report["now"] == 250
    assert any("食い違いを解決する" in text for text in report["messages"])
    assert report["waiting"]


def test_the_form_shows_nothing_of_the_machinery(report):
    assert not {"row_version", "based_on", "uuid", "fid"} & set(report["form"])


def test_the_password_lies_nowhere_in_the_clear(report):
    for path in (report["folder"] / "profiles").rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            assert PASSWORD.encode() not in path.read_bytes(), path
