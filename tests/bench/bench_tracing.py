"""A line that follows the ink to the pointer, on rasters of one and of four gigapixels, beside one search over the
whole window at full resolution."""

import tempfile
from pathlib import Path
from time import perf_counter

import numpy as np
import rasterio
import shapely
from rasterio.transform import from_origin
from rasterio.windows import Window
from row import Row
from skimage.graph import route_through_array

import sample_town
from shimonita_gis.sheets.ink import darkness
from shimonita_gis.sheets.inkpath import InkPaths

SIDE = 32_768  # its square is a gigapixel
CORNER = 14_000  # where the sample sheet lies in it
LENGTH = 1000
MOVES = 40


def rows():
    sheet = sample_town.draw_sheet(sample_town.make_town(seed=5), dpi=200, seed=5)
    with tempfile.TemporaryDirectory() as folder:
        raster = _gigapixel(Path(folder) / "one.tif", sheet.image)
        yield from _moves(raster, "1 gigapixel", sheet)
        yield from _moves(_mosaic(Path(folder) / "four.vrt", raster), "4 gigapixels (VRT)", sheet)
        yield _followed(raster, sheet)


def _gigapixel(path, image):
    profile = {"driver": "GTiff", "width": SIDE, "height": SIDE, "count": 3, "dtype": "uint8", "nodata": 255}
    layout = {"tiled": True, "blockxsize": 512, "blockysize": 512, "compress": "JPEG", "photometric": "YCBCR"}
    with rasterio.open(
        path, "w", **profile, **layout, sparse_ok=True, crs="EPSG:6677", transform=from_origin(-96000, 27000, 0.2, 0.2)
    ) as output:
        output.write(np.moveaxis(image, 2, 0), window=Window(CORNER, CORNER, image.shape[1], image.shape[0]))
        output.build_overviews([4, 16, 64], rasterio.enums.Resampling.average)
    return path


def _mosaic(path, raster):
    """Four times the same raster, side by side, as gdalbuildvrt writes it."""
    source = (
        '<SimpleSource><SourceFilename relativeToVRT="1">{name}</SourceFilename><SourceBand>{band}</SourceBand>'
        '<SrcRect xOff="0" yOff="0" xSize="{side}" ySize="{side}"/>'
        '<DstRect xOff="{x}" yOff="{y}" xSize="{side}" ySize="{side}"/></SimpleSource>'
    )
    bands = ""
    for band, colour in enumerate(("Red", "Green", "Blue"), 1):
        parts = "".join(
            source.format(name=raster.name, band=band, side=SIDE, x=x, y=y) for x in (0, SIDE) for y in (0, SIDE)
        )
        bands += f'<VRTRasterBand dataType="Byte" band="{band}"><NoDataValue>255</NoDataValue>'
        bands += f"<ColorInterp>{colour}</ColorInterp>{parts}</VRTRasterBand>"
    place = "<SRS>EPSG:6677</SRS><GeoTransform>-96000, 0.2, 0, 27000, 0, -0.2</GeoTransform>"
    path.write_text(f'<VRTDataset rasterXSize="{2 * SIDE}" rasterYSize="{2 * SIDE}">{place}{bands}</VRTDataset>')
    return path


def _moves(raster, title, sheet):
    """The pointer walks away from one click until the path is LENGTH pixels long, then a little at a time."""
    whole, search = [], []
    middle = CORNER + np.array(sheet.image.shape[1::-1]) / 2
    for angle in np.radians((20, 110, 200, 290)):
        paths = InkPaths(raster)
        way = np.array([np.cos(angle), np.sin(angle)])
        start = paths.nearest_ink(middle, 12)
        for step in range(MOVES // 4):
            pointer = middle + way * (LENGTH + 7 * step)
            whole.append(_milliseconds(lambda: paths.follow(start, paths.nearest_ink(pointer, 12))))  # noqa: B023
        search.append(_peer(raster, start, pointer))
        paths.close()
    figure = f"{np.median(whole):.0f} ms, worst {max(whole):.0f}"
    peer = f"whole window {np.median(search):.0f} ms"
    yield Row(f"pointer move, path of 1,000 px, {title}", figure, peer, "50 ms", np.median(whole) <= 50)


def _peer(raster, start, end):
    low, high = np.minimum(start, end).astype(int) - 100, np.maximum(start, end).astype(int) + 100
    first, last = (tuple((np.floor(point).astype(int) - low)[::-1]) for point in (start, end))

    def work():
        with rasterio.open(raster) as source:
            pixels = source.read(window=Window(*low, *(high - low)))
        route_through_array(1 + 255 - darkness(np.moveaxis(pixels, 0, 2)), first, last)

    return _milliseconds(work)


def _followed(raster, sheet):
    """Two clicks 2 px beside a drawn line, 300 px apart along it: the line found never leaves the drawn one."""
    lines = shapely.get_parts(shapely.line_merge(shapely.union_all(sheet.lines.geometry.array)))
    lines = [line for line in lines if line.length > 400][:60]
    paths, worst, all_points = InkPaths(raster), [], []
    for line in lines:
        ends = [CORNER + np.array(line.interpolate(at).coords[0]) + (2, -1) for at in (50, 350)]
        found = paths.follow(*(paths.nearest_ink(end, 6) for end in ends))
        dense = shapely.segmentize(shapely.linestrings(found - CORNER), 1.0)
        away = shapely.distance(shapely.points(shapely.get_coordinates(dense)), line)
        worst.append(away.max())
        all_points.append(away)
    paths.close()
    share = 100 * (np.array(worst) <= 4).mean()
    figure = f"{share:.0f} %, median {np.median(np.concatenate(all_points)):.2f} px"
    return Row(f"{len(lines)} drawn lines followed within 4 px", figure, "the drawn lines", "90 %", share >= 90)


def _milliseconds(work):
    began = perf_counter()
    work()
    return 1000 * (perf_counter() - began)
