"""GPX tracks: where a camera without GPS was, by the time of its photos."""

from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree.ElementTree import ParseError

import numpy as np
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from shimonita_gis.errors import InputError, existing_file

LONGEST_GAP = 60.0  # seconds between two track points; in a longer gap the place is not known


@dataclass(frozen=True)
class Track:
    """Track points in order of time: ``seconds`` since 1970 (UTC), longitude and latitude in degrees, ``height`` in
    metres or NaN, each (n,)."""

    seconds: np.ndarray
    longitude: np.ndarray
    latitude: np.ndarray
    height: np.ndarray

    def at(self, seconds):
        """Longitude, latitude and height (m,) at ``seconds`` (m,), NaN outside the track and in long gaps."""
        seconds = np.asarray(seconds, float)
        after = np.clip(np.searchsorted(self.seconds, seconds), 1, len(self.seconds) - 1)
        gap = self.seconds[after] - self.seconds[after - 1]
        known = (seconds >= self.seconds[0]) & (seconds <= self.seconds[-1]) & (gap <= LONGEST_GAP)
        columns = (self.longitude, self.latitude, self.height)
        return tuple(np.where(known, np.interp(seconds, self.seconds, column), np.nan) for column in columns)


def read_track(path):
    """The :class:`Track` in the GPX file ``path``; raises InputError where it holds none with times."""
    points = {}
    try:
        for _, element in iterparse(existing_file(path), forbid_dtd=True):
            if element.tag.rpartition("}")[2] == "trkpt":
                _add(points, element)
                element.clear()
    except (ParseError, DefusedXmlException, OSError) as error:
        raise InputError("{file} cannot be read as a GPX track. Export the track again.", file=path) from error
    if len(points) < 2:
        raise InputError(
            "{file} holds no track points with times. Choose the GPX file that was recorded during the flight.",
            file=path,
        )
    return Track(*np.array([(second, *points[second]) for second in sorted(points)]).T)


def _add(points, element):
    texts = {child.tag.rpartition("}")[2]: child.text for child in element}
    try:
        time = datetime.fromisoformat((texts.get("time") or "").strip())
        place = float(element.get("lon")), float(element.get("lat")), float(texts.get("ele") or "nan")
    except (TypeError, ValueError):
        return
    points[(time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()] = place
