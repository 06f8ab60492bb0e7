"""The page that says what left, how it was checked, and what happened to single features."""

from html import escape
from pathlib import Path

from .lonlat import WHAT_HAPPENED

CREDITS = {
    "CC BY 4.0": "下仁田町「{title}」(クリエイティブ・コモンズ 表示 4.0 国際)",
    "PDL1.0": "出典：下仁田町「{title}」(公共データ利用規約 第1.0版)",
    "CC0 1.0": "下仁田町「{title}」(CC0 1.0)",
}

_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>body{{font:16px/1.6 sans-serif;max-width:60em;margin:2em auto;padding:0 1em}}
table{{border-collapse:collapse}}td,th{{text-align:left;vertical-align:top;padding:.2em 1em .2em 0}}
th{{font-weight:normal;color:#555}}</style>
<h1>{title}</h1>
<table>{rows}</table>
{happened}
</html>
"""


def page(export):
    """The report of an export as HTML; everything that comes from the data is escaped."""
    title = export.file.name
    rows = [
        ("File", f"{title} (SHA-256 {export.digest})"),
        ("Source", f"{Path(export.layer.path).name}, {export.layer.name}"),
        ("Reference system", f"{export.layer.crs.name} → WGS 84 longitude, latitude"),
        ("Features", f"{export.count:,}, of these {export.empty:,} without geometry"),
        ("Fields", ", ".join(export.fields) or "none"),
        ("Decimals", str(export.wishes.precision)),
        ("Bounds", ", ".join(f"{value:.7f}" for value in export.bounds) if export.bounds else "none"),
        ("Read back", "RFC 7946 kept; count, ids, attributes, places, areas and lengths agree with the source"),
    ]
    if export.wishes.licence:
        credit = CREDITS.get(export.wishes.licence, "{title}").format(title=export.file.stem)
        rows += [("Licence", export.wishes.licence), ("Credit", credit)]
    if export.left_out:
        rows.append(("Left out (binary)", ", ".join(export.left_out)))
    rows += [("Accuracy", sentence) for sentence in export.assumptions]
    for name, kinds in export.personal.items():
        rows.append((f"Released: {name}", f"{', '.join(kinds)}; by {export.wishes.approver}"))
    table = "".join(f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in rows)
    return _PAGE.format(title=escape(title), rows=table, happened=_happened(export.happened))


def _happened(happened):
    if not happened:
        return "<p>Nothing had to be changed in any shape.</p>"
    parts = []
    for what, (number, first) in happened.items():
        more = " …" if number > len(first) else ""
        named = ", ".join(map(str, first))
        parts.append(f"<h2>{escape(WHAT_HAPPENED[what])}</h2><p>{number:,}: {named}{more}</p>")
    return "".join(parts)
