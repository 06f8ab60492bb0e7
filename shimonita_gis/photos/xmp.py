"""XMP packets as a flat dict: ``{"drone-dji:GimbalYawDegree": "+45.00", …}``.

Source of the syntax: ISO 16684-1 (attributes, elements, structures and arrays mean the same). Expat is called
directly: building a tree of the packet takes longer than all else that an import does with a photo.
"""

from xml.parsers import expat

from shimonita_gis.errors import PhotoError

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_DESCRIPTION = _RDF + " Description"
_ITEM = _RDF + " li"
_END = b"</x:xmpmeta>"
_DEEPEST = 24
_MOST_ENTRIES = 2000
_MOST_ITEMS = 64
_MOST_NAMES = 4000


class _EntitiesError(Exception):
    """The packet has a document type, in which it could define entities."""


class Packets:
    """Reads packets. ``prefixes`` gives the prefix of a namespace (without a slash at its end) whatever a packet itself
    calls it; the names that come of it are kept from packet to packet."""

    def __init__(self, prefixes):
        self.prefixes, self.names = prefixes, {}

    def flat(self, packet):
        """The values of the XMP ``packet`` (bytes) by ``prefix:Name``; a field of a structure is ``prefix:Name/Field``.

        Items of an array are joined by commas. Raises PhotoError for what is not XML or tries to define entities.
        """
        reader = _Reader(self)
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = reader.start
        parser.EndElementHandler = reader.end
        parser.CharacterDataHandler = reader.text
        parser.StartNamespaceDeclHandler = reader.namespace
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse
        try:
            parser.Parse(_trimmed(packet), True)
        except _EntitiesError as error:
            raise PhotoError("Its XMP block defines entities, which no camera does; it was not read.") from error
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise PhotoError("Its XMP block is damaged.") from error
        return reader.values

    def name(self, tag, declared):
        """``namespace Local`` as ``prefix:Local``; ``declared`` are the packet's own prefixes by namespace."""
        name = self.names.get(tag)
        if name is None:
            namespace, _, local = tag.rpartition(" ")
            prefix = self.prefixes.get(namespace.rstrip("/"))
            name = f"{prefix or declared.get(namespace, namespace)}:{local}"
            if prefix and len(self.names) < _MOST_NAMES:
                self.names[tag] = name
        return name


def _refuse(*_):
    raise _EntitiesError


def _trimmed(packet):
    """The packet without the kilobytes of padding that writers leave for later changes."""
    end = packet.rfind(_END)
    end = packet.rfind(b">") + 1 if end < 0 else end + len(_END)
    return packet[max(packet.find(b"<"), 0) : end]


class _Reader:
    """Collects values while expat walks through a packet.

    ``open`` holds for each open element from rdf:Description down the name of the property that it belongs to,
    ``whole`` whether it has parts of its own; ``items`` are those of the array that is open, None outside of one.
    """

    def __init__(self, packets):
        self.packets, self.declared = packets, {}
        self.values, self.open, self.whole, self.items, self.said = {}, [], [], None, ""

    def namespace(self, prefix, address):
        if prefix:
            self.declared.setdefault(address, prefix)

    def start(self, tag, attributes):
        if not self.open and tag != _DESCRIPTION:
            return
        if len(self.open) > _DEEPEST:
            raise ValueError("too deep")
        name = self.open[-1] if self.open else ""
        if tag == _ITEM:
            self.items, attributes = self.items or [], {}
        elif not tag.startswith(_RDF):
            if self.whole:
                self.whole[-1] = True
            name = self._name(tag, name)
        self.open.append(name)
        self.whole.append(False)
        self.said = ""
        for key, text in attributes.items():
            if not key.startswith(_RDF):
                self.whole[-1] = True
                self._keep(self._name(key, name), text)

    def end(self, tag):
        if not self.open:
            return
        name, whole = self.open.pop(), self.whole.pop()
        if tag == _ITEM:
            self.items.append(self.said.strip())
        elif tag.startswith(_RDF):
            if self.whole:
                self.whole[-1] |= whole
        elif self.items is not None:
            self._keep(name, ",".join(self.items[:_MOST_ITEMS]))
            self.items = None
        elif not whole:
            self._keep(name, self.said)
        self.said = ""

    def text(self, said):
        if self.open:
            self.said += said

    def _keep(self, name, text):
        if len(self.values) < _MOST_ENTRIES:
            self.values.setdefault(name, text.strip())

    def _name(self, tag, within):
        """A property's name, inside a structure as ``Property/Field``."""
        return f"{within}/{tag.rpartition(' ')[2]}" if within else self.packets.name(tag, self.declared)
