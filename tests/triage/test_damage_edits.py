"""A damage point is moved in the viewer: what the town's layers say of its new place comes a moment later."""

import pytest
from triage.scene import photographed

from shimonita_gis.errors import InputError
from shimonita_gis.photos.layers import with_standard_fields
from shimonita_gis.photos.sight import Spot
from shimonita_gis.photos.standard import DAMAGE

OLD = {"district": "上町", "road": "県道45号線", "road_distance": 12.0, "hazard_zone": "土砂災害警戒区域"}
NEW = {"district": "下町", "road": None, "road_distance": None, "hazard_zone": None}


@pytest.fixture
def edits(town, tmp_path, qgis_app):
    from qgis.core import QgsProject, QgsVectorLayer

    from shimonita_gis.gui.photoviewer_edits import DamageEdits

    damage = with_standard_fields(photographed(town, count=3, damages=2)[0].assign(**OLD), DAMAGE)
    damage.to_file(tmp_path / "damage.gpkg")
    layer = QgsVectorLayer(str(tmp_path / "damage.gpkg"), "被害箇所", "ogr")
    QgsProject.instance().addMapLayer(layer)
    edits = DamageEdits(layer, layer.crs())
    yield edits
    edits.close()
    QgsProject.instance().removeMapLayer(layer.id())


def told(edits, fid):
    feature = edits.layer.getFeature(fid)
    return {name: feature[name] or None for name in OLD}


def elsewhere(edits, fid):
    place = edits.layer.getFeature(fid).geometry().asPoint()
    return Spot(place.x() + 300, place.y(), 260.0, 4.0, 3.0, 0.0, 80.0)


def test_old_district_goes_with_the_move_and_the_new_one_belongs_to_it(edits):
    edits.move(1, elsewhere(edits, 1))
    assert set(told(edits, 1).values()) == {None}
    edits.complete(edits.last, NEW)
    assert told(edits, 1) == NEW
    assert edits.emptied(edits.last) == ["road", "road_distance", "hazard_zone"]
    edits.undo()
    assert told(edits, 1) == OLD


def test_what_becomes_known_after_the_move_was_taken_back_is_not_written(edits):
    edits.move(1, elsewhere(edits, 1))
    action = edits.last
    edits.undo()
    edits.complete(action, NEW)
    assert told(edits, 1) == OLD


def test_answer_for_a_new_point_finds_it_under_the_number_that_saving_gave_it(edits):
    edits.make(elsewhere(edits, 1), {"photo": "DJI_0001.JPG"})
    action = edits.last
    edits.save()
    edits.complete(action, NEW)
    assert action.fid > 0 and told(edits, action.fid) == NEW


def test_undo_passes_over_a_point_that_somebody_has_deleted(edits):
    for fid in (1, 2):
        edits.write(fid, {"grade": "大"})
    edits.layer.deleteFeature(2)
    with pytest.raises(InputError, match="deleted"):
        edits.undo()
    assert edits.undo() == 1
    assert edits.layer.getFeature(1)["被害程度"] != "大"
