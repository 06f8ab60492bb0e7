"""The report on one sheet: a page that opens anywhere, in Japanese with the English beside it."""

import base64
import io
import json
from functools import lru_cache
from html import escape
from pathlib import Path
from string import Template

import numpy as np

from shimonita_gis.files import written_beside
from shimonita_gis.resources import resource

from .accuracy import Verdict, norm_of, on_paper
from .model import MODELS
from .points import CORNERS

_PICTURE_WIDTH = 1400
_RIGHT, _WRONG = "#0a58ca", "#d00000"
_CORNER_PART = 0.012  # of the scan's width is half a corner's picture
_ARROW_PART = 0.04  # of the picture's width is the longest residual arrow

_VERDICTS = {
    Verdict.PASSED: (
        "合格：精度は基準内で、図郭番号と測地系は図面の記載と合っています",
        "Passed: within the norm, and the sheet code and the datum agree with what the paper says.",
    ),
    Verdict.UNCONFIRMED: (
        "未確認：図郭番号・測地系・向きを目で確かめてください",
        "Unconfirmed: compare the sheet code, the datum and the direction of the lettering by eye.",
    ),
    Verdict.REFUSED: ("不合格：使用できません", "Refused: do not use."),
}
_TERMS = {"datum", "corner", "model"}  # values under these names are terms, never what a person typed
_DECISION = "<!--decision-->", "<!--/decision-->"
_DATUMS = ("旧日本測地系", "日本測地系2000（世界測地系）", "日本測地系2011（世界測地系）")


def write_report(scan, placement, path):
    """Writes the page on a placed sheet to ``path``."""
    sheet = placement.sheet
    corners = [point.pixel for point in placement.points if point.is_corner]
    body = [
        _head(sheet, scan, placement.verdict),
        _list("確認が必要な点", "What keeps it from passing", placement.doubts),
        _facts(placement),
        _list("測地系の根拠", "Evidence of the datum", placement.evidence),
        _list("前提", "What was assumed", placement.assumptions),
        _heading("四隅", "Corners"),
        _corners(corners, scan),
        _heading("図郭・トンボと誤差", "Corners, ticks and their errors"),
        _picture(scan, _points_drawn(placement, scan)),
        _legend(placement, scan),
        _heading("モデルの比較", "Models by leave-one-out error"),
        _models(placement),
        _heading("基準点ごとの誤差", "Error of each control point"),
        _residuals(placement),
    ]
    _write(sheet, body, path)


def write_refusal(scan, sheet, datum, refusal, path):
    """Writes the page that shows why a scan was refused."""
    corners = getattr(refusal, "corners", None)
    placement = getattr(refusal, "placement", None)
    drawn = _points_drawn(placement, scan) if placement else _frame_drawn(corners, scan)
    body = [
        _head(sheet, scan, Verdict.REFUSED),
        _list("理由", "Why", [(refusal.text, refusal.values)]),
        _table([("指定された測地系", "Datum stated", _DATUMS[datum])]),
        _heading("見つかったもの", "What was found"),
        _picture(scan, drawn),
        _legend(placement, scan) if placement else "",
    ]
    _write(sheet, body, path)


def write_decision(path, remark):
    """Puts what a person decided, (text, values), into the page ``path``; None takes it out again."""
    try:
        page = Path(path).read_text(encoding="utf-8")
    except FileNotFoundError:
        return
    before, mark, rest = page.partition(_DECISION[0])
    shown = f'<p class="decision">{_both(*in_both_languages(*remark))}</p>' if remark else ""
    if mark:
        after = rest.partition(_DECISION[1])[2]
        with written_beside(path) as beside:
            beside.write_text(before + _DECISION[0] + shown + _DECISION[1] + after, encoding="utf-8")


def _write(sheet, body, path):
    template = Template(resource("sheets", "report.html").read_text(encoding="utf-8"))
    page = template.substitute(title=escape(f"{sheet.hyphenated} 位置合わせ報告"), body="\n".join(filter(None, body)))
    with written_beside(path) as beside:
        beside.write_text(page, encoding="utf-8")


def _both(japanese, english):
    """The English alone where there is no Japanese."""
    return f'{escape(japanese)} <span class="en">{escape(english)}</span>' if japanese else escape(english)


_ON_PAPER = _both("紙上", "on paper") + " mm"
_CORNERS = {"NW": ("北西", "NW"), "NE": ("北東", "NE"), "SE": ("南東", "SE"), "SW": ("南西", "SW")}


def _heading(japanese, english):
    return f"<h2>{_both(japanese, english)}</h2>"


def _head(sheet, scan, verdict):
    japanese, english = _VERDICTS[verdict]
    mark = f'<span class="verdict {verdict.value}">{escape(japanese)}</span>'
    return (
        f"<h1>{escape(sheet.hyphenated)}　1:{sheet.scale:,}</h1><p>{escape(scan.path.name)}</p>"
        f'<p>{mark} <span class="en">{escape(english)}</span></p>{"".join(_DECISION)}'
    )


def _list(japanese, english, remarks):
    if not remarks:
        return ""
    items = "".join(f"<li>{_both(*in_both_languages(text, values))}</li>" for text, values in remarks)
    return f"{_heading(japanese, english)}<ul>{items}</ul>"


def in_both_languages(text, values):
    """A remark in Japanese (nothing where none is known) and in English. Terms of the field among the values, such as
    a datum's name, are translated, too."""
    known = _japanese()
    terms = {key: known.get(values[key], values[key]) for key in _TERMS & values.keys()}
    japanese = known.get(text, "")
    return (japanese.format(**values | terms) if values else japanese), (text.format(**values) if values else text)


@lru_cache(maxsize=1)
def _japanese():
    return json.loads(resource("sheets", "report_ja.json").read_text(encoding="utf-8"))


def _facts(placement):
    sheet, scale = placement.sheet, placement.sheet.scale
    norm = norm_of(scale)
    return _table(
        [
            ("測地系", "Datum", f"{_DATUMS[placement.datum]} / EPSG:{placement.datum.plane_epsg}"),
            ("図郭（北西端・南東端）", "Neatline NW, SE",
             f"E {sheet.west:,.0f}, N {sheet.north:,.0f} – E {sheet.east:,.0f}, N {sheet.south:,.0f} m"),
            ("モデル", "Model", _titled(placement.model)),
            ("誤差（1点抜き交差検証、RMS）", "Leave-one-out error (RMS)", _length(placement.rmse, scale)),
            ("基準点の誤差の最大", "Largest", _length(placement.largest, scale)),
            ("作業規程の準則の許容（標準偏差）", "Norm for the map's level", _length(norm, scale)),
            ("誤差は許容の", "Error against the norm", f"{placement.rmse / norm:.0%}"),
            ("使った基準点", "Control points used", f"{placement.used.sum()} / {len(placement.points)}"),
            ("地上画素寸法", "Pixel on the ground", f"{placement.pixel_size:.3f} m"),
        ]
    )  # fmt: skip


def _table(rows):
    cells = "".join(f"<tr><th>{_both(ja, en)}</th><td>{escape(value)}</td></tr>" for ja, en, value in rows)
    return f'<table class="facts">{cells}</table>'


def _titled(model):
    return f"{_japanese().get(model.title, model.title)} / {model.title}"


def _length(metres, scale):
    return f"{metres:.3f} m（紙上 {on_paper(metres, scale):.2f} mm）"


def _models(placement):
    rows = "".join(
        f'<tr class="{"best" if key == placement.model.key else ""}"><td>{escape(_titled(MODELS[key]))}</td>'
        f'<td class="n">{error:.3f}</td><td class="n">{on_paper(error, placement.sheet.scale):.2f}</td></tr>'
        for key, error in placement.model_errors.items()
    )
    return f"<table>{_titles(_both('モデル', 'Model'), 'm', _ON_PAPER)}{rows}</table>"


def _residuals(placement):
    rows = []
    for point, (east, north) in zip(placement.points, placement.offsets, strict=True):
        size = float(np.hypot(east, north))
        numbers = *point.pixel, *point.ground, east, north, size, on_paper(size, placement.sheet.scale)
        shown = (f"{n:.{digits}f}" for n, digits in zip(numbers, (1, 1, 2, 2, 3, 3, 3, 2), strict=True))
        cells = "".join(f'<td class="n">{text}</td>' for text in shown)
        kind = "" if point.used else "off"
        rows.append(f'<tr class="{kind}"><td>{_both(*_CORNERS.get(point.name, (point.name, "")))}</td>{cells}</tr>')
    left_out = "" if placement.used.all() else f"<p>{_both('赤は使わなかった点', 'Red: not used')}</p>"
    titles = _titles(_both("点", "Point"), "x px", "y px", "E m", "N m", "ΔE m", "ΔN m", "m", _ON_PAPER)
    return f'{left_out}<div class="wide"><table>{titles}{"".join(rows)}</table></div>'


def _titles(*titles):
    return f"<thead><tr>{''.join(f'<th>{title}</th>' for title in titles)}</tr></thead>"


def _picture(scan, drawn):
    width, height = scan.size
    return (
        f'<div class="picture"><img alt="" src="data:image/jpeg;base64,{_jpeg(scan)}">'
        f'<svg viewBox="0 0 {width} {height}" preserveAspectRatio="none">{drawn}</svg></div>'
    )


def _jpeg(scan):
    step = max(1, scan.size[0] // (2 * _PICTURE_WIDTH))
    return _as_text(scan.pixels[:, ::step, ::step], _PICTURE_WIDTH)


def _as_text(pixels, width):
    """JPEG of uint8 (bands, rows, columns), no wider than ``width``, as it stands in a page."""
    from PIL import Image

    pixels = np.ascontiguousarray(np.moveaxis(pixels, 0, -1))
    image = Image.fromarray(pixels if pixels.shape[2] == 3 else pixels[..., 0])
    image.thumbnail((width, 2 * width))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=80)
    return base64.b64encode(buffer.getvalue()).decode("ascii")


def _corners(corners, scan):
    """Each corner as the scan has it, with the place that was found."""
    return f'<div class="corners">{"".join(_corner(n, p, scan) for n, p in zip(CORNERS, corners, strict=True))}</div>'


def _corner(name, pixel, scan):
    half = max(round(scan.size[0] * _CORNER_PART), 40)
    x, y = np.floor(pixel).astype(int)
    left, top = max(x - half, 0), max(y - half, 0)
    part = scan.pixels[:, top : y + half, left : x + half]
    height, width = part.shape[1:]
    if not height or not width:
        return ""  # a corner that a person's points put outside the scan
    u, v = pixel - (left, top)
    cross = f'<path d="M{u:.2f} 0V{height}M0 {v:.2f}H{width}" stroke="{_RIGHT}" stroke-width="{half / 80:.2f}"/>'
    return (
        f'<figure><div class="picture"><img alt="" src="data:image/jpeg;base64,{_as_text(part, 2 * half)}">'
        f'<svg viewBox="0 0 {width} {height}" preserveAspectRatio="none">{cross}</svg></div>'
        f"<figcaption>{_both(*_CORNERS[name])}</figcaption></figure>"
    )


def _legend(placement, scan):
    factor = f"{_arrow_factor(placement, scan):,.0f}"
    japanese = f"矢印は誤差を {factor} 倍にしたもの。青は使った点、赤は使わなかった点。"
    return f"<p>{_both(japanese, f'Arrows: errors, {factor} times as long. Blue: used; red: not used.')}</p>"


def _frame_drawn(corners, scan, colour=_WRONG):
    if corners is None:
        return ""
    ring = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
    return f'<polygon points="{ring}" fill="none" stroke="{colour}" stroke-width="{scan.size[0] / 600:.1f}"/>'


def _points_drawn(placement, scan):
    """The frame, a ring for each point (hollow when not used) and its residual as an arrow, enlarged."""
    unit = scan.size[0] / 600
    offsets = placement.offsets_in_pixels
    factor = _arrow_factor(placement, scan)
    parts = [_frame_drawn([p.pixel for p in placement.points if p.is_corner], scan, _RIGHT)]
    for point, offset in zip(placement.points, offsets, strict=True):
        (x, y), (dx, dy) = point.pixel, offset * factor
        colour = _RIGHT if point.used else _WRONG
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{3 * unit:.1f}" fill="none" stroke="{colour}" '
            f'stroke-width="{unit:.1f}"/>'
        )
        if point.used:
            parts.append(
                f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{x + dx:.1f}" y2="{y + dy:.1f}" stroke="{colour}" '
                f'stroke-width="{unit:.1f}"/>'
            )
    return "".join(parts)


def _arrow_factor(placement, scan):
    """How many times as long as the error an arrow is drawn: one and a half digits, so that it can be told."""
    longest = np.linalg.norm(placement.offsets_in_pixels[placement.used], axis=1).max()
    factor = _ARROW_PART * scan.size[0] / max(longest, 0.01)
    size = 10 ** np.floor(np.log10(max(factor, 1)))
    return max(np.floor(factor / size) * size, 1)
