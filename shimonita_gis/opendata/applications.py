"""Applications for map data, as an online form delivers them: CSV or XML, one or many in a file.

What a form calls its fields differs from town to town, so a field is known by any of the names in NAMES; all others are
the applicant's own data, which stay in the ledger. Everything read here is a stranger's text.
"""

import re
import unicodedata
from dataclasses import dataclass, field, replace
from itertools import count

from shimonita_gis.errors import InputError, existing_file

from .table import open_table

NUMBER, PURPOSE, AREA, LAYERS, FORMATS = "number", "purpose", "area", "layers", "formats"
NAMES = {
    NUMBER: ("申請番号", "受付番号", "整理番号", "到達番号", "番号", "number", "application number"),
    PURPOSE: ("利用目的", "使用目的", "目的", "purpose"),
    AREA: ("対象範囲", "範囲", "対象区域", "区域", "対象地", "場所", "area"),
    LAYERS: ("希望データ", "希望するデータ", "データ名", "希望レイヤ", "レイヤ", "データ", "layers", "layers wanted"),
    FORMATS: ("希望形式", "ファイル形式", "データ形式", "形式", "formats", "format"),
}
_LISTS = (LAYERS, FORMATS)
_LARGEST = 5_000_000  # bytes
_LONGEST = 2_000  # characters of a field
_BETWEEN = re.compile(r"[、,，;；\n／/|]+")
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*encoding=["'](?P<name>[\w.-]+)["'][^>]*\?>""")
_CP932 = ("shift_jis", "shift-jis", "sjis", "windows-31j", "cp932", "ms932")


@dataclass(frozen=True)
class Application:
    """What someone applies for. ``area`` is as it was written (see area.py), ``layers`` and ``formats`` the names
    written there, ``applicant`` everything else the form says (name -> text)."""

    number: str
    purpose: str
    area: str = ""
    layers: tuple = ()
    formats: tuple = ()
    applicant: dict = field(default_factory=dict)

    def __post_init__(self):
        if not self.number:
            raise InputError("An application has no number. Give it one, so that the ledger can tell it from others.")
        if not self.purpose:
            raise InputError("The application {number} does not say its purpose. Ask the applicant for it.",
                             number=self.number)  # fmt: skip


def plain(text):
    """``text`` in one spelling: full-width letters as half-width, without control characters and outer blanks."""
    text = unicodedata.normalize("NFKC", str(text))
    kept = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"))
    return kept.strip()[:_LONGEST]


def read_applications(path):
    """The :class:`Application` objects of the CSV or XML file ``path``, in its order.

    Raises InputError for a file that is neither, that holds none, or whose application lacks number or purpose.
    """
    path = existing_file(path)
    if path.stat().st_size > _LARGEST:
        raise InputError("{file} is too large for an application (over 5 MB). Choose the form's own file.", file=path)
    records = _records_of_xml(path) if _is_xml(path) else _records_of_csv(path)
    found = [_application(record) for record in records]
    if not found:
        raise InputError(
            "{file} holds no application: none of its fields is an application number (such as {names}).",
            file=path, names="、".join(NAMES[NUMBER][:3]),
        )  # fmt: skip
    return found


def application_of(path, typed):
    """The one application in the file ``path`` ('' for none), or of several that with the number in ``typed``; what
    else ``typed`` (name -> value, '' or () where nothing was) says goes before it. InputError where none is meant."""
    said = {name: value for name, value in typed.items() if value}
    if not path:
        return Application(said.pop(NUMBER, ""), said.pop(PURPOSE, ""), **said)
    found = read_applications(path)
    meant = [each for each in found if each.number == said.get(NUMBER)] or (found if len(found) == 1 else [])
    if not meant:
        raise InputError(
            "{file} holds {count} applications. Give the number of one of them: {numbers}.",
            file=path, count=len(found), numbers=", ".join(each.number for each in found[:10]),
        )  # fmt: skip
    return replace(meant[0], **said)


def meaning(name):
    """What a form's field ``name`` means: one of the keys of NAMES, or '' for the applicant's own data.

    >>> meaning("【必須】利用目的"), meaning("氏名")
    ('purpose', '')
    """
    name = re.sub(r"[【\[(（〔].*?[】\])）〕]|[*※:：\s_]", "", plain(name)).casefold()
    for means, names in NAMES.items():
        if name in (each.replace(" ", "") for each in names):
            return means
    return ""


def _application(record):
    """Of (name, text) pairs."""
    said, applicant = {}, {}
    for name, text in record:
        means = meaning(name)
        if means and not said.get(means):
            said[means] = plain(text)
        elif plain(text):
            applicant[_unused(plain(name), applicant)] = plain(text)
    lists = {name: names_of(said.pop(name, "")) for name in _LISTS}
    return Application(said.get(NUMBER, ""), said.get(PURPOSE, ""), said.get(AREA, ""), **lists, applicant=applicant)


def names_of(text):
    """The names in a list that a person wrote, in its order and each once.

    >>> names_of("道路、 河川,道路")
    ('道路', '河川')
    """
    return tuple(dict.fromkeys(part.strip() for part in _BETWEEN.split(text) if part.strip()))


def _unused(name, taken):
    return next(n for n in (name if i == 1 else f"{name} {i}" for i in count(1)) if n not in taken)


def _records_of_csv(path):
    table = open_table(path)
    if NUMBER not in map(meaning, table.header):
        return []
    return [list(zip(table.header, row, strict=False)) for row in table.rows]


def _is_xml(path):
    with path.open("rb") as file:
        start = file.read(200).lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return path.suffix.lower() == ".xml" or start.startswith((b"<", b"\x00<"))


def _records_of_xml(path):
    """One record for each element that has a number among its children; an entity or a DTD is refused."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(_text_of_xml(path), forbid_dtd=True)
    except (ParseError, DefusedXmlException, UnicodeDecodeError, LookupError, ValueError, RecursionError) as error:
        raise InputError(
            "{file} cannot be read as an application in XML ({reason}). Ask for the file again.",
            file=path, reason=type(error).__name__,
        ) from error  # fmt: skip
    return [_record(element) for element in root.iter() if any(meaning(_name(child)) == NUMBER for child in element)]


def _text_of_xml(path):
    """Bytes as the parser wants them; it knows Shift_JIS not at all, in which Japanese forms write."""
    data = path.read_bytes()
    declared = _DECLARED.match(data)
    if declared and declared["name"].decode().lower() in _CP932:
        return data[declared.end() :].decode("cp932")
    return data


def _record(element):
    return [(_name(part), "\n".join(filter(None, map(str.strip, part.itertext())))) for part in element]


def _name(element):
    """What an element is called: its label where the form gives one, else its tag without the namespace."""
    tag = element.tag if isinstance(element.tag, str) else ""  # a comment has none
    return element.get("label") or element.get("name") or tag.rpartition("}")[2]
