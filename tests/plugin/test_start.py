"""What a start of QGIS costs, and what happens where packages are missing. Each runs in a Python of its own."""

import subprocess
import sys
from pathlib import Path

from plugin.desktop import environment

REPOSITORY = Path(__file__).parents[2]

START = """
import sys
from importlib import util
from pathlib import Path
from qgis.core import QgsApplication

application = QgsApplication([], True)
application.initQgis()
before = set(sys.modules)

spec = util.spec_from_file_location("conftest", Path(sys.argv[1], "tests", "conftest.py"))
spec.loader.exec_module(util.module_from_spec(spec))
ours = {each for each in set(sys.modules) - before if not each.startswith(("_pytest", "pytest", "pluggy", "iniconfig"))}
"""

LOADED = """
before = set(sys.modules)
from shimonita_gis.plugin import ShimonitaGisPlugin
plugin = ShimonitaGisPlugin(None)
plugin.initProcessing()
print(*sorted({each.partition(".")[0] for each in set(sys.modules) - before}))
"""

BLOCKED = """
from shimonita_gis import dependencies

class Absent:
    names = {package.module for package in dependencies.PACKAGES}
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in self.names:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

for name in [name for name in sys.modules if name.partition(".")[0] in Absent.names]:
    del sys.modules[name]
sys.meta_path.insert(0, Absent())
from shimonita_gis.plugin import ShimonitaGisPlugin
plugin = ShimonitaGisPlugin(None)
plugin.initProcessing()
from qgis.core import QgsProcessingContext, QgsProcessingException, QgsProcessingFeedback
provider = QgsApplication.processingRegistry().providerById("shimonita")
print(len(provider.algorithms()))
algorithm = provider.algorithm("exportopengeojson").create()
try:
    algorithm.processAlgorithm({"INPUT": sys.argv[2], "OUTPUT": sys.argv[3]}, QgsProcessingContext(),
                               QgsProcessingFeedback())
except QgsProcessingException as error:
    print(error)
"""


def run(script, tmp_path, *arguments):
    done = subprocess.run(
        [sys.executable, "-c", START + script, REPOSITORY, *map(str, arguments)],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_start_imports_nothing_heavy(tmp_path):
    from shimonita_gis.dependencies import PACKAGES

    loaded = set(run(LOADED, tmp_path)[-1].split())
    assert "shimonita_gis" in loaded
    assert loaded & {package.module for package in PACKAGES} == set()
    assert loaded & {"matplotlib", "sqlite3", "osgeo", "xml"} == set()


def test_without_any_package_the_provider_is_whole_and_an_algorithm_says_what_is_missing(tmp_path):
    from shimonita_gis.processing.provider import ALGORITHMS

    layer = tmp_path / "point.geojson"
    layer.write_text(
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {},'
        ' "geometry": {"type": "Point", "coordinates": [138.8, 36.2]}}]}'
    )
    count, message = run(BLOCKED, tmp_path, layer, tmp_path / "out.geojson")[-2:]
    assert int(count) == len(ALGORITHMS)
    assert "needs the Python package" in message
    assert not (tmp_path / "out.geojson").exists()
