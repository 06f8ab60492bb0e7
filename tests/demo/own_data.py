"""The same road on a person's own folder: photos, scans and layers are found by what they are, not where they lie."""

import re
import warnings
from collections import defaultdict

import geopandas as gpd
import rasterio
from PIL import Image
from qgis_process import AlgorithmError, Narrator, run

SHEET_CODE = re.compile(r"\d{2}[A-Ta-t][A-Ha-h]\d{0,4}[A-Ea-e]?")
LAYER_ENDINGS = {".shp", ".gpkg", ".geojson"}
IMAGE_ENDINGS = {".jpg", ".jpeg", ".png", ".tif", ".tiff"}
CAMERA_TAGS = {271, 272, 34853}  # EXIF: Make, Model, GPS


def show(data, datum, output):
    """Runs the algorithms on all that ``data`` holds; what fails is said and the rest goes on."""
    warnings.simplefilter("ignore", rasterio.errors.NotGeoreferencedWarning)  # scans have no place, that is the point
    say = Narrator()
    if not data.is_dir():
        raise SystemExit(f"There is no folder {data}. Give one with photos, scans or layers: make demo DATA=FOLDER")
    found = _look_through(data)
    say.step(f"{data}: " + ", ".join(f"{len(found[kind])} {kind}" for kind in ("photos", "scans", "terrain", "layers")))
    drawn = [_scan(scan, datum, output, say) for scan in found["scans"]]
    flights = [_flight(folder, found["terrain"], output, say) for folder in sorted({p.parent for p in found["photos"]})]
    _layers(found["layers"], output, say)
    _draw(drawn, flights, output, say)


def _look_through(data):
    found = defaultdict(list)
    for path in sorted(data.rglob("*")):
        if path.suffix.lower() in LAYER_ENDINGS:
            found["layers"].append(path)
        elif path.suffix.lower() in IMAGE_ENDINGS:
            found[_kind_of_image(path)].append(path)
    return found


def _kind_of_image(path):
    """photos come from a camera; terrain is one band of numbers with a place; a page of two tones is a mask."""
    try:
        with Image.open(path) as image:
            if CAMERA_TAGS & set(image.getexif()):
                return "photos"
        with rasterio.open(path) as raster:
            if raster.crs and raster.count == 1 and raster.dtypes[0].startswith("float"):
                return "terrain"
            sample = raster.read(1, out_shape=(400, 400))
            return "scans" if len(set(sample.ravel().tolist())) > 16 else "masks"
    except (OSError, rasterio.errors.RasterioIOError):
        return "photos"  # importdronephotos says what is wrong with it


def _attempt(say, algorithm, **inputs):
    try:
        return run(algorithm, **inputs)
    except AlgorithmError as reason:
        say.trouble(reason)
        return None


def _scan(scan, datum, output, say):
    code = SHEET_CODE.search(scan.stem)
    source = scan
    if code and datum is not None:
        say.step(f"georeferencesheet: {scan.name}")
        placed = output / f"{scan.stem}.tif"
        if _attempt(say, "georeferencesheet", INPUT=scan, SHEET_CODE=code.group(), DATUM=datum, OUTPUT=placed):
            source = placed
    elif code:
        say.trouble(
            f"{scan.name} carries a sheet code; say its datum to place it: make demo DATA=… DATUM=0 (Tokyo), 1, 2"
        )
    say.step(f"vectorizesheet: {scan.name}" + (" (without a place, in its pixels)" if source == scan else ""))
    lines, polygons = output / f"{scan.stem}-lines.gpkg", output / f"{scan.stem}-polygons.gpkg"
    if not _attempt(say, "vectorizesheet", INPUT=source, OUTPUT_LINES=lines, OUTPUT_POLYGONS=polygons):
        return None
    say.result(f"{len(gpd.read_file(lines))} lines, {len(gpd.read_file(polygons))} closed shapes")
    return source, lines, polygons


def _as_qgis_shows(file):
    """QGIS shows a scan without a place upside down from its pixel frame: rows count upwards from zero to minus."""
    layer = gpd.read_file(file)
    if layer.crs:
        return file
    turned = file.with_stem(f"{file.stem}-turned")
    layer.set_geometry(layer.geometry.affine_transform([1, 0, 0, -1, 0, 0])).to_file(turned)
    return turned


def _flight(folder, terrain, output, say):
    beside = [path for path in terrain if path.parent == folder]
    say.step(f"importdronephotos: {folder.name}, " + (f"over {beside[0].name}" if beside else "ground taken as flat"))
    name = "-".join(folder.parts[-2:])
    files = {kind: output / f"{name}-{kind}.gpkg" for kind in ("cameras", "damage", "footprints", "rejected")}
    inputs = {"FOLDER": folder, "RECURSIVE": False} | {kind.upper(): file for kind, file in files.items()}
    if not _attempt(say, "importdronephotos", **inputs, **({"DEM": beside[0]} if beside else {})):
        return None
    layers = {kind: gpd.read_file(file) for kind, file in files.items()}
    say.result(
        ", ".join(f"{len(layer)} {kind}" for kind, layer in layers.items()) + f"; in {layers['cameras'].crs.name}"
    )
    for _, row in layers["rejected"].iterrows():
        say.trouble(" · ".join(str(value) for name, value in row.items() if name != "geometry" and value))
    return (files, beside[0] if beside else None) if len(layers["damage"]) else None


def _layers(layers, output, say):
    if not layers:
        return
    say.step("createhub, addlayertohub, exportopengeojson: the layers")
    run("createhub", HUB=output / "hub", EDITOR="demo")
    release = output / "release"
    release.mkdir()
    for path in layers:
        added = _attempt(
            say, "addlayertohub", INPUT=path, HUB=output / "hub", TITLE=path.stem, DEPARTMENT="demo", OPEN=True
        )
        published = release / f"{path.stem}.geojson"
        exported = _attempt(say, "exportopengeojson", INPUT=path, LICENSE="CC BY 4.0", OUTPUT=published)
        if added and exported:
            say.result(f"{path.name}: {len(gpd.read_file(published))} of {len(gpd.read_file(path))} features, "
                       f"fields {', '.join(gpd.read_file(published).columns[:6])}")  # fmt: skip


def _draw(drawn, flights, output, say):
    import picture

    application = picture.start_qgis()
    say.step("Pictures, drawn by QGIS")
    for source, lines, polygons in filter(None, drawn):
        layers = [(_as_qgis_shows(lines), "lines"), (_as_qgis_shows(polygons), "polygons")]
        say.result(picture.draw(output / f"{lines.stem}.png", layers, sheet=source))
    for files, terrain in filter(None, flights):
        layers = [(files[kind], kind) for kind in ("cameras", "damage", "footprints")]
        say.result(picture.draw(files["damage"].with_suffix(".png"), layers, terrain=terrain))
    application.exitQgis()
