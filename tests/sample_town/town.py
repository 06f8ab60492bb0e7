"""The town itself: terrain, river, roads, buildings, parcels and names, all from one seed."""

from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import geopandas as gpd
import numpy as np
import rasterio
import shapely
from affine import Affine
from scipy.ndimage import gaussian_filter, map_coordinates, maximum_filter

EPSG = 6677
BOUNDS = (-94800.0, 23800.0, -93400.0, 25000.0)  # west, south, east, north

NEAR = 32.0  # metres

DISTRICTS = ("上町", "本町", "下町", "川原", "向山", "東沢", "西原", "新田")
FACILITIES = ("町役場", "小学校", "公民館", "診療所", "消防署", "郵便局", "図書館", "保育園")
FAMILY_NAMES = ("佐藤", "鈴木", "高橋", "田中", "伊藤", "渡辺", "山本", "中村", "小林", "加藤", "吉田", "新井")
GIVEN_NAMES = ("一郎", "花子", "健二", "洋子", "正雄", "幸子", "𠮷男", "恵", "実", "和枝")  # 𠮷 lies outside the BMP


@dataclass(frozen=True)
class Terrain:
    """Ground heights in metres. ``heights`` is float32 (rows, columns), ``transform`` its affine to EPSG:6677."""

    heights: np.ndarray
    transform: Affine

    def height_at(self, x, y):
        """Bilinear heights at coordinates of EPSG:6677; NaN outside."""
        column, row = ~self.transform * (np.asarray(x, float), np.asarray(y, float))
        at = np.stack([np.atleast_1d(row - 0.5), np.atleast_1d(column - 0.5)])
        heights = map_coordinates(self.heights, at, float, order=1, mode="constant", cval=np.nan)
        return heights.reshape(np.shape(row))[()]

    @cached_property
    def steepest_near(self):
        """The largest slope, rise over run, within ``NEAR`` metres of each cell."""
        south, east = np.gradient(self.heights, self.transform.a)
        between_cells = 1.05  # a bilinear patch may be a little steeper than the differences at its corners
        return maximum_filter(np.hypot(south, east) * between_cells, size=2 * round(NEAR / self.transform.a) + 3)


@dataclass(frozen=True)
class Town:
    """All layers are in EPSG:6677, their columns and names in Japanese.

    ``roads`` are centre lines with a width 幅員 in metres; ``road_area`` is what they cover. ``damage`` is one
    landslide, visible in the photos.
    """

    seed: int
    bounds: tuple
    terrain: Terrain
    river: gpd.GeoDataFrame
    roads: gpd.GeoDataFrame
    buildings: gpd.GeoDataFrame
    parcels: gpd.GeoDataFrame
    places: gpd.GeoDataFrame
    districts: gpd.GeoDataFrame
    damage: gpd.GeoDataFrame
    _cache: dict = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def road_area(self):
        return shapely.union_all(shapely.buffer(self.roads.geometry.values, self.roads["幅員"] / 2, cap_style="flat"))

    @property
    def layers(self):
        """Layer name to GeoDataFrame."""
        return {
            "河川": self.river,
            "道路": self.roads,
            "建物": self.buildings,
            "土地": self.parcels,
            "地名": self.places,
            "行政区": self.districts,
            "被害": self.damage,
        }

    def write_terrain(self, path):
        """The terrain model as a GeoTIFF."""
        rows, columns = self.terrain.heights.shape
        shape = {"width": columns, "height": rows, "count": 1, "dtype": "float32"}
        options = {"tiled": True, "compress": "deflate", "predictor": 3, "nodata": -9999}
        transform = self.terrain.transform
        with rasterio.open(path, "w", driver="GTiff", crs=EPSG, transform=transform, **shape, **options) as file:
            file.write(self.terrain.heights, 1)
        return Path(path)

    def write_layers(self, folder):
        """``town.gpkg`` with all layers, in a folder that is made where missing."""
        path = Path(folder) / "town.gpkg"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        for name, layer in self.layers.items():
            layer.to_file(path, layer=name, driver="GPKG", engine="pyogrio")
        return path


def make_town(seed=1, bounds=BOUNDS):
    """The same town for the same seed. ``bounds`` in metres of EPSG:6677."""
    random = np.random.default_rng(seed)
    valley = _Valley(bounds, random.uniform(0, 2 * np.pi, 3))
    terrain = _terrain(valley, random)
    roads = _roads(valley, terrain)
    road_area = shapely.union_all(shapely.buffer(roads.geometry.values, roads["幅員"] / 2, cap_style="flat"))
    parcels = _parcels(valley, road_area, random)
    places = _places(valley)
    return Town(
        seed=seed,
        bounds=bounds,
        terrain=terrain,
        river=_layer([valley.band(-RIVER_HALF_WIDTH, RIVER_HALF_WIDTH)], 名称=["清川"], 種別=["一級河川"]),
        roads=roads,
        buildings=_buildings(valley, parcels, random),
        parcels=parcels.drop(columns=["s", "d"]),
        places=places,
        districts=_districts(valley),
        damage=_damage(valley),
    )


RIVER_HALF_WIDTH = 11.0
FLOOR_HALF_WIDTH = 185.0  # of the valley's flat ground, to each side of the river
STREETS = (  # offset from the river, width, name; metres
    (48.0, 8.0, "県道本町線"),
    (112.0, 5.0, "町道上町線"),
    (172.0, 4.0, "町道山根線"),
    (-46.0, 6.0, "町道川原線"),
    (-108.0, 4.0, "町道向山線"),
)


class _Valley:
    """Coordinates along the valley: ``s`` is the east coordinate, ``d`` metres north of the river's middle."""

    def __init__(self, bounds, phases):
        self.west, self.south, self.east, self.north = bounds
        self.middle = self.south + 0.48 * (self.north - self.south)
        self.phases = phases

    def river_y(self, s):
        first, second, third = self.phases
        return (
            self.middle
            + 62 * np.sin(s / 230 + first)
            + 18 * np.sin(s / 97 + second)
            + 0.06 * (s - (self.west + self.east) / 2)
            + 6 * np.sin(s / 51 + third)
        )

    def slope(self, s):
        return (self.river_y(s + 0.5) - self.river_y(s - 0.5)) / 1.0

    def point(self, s, d):
        return np.stack(np.broadcast_arrays(s, self.river_y(s) + d), axis=-1)

    def line(self, d, west=None, east=None):
        s = np.arange(self.west if west is None else west, (self.east if east is None else east) + 1, 6.0)
        return shapely.LineString(self.point(s, d))

    def band(self, low, high):
        s = np.arange(self.west, self.east + 1, 6.0)
        ring = np.concatenate([self.point(s, low), self.point(s, high)[::-1]])
        return shapely.Polygon(ring)


def _layer(geometry, **columns):
    return gpd.GeoDataFrame(columns, geometry=list(geometry), crs=EPSG)


def _terrain(valley, random):
    columns, rows = int(valley.east - valley.west), int(valley.north - valley.south)
    s = valley.west + np.arange(columns) + 0.5
    y = valley.north - np.arange(rows)[:, None] - 0.5
    distance = (y - valley.river_y(s)) / np.sqrt(1 + valley.slope(s) ** 2)
    beyond = np.clip(np.abs(distance) - FLOOR_HALF_WIDTH, 0, None)
    ridges = _noise(random, (rows, columns), 70) * 30 + _noise(random, (rows, columns), 22) * 4
    mountain = np.tanh(beyond / 160)
    bed = 262 - 0.012 * (s - valley.west)
    terrace = 0.025 * np.abs(distance) + 3.0 * _step((np.abs(distance) - 18) / 6)
    rough = _noise(random, (rows, columns), 9) * 0.25
    heights = bed + terrace + mountain * (0.6 * beyond + ridges) + rough
    return Terrain(heights.astype("float32"), Affine(1, 0, valley.west, 0, -1, valley.north))


def _noise(random, shape, smoothness):
    """Smooth noise of unit variance, made coarse and enlarged."""
    step = max(1, int(smoothness // 4))
    coarse = tuple(-(-size // step) + 2 for size in shape)
    noise = gaussian_filter(random.standard_normal(coarse), smoothness / step)
    rows, columns = np.arange(shape[0]) / step, np.arange(shape[1]) / step
    full = map_coordinates(noise, np.meshgrid(rows, columns, indexing="ij"), order=1)
    return full / full.std()


def _step(value):
    return 1 / (1 + np.exp(-np.clip(value, -40, 40)))


def _cross_streets(valley):
    return np.arange(valley.west + 64, valley.east, 118.0)


def _roads(valley, terrain):
    geometry = [valley.line(d) for d, _, _ in STREETS]
    width, names = [w for _, w, _ in STREETS], [n for _, _, n in STREETS]
    for number, s in enumerate(_cross_streets(valley), 1):
        bridge = number % 3 == 1
        spans = [(STREETS[4][0], STREETS[2][0])] if bridge else [(48.0, STREETS[2][0]), (STREETS[4][0], -46.0)]
        for low, high in spans:
            geometry.append(shapely.LineString(valley.point(np.full(9, s), np.linspace(low, high, 9))))
            width.append(5.0 if bridge else 4.0)
            names.append(f"町道{number}号線")
    geometry.append(_mountain_road(valley))
    width.append(3.5)
    names.append("林道鏡山線")
    return _layer(geometry, 名称=names, 幅員=width, 種別=["県道"] + ["町道"] * (len(names) - 2) + ["林道"])


def _mountain_road(valley):
    along = np.linspace(0, 1, 60)
    start = _cross_streets(valley)[5]
    s = start + 60 * np.sin(along * 9) * along + 90 * along
    d = STREETS[2][0] + along * (valley.north - valley.river_y(start) - STREETS[2][0] - 15)
    return shapely.LineString(valley.point(s, d))


def _parcels(valley, road_area, random):
    """Quadrilaterals between the streets, less the roads."""
    quads, along, across = [], [], []
    bands = [(14.0, 44.0), (52.0, 80.0), (80.0, 109.5), (114.5, 142.0), (142.0, 170.0)]
    bands += [(-43.0, -14.0), (-77.0, -49.0), (-106.0, -77.0), (-142.0, -110.0)]
    for low, high in bands:
        edges = np.cumsum(np.r_[valley.west + 3, random.uniform(17, 30, 90)])
        edges = edges[edges < valley.east - 3]
        for west, east in pairwise(edges):
            s = np.linspace(west, east, 4)
            quads.append(shapely.Polygon(np.concatenate([valley.point(s, low), valley.point(s[::-1], high)])))
            along.append((west + east) / 2)
            across.append((low + high) / 2)
    cut = shapely.set_precision(shapely.difference(np.array(quads), road_area), 0.001)
    pieces, origin = shapely.get_parts(cut, return_index=True)
    keep = (shapely.area(pieces) > 90) & (shapely.area(pieces) / shapely.length(pieces) > 2.5)
    pieces, origin = pieces[keep], origin[keep]
    numbers = [f"{100 + i // 9}-{i % 9 + 1}" for i in range(len(pieces))]
    owners = [f"{random.choice(FAMILY_NAMES)}{random.choice(GIVEN_NAMES)}" for _ in pieces]
    use = random.choice(["宅地", "宅地", "宅地", "田", "畑"], len(pieces))
    return _layer(
        pieces,
        地番=numbers,
        地目=use,
        面積=np.round(shapely.area(pieces), 2),
        所有者=owners,
        s=np.array(along)[origin],
        d=np.array(across)[origin],
    )


def _buildings(valley, parcels, random):
    homes = parcels[parcels["地目"] == "宅地"]
    outlines, kinds, floors = [], [], []
    for parcel in homes.geometry:
        outline = _house(valley, parcel, random)
        if outline is not None:
            outlines.append(outline)
            kinds.append("普通建物" if random.random() < 0.55 else "堅ろう建物")
            floors.append(int(random.integers(1, 4)))
    names = [""] * len(outlines)
    largest = np.argsort(-shapely.area(np.array(outlines)))[: len(FACILITIES)]
    for name, index in zip(FACILITIES, largest, strict=True):
        names[index], kinds[index] = name, "堅ろう建物"
    return _layer(outlines, 名称=names, 種別=kinds, 階数=floors)


def _house(valley, parcel, random):
    """A rectangle or an L along the street, at least 1.2 m inside its parcel; none where there is no room."""
    centre = parcel.centroid
    angle = np.degrees(np.arctan(valley.slope(centre.x)))
    width, depth = random.uniform(8, 17), random.uniform(7, 15)
    shape = shapely.box(-width / 2, -depth / 2, width / 2, depth / 2)
    if random.random() < 0.4:
        shape = shape - shapely.box(width * 0.1, depth * 0.05, width, depth)
    inside = parcel.buffer(-1.2)
    for scale in (1.0, 0.85, 0.7):
        placed = shapely.affinity.scale(shape, scale, scale, origin=(0, 0))
        placed = shapely.affinity.rotate(placed, angle, origin=(0, 0))
        placed = shapely.affinity.translate(placed, centre.x, centre.y)
        if inside.contains(placed):
            return shapely.set_precision(placed, 0.001)
    return None


def _places(valley):
    s = np.linspace(valley.west + 90, valley.east - 90, len(DISTRICTS))
    d = np.array([95.0, 62.0, 128.0, -62.0, -160.0, 95.0, -92.0, 128.0])
    points = [shapely.Point(*valley.point(a, b)) for a, b in zip(s, d, strict=True)]
    points.append(shapely.Point(*valley.point((valley.west + valley.east) / 2, 0.0)))
    points.append(shapely.Point(valley.west + 0.62 * (valley.east - valley.west), valley.north - 120))
    names = [*DISTRICTS, "清川", "鏡山"]
    return _layer(points, 名称=names, 種別=["大字"] * len(DISTRICTS) + ["河川", "山岳"])


def _districts(valley):
    edges = np.linspace(valley.west, valley.east, len(DISTRICTS) // 2 + 1)
    town = shapely.box(valley.west, valley.south, valley.east, valley.north)
    north = valley.band(0, 5000).intersection(town)
    shapes = []
    for west, east in pairwise(edges):
        column = shapely.box(west, valley.south, east, valley.north)
        shapes += [north.intersection(column), column.difference(north)]
    return _layer(shapely.set_precision(shapes, 0.001), 名称=list(DISTRICTS), コード=[f"{i:03d}" for i in range(1, 9)])


def _damage(valley):
    """A landslide from the northern slope down over the street at its foot."""
    s = valley.west + 0.58 * (valley.east - valley.west)
    top, foot = 300.0, 105.0
    along = np.linspace(0, 1, 24)
    half = 14 + 16 * along + 3 * np.sin(along * 14)
    d = top + (foot - top) * along
    left = np.stack([s - half - 5 * along, valley.river_y(s) + d], axis=-1)
    right = np.stack([s + half, valley.river_y(s) + d], axis=-1)[::-1]
    return _layer([shapely.Polygon(np.concatenate([left, right]))], 名称=["東沢土砂崩れ"], 種別=["土砂崩れ"])
