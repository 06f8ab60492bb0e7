"""Three validators of GeoJSON that know nothing of each other: our own, geojson-validator and check-geojson."""

import json
import subprocess

from shimonita_gis.opendata import rfc7946
from shimonita_gis.resources import page_library

# not its "crosses_antimeridian": it takes 180 for -180, and so finds the cut that the RFC itself shows (3.1.9)
_CRITERIA = ("self_intersection", "duplicate_nodes", "outside_lat_lon_boundaries")
_CHECK = """
const fs = require("fs"), { getIssues } = require(process.argv[1]);
console.log(JSON.stringify(process.argv.slice(2).map((file) => getIssues(fs.readFileSync(file, "utf8")))));
"""


def findings(paths):
    """What the three find in the GeoJSON files ``paths``: validator -> list of texts."""
    return {
        "ours": [f"{path.name}: {found}" for path in paths for found in rfc7946.check(path)],
        "geojson-validator": [found for path in paths for found in _geojson_validator(path)],
        "check-geojson": _check_geojson(paths),
    }


def _geojson_validator(path):
    """Rings and positions; it knows no collections, and stops at them."""
    import geojson_validator
    from loguru import logger

    logger.disable("geojson_validator")
    features = json.loads(path.read_bytes())["features"]
    simple = [f for f in features if f["geometry"] and f["geometry"]["type"] != "GeometryCollection"]
    if not simple:
        return []
    collection = {"type": "FeatureCollection", "features": simple}
    found = geojson_validator.validate_geometries(collection, criteria_problematic=_CRITERIA)
    rules = {**found["invalid"], **found["problematic"]}
    return [f"{path.name}: {rule} {where}" for rule, where in rules.items()]


def _check_geojson(paths):
    """Structure and types, members that stand twice."""
    library = page_library("@placemarkio/check-geojson")
    done = subprocess.run(["node", "-e", _CHECK, library, *paths], check=True, capture_output=True, text=True)
    return [
        f"{path.name}: {issue['message']}"
        for path, issues in zip(paths, json.loads(done.stdout), strict=True)
        for issue in issues
    ]
