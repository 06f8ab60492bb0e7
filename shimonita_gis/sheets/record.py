"""What is kept of each scan of a folder: how it was placed, from what, and what a person decided about it.

One small JSON file a scan, beside the placed sheet. A second run reads it instead of placing anew, and so does the
placing workbench.
"""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np

from shimonita_gis.errors import InputError
from shimonita_gis.files import written_beside
from shimonita_gis.parameterfile import read_parameter_file

from .accuracy import Verdict
from .points import ControlPoint
from .report import in_both_languages

RULES = 3  # raised when sheets must be placed anew because the rules changed

# translatable
ACCEPTED = "Accepted by {editor} on {day}. {note}"
# translatable
DECLINED = "Refused by {editor} on {day}. {note}"
# translatable
DOUBTED = "Set to unconfirmed by {editor} on {day}. {note}"
# translatable
ACCEPTED_THERE = "Accepted in the index layer on {day}."
# translatable
DECLINED_THERE = "Refused in the index layer on {day}."
# translatable
DOUBTED_THERE = "Set to unconfirmed in the index layer on {day}."
IN_THE_INDEX = "-"  # the editor of a decision that was made in the index layer, which does not say whose it is
_SAID = {
    Verdict.PASSED.value: (ACCEPTED, ACCEPTED_THERE),
    Verdict.REFUSED.value: (DECLINED, DECLINED_THERE),
    Verdict.UNCONFIRMED.value: (DOUBTED, DOUBTED_THERE),
}


@dataclass(frozen=True)
class Decision:
    """What a person said: ``status`` passed or refused, or unconfirmed where the program had let it pass; ``time`` as
    ISO text."""

    status: str
    editor: str
    time: str
    note: str = ""

    @property
    def remark(self):
        """(text, values)."""
        text = _SAID[self.status][self.editor == IN_THE_INDEX]
        return text, {"editor": self.editor, "day": self.time[:10], "note": self.note}


@dataclass(frozen=True)
class Record:
    """How one scan went. ``judged`` is the program's own verdict; ``scan``, ``raster`` and ``report`` are names, the
    latter two inside the output folder; ``source`` is where the scan lay. ``stated`` is the datum that the folder was
    placed with, ``datum`` that of the sheet, which a person may have put right. ``stamp`` is its size and time,
    ``parameters`` digest and path of the town's parameter files. ``control`` has name, east, north, x, y, used of each
    control point, ``corners`` the pixels of a frame that was found but refused. ``remarks`` are (text, values)."""

    scan: str
    stamp: tuple
    datum: int
    stated: int
    source: str = ""
    parameters: tuple = ()
    code: str = ""
    scale: int = 0
    judged: str = Verdict.REFUSED.value
    rmse: float | None = None
    largest: float | None = None
    model: str = ""
    raster: str = ""
    report: str = ""
    size: tuple | None = None
    turn: int = 0
    control: tuple = ()
    corners: tuple | None = None
    remarks: tuple = ()
    decision: Decision | None = None
    rules: int = RULES

    @property
    def status(self):
        """What counts: a person's decision, else the program's verdict."""
        return self.decision.status if self.decision else self.judged

    @property
    def decided(self):
        """Whether a person has passed or refused it."""
        return self.decision is not None and self.decision.status != Verdict.UNCONFIRMED.value

    @property
    def digests(self):
        """Of the town's parameter files."""
        return sorted(digest for digest, _ in self.parameters)

    def parameter_files(self):
        """The town's parameter files (ParameterFile), read anew. Raises InputError where one is gone or changed."""
        files = tuple(read_parameter_file(path) for _, path in self.parameters)
        if sorted(file.digest for file in files) != self.digests:
            raise InputError(
                "The parameter files have changed since {scan} was placed. Place the folder again first.",
                scan=self.scan,
            )
        return files

    @property
    def points(self):
        """The control points (ControlPoint)."""
        return tuple(
            ControlPoint(name, np.array([east, north]), np.array([x, y]), bool(used))
            for name, east, north, x, y, used in self.control
        )

    @property
    def points_used(self):
        return sum(bool(used) for *_, used in self.control)

    @property
    def told(self):
        """All (text, values) that a person should read, a person's own decision first."""
        return ((self.decision.remark,) if self.decision else ()) + tuple(self.remarks)

    @property
    def reason(self):
        """The remarks in English, one sentence after the other."""
        return " ".join(in_both_languages(text, values)[1] for text, values in self.told)

    @property
    def reason_ja(self):
        return " ".join(in_both_languages(text, values)[0] for text, values in self.told)


def of_placement(record, placement, raster, report):
    """``record`` with what ``placement`` says; ``raster`` and ``report`` are names."""
    return replace(
        record,
        judged=placement.verdict.value,
        rmse=placement.rmse,
        largest=placement.largest,
        model=placement.model.key,
        raster=raster,
        report=report,
        size=tuple(int(n) for n in placement.scan_size),
        turn=placement.turn,
        control=tuple((p.name, *(float(n) for n in (*p.ground, *p.pixel)), bool(p.used)) for p in placement.points),
        corners=None,
        remarks=tuple(
            (text, plain(values)) for text, values in (*placement.doubts, *placement.evidence, *placement.assumptions)
        ),
    )


def plain(values):
    """Values that JSON holds and a format such as {x:.1f} still takes."""
    return {key: float(v) if hasattr(v, "dtype") else v if isinstance(v, int | float | str) else str(v)
            for key, v in values.items()}  # fmt: skip


def read_record(path):
    """The :class:`Record` in ``path``, or None where it holds none of this program's version."""
    try:
        values = json.loads(Path(path).read_text(encoding="utf-8"))
        decision = values.pop("decision")
        values |= {key: tuple(values[key]) for key in ("stamp", "parameters", "control", "remarks")}
        return Record(**values, decision=decision and Decision(**decision))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def write_record(record, path):
    with written_beside(path) as beside:
        beside.write_text(json.dumps(asdict(record), ensure_ascii=False, indent=1, default=str), encoding="utf-8")


def records_in(folder):
    """(path, Record) of each record in ``folder``, by name."""
    found = ((path, read_record(path)) for path in sorted(Path(folder).glob("*.json")))
    return [(path, record) for path, record in found if record]
