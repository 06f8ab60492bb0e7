"""A feed of a disaster map: Atom (RFC 4287) with the places as GeoRSS Simple."""

import re
from datetime import datetime
from xml.etree import ElementTree as ET

ATOM, GEORSS = "http://www.w3.org/2005/Atom", "http://www.georss.org/georss"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ET.register_namespace("", ATOM)
ET.register_namespace("georss", GEORSS)


def clean(text):
    """``text`` without the characters that XML 1.0 cannot hold."""
    return _NO_XML.sub("", text)


def write_feed(path, title, author, identity, updated, entries, language="ja"):
    """Writes the feed ``identity`` (a URI), last changed at ``updated`` (with a zone).

    ``entries`` are dicts with id, title, updated, summary, category, link and shape (a shapely geometry in longitude
    and latitude, or None).
    """
    feed = ET.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": language})
    _text(feed, "title", title)
    _text(feed, "id", identity)
    _text(feed, "updated", _moment(updated))
    _text(ET.SubElement(feed, f"{{{ATOM}}}author"), "name", author)
    ET.SubElement(feed, f"{{{ATOM}}}link", {"rel": "self", "href": path.name, "type": "application/atom+xml"})
    ET.SubElement(feed, f"{{{ATOM}}}link", {"rel": "alternate", "href": "index.html", "type": "text/html"})
    for entry in entries:
        _entry(ET.SubElement(feed, f"{{{ATOM}}}entry"), entry)
    ET.ElementTree(feed).write(path, encoding="utf-8", xml_declaration=True)


def _entry(node, entry):
    _text(node, "title", entry["title"])
    _text(node, "id", entry["id"])
    _text(node, "updated", _moment(entry["updated"]))
    ET.SubElement(node, f"{{{ATOM}}}category", {"term": clean(entry["category"])})
    ET.SubElement(node, f"{{{ATOM}}}link", {"href": entry["link"]})  # alternate, as by default
    _text(node, "summary", entry["summary"])
    for kind, places in georss(entry["shape"]):
        ET.SubElement(node, f"{{{GEORSS}}}{kind}").text = places


def georss(shape):
    """(element, text) of a shape in GeoRSS Simple: latitude before longitude; the largest part of several."""
    if shape is None or shape.is_empty:
        return []
    if hasattr(shape, "geoms"):
        shape = max(shape.geoms, key=lambda part: (part.length, part.wkt))
    kind = {"Point": "point", "LineString": "line", "Polygon": "polygon"}[shape.geom_type]
    coordinates = shape.exterior.coords if kind == "polygon" else shape.coords
    return [(kind, " ".join(f"{round(y, 7):.10g} {round(x, 7):.10g}" for x, y, *_ in coordinates))]


def _text(parent, name, text):
    ET.SubElement(parent, f"{{{ATOM}}}{name}").text = clean(text)


def _moment(moment):
    """RFC 3339 with the zone, whole seconds."""
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no zone")
    return moment.replace(microsecond=0).isoformat()
