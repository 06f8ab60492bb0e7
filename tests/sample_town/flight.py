"""Drone photos of the town: each pixel is where its ray meets the terrain, so the truth of every photo is known."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path

import numpy as np
import shapely
from affine import Affine
from PIL import Image, ImageDraw
from pyproj import Transformer
from scipy.ndimage import gaussian_filter, map_coordinates

from sample_town.metadata import FOCAL_MM, SENSOR_WIDTH_MM, write_jpeg
from sample_town.town import EPSG, NEAR

SIZE = (720, 480)
TEXTURE_METRES = 0.4
HEIGHT_ABOVE_TAKEOFF = 80.0
FIRST_PHOTO = datetime(2024, 10, 12, 10, 15)
SKY = (196, 214, 230)


@dataclass(frozen=True)
class Pose:
    """A pinhole camera: ``x``, ``y`` in EPSG:6677, ``z`` above sea level, metres; ``yaw`` clockwise from grid north,
    ``pitch`` -90 straight down, ``roll`` clockwise, degrees; the image's ``width`` and ``height`` and the focal
    length ``focal_px`` in pixels, its optical axis through the image's middle."""

    x: float
    y: float
    z: float
    yaw: float
    pitch: float
    roll: float
    focal_px: float
    width: int
    height: int

    @cached_property
    def axes(self):
        """Unit vectors (3, 3) to the image's right, to its bottom and along the optical axis; east, north, up."""
        yaw, pitch, roll = np.radians([self.yaw, self.pitch, self.roll])
        ahead = np.array([np.sin(yaw) * np.cos(pitch), np.cos(yaw) * np.cos(pitch), np.sin(pitch)])
        right = np.array([np.cos(yaw), -np.sin(yaw), 0.0])
        down = np.cross(ahead, right)
        return np.stack([np.cos(roll) * right + np.sin(roll) * down, np.cos(roll) * down - np.sin(roll) * right, ahead])

    def rays(self, u, v):
        """Unit vectors (…, 3) of pixels; the first pixel's centre is at 0.5, 0.5."""
        u, v = np.broadcast_arrays(np.asarray(u, float), np.asarray(v, float))
        local = np.stack([u - self.width / 2, v - self.height / 2, np.full(u.shape, self.focal_px)], axis=-1)
        ray = local @ self.axes
        return ray / np.linalg.norm(ray, axis=-1, keepdims=True)

    def project(self, x, y, z):
        """Ground points to pixels (u, v); NaN behind the camera."""
        place = np.stack(np.broadcast_arrays(x, y, z), axis=-1)
        local = (place - [self.x, self.y, self.z]) @ self.axes.T
        depth = np.where(local[..., 2] > 0, local[..., 2], np.nan)
        u = self.width / 2 + self.focal_px * local[..., 0] / depth
        v = self.height / 2 + self.focal_px * local[..., 1] / depth
        return u, v


@dataclass(frozen=True)
class DronePhoto:
    """A photo and its truth. ``image`` is uint8 (height, width, 3); ``takeoff`` the take-off point (x, y, z);
    ``absolute_altitude`` what the drone believes, wrong by the error of its take-off altitude."""

    name: str
    maker: str
    taken: datetime
    pose: Pose
    takeoff: tuple
    absolute_altitude: float
    image: np.ndarray
    terrain: object

    @property
    def relative_altitude(self):
        return self.pose.z - self.takeoff[2]

    @cached_property
    def aim(self):
        """Where the optical axis meets the ground, (x, y, z), or None where it does not."""
        place = self.ground(self.pose.width / 2, self.pose.height / 2)
        return None if np.isnan(place[0]) else tuple(float(value) for value in place)

    def ground(self, u, v):
        """Pixels to the ground points (x, y, z) that they see; NaN where they see none."""
        ground = trace(self.terrain, np.array([self.pose.x, self.pose.y, self.pose.z]), self.pose.rays(u, v))
        return ground[..., 0], ground[..., 1], ground[..., 2]

    def write(self, folder):
        """The photo as its maker's drone saves it; returns the path."""
        path = Path(folder) / self.name
        path.parent.mkdir(parents=True, exist_ok=True)
        longitude, latitude = Transformer.from_crs(EPSG, 6668, always_xy=True).transform(self.pose.x, self.pose.y)
        values = {
            "longitude": longitude,
            "latitude": latitude,
            "absolute": self.absolute_altitude,
            "relative": self.relative_altitude,
            "yaw": (self.pose.yaw + _convergence(longitude, latitude) + 180) % 360 - 180,
            "pitch": self.pose.pitch,
            "roll": self.pose.roll,
            "focal_px": self.pose.focal_px,
        }
        return write_jpeg(path, Image.fromarray(self.image), self.maker, self.taken, values)


def fly(town, maker="DJI", count=6, pitch=-90.0, seed=1, takeoff_error=-24.0, size=SIZE):
    """Photos over the landslide: a strip with the camera down, or a ring of views towards it.

    The take-off point is on the ground below the first photo; ``takeoff_error`` in metres is how far the drone is
    wrong about its altitude. Relative altitudes are right.
    """
    random = np.random.default_rng((seed, 19))
    poses = (_strip if pitch <= -85 else _ring)(town, count, float(pitch), random, size)
    takeoff = (poses[0].x, poses[0].y, poses[0].z - HEIGHT_ABOVE_TAKEOFF)
    names = {"DJI": "DJI_{:04d}.JPG", "Autel": "MAX_{:04d}.JPG", "Parrot": "P{:07d}.JPG", "Skydio": "S{:07d}.JPG"}
    return [
        DronePhoto(
            name=names[maker].format(number),
            maker=maker,
            taken=FIRST_PHOTO + timedelta(seconds=4 * number),
            pose=pose,
            takeoff=takeoff,
            absolute_altitude=round(pose.z + takeoff_error, 2),
            image=_render(town, pose),
            terrain=town.terrain,
        )
        for number, pose in enumerate(poses, 1)
    ]


def _pose(town, x, y, z, yaw, pitch, size):
    """Angles to a hundredth of a degree, as they are written."""
    focal = FOCAL_MM / SENSOR_WIDTH_MM * size[0]
    return Pose(float(x), float(y), float(z), round(float(yaw), 2), pitch, 0.0, focal, *size)


def _strip(town, count, pitch, random, size):
    centre = town.damage.geometry.iloc[0].centroid
    x = centre.x + 30.0 * (np.arange(count) - (count - 1) / 2)
    y = centre.y - 20 + random.uniform(-1.5, 1.5, count)
    ground = float(town.terrain.height_at(x[0], y[0]))
    z = ground + HEIGHT_ABOVE_TAKEOFF + np.r_[0.0, random.uniform(-0.6, 0.6, count - 1)].round(2)
    yaw = 90 + random.uniform(-4, 4, count)
    return [_pose(town, *values, pitch, size) for values in zip(x, y, z, yaw, strict=True)]


def _ring(town, count, pitch, random, size):
    """Cameras over the valley south of the landslide, each turned to it."""
    centre = town.damage.geometry.iloc[0].centroid
    bearing = np.radians(np.linspace(-50, 50, count) if count > 1 else np.array([0.0]))
    x, y = centre.x + 130 * np.sin(bearing), centre.y - 130 * np.cos(bearing)
    ground = float(town.terrain.height_at(x[0], y[0]))
    z = ground + HEIGHT_ABOVE_TAKEOFF + np.r_[0.0, random.uniform(-0.6, 0.6, count - 1)].round(2)
    yaw = np.degrees(np.arctan2(centre.x - x, centre.y - y)) % 360 + random.uniform(-2, 2, count)
    return [_pose(town, *values, pitch, size) for values in zip(x, y, z, yaw, strict=True)]


def _convergence(longitude, latitude):
    """Degrees from true north to grid north, clockwise: drones count yaw from true north."""
    forward = Transformer.from_crs(6668, EPSG, always_xy=True)
    (west, east), (south, north) = forward.transform([longitude] * 2, [latitude - 1e-4, latitude + 1e-4])
    return -np.degrees(np.arctan2(east - west, north - south))


def trace(terrain, origin, rays, reach=2500.0):
    """Where rays (…, 3) from a point first meet the terrain: (…, 3), NaN where they leave it.

    A step is never longer than the steepest slope nearby could rise to meet it, so no ridge is jumped over.
    """
    rays = np.asarray(rays, float)
    shape, rays = rays.shape, rays.reshape(-1, 3)
    level = np.maximum(np.hypot(rays[:, 0], rays[:, 1]), 1e-9)
    distance, going = np.zeros(len(rays)), np.arange(len(rays))
    result = np.full(rays.shape, np.nan)
    for _ in range(600):
        place = origin + rays[going] * distance[going, None]
        gap = place[:, 2] - terrain.height_at(place[:, 0], place[:, 1])
        met = gap < 5e-4
        result[going[met]] = place[met]
        left = ~met & np.isfinite(gap) & (distance[going] < reach)
        going, place, gap = going[left], place[left], gap[left]
        if not len(going):
            break
        closing = _slope_near(terrain, place) * level[going] - rays[going, 2]  # of the gap, a metre along the ray
        step = np.where(closing > 0, gap / np.maximum(closing, 1e-9), reach)
        distance[going] += np.minimum(step, NEAR / level[going])
    return result.reshape(shape)


def _slope_near(terrain, place):
    column, row = ~terrain.transform * (place[:, 0], place[:, 1])
    return terrain.steepest_near[row.astype(int), column.astype(int)]


def _render(town, pose):
    u, v = np.meshgrid(np.arange(pose.width) + 0.5, np.arange(pose.height) + 0.5)
    place = trace(town.terrain, np.array([pose.x, pose.y, pose.z]), pose.rays(u, v))
    texture, transform = _texture(town)
    column, row = ~transform * (place[..., 0], place[..., 1])
    seen = np.isfinite(column)
    image = np.empty((pose.height, pose.width, 3))
    image[:] = SKY
    at = [row[seen] - 0.5, column[seen] - 0.5]
    for band in range(3):
        image[seen, band] = map_coordinates(texture[..., band], at, order=1, mode="nearest")
    image[seen] += _leaves(town, place[seen])
    return np.clip(image, 0, 255).round().astype("uint8")


def _leaves(town, place):
    """Fine variation that stays on the ground from photo to photo, so that photos can be matched."""
    grain = town._cache.setdefault("grain", np.random.default_rng(town.seed).normal(0, 7, (512, 512)))
    at = (place[:, [1, 0]] / 0.25).T % 512
    return map_coordinates(grain, at, order=1, mode="grid-wrap")[:, None]


def _texture(town):
    if "texture" not in town._cache:
        town._cache["texture"] = _painted(town)
    return town._cache["texture"]


def _painted(town):
    """What the ground looks like from above: uint8 (rows, columns, 3) and its transform."""
    west, south, east, north = town.bounds
    size = tuple(round(length / TEXTURE_METRES) for length in (east - west, north - south))
    transform = Affine(TEXTURE_METRES, 0, west, 0, -TEXTURE_METRES, north)
    picture = Image.fromarray(_land(town)).resize(size, Image.Resampling.BILINEAR)
    draw = ImageDraw.Draw(picture)
    random = np.random.default_rng((town.seed, 23))
    fields = {"宅地": (168, 160, 142), "田": (122, 146, 70), "畑": (150, 128, 88)}
    for parcel, use in zip(town.parcels.geometry, town.parcels["地目"], strict=True):
        _fill(draw, parcel, _varied(fields[use], random), transform)
    _fill(draw, town.river.union_all(), (92, 118, 124), transform)
    _fill(draw, town.road_area, (132, 132, 134), transform)
    roofs = ((92, 84, 84), (66, 74, 92), (126, 66, 52), (150, 150, 148), (82, 100, 84))
    for building in town.buildings.geometry:
        _fill(draw, shapely.affinity.translate(building, 1.6, -1.6), (72, 70, 66), transform)  # its shadow
        _fill(draw, building, _varied(roofs[random.integers(len(roofs))], random), transform)
    for slide in town.damage.geometry:
        _fill(draw, slide, (146, 104, 66), transform)
        _scree(draw, slide, random, transform)
    return np.asarray(picture), transform


def _land(town):
    """Forest on slopes, grass on flat ground, lit from the north-west; one pixel a metre."""
    heights = gaussian_filter(town.terrain.heights, 1)
    south, east = np.gradient(heights)
    steep = np.clip(np.hypot(south, east) / 0.35, 0, 1)[..., None]
    random = np.random.default_rng((town.seed, 29))
    crowns = gaussian_filter(random.standard_normal(heights.shape), 1.6)[..., None]
    colour = (1 - steep) * np.array([132, 148, 92]) + steep * np.array([58, 84, 48])
    colour = colour + crowns / crowns.std() * (4 + 14 * steep)
    light = np.clip(0.95 + 0.45 * (-east * -0.7 + south * 0.7) * -1, 0.55, 1.35)[..., None]
    return np.clip(colour * light, 0, 255).astype("uint8")


def _fill(draw, geometry, colour, transform):
    for polygon in shapely.get_parts(geometry):
        rings = [polygon.exterior, *polygon.interiors]
        if len(rings) == 1:
            draw.polygon(_pixels(rings[0], transform), fill=colour)
        else:
            _fill_with_holes(draw, polygon, colour, transform)


def _fill_with_holes(draw, polygon, colour, transform):
    """Pillow knows no holes: cut the polygon into pieces without any."""
    west, south, east, north = polygon.bounds
    middle = (west + east) / 2
    for half in (shapely.box(west, south, middle, north), shapely.box(middle, south, east, north)):
        _fill(draw, polygon.intersection(half), colour, transform)


def _pixels(ring, transform):
    x, y = shapely.get_coordinates(ring).T
    return np.stack(~transform * (x, y), axis=-1).ravel().tolist()


def _scree(draw, slide, random, transform):
    west, south, east, north = slide.bounds
    x, y = random.uniform(west, east, 1500), random.uniform(south, north, 1500)
    inside = shapely.contains_xy(slide, x, y)
    columns, rows = ~transform * (x[inside], y[inside])
    for column, row, size in zip(columns, rows, random.uniform(1, 4, inside.sum()), strict=True):
        shade = int(random.integers(-30, 30))
        draw.ellipse([column - size, row - size, column + size, row + size], (140 + shade, 108 + shade, 76 + shade))


def _varied(colour, random):
    return tuple(int(value) for value in np.clip(np.array(colour) + random.integers(-12, 13), 0, 255))
