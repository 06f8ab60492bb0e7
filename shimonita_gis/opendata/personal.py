"""Personal information must not leave by accident: what is marked as personal, and what looks it."""

import re
from collections import Counter
from dataclasses import dataclass, field

from shimonita_gis.errors import ExportError, HubError

MARKED = "marked as personal in the catalogue"
BIRTH, MAIL, MOBILE, PERSON = "birth dates", "mail addresses", "mobile phone numbers", "names of persons"
PHONE, OWNER = "phone numbers", "owners or residents"

IDENTITY = "uuid"  # the field by which the hub knows a feature

# what a field's name says
_NAMES = {
    BIRTH: re.compile(r"生年月日|誕生日|birth", re.I),
    MAIL: re.compile(r"メール|e-?mail", re.I),
    PERSON: re.compile(r"氏名|申請者|権利者|義務者|届出人|person", re.I),
    # 所有者等 is a column of the published list of cultural property
    OWNER: re.compile(r"所有者(?!等|区分|種別)|世帯主|名義人|居住者|^owner(_?name)?$|resident", re.I),
    PHONE: re.compile(r"電話|tel$|phone", re.I),
}
# what its values say (a literal first makes the search ten times as fast); the number is how many of them make it so
_VALUES = {
    MAIL: (re.compile(rb"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), 1),
    MOBILE: (re.compile(rb"0(?<!\d0)[6789]0\)?[- ]?\d{4}[- ]?\d{4}(?!\d)"), 1),
    PHONE: (re.compile(rb"0(?<!\d0)\d{1,4}[-)] ?\d{1,4}-\d{4}(?!\d)"), 1),
}
_PERSON_VALUE = re.compile("^[一-龠々ヶ]{1,4}[ \u3000][一-龠々ぁ-んァ-ヶー]{1,5}$", re.M)
# an identity may hold any digits, a phone number's too
_UUID = re.compile(rb"^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$", re.M | re.I)
_STOPS_ALONE = (MARKED, BIRTH, MAIL, MOBILE, OWNER)


@dataclass
class Watch:
    """Looks at every batch before it is written and stops the export with ExportError.

    ``marked`` are the catalogue's personal fields, ``released`` those that ``approver`` let go by name.
    """

    fields: tuple
    marked: tuple = ()
    released: tuple = ()
    approver: str = ""
    found: dict = field(default_factory=dict)
    _counts: Counter = field(default_factory=Counter)

    def __post_init__(self):
        if self.released and not self.approver.strip():
            raise ExportError(
                "Personal fields can only be released by a person: give the name of the approver beside the fields."
            )
        for name in self.fields:
            kinds = [MARKED] if name in self.marked else []
            kinds += [kind for kind, pattern in _NAMES.items() if pattern.search(name)]
            if kinds:
                self.found[name] = kinds
        self._stop()

    def look_at(self, columns):
        """Counts what the values of one batch look like."""
        for column in columns:
            if column.format in ("u", "U"):
                self._look_at_text(column)
        self._stop()

    def _look_at_text(self, column):
        together = b"\n".join(column.values)
        if column.name == IDENTITY:
            together = _UUID.sub(b"", together)
        for kind, (pattern, enough) in _VALUES.items():
            if b"@" not in together and kind == MAIL:
                continue
            if kind not in self.found.get(column.name, ()) and pattern.search(together):
                self._count(column.name, kind, 1, enough)
        if PERSON not in self.found.get(column.name, ()) and (b" " in together or "\u3000".encode() in together):
            text = together.decode("utf-8", "replace")
            filled = sum(map(bool, column.values))
            likely = len(_PERSON_VALUE.findall(text))
            self._count(column.name, PERSON, likely if likely * 2 >= filled else 0, 1)

    def _count(self, name, kind, count, enough):
        self._counts[name, kind] += count
        if self._counts[name, kind] >= enough:
            self.found.setdefault(name, []).append(kind)

    def held_back(self):
        """The fields that may not leave: field -> why. Names of persons count where phone numbers stand beside them."""
        kinds = {kind for kinds in self.found.values() for kind in kinds}
        stopping = {*_STOPS_ALONE, *((PERSON, PHONE) if {PERSON, PHONE} <= kinds else ())}
        return {
            name: [kind for kind in kinds if kind in stopping]
            for name, kinds in self.found.items()
            if name not in self.released and stopping & set(kinds)
        }

    def _stop(self):
        held = self.held_back()
        if held:
            raise ExportError(
                "Nothing was written: the layer looks as if it held personal information ({what}). "
                "Leave these fields out, or let an approver release each of them by its name.",
                what="; ".join(f"{name}: {', '.join(kinds)}" for name, kinds in held.items()),
            )


def marked_fields(path, layer_name):
    """The personal fields that the hub's catalogue marks for the layer ``layer_name`` of the file ``path``."""
    from shimonita_gis.hub.catalogue import Catalogue

    for folder in path.resolve().parents:
        if (folder / "hub.json").is_file():
            try:
                return Catalogue.read(folder).entry(layer_name).personal_fields
            except HubError:
                return ()
    return ()
