"""A real browser without a network, on a phone and on a desk, and what it says of a page."""

import json
from contextlib import contextmanager
from pathlib import Path

from shimonita_gis.resources import page_library

SCREENSHOTS = Path(__file__).parents[1] / ".build" / "screenshots"
SIZES = {"phone": (390, 844), "desktop": (1400, 900)}
SERIOUS = ("serious", "critical")


@contextmanager
def offline_browser(kind):
    """Headless Chromium of the size ``kind`` (of SIZES), its network off."""
    from selenium import webdriver

    width, height = SIZES[kind]
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--lang=ja", f"--window-size={width},{height}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    browser = webdriver.Chrome(options, webdriver.ChromeService("/usr/bin/chromedriver"))
    try:
        browser.execute_cdp_cmd("Network.enable", {})
        off = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
        browser.execute_cdp_cmd("Network.emulateNetworkConditions", off)
        if kind == "phone":
            phone = {"width": width, "height": height, "deviceScaleFactor": 2, "mobile": True}
            browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", phone)
        browser.kind = kind
        yield browser
    finally:
        browser.quit()


def load(browser, page):
    """Opens the file ``page``; what was logged before is forgotten."""
    requests(browser)
    browser.get_log("browser")
    browser.get(page.as_uri())
    return browser


def requests(browser):
    """What has been asked for since the last call, beyond pictures that lie in the page itself."""
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
    return [url for url in asked if not url.startswith("data:")]


def findings(browser):
    """What axe-core finds serious in the page as it is now."""
    browser.execute_script((page_library("axe-core") / "axe.min.js").read_text(encoding="utf-8"))
    report = browser.execute_async_script("axe.run(document, {}).then(arguments[0])")
    return [(v["impact"], v["id"], v["nodes"][0]["html"]) for v in report["violations"] if v["impact"] in SERIOUS]


def is_ready(browser):
    """Whether the page's own script ran to its end."""
    return browser.execute_script("return performance.getEntriesByName('ready').length") == 1


def fits(browser):
    """Whether nothing of the page lies beside the screen."""
    return browser.execute_script("return document.documentElement.scrollWidth <= window.innerWidth")


def picture(browser, name):
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    browser.save_screenshot(str(SCREENSHOTS / f"{name}_{browser.kind}.png"))
