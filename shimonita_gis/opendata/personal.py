"""Personal information must not leave by accident: what is marked as personal, and what looks it."""

import re
from collections import Counter
from dataclasses import dataclass, field

from shimonita_gis.errors import ExportError, Reasons
from shimonita_gis.hub.catalogue import IN_BOTH, IN_FILE, IN_HUB, marks_of

MARKED = "marked as personal in the catalogue"  # translatable
MARKED_IN_HUB = "marked as personal in the hub since this work copy was synced"  # translatable
MARKED_HERE = "marked as personal in this work copy, no longer in the hub: sync it"  # translatable
# translatable
BIRTH, MAIL, MOBILE, PERSON = "birth dates", "mail addresses", "mobile phone numbers", "names of persons"
PHONE, OWNER = "phone numbers", "owners or residents"  # translatable

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
_MARKED = {IN_BOTH: MARKED, IN_HUB: MARKED_IN_HUB, IN_FILE: MARKED_HERE}
_STOPS_ALONE = (*_MARKED.values(), BIRTH, MAIL, MOBILE, OWNER)
_CLOSED = {  # translatable
    IN_BOTH: "{layers} may not leave the town hall: the catalogue does not mark it as open. Leave it out, or ask "
    "its department.",
    IN_HUB: "{layers} may not leave the town hall: the hub no longer marks it as open, and this work copy is older. "
    "Sync the work copy, or ask the layer's department.",
    IN_FILE: "{layers} may not leave the town hall yet: this work copy does not mark it as open, though the hub now "
    "does. Sync the work copy, then export again.",
}
HUB_NOT_SEEN = (  # translatable
    "The hub could not be reached. The marks of the work copy's last sync decided what may leave; newer marks of the "
    "hub were not seen."
)


@dataclass
class Watch:
    """Looks at every batch before it is written and stops the export with ExportError.

    ``marked`` are the catalogue's personal fields (field -> why, or only their names), ``released`` those that
    ``approver`` let go by name.
    """

    fields: tuple
    marked: dict | tuple = ()
    released: tuple = ()
    approver: str = ""
    found: dict = field(default_factory=dict)
    _counts: Counter = field(default_factory=Counter)

    def __post_init__(self):
        if self.released and not self.approver.strip():
            raise ExportError(
                "Personal fields can only be released by a person: give the name of the approver beside the fields."
            )
        reasons = self.marked if isinstance(self.marked, dict) else dict.fromkeys(self.marked, MARKED)
        for name in self.fields:
            kinds = [reasons[name]] if name in reasons else []
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
                what=Reasons(held.items()),
            )


def marked_fields(path, layer_name):
    """The personal fields of the layer ``layer_name`` of the file ``path``: field -> why (see marks_of).

    Raises ExportError where the layer itself may not leave the town hall, HubError where nobody can tell.
    """
    return marks(path, layer_name)[0]


def marks(path, layer_name):
    """:func:`marked_fields`, and sentences on what the marks could not be compared with."""
    found = marks_of(path, layer_name)
    if found is None:
        return {}, ()
    if not found.open:
        raise ExportError(_CLOSED[found.closed], layers=layer_name)
    sentences = () if found.hub_seen else (HUB_NOT_SEEN,)
    return {name: _MARKED[who] for name, who in found.personal.items()}, sentences
