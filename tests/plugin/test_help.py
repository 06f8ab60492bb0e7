"""The help: every task has a page in both languages, every link and picture is there, every name is the interface's."""

import re
from functools import cache
from xml.etree import ElementTree

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


QUOTED = {"ja": re.compile("「([^」]+)」"), "en": re.compile('"([^"]+)"')}
NOT_OURS = {  # QGIS's own names, words of a page for residents, and what stands in the data
    "設定 → オプション → Shimonita GIS", "認証", "自動トランザクショングループ", "ジオリファレンサ", "ドキュメント",
    "下書き:まだ承認されていません。", "前の情報", "DRAFT: not approved yet.", "（練習用）", "公開", "?", "bridged",
}  # fmt: skip


@pytest.mark.parametrize("page, language", PAGES_OF_BOTH, ids=IDS)
def test_what_a_page_quotes_is_what_the_interface_says(page, language):
    text = resource("help", language, f"{page.key}.md").read_text(encoding="utf-8")
    quoted = {_plain(each) for each in QUOTED[language].findall(text)}
    said = {_plain(each) for each in _interface()[language]} | {_plain(each) for each in NOT_OURS}
    assert sorted(each for each in quoted if each not in said) == []


@cache
def _interface():
    """Every text of the interface, by language."""
    messages = ElementTree.parse(resource("i18n", "shimonita_gis_ja.ts")).iter("message")
    both = [(message.findtext("source"), message.findtext("translation")) for message in messages]
    return {"en": [source for source, _ in both], "ja": [translation for _, translation in both if translation]}


def _plain(text):
    """A text without its key, its dots, what it is followed by, and how its words are spaced."""
    text = re.sub(r"\(&.\)|&|…|[：:] ?\{\w+\}$", "", text)
    return " ".join(text.split())


def test_the_steps_of_a_page_are_the_same_in_both_languages(provider):
    for page in PAGES:
        counts = [len(re.findall(r"^(?:#|\d\.|!\[)", text_of(page, language), re.M)) for language in LANGUAGES]
        assert counts[0] == counts[1], page.key
