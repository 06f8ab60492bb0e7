"""What the plugin adds to a start of QGIS, beside what importing geopandas once would add."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from row import Row

REPOSITORY = Path(__file__).parents[2]

PLUGIN = """
import os, sys, time
from pathlib import Path
from importlib import util
from qgis.core import QgsApplication
from qgis.gui import QgsDockWidget  # the desktop has loaded qgis.gui before any plugin
from qgis.PyQt.QtWidgets import QMainWindow
application = QgsApplication([], True)
application.initQgis()
window = QMainWindow()
class Interface:
    def __init__(self): self.menu = window.menuBar().addMenu("x")
    mainWindow = lambda self: window
    pluginMenu = lambda self: self.menu
    addToolBar = lambda self, name: window.addToolBar(name)
    addDockWidget = lambda self, area, dock: window.addDockWidget(area, dock)
    registerOptionsWidgetFactory = lambda self, factory: None
spec = util.spec_from_file_location("shimonita_gis", Path(sys.argv[1], "shimonita_gis", "__init__.py"),
    submodule_search_locations=[str(Path(sys.argv[1], "shimonita_gis")), sys.argv[1]])
interface = Interface()
began = time.perf_counter()
package = util.module_from_spec(spec)
sys.modules["shimonita_gis"] = package
spec.loader.exec_module(package)
plugin = package.classFactory(interface)
plugin.initGui()
print(time.perf_counter() - began, flush=True)
os._exit(0)
"""

GEOPANDAS = """
import time
from qgis.core import QgsApplication
began = time.perf_counter()
import geopandas, rasterio
print(time.perf_counter() - began)
"""


def best(script, repeat=6):
    """Seconds; Python keeps what it has compiled, as in an installed plugin: its first start takes twice as long."""
    command = [sys.executable, "-c", script, REPOSITORY]
    with tempfile.TemporaryDirectory() as compiled:
        how = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        how["PYTHONPYCACHEPREFIX"] = compiled
        runs = [subprocess.run(command, capture_output=True, text=True, check=True, env=how) for _ in range(repeat)]
    return min(float(each.stdout.split()[-1]) for each in runs)


def rows():
    ours, heavy = best(PLUGIN), best(GEOPANDAS)
    yield Row(
        "plugin: import and initGui",
        f"{ours * 1000:.0f} ms",
        f"importing geopandas and rasterio {heavy * 1000:.0f} ms",
        "< 100 ms",
        ours < 0.1,
    )
