"""The hub on disk: versions that never change, committed by one rename."""

import json
import multiprocessing
import os
import signal
from contextlib import contextmanager

import pyogrio
import pytest

from shimonita_gis.errors import HubError, InputError, OutputError
from shimonita_gis.hub import geopackage, store
from shimonita_gis.hub.catalogue import Catalogue, LayerEntry
from shimonita_gis.hub.changes import RowChange
from shimonita_gis.hub.store import FAULT_POINTS, Hub
from shimonita_gis.hub.template import create_hub, standard_layers
from shimonita_gis.hub.version import hub_digest

from .conftest import add, houses


def rename_house(name):
    """A publisher's work: the first house gets ``name``."""

    def work(draft):
        row = draft.connection.execute("SELECT uuid, name FROM houses ORDER BY fid").fetchone()
        draft.apply([RowChange("houses", row[0], "update", {"name": row[1]}, {"name": name})])

    return work


@contextmanager
def lease_of_nobody(folder, *rest):
    (folder / "lease.json").touch()
    yield lambda: None


def first_house(hub):
    with geopackage.opened(hub.geopackage(), readonly=True) as connection:
        return connection.execute("SELECT name FROM houses ORDER BY fid").fetchone()[0]


def test_a_new_hub_has_the_standard_layers_described_in_two_languages(hub):
    assert len(hub.catalogue()) == len(standard_layers()) > 15
    for entry in hub.catalogue():
        info = pyogrio.read_info(hub.geopackage(), layer=entry.table)
        assert entry.title
        assert entry.title_en
        assert entry.department
        assert set(entry.labels) == set(info["fields"]) - {"uuid"}
        assert info["crs"] == "EPSG:6677"
        assert info["features"] == 0


def test_a_layer_keeps_places_text_and_catalogue_entry(hub):
    version, entry = add(
        hub, houses(crs=4612), '家屋 "2024"', department="税務", sharing="open", personal_fields=["name"]
    )
    frame = pyogrio.read_dataframe(hub.geopackage(), layer=entry.table)
    assert list(frame["name"]) == ["家0", "家1", "家2", "家3", "家4"]
    assert frame.crs == 6677
    assert frame.union_all().hausdorff_distance(houses().union_all()) < 0.01
    kept = Catalogue.read(hub.folder).entry('家屋 "2024"')
    assert (kept.open, kept.personal_fields, kept.department) == (True, ("name",), "税務")
    assert version.number == 2
    with geopackage.opened(hub.geopackage(), readonly=True) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert geopackage.table_digest(connection, entry.table) == version.layers[entry.table]["digest"]


def test_an_empty_standard_layer_of_that_title_is_filled(hub):
    version, entry = add(hub, houses(3, 名称=["役場", "駅", "道の駅"], 面積=[1.5, 2.5, 3.5]), "建物")
    assert (entry.table, entry.style["color"]) == ("buildings", "#636363")
    frame = pyogrio.read_dataframe(hub.geopackage(), layer="buildings")
    assert list(frame["name"]) == ["役場", "駅", "道の駅"]  # by its Japanese label
    assert list(frame["面積"]) == [1.5, 2.5, 3.5]  # a field that the standard layer lacked
    assert version.changed == {"buildings": {"insert": 3, "update": 0, "delete": 0}}
    with pytest.raises(HubError, match="already"):
        add(hub, houses(), "建物")


def test_two_layers_of_one_title_are_refused_and_nothing_changes(hub_with_houses):
    before = hub_with_houses.head()
    with pytest.raises(HubError, match="has a layer Houses already"):
        add(hub_with_houses, houses(), "Houses")
    assert hub_with_houses.head() == before


def test_the_digest_carried_forward_is_that_of_all_rows(hub_with_houses):
    version = hub_with_houses.publish(rename_house("役場"), "山田", "renamed")
    with geopackage.opened(hub_with_houses.geopackage(), readonly=True) as connection:
        assert geopackage.table_digest(connection, "houses") == version.layers["houses"]["digest"]
    assert version.before == hub_with_houses.version(version.number - 1).after


def test_every_version_can_be_replayed_to_the_bit(hub_with_houses, tmp_path, monkeypatch):
    monkeypatch.setattr(store, "KEEP_LATEST", 1)
    versions = [hub_with_houses.publish(rename_house(f"家 {i}"), "山田", str(i)) for i in range(6)]
    with pytest.raises(HubError, match="kept as changes only"):
        hub_with_houses.geopackage(versions[2].number)
    for version in versions:
        path = hub_with_houses.replay(version.number, tmp_path / f"{version.number}.gpkg")
        with geopackage.opened(path) as connection:
            layers = {t: {"digest": geopackage.table_digest(connection, t)} for t in geopackage.layers(connection)}
        assert hub_digest(layers) == version.after


def test_nothing_to_publish_is_no_version(hub_with_houses):
    head = hub_with_houses.head()
    assert hub_with_houses.publish(lambda draft: None, "山田", "nothing") == head


def test_a_publisher_that_fails_leaves_nothing_behind(hub_with_houses):
    def fails(draft):
        rename_house("half")(draft)
        raise HubError("refused")

    head = hub_with_houses.head()
    with pytest.raises(HubError, match="refused"):
        hub_with_houses.publish(fails, "山田", "")
    assert hub_with_houses.head() == head
    assert first_house(hub_with_houses) == "家0"
    assert sorted(p.name for p in hub_with_houses.versions_folder.iterdir()) == ["000001", "000002"]
    assert not (hub_with_houses.folder / "lease.json").exists()


@pytest.mark.parametrize("step", FAULT_POINTS)
def test_a_publisher_killed_at_any_step_leaves_the_old_version_or_the_new(hub_with_houses, step):
    def killed_there(reached):
        if reached == step:
            os.kill(os.getpid(), signal.SIGKILL)

    def publish():
        Hub.open(hub_with_houses.folder).publish(rename_house("killed"), "山田", "", fault=killed_there)

    process = multiprocessing.get_context("fork").Process(target=publish)
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    committed = step in ("committed", "pointed")
    assert first_house(hub_with_houses) == ("killed" if committed else "家0")
    version = hub_with_houses.publish(rename_house("next"), "鈴木", "")  # the dead one's lease is taken over
    assert version.number == (4 if committed else 3)
    assert first_house(hub_with_houses) == "next"
    assert sorted(p.name for p in hub_with_houses.versions_folder.iterdir())[-1] == f"{version.number:06d}"
    assert not list(hub_with_houses.versions_folder.glob(".draft-*"))


def test_of_two_publishers_without_a_lease_between_them_both_get_in(hub_with_houses, monkeypatch):
    """A lease that ran out must not cost anything: the slower one does its work again."""
    slower = Hub.open(hub_with_houses.folder)
    overtaken = []

    def work(draft):
        if not overtaken:
            overtaken.append(draft.head.number)
            (hub_with_houses.folder / "lease.json").unlink()
            hub_with_houses.publish(lambda d: rename_house("faster")(d), "鈴木", "")
        row = draft.connection.execute("SELECT uuid FROM houses ORDER BY fid LIMIT 1 OFFSET 1").fetchone()
        draft.apply([RowChange("houses", row[0], "update", {"name": "家1"}, {"name": "slower"})])

    monkeypatch.setattr(store, "lease", lease_of_nobody)
    version = slower.publish(work, "山田", "")
    assert version.number == 4
    names = pyogrio.read_dataframe(hub_with_houses.geopackage(), layer="houses")["name"].tolist()
    assert names[:2] == ["faster", "slower"]


def test_bad_places_for_a_hub_are_refused(tmp_path, hub):
    with pytest.raises(InputError, match="There is a hub"):
        create_hub(hub.folder, "山田")
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "letter.docx").touch()
    with pytest.raises(InputError, match=r"letter\.docx is in it"):
        create_hub(tmp_path / "letters", "山田")
    with pytest.raises(OutputError, match="is a file"):
        create_hub(tmp_path / "letters" / "letter.docx" / "hub", "山田")
    with pytest.raises(HubError, match="is not a hub"):
        Hub.open(tmp_path / "letters")
    with pytest.raises(HubError, match="is not there"):
        Hub.open(tmp_path / "nowhere")


def test_a_hub_of_a_newer_program_is_left_alone(hub):
    path = hub.folder / "hub.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "format": 99}))
    with pytest.raises(HubError, match="newer Shimonita GIS"):
        Hub.open(hub.folder)


def test_an_interrupted_creation_can_be_repeated(tmp_path):
    (tmp_path / "hub" / "versions" / "000001").mkdir(parents=True)
    assert create_hub(tmp_path / "hub", "山田").head().number == 1


@pytest.mark.parametrize("hint", ["", "{", '{"version": 1}', '{"version": 99}', None])
def test_a_wrong_or_missing_pointer_does_not_lead_astray(hub_with_houses, hint):
    path = hub_with_houses.folder / "current.json"
    path.unlink()
    if hint is not None:
        path.write_text(hint)
    assert hub_with_houses.head().number == 2


def test_an_entry_says_how_it_may_be_shared():
    with pytest.raises(InputError, match="not a way to share"):
        LayerEntry(table="a", title="A", sharing="everybody")
    with pytest.raises(InputError, match="no title"):
        LayerEntry(table="a", title=" ")


def test_a_template_file_that_describes_no_layer_is_named(tmp_path):
    (tmp_path / "01.json").write_text('{"table": "a", "title": "A", "geometry": "Point", "fields": [{"name": "x"}]}')
    with pytest.raises(InputError, match=r"01\.json does not describe a layer"):
        standard_layers(tmp_path)
