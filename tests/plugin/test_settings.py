import pytest

from shimonita_gis.settings import Settings, load, prefilled, remember, save


@pytest.fixture(autouse=True)
def own_settings(qgis_app):
    """Whatever the profile held before comes back."""
    before = load()
    save(Settings())
    yield
    save(before)


TOWN = Settings(hub="/share/共通基盤", work_copy="/home/佐藤/町.gpkg", terrain="", department="建設課", editor="佐藤")


def test_what_was_saved_is_loaded():
    save(TOWN)
    assert load() == TOWN


def test_an_emptied_value_is_forgotten():
    save(TOWN)
    save(Settings(hub="  "))
    assert load() == Settings()


def test_dialogs_are_filled_with_what_is_known():
    save(TOWN)
    assert prefilled("addlayertohub", ["INPUT", "HUB", "DEPARTMENT", "EDITOR", "DEM"]) == {
        "HUB": TOWN.hub,
        "DEPARTMENT": "建設課",
        "EDITOR": "佐藤",
    }


def test_an_algorithm_that_makes_a_hub_or_work_copy_is_not_filled_with_the_present_one():
    save(TOWN)
    assert prefilled("createhub", ["HUB", "EDITOR"]) == {"EDITOR": "佐藤"}
    assert prefilled("checkoutlayers", ["HUB", "WORKCOPY"]) == {"HUB": TOWN.hub}


def test_a_hub_that_was_made_is_remembered_and_nothing_else_changes():
    save(TOWN)
    remember("createhub", {"OUTPUT": "/share/new", "LAYER_COUNT": 21})
    remember("exportopengeojson", {"OUTPUT": "/tmp/x.geojson"})
    assert load() == Settings(
        hub="/share/new", work_copy=TOWN.work_copy, department=TOWN.department, editor=TOWN.editor
    )
