"""The layers of an import as QGIS shows them: symbols, tips, forms and time; what the files say stays text."""

import shutil
from datetime import datetime
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from cartography.test_styles import SIGHTS, lab_of
from PIL import Image
from qgis.core import (
    Qgis,
    QgsAttributeEditorTextElement,
    QgsCoordinateReferenceSystem,
    QgsDateTimeRange,
    QgsExpression,
    QgsFeature,
    QgsGeometry,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsPointXY,
    QgsProcessingContext,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QDateTime, QSize, Qt

from shimonita_gis.cartography import featuretips, photopictures
from shimonita_gis.cartography.photolayers import dress, entry
from shimonita_gis.photos.standard import damage_choices
from shimonita_gis.photos.thumbnails import Thumbnails

TYPES = {"TEXT": "string(0,0)", "REAL": "double", "INTEGER": "integer", "BOOLEAN": "bool", "DATETIME": "datetime"}
GEOMETRY = {"CAMERAS": "PointZ", "DAMAGE": "PointZ", "FOOTPRINTS": "Polygon"}
PIXELS, METRES = 64, 30.0
KINDS, GRADES = damage_choices()["kinds"], damage_choices()["grades"]


@pytest.fixture
def tips(qgis_app, tmp_path, monkeypatch):
    monkeypatch.setattr(photopictures, "store", lambda: Thumbnails(tmp_path / "縮小画像"))
    featuretips.register()
    yield
    featuretips.unregister()


@pytest.fixture
def empty(qgis_app):
    """``empty(output)``: a layer of that output of the import without features, as a person sees it."""

    def empty(output, folder=""):
        from shimonita_gis.photos.standard import CAMERAS, DAMAGE, standard

        names = {"CAMERAS": CAMERAS, "DAMAGE": DAMAGE}
        types = {name: field["type"] for name, field in standard(names[output]).items()} if output in names else {}
        types = types or {name: "BOOLEAN" if name == "open" else "TEXT" for name in entry(output).labels}
        fields = "".join(f"&field={name}:{TYPES[type]}" for name, type in types.items())
        layer = QgsVectorLayer(f"{GEOMETRY[output]}?crs=EPSG:6677{fields}", output, "memory")
        assert layer.isValid()
        dress(layer, output, folder)
        return layer

    return empty


def add(layer, x=0.0, y=0.0, **values):
    feature = QgsFeature(layer.fields())
    feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(x, y)))
    for name, value in values.items():
        feature[name] = value
    assert layer.dataProvider().addFeature(feature)
    return feature


def drawn(layer, time=None):
    """The picture (PIXELS, PIXELS, 3) of METRES around (0, 0), as at ``time`` where it is given."""
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:6677"))
    settings.setOutputSize(QSize(PIXELS, PIXELS))
    settings.setExtent(QgsRectangle(-METRES / 2, -METRES / 2, METRES / 2, METRES / 2))
    settings.setFlag(Qgis.MapSettingsFlag.DrawLabeling, False)
    if time is not None:
        settings.setIsTemporal(True)
        settings.setTemporalRange(QgsDateTimeRange(*time))
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage().convertToFormat(job.renderedImage().Format.Format_RGB888)
    bits = image.constBits()
    bits.setsize(image.sizeInBytes())
    return (
        np.frombuffer(bits, np.uint8)
        .reshape(PIXELS, image.bytesPerLine())[:, : 3 * PIXELS]
        .reshape(-1, PIXELS, 3)
        .copy()
    )


def point(empty, **values):
    layer = empty("DAMAGE")
    add(layer, **values)
    return drawn(layer)


def difference(one, other, sight):
    """How far two pictures are apart: CIE76 a pixel, over the pixels that either draws on."""
    apart = np.linalg.norm(lab_of(one, sight) - lab_of(other, sight), axis=-1)
    return apart[(one != 255).any(-1) | (other != 255).any(-1)].mean()


# -- symbols


@pytest.mark.parametrize("sight", SIGHTS)
def test_kinds_and_grades_are_told_apart_in_the_picture(empty, sight):
    kinds = {kind: point(empty, 災害種別=kind, 被害程度="大") for kind in KINDS}
    grades = {grade: point(empty, 災害種別="土砂崩れ", 被害程度=grade) for grade in GRADES}
    for one, other in combinations(kinds, 2):
        assert difference(kinds[one], kinds[other], sight) > 6, (one, other)
    for one, other in combinations(grades, 2):
        assert difference(grades[one], grades[other], sight) > 15, (one, other)


def test_the_gravest_damage_lies_on_top(empty):
    grave = {"災害種別": "道路損壊", "被害程度": "大"}
    for order in (1, -1):
        layer = empty("DAMAGE")
        for values in [grave, {"災害種別": "倒木", "被害程度": "中"}, {"被害程度": "未確認"}][::order]:
            add(layer, **values)
        assert (drawn(layer)[24:40, 24:40] == point(empty, **grave)[24:40, 24:40]).all()


def test_what_is_repaired_fades(empty):
    open_one, repaired = (point(empty, 被害程度="大", status=status) for status in ("確認済", "復旧済"))
    assert repaired[20:44, 20:44].mean() > open_one[20:44, 20:44].mean() + 60


def test_the_ellipse_has_its_size_on_the_ground(empty):
    layer = empty("DAMAGE")
    add(layer, 被害程度="小", ellipse_major=12.0, ellipse_minor=6.0, ellipse_azimuth=90.0)
    ink = np.argwhere((drawn(layer) < 140).all(-1))
    (top, left), (bottom, right) = ink.min(0), ink.max(0)
    assert (right - left) * METRES / PIXELS == pytest.approx(24, abs=1.5)
    assert (bottom - top) * METRES / PIXELS == pytest.approx(12, abs=1.5)


@pytest.mark.parametrize(
    ("yaw", "pitch", "side"), [(90.0, -30.0, 1), (270.0, -60.0, -1), (90.0, -90.0, 0), (None, -30.0, 0)]
)
def test_a_camera_points_where_it_looked(empty, yaw, pitch, side):
    """East, west; straight down and unknown point nowhere."""
    layer = empty("CAMERAS")
    add(layer, yaw=yaw, pitch=pitch)
    blue = (drawn(layer)[..., 0] < 120).sum(0)
    west, east = blue[: PIXELS // 2].sum(), blue[PIXELS // 2 :].sum()
    assert round(2 * (east - west) / (east + west)) == side


def test_open_footprints_are_dashed(empty):
    pictures = []
    for is_open in (False, True):
        layer = empty("FOOTPRINTS")
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(-12, -12, 12, 12)))
        feature["open"] = is_open
        layer.dataProvider().addFeature(feature)
        pictures.append((drawn(layer)[..., 1] < 120).sum())
    assert 0 < pictures[1] < 0.9 * pictures[0]


# -- time


def test_the_temporal_controller_shows_what_had_been_seen_by_then(empty):
    layer = empty("DAMAGE")
    at = [QDateTime(2024, 10, 12, hour, 0, 0, 0, Qt.TimeSpec.UTC) for hour in range(6)]
    add(layer, 被害程度="大", 撮影日時=at[2].addSecs(60))
    shown = [bool((drawn(layer, (at[hour], at[hour + 1])) != 255).any()) for hour in range(5)]
    assert shown == [False, False, True, True, True]
    assert empty("CAMERAS").temporalProperties().startField() == "taken"


# -- tips and forms


def tip(layer, feature):
    context = layer.createExpressionContext()
    context.setFeature(feature)
    return QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)


def form_text(layer, feature):
    """What the form shows above the fields of its first tab."""
    (first, *_) = layer.editFormConfig().tabs()
    context = layer.createExpressionContext()
    context.setFeature(feature)
    element = sip.cast(first.children()[0], QgsAttributeEditorTextElement)
    return QgsExpression.replaceExpressionText(element.text(), context)


@pytest.fixture
def flight(flown, tmp_path):
    folder, _ = flown("DJI", -45)
    shutil.copytree(folder, tmp_path / "写真")
    return tmp_path / "写真"


@pytest.fixture
def brought(provider, dem, monkeypatch):
    """``brought(folder)``: output -> layer, as the Processing dialog loads them into the project."""

    def brought(folder):
        from processing.gui import Postprocessing
        from qgis.core import QgsApplication, QgsProcessingFeedback

        monkeypatch.setattr(Postprocessing, "iface", None)  # pytest-qgis has one without a list of layers

        context, feedback = QgsProcessingContext(), QgsProcessingFeedback()
        context.setProject(QgsProject.instance())
        algorithm = QgsApplication.processingRegistry().createAlgorithmById("shimonita:importdronephotos")
        outputs = ("CAMERAS", "DAMAGE", "FOOTPRINTS", "REJECTED")
        given = {"FOLDER": str(folder), "DEM": str(dem)} | dict.fromkeys(outputs, "TEMPORARY_OUTPUT")
        for definition in algorithm.destinationParameterDefinitions():
            given[definition.name()] = _loaded_output(definition)
        results, good = algorithm.run(given, context, feedback)
        assert good and Postprocessing.handleAlgorithmResults(algorithm, context, feedback, given)
        return {name: QgsProject.instance().mapLayer(results[name]) for name in outputs}

    yield brought
    QgsProject.instance().clear()


def _loaded_output(definition):
    from qgis.core import QgsProcessingOutputLayerDefinition

    return QgsProcessingOutputLayerDefinition("TEMPORARY_OUTPUT", QgsProject.instance())


def test_the_dialogs_layers_come_dressed_with_points_above_areas(brought, flight, tips):
    layers = brought(flight)
    order = [node.layer() for node in QgsProject.instance().layerTreeRoot().findLayers()]
    assert order == [layers[name] for name in ("DAMAGE", "CAMERAS", "FOOTPRINTS", "REJECTED")]
    assert layers["DAMAGE"].renderer().type() == "RuleRenderer"
    feature = next(layers["DAMAGE"].getFeatures())
    said = tip(layers["DAMAGE"], feature)
    assert "未確認" in said
    picture = Path(said.partition("file://")[2].partition("'")[0])
    with Image.open(picture) as image:
        assert max(image.size) <= 320
    assert str(picture) in form_text(layers["DAMAGE"], feature)
    assert "DJI_0001.JPG" in tip(layers["CAMERAS"], next(layers["CAMERAS"].getFeatures()))


def test_a_form_leads_through_tabs_and_guards_what_the_import_knows(empty):
    layer = empty("DAMAGE")
    config = layer.editFormConfig()
    assert len(config.tabs()) == 6
    index = layer.fields().indexFromName
    assert config.readOnly(index("photo_id")) and not config.readOnly(index("災害種別"))
    fields = {child.name() for tab in config.tabs() for child in tab.findElements(Qgis.AttributeEditorType.Field)}
    hidden = {name for name in layer.fields().names() if layer.editorWidgetSetup(index(name)).type() == "Hidden"}
    assert fields | hidden == set(layer.fields().names())
    assert not fields & hidden


def test_a_photo_is_shown_by_its_own_time_on_this_pcs_clock(empty, tips, flight):
    from shimonita_gis.photos.finding import identity_of

    layer = empty("DAMAGE", flight)
    taken = datetime(2024, 10, 12, 10, 15).astimezone()
    values = {"photo": "DJI_0001.JPG", "photo_id": identity_of(flight / "DJI_0001.JPG")}
    feature = add(layer, **values, 撮影日時=QDateTime.fromSecsSinceEpoch(int(taken.timestamp())).toUTC())
    assert "2024-10-12 10:15" in form_text(layer, feature)
    assert "<img src='file:///" in form_text(layer, feature)


HOSTILE = "<img src='file:///etc/passwd'><script>alert(1)</script>&[% env('HOME') %]"


def test_markup_and_formulas_in_fields_are_shown_as_text(empty, tips):
    layer = empty("DAMAGE")
    feature = add(layer, 件名=HOSTILE, 災害種別=HOSTILE, photo=HOSTILE, photo_id=HOSTILE)
    for said in (tip(layer, feature), form_text(layer, feature)):
        assert "&lt;script&gt;" in said
        assert "<script" not in said and "<img" not in said
        assert "[% env(" in said


@pytest.mark.parametrize(
    "path",
    ["/etc/hostname", "../秘密.jpg", "..\\秘密.jpg", "file:///etc/hostname", "http://example.com/a.jpg",
     "\\\\host\\a.jpg", "//host/share/a.jpg", "C:\\Windows\\a.jpg", "a\0.jpg", "x" * 5000],
)  # fmt: skip
def test_no_path_or_address_in_a_field_is_followed(empty, tips, flight, path):
    from shimonita_gis.photos.finding import identity_of

    secret = flight.parent / "秘密.jpg"
    shutil.copy(flight / "DJI_0002.JPG", secret)
    layer = empty("DAMAGE", flight)
    feature = add(layer, photo=path, photo_id=identity_of(secret))
    for said in (tip(layer, feature), form_text(layer, feature)):
        assert "<img" not in said
        assert "photo folder" in said  # where it was looked for


def test_another_file_under_the_photos_name_is_not_shown_for_it(empty, tips, flight):
    """Drones count from DJI_0001.JPG again after each card."""
    from shimonita_gis.photos.finding import identity_of

    layer = empty("CAMERAS", flight)
    feature = add(layer, photo="DJI_0003.JPG", photo_id=identity_of(flight / "DJI_0004.JPG")[::-1])
    assert "<img" not in tip(layer, feature)
    assert "DJI_0003.JPG" in tip(layer, feature)


def test_small_pictures_are_made_beside_the_work_after_an_import(brought, flight, tips, tmp_path, monkeypatch):
    import qgis.utils
    from qgis.core import QgsApplication

    monkeypatch.setattr(qgis.utils, "iface", object())  # a desktop
    brought(flight)
    for task in QgsApplication.taskManager().activeTasks():
        assert task.waitForFinished()
    assert len(list((tmp_path / "縮小画像").rglob("*.jpg"))) == 4


def test_nothing_is_made_in_a_batch_job(brought, flight, tips, tmp_path, monkeypatch):
    import qgis.utils

    monkeypatch.setattr(qgis.utils, "iface", None)
    brought(flight)
    assert not (tmp_path / "縮小画像").exists()
