"""A paper sheet of the town as a scan, and where every point of it went.

Three frames follow one another: metres of the sheet's own datum, millimetres on the undamaged paper (from its upper
left corner, x right, y down), pixels of the scan (x right, y down, the first pixel's centre at 0.5, 0.5).
The road from paper to pixel is one smooth function; the picture is drawn through its inverse.
"""

import io
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont
from scipy.ndimage import gaussian_filter
from skimage.measure import find_contours

from sample_town.frame import HEIGHT_MM, JGD2011, TOKYO, WIDTH_MM, sheet_frame, town_to_sheet

LEFT_MM, TOP_MM, RIGHT_MM, BOTTOM_MM = 42.0, 48.0, 42.0, 46.0  # paper outside the neatline
PAPER_MM = (LEFT_MM + WIDTH_MM + RIGHT_MM, TOP_MM + HEIGHT_MM + BOTTOM_MM)

BLACK, BLUE, BROWN, RED = (38, 34, 36), (52, 96, 160), (150, 98, 58), (178, 48, 44)
INKS = {"black": BLACK, "blue": BLUE, "brown": BROWN, "red": RED}
STROKES = {  # kind of linework: ink, width on paper in millimetres
    "contour": ("brown", 0.10),
    "parcel": ("black", 0.12),
    "river": ("blue", 0.22),
    "road": ("black", 0.18),
    "building": ("black", 0.25),
    "tick": ("black", 0.15),
    "neatline": ("black", 0.25),
}
FACE_EDGES = ("parcel", "river", "road", "building", "neatline")
FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
)


@dataclass(frozen=True)
class Harm:
    """What years and the scanner did to a sheet.

    ``rotation`` in degrees clockwise as the scan is seen; ``shrink_x`` and ``shrink_y`` are fractions; ``warp_mm`` the
    size of the smooth local warp and ``fold_mm`` of the pull at the folds, both on paper; ``folds`` across and down;
    ``stains`` a count; ``yellowing`` and ``shade`` from 0 to 1; ``noise`` a standard deviation in grey levels;
    ``blur`` in pixels; ``jpeg`` a quality or None; ``grey`` where the scanner knew no colours.
    """

    rotation: float = 0.4
    shrink_x: float = 0.0025
    shrink_y: float = 0.0012
    warp_mm: float = 0.25
    folds: tuple = (1, 1)
    fold_mm: float = 0.1
    stains: int = 4
    yellowing: float = 0.6
    shade: float = 0.35
    noise: float = 5.0
    blur: float = 0.6
    jpeg: int | None = 88
    grey: bool = False

    @classmethod
    def none(cls):
        """A sheet as if it came from the printer."""
        return cls(0, 0, 0, 0, (0, 0), 0, 0, 0, 0, 0, 0, None)

    def but(self, **changes):
        """The same harm with some values changed."""
        return replace(self, **changes)


@dataclass(frozen=True)
class _Lettering:
    text: str
    x: float  # millimetres on paper, of the anchor
    y: float
    size: float
    ink: str = "black"
    anchor: str = "mm"


class _Distortion:
    """Paper millimetres to scan pixels and back, for one harm, one dpi and one seed."""

    def __init__(self, harm, dpi, seed):
        random = np.random.default_rng((seed, 11))
        self.harm, self.scale = harm, dpi / 25.4
        self.centre = np.array(PAPER_MM) / 2
        self.waves = [
            (random.uniform(0.006, 0.02, 2) * random.choice([-1, 1], 2), random.uniform(0, 2 * np.pi), axis)
            for axis in (0, 0, 1, 1)
        ]
        angle = np.radians(harm.rotation)
        self.turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        self.shrink = 1 - np.array([harm.shrink_x, harm.shrink_y])
        pad = 0.0 if harm == Harm.none() else 4.0 * self.scale
        edge = self._unshifted(_paper_outline())
        self.offset = pad - edge.min(axis=0)
        self.width, self.height = (int(n) for n in np.ceil(np.round(np.ptp(edge, axis=0) + 2 * pad, 6)))

    def forward(self, paper):
        """(…, 2) millimetres to (…, 2) pixels."""
        return self._unshifted(paper) + self.offset

    def backward(self, pixels):
        """The inverse of ``forward``, by fixed point iteration to under 0.001 mm."""
        flat = ((np.asarray(pixels, float) - self.offset) / self.scale) @ self.turn
        target = flat / self.shrink + self.centre
        paper = target
        for _ in range(4):
            paper = target - self._pull(paper) / self.shrink
        return paper

    def _unshifted(self, paper):
        paper = np.asarray(paper, float)
        return (((paper - self.centre) * self.shrink + self._pull(paper)) @ self.turn.T) * self.scale

    def _pull(self, paper):
        """What the smooth warp and the folds move, in millimetres."""
        pull = np.zeros(paper.shape)
        for wave, phase, axis in self.waves:
            pull[..., axis] += self.harm.warp_mm / np.sqrt(2) * np.sin(paper @ wave + phase)
        for axis in (0, 1):
            for place in self.creases(axis):
                distance = (paper[..., axis] - place) / 8.0
                pull[..., axis] += self.harm.fold_mm * distance * np.exp((1 - distance**2) / 2)
        return pull

    def creases(self, axis):
        """Where the paper is folded, in millimetres along the axis."""
        count = self.harm.folds[axis]
        return [PAPER_MM[axis] * (i + 1) / (count + 1) for i in range(count)]


@dataclass(frozen=True)
class PaperSheet:
    """A scan and its truth.

    ``image`` is uint8 (height, width, 3), or (height, width) in grey; ``corners`` float (4, 2), the pixels of the
    neatline's corners NW, NE, SE, SW; ``frame`` the ground rectangle on the sheet's own ``datum``; ``ground_lines`` in
    metres of that datum.
    """

    image: np.ndarray
    dpi: int
    datum: int
    harm: Harm
    frame: object
    corners: np.ndarray
    distortion: _Distortion
    ground_lines: gpd.GeoDataFrame
    ground_faces: tuple
    lettering: tuple

    @property
    def code(self):
        return self.frame.code

    def to_pixel(self, x, y):
        """Metres of the town's EPSG:6677 to pixels (x, y), whatever the datum of the sheet."""
        return self.frame_to_pixel(*town_to_sheet(x, y, self.datum))

    def frame_to_pixel(self, x, y):
        """Metres on the sheet's own datum to pixels (x, y)."""
        pixels = self.distortion.forward(_to_paper(self.frame, np.stack(np.broadcast_arrays(x, y), axis=-1)))
        return pixels[..., 0], pixels[..., 1]

    @cached_property
    def lines(self):
        """The drawn linework in pixels, with its kind and ink; no hatching, no lettering, no tick marks."""
        return _in_pixels(self.ground_lines[self.ground_lines["kind"] != "tick"], self)

    @cached_property
    def ticks(self):
        """The strokes of the crosses inside the neatline and of the marks outside it, in pixels."""
        crosses = _in_pixels(self.ground_lines[self.ground_lines["kind"] == "tick"], self)
        outside = shapely.linestrings(self.distortion.forward(_frame_ticks()))
        return gpd.GeoSeries(np.concatenate([crosses.geometry.values, outside]))

    @cached_property
    def polygons(self):
        """The closed shapes between the lines, in pixels, with their kind; those of contours and ticks not counted."""
        return _in_pixels(_faces(self.ground_lines, *self.ground_faces), self)

    @cached_property
    def lettering_mask(self):
        """bool (height, width): True where a letter was printed."""
        page = Image.new("L", _page_size(self.dpi), 0)
        _draw_lettering(ImageDraw.Draw(page), self.lettering, _page_scale(self.dpi), dict.fromkeys(INKS, 255))
        strips = _strips(page, self.distortion, self.dpi, 0, 0)
        return np.concatenate([np.asarray(strip) for strip in strips])[: self.image.shape[0]] > 100

    def write(self, path):
        """A JPEG, TIFF or PNG by the ending, with its dpi."""
        path = Path(path)
        options = {".jpg": {"quality": 92}, ".jpeg": {"quality": 92}, ".tif": {"compression": "tiff_lzw"}}
        options[".tiff"] = options[".tif"]
        options[".png"] = {"compress_level": 2}
        Image.fromarray(self.image).save(path, dpi=(self.dpi, self.dpi), **options[path.suffix.lower()])
        return path


def draw_sheet(town, code="09JB164C", dpi=300, datum=JGD2011, harm=Harm(), seed=1, contours=False):
    """The sheet of a code, drawn on a datum (0 Tokyo, 1 JGD2000, 2 JGD2011) and scanned with a harm (None for none)."""
    harm = harm or Harm.none()
    frame = sheet_frame(code)
    distortion = _Distortion(harm, dpi, seed)
    key = ("linework", frame.code, int(datum), contours)
    if key not in town._cache:
        town._cache[key] = _linework(town, frame, datum, contours)
    lines, faces = town._cache[key]
    lettering = (*_names(town, frame, datum), *_marginalia(frame, datum))
    page = _page(frame, lines, faces["building"], lettering, distortion, dpi)
    corners = distortion.forward(
        np.array([[LEFT_MM, TOP_MM]]) + np.array([[0, 0], [1, 0], [1, 1], [0, 1]]) * [WIDTH_MM, HEIGHT_MM]
    )
    image = _scan(page, distortion, harm, dpi, seed)
    return PaperSheet(image, dpi, int(datum), harm, frame, corners, distortion, lines, tuple(faces.items()), lettering)


def _to_paper(frame, ground):
    """(…, 2) metres of the sheet's datum to millimetres on paper."""
    scale = 1000 / frame.scale
    x = LEFT_MM + (ground[..., 0] - frame.west) * scale
    y = TOP_MM + (frame.north - ground[..., 1]) * scale
    return np.stack([x, y], axis=-1)


def _paper_outline():
    t = np.linspace(0, 1, 50)[:, None]
    corner = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]) * PAPER_MM
    return np.concatenate([a + t * (b - a) for a, b in pairwise(corner)])


# Linework ------------------------------------------------------------------------------------------------------------


def _linework(town, frame, datum, contours):
    """The lines of a sheet in metres of its datum, and what lies between them by kind."""
    sheet = shapely.box(frame.west, frame.south, frame.east, frame.north)

    def area(geometry):
        moved = shapely.transform(geometry, lambda xy: np.stack(town_to_sheet(*xy.T, datum), axis=-1))
        return shapely.set_precision(moved, 0.001)

    river, roads = area(town.river.union_all()), area(town.road_area)
    parcels, buildings = area(town.parcels.geometry.values), area(town.buildings.geometry.values)
    solid = buildings[(town.buildings["種別"] == "堅ろう建物").values]
    road_lines = shapely.boundary(roads)
    pieces = {
        "parcel": shapely.difference(shapely.union_all(shapely.boundary(parcels)), road_lines, grid_size=0.01),
        "river": shapely.difference(shapely.boundary(river), roads),  # bridges cover the water
        "road": road_lines,
        "building": shapely.union_all(shapely.boundary(buildings)),
    }
    if contours:
        pieces["contour"] = area(_contours(town.terrain, 10.0))
    kept = {kind: shapely.intersection(piece, sheet) for kind, piece in pieces.items()}
    kept["tick"] = _ticks(frame)
    kept["neatline"] = shapely.boundary(sheet)
    rows = [(kind, STROKES[kind][0], part) for kind in STROKES if kind in kept for part in _line_parts(kept[kind])]
    kinds, inks, geometry = zip(*rows, strict=True)
    lines = gpd.GeoDataFrame({"kind": kinds, "ink": inks}, geometry=list(geometry))
    return lines, {"building": buildings, "solid": solid, "road": roads, "river": river, "parcel": parcels}


def _line_parts(geometry):
    merged = shapely.line_merge(geometry) if geometry.geom_type == "MultiLineString" else geometry
    parts = shapely.get_parts(merged)
    return parts[shapely.get_type_id(parts) <= 2][shapely.length(parts[shapely.get_type_id(parts) <= 2]) > 0]


def _contours(terrain, interval):
    smooth = gaussian_filter(terrain.heights, 3)
    levels = np.arange(np.ceil(smooth.min() / interval) * interval, smooth.max(), interval)
    lines = []
    for level in levels:
        for rowcol in find_contours(smooth[::2, ::2], level):
            if len(rowcol) > 20:
                x, y = terrain.transform * (rowcol[:, 1] * 2 + 0.5, rowcol[:, 0] * 2 + 0.5)
                lines.append(shapely.simplify(shapely.LineString(np.stack([x, y], axis=-1)), 0.3))
    return shapely.multilinestrings(lines)


def _ticks(frame, spacing_mm=100.0, arm_mm=5.0):
    """Crosses each 100 mm inside the neatline."""
    step, arm = spacing_mm * frame.scale / 1000, arm_mm * frame.scale / 1000
    crosses = []
    for x in np.arange(frame.west + step, frame.east - 1, step):
        for y in np.arange(frame.south + step, frame.north - 1, step):
            crosses += [[(x - arm, y), (x + arm, y)], [(x, y - arm), (x, y + arm)]]
    return shapely.multilinestrings(crosses)


def _faces(lines, *areas):
    edges = shapely.union_all(lines[lines["kind"].isin(FACE_EDGES)].geometry.values, grid_size=0.001)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(edges)))
    faces = faces[shapely.area(faces) > 0.5]
    inside = shapely.point_on_surface(faces)
    kind = np.full(len(faces), "ground", dtype=object)
    for name, shapes in areas:
        if name == "solid":
            continue
        for shape in np.atleast_1d(shapes):
            shapely.prepare(shape)
        tree = shapely.STRtree(np.atleast_1d(shapes))
        hit = tree.query(inside, predicate="within")[0]
        kind[hit[kind[hit] == "ground"]] = name
    return gpd.GeoDataFrame({"kind": kind}, geometry=faces)


def _in_pixels(frame, sheet):
    fine = shapely.segmentize(frame.geometry.values, 4.0 * sheet.frame.scale / 1000)
    moved = shapely.transform(fine, lambda xy: np.stack(sheet.frame_to_pixel(*xy.T), axis=-1))
    return frame.set_geometry(gpd.GeoSeries(moved, index=frame.index))


# Lettering -----------------------------------------------------------------------------------------------------------


def _names(town, frame, datum):
    """Place names, names of public buildings and parcel numbers inside the neatline."""
    letters = [
        (text, point, *{"大字": (5.5, "black"), "河川": (4.5, "blue"), "山岳": (4.5, "black")}[kind])
        for text, point, kind in zip(town.places["名称"], town.places.geometry, town.places["種別"], strict=True)
    ]
    public = town.buildings[town.buildings["名称"] != ""]
    letters += [(t, p, 2.8, "black") for t, p in zip(public["名称"], public.geometry.centroid, strict=True)]
    bare = town.parcels[town.parcels["地目"] != "宅地"].iloc[::2]
    letters += [(t, p, 1.8, "black") for t, p in zip(bare["地番"], bare.geometry.centroid, strict=True)]
    x, y = town_to_sheet([p.x for _, p, *_ in letters], [p.y for _, p, *_ in letters], datum)
    paper = _to_paper(frame, np.stack([x, y], axis=-1))
    for (text, _, size, ink), (px, py) in zip(letters, paper, strict=True):
        if LEFT_MM + 15 < px < LEFT_MM + WIDTH_MM - 15 and TOP_MM + 6 < py < TOP_MM + HEIGHT_MM - 6:
            yield _Lettering(text, px, py, size, ink)


def _marginalia(frame, datum):
    right, bottom, middle = LEFT_MM + WIDTH_MM, TOP_MM + HEIGHT_MM, LEFT_MM + WIDTH_MM / 2
    datum_name = "日本測地系" if datum == TOKYO else "世界測地系"
    yield _Lettering("見本町基本図", middle, 20, 10)
    yield _Lettering(frame.code, right, 22, 9, anchor="rm")
    yield _Lettering(f"{frame.scale:,}分の1", LEFT_MM, 22, 6, anchor="lm")
    yield _Lettering("平面直角座標系 第Ⅸ系", LEFT_MM, bottom + 26, 3.5, anchor="lm")
    yield _Lettering(f"{datum_name}　昭和62年測量", LEFT_MM, bottom + 32, 3.5, anchor="lm")
    yield _Lettering(f"1 : {frame.scale:,}", middle, bottom + 24, 6)
    yield _Lettering("見本町役場", right, bottom + 26, 4.5, anchor="rm")
    for y, north in ((TOP_MM, frame.north), (bottom, frame.south)):
        for x, east, anchor in ((LEFT_MM, frame.west, "lm"), (right, frame.east, "rm")):
            below = y > TOP_MM
            yield _Lettering(f"X={north / 1000:.3f}km", x, y + (16 if below else -14), 2.6, anchor=anchor)
            yield _Lettering(f"Y={east / 1000:.3f}km", x, y + (20 if below else -18), 2.6, anchor=anchor)


@cache
def _font(pixels):
    path = next((path for path in FONTS if Path(path).exists()), None)
    if path is None:
        raise FileNotFoundError("Sheets are lettered with Noto Sans CJK; install the package fonts-noto-cjk.")
    return ImageFont.truetype(path, pixels)


def _draw_lettering(draw, lettering, scale, inks):
    for letter in lettering:
        font = _font(max(6, round(letter.size * scale)))
        draw.text((letter.x * scale, letter.y * scale), letter.text, inks[letter.ink], font, letter.anchor)


# Drawing -------------------------------------------------------------------------------------------------------------


def _page_scale(dpi):
    """Pixels a millimetre of the undamaged page: twice the scan's where that is coarse, for smooth lines."""
    return dpi * (2 if dpi <= 150 else 1) / 25.4


def _page_size(dpi):
    return tuple(int(np.ceil(mm * _page_scale(dpi))) for mm in PAPER_MM)


def _page(frame, lines, buildings, lettering, distortion, dpi):
    scale = _page_scale(dpi)
    page = Image.new("RGB", _page_size(dpi), (255, 255, 255))
    draw = ImageDraw.Draw(page)
    _draw_creases(draw, distortion, scale)
    for kind, (ink, width) in STROKES.items():
        if kind != "neatline":
            _draw_lines(draw, lines.geometry[lines["kind"] == kind], frame, scale, INKS[ink], width)
    _draw_lines(draw, _hatching(buildings, frame), frame, scale, BLACK, 0.1)
    _draw_outer_frame(draw, scale)
    _draw_lettering(draw, lettering, scale, INKS)
    _draw_scale_bar(draw, scale)
    return _draw_neatline(page, scale)


def _draw_lines(draw, lines, frame, scale, colour, width_mm):
    width = max(1, round(width_mm * scale))
    for line in lines:
        points = _to_paper(frame, shapely.get_coordinates(line)) * scale
        draw.line(points.ravel().tolist(), colour, width, joint="curve" if width > 2 else None)


def _hatching(buildings, frame, spacing_mm=1.1):
    """Slanting strokes inside the buildings, in metres of the sheet's datum."""
    step = spacing_mm * frame.scale / 1000
    sheet = shapely.box(frame.west, frame.south, frame.east, frame.north)
    shapely.prepare(sheet)
    shown = buildings[shapely.intersects(sheet, buildings)]
    strokes = []
    for west, south, east, north in shapely.bounds(shown):
        reach = north - south
        x = np.arange(west - reach + step / 2, east, step)
        ends = np.stack([np.stack([x, np.full_like(x, south)], 1), np.stack([x + reach, np.full_like(x, north)], 1)], 1)
        strokes.append(shapely.multilinestrings(shapely.linestrings(ends)))
    cut = shapely.intersection(shapely.intersection(np.array(strokes, dtype=object), shown), sheet)
    parts = shapely.get_parts(cut)
    return parts[shapely.get_type_id(parts) == 1]


def _draw_outer_frame(draw, scale, gap_mm=9.0):
    right, bottom = LEFT_MM + WIDTH_MM + gap_mm, TOP_MM + HEIGHT_MM + gap_mm
    box = np.array([LEFT_MM - gap_mm, TOP_MM - gap_mm, right, bottom]) * scale
    draw.rectangle(box.tolist(), outline=BLACK, width=max(2, round(1.0 * scale)))
    for tick in _frame_ticks() * scale:
        draw.line(tick.ravel().tolist(), BLACK, max(1, round(0.15 * scale)))


def _frame_ticks(spacing_mm=100.0, length_mm=4.0):
    """(n, 2, 2) millimetres on paper: strokes out from the neatline where the grid of crosses meets it."""
    across, down = np.arange(0, WIDTH_MM + 1, spacing_mm), np.arange(0, HEIGHT_MM + 1, spacing_mm)
    upright = [[(x, y), (x, y + out)] for x in across for y, out in ((0, -length_mm), (HEIGHT_MM, length_mm))]
    lying = [[(x, y), (x + out, y)] for y in down for x, out in ((0, -length_mm), (WIDTH_MM, length_mm))]
    return np.add(upright + lying, (LEFT_MM, TOP_MM))


def _draw_scale_bar(draw, scale):
    left, top = LEFT_MM + WIDTH_MM / 2 - 50, TOP_MM + HEIGHT_MM + 32
    for i in range(10):
        box = [(left + 10 * i) * scale, top * scale, (left + 10 * i + 10) * scale, (top + 1.5) * scale]
        draw.rectangle(box, fill=BLACK if i % 2 == 0 else None, outline=BLACK)


def _draw_creases(draw, distortion, scale):
    width = max(1, round(0.35 * scale))
    for x in distortion.creases(0):
        draw.line([x * scale, 0, x * scale, PAPER_MM[1] * scale], (222, 214, 198), width)
    for y in distortion.creases(1):
        draw.line([0, y * scale, PAPER_MM[0] * scale, y * scale], (222, 214, 198), width)


def _draw_neatline(page, scale):
    """The inner frame, to a fraction of a pixel: sheets are placed by its corners."""
    half = STROKES["neatline"][1] / 2
    both = np.array([-half, half])
    x = np.array([LEFT_MM, LEFT_MM + WIDTH_MM])
    y = np.array([TOP_MM, TOP_MM + HEIGHT_MM])
    for centre in x:
        _stroke(page, (centre - half) * scale, (centre + half) * scale, *(y + both) * scale)
    for centre in y:
        _stroke(page, *(x + both) * scale, (centre - half) * scale, (centre + half) * scale)
    return page


def _stroke(page, left, right, top, bottom):
    columns, across = _coverage(left, right)
    rows, down = _coverage(top, bottom)
    mask = Image.fromarray((np.outer(down, across) * 255).round().astype("uint8"))
    page.paste(BLACK, (int(columns), int(rows)), mask)


def _coverage(low, high):
    """The first pixel that an interval touches, and what part of each pixel it covers."""
    first = np.floor(low)
    pixels = np.arange(first, np.ceil(high))
    return first, np.minimum(pixels + 1, high) - np.maximum(pixels, low)


# Scanning ------------------------------------------------------------------------------------------------------------

STRIP, CELL, OVERLAP = 512, 32, 32  # pixels; the mesh is true to 0.03 of one
_LID = (206, 206, 208)  # of the scanner
_LUMINANCE = np.array([0.299, 0.587, 0.114])  # of red, green, blue


def _scan(page, distortion, harm, dpi, seed):
    """The page seen by the scanner, strip by strip so that a large sheet needs little memory."""
    shape = distortion.height, distortion.width
    image = np.empty(shape if harm.grey else (*shape, 3), dtype="uint8")
    light = _light(distortion, harm, dpi, seed)
    grain = _grain(harm, seed)
    page, lid = (page.convert("L"), _LID[0]) if harm.grey else (page, _LID)
    for number, strip in enumerate(_strips(page, distortion, dpi, harm.blur, lid)):
        top = number * STRIP
        rows = min(STRIP, distortion.height - top)
        if light is not None:
            strip = ImageChops.multiply(strip, _enlarged(light, _light_cell(dpi), top, strip.size))
        if grain is not None:
            strip = ImageChops.add(strip, _tiled(grain, strip.size, number), 1, -128)
        if harm.jpeg:
            strip = _through_jpeg(strip, harm.jpeg)
        image[top : top + rows] = np.asarray(strip)[:rows]
    return image


def _strips(page, distortion, dpi, blur, beyond):
    """Strips of the warped page, STRIP rows each, as wide as the scan; ``beyond`` is the colour beside the paper."""
    source = _page_scale(dpi)
    if source > dpi / 25.4:
        page = page.filter(ImageFilter.BoxBlur(0.5))  # else thin lines come and go between the samples
    width = -(-distortion.width // CELL) * CELL
    x = np.arange(0, width + 1, CELL)
    margin = OVERLAP if blur else 0
    for top in range(0, distortion.height, STRIP):
        y = np.arange(top - margin, top + STRIP + margin + 1, CELL)
        nodes = distortion.backward(np.stack(np.meshgrid(x, y), axis=-1)) * source
        strip = page.transform(
            (width, STRIP + 2 * margin),
            Image.Transform.MESH,
            _mesh(nodes),
            Image.Resampling.BILINEAR,
            fillcolor=beyond,
        )
        if blur:
            strip = strip.filter(ImageFilter.BoxBlur(blur))
        yield strip.crop((0, margin, distortion.width, margin + STRIP))


def _mesh(nodes):
    rows, columns = nodes.shape[0] - 1, nodes.shape[1] - 1
    quads = np.concatenate([nodes[:-1, :-1], nodes[1:, :-1], nodes[1:, 1:], nodes[:-1, 1:]], axis=-1)
    return [
        ((CELL * j, CELL * i, CELL * j + CELL, CELL * i + CELL), tuple(quads[i, j].tolist()))
        for i in range(rows)
        for j in range(columns)
    ]


def _light_cell(dpi):
    """Pixels a cell of the light's grid: one to two millimetres."""
    return 16 if dpi > 200 else 8


def _light(distortion, harm, dpi, seed):
    """The paper's colour, the lamp, the stains and the shadow of the folds: float32 (rows, columns, 3), coarse."""
    if not (harm.yellowing or harm.shade or harm.stains):
        return None
    random = np.random.default_rng((seed, 13))
    cell = _light_cell(dpi)
    rows, columns = -(-distortion.height // cell) + STRIP // cell, -(-distortion.width // cell) + 1
    y, x = np.mgrid[0:rows, 0:columns]
    u, v = x / columns, y / rows
    colour = 255 * (1 - harm.yellowing * np.array([0.045, 0.085, 0.21]))
    lamp = 1 - harm.shade * (0.10 * u + 0.10 * (v - 0.4) ** 2 * 4 + 0.03 * np.sin(5 * u + 3 * v))
    lamp *= 1 - 0.025 * harm.shade * gaussian_filter(random.standard_normal((rows, columns)), 12) * 30
    light = lamp[..., None] * colour
    for _ in range(harm.stains):
        _stain(light, random)
    paper = distortion.backward(np.stack([x, y], axis=-1) * cell)
    for axis in (0, 1):
        for place in distortion.creases(axis):
            shadow = 0.05 * np.exp(-np.abs(paper[..., axis] - place) / 5) * np.sign(paper[..., axis] - place)
            light *= 1 - shadow[..., None]
    light = np.clip(light, 0, 255).astype("float32")
    return light @ _LUMINANCE if harm.grey else light


def _stain(light, random):
    """A dried spot: its rim darker than its middle."""
    rows, columns = light.shape[:2]
    radius = random.uniform(0.015, 0.06) * columns
    x, y = random.uniform(0.05, 0.95) * columns, random.uniform(0.05, 0.9) * rows
    reach = int(radius * 1.6) + 1
    top, left = max(0, int(y) - reach), max(0, int(x) - reach)
    part = light[top : int(y) + reach, left : int(x) + reach]
    down, across = np.mgrid[top : top + part.shape[0], left : left + part.shape[1]]
    angle = np.arctan2(down - y, across - x)
    distance = np.hypot(across - x, down - y) / (radius * (1 + 0.12 * np.sin(3 * angle + random.uniform(0, 6))))
    strength = 0.10 / (1 + np.exp((distance - 1) * 18)) + 0.10 * np.exp(-(((distance - 0.96) / 0.07) ** 2))
    part *= 1 - strength[..., None] * np.array([0.6, 0.9, 1.4])


def _enlarged(light, cell, top, size):
    first = top // cell
    rows, columns = size[1] // cell, size[0] / cell
    part = Image.fromarray(light[first : first + rows + 1].round().astype("uint8"))
    return part.resize(size, Image.Resampling.BILINEAR, box=(0, 0, columns, rows))


def _grain(harm, seed):
    if not harm.noise:
        return None
    random = np.random.default_rng((seed, 17))
    grey = random.normal(0, harm.noise, (STRIP, 1024, 1)) + random.normal(0, harm.noise / 3, (STRIP, 1024, 3))
    grain = Image.fromarray(np.clip(grey + 128, 0, 255).round().astype("uint8"))
    return grain.convert("L") if harm.grey else grain


def _tiled(grain, size, number):
    tiled = Image.new(grain.mode, size)
    for x in range(-(number * 389 % grain.width), size[0], grain.width):
        tiled.paste(grain, (x, 0))
    return tiled


def _through_jpeg(image, quality):
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return Image.open(buffer).convert(image.mode)
