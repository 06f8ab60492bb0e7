"""The map for residents: how fast a page with many places answers, and how large its folder is."""

import runpy
import tempfile
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from row import Row, seconds

COUNT, SECONDS, MEGABYTES, LOADS = 2000, 1.0, 3.0, 5


def rows():
    from shimonita_gis.opendata.attributes import JAPAN
    from shimonita_gis.opendata.disastermap import Statement, Wanted, publish_disaster_map
    from shimonita_gis.opendata.disastermap_items import Source

    damage = runpy.run_path(str(Path(__file__).parents[1] / "counter" / "conftest.py"))["damage_frame"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        frame = damage(COUNT, 8000.0)
        frame["status"] = "確認済"
        frame.to_file(folder / "damage.gpkg")
        wanted = Wanted({"damage": Source(str(folder / "damage.gpkg"))})
        statement = Statement(datetime.now(JAPAN), "総務課", "課長")
        took, done = seconds(lambda: publish_disaster_map(replace(wanted, kept=0), statement, folder / "map"))
        size = sum(path.stat().st_size for path in (folder / "map").rglob("*") if path.is_file()) / 1e6
        listed = done.counts["damage"]
        yield Row(f"{listed:,} damage points: folder", f"{size:.2f} MB, made in {took:.1f} s", "-", f"{MEGABYTES} MB",
                  listed == COUNT and size <= MEGABYTES)  # fmt: skip
        (folder / "plain.html").write_text(_peer(frame), encoding="utf-8")
        ours, peer = _ready(folder / "map" / "index.html"), _ready(folder / "plain.html")
        yield Row(f"{listed:,} damage points: page answers after", f"{ours:.2f} s", f"the bare list: {peer:.2f} s",
                  f"{SECONDS} s", ours <= SECONDS)  # fmt: skip


def _peer(frame):
    """The same names in a list without a map, a search or a style."""
    return "<!doctype html><meta charset=utf-8><ol>" + "".join(f"<li>{name}" for name in frame["件名"]) + "</ol>"


def _ready(page):
    """Seconds from the call until the page's scripts have run and it answers a script; the median of some loads."""
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=390,844"):
        options.add_argument(argument)
    browser = webdriver.Chrome(options, webdriver.ChromeService("/usr/bin/chromedriver"))
    try:
        browser.get("about:blank")
        times = []
        for _ in range(LOADS):
            began = time.perf_counter()
            browser.get(page.as_uri())
            browser.execute_script("return document.readyState")
            times.append(time.perf_counter() - began)
        return sorted(times)[len(times) // 2]
    finally:
        browser.quit()
