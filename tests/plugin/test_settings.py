import pytest

from shimonita_gis.errors import InputError
from shimonita_gis.gui.options import OptionsPage
from shimonita_gis.settings import Settings, load, prefilled, read_file, remember, save, steps_left, write_file


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


SET_UP = Settings(
    hub="/share/共通基盤", terrain="/share/標高.tif", editor="佐藤", department="建設課", work_copy="/home/佐藤/町.gpkg"
)


def test_a_file_of_settings_carries_the_hub_s_and_no_person_to_another_pc(tmp_path):
    write_file(SET_UP, tmp_path / "設定.json")
    assert "佐藤" not in (tmp_path / "設定.json").read_text(encoding="utf-8")
    other = Settings(editor="鈴木", photos="/share/写真")
    expected = Settings(hub=SET_UP.hub, terrain=SET_UP.terrain, photos="/share/写真", editor="鈴木")
    assert read_file(tmp_path / "設定.json", other) == expected


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"file": "other", "settings": {}}',
                                  '{"file": "Shimonita GIS settings", "settings": {"hub": 7}}'])  # fmt: skip
def test_another_file_is_refused_and_changes_nothing(tmp_path, text):
    (tmp_path / "x.json").write_text(text)
    with pytest.raises(InputError, match=r"x\.json"):
        read_file(tmp_path / "x.json", SET_UP)


def test_names_in_a_file_are_not_taken_over(tmp_path):
    text = '{"file": "Shimonita GIS settings", "settings": {"editor": "他人", "hub": "/share/h"}}'
    (tmp_path / "x.json").write_text(text, encoding="utf-8")
    assert read_file(tmp_path / "x.json", SET_UP).editor == "佐藤"


def test_the_page_shows_a_file_and_keeps_it_only_when_it_is_applied(tmp_path):
    save(Settings(editor="鈴木"))
    write_file(SET_UP, tmp_path / "設定.json")
    page = OptionsPage(None, lambda: None)
    page.read_file(str(tmp_path / "設定.json"))
    assert load().hub == ""
    page.apply()
    assert load() == Settings(hub=SET_UP.hub, terrain=SET_UP.terrain, editor="鈴木")


@pytest.mark.parametrize(
    ("hub", "told"),
    [("postgresql://sato:secret@db/gis", "carries a password"), ("postgersql://db/gis", "begins with 'postgersql://'")],
)
def test_an_address_with_a_password_or_a_slip_is_kept_nowhere(tmp_path, hub, told):
    save(TOWN)
    for keep in (save, lambda known: write_file(known, tmp_path / "設定.json")):
        with pytest.raises(InputError, match=told) as refused:
            keep(Settings(hub=hub))
        assert "secret" not in str(refused.value)
    assert load() == TOWN
    assert not (tmp_path / "設定.json").exists()
    page = OptionsPage(None, lambda: None)
    page._fields["hub"].setFilePath(hub)
    assert not page.isValid()


def test_an_algorithm_refuses_such_an_address_before_its_parameters_are_logged(provider):
    from qgis.core import QgsApplication, QgsProcessingContext

    algorithm = QgsApplication.processingRegistry().algorithmById("shimonita:hubhistory")
    parameters = {"HUB": "postgresql://sato:secret@db/gis", "OUTPUT": "TEMPORARY_OUTPUT"}
    fine, said = algorithm.checkParameterValues(parameters, QgsProcessingContext())
    assert not fine
    assert "secret" not in said


def test_who_has_a_hub_on_a_server_needs_no_work_copy():
    assert steps_left(Settings(editor="佐藤", hub="postgresql://db/gis?schema=hub")) == []
    assert steps_left(Settings(editor="佐藤", hub="/share/共通基盤")) == ["work_copy"]
