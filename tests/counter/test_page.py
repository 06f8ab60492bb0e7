"""The page in a real browser, from file://, with the network off: on a phone and on a desk."""

import time
from dataclasses import replace

import pytest
from browser import SIZES, findings, fits, is_ready, load, offline_browser, picture, requests

from shimonita_gis.opendata.disastermap import publish_disaster_map
from shimonita_gis.opendata.disastermap_items import Source

from .conftest import HOSTILE, damage_frame, photo

pytest.importorskip("selenium.webdriver")


@pytest.fixture(scope="module", params=SIZES)
def browser(request):
    with offline_browser(request.param) as browser:
        yield browser


@pytest.fixture
def opened(browser, wanted, statement, tmp_path, terrain):
    wanted = replace(wanted, terrain=str(terrain), ground=(wanted.districts,))
    publish_disaster_map(wanted, statement, tmp_path / "map")
    return load(browser, tmp_path / "map" / "index.html")


def shown(browser):
    return [item.get_attribute("id") for item in browser.find_elements("css selector", ".items > li:not([hidden])")]


def test_the_page_opens_without_a_network_an_error_or_a_finding(opened):
    assert is_ready(opened)
    assert [url for url in requests(opened) if not url.endswith("/index.html")] == []
    assert opened.get_log("browser") == []
    assert findings(opened) == []
    picture(opened, "disaster_map")
    assert len(shown(opened)) == 7
    assert fits(opened)


def test_search_by_word_district_and_kind(opened):
    words = opened.find_element("id", "words")
    words.send_keys("ｼﾓﾆﾀ")  # the reading, half-width
    wait(opened, 1)
    words.clear()
    words.send_keys("県道")
    wait(opened, 1)
    assert opened.find_element("id", "count").text == "1件あります"
    words.clear()
    words.send_keys(" ")
    wait(opened, 7)
    district = opened.find_element("id", "district")
    west = next(option for option in district.find_elements("tag name", "option") if option.text == "西牧")
    west.click()
    assert 0 < len(shown(opened)) < 7
    opened.find_element("css selector", "input[value=shelter]").click()
    assert opened.find_elements("css selector", "li.shelter:not([hidden])") == []
    assert opened.get_log("browser") == []


def wait(browser, count, seconds=5):
    until = time.monotonic() + seconds
    while len(shown(browser)) != count and time.monotonic() < until:
        time.sleep(0.05)
    assert len(shown(browser)) == count


def test_an_item_is_shown_on_the_map_by_keyboard_alone(opened):
    from selenium.webdriver.common.keys import Keys

    button = opened.find_element("css selector", "li.closure .show")
    opened.execute_script("arguments[0].focus()", button)
    opened.switch_to.active_element.send_keys(Keys.ENTER)
    popup = opened.find_element("css selector", ".leaflet-popup-content")
    assert "県道45号線" in popup.text
    assert opened.switch_to.active_element.get_attribute("id") == "map"
    assert findings(opened) == []
    opened.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert opened.switch_to.active_element == button


def test_furigana_and_english(opened):
    before = opened.find_element("tag name", "main").text
    opened.find_element("id", "furigana").click()
    readings = [rt.text for rt in opened.find_elements("css selector", "h1 rt, h2 rt")]
    assert {"しもにたまち", "さいがい", "ちず", "みち"} <= set(readings)
    assert "シモニタショウガッコウ" in [rt.text for rt in opened.find_elements("css selector", "h3 rt")]
    assert findings(opened) == []
    opened.find_element("id", "furigana").click()
    assert opened.find_element("tag name", "main").text == before
    opened.find_element("id", "english").click()
    assert opened.find_element("tag name", "h1").text == "下仁田町 Disaster map"
    assert "Road closed" in opened.find_element("css selector", "li.closure h3").text
    assert opened.find_element("id", "count").text == "7 found"
    assert opened.execute_script("return document.documentElement.lang") == "en"
    assert findings(opened) == []
    opened.find_element("id", "english").click()
    assert opened.find_element("tag name", "main").text == before


def test_print_shows_the_whole_list_and_no_controls(opened):
    opened.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert not opened.find_element("id", "controls").is_displayed()
    assert opened.find_element("css selector", "header .time").is_displayed()
    assert all(item.is_displayed() for item in opened.find_elements("css selector", ".items > li"))
    opened.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert len(opened.print_page()) > 10_000


def test_on_paper_the_map_shows_what_it_shows_on_the_screen(opened):
    """The browser says when it prints: the map then takes the size of the paper, and its own again afterwards."""
    places = "return Array.from(document.querySelectorAll('#map canvas'), (each) => each.toDataURL()).join()"
    size = "const box = document.getElementById('map').getBoundingClientRect(); return [box.width, box.height]"
    before, usual = opened.execute_script(places), opened.execute_script(size)
    opened.execute_script("window.dispatchEvent(new Event('beforeprint'))")
    assert opened.execute_script(size) == pytest.approx([17.5 / 2.54 * 96, 11 / 2.54 * 96], abs=1)
    assert opened.execute_script(places) != before
    opened.execute_script("window.dispatchEvent(new Event('afterprint'))")
    assert opened.execute_script(size) == usual
    assert opened.execute_script(places) == before
    assert opened.get_log("browser") == []


def test_hostile_text_runs_nowhere(browser, statement, tmp_path, wanted):
    frame = damage_frame()
    frame[["件名", "災害種別", "被害状況"]] = HOSTILE
    frame["地区"] = HOSTILE
    frame.to_file(tmp_path / "hostile.gpkg")
    wanted = replace(wanted, layers={"damage": Source(str(tmp_path / "hostile.gpkg"))}, districts=None)
    publish_disaster_map(wanted, replace(statement, contact=HOSTILE), tmp_path / "map")
    load(browser, tmp_path / "map" / "index.html")
    for button in ("furigana", "english", "english"):
        browser.find_element("id", button).click()
    browser.find_element("css selector", ".show").click()
    assert "onerror" in browser.find_element("css selector", ".leaflet-popup-content").text
    assert browser.execute_script("return window.hacked") is None
    assert [url for url in requests(browser) if not url.endswith("/index.html")] == []
    assert browser.get_log("browser") == []


def test_a_released_photo_is_seen_in_list_and_popup(browser, wanted, statement, tmp_path):
    photos = tmp_path / "photos"
    photos.mkdir()
    photo(photos / "1.jpg")
    frame = damage_frame()
    frame["静止画"], frame["写真公開"] = "1.jpg", [True, False, False, False]
    frame.to_file(tmp_path / "photos.gpkg")
    wanted = replace(wanted, layers={"damage": Source(str(tmp_path / "photos.gpkg"))}, photos=str(photos))
    publish_disaster_map(wanted, statement, tmp_path / "map")
    load(browser, tmp_path / "map" / "index.html")
    browser.find_element("css selector", ".show").click()
    picture = browser.find_element("css selector", ".leaflet-popup-content img")
    until = time.monotonic() + 5
    while not picture.get_property("naturalWidth") and time.monotonic() < until:
        time.sleep(0.05)
    assert picture.get_property("naturalWidth") == 683
    assert picture.get_attribute("alt").endswith("の写真")
    assert browser.get_log("browser") == []


def test_the_list_is_there_without_scripts(wanted, statement, tmp_path, browser):
    publish_disaster_map(wanted, statement, tmp_path / "map")
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        load(browser, tmp_path / "map" / "index.html")
        assert "県道45号線" in browser.find_element("id", "list").text
        assert "一覧を見てください" in browser.find_element("id", "where").text
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
