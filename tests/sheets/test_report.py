import json

import pytest

from shimonita_gis import datum
from shimonita_gis.resources import resource
from shimonita_gis.sheets import marginalia, placement, record, scan, sheetfolder
from shimonita_gis.sheets.report import in_both_languages

JAPANESE = json.loads(resource("sheets", "report_ja.json").read_text(encoding="utf-8"))


def remarks():
    for module in (marginalia, placement, record, scan, sheetfolder):
        named = ((name, value) for name, value in vars(module).items() if name.isupper() and not name.startswith("_"))
        yield from (value for name, value in named if isinstance(value, str) and len(value) > 1)
    yield from (datum.NO_EARTHQUAKE_GRID, datum.PARAMETERS_USED)


@pytest.mark.parametrize("text", sorted(set(remarks())))
def test_every_remark_is_told_in_japanese(text):
    assert text in JAPANESE


@pytest.mark.parametrize("text", sorted(JAPANESE))
def test_both_languages_name_the_same_values(text):
    from string import Formatter

    assert {name for _, name, *_ in Formatter().parse(text)} >= {
        name for _, name, *_ in Formatter().parse(JAPANESE[text])
    }


def test_a_file_name_is_never_markup():
    japanese, english = in_both_languages(marginalia.READ_OTHERWISE, {"read": "<b>", "code": "09JB164"})
    assert "<b>" in japanese
    assert "<b>" in english  # escaped where it is written into the page: see the folder's test
