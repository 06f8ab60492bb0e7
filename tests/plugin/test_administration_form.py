"""The administrator's form says only what the person changed."""

import json
from dataclasses import asdict, replace

import pytest

from shimonita_gis.gui.administration_entry import EntryForm
from shimonita_gis.gui.administration_fields import FieldsTable
from shimonita_gis.hub.template import standard_layers


@pytest.fixture
def entry():
    entry = next(layer.entry for layer in standard_layers() if layer.entry.table == "evacuation_sites")
    entry = replace(entry, accuracy=0.12345, scale=5_000_000, licence="own terms", datum_history=("a", "b"))
    return json.loads(json.dumps(asdict(entry)))  # as the hub tells it


def test_what_is_only_shown_is_no_change(qgis_app, entry):
    form = EntryForm()
    form.show_entry(entry, ["総務"])
    assert form.changes() == {}
    form._widgets["source"].widget.setText(" 防災計画 ")
    form._widgets["datum_history"].widget.setText("a; b；c")
    assert form.changes() == {"source": "防災計画", "datum_history": ["a", "b", "c"]}


def test_choices_with_any_value_stay_until_they_are_written_anew(qgis_app, entry):
    entry["choices"] = {"name": ["1; 2", 3], "address": ["x"]}
    table = FieldsTable()
    table.show_fields(entry, {"name": "TEXT", "address": "TEXT(20)"})
    assert table.changes() == {}
    table.item(0, 2).setText("名前")
    table.item(1, 4).setText("")
    changes = table.changes()
    assert changes["choices"] == {"name": ["1; 2", 3]}
    assert changes["labels"]["name"]["ja"] == "名前"
    assert set(changes) == {"choices", "labels"}
