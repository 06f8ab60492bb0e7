import ast
import re
import sys
from pathlib import Path

from shimonita_gis.dependencies import PACKAGE_MANAGER, PACKAGES, WHEEL, missing, missing_package

REPOSITORY = Path(__file__).parents[2]


def imported_modules():
    """The top-level modules that the plugin's code imports anywhere."""
    for folder in ("shimonita_gis", "processing"):
        for path in (REPOSITORY / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    yield from (each.name.partition(".")[0] for each in node.names)
                elif isinstance(node, ast.ImportFrom) and not node.level:
                    yield node.module.partition(".")[0]


def test_table_names_every_package_that_the_code_imports():
    others = set(imported_modules()) - set(sys.stdlib_module_names) - {"shimonita_gis", "qgis", "osgeo"}
    assert others <= {package.module for package in PACKAGES}


def test_table_names_no_package_that_the_code_does_not_use():
    sources = [path for folder in ("shimonita_gis", "processing") for path in (REPOSITORY / folder).rglob("*.py")]
    code = "\n".join(path.read_text(encoding="utf-8") for path in sources if path.name != "dependencies.py")
    assert [package.module for package in PACKAGES if not re.search(rf"\b{package.module}\b", code)] == []


def test_here_nothing_is_missing_and_every_package_says_its_version():
    assert missing() == []
    assert all(package.version for package in PACKAGES)


def test_missing_wheel_is_named_with_the_way_to_get_it():
    error = missing_package(ModuleNotFoundError("No module named 'skimage.morphology'", name="skimage.morphology"))
    assert error.text == WHEEL
    assert "scikit-image" in str(error)


def test_rasterio_is_never_taken_from_a_wheel():
    assert missing_package(ModuleNotFoundError("", name="rasterio")).text == PACKAGE_MANAGER


def test_a_mistake_of_our_own_is_not_taken_for_a_missing_package():
    assert missing_package(ModuleNotFoundError("", name="shimonita_gis.nonsense")) is None
