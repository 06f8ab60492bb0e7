"""The main job on the made-up town: every result is printed with its error against the truth."""

import contextlib
import json
from datetime import date

import geopandas as gpd
import numpy as np
import shapely
from on_server import hub_on_server, work_together
from qgis_process import Narrator, run

from sample_town import draw_sheet, fly, make_town
from shimonita_gis.datum import TOWN_EPSG, Datum, transformer
from shimonita_gis.hub.postgis.address import is_address

SHEET_CODE, DPI, DATUM = "09JB164C", 200, Datum.TOKYO
LICENCE = "CC BY 4.0"
MAKERS = {"DJI": -90.0, "Autel": -60.0, "Parrot": -90.0, "Skydio": -45.0}


def show(output, on_server=False):
    """Runs the six algorithms and prints what came of each; everything is written below ``output``. ``on_server`` lets
    the shared map move to a PostgreSQL server on the way."""
    say = Narrator()
    sheet, photos = _make_town(output, say)
    placed = _place_sheet(output, sheet, say)
    drawn = _vectorize(output, placed, sheet, say)
    imported = _import_photos(output, photos, say)
    with hub_on_server(output, say) if on_server else contextlib.nullcontext(output / "hub") as hub:
        _share(output, hub, drawn, imported, say)
        if on_server:
            work_together(output, hub, say)
    _release(output, say)
    _draw(output, placed, drawn, imported, say)


def _make_town(output, say):
    say.step(f"A small mountain town with known truth; its sheet {SHEET_CODE} on the {DATUM.title}, {DPI} dpi")
    town = make_town(seed=1)
    town.write_terrain(output / "terrain.tif")
    sheet = draw_sheet(town, SHEET_CODE, dpi=DPI, datum=DATUM, seed=1)
    sheet.write(output / f"{SHEET_CODE}.jpg")
    photos = []
    for maker, pitch in MAKERS.items():
        flight = fly(town, maker=maker, count=4, pitch=pitch, seed=1)
        photos += [(photo, photo.write(output / "photos" / maker.lower())) for photo in flight]
    (output / "photos" / "not_a_photo.jpg").write_text("a text that calls itself a photo", encoding="utf-8")
    say.result(
        f"scan {sheet.image.shape[1]} x {sheet.image.shape[0]} pixels, {len(photos)} photos of {len(MAKERS)} makers"
    )
    return sheet, photos


def _place_sheet(output, sheet, say):
    say.step("georeferencesheet: the scan in its place")
    results = run(
        "georeferencesheet", INPUT=output / f"{SHEET_CODE}.jpg", SHEET_CODE=SHEET_CODE, DATUM=int(DATUM),
        CLIP=True, OUTPUT=output / "sheet.tif", POINTS=output / "sheet.points", REPORT=output / "sheet.html",
    )  # fmt: skip
    say.result(f"verdict: {results['VERDICT']}; leave-one-out error {results['RMSE']:.2f} m, "
               f"largest {results['MAX_RESIDUAL']:.2f} m")  # fmt: skip
    error = _corner_error(output / "sheet.points", sheet)
    say.result(f"corners against the truth: {np.median(error):.2f} m in the middle, {error.max():.2f} m at most")
    return output / "sheet.tif"


def _corner_error(points, sheet):
    """Distance in metres on the ground from each corner found in the scan to where it truly is."""
    rows = np.genfromtxt(points, delimiter=",", comments="#", skip_header=_header_lines(points), usecols=(0, 1, 2, 3))
    found = np.column_stack([rows[:, 2], -rows[:, 3]])
    nearest = np.hypot(*(sheet.corners[:, None] - found[None]).transpose(2, 0, 1)).min(axis=1)
    metres_per_pixel = 1000 * 0.0254 / DPI
    return nearest * metres_per_pixel


def _header_lines(points):
    lines = points.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines) if line.startswith("mapX")) + 1


def _vectorize(output, placed, sheet, say):
    say.step("vectorizesheet: linework, closed shapes and lettering")
    files = {kind: output / f"{kind}.gpkg" for kind in ("lines", "polygons", "lettering")}
    run("vectorizesheet", INPUT=placed, OUTPUT_LINES=files["lines"], OUTPUT_POLYGONS=files["polygons"],
        OUTPUT_LETTERING=files["lettering"], READ=False)  # fmt: skip
    drawn = {kind: gpd.read_file(file) for kind, file in files.items()}
    say.result(", ".join(f"{len(layer)} {kind}" for kind, layer in drawn.items()) + f"; in {drawn['lines'].crs.name}")
    distance = _distance_to_truth(drawn["lines"], sheet)
    say.result(f"lines against the truth: {np.median(distance):.2f} m in the middle, "
               f"{np.mean(distance < 1.0):.0%} within 1 m")  # fmt: skip
    return files


def _distance_to_truth(lines, sheet):
    """Distance in metres from points along the lines found to the linework that was drawn."""
    to_town = transformer(DATUM.plane_epsg, TOWN_EPSG)
    drawn = shapely.get_parts(sheet.ground_lines.geometry.values)
    truth = shapely.STRtree(shapely.transform(drawn, lambda xy: np.column_stack(to_town.transform(*xy.T))))
    points = shapely.points(shapely.get_coordinates(shapely.segmentize(lines.geometry.values, 2)))
    _, distance = truth.query_nearest(points, return_distance=True, all_matches=False)
    return distance


def _import_photos(output, photos, say):
    say.step("importdronephotos: the damage, not the drone, on the map")
    files = {kind: output / f"{kind}.gpkg" for kind in ("cameras", "damage", "footprints", "rejected")}
    run("importdronephotos", FOLDER=output / "photos", RECURSIVE=True, DEM=output / "terrain.tif",
        CAMERAS=files["cameras"], DAMAGE=files["damage"], FOOTPRINTS=files["footprints"],
        REJECTED=files["rejected"])  # fmt: skip
    layers = {kind: gpd.read_file(file) for kind, file in files.items()}
    say.result(", ".join(f"{len(layer)} {kind}" for kind, layer in layers.items()))
    error = _aim_error(layers["damage"], photos)
    say.result(f"aim points against the truth: {np.median(error):.3f} m in the middle, {error.max():.3f} m at most")
    return files


def _aim_error(damage, photos):
    truth = {path.name: photo.aim for photo, path in photos if photo.aim is not None}
    names = damage["photo"].map(lambda text: text.replace("\\", "/").rpartition("/")[2])
    pairs = [(shape.x, shape.y, *truth[name][:2]) for shape, name in zip(damage.geometry, names, strict=True)]
    x, y, true_x, true_y = np.array(pairs).T
    return np.hypot(x - true_x, y - true_y)


SHARED = {  # file -> title, department, open or not
    "lines": ("図郭の線", "建設水道課", True),
    "polygons": ("図郭の面", "建設水道課", True),
    "lettering": ("図郭の注記", "企画課", True),
    "damage": ("被害箇所", "総務課", True),
    "cameras": ("撮影位置", "総務課", False),
}


def _share(output, hub, drawn, imported, say):
    say.step("createhub, addlayertohub: one place for all departments")
    if not is_address(hub):
        run("createhub", HUB=hub, EDITOR="佐藤")
    files = {**drawn, **imported}
    for kind, (title, department, is_open) in SHARED.items():
        run("addlayertohub", INPUT=files[kind], HUB=hub, TITLE=title, DEPARTMENT=department, OPEN=is_open,
            EDITOR="佐藤")  # fmt: skip
    from shimonita_gis.hub.store import Hub

    titles = {title for title, _, _ in SHARED.values()}
    for entry in Hub.open(hub).catalogue():
        if entry.title in titles:
            say.result(f"{entry.title} · {entry.department} · {'open' if entry.open else 'internal'}")


def _release(output, say):
    say.step("exportopengeojson: what may leave, as RFC 7946")
    folder = output / f"release-{date.today().isoformat()}"
    folder.mkdir()
    for kind, (title, _, is_open) in SHARED.items():
        if is_open:
            source = output / f"{kind}.gpkg"
            results = run("exportopengeojson", INPUT=source, LICENSE=LICENCE, OUTPUT=folder / f"{title}.geojson",
                          REPORT=folder / f"{title}.html")  # fmt: skip
            say.result(f"{title}.geojson: " + _compared(source, folder / f"{title}.geojson"))
            assert results["OUTPUT"]
    return folder


def _compared(source, published):
    """Reads the release with nothing but json and compares it with the layer."""
    layer = gpd.read_file(source).to_crs(6668)
    document = json.loads(published.read_text(encoding="utf-8"))
    shapes = np.array([shapely.from_geojson(json.dumps(f["geometry"])) for f in document["features"]])
    apart = np.abs(np.array(shapely.total_bounds(shapes)) - layer.total_bounds).max() * 111_000 if shapes.size else 0.0
    return f"{len(shapes)} of {len(layer)} features, bounds {apart:.3f} m apart"


def _draw(output, placed, drawn, imported, say):
    import picture

    say.step("The outcome, drawn by QGIS")
    application = picture.start_qgis()
    layers = [(imported["cameras"], "cameras"), (imported["damage"], "damage"), (imported["footprints"], "footprints"),
              (drawn["lines"], "lines"), (drawn["polygons"], "polygons")]  # fmt: skip
    say.result(picture.draw(output / "demo.png", layers, sheet=placed, terrain=output / "terrain.tif"))
    application.exitQgis()
