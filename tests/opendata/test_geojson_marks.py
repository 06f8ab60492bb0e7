"""The catalogue's marks go with a work copy: what may not leave from the hub may not leave from any copy of it."""

import json
import shutil
import zipfile

import geopandas as gpd
import pytest
from qgis.core import QgsProcessingException, QgsProject, QgsVectorLayer

from shimonita_gis.errors import ExportError, HubError
from shimonita_gis.hub import administration, geopackage, workcopy
from shimonita_gis.hub.catalogue import IN_BOTH, IN_FILE, IN_HUB, LayerEntry, marks_of
from shimonita_gis.hub.layers import prepared
from shimonita_gis.hub.operations import add_layer
from shimonita_gis.hub.template import create_hub
from shimonita_gis.opendata.datasets import dataset
from shimonita_gis.opendata.exporting import prepare_dataset
from shimonita_gis.opendata.formats import write_format
from shimonita_gis.opendata.geojson import Wishes, export_geojson
from shimonita_gis.opendata.personal import HUB_NOT_SEEN

from .conftest import OFFICE, square

BOSS = "山田"
OPEN_FIELDS = Wishes(fields=("name", "area"))


@pytest.fixture
def hub(tmp_path):
    """A hub with open parks, whose field keeper is personal, and closed taxes."""
    x, y = OFFICE
    values = {"name": ["中央", "荒船", "妙義"], "keeper": ["K1", "K2", "K3"], "area": [1.5, 2.5, 3.5]}
    frame = gpd.GeoDataFrame(values, geometry=[square(x + 20 * i, y) for i in range(3)], crs=6677)
    hub = create_hub(tmp_path / "共通基盤", BOSS)
    for title, sharing in (("Parks", "open"), ("Taxes", "internal")):
        entry = LayerEntry(table="", title=title, sharing=sharing, personal_fields=("keeper",))
        add_layer(hub, prepared(frame, "test"), entry, BOSS)
    return hub


@pytest.fixture
def copy(hub, tmp_path):
    """A work copy that was carried away: another folder, another name."""
    made = workcopy.check_out(hub, tmp_path / "made.gpkg", editor=BOSS)
    away = tmp_path / "usb" / "何か.gpkg"
    away.parent.mkdir()
    shutil.copy(made, away)
    made.unlink()
    return away


def fields_of(path):
    return set(json.loads(path.read_text(encoding="utf-8"))["features"][0]["properties"])


def change(hub, title, **changes):
    administration.change_entry(hub, title, changes, BOSS)


def source_of(where, hub, copy):
    return hub.geopackage() if where == "hub" else copy


@pytest.mark.parametrize("where", ["hub", "work copy"])
def test_from_a_work_copy_the_same_is_refused_as_from_the_hub(where, hub, copy, tmp_path):
    source, target = source_of(where, hub, copy), tmp_path / "p.geojson"
    with pytest.raises(ExportError, match="keeper: marked as personal in the catalogue"):
        export_geojson(source, target, layer_name="parks")
    with pytest.raises(ExportError, match="taxes may not leave the town hall: the catalogue"):
        export_geojson(source, target, OPEN_FIELDS, layer_name="taxes")
    assert not target.exists()
    export_geojson(source, target, OPEN_FIELDS, layer_name="parks")
    assert fields_of(target) == {"name", "area"}


@pytest.mark.parametrize("where", ["hub", "work copy"])
@pytest.mark.parametrize("key", ["geojson", "gpkg", "fgb", "shp", "csv"])
def test_no_format_lets_more_through(key, where, hub, copy, tmp_path):
    source, folder = source_of(where, hub, copy), tmp_path / "out"
    folder.mkdir()
    for table, said in (("parks", "keeper"), ("taxes", "may not leave")):
        with pytest.raises(ExportError, match=said):
            write_format(key, source, table, folder, "x")
    assert not list(folder.iterdir())
    assert write_format(key, source, "parks", folder, "x", OPEN_FIELDS)


def test_a_dataset_takes_no_personal_field_of_a_work_copy(copy):
    wanted = dataset("public_toilet", "hyojun")
    with pytest.raises(ExportError, match="keeper"):
        prepare_dataset(copy, wanted, {"備考": "keeper"}, "parks")
    with pytest.raises(ExportError, match="may not leave"):
        prepare_dataset(copy, wanted, layer_name="taxes")


def test_an_approver_releases_by_name_from_a_work_copy_too(copy, tmp_path):
    wishes = Wishes(released=("keeper",), approver="総務課長")
    export = export_geojson(copy, tmp_path / "p.geojson", wishes, layer_name="parks")
    assert export.personal == {"keeper": ["marked as personal in the catalogue"]}


def test_what_the_hub_marked_since_holds_for_an_older_work_copy(hub, copy, tmp_path):
    change(hub, "Parks", personal_fields=("keeper", "area"))
    assert marks_of(copy, "parks").personal == {"area": IN_HUB, "keeper": IN_BOTH}
    with pytest.raises(ExportError, match="area: marked as personal in the hub since this work copy was synced"):
        export_geojson(copy, tmp_path / "p.geojson", OPEN_FIELDS, layer_name="parks")
    change(hub, "Parks", sharing="internal")
    with pytest.raises(ExportError, match="the hub no longer marks it as open"):
        export_geojson(copy, tmp_path / "p.geojson", OPEN_FIELDS, layer_name="parks")


def test_what_the_hub_released_since_is_held_until_the_sync(hub, copy, tmp_path):
    change(hub, "Parks", personal_fields=())
    change(hub, "Taxes", sharing="open")
    assert marks_of(copy, "parks").personal == {"keeper": IN_FILE}
    with pytest.raises(ExportError, match="no longer in the hub: sync it"):
        export_geojson(copy, tmp_path / "p.geojson", layer_name="parks")
    with pytest.raises(ExportError, match="though the hub now does"):
        export_geojson(copy, tmp_path / "p.geojson", OPEN_FIELDS, layer_name="taxes")
    workcopy.sync(copy, BOSS)
    export_geojson(copy, tmp_path / "p.geojson", layer_name="parks")
    assert "keeper" in fields_of(tmp_path / "p.geojson")


def test_an_old_version_in_the_hub_is_held_by_the_newest_marks(hub, tmp_path):
    old = hub.geopackage()
    change(hub, "Parks", personal_fields=("name",))
    assert marks_of(old, "parks").personal == {"keeper": IN_FILE, "name": IN_HUB}


def test_without_its_hub_a_work_copy_goes_by_its_own_marks_and_says_so(hub, copy, tmp_path):
    shutil.move(hub.folder, tmp_path / "elsewhere")
    with pytest.raises(ExportError, match="keeper"):
        export_geojson(copy, tmp_path / "p.geojson", layer_name="parks")
    export = export_geojson(copy, tmp_path / "p.geojson", OPEN_FIELDS, layer_name="parks")
    assert HUB_NOT_SEEN in export.assumptions


def test_edits_that_are_still_in_the_log_do_not_hide_the_marks(copy, tmp_path):
    with geopackage.opened(copy) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("UPDATE parks SET name = 'x'")
        with pytest.raises(ExportError, match="keeper"):
            export_geojson(copy, tmp_path / "p.geojson", layer_name="parks")


def test_a_field_under_another_name_is_no_way_out(copy, tmp_path):
    with geopackage.opened(copy) as connection:
        connection.execute("ALTER TABLE parks RENAME COLUMN keeper TO memo")
    with pytest.raises(HubError, match="under another name"):
        export_geojson(copy, tmp_path / "p.geojson", layer_name="parks")


def test_a_layer_under_another_name_is_no_way_out(copy, tmp_path):
    gpd.read_file(copy, layer="parks").to_file(copy, layer="new", driver="GPKG")
    with pytest.raises(HubError, match="not in its catalogue"):
        export_geojson(copy, tmp_path / "p.geojson", layer_name="new")


def test_a_work_copy_is_one_whatever_it_is_called(copy):
    renamed = copy.rename(copy.with_suffix(".db"))
    assert marks_of(renamed, "parks").personal == {"keeper": IN_BOTH}


def test_a_geopackage_in_an_archive_has_to_be_unpacked(copy, tmp_path):
    archive = tmp_path / "copy.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.write(copy, copy.name)
    with pytest.raises(HubError, match="Unpack it"):
        export_geojson(f"/vsizip/{archive}/{copy.name}", tmp_path / "p.geojson", layer_name="parks")


def test_a_file_that_is_no_work_copy_carries_no_marks(hub, parks):
    assert marks_of(parks, "公園") is None


def test_a_damaged_hub_lets_nothing_out(hub, tmp_path):
    source = hub.geopackage()
    (source.parent / "catalogue.json").write_text("{", encoding="utf-8")
    with pytest.raises(HubError, match="cannot be read"):
        export_geojson(source, tmp_path / "p.geojson", layer_name="parks")


def test_a_filtered_layer_in_qgis_keeps_its_marks(provider, qgis_new_project, copy, tmp_path):
    from qgis import processing

    def run(table, output, **parameters):
        layer = QgsVectorLayer(f"{copy}|layername={table}", table, "ogr")
        assert layer.isValid() and layer.setSubsetString("name <> '中央'")
        QgsProject.instance().addMapLayer(layer)  # else it outlives QGIS where the algorithm refuses it
        return processing.run("shimonita:exportopengeojson", {"INPUT": layer, "OUTPUT": str(output), **parameters})

    target = tmp_path / "p.geojson"
    with pytest.raises(QgsProcessingException, match="keeper"):
        run("parks", target)
    with pytest.raises(QgsProcessingException, match="may not leave"):
        run("taxes", target, FIELDS=["name"])
    assert run("parks", target, FIELDS=["name"])["COUNT"] == 2
