"""An alert in the Common Alerting Protocol 1.2 (OASIS standard of 1 July 2010) for warning systems.

Its status says what it is: Exercise, Draft until a person has approved it, then Actual.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree as ET

from .atom import clean

CAP = "urn:oasis:names:tc:emergency:cap:1.2"
ACTUAL, EXERCISE, DRAFT = "Actual", "Exercise", "Draft"

# what the standard allows (its section 3.2): element -> values
CHOICES = {
    "status": ("Actual", "Exercise", "System", "Test", "Draft"),
    "msgType": ("Alert", "Update", "Cancel", "Ack", "Error"),
    "scope": ("Public", "Restricted", "Private"),
    "category": ("Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env", "Transport", "Infra", "CBRNE",
                 "Other"),
    "urgency": ("Immediate", "Expected", "Future", "Past", "Unknown"),
    "severity": ("Extreme", "Severe", "Moderate", "Minor", "Unknown"),
    "certainty": ("Observed", "Likely", "Possible", "Unlikely", "Unknown"),
}  # fmt: skip
# the order of elements: (name, required, may repeat)
_ALERT = (
    ("identifier", True, False), ("sender", True, False), ("sent", True, False), ("status", True, False),
    ("msgType", True, False), ("source", False, False), ("scope", True, False), ("restriction", False, False),
    ("addresses", False, False), ("code", False, True), ("note", False, False), ("references", False, False),
    ("incidents", False, False), ("info", False, True),
)  # fmt: skip
_INFO = (
    ("language", False, False), ("category", True, True), ("event", True, False), ("responseType", False, True),
    ("urgency", True, False), ("severity", True, False), ("certainty", True, False), ("audience", False, False),
    ("eventCode", False, True), ("effective", False, False), ("onset", False, False), ("expires", False, False),
    ("senderName", False, False), ("headline", False, False), ("description", False, False),
    ("instruction", False, False), ("web", False, False), ("contact", False, False), ("parameter", False, True),
    ("resource", False, True), ("area", False, True),
)  # fmt: skip
_AREA = (
    ("areaDesc", True, False), ("polygon", False, True), ("circle", False, True), ("geocode", False, True),
    ("altitude", False, False), ("ceiling", False, False),
)  # fmt: skip
_ORDER = {"alert": _ALERT, "info": _INFO, "area": _AREA}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d")
_PLACE = r"-?\d{1,3}(\.\d+)?,-?\d{1,3}(\.\d+)?"
_PATTERNS = {
    "sent": _MOMENT, "effective": _MOMENT, "onset": _MOMENT, "expires": _MOMENT,
    "identifier": re.compile(r"[^\s,<&]+"), "sender": re.compile(r"[^\s,<&]+"),
    "references": re.compile(r"[^\s,]+,[^\s,]+,[^\s,]+(\s[^\s,]+,[^\s,]+,[^\s,]+)*"),
    "circle": re.compile(_PLACE + r" \d+(\.\d+)?"),
    "polygon": re.compile(f"{_PLACE}( {_PLACE}){{3,}}"),
}  # fmt: skip


@dataclass(frozen=True)
class Area:
    """``name`` in words; ``places`` shapely points (longitude, latitude), each with ``radius`` in kilometres."""

    name: str
    places: tuple
    radius: float


@dataclass(frozen=True)
class Info:
    """What the alert says in one language (``language`` as RFC 3066). The other texts are free."""

    language: str
    event: str
    headline: str
    description: str
    severity: str
    contact: str = ""
    sender_name: str = ""


def write_alert(path, identifier, sender, sent, status, infos, areas, references=()):
    """Writes the alert. ``references`` are (sender, identifier, sent) of the alerts that it replaces."""
    alert = ET.Element(f"{{{CAP}}}alert")
    texts = {
        "identifier": identifier, "sender": sender, "sent": moment(sent), "status": status,
        "msgType": "Update" if references else "Alert", "scope": "Public",
    }  # fmt: skip
    for name, text in texts.items():
        _text(alert, name, text)
    if references:
        _text(alert, "references", " ".join(",".join(reference) for reference in references))
    for info in infos:
        _info(ET.SubElement(alert, f"{{{CAP}}}info"), info, areas)
    ET.ElementTree(alert).write(path, encoding="utf-8", xml_declaration=True, default_namespace=CAP)


def _info(node, info, areas):
    _text(node, "language", info.language)
    for category in ("Safety", "Transport"):
        _text(node, "category", category)
    texts = {
        "event": info.event, "urgency": "Expected", "severity": info.severity, "certainty": "Observed",
        "senderName": info.sender_name, "headline": info.headline, "description": info.description,
        "contact": info.contact,
    }  # fmt: skip
    for name, text in texts.items():
        if text:
            _text(node, name, text)
    for area in areas:
        place = ET.SubElement(node, f"{{{CAP}}}area")
        _text(place, "areaDesc", area.name)
        for point in area.places:
            _text(place, "circle", f"{point.y:.5f},{point.x:.5f} {area.radius:g}")


def _text(parent, name, text):
    ET.SubElement(parent, f"{{{CAP}}}{name}").text = clean(text)


def moment(when):
    """A time as CAP writes it: whole seconds, the zone as hours and minutes, never Z."""
    if not isinstance(when, datetime) or when.tzinfo is None:
        raise ValueError(f"{when!r} has no zone")
    return when.replace(microsecond=0).isoformat()


def findings(path):
    """What the alert in ``path`` has against the standard: a list of sentences, empty where it is valid."""
    from defusedxml.ElementTree import parse

    alert = parse(path).getroot()
    if alert.tag != f"{{{CAP}}}alert":
        return [f"the root is {alert.tag}, not a CAP 1.2 alert"]
    return list(_findings(alert, "alert"))


def _findings(node, kind):
    order = [name for name, _, _ in _ORDER[kind]]
    names = [child.tag.removeprefix(f"{{{CAP}}}") for child in node]
    yield from (f"{kind}: {name} is not of the standard" for name in names if name not in order)
    places = [order.index(name) for name in names if name in order]
    if places != sorted(places):
        yield f"{kind}: its elements are not in the order of the standard"
    for name, required, repeats in _ORDER[kind]:
        if required and name not in names:
            yield f"{kind}: {name} is missing"
        if not repeats and names.count(name) > 1:
            yield f"{kind}: {name} occurs more than once"
    for child, name in zip(node, names, strict=True):
        if name in _ORDER:
            yield from _findings(child, name)
        else:
            yield from _wrong_text(name, child.text or "")


def _wrong_text(name, text):
    if name in CHOICES and text not in CHOICES[name]:
        yield f"{name}: {text} is none of its values"
    if name in _PATTERNS and not _PATTERNS[name].fullmatch(text):
        yield f"{name}: {text[:80]} has not its form"
    if name in ("areaDesc", "event") and not text.strip():
        yield f"{name}: is empty"
