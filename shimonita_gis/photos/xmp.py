"""XMP packets as a flat dict: ``{"drone-dji:GimbalYawDegree": "+45.00", …}``.

Source of the syntax: ISO 16684-1 (attributes, elements, structures and arrays mean the same).
"""

import re
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from shimonita_gis.errors import PhotoError

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_END = b"</x:xmpmeta>"
_PREFIX = re.compile(rb"""xmlns:([A-Za-z][\w.-]*)\s*=\s*["']([^"']*)["']""")
_DEEPEST = 6
_MOST_ENTRIES = 2000


def flat(packet, prefixes):
    """The values of the XMP ``packet`` (bytes) by ``prefix:Name``; a field of a structure is ``prefix:Name/Field``.

    ``prefixes`` gives the prefix of a namespace (without a slash at its end) whatever the packet itself calls it.
    Items of an array are joined by commas. Raises PhotoError for what is not XML or tries to define entities.
    """
    packet = _trimmed(packet)
    try:
        root = fromstring(packet, forbid_dtd=True)
    except DefusedXmlException as error:
        raise PhotoError("Its XMP block defines entities, which no camera does; it was not read.") from error
    except (ParseError, ValueError, LookupError) as error:
        raise PhotoError("Its XMP block is damaged.") from error
    named = {address.decode("utf-8", "replace").rstrip("/"): name.decode() for name, address in _PREFIX.findall(packet)}
    named |= prefixes
    values = {}
    for description in root.iter(_RDF + "Description"):
        _collect(description, "", named, values, 0)
    return values


def _trimmed(packet):
    """The packet without the kilobytes of padding that writers leave for later changes."""
    end = packet.rfind(_END)
    end = packet.rfind(b">") + 1 if end < 0 else end + len(_END)
    return packet[max(packet.find(b"<"), 0) : end]


def _collect(element, above, named, values, depth):
    if depth > _DEEPEST or len(values) > _MOST_ENTRIES:
        return
    for name, text in element.attrib.items():
        if not name.startswith(_RDF):
            values.setdefault(above + _name(name, named, above), text.strip())
    for child in element:
        if not child.tag.startswith(_RDF):
            _property(child, above + _name(child.tag, named, above), named, values, depth)


def _property(element, name, named, values, depth):
    items = element.findall(f"{_RDF}*/{_RDF}li") if len(element) else []
    if items:
        values.setdefault(name, ",".join((item.text or "").strip() for item in items[:64]))
    elif len(element) or any(not key.startswith(_RDF) for key in element.attrib):
        holder = element.find(_RDF + "Description")
        _collect(element if holder is None else holder, name + "/", named, values, depth + 1)
    else:
        values.setdefault(name, (element.text or "").strip())


def _name(tag, named, above):
    """``{namespace}Local`` as ``prefix:Local``, inside a structure as ``Local``."""
    namespace, _, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
    return local if above else f"{named.get(namespace.rstrip('/'), namespace)}:{local}"
