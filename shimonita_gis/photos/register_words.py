"""What the register says, in Japanese or English, on paper and on its page alike."""

import json
from functools import cache

from shimonita_gis.resources import resource

from .register import JAPAN, written


class Words:
    """``words["key"]`` in one language, ``words("key", name=value)`` filled in."""

    def __init__(self, language="ja"):
        self.language = language if language in ("ja", "en") else "ja"

    def __getitem__(self, key):
        return _words()[key][self.language]

    def __call__(self, key, **values):
        return self[key].format(**values)

    def beside(self, *parts):
        """What stands in one heading, held apart; what is empty is left out."""
        return self["between"].join(filter(None, parts))

    def moment(self, time):
        """A time as it is read out: 2024年10月13日 9時30分."""
        if time is None:
            return self["not_known"]
        local = time.astimezone(JAPAN)
        parts = {name: getattr(local, name) for name in ("year", "month", "day", "hour", "minute")}
        return self("time", **parts)

    def near(self, incident):
        """Where the incident is from the nearest landmark; '' where there is none."""
        near = incident.near
        if near is None:
            return ""
        if near.direction is None:
            return self("near_at", name=near.name)
        step = 10 if near.distance < 1000 else 100
        return self("near_text", name=near.name, direction=self["directions"][near.direction],
                    distance=round(near.distance / step) * step)  # fmt: skip

    def degrees(self, incident):
        return f"{incident.latitude:.6f}, {incident.longitude:.6f}"

    def dms(self, incident):
        return self("dms_text", north=dms(incident.latitude), east=dms(incident.longitude))

    def metres(self, incident):
        """North and east by their names: which of both is called X differs from program to program."""
        return self("metres_text", north=f"{incident.y:,.1f}", east=f"{incident.x:,.1f}")

    def radius(self, incident):
        known = incident.radius == incident.radius
        return self("radius_text", radius=max(1, round(incident.radius))) if known else ""

    def left(self, register):
        """Why photos are not in the register, with how many."""
        said = [self(why, count=count) for why, count in sorted(register.left.items())]
        return "、".join(said) if self.language == "ja" else ", ".join(said)

    def where(self, incident):
        """District and landmark in one line."""
        return " ".join(filter(None, (incident.district, self.near(incident))))

    def facts(self, incident):
        """((title, text), …): what is known of the incident, what is not known left out."""
        traffic = incident.text("通行支障有無")
        detour = incident.text("迂回路有無")
        told = (
            ("district", incident.district), ("near", self.near(incident)), ("road", incident.text("road")),
            ("river", incident.text("河川名")), ("degrees", self.degrees(incident)), ("dms", self.dms(incident)),
            ("metres", self.metres(incident)), ("radius", self.radius(incident)), ("sheet", incident.sheet),
            ("hazard", incident.text("hazard_zone")), ("traffic", traffic), ("detour", detour),
            ("evacuation", incident.text("住民避難の必要性")), ("taken", self.taken(incident)),
            ("checked", incident.text("確認日時")), ("judge", incident.text("judged_by")),
        )  # fmt: skip
        return tuple((self[key], text) for key, text in told if text)

    def taken(self, incident):
        times = [photo.taken for photo in incident.photos if photo.taken is not None]
        return written(min(times)) if times else ""

    def what(self, incident):
        """What people wrote about the damage."""
        names = ("被害状況", "災害状況", "対策状況", "note")
        return "\n".join(dict.fromkeys(filter(None, (incident.text(name) for name in names))))

    def response(self, incident):
        """The lines of the timeline, the last one first."""
        return tuple(
            "  ".join(filter(None, (entry.time[:16].replace("T", " "), entry.state, entry.who, entry.note)))
            for entry in reversed(incident.entries)
        )

    def label(self, text):
        return text or self["not_known"]

    def grade(self, text):
        return text or self["no_grade"]


def dms(degrees):
    """Degrees, minutes and seconds to a tenth of a second (3 m).

    >>> dms(36.2128333)
    '36°12′46.2″'
    """
    tenths = round(degrees * 36_000)
    minutes, seconds = divmod(tenths, 600)
    return f"{minutes // 60}°{minutes % 60:02d}′{seconds / 10:04.1f}″"


@cache
def _words():
    return json.loads(resource("register", "words.json").read_text(encoding="utf-8"))
