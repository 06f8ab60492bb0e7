"""Pages that are one file: they open anywhere, fetch nothing and run no script. Every text is escaped but Html."""

from html import escape

_PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>{title}</title>
<style>
body {{ font-family: "Yu Gothic UI", "Meiryo UI", "Hiragino Sans", "Noto Sans CJK JP", "IPAPGothic", sans-serif;
 line-height: 1.6; color: #1a1a1a; background: #fff; margin: 1em auto; padding: 0 1em; }}
table {{ border-collapse: collapse; }}
th, td {{ text-align: left; vertical-align: top; }}
td.number {{ text-align: right; }}
{style}</style></head>
<body>{body}</body></html>
"""


class Html(str):
    """Text that is markup of our own already."""


def page(title, style, body, language="ja"):
    """The HTML of the page ``title`` with the markup ``body``; ``style`` is CSS beside that of every page."""
    return _PAGE.format(language=language, title=escape(title), style=style, body=body)


def table(header, rows):
    """The markup of a table of texts; numbers stand right, in a browser and where QGIS prints."""
    heads = "".join(f'<th scope="col">{_escaped(name)}</th>' if name else "<td></td>" for name in header)
    lines = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>"


def pairs(rows):
    """The markup of a table of (what, text or Html)."""
    lines = "".join(f'<tr><th scope="row">{_escaped(name)}</th><td>{_escaped(text)}</td></tr>' for name, text in rows)
    return f"<table>{lines}</table>"


def listed(texts):
    """The markup of a list."""
    return f"<ul>{''.join(f'<li>{_escaped(text)}</li>' for text in texts)}</ul>"


def _cell(value):
    is_number = not isinstance(value, Html) and value.lstrip("+-").replace(",", "").isdigit()
    kind = ' class="number" align="right"' if is_number else ""
    return f"<td{kind}>{_escaped(value)}</td>"


def _escaped(text):
    return text if isinstance(text, Html) else escape(text)
