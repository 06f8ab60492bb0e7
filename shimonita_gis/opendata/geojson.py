"""A layer to a GeoJSON file that keeps RFC 7946: written batch by batch, each batch read back and checked.

While one batch is written, a reader in another thread takes the one before from the disk, parses it, checks the RFC
and compares it with the source. Only a file without a finding takes its place.
"""

import hashlib
import json
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import shapely

from shimonita_gis.clock import JAPAN
from shimonita_gis.datum import transformer
from shimonita_gis.errors import CancelledError, ExportError, InputError, OutputError
from shimonita_gis.files import written_beside
from shimonita_gis.interpreter import no_garbage_collection, short_turns
from shimonita_gis.progress import never, unheard

from . import rfc7946
from .attributes import BINARY, garbled_rows, tokens
from .comparison import DIFFERENCES, Comparison
from .coordinates import geometry_texts
from .lonlat import CUT, GARBLED, MOST_DIGITS, NO_HEIGHT, UNREADABLE, placed
from .personal import IDENTITY, MARKED, Watch, marks
from .source import open_layer

WGS84 = 4326
PRECISION = 7
LEAST_DIGITS, MOST_CHOSEN_DIGITS = 3, 9
_START = b'{"type":"FeatureCollection","features":[\n'
_NEXT = b",\n"
_FEATURE = b'{"type":"Feature",'
_BATCHES_UNDER_WAY = 2
_NAMED = 100  # features that a report names one by one


@dataclass(frozen=True)
class Wishes:
    """How to export. ``fields`` None takes all; ``zone`` is of times that carry none; ``released`` fields may leave
    although they are personal, since ``approver`` says so."""

    fields: tuple | None = None
    precision: int = PRECISION
    heights: bool = False
    licence: str = ""
    zone: object = JAPAN
    released: tuple = ()
    approver: str = ""


@dataclass
class Export:
    """What was exported: ``count`` features, ``empty`` without geometry, ``happened`` what -> (number, first ids),
    ``bounds`` west, south, east, north (west > east across the antimeridian) or None, ``digest`` SHA-256."""

    file: Path
    layer: object
    wishes: Wishes
    fields: tuple
    count: int = 0
    empty: int = 0
    happened: dict = field(default_factory=dict)
    bounds: tuple | None = None
    digest: str = ""
    personal: dict = field(default_factory=dict)
    left_out: tuple = ()
    assumptions: tuple = ()


def export_geojson(path, target, wishes=None, layer_name=None, progress=unheard, cancelled=never, marked=None):
    """Writes the layer of ``path`` to ``target`` and returns the :class:`Export`.

    ``marked`` are personal fields beyond those that the catalogue of a hub or work copy marks. Raises InputError for a
    layer that cannot leave, ExportError for one that may not, for personal information or when the check finds
    anything, OutputError for the disk; ``target`` is then what it was before.
    """
    wishes = wishes or Wishes()
    if not LEAST_DIGITS <= wishes.precision <= MOST_CHOSEN_DIGITS:
        raise InputError("{digits} decimals cannot be had. Choose {least} to {most}; 7 is a centimetre.",
                         digits=wishes.precision, least=LEAST_DIGITS, most=MOST_CHOSEN_DIGITS)  # fmt: skip
    layer = open_layer(path, layer_name)
    if Path(target).exists() and Path(path).exists() and Path(target).samefile(path):
        raise InputError(
            "{file} is both read and written. Choose another file for the result, so that nothing is lost.", file=target
        )
    fields = _chosen(layer, wishes.fields)
    personal, sentences = marks(path, layer.name)
    personal = {**dict.fromkeys(marked or (), MARKED), **personal}
    watch = Watch(fields, personal, wishes.released, wishes.approver)
    export = Export(Path(target), layer, wishes, fields, assumptions=sentences)
    with (
        written_beside(target) as beside, beside.open("wb") as file, ThreadPoolExecutor(1) as reader,
        no_garbage_collection(), short_turns(),  # which both threads ask for at every call into GEOS and PROJ
    ):  # fmt: skip
        _Writer(export, file, beside, reader, watch).write(progress, cancelled)
    export.personal = {name: kinds for name, kinds in watch.found.items() if name in wishes.released}
    return export


def features_of(path):
    """Yields the features (dicts) of a GeoJSON file that :func:`export_geojson` wrote, one by one: only one of them is
    in memory. Raises ValueError where a line of the file is damaged."""
    with Path(path).open("rb") as file:
        for line in file:
            if line.startswith(_FEATURE):
                yield json.loads(line.rstrip(b",\n"))


def _chosen(layer, wanted):
    if wanted is None:
        return layer.fields
    unknown = [name for name in wanted if name not in layer.fields]
    if unknown:
        raise InputError("{file} has no field {field}. Its fields are: {fields}.", file=layer.path,
                         field=", ".join(unknown), fields=", ".join(layer.fields))  # fmt: skip
    return tuple(name for name in layer.fields if name in wanted)


class _Writer:
    """One export under way."""

    def __init__(self, export, file, path, reader, watch):
        self.export, self.file, self.path, self.reader, self.watch = export, file, path, reader, watch
        crs = export.layer.crs
        self.there = transformer(crs, WGS84)
        self.export.assumptions += tuple(self.there.assumptions)
        self.comparison = Comparison(transformer(WGS84, crs), crs, export.fields, export.wishes.zone)
        self.checks = deque()
        self.bounds = _Bounds()
        self.hashes = []
        self.read, self.digest = 0, hashlib.sha256()

    def write(self, progress, cancelled):
        layer, fields = self.export.layer, list(self.export.fields)
        identified = IDENTITY in layer.fields
        if identified and IDENTITY not in fields:
            fields.append(IDENTITY)
        for batch in layer.read(fields):
            if cancelled():
                raise CancelledError("Cancelled; nothing was written.")
            self._write_batch(batch, identified)
            self._wait(_BATCHES_UNDER_WAY)
            progress(self.export.count, layer.count)
        self._wait(0)
        self._refuse_twice(self.hashes)
        self._write_end()
        self._check_frame()

    def _write_batch(self, batch, identified):
        identities = _identities(batch, identified)
        if identified:
            self.hashes.append(np.fromiter(map(hash, identities), np.int64, len(identities)))
            self._refuse_twice(self.hashes[-1:])
        columns = tuple(c for c in batch.columns if c.name in self.export.fields and c.format not in BINARY)
        self.export.left_out = tuple(c.name for c in batch.columns if c.format in BINARY)
        self.watch.look_at(columns)
        batch = type(batch)(batch.fids, batch.shapes, batch.unreadable, columns)
        shapes = placed(batch.shapes, self.there, self.export.wishes.precision)
        self._note(batch, shapes)
        lines = self._lines(identities, shapes, columns)
        before = _NEXT if self.export.count else _START
        self.file.write(before + _NEXT.join(lines))
        self.file.flush()
        self.checks.append(self.reader.submit(
            self._read_back, before, self.file.tell(), self.export.count, batch, shapes, identities))  # fmt: skip
        self.export.count += len(batch)

    def _refuse_twice(self, hashes):
        """InputError where two features have one identity: a reader could not tell them apart. ``hashes`` (arrays of
        those of all identities) take 8 bytes for a feature, the identities would take 200."""
        values, counts = np.unique(np.concatenate(hashes or [np.empty(0, np.int64)]), return_counts=True)
        if (counts > 1).any():
            self._name_the_twins(set(values[counts > 1].tolist()))

    def _name_the_twins(self, twice):
        """Reads the identities anew and compares those whose hash is among ``twice``."""
        owners = {}
        for batch in self.export.layer.read([IDENTITY]):
            for identity, fid in zip(_identities(batch, identified=True), batch.fids.tolist(), strict=True):
                first = owners.setdefault(identity, fid) if hash(identity) in twice else fid
                if first != fid:
                    raise InputError(
                        "In {layer} the features {first} and {second} have the same identity ({field} {identity}), so "
                        "that one would pass for the other. Empty that field of the one that was copied and sync the "
                        "layer, then export again.",
                        layer=self.export.layer.name, first=first, second=fid, field=IDENTITY,
                        identity=json.loads(identity),
                    )  # fmt: skip

    def _lines(self, identities, shapes, columns):
        geometries = geometry_texts(shapes.shapes, shapes.digits, self.export.wishes.heights)
        texts = [tokens(column, self.export.wishes.zone) for column in columns]
        names = b",".join(_quoted(column.name).replace(b"%", b"%%") + b":%b" for column in columns)
        template = _FEATURE + b'"id":%b,"geometry":%b,"properties":{' + names + b"}}"
        return [template % values for values in zip(identities, geometries, *texts, strict=True)]

    def _note(self, batch, shapes):
        if batch.unreadable.any():
            shapes.happened[UNREADABLE] = np.flatnonzero(batch.unreadable)
        garbled = garbled_rows(batch.columns)
        if garbled:
            shapes.happened[GARBLED] = np.array(garbled)
        if not self.export.wishes.heights:
            shapes.happened.pop(NO_HEIGHT, None)
        for what, indices in shapes.happened.items():
            number, first = self.export.happened.get(what, (0, ()))
            named = (*first, *batch.fids[indices[: _NAMED - len(first)]].tolist())
            self.export.happened[what] = number + len(indices), named
        self.export.empty += int(shapely.is_missing(shapes.shapes).sum())
        self.bounds.add(shapes.shapes, CUT in shapes.happened)

    def _read_back(self, before, end, first, batch, shapes, identities):
        """Runs in the reader's thread: the findings of one batch, as it lies on the disk after the text ``before``."""
        text = self._from_disk(end)
        if not text.startswith(before):
            return [str(rfc7946.Finding("json"))]
        return self._wrong(rfc7946.read_features(text[len(before) :], first), batch, shapes, identities)

    def _from_disk(self, end=None):
        """What follows on what was read back before, up to ``end``; it enters the digest."""
        with self.path.open("rb") as file:
            file.seek(self.read)
            text = file.read(-1 if end is None else end - self.read)
        self.read += len(text)
        self.digest.update(text)
        return text

    def _wrong(self, parsed, batch, shapes, identities):
        wrong = [str(finding) for finding in parsed.findings]
        if parsed.ids != json.loads(b"[%b]" % b",".join(identities)):
            wrong.append(DIFFERENCES["attributes"] + " (id)")
        for kind, indices in self.comparison.differences(batch, shapes, parsed):
            wrong += [f"{DIFFERENCES[kind]} (fid {batch.fids[i]})" for i in indices[:_NAMED].tolist()]
        return wrong

    def _wait(self, allowed):
        while len(self.checks) > allowed:
            self._refuse(self.checks.popleft().result())

    def _refuse(self, wrong):
        if wrong:
            raise ExportError(
                "{file} was not written: reading it back found {count} difference(s), the first: {first} "
                "Please report this with the layer.",
                file=self.export.file, count=len(wrong), first=wrong[0],
            )  # fmt: skip

    def _write_end(self):
        self.export.bounds = self.bounds.bbox()
        bbox = self.bounds.text()
        start = b"" if self.export.count else _START
        self.file.write(start + b"\n]" + (b',"bbox":[%b]' % bbox if bbox else b"") + b"}\n")
        self.file.flush()

    def _check_frame(self):
        """The file without its features is a FeatureCollection, and it has as many features as the source."""
        end = self._from_disk()
        frame = json.loads(end if not self.export.count else _START + end)
        wrong = [str(finding) for finding in rfc7946.collection_findings(frame)]
        if self.export.count != self.export.layer.count >= 0:
            wrong.append(DIFFERENCES["count"])
        self._refuse(wrong)
        self.export.digest = self.digest.hexdigest()


def _identities(batch, identified):
    """The hub's uuid as the id of each feature (list of JSON bytes), GDAL's number where a feature has none."""
    numbers = [b"%d" % fid for fid in batch.fids.tolist()]
    if not identified:
        return numbers
    column = next(c for c in batch.columns if c.name == IDENTITY)
    if not isinstance(column.values, list):
        return numbers
    there = np.array([bool(value) for value in column.values]) & (True if column.valid is None else column.valid)
    return np.where(there, np.array(tokens(column), object), np.array(numbers, object)).tolist()


def _quoted(value):
    return json.dumps(value, ensure_ascii=False).encode()


class _Bounds:
    """The bounding box as the batches pass, both from -180 to 180 and from 0 to 360 degrees."""

    def __init__(self):
        self.plain, self.turned, self.cut = None, None, False

    def add(self, shapes, cut):
        bounds = shapely.total_bounds(shapes)
        if np.isnan(bounds).any():
            return
        self.cut |= cut
        self.plain = _wider(self.plain, bounds)
        if bounds[0] < 0:
            longitudes = shapely.get_coordinates(shapes)[:, 0] % 360
            bounds = np.array([longitudes.min(), bounds[1], longitudes.max(), bounds[3]])
        self.turned = _wider(self.turned, bounds)

    def bbox(self):
        if self.plain is None:
            return None
        west, south, east, north = self.plain
        if self.cut and self.turned[2] - self.turned[0] < east - west:
            west, east = self.turned[0], self.turned[2] - 360
        return west, south, east, north

    def text(self):
        """The bbox as JSON, with all decimals that a coordinate may have."""
        numbers = [f"{value:.{MOST_DIGITS}f}".rstrip("0") for value in self.bbox() or ()]
        return ",".join(number + "0" if number.endswith(".") else number for number in numbers).encode()


def _wider(bounds, more):
    if bounds is None:
        return tuple(more.tolist())
    return (*np.minimum(bounds[:2], more[:2]).tolist(), *np.maximum(bounds[2:], more[2:]).tolist())


def written_report(export, path):
    """The report page of ``export`` at ``path``; OutputError for the disk."""
    from .report import page

    with written_beside(path) as beside:
        beside.write_text(page(export), encoding="utf-8")
    if not Path(path).is_file():
        raise OutputError("{file} cannot be written. Choose another folder.", file=path)
