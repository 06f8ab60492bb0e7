"""Drone photos: speed against exiftool and QGIS's own import, accuracy against the sample town's truth."""

import os
import shutil
import sys
import tempfile
import time
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import numpy as np
from row import Row, command_seconds, peak_megabytes, seconds

REPOSITORY = Path(__file__).resolve().parents[2]
REAL = REPOSITORY.parent / "shared" / "data" / "photos"
COPIES = 1008
HEAD, TAIL = 256 * 1024, 32 * 1024


def rows():
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        if REAL.is_dir():
            yield from _speed(folder)
            yield _memory(folder)
            yield _accounted(folder)
            yield from _overlaps()
            yield _mosaic(folder)
            yield _seen(folder)
        yield from _accuracy()
    with tempfile.TemporaryDirectory() as folder:
        yield _into_hub(Path(folder))


def copy_photos(folder, count):
    """``count`` photos of the ten real ones: each with a time of its own, so that none is a duplicate; the pixels
    between head and tail are a hole in the file, which no reader of metadata touches."""
    folder.mkdir(parents=True)
    originals = [path.read_bytes() for path in sorted((REAL / "dji_nadir").glob("*.JPG"))]
    for number in range(count):
        data = originals[number % len(originals)]
        taken = datetime(2016, 6, 23, 10) + timedelta(seconds=3 * number)
        head = _with_time(data[:HEAD], f"{taken:%Y:%m:%d %H:%M:%S}".encode())
        with (folder / f"DJI_{number:05d}.JPG").open("wb") as file:
            file.write(head)
            file.seek(len(data) - TAIL)
            file.write(data[-TAIL:])
    return folder


def _with_time(head, text):
    start = head.find(b"2016:06:23 16:")
    while start >= 0:
        head = head[:start] + text + head[start + len(text) :]
        start = head.find(b"2016:06:23 16:", start + len(text))
    return head


def _speed(folder):
    """All within one QGIS that is up already; exiftool less the time that it needs to say its version."""
    photos = copy_photos(folder / "many", COPIES)
    run = _in_qgis()
    dem = str(REAL / "dji_nadir" / "surface_model.tif")

    def ours():
        outputs = dict.fromkeys(("CAMERAS", "DAMAGE", "FOOTPRINTS", "REJECTED"), "TEMPORARY_OUTPUT")
        done = run("shimonita:importdronephotos", {"FOLDER": str(photos), "DEM": dem, "TIMEZONE": "-05:00", **outputs})
        assert done["PHOTO_COUNT"] == COPIES, done

    def native():
        run("native:importphotos", {"FOLDER": str(photos), "RECURSIVE": False, "PHOTOS": "TEMPORARY_OUTPUT"})

    mine, peer = seconds(ours)[0], seconds(native)[0]
    exiftool = command_seconds("exiftool", "-fast2", "-csv", str(photos), repeat=2)
    exiftool -= command_seconds("exiftool", "-ver")
    figure = f"{COPIES / mine:.0f} photos/s"
    yield Row("import with aims, footprints and terrain model", figure, f"exiftool {COPIES / exiftool:.0f} photos/s",
              f"7 times: {exiftool / mine:.1f}", exiftool / mine >= 7)  # fmt: skip
    yield Row("the same", figure, f"native:importphotos {COPIES / peer:.0f} photos/s", f"1.5 times: {peer / mine:.2f}",
              peer / mine >= 1.5)  # fmt: skip


@cache
def _in_qgis():
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from qgis.core import QgsApplication

    application = QgsApplication.instance() or QgsApplication([], False)
    application.initQgis()
    sys.path.append(str(Path(QgsApplication.pkgDataPath()) / "python" / "plugins"))
    from processing.core.Processing import Processing
    from qgis import processing

    from shimonita_gis.processing.provider import ShimonitaProvider

    Processing.initialize()
    provider = ShimonitaProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    _in_qgis.kept = application, provider  # both must outlive this function
    return processing.run


def _into_hub(folder):
    """All bytes of each photo are read, as its content tells whether the hub has it; then the same card once more."""
    from sample_town import make_town
    from shimonita_gis.hub.template import create_hub

    town, run = make_town(seed=1), _in_qgis()
    town.write_terrain(folder / "dem.tif")
    given = {"FOLDER": str(_card(town, folder / "card")), "DEM": str(folder / "dem.tif"), "EDITOR": "bench"}
    alone, _ = seconds(lambda: run("shimonita:importdronephotos", given), repeat=1)
    given["HUB"] = str(create_hub(folder / "hub", "bench").folder)
    first, brought = seconds(lambda: run("shimonita:importdronephotos", given), repeat=1)
    again, known = seconds(lambda: run("shimonita:importdronephotos", given), repeat=1)
    counts = brought["NEW_COUNT"], known["NEW_COUNT"]
    figure, target = f"{first:.1f} s, again {again:.1f} s", f"30 s; {COPIES}, then 0"
    what = f"{counts[0]} photos of 4 MB into a hub, then {counts[1]}"
    return Row(what, figure, f"without a hub {alone:.1f} s", target, first <= 30 and counts == (COPIES, 0))


def _card(town, folder):
    """Photos of the sample town, each with a time of its own, the rest of their 4 MB a hole in the file."""
    from sample_town import fly

    for photo in fly(town, "DJI", count=10, pitch=-45, size=(90, 60)):
        data = photo.write(folder / "flown").read_bytes()
        taken = f"{photo.taken:%Y:%m:%d %H:%M:%S}".encode()
        for number in range(int(photo.name[4:8]) - 1, COPIES, 10):
            moment = f"{photo.taken + timedelta(seconds=3 * number):%Y:%m:%d %H:%M:%S}".encode()
            copy = folder / f"DJI_{number:05d}.JPG"
            copy.write_bytes(data.replace(taken, moment))
            os.truncate(copy, 4_000_000)
    shutil.rmtree(folder / "flown")
    return folder


def _memory(folder):
    photos = copy_photos(folder / "ten thousand", 10_000)
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import runpy; runpy.run_path(sys.argv[1] + '/conftest.py');"
        "from shimonita_gis.photos.survey import survey; print(len(survey(sys.argv[2], sys.argv[3]).cameras))"
    )
    dem = str(REAL / "dji_nadir" / "surface_model.tif")
    peak = peak_megabytes(sys.executable, "-c", code, str(REPOSITORY / "tests"), str(photos), dem)
    return Row("memory, 10,000 photos", f"{peak:.0f} MB", "-", "500 MB", peak <= 500)


def _accounted(folder):
    """2,000 mutations of all real photos."""
    from shimonita_gis.photos.survey import read_photos

    random = np.random.default_rng(1)
    originals = [path.read_bytes()[:HEAD] for path in sorted(REAL.rglob("*.[jJ][pP][gG]"))]
    path = folder / "mutated.jpg"
    longest, accounted = 0.0, 0
    for number in range(2000):
        path.write_bytes(_mutated(originals[number % len(originals)], random))
        began = time.perf_counter()
        photos, rejected = read_photos([path])
        longest = max(longest, time.perf_counter() - began)
        accounted += len(photos) + len(rejected)
    return Row("2,000 mutated photos accounted for", f"{accounted}, longest {longest * 1000:.0f} ms", "-",
               "2000, none over 1 s", accounted == 2000 and longest < 1)  # fmt: skip


def _mutated(data, random):
    data = bytearray(data)
    if random.random() < 0.3:
        return bytes(data[: random.integers(len(data))])
    for _ in range(random.integers(1, 60)):
        data[random.integers(2, min(len(data), 60_000))] = random.integers(256)
    return bytes(data)


def _overlaps():
    """The same place in two overlapping real photos, by matched features; the peer is the pose as imported."""
    from shimonita_gis.photos import aim
    from shimonita_gis.photos.refine import refine
    from shimonita_gis.photos.survey import survey
    from shimonita_gis.photos.terrain import FlatGround

    folder = REAL / "dji_nadir"
    cameras = survey(folder).cameras
    flat = FlatGround((cameras["z"] - cameras["relative_altitude"]).to_numpy(float))
    found = refine(aim.cameras_of(cameras), [folder / name for name in cameras["photo"]], flat)
    strip = np.repeat([0, 1, 2], [4, 4, 2])  # the flight's strips; all of the second one is turned
    same = np.array([strip[pair.one] == strip[pair.other] != 1 for pair in found.pairs])
    imported, turned = np.median(found.before[same]), set(np.flatnonzero(found.turned))
    yield Row("same place in two photos of a strip, as imported", f"{imported:.2f} m", "-", "3 m", imported <= 3)
    yield Row("same place in two photos, refined", f"{np.median(found.after):.2f} m; {len(turned)} turned",
              f"as imported {np.median(found.before):.1f} m", "0.5 m, the turned four found",
              np.median(found.after) <= 0.5 and turned == {4, 5, 6, 7})  # fmt: skip


def _mosaic(folder):
    code = (
        "import runpy, sys; runpy.run_path(sys.argv[1] + '/conftest.py');"
        "from shimonita_gis.photos import orthophoto; from shimonita_gis.photos.survey import survey;"
        "from shimonita_gis.photos.terrain import open_terrain;"
        "dem = sys.argv[2] + '/surface_model.tif'; cameras = survey(sys.argv[2], dem).cameras;"
        "terrain = open_terrain(dem, cameras.crs, tuple(cameras.total_bounds + [-500, -500, 500, 500]));"
        "views, step, _ = orthophoto.views(cameras, terrain, 0.05); orthophoto.mosaic(views, step, sys.argv[3])"
    )
    command = (sys.executable, "-c", code, str(REPOSITORY / "tests"), str(REAL / "dji_nadir"), str(folder / "m.tif"))
    took = command_seconds(*command, repeat=1)
    peak = peak_megabytes(*command)
    return Row("mosaic of ten photos at 5 cm, start included", f"{took:.1f} s, {peak:.0f} MB", "-", "60 s, 2000 MB",
               took <= 60 and peak <= 2000)  # fmt: skip


def _seen(folder):
    from shimonita_gis.photos.seen import photos_of_place
    from shimonita_gis.photos.survey import survey
    from shimonita_gis.photos.terrain import open_terrain

    dem = REAL / "dji_nadir" / "surface_model.tif"
    cameras = survey(folder / "ten thousand", dem).cameras
    terrain = open_terrain(dem, cameras.crs, tuple(np.add(cameras.total_bounds, [-500, -500, 500, 500])))
    x, y = cameras["x"].median(), cameras["y"].median()
    took, found = seconds(lambda: photos_of_place(cameras, x, y, terrain=terrain))
    return Row(f"photosofplace, 10,000 photos, {len(found)} saw it", f"{took:.2f} s", "-", "0.5 s", took <= 0.5)


def _accuracy():
    from sample_town import make_town
    from shimonita_gis.photos import aim

    town = make_town(seed=1)
    random = np.random.default_rng(2)
    poses, cameras, terrain = _poses(town, random, 1000)
    truth = np.array([_true_ground(town, pose) for pose in poses])
    found = aim.aims(cameras, terrain)
    known = np.isfinite(truth[:, 0]) & np.isfinite(found.points[:, 0])
    error = np.hypot(*(found.points - truth)[known, :2].T)
    median, most = np.median(error), np.quantile(error, 0.99)
    yield Row("aim point, exact pose, nadir to 20 degrees", f"median {median:.3f} m, 99 % {most:.3f} m",
              "sample town's own rays", "0.3 m, 99 % in 1 m", median < 0.3 and most < 1)  # fmt: skip
    yield _coverage(cameras, terrain, truth, random)
    yield _footprints(town, poses[:60], cameras[:60], terrain)


def _poses(town, random, count):
    from sample_town import Pose
    from shimonita_gis.photos.camera import Cameras
    from shimonita_gis.photos.terrain import Terrain

    rows, columns = town.terrain.heights.shape
    transform = town.terrain.transform
    terrain = Terrain(town.terrain.heights, transform.c + transform.a / 2, transform.f + transform.e / 2, transform.a,
                      -transform.e)  # fmt: skip
    x = transform.c + columns * random.uniform(0.3, 0.7, count) * transform.a
    y = transform.f + rows * random.uniform(0.3, 0.7, count) * transform.e
    z = town.terrain.height_at(x, y) + random.uniform(40, 120, count)
    yaw, pitch = random.uniform(0, 360, count), random.uniform(-90, -20, count)
    lens = [np.full(count, value, float) for value in (3000, 4000, 3000, 2000, 1500)]
    cameras = Cameras(x, y, z, yaw, pitch, np.zeros(count), *lens)
    return [Pose(*pose, 0.0, 3000.0, 4000, 3000) for pose in zip(x, y, z, yaw, pitch, strict=True)], cameras, terrain


def _true_ground(town, pose, u=2000, v=1500):
    from sample_town.flight import trace

    return trace(town.terrain, np.array([pose.x, pose.y, pose.z]), pose.rays(u, v))


def _coverage(cameras, terrain, truth, random):
    from shimonita_gis.photos import aim

    n = len(cameras)
    errors = aim.PoseErrors(*(np.full(n, error) for error in (3.0, 1.5, 2.0, 1.0, 1.0)))
    steep = cameras.pitch < -30
    noisy = aim.moved(
        cameras, random.normal(size=(n, 3)) * [3.0, 3.0, 1.5], random.normal(size=(n, 3)) * [2.0, 1.0, 1.0]
    )
    found = aim.aims(noisy, terrain, errors)
    known = steep & np.isfinite(truth[:, 0]) & np.isfinite(found.major)
    share = aim.inside_ellipse(found, truth)[known].mean() * 100
    return Row(
        f"truth in the 95 % ellipse, {known.sum()} noisy poses", f"{share:.1f} %", "-", "93-97 %", 93 <= share <= 97
    )


def _footprints(town, poses, cameras, terrain):
    import shapely

    from shimonita_gis.photos import aim
    from shimonita_gis.photos.camera import border_pixels

    ours, is_open = aim.footprints(cameras, terrain)
    u, v = border_pixels(np.array([4000.0]), np.array([3000.0]), 100)
    overlaps = []
    for pose, polygon, unbounded in zip(poses, ours, is_open, strict=True):
        ring = _true_ground(town, pose, u[0], v[0])[:, :2]
        if unbounded or polygon is None or np.isnan(ring).any():
            continue
        seen = shapely.make_valid(shapely.polygons(ring))
        overlaps.append(polygon.intersection(seen).area / polygon.union(seen).area)
    median, worst = np.median(overlaps), min(overlaps)
    return Row(f"footprint, {len(overlaps)} views", f"IoU {median:.3f}, worst {worst:.3f}", "sample town's own rays",
               "0.98", median >= 0.98)  # fmt: skip
