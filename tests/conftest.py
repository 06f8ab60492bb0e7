"""The plugin as it is when installed: one package, whose folders lie in two places of the source tree."""

import gc
import importlib.util
import os
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
REPOSITORY = TESTS.parent


def register_package():
    """Makes ``shimonita_gis`` and ``shimonita_gis.processing`` importable without the root on sys.path:
    there the folder ``processing`` would hide QGIS's own package of that name."""
    folder = REPOSITORY / "shimonita_gis"
    spec = importlib.util.spec_from_file_location(
        "shimonita_gis", folder / "__init__.py", submodule_search_locations=[str(folder), str(REPOSITORY)]
    )
    package = importlib.util.module_from_spec(spec)
    sys.modules["shimonita_gis"] = package
    spec.loader.exec_module(package)


sys.path[:] = [entry for entry in sys.path if Path(entry or ".").resolve() != REPOSITORY]
if str(TESTS) not in sys.path:
    sys.path.insert(0, str(TESTS))
register_package()

# pytest-qgis gives its own QGIS an empty profile; the qgis_process of a test has the one where the plugin is on
os.environ["QGIS_CUSTOM_CONFIG_PATH"] = str(REPOSITORY / ".build" / "qgis-profile")
os.environ.pop("QGIS_OPTIONS_PATH", None)

SHARED = REPOSITORY.parent / "shared"


@pytest.fixture(scope="session")
def shared_data():
    """Real files that the project carries no copies of."""
    folder = SHARED / "data"
    if not folder.is_dir():
        pytest.skip(f"the folder of real data is not here ({folder})")
    return folder


@pytest.fixture(scope="session", autouse=True)
def no_layer_outlives_qgis(qgis_app):
    """An algorithm that refuses its input leaves QGIS holding the layer: taken down after QGIS, it ends the process
    with a crash."""
    from qgis.core import QgsMapLayer
    from qgis.PyQt import sip

    yield
    gc.collect()
    for layer in [each for each in gc.get_objects() if isinstance(each, QgsMapLayer)]:
        if not sip.isdeleted(layer):
            sip.delete(layer)


@pytest.fixture(scope="session")
def provider(qgis_app, qgis_processing):
    """QGIS with the provider ``shimonita`` in its registry."""
    from qgis.core import QgsApplication

    from shimonita_gis.processing.provider import ShimonitaProvider

    provider = ShimonitaProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    yield provider
    QgsApplication.processingRegistry().removeProvider(provider)
