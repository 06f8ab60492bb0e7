"""The report on one sheet: a page that opens anywhere, in Japanese with the English beside it."""

import base64
import io
import json
from functools import lru_cache
from html import escape
from string import Template

import numpy as np

from shimonita_gis.files import written_beside
from shimonita_gis.resources import resource

from .accuracy import Verdict, norm_of, on_paper

_PICTURE_WIDTH = 1400
_ARROW_PART = 0.04  # of the picture's width is the longest residual arrow

_VERDICTS = {
    Verdict.PASSED: (
        "合格：精度は基準内、図郭番号は図面で確認済み（測地系は指定されたものです）",
        "Passed: within the norm, and the paper itself confirms the sheet code. The datum is the one you stated.",
    ),
    Verdict.UNCONFIRMED: (
        "未確認：図郭番号と向きを目で確かめてください",
        "Unconfirmed: compare the sheet code and the direction of the lettering by eye.",
    ),
    Verdict.REFUSED: ("不合格：使用できません", "Refused: do not use."),
}
_TERMS = {"datum", "corner", "model"}  # values under these names are terms, never what a person typed
_DATUMS = ("旧日本測地系", "日本測地系2000（世界測地系）", "日本測地系2011（世界測地系）")


def write_report(scan, placement, path):
    """Writes the page on a placed sheet to ``path``."""
    sheet = placement.sheet
    body = [
        _head(sheet, scan, placement.verdict),
        _list("確認が必要な点", "What keeps it from passing", placement.doubts),
        _facts(placement),
        _heading("図郭・トンボと残差", "Corners, ticks and residuals"),
        _picture(scan, _points_drawn(placement, scan)),
        _heading("モデルの比較", "Models by leave-one-out error"),
        _models(placement),
        _heading("基準点ごとの誤差", "Error of each control point"),
        _residuals(placement),
        _list("前提", "What was assumed", placement.assumptions),
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
        _heading("見つかったもの", "What was found"),
        _picture(scan, drawn),
    ]
    _write(sheet, body, path)


def _write(sheet, body, path):
    template = Template(resource("sheets", "report.html").read_text(encoding="utf-8"))
    page = template.substitute(title=escape(f"{sheet.hyphenated} 位置合わせ報告"), body="\n".join(filter(None, body)))
    with written_beside(path) as beside:
        beside.write_text(page, encoding="utf-8")


def _both(japanese, english):
    return f'{escape(japanese)} <span class="en">{escape(english)}</span>'


def _heading(japanese, english):
    return f"<h2>{_both(japanese, english)}</h2>"


def _head(sheet, scan, verdict):
    japanese, english = _VERDICTS[verdict]
    mark = f'<span class="verdict {verdict.value}">{escape(japanese)}</span>'
    return (
        f"<h1>{escape(sheet.hyphenated)}　1:{sheet.scale:,}</h1><p>{escape(scan.path.name)}</p>"
        f'<p>{mark} <span class="en">{escape(english)}</span></p>'
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
    rows = [
        ("測地系", "Datum", f"{_DATUMS[placement.datum]} / EPSG:{placement.datum.plane_epsg}"),
        ("図郭（北西端・南東端）", "Neatline NW, SE",
         f"E {sheet.west:,.0f}, N {sheet.north:,.0f} – E {sheet.east:,.0f}, N {sheet.south:,.0f} m"),
        ("モデル", "Model", placement.model.title),
        ("誤差（1点抜き交差検証、RMS）", "Leave-one-out error (RMS)", _length(placement.rmse, scale)),
        ("最大", "Largest", _length(placement.largest, scale)),
        ("作業規程の準則の許容（標準偏差）", "Norm for the map's level", _length(norm_of(scale), scale)),
        ("使った基準点", "Control points used", f"{placement.used.sum()} / {len(placement.points)}"),
        ("地上画素寸法", "Pixel on the ground", f"{placement.pixel_size:.3f} m"),
    ]  # fmt: skip
    cells = "".join(f"<tr><th>{_both(ja, en)}</th><td>{escape(value)}</td></tr>" for ja, en, value in rows)
    return f"<table>{cells}</table>"


def _length(metres, scale):
    return f"{metres:.3f} m（紙上 {on_paper(metres, scale):.2f} mm）"


def _models(placement):
    rows = "".join(
        f'<tr class="{"best" if key == placement.model.key else ""}"><td>{escape(key)}</td>'
        f'<td class="n">{error:.3f}</td><td class="n">{on_paper(error, placement.sheet.scale):.3f}</td></tr>'
        for key, error in placement.model_errors.items()
    )
    titles = _both("モデル", "Model"), "m", _both("紙上", "on paper") + " mm"
    return f"<table><tr>{''.join(f'<th>{title}</th>' for title in titles)}</tr>{rows}</table>"


def _residuals(placement):
    rows = []
    for point, (east, north) in zip(placement.points, placement.offsets, strict=True):
        size = float(np.hypot(east, north))
        numbers = *point.pixel, *point.ground, east, north, size, on_paper(size, placement.sheet.scale)
        shown = (f"{n:.{digits}f}" for n, digits in zip(numbers, (1, 1, 2, 2, 3, 3, 3, 3), strict=True))
        cells = "".join(f'<td class="n">{text}</td>' for text in shown)
        rows.append(f'<tr class="{"" if point.used else "off"}"><td>{escape(point.name)}</td>{cells}</tr>')
    titles = _both("点", "Point"), "x px", "y px", "E m", "N m", "dE m", "dN m", "m", _both("紙上", "on paper") + " mm"
    return f"<table><tr>{''.join(f'<th>{title}</th>' for title in titles)}</tr>{''.join(rows)}</table>"


def _picture(scan, drawn):
    width, height = scan.size
    return (
        f'<div class="picture"><img alt="" src="data:image/jpeg;base64,{_jpeg(scan)}">'
        f'<svg viewBox="0 0 {width} {height}" preserveAspectRatio="none">{drawn}</svg></div>'
    )


def _jpeg(scan):
    from PIL import Image

    step = max(1, scan.size[0] // (2 * _PICTURE_WIDTH))
    pixels = np.ascontiguousarray(np.moveaxis(scan.pixels[:, ::step, ::step], 0, -1))
    image = Image.fromarray(pixels if pixels.shape[2] == 3 else pixels[..., 0])
    image.thumbnail((_PICTURE_WIDTH, 2 * _PICTURE_WIDTH))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=80)
    return base64.b64encode(buffer.getvalue()).decode("ascii")


def _frame_drawn(corners, scan):
    if corners is None:
        return ""
    ring = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
    return f'<polygon points="{ring}" fill="none" stroke="#d00000" stroke-width="{scan.size[0] / 350:.0f}"/>'


def _points_drawn(placement, scan):
    """The frame, a ring for each point (hollow when not used) and its residual as an arrow, enlarged."""
    unit = scan.size[0] / 350
    offsets = placement.offsets_in_pixels
    longest = max(np.linalg.norm(offsets[placement.used], axis=1).max(), 1e-9)
    factor = _ARROW_PART * scan.size[0] / longest
    parts = [_frame_drawn([p.pixel for p in placement.points if p.is_corner], scan)]
    for point, offset in zip(placement.points, offsets, strict=True):
        (x, y), (dx, dy) = point.pixel, offset * factor
        colour = "#0a58ca" if point.used else "#d00000"
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{1.6 * unit:.1f}" fill="none" stroke="{colour}" '
            f'stroke-width="{unit:.1f}"/>'
        )
        if point.used:
            parts.append(
                f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{x + dx:.1f}" y2="{y + dy:.1f}" stroke="{colour}" '
                f'stroke-width="{unit:.1f}"/>'
            )
    return "".join(parts)
