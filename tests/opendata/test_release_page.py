"""The map of a release in a real browser, from file://, with the network off: on a phone and on a desk."""

import re

import geopandas as gpd
import numpy as np
import pytest
import shapely
from browser import SIZES, findings, fits, is_ready, load, offline_browser, picture, requests

from shimonita_gis.hub.catalogue import LayerEntry
from shimonita_gis.hub.layers import prepared
from shimonita_gis.hub.operations import add_layer
from shimonita_gis.hub.template import create_hub
from shimonita_gis.opendata import release_page
from shimonita_gis.opendata.release import publish_release

from .conftest import OFFICE, square

pytest.importorskip("selenium.webdriver")
HOSTILE = '"><script>window.hacked=1</script><img src=x onerror="window.hacked=1">\'&;]]>{{7*7}}$title'


@pytest.fixture(scope="module", params=SIZES)
def browser(request):
    with offline_browser(request.param) as browser:
        yield browser


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """A release of three layers: parks, of which one has no place, a road, and wells with hostile texts."""
    folder = tmp_path_factory.mktemp("town")
    x, y = OFFICE
    parks = {"名称": ["中央公園", "荒船公園", "道平川公園", "計画中"], "面積": [100.5, None, 7.0, None]}
    layers = {
        "公園": gpd.GeoDataFrame(parks, geometry=[*(square(x + 90 * i, y, 60) for i in range(3)), None], crs=6677),
        "町道 #1": gpd.GeoDataFrame(
            {"路線名": ["町道本宿線"]}, geometry=[shapely.LineString([(x, y), (x + 300, y + 200)])], crs=6677
        ),
        HOSTILE: gpd.GeoDataFrame({"所在": [HOSTILE]}, geometry=[shapely.Point(x - 50, y)], crs=6677),
    }
    hub = create_hub(folder / "hub", "山田")
    for title, frame in layers.items():
        entry = LayerEntry(table="", title=title, sharing="open", title_en="Parks" if title == "公園" else "")
        add_layer(hub, prepared(frame, "山田"), entry, "山田")
    publish_release(hub.folder, folder / "release", "CC BY 4.0", "総務課長")
    return folder / "release"


@pytest.fixture
def opened(browser, released):
    return load(browser, released / "preview.html")


def item(browser, title):
    items = browser.find_elements("css selector", "#layers li")
    return next(each for each in items if each.find_element("tag name", "h2").text.startswith(title))


def test_the_map_opens_without_a_network_an_error_or_a_finding(opened):
    assert is_ready(opened)
    assert [url for url in requests(opened) if not url.endswith("/preview.html")] == []
    assert opened.get_log("browser") == []
    assert findings(opened) == []
    assert fits(opened)
    picture(opened, "release_preview")


def test_the_list_alone_has_no_script_and_no_finding(browser, released):
    load(browser, released / "index.html")
    assert "<script" not in (released / "index.html").read_text(encoding="utf-8")
    assert browser.get_log("browser") == []
    assert findings(browser) == []
    assert fits(browser)
    picture(browser, "release_list")
    browser.find_element("link text", "地図で見る Map").click()
    assert is_ready(browser)


def test_every_file_that_a_page_leads_to_is_there(browser, released):
    from urllib.parse import unquote, urlparse

    for page in ("index.html", "preview.html"):
        load(browser, released / page)
        links = [a.get_attribute("href") for a in browser.find_elements("css selector", "a[href]")]
        files = {unquote(urlparse(link).path) for link in links}
        assert any("町道 #1.geojson" in file for file in files)
        for file in files:
            assert released / file.rpartition("/")[2] in released.iterdir()


def test_each_layer_is_hidden_and_shown_again_by_keyboard(opened):
    from selenium.webdriver.common.keys import Keys

    box = item(opened, "町道").find_element("tag name", "input")
    drawn = "return document.querySelector('.leaflet-overlay-pane canvas').toDataURL()"
    before = opened.execute_script(drawn)
    opened.execute_script("arguments[0].focus()", box)
    opened.switch_to.active_element.send_keys(Keys.SPACE)
    assert not box.is_selected()
    without = opened.execute_script("return new Promise(done => requestAnimationFrame(() => done(1)))") and (
        opened.execute_script(drawn)
    )
    assert without != before
    opened.switch_to.active_element.send_keys(Keys.SPACE)
    assert box.is_selected()


def test_a_layer_that_is_switched_on_again_covers_no_other(opened):
    """The road crosses a park, and is seen there whichever of the two was switched on last."""
    drawn = (
        "return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => "
        "done(document.querySelector('.leaflet-overlay-pane canvas').toDataURL()))))"
    )
    before = opened.execute_script(drawn)
    for _ in range(2):
        item(opened, "公園").find_element("tag name", "input").click()
    assert opened.execute_script(drawn) == before


def test_features_are_stepped_through_by_keyboard_and_said(opened):
    from selenium.webdriver.common.keys import Keys

    button = item(opened, "公園").find_element("tag name", "button")
    opened.execute_script("arguments[0].focus()", button)
    said = []
    for _ in range(4):
        opened.switch_to.active_element.send_keys(Keys.ENTER)
        said.append(opened.find_element("css selector", ".leaflet-popup-content dd").text)
    assert said == ["中央公園", "荒船公園", "道平川公園", "中央公園"]  # what has no place is not on the map
    assert opened.find_element("id", "told").text.startswith("公園 1 / 3：名称 中央公園")
    assert opened.switch_to.active_element == button
    assert findings(opened) == []


def test_hostile_text_runs_nowhere(opened):
    item(opened, '">').find_element("tag name", "button").click()
    assert "onerror" in opened.find_element("css selector", ".leaflet-popup-content").text
    assert opened.execute_script("return window.hacked") is None
    assert [url for url in requests(opened) if not url.endswith("/preview.html")] == []
    assert opened.get_log("browser") == []


def test_print_shows_map_and_list_and_no_buttons(opened):
    opened.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert opened.find_element("id", "map").is_displayed()
    assert item(opened, "公園").is_displayed()
    assert not any(button.is_displayed() for button in opened.find_elements("tag name", "button"))
    opened.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert len(opened.print_page()) > 10_000


def test_without_scripts_the_list_and_its_files_are_there(browser, released):
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        load(browser, released / "preview.html")
        assert "公園" in browser.find_element("id", "layers").text
        assert "JavaScript が要ります" in browser.find_element("id", "where").text
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_a_large_layer_is_thinned_and_the_page_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(release_page, "MOST_SHAPES", 60)
    monkeypatch.setattr(release_page, "MOST_CORNERS", 900)
    x, y = OFFICE
    circles = shapely.buffer(shapely.points(x + 30.0 * np.arange(500), np.full(500, y)), 12, quad_segs=32)
    hub = create_hub(tmp_path / "hub", "山田")
    many = gpd.GeoDataFrame({"番号": range(500)}, geometry=circles, crs=6677)
    few = many.head(3)
    for title, frame in (("建物", many), ("井戸", few)):
        add_layer(hub, prepared(frame, "山田"), LayerEntry(table="", title=title, sharing="open"), "山田")
    publish_release(hub.folder, tmp_path / "release", "CC BY 4.0", "課長")
    html = (tmp_path / "release" / "preview.html").read_text(encoding="utf-8")
    assert "500件" in html
    (shown,) = map(int, re.findall(r"地図に出ているのは(\d+)件", html))  # the small layer is shown whole
    assert 30 <= shown <= 57
    assert "地図に出ているのは" not in (tmp_path / "release" / "index.html").read_text(encoding="utf-8")
