"""A page that leaves the town hall: one HTML file that opens from a folder, loads nothing, runs no script but its own.

Its template, style and script are ``body.html``, ``page.css`` and ``page.js`` of a folder of the plugin's resources;
what such pages share (the page round the body, the map library, the map's buttons, the print) lies in a folder beside.
"""

import base64
import hashlib
import json
import re
from string import Template

import numpy as np
import shapely

from shimonita_gis.resources import page_library, resource

SHARED = "offlinepage"
_TOWN_BOUNDS = (138.62, 36.12, 138.85, 36.28)  # of 下仁田町
_MARGIN = 0.004  # degrees
_TOLERANCES = (0, 1e-6, 5e-6, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 1e-3)  # degrees


def offline_page(folder, said, data=None, links=""):
    """The HTML of the template in ``resources/folder``.

    ``said`` fills it: HTML, in which everything from a layer is escaped already, with the page's ``title``. ``data`` is
    what the page's script reads as JSON; without it the page has no script and no map. ``links`` are <link> elements.
    """
    styles = [_text(resource(each, "page.css")) for each in (SHARED, folder)]
    scripts, version = [], None
    if data is not None:
        library = page_library("leaflet") / "dist"
        styles.insert(0, _text(library / "leaflet.css"))
        scripts = [_script(_text(library / "leaflet.js"))]
        version = re.search(r"Leaflet (\d[\w.]*)", scripts[0])
        scripts += [_script(_text(resource(each, "page.js"))) for each in (SHARED, folder)]
    body = Template(_text(resource(folder, "body.html"))).substitute(said, leaflet=version[1] if version else "")
    return Template(_text(resource(SHARED, "page.html"))).substitute(
        title=said["title"],
        links=links,
        policy=_policy(scripts, styles),
        styles="\n".join(f"<style>{style}</style>" for style in styles),
        body=body,
        scripts="\n".join([_data(data), *(f"<script>{script}</script>" for script in scripts)]) if scripts else "",
    )


def bounds_round(shapes):
    """West, south, east, north of what a map of ``shapes`` (in degrees; None has no place) shows; the town's where
    nothing has a place."""
    bounds = shapely.total_bounds(np.array(shapes, object)).tolist()
    west, south, east, north = bounds if bounds[0] == bounds[0] else _TOWN_BOUNDS
    return west - _MARGIN, south - _MARGIN, east + _MARGIN, north + _MARGIN


def thinned(shapes, most):
    """``shapes`` (n,) in degrees with at most ``most`` corners in all, as long as a metre or a hundred may be left out;
    none of them vanishes."""
    shapes = np.array(shapes, object)
    for tolerance in _TOLERANCES:
        thin = shapely.simplify(shapes, tolerance)
        if shapely.get_num_coordinates(thin).sum() <= most:
            break
    return thin


def _text(path):
    return path.read_text(encoding="utf-8")


def _script(text):
    """A script that can stand inside a page; the note that leads to its source map would be looked for.

    >>> _script("a = '</script>'")
    "a = '<\\\\/script>'"
    """
    return re.sub(r"//# sourceMappingURL=\S*", "", text).replace("</script", "<\\/script")


def _policy(scripts, styles):
    """The Content-Security-Policy: these scripts and styles run, named by their hashes, and nothing loads."""
    return (
        f"default-src 'none'; img-src 'self' file: data:; script-src {_hashes(scripts)}; "
        f"style-src {_hashes(styles)}; base-uri 'none'; form-action 'none'"
    )


def _hashes(texts):
    digests = (hashlib.sha256(text.encode("utf-8")).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode('ascii')}'" for digest in digests) or "'none'"


def _data(content):
    """Data for the page's script, as JSON that can stand inside a page.

    >>> _data({"a": "</script>"})
    '<script type="application/json" id="data">{"a":"\\u003c/script>"}</script>'
    """
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    text = text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f'<script type="application/json" id="data">{text}</script>'
