"""A missing package switches off just what needs it, and says which and how to get it.

Each package of the table is taken away in a Python of its own, in which several algorithms do small work, the photo
viewer reads a photo, and the module of every window is read.
"""

import json
import shutil
from pathlib import Path

import pytest
from plugin.test_start import run

from shimonita_gis.dependencies import PACKAGES
from shimonita_gis.resources import resource

# package -> what of RUNS and of the windows stops without it; what is not named here must go on
EVERYTHING = {"createhub", "exportopengeojson", "importdronephotos", "photoviewer", "vectorizesheet"}
LAYERS = {"createhub", "importdronephotos", "photoviewer", "vectorizesheet"}
HUB_WINDOWS = {"administration", "conflicts", "history", "sharedmap"}
AFFECTED = {
    "numpy": EVERYTHING | HUB_WINDOWS | {"sheetindex"},
    "pyproj": EVERYTHING | HUB_WINDOWS | {"sheetindex"},
    "shapely": EVERYTHING,
    "pandas": LAYERS,
    "geopandas": LAYERS,
    "pyogrio": {"createhub"},
    "scipy": {"vectorizesheet"},
    "PIL": {"photoviewer", "vectorizesheet"},
    "rasterio": {"importdronephotos", "vectorizesheet"},
    "affine": {"importdronephotos", "vectorizesheet"},
    "skimage": {"vectorizesheet"},
    "tky2jgd": set(),
    "defusedxml": {"importdronephotos", "photoviewer"},
    "psycopg2": set(),
}

WORK = """
import json
from importlib import import_module
from shimonita_gis import dependencies

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == sys.argv[2]:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

for name in [name for name in sys.modules if name.partition(".")[0] == sys.argv[2]]:
    del sys.modules[name]
sys.meta_path.insert(0, Absent())
from shimonita_gis.plugin import ShimonitaGisPlugin
plugin = ShimonitaGisPlugin(None)
plugin.initProcessing()
from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProject
provider = QgsApplication.processingRegistry().providerById("shimonita")
said = {"algorithms": len(provider.algorithms())}
for name, parameters in json.loads(sys.argv[3]).items():
    feedback, context = QgsProcessingFeedback(False), QgsProcessingContext()
    context.setProject(QgsProject.instance())
    _, done = provider.algorithm(name).create().run(parameters, context, feedback)
    said[name] = "" if done else feedback.textLog()
from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsVectorLayer
from shimonita_gis.gui.photoviewer_layers import CAMERA_FIELDS, LoadTask
fields = "&".join(f"field={name}:{'string' if name == 'photo' else 'double'}" for name in sorted(CAMERA_FIELDS))
cameras = QgsVectorLayer(f"Point?crs=EPSG:6677&{fields}", "cameras", "memory")
camera = QgsFeature(cameras.fields())
camera.setAttributes(["a.jpg" if field.name() == "photo" else 1.0 for field in cameras.fields()])
camera.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(-93900, 24200)))
cameras.dataProvider().addFeature(camera)
loading = LoadTask(cameras, None, "", lambda photos, problem: said.update(photoviewer=problem))
loading.finished(loading.run())
from shimonita_gis.gui.windows import WINDOWS
for window in WINDOWS:
    try:
        import_module(f"shimonita_gis.gui.{window.module}")
    except ModuleNotFoundError as error:
        missing = dependencies.missing_package(error)
        said[window.module] = str(missing) if missing else f"not explained: {error}"
print(json.dumps(said))
"""


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """Small work for several algorithms."""
    folder = tmp_path_factory.mktemp("runs")
    point = folder / "point.geojson"
    point.write_text(
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {},'
        ' "geometry": {"type": "Point", "coordinates": [138.8, 36.2]}}]}'
    )
    shutil.copy(resource("practice", "photos", "DJI_0001.JPG"), folder)
    outputs = dict.fromkeys(("CAMERAS", "DAMAGE", "FOOTPRINTS", "REJECTED"), "TEMPORARY_OUTPUT")
    return {
        "createhub": {"HUB": "", "EDITOR": "佐藤"},
        "sheetindex": {"EXTENT": "-94000,-93800,24000,24200 [EPSG:6677]", "LEVEL": 2, "DATUM": 2,
                       "OUTPUT": "TEMPORARY_OUTPUT"},
        "exportopengeojson": {"INPUT": str(point), "OUTPUT": ""},
        "importdronephotos": {"FOLDER": str(folder),
                              "DEM": str(resource("practice", "terrain.tif")), **outputs},
        "vectorizesheet": {"INPUT": str(_sheet(folder / "sheet.tif")), "OUTPUT_LINES": "TEMPORARY_OUTPUT"},
    }  # fmt: skip


def _sheet(path):
    """A small placed sheet with one line on it."""
    import numpy as np
    import rasterio
    from rasterio.transform import from_origin

    pixels = np.full((3, 300, 300), 250, np.uint8)
    pixels[:, 150:153, 30:270] = 10
    place = {"crs": 6677, "transform": from_origin(-93900, 24200, 0.125, 0.125)}
    with rasterio.open(path, "w", driver="GTiff", width=300, height=300, count=3, dtype="uint8", **place) as file:
        file.write(pixels)
    return Path(path)


def done_without(package, runs, folder):
    runs["createhub"]["HUB"] = str(folder / "hub")
    runs["exportopengeojson"]["OUTPUT"] = str(folder / "out.geojson")
    return json.loads(run(WORK, folder, package, json.dumps(runs))[-1])


def test_with_every_package_all_of_it_works(runs, tmp_path):
    said = done_without("nothing", runs, tmp_path)
    assert {name: text for name, text in said.items() if text and name != "algorithms"} == {}


@pytest.mark.parametrize("package", PACKAGES, ids=[package.module for package in PACKAGES])
def test_without_a_package_just_what_needs_it_is_off_and_says_so(package, runs, tmp_path):
    said = done_without(package.module, runs, tmp_path)
    stopped = {name: text for name, text in said.items() if text and name != "algorithms"}
    for name, text in stopped.items():
        assert f"needs the Python package {package.distribution}" in text, (name, text)
    assert set(stopped) == AFFECTED[package.module]
