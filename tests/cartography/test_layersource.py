"""What cannot be read while its file is being saved is not taken for an empty layer."""

import pyogrio
import pytest
from hub.conftest import houses

from shimonita_gis.cartography.layersource import LayerSource, LayerUnreadError, feature_of


@pytest.fixture
def layer(tmp_path, qgis_app):
    from qgis.core import QgsVectorLayer

    houses().to_file(tmp_path / "家.gpkg", layer="家")
    return QgsVectorLayer(str(tmp_path / "家.gpkg"), "家", "ogr")


@pytest.fixture
def unreadable(layer):
    """Switches the file of the layer between unreadable and whole."""
    path = layer.source()
    with open(path, "rb") as file:  # noqa: PTH123 - the same file, as QGIS has it open
        whole = file.read()

    def switch(on):
        with open(path, "r+b") as file:  # noqa: PTH123
            file.truncate(0 if on else len(whole))
            file.write(b"" if on else whole)

    return switch


def test_a_layer_that_reads_as_empty_and_is_not_is_told(layer, unreadable):
    source = LayerSource(layer)
    assert len(list(source.features())) == 5
    unreadable(True)
    with pytest.raises(LayerUnreadError, match="家"):
        list(source.features())
    unreadable(False)
    assert len(list(LayerSource(layer).features())) == 5


def test_a_feature_is_found_again_when_the_file_is_opened_anew(layer, unreadable):
    unreadable(True)
    assert not feature_of(layer, 1).isValid()
    unreadable(False)
    assert feature_of(layer, 1)["name"] == "家0"


def test_where_nothing_is_or_nothing_is_asked_for_nothing_is_read(layer, tmp_path):
    from qgis.core import QgsFeatureRequest, QgsRectangle, QgsVectorLayer

    far = QgsFeatureRequest().setFilterRect(QgsRectangle(0, 0, 1, 1))
    assert list(LayerSource(layer).features(far)) == []
    pyogrio.write_dataframe(houses().iloc[:0], tmp_path / "空.gpkg")
    assert list(LayerSource(QgsVectorLayer(str(tmp_path / "空.gpkg"), "空", "ogr")).features()) == []


def test_an_algorithm_does_not_take_it_for_empty_either(layer, unreadable):
    from qgis.core import QgsProcessingContext, QgsProcessingFeatureSource

    from shimonita_gis.processing.frames import features_of

    source = QgsProcessingFeatureSource(layer, QgsProcessingContext())
    assert len(features_of(source)) == 5
    unreadable(True)
    with pytest.raises(LayerUnreadError):
        features_of(source)
