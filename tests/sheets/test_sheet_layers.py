"""The layers that the algorithms of map sheets load into the project, as a clerk sees them."""

import pytest
from qgis.core import QgsProcessingContext, QgsProject, QgsVectorLayer

from shimonita_gis.cartography.sheetlayers import dress_placed
from shimonita_gis.datum import Datum
from shimonita_gis.sheets.folderindex import write_index
from shimonita_gis.sheets.record import Record


@pytest.fixture
def loaded(provider, monkeypatch):
    """``loaded(name, **parameters)``: the layer that the Processing dialog loads into the project."""
    from processing.gui import Postprocessing
    from qgis import processing

    monkeypatch.setattr(Postprocessing, "iface", None)  # pytest-qgis has one without a list of layers

    def loaded(name, **parameters):
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        processing.runAndLoadResults(f"shimonita:{name}", parameters, context=context)
        (layer,) = QgsProject.instance().mapLayers().values()
        return layer

    yield loaded
    QgsProject.instance().clear()


def labels_of(layer):
    settings = layer.labeling().settings()
    return [feature[settings.fieldName] for feature in layer.getFeatures()] if layer.labelsEnabled() else []


def test_the_sheets_of_an_area_come_as_lines_with_their_codes(loaded, tmp_path):
    office = "-93882,-93881,24082,24083 [EPSG:6677]"
    layer = loaded("sheetindex", EXTENT=office, LEVEL=3, DATUM=2, OUTPUT=str(tmp_path / "sheets.gpkg"))
    assert labels_of(layer) == ["09-JB-16-4C"]
    assert layer.renderer().symbol().symbolLayer(0).color().alpha() == 0, "the map below stays visible"
    assert layer.attributeDisplayName(1) in ("図郭番号", "Sheet code")


def test_the_index_of_a_folder_tells_verdicts_by_colour_and_lets_them_be_chosen_by_name(qgis_app, tmp_path):
    verdicts = {"09JB164C": "passed", "09JB164D": "unconfirmed", "09JB163C": "refused"}
    records = [
        Record(f"{code}.jpg", (1, 1), Datum.JGD2011, Datum.JGD2011, code=code, scale=1000, judged=judged)
        for code, judged in verdicts.items()
    ]
    write_index(records, tmp_path, tmp_path / "index.gpkg")
    layer = QgsVectorLayer(str(tmp_path / "index.gpkg"), "index")
    dress_placed(layer)
    colours = {
        category.value(): category.symbol().symbolLayer(0).strokeColor().name()
        for category in layer.renderer().categories()
        if category.value() in verdicts.values()
    }
    assert len(set(colours.values())) == 3
    assert sorted(labels_of(layer)) == sorted(verdicts)
    status = layer.fields().indexFromName("status")
    choices = {value for choice in layer.editorWidgetSetup(status).config()["map"] for value in choice.values()}
    assert choices == set(verdicts.values())
    hidden = layer.fields().indexFromName("proposed")
    assert layer.editorWidgetSetup(hidden).type() == "Hidden"
