"""Open data: a layer to checked GeoJSON beside ogr2ogr, and the memory that a large layer takes."""

import subprocess
import sys
import tempfile
import uuid
from pathlib import Path

import geopandas
import numpy as np
import pyogrio
import shapely
from hostile_shapes import hostile_shapes
from row import Row, peak_megabytes, seconds
from validators import findings

from sample_town import make_town

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "opendata" / "yaizu"
OFFICE = (-93881.979, 24082.032)
ACROSS = [shapely.box(179, 10, 181, 12), shapely.LineString([(170, 0), (-170, 5)]), shapely.Point(180, 0)]
COUNT, MANY = 300_000, 1_000_000
RATIO, MEGABYTES = 1.5, 400

_EXPORT = """
import runpy
runpy.run_path({conftest!r})
from shimonita_gis.opendata.geojson import export_geojson
export_geojson({source!r}, {target!r})
"""


def parcels(path, count, identified=False):
    """``count`` five-cornered parcels of the town's size and place, with a name, a number, an area and a kind, and the
    uuid of a hub's layer where they are ``identified``."""
    rng = np.random.default_rng(1)
    number = np.arange(count)
    x = -93_000 + (number % 600) * 20 + rng.uniform(0, 5, count)
    y = 24_000 + (number // 600) * 20 + rng.uniform(0, 5, count)
    width, height, turn = rng.uniform(5, 14, count), rng.uniform(5, 14, count), rng.uniform(0, 0.3, count)
    zero = np.zeros(count)
    along = np.stack([zero, width, width, width / 2, zero], 1)
    up = np.stack([zero, zero, height, height + 1, height], 1)
    cos, sin = np.cos(turn)[:, None], np.sin(turn)[:, None]
    corners = np.stack([x[:, None] + along * cos - up * sin, y[:, None] + along * sin + up * cos], -1)
    names = np.char.add("下仁田町大字", (number % 97).astype(str)).astype(object)
    kinds = np.where(number % 3, "山林", "宅地").astype(object)
    frame = geopandas.GeoDataFrame(
        {"名称": names, "番号": number, "面積": width * height, "種別": kinds},
        geometry=shapely.polygons(corners), crs=6677,
    )  # fmt: skip
    if identified:
        frame["uuid"] = [str(uuid.UUID(int=i)) for i in number.tolist()]
    pyogrio.write_dataframe(frame, path)


def rows():
    from shimonita_gis.opendata.geojson import export_geojson

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, target = folder / "parcels.gpkg", folder / "ours.geojson"
        parcels(source, COUNT)
        ours, export = seconds(lambda: export_geojson(source, target))
        peer, _ = seconds(lambda: _ogr2ogr(source, folder / "peer.geojson"))
        yield Row(
            f"{export.count:,} polygons to checked GeoJSON", f"{ours:.2f} s",
            f"ogr2ogr, unchecked: {peer:.2f} s", f"{RATIO} times as fast", ours * RATIO <= peer,
        )  # fmt: skip
        yield _memory(folder)
        yield _memory(folder, identified=True)
        yield _validators(folder)


def _ogr2ogr(source, target, *layer):
    target.unlink(missing_ok=True)
    options = ["-f", "GeoJSON", "-t_srs", "EPSG:4326", "-lco", "RFC7946=YES"]
    subprocess.run(["ogr2ogr", *options, target, source, *layer], check=True, capture_output=True)


def _memory(folder, identified=False):
    source = folder / "many.gpkg"
    parcels(source, MANY, identified)
    conftest = Path(__file__).parents[1] / "conftest.py"
    program = _EXPORT.format(conftest=str(conftest), source=str(source), target=str(folder / "many.geojson"))
    peak = peak_megabytes(sys.executable, "-c", program)
    what = f"{MANY:,} polygons{' of a hub' * identified}: memory"
    return Row(what, f"{peak:.0f} MB", "-", f"{MEGABYTES} MB", peak <= MEGABYTES)


def _validators(folder):
    """The whole test set, by validators that know nothing of each other."""
    from shimonita_gis.opendata.geojson import Wishes, export_geojson
    from shimonita_gis.opendata.source import open_layer

    ours, peers = [], []
    for number, (source, layer) in enumerate(_test_set(folder)):
        ours.append(folder / f"ours_{number}.geojson")
        peers.append(folder / f"peer_{number}.geojson")
        wishes = Wishes(
            released=open_layer(source, layer).fields, approver="bench"
        )  # all of it is made up or published
        export_geojson(source, ours[-1], wishes, layer)
        _ogr2ogr(source, peers[-1], layer)
    found, theirs = findings(ours), findings(peers)
    said = ", ".join(f"{name} {len(texts)}" for name, texts in found.items())
    peer = ", ".join(f"{len(texts)}" for texts in theirs.values())
    return Row(f"findings of validators in {len(ours)} layers", said, f"ogr2ogr: {peer}", "0", not any(found.values()))


def _test_set(folder):
    """(path, layer): hostile shapes, shapes at the antimeridian, the sample town, a real town's layers and tables."""
    from shimonita_gis.opendata.importing import import_dataset

    frames = {"hostile": (hostile_shapes(OFFICE), 6677), "antimeridian": (ACROSS, 4326)}
    for name, (shapes, crs) in frames.items():
        geopandas.GeoDataFrame({"n": range(len(shapes))}, geometry=shapes, crs=crs).to_file(folder / f"{name}.gpkg")
        yield folder / f"{name}.gpkg", name
    town = make_town().write_layers(folder / "town")
    yield from ((town, name) for name, _ in pyogrio.list_layers(town))
    for path in sorted(REAL.glob("*.shp")):
        yield path, path.stem
    for path in sorted(REAL.glob("*.csv")):
        import_dataset(path).frame.to_file(folder / f"{path.stem}.gpkg")
        yield folder / f"{path.stem}.gpkg", path.stem
