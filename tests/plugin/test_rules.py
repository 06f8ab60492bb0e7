"""The rules of lint find what they are there for."""

import importlib.machinery
import importlib.util
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]


def script(name):
    """A script of .ci as a module."""
    sys.dont_write_bytecode = True
    loader = importlib.machinery.SourceFileLoader(f"ci_{name}", str(REPOSITORY / ".ci" / name))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module


@pytest.fixture
def house(tmp_path):
    """An empty checkout to write modules into: house("hub/x.py", "import qgis")."""
    (tmp_path / "shimonita_gis").mkdir()
    (tmp_path / "processing").mkdir()

    def write(name, text):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    write.root = tmp_path
    return write


@pytest.mark.parametrize("rule", ["arrows", "qt6", "oldest-qgis"])
def test_this_checkout_keeps_the_rule(rule):
    done = subprocess.run([REPOSITORY / ".ci" / rule], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    "code",
    [
        "from PyQt5.QtCore import Qt",
        "from qgis.PyQt.QtCore import Qt\nwhere = Qt.AlignLeft",
        "from qgis.PyQt.QtCore import QVariant\nkind = QVariant.String",
        "from qgis.core import QgsMapLayer\nkind = QgsMapLayer.VectorLayer",
        "from qgis.core import QgsProcessing\nkind = QgsProcessing.TypeVectorPolygon",
        "dialog.exec_()",
        "from qgis.PyQt.QtCore import QRegExp",
    ],
)
def test_qt6_rule_finds(code, tmp_path):
    path = tmp_path / "old.py"
    path.write_text(code)
    assert len(list(script("qt6").problems_of(path))) == 1


def test_qt6_rule_passes_scoped_enums(tmp_path):
    path = tmp_path / "new.py"
    path.write_text(
        "from qgis.core import Qgis, QgsProcessing\nfrom qgis.PyQt.QtCore import Qt\n"
        "kinds = Qt.AlignmentFlag.AlignLeft, Qgis.ProcessingSourceType.VectorPolygon, Qgis.QGIS_VERSION_INT\n"
        "dialog.exec()\n"
    )
    assert list(script("qt6").problems_of(path)) == []


@pytest.mark.parametrize(
    "code",
    [
        "from qgis.core import QgsFeatureSink\nsink.finalize()",
        "from qgis.core import Qgis\npart = Qgis.LegendComponent.Title",
        "from qgis.core import Qgis\nmethod = Qgis.HttpMethod.Put",
        "from qgis.core import QgsRasterLayerSimpleLabeling",
        "def show(iface):\n    iface.showApiDocumentation()",
    ],
)
def test_oldest_qgis_rule_finds(code, tmp_path):
    path = tmp_path / "newer.py"
    path.write_text(code)
    assert len(list(script("oldest-qgis").faults([path]))) == 1


def test_oldest_qgis_rule_passes_names_that_something_in_use_had_before(tmp_path):
    path = tmp_path / "usual.py"
    path.write_text(
        "from qgis.core import Qgis, QgsFeatureSink, QgsField, QgsLegendStyle, QgsStatisticalSummary\n"
        "summary.finalize()\nfield.length()\npart = QgsLegendStyle.Style.Title, Qgis.HttpMethod.Get\n"
    )
    assert list(script("oldest-qgis").faults([path])) == []


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("shimonita_gis/hub/x.py", "from qgis.core import QgsProject"),
        ("shimonita_gis/photos/x.py", "from shimonita_gis.hub.store import Hub"),
        ("shimonita_gis/photos/x.py", "from ..sheets import scan"),
        ("shimonita_gis/opendata/x.py", "def f():\n    from shimonita_gis.hub.workcopy import sync"),
        ("shimonita_gis/datum.py", "from .sheets import scan"),
        ("shimonita_gis/cartography/x.py", "from shimonita_gis.gui.dock import Dock"),
    ],
)
def test_arrow_rule_finds(house, monkeypatch, file, code):
    rule = script("arrows")
    monkeypatch.setattr(rule, "REPOSITORY", house.root)
    assert len(list(rule.problems_of(house(file, code)))) == 1


@pytest.mark.parametrize("module", ["catalogue", "store"])
def test_arrow_rule_lets_open_data_read_the_hub(house, monkeypatch, module):
    rule = script("arrows")
    monkeypatch.setattr(rule, "REPOSITORY", house.root)
    path = house("shimonita_gis/opendata/x.py", f"from shimonita_gis.hub.{module} import Anything")
    assert list(rule.problems_of(path)) == []


SOURCE = """
class InputError(ShimonitaGisError): ...

COLOURS = {"red": "Red ink", "blue": "Blue"}  # translatable
REASON = "{file} is broken."

class Place:
    TITLE = "Place a sheet"
    def run(self):
        self.add(parameter, help="The scan.")
        raise InputError(REASON, file=self.file)

def greet():
    return tr("Hello {name}", name="x")
"""


@pytest.fixture
def translations(house, monkeypatch):
    house("shimonita_gis/errors.py", "class ShimonitaGisError(Exception): ...")
    house("processing/place.py", SOURCE)
    rule = script("translations")
    monkeypatch.setattr(rule, "REPOSITORY", house.root)
    monkeypatch.setattr(rule, "CATALOGUE", house.root / "resources" / "ja.ts")
    return rule


TEXTS = {"Red ink", "Blue", "{file} is broken.", "Place a sheet", "The scan.", "Hello {name}"}


def test_translations_finds_every_kind_of_text(translations):
    found, problems = translations.collect()
    assert set(found) == TEXTS
    assert problems == []


@pytest.mark.parametrize(
    "code",
    [
        'tr(f"Hello {name}")',
        'raise InputError(f"{file} is gone.")',
        'feedback.pushInfo("Half of it is done.")',
        'QgsProcessingParameterString("NAME", "Your name")',
        'QgsProcessingParameterEnum("INK", tr("Ink"), options=["Red ink"])',
        "QDialogButtonBox(QDialogButtonBox.StandardButton.Close)",
    ],
)
def test_translations_refuses_what_cannot_be_or_is_not_translated(translations, house, code):
    house("processing/bad.py", code)
    assert len(translations.collect()[1]) == 1


def test_translations_check_names_what_is_missing_wrong_or_gone(translations):
    found = dict.fromkeys(["Hello {name}", "Blue", "Red ink"], "x.py")
    known = {"Hello {name}": "こんにちは {nama}", "Blue": "青", "Green": "緑"}
    faults = list(translations.faults(found, known))
    assert len(faults) == 3
    assert "Hello {name}" in faults[0]
    assert "Red ink" in faults[1]
    assert "Green" in faults[2]


def test_translations_written_and_read_again_and_compiled(translations):
    found, _ = translations.collect()
    known = {"Blue": "青 <&>", "Hello {name}": "{name} さん、こんにちは"}
    translations.write_catalogue(found, known)
    assert {text: ja for text, ja in translations.read_catalogue().items() if ja} == known
    assert ET.parse(translations.CATALOGUE).getroot().get("language") == "ja_JP"
    translations.compile_catalogue()
    assert translations.CATALOGUE.with_suffix(".qm").stat().st_size > 100
