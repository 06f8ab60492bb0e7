"""Whether the written file says what the source says: read back, taken back to the source's reference system."""

from dataclasses import dataclass
from operator import itemgetter

import numpy as np
import shapely

from .lonlat import CUT, LOST, MENDED, NO_PLACE, OUT_OF_RANGE, UNREADABLE
from .values import differing

METRES_PER_DEGREE = 111_320.0
# what the way there and back may add, in metres
ROUND_TRIP = 0.002
_WITHOUT_GEOMETRY = (LOST, NO_PLACE, OUT_OF_RANGE, UNREADABLE)

DIFFERENCES = {
    "count": "The number of features differs.",
    "attributes": "An attribute differs.",
    "geometry": "A geometry is missing or too much.",
    "bounds": "The place differs by more than the rounding.",
    "area": "The area differs by more than the rounding.",
    "length": "The length differs by more than the rounding.",
}


@dataclass(frozen=True)
class Comparison:
    """Compares parsed features with their source. ``back`` takes lon, lat arrays to the reference system ``crs``."""

    back: object
    crs: object
    fields: tuple
    zone: object

    def differences(self, batch, placed, parsed):
        """Yields (kind of difference, indices in the batch)."""
        if len(parsed) != len(batch):
            yield "count", np.array([0])
            return
        yield "attributes", self._attributes(batch, parsed)
        without = shapely.is_missing(batch.shapes)
        for what in _WITHOUT_GEOMETRY:
            without[placed.happened.get(what, np.empty(0, int))] = True
        written = ~shapely.is_missing(parsed.shapes)
        yield "geometry", np.flatnonzero(written == without)
        same = written & ~without
        for what in (CUT, MENDED):
            same[placed.happened.get(what, np.empty(0, int))] = False
        chosen = np.flatnonzero(same)
        if len(chosen):
            for kind, wrong in self._places(batch.shapes[chosen], parsed.shapes[chosen], placed.digits[chosen]):
                yield kind, chosen[wrong]

    def _attributes(self, batch, parsed):
        names = tuple(column.name for column in batch.columns)
        if set(map(type, parsed.properties)) != {dict} or set(map(tuple, parsed.properties)) != {names}:
            wrong = [i for i, row in enumerate(parsed.properties) if row is None or tuple(row) != names]
            return np.array(wrong, int)
        wrong = [
            differing(column, list(map(itemgetter(column.name), parsed.properties)), self.zone)
            for column in batch.columns
        ]
        return np.unique(np.concatenate(wrong)) if wrong else np.empty(0, int)

    def _places(self, source, written, digits):
        tolerance = self._tolerance(written, digits)
        coordinates = shapely.get_coordinates(written)
        x, y = self.back.transform(coordinates[:, 0], coordinates[:, 1])
        returned = shapely.set_coordinates(written.copy(), np.column_stack([x, y]))
        off = np.abs(shapely.bounds(returned) - shapely.bounds(source)).max(axis=1)
        yield "bounds", np.flatnonzero(~(off <= tolerance))
        length = shapely.length(source)
        change = np.abs(shapely.area(returned) - shapely.area(source))
        yield "area", np.flatnonzero(~(change <= length * tolerance + tolerance**2))
        change = np.abs(shapely.length(returned) - length)
        yield "length", np.flatnonzero(~(change <= 2 * tolerance * (1 + shapely.get_num_coordinates(source))))

    def _tolerance(self, written, digits):
        """Half of the last digit across the diagonal, in the units of the source's reference system."""
        half = 10.0**-digits * np.sqrt(0.5)
        if self.crs.is_geographic:
            return half + ROUND_TRIP / METRES_PER_DEGREE
        unit = self.crs.axis_info[0].unit_conversion_factor or 1.0
        stretch = 1 / np.cos(np.radians(np.minimum(np.abs(shapely.bounds(written)[:, [1, 3]]).max(axis=1), 89.0)))
        return (half * METRES_PER_DEGREE * 1.05 * stretch + ROUND_TRIP) / unit
