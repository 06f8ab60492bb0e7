"""The hub against pygeodiff and plain file copies: 300,000 features, measured in the same run."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

import geopandas
import numpy as np
import shapely
from row import Row, seconds

from shimonita_gis.hub import child, geopackage, workcopy
from shimonita_gis.hub.catalogue import LayerEntry
from shimonita_gis.hub.history import events
from shimonita_gis.hub.layers import prepared
from shimonita_gis.hub.operations import add_layer
from shimonita_gis.hub.store import Hub

# pygeodiff's own road: a changeset of each side, the rebase, and the result applied
PEER = """
import sys, time, pygeodiff
base, mine, theirs, folder = sys.argv[1:]
differ = pygeodiff.GeoDiff()
began = time.perf_counter()
differ.create_changeset(base, theirs, folder + "/theirs.diff")
differ.create_changeset(base, mine, folder + "/mine.diff")
differ.create_rebased_changeset(base, mine, folder + "/theirs.diff", folder + "/rebased.diff", folder + "/conflicts")
print(time.perf_counter() - began)
"""


def buildings(count):
    """Square buildings with a name, a kind and a height, on a grid of 15 m."""
    random = np.random.default_rng(1)
    side = int(np.ceil(count**0.5))
    x, y = -96000 + 15.0 * (np.arange(count) % side), 20000 + 15.0 * (np.arange(count) // side)
    fields = {
        "name": [f"建物{i}" for i in range(count)],
        "kind": random.integers(0, 9, count),
        "height": random.uniform(3, 9, count).round(2),
    }
    return geopandas.GeoDataFrame(fields, geometry=shapely.box(x, y, x + 10, y + 8), crs=6677)


def edit(path, count, offset, column):
    with geopackage.opened(path) as connection, geopackage.transaction(connection):
        connection.execute(
            f"UPDATE buildings SET {column} = ? WHERE fid % 997 = ? AND fid <= ?",
            (f"{uuid.uuid4()}", offset, 997 * count),
        )


def hub_of(folder, count):
    hub = Hub.create(folder / "hub", "bench")
    add_layer(hub, prepared(buildings(count), "bench"), LayerEntry(table="", title="buildings"), "bench")
    return hub


def copy_flushed(source, target):
    """A plain copy that is as safe on the disk as a work copy is."""
    shutil.copyfile(source, target)
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def peer_seconds(base, mine, theirs, folder):
    done = subprocess.run(
        [sys.executable, "-c", PEER, base, mine, theirs, str(folder)], check=True, capture_output=True, text=True
    )
    return float(done.stdout)


def timed_sync(path):
    """Seconds of a sync in its child process, as the algorithm runs it; and its result."""
    began = time.perf_counter()
    result = child.call("workcopy.sync_for_parent", path=str(path))
    return time.perf_counter() - began, result


def lease_seconds(hub, path):
    """How long a sync in this process holds the lease."""
    marks = {}
    workcopy.sync(path, fault=lambda step: marks.setdefault(step, time.perf_counter()))
    return marks["published"] - marks["leased"]


# the work copy in QGIS itself: opened, and drawn as a map of 1:2500 on a screen
OPEN_MAP = """
import sys, time
from qgis.core import QgsApplication, QgsMapRendererParallelJob, QgsMapSettings, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import QSize
application = QgsApplication([], False)
application.initQgis()
began = time.perf_counter()
layer = QgsVectorLayer(sys.argv[1] + "|layername=buildings", "buildings")
settings = QgsMapSettings()
settings.setLayers([layer])
settings.setDestinationCrs(layer.crs())
settings.setOutputSize(QSize(1600, 1000))
settings.setExtent(QgsRectangle(-94000, 22000, -92900, 22690))
job = QgsMapRendererParallelJob(settings)
job.start()
job.waitForFinished()
spent = time.perf_counter() - began
image = job.renderedImage()
drawn = len({image.pixel(x, y) for x in range(0, 1600, 7) for y in range(0, 1000, 7)})
print(spent, layer.featureCount(), drawn)
"""


def opening(path):
    """Seconds until QGIS has drawn the work copy's layer; fails where it drew nothing."""
    done = subprocess.run(
        [sys.executable, "-c", OPEN_MAP, str(path)], check=True, capture_output=True, text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    spent, features, colours = done.stdout.split()[-3:]
    assert int(features) > 0
    assert int(colours) > 1, "the map is empty"
    return float(spent)


def rows():
    with tempfile.TemporaryDirectory(prefix="bench-hub-") as name:
        yield from _rows(Path(name), 300_000)
    with tempfile.TemporaryDirectory(prefix="bench-hub-") as name:
        yield from _large(Path(name), 1_000_000)


def _rows(folder, count):
    hub = hub_of(folder, count)
    source = hub.geopackage()
    copying, _ = seconds(lambda: copy_flushed(source, folder / "plain.gpkg"))
    number = iter(range(100))
    checking_out, mine = seconds(lambda: workcopy.check_out(hub, folder / f"mine{next(number)}.gpkg", editor="mine"))
    times = checking_out / copying
    figure = f"{checking_out:.3f} s, {times:.1f} times"
    yield Row(f"work copy of {count:,} features", figure, f"copy, flushed: {copying:.3f} s", "2 times", times <= 2)
    theirs = workcopy.check_out(hub, folder / "theirs.gpkg", editor="theirs")
    workcopy.sync(mine)  # the first sync of a work copy makes its base
    base = shutil.copyfile(mine, folder / "base.gpkg")
    took, held, peer = [], [], []
    for turn in range(3):
        edit(mine, 100, 10 + turn, "name")
        edit(theirs, 20, 110 + turn, "name")
        peer.append(peer_seconds(base, mine, theirs, folder))
        workcopy.sync(theirs)
        spent, result = timed_sync(mine)
        assert (result["sent"], result["received"]) == (100, 20), result
        took.append(spent)
        shutil.copyfile(mine, base)
        workcopy.sync(theirs)
        edit(mine, 100, 210 + turn, "name")
        held.append(lease_seconds(hub, mine))
        workcopy.sync(theirs)
        shutil.copyfile(mine, base)
    best, times = min(took), min(took) / min(peer)
    figure, against = f"{best:.2f} s, {times:.1f} times", f"pygeodiff changesets, rebase {min(peer):.2f} s"
    reached = best <= 3 and times <= 2
    yield Row(f"sync of 100 edits, 20 coming in, {count:,} features", figure, against, "3 s and 2 times", reached)
    yield Row("lease held in that sync", f"{min(held):.2f} s", "-", "2 s", min(held) <= 2)


def _large(folder, count):
    hub = hub_of(folder, count)
    mine = workcopy.check_out(hub, folder / "mine.gpkg", editor="mine")
    workcopy.sync(mine)
    yield Row(f"open the map, {count:,} features", f"{opening(mine):.2f} s", "-", "reported", True)
    edit(mine, 100, 10, "name")
    spent, _ = timed_sync(mine)
    yield Row(f"sync of 100 edits, {count:,} features", f"{spent:.2f} s", "-", "10 s", spent <= 10)
    with geopackage.opened(mine, readonly=True) as connection:
        (feature,) = connection.execute("SELECT uuid FROM buildings WHERE fid = 10").fetchone()
    began = time.perf_counter()
    found = list(events(hub, "buildings", feature))
    yield Row(f"history of one feature, {count:,} features", f"{time.perf_counter() - began:.3f} s", "-", "reported",
              len(found) == 1)  # fmt: skip
