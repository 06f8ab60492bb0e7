"""The help: every task has a page in both languages, every link and picture is there, every name is the interface's."""

import re

import pytest

from shimonita_gis.gui.help import PAGES, address_of, page_of, text_of
from shimonita_gis.gui.windows import WINDOWS
from shimonita_gis.processing.provider import ALGORITHMS
from shimonita_gis.resources import resource

LANGUAGES = ("ja", "en")
PAGES_OF_BOTH = [(page, language) for page in PAGES for language in LANGUAGES]
IDS = [f"{page.key}-{language}" for page, language in PAGES_OF_BOTH]


@pytest.mark.parametrize("page, language", PAGES_OF_BOTH, ids=IDS)
def test_a_page_names_what_there_is(provider, page, language):
    text = text_of(page, language)
    assert text.startswith("# ") and "{" not in text
    for link in re.findall(r"\]\(([^)]+)\)", text):
        assert resource("help", language).joinpath(link).is_file(), link
        assert not link.startswith(("http", "/"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_lies_unread(language):
    assert {path.stem for path in resource("help", language).glob("*.md")} == {page.key for page in PAGES}


@pytest.mark.parametrize("name", [*ALGORITHMS, *(window.module for window in WINDOWS)])
def test_every_algorithm_and_window_has_its_page(name):
    assert name in page_of(name).of


def test_qgis_s_help_button_asks_for_the_algorithm_s_page(provider):
    assert {each.helpUrl() for each in provider.algorithms()} == {address_of(name) for name in ALGORITHMS}


def test_the_steps_of_a_page_are_the_same_in_both_languages(provider):
    for page in PAGES:
        counts = [len(re.findall(r"^(?:#|\d\.|!\[)", text_of(page, language), re.M)) for language in LANGUAGES]
        assert counts[0] == counts[1], page.key
