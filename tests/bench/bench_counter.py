"""The map for residents: how fast a page with many places answers, and how large its folder is; data for an applicant:
how long twelve layers of one district take."""

import runpy
import tempfile
import time
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from row import Row, seconds

COUNT, SECONDS, MEGABYTES, LOADS = 2000, 1.0, 3.0, 5
LAYERS, FEATURES, PACKAGE_SECONDS = 12, 4000, 30.0


def rows():
    yield from _disaster_map()
    yield from _provision()


def _disaster_map():
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


def _provision():
    """Twelve layers of a district in all five formats of data, against GDAL's plain cut into one of them."""
    import geopandas
    import numpy as np
    import shapely
    from osgeo import gdal

    from shimonita_gis.hub.catalogue import LayerEntry
    from shimonita_gis.hub.layers import prepared
    from shimonita_gis.hub.operations import add_layer
    from shimonita_gis.hub.template import create_hub
    from shimonita_gis.opendata.area import area_of
    from shimonita_gis.opendata.formats import FORMATS
    from shimonita_gis.opendata.provision import Provision, provide

    x, y = -93882.0, 24082.0
    district = shapely.box(x, y, x + 1500, y + 1500)
    rng = np.random.default_rng(1)
    with tempfile.TemporaryDirectory() as name:
        hub = create_hub(Path(name) / "hub", "bench")
        for i in range(LAYERS):
            spots = shapely.points(x + rng.uniform(-500, 2000, FEATURES), y + rng.uniform(-500, 2000, FEATURES))
            frame = geopandas.GeoDataFrame({"name": [f"建物{n}" for n in range(FEATURES)]}, geometry=spots, crs=6677)
            frame.geometry = frame.buffer(8, resolution=4)
            entry = LayerEntry(table="", title=f"図{i}", sharing="open")
            add_layer(hub, prepared(frame, "bench"), entry, "bench")
        entries = tuple(entry for entry in hub.catalogue() if entry.title.startswith("図") and entry.title != "図郭")
        provision = Provision("1", area_of(district, 6677), entries, tuple(FORMATS))
        took, package = seconds(lambda: provide(hub.folder, provision, Path(name) / "package.zip"))
        plain, _ = seconds(lambda: gdal.VectorTranslate(
            str(Path(name) / "plain.gpkg"), str(hub.geopackage()), layers=[e.table for e in entries],
            format="GPKG", clipSrc=district.bounds, geometryType="PROMOTE_TO_MULTI",
        ))  # fmt: skip
        inside, outside = _compared(hub.geopackage(), entries, district, package.file, Path(name) / "opened")
        count = sum(cut.count for cut in package.cuts)
        yield Row(f"{len(entries)} layers of a district, {count:,} features, five formats", f"{took:.1f} s",
                  f"GDAL's cut, one format, unchecked: {plain:.1f} s", f"{PACKAGE_SECONDS:.0f} s",
                  took <= PACKAGE_SECONDS and len(package.cuts) == LAYERS)  # fmt: skip
        yield Row("the same opened again: differing inside, outside", f"{inside}, {outside}", "-", "0, 0",
                  (inside, outside) == (0, 0))  # fmt: skip


def _compared(source, entries, district, package, folder):
    """How many features of the package's GeoPackages differ from the source inside the district, and how many reach out
    of it: cut again by geopandas, paired by their identity."""
    import geopandas

    zipfile.ZipFile(package).extractall(folder)
    edge, inside, outside = district.buffer(1e-6, join_style="mitre"), 0, 0
    for entry in entries:
        given = geopandas.read_file(next(folder.rglob(f"{entry.title}.gpkg"))).set_index("uuid")
        whole = geopandas.read_file(source, layer=entry.table).set_index("uuid")
        wanted = whole.clip(district)
        common = given.index.intersection(wanted.index)
        one, other = given.loc[common], wanted.loc[common]
        moved = one.geometry.symmetric_difference(other.geometry, align=False).area > 1e-6
        inside += len(given.index.symmetric_difference(wanted.index)) + int(
            (moved | (one["name"] != other["name"])).sum()
        )
        outside += int((~given.within(edge)).sum())
    return inside, outside
