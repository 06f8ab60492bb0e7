"""What a person fills in for a feature: labels, choices, dates, what is required, and an identity that nobody sees."""

import pytest
from qgis.core import (
    NULL,
    QgsCompoundCurve,
    QgsFeature,
    QgsFieldConstraints,
    QgsGeometry,
    QgsLineString,
    QgsPoint,
    QgsPointXY,
    QgsProject,
    QgsVectorLayer,
    QgsVectorLayerUtils,
)

from shimonita_gis.cartography.forms import apply_form
from shimonita_gis.hub.template import standard_layers

ENTRIES = {layer.entry.table: layer.entry for layer in standard_layers()}
HARD = QgsFieldConstraints.ConstraintStrength.ConstraintStrengthHard


@pytest.fixture
def opened(qgis_app, work_copy):
    def opened(table, language="ja"):
        layer = QgsVectorLayer(f"{work_copy}|layername={table}", table, "ogr")
        apply_form(layer, ENTRIES[table], language)
        return layer

    return opened


def index(layer, name):
    return layer.fields().indexFromName(name)


def widget(layer, name):
    return layer.editorWidgetSetup(index(layer, name))


def new_feature(layer, **values):
    """A feature as QGIS makes it when somebody draws one."""
    given = {index(layer, name): value for name, value in values.items()}
    place = QgsGeometry.fromPointXY(QgsPointXY(-93882, 24082))
    return QgsVectorLayerUtils.createFeature(layer, place, given, layer.createExpressionContext())


def complaints(layer, feature, name):
    ok, texts = QgsVectorLayerUtils.validateAttribute(layer, feature, index(layer, name))
    return [] if ok else texts


@pytest.mark.parametrize("table", ENTRIES)
def test_every_field_is_labelled_and_keys_are_hidden(opened, table):
    layer = opened(table)
    for number, field in enumerate(layer.fields()):
        if field.name() in ("fid", "uuid"):
            assert layer.editorWidgetSetup(number).type() == "Hidden"
        else:
            assert layer.attributeAlias(number).startswith(ENTRIES[table].labels[field.name()]["ja"])
    hidden = {column.name for column in layer.attributeTableConfig().columns() if column.hidden}
    assert {"fid", "uuid"} <= hidden


def test_labels_in_english(opened):
    layer = opened("roads", "en")
    assert layer.attributeAlias(index(layer, "width")) == "Width (m)"


def test_personal_field_says_so(opened):
    layer = opened("parcels")
    assert "personal" in layer.attributeAlias(index(layer, "owner")) or "個人" in layer.attributeAlias(
        index(layer, "owner")
    )


def test_choices_in_their_order_and_none(opened):
    layer = opened("fire_water")
    assert widget(layer, "kind").type() == "ValueMap"
    labels = [next(iter(each)) for each in widget(layer, "kind").config()["map"]]
    assert labels[1:] == ENTRIES["fire_water"].choices["kind"]


@pytest.mark.parametrize(
    ("table", "name", "kind"),
    [
        ("fire_water", "inspected", "DateTime"),
        ("closures", "closed_from", "DateTime"),
        ("aed", "children", "CheckBox"),
        ("aed", "note", "TextEdit"),
        ("evacuation_sites", "capacity", "TextEdit"),
    ],
)
def test_widget_follows_the_field(opened, table, name, kind):
    assert widget(opened(table), name).type() == kind


def test_long_texts_have_several_lines(opened):
    layer = opened("tourism")
    assert widget(layer, "description").config()["IsMultiline"]
    assert not widget(layer, "phone").config()["IsMultiline"]


def test_what_is_required_must_be_filled_in(opened):
    layer = opened("evacuation_sites")
    strengths = layer.fields()[index(layer, "name")].constraints()
    assert strengths.constraintStrength(QgsFieldConstraints.Constraint.ConstraintNotNull) == HARD
    assert complaints(layer, new_feature(layer), "name")
    assert not complaints(layer, new_feature(layer, name="下仁田小学校"), "name")


@pytest.mark.parametrize(
    ("table", "name", "good", "bad"),
    [
        ("evacuation_sites", "capacity", 300, -1),
        ("bridges", "built", 1964, 196),
        ("aed", "open_from", "8:30", "8時半"),
        ("aed", "phone", "0274-82-2111", "０２７４-82-2111"),
        ("tourism", "url", "https://www.town.shimonita.lg.jp/", "www.town.shimonita.lg.jp"),
    ],
)
def test_unusual_values_are_told_and_let_pass(opened, table, name, good, bad):
    layer = opened(table)
    assert not complaints(layer, new_feature(layer, **{name: good}), name)
    assert not complaints(layer, new_feature(layer, **{name: NULL}), name)
    (said,) = complaints(layer, new_feature(layer, **{name: bad}), name)
    assert said
    constraints = layer.fields()[index(layer, name)].constraints()
    assert constraints.constraintStrength(QgsFieldConstraints.Constraint.ConstraintExpression) != HARD


def test_drawn_copied_and_pasted_features_get_a_uuid_of_their_own(opened):
    layer = opened("aed")
    layer.startEditing()
    first = new_feature(layer, name="役場")
    assert len(first["uuid"]) == 36
    assert layer.addFeature(first)
    assert layer.commitChanges(False)
    copy, _ = QgsVectorLayerUtils.duplicateFeature(layer, next(layer.getFeatures()), QgsProject.instance())
    data = QgsVectorLayerUtils.QgsFeatureData(first.geometry(), dict(enumerate(first.attributes())))
    (pasted,) = QgsVectorLayerUtils.createFeatures(layer, [data], layer.createExpressionContext())
    assert layer.addFeature(QgsFeature(pasted))
    assert layer.commitChanges()
    uuids = [feature["uuid"] for feature in layer.getFeatures()]
    assert len(uuids) == len(set(uuids)) == 3
    assert copy.isValid()


def test_a_split_area_keeps_its_uuid_and_its_new_part_gets_one(opened):
    layer = opened("parcels")
    layer.startEditing()
    square = QgsGeometry.fromWkt("MultiPolygon(((0 0, 10 0, 10 10, 0 10, 0 0)))")
    given = {index(layer, "number"): "12"}
    feature = QgsVectorLayerUtils.createFeature(layer, square, given, layer.createExpressionContext())
    assert layer.addFeature(feature)
    assert layer.commitChanges(False)
    cut = QgsCompoundCurve()
    cut.addCurve(QgsLineString([QgsPoint(5, -1), QgsPoint(5, 11)]))
    layer.splitFeatures(cut)
    assert layer.commitChanges()
    uuids = [each["uuid"] for each in layer.getFeatures()]
    assert feature["uuid"] in uuids
    assert len(set(uuids)) == 2


def test_lists_call_a_feature_by_name(opened):
    assert opened("aed").displayExpression() == '"name"'
    assert opened("parcels").displayExpression() == '"number"'
    assert opened("fire_water").displayExpression() == '"kind"'
