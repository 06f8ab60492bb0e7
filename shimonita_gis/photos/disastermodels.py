"""The register in the fields of the government's disaster data models (災害発生箇所, 道路関連), name by name."""

import json
from functools import cache

from shimonita_gis.resources import resource

from .register import written

_TIMES = ("災害発生日時", "発生日時", "氾濫発生日時")


@cache
def models():
    """File -> {"model", "kinds", "fields"}: the model's name, the kinds of disaster that belong to it ([] for all, None
    for closures), and its fields in their order."""
    return json.loads(resource("register", "models.json").read_text(encoding="utf-8"))


def model_of(kind):
    """The model that says most of an incident of ``kind``."""
    return next((each for each in models().values() if kind in (each["kinds"] or ())), models()["災害発生場所.csv"])


def tables(register, closures):
    """Yields (file, header, rows of text) for every model."""
    for file, model in models().items():
        if model["kinds"] is None:
            rows = [[closure_field(each, name) for name in model["fields"]] for each in closures]
        else:
            chosen = [each for each in register.incidents if not model["kinds"] or each.kind in model["kinds"]]
            rows = [[incident_field(each, name) for name in model["fields"]] for each in chosen]
        yield file, model["fields"], rows


def incident_field(incident, name):
    """What the field ``name`` of a model says of the incident, '' where nothing is known."""
    own = {"緯度": f"{incident.latitude:.7f}", "経度": f"{incident.longitude:.7f}", "災害種別": incident.kind,
           "件名": subject(incident)}  # fmt: skip
    if name in own:
        return own[name]
    if name in _TIMES:
        return incident.text(name, *_TIMES)
    if name == "災害状況":
        return incident.text(name, "被害状況")
    return incident.text(name)


def subject(incident):
    """What the incident is called: by staff, else by its district and kind."""
    return incident.text("件名") or " ".join(filter(None, (incident.district, incident.kind)))


def closure_field(closure, name):
    """What the field ``name`` of the model of closures says."""
    start, end = (("", "") if time is None else written(time).split(" ") for time in (closure.since, closure.until))
    return {
        "路線名": closure.road, "規制種別": closure.kind, "規制理由": closure.reason, "規制開始日": start[0],
        "規制開始時間": start[1], "規制終了日": end[0], "規制終了時間": end[1],
        "距離・延長": f"{closure.length:.0f} m" if closure.length else "",
    }.get(name, "")  # fmt: skip
