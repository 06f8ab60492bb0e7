"""Which photo is looked at, and what is known of it."""

from dataclasses import dataclass

from qgis.PyQt.QtCore import QDateTime

from shimonita_gis.clock import JAPAN


@dataclass
class Shown:
    """``row`` of the table of ``photos`` (Photos), ``sight`` what its camera sees, ``fid`` the damage point that keys
    and clicks mean; each None where there is none."""

    photos: object = None
    row: int | None = None
    fid: int | None = None
    sight: object = None

    def take(self, photos):
        """Other photos; none of them is looked at yet."""
        self.photos, self.row, self.fid, self.sight = photos, None, None, None

    def go_to(self, row):
        """Looks at the photo of ``row`` and means its damage point that is not graded, where it has several."""
        self.row = row
        fids, best = [fid for fid, _, _ in self.points], self.of("fid")
        self.fid = next((fid for fid in fids if fid == best), fids[0] if fids else None)
        self.sight = self.photos.sights[row]

    def of(self, *names):
        """What the table says of the photo under ``names``: one value, or a tuple of them; None where it has none."""
        table = self.photos.table
        values = tuple(table.at[self.row, name] if name in table else None for name in names)
        return values if len(names) > 1 else values[0]

    @property
    def key(self):
        """What tells the photo from others; None where none is looked at."""
        return self.of("key") if self.photos is not None and self.row is not None else None

    @property
    def points(self):
        """Its damage points as (fid, x, y)."""
        return self.photos.points.get(self.key, []) if self.row is not None else []

    @property
    def place(self):
        """(x, y) of the damage point that is meant, else of the camera; None where neither is known."""
        places = {fid: (x, y) for fid, x, y in self.points}
        place = places.get(self.fid) or self.of("x", "y")
        return place if all(value is not None and value == value for value in place) else None

    def about(self):
        """What a new damage point takes over from its photo."""
        photo, photo_id, flight, taken = self.of("photo", "photo_id", "flight", "taken")
        known = {"photo": photo, "静止画": photo, "photo_id": photo_id, "flight": flight, "grade": "未確認",
                 "state": "未確認"}  # fmt: skip
        if taken == taken:
            known["taken"] = QDateTime.fromMSecsSinceEpoch(int(taken.timestamp() * 1000))
        return {name: value for name, value in known.items() if value is not None and value == value}

    def told(self, more=""):
        """The line below the picture, with ``more`` at its end."""
        clock, taken = self.of("taken_local", "taken")
        moment = _minute(clock) or _on_the_town_clock(taken)
        judged = " ".join(filter(None, self.of("kind", "grade")))
        parts = (self.of("photo"), moment, *self.of("district", "road", "incident"), judged, more)
        return "  |  ".join(part for part in parts if isinstance(part, str) and part)


def _minute(clock):
    """A time as the import writes it, without seconds and zone."""
    return clock[:16].replace("T", " ") if isinstance(clock, str) else ""


def _on_the_town_clock(taken):
    return "" if taken != taken else taken.tz_convert(JAPAN).strftime("%Y-%m-%d %H:%M")
