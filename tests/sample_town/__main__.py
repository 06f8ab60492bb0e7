"""Writes the town for the demo: ``python3 -m sample_town FOLDER [--seed N] [--dpi N]`` with ``tests`` on PYTHONPATH.

terrain.tif, town.gpkg, scans/DATUM/CODE.jpg, photos/MAKER/*.JPG, and in truth/ what is known of them.
"""

import argparse
import json
from pathlib import Path

import geopandas as gpd
from pyproj import CRS

from sample_town import draw_sheet, fly, make_town
from sample_town.flight import SIZE
from sample_town.frame import JGD2011, PLANE_EPSG, TOKYO
from sample_town.town import EPSG

SHEETS = (("tokyo", TOKYO, "09JB164C"), ("jgd2011", JGD2011, "09JB164B"), ("jgd2011", JGD2011, "09JB164C"))
FLIGHTS = (("DJI", -90, 6), ("DJI", -45, 4), ("Autel", -45, 3), ("Parrot", -60, 3), ("Skydio", -50, 3))


def main():
    parser = argparse.ArgumentParser(prog="sample_town", description="A small town with known truth.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dpi", type=int, default=300, help="of the scans")
    arguments = parser.parse_args()
    write(arguments.folder, arguments.seed, arguments.dpi)


def write(folder, seed=1, dpi=300, size=SIZE):
    """Everything that the demo needs, in a folder that is made where missing."""
    truth = folder / "truth"
    truth.mkdir(parents=True, exist_ok=True)
    town = make_town(seed)
    town.write_terrain(folder / "terrain.tif")
    town.write_layers(folder)
    write_scans(town, folder / "scans", truth, dpi)
    write_photos(town, folder / "photos", truth, size)


def write_scans(town, folder, truth, dpi):
    """Scans, and for each the corners, some check points and the linework in its pixels."""
    for datum_name, datum, code in SHEETS:
        path = folder / datum_name / f"{code}.jpg"
        path.parent.mkdir(parents=True, exist_ok=True)
        sheet = draw_sheet(town, code, dpi, datum, seed=town.seed)
        sheet.write(path)
        name = f"{datum_name}_{code}"
        (truth / f"{name}.json").write_text(json.dumps(_known(sheet), ensure_ascii=False, indent=1))
        lines = truth / f"{name}.gpkg"
        lines.unlink(missing_ok=True)
        # pixels have no place on earth; a local frame keeps GIS programs from guessing one
        pixels = CRS.from_wkt('LOCAL_CS["scan pixels, y down",UNIT["metre",1]]')
        for layer, features in (("lines", sheet.lines), ("polygons", sheet.polygons)):
            features.set_crs(pixels, allow_override=True).to_file(lines, layer=layer, driver="GPKG", engine="pyogrio")


def _known(sheet):
    frame = sheet.frame
    x = [frame.west + (frame.east - frame.west) * i / 5 for i in range(6) for _ in range(6)]
    y = [frame.south + (frame.north - frame.south) * j / 5 for _ in range(6) for j in range(6)]
    u, v = sheet.frame_to_pixel(x, y)
    return {
        "code": frame.code,
        "epsg": PLANE_EPSG[sheet.datum],
        "frame": [frame.west, frame.south, frame.east, frame.north],
        "corners_nw_ne_se_sw": sheet.corners.round(3).tolist(),
        "check_points_x_y_u_v": [list(map(float, row)) for row in zip(x, y, u.round(3), v.round(3), strict=True)],
    }


def write_photos(town, folder, truth, size):
    """Photos of each maker; where each camera was and what its axis meets, as two layers of points."""
    cameras, aims = [], []
    for number, (maker, pitch, count) in enumerate(FLIGHTS):
        for photo in fly(town, maker, count, pitch, seed=town.seed + number, size=size):
            path = photo.write(folder / f"{maker.lower()}_{-pitch}")
            row = {"photo": str(path.relative_to(folder)), "z": photo.pose.z, "yaw": photo.pose.yaw, "pitch": pitch}
            cameras.append({**row, "x": photo.pose.x, "y": photo.pose.y})
            if photo.aim:
                aims.append({"photo": row["photo"], **dict(zip("xyz", photo.aim, strict=True))})
    path = truth / "photos.gpkg"
    path.unlink(missing_ok=True)
    for layer, rows in (("cameras", cameras), ("aims", aims)):
        points = gpd.points_from_xy([row["x"] for row in rows], [row["y"] for row in rows])
        gpd.GeoDataFrame(rows, geometry=points, crs=EPSG).to_file(path, layer=layer, driver="GPKG", engine="pyogrio")


if __name__ == "__main__":
    main()
