"""Overlapping photos correct each other's pose by what both show.

Features matched between two pictures are laid on the ground by the poses as imported. Each photo then gets one shift,
scale and turn on the ground, solved together for all, so that places seen twice agree; what the poses say is kept as
far as its own error allows. Photos whose pixels some program has turned by half are found first, by the turn between
neighbours, and reported.
"""

from dataclasses import dataclass, replace

import numpy as np

from shimonita_gis.errors import InputError, MissingPackageError, PhotoError
from shimonita_gis.progress import never, steps, unheard

from . import aim
from .finding import PhotoFinder
from .pictures import decoded
from .terrain import FlatGround

_WIDEST = 1000  # pixels at which features are looked for
_FEATURES = 2500
_RATIO = 0.8  # of the best to the second best match (Lowe 2004)
_FEWEST = 15  # matches that a pair must have in common
_INLIER = 1.0  # metres on the ground within one pair
_MOST_NEIGHBOURS = 6
_LARGEST_SHIFT, _LARGEST_TURN, _LARGEST_SCALE = 15.0, 20.0, 1.25  # beyond, a correction is not believed
_SHIFT_ERROR, _TURN_ERROR, _MATCH_ERROR = 3.0, 0.03, 0.3  # metres, radians or share, metres
_MATCHES_COUNT_AS = 3  # places for each pair, however many: the errors of one picture's places go together


@dataclass(frozen=True)
class Pair:
    """Ground points of one place as two photos have it: complex east + i north (m,), by the poses as imported."""

    one: int
    other: int
    first: np.ndarray
    second: np.ndarray


@dataclass(frozen=True)
class Refinement:
    """The corrected ``cameras``; for each (n,) whether it is ``turned`` by half and ``tied`` to others; the
    disagreement of each ``pair`` in metres ``before`` and ``after`` (medians), and ``before`` without turned photos."""

    cameras: object
    turned: np.ndarray
    tied: np.ndarray
    pairs: list
    before: np.ndarray
    after: np.ndarray

    @property
    def straight(self):
        """Pairs of photos of which none or both are turned (their number): what agrees as imported."""
        return np.array([self.turned[pair.one] == self.turned[pair.other] for pair in self.pairs], bool)


def refine(cameras, paths, ground, progress=unheard, cancelled=never):
    """The :class:`Refinement` of ``cameras`` (n) with pictures at ``paths`` (n) over ``ground``.

    For views that look down by 45 degrees or more; others are left as they are. Raises MissingPackageError without
    scikit-image.
    """
    features = [_features(path, cameras[index]) for index, path in steps(list(enumerate(paths)), progress, cancelled)]
    places = [_on_ground(cameras[index], ground, index, found) for index, found in enumerate(features)]
    pairs = [pair for one, other in _neighbours(cameras, ground) if (pair := _pair(one, other, features, places))]
    turned = _turned(len(cameras), pairs)
    own = cameras.x + 1j * cameras.y
    shift, factor, tied = _solve(own, pairs, turned)
    after = [_disagreement(pair, own, shift, factor) for pair in pairs]
    before = [float(np.median(np.abs(pair.first - pair.second))) for pair in pairs]
    moved = _moved(cameras, ground, shift, factor, tied)
    return Refinement(moved, turned, tied, pairs, np.array(before), np.array(after))


def refine_table(table, terrain=None, finder=None, progress=unheard, cancelled=never):
    """A table of cameras with x, y, z, yaw corrected and the columns refined and turned, and the median disagreement
    in metres before and after. Photos without direction, focal length or file stay as they are. ``finder`` (a
    PhotoFinder) knows where the photos may be now.

    Raises InputError where no two photos show the same place.
    """
    import shapely

    usable, paths = _usable(table, finder or PhotoFinder())
    some = table.iloc[usable]
    flat = (some["z"] - some["relative_altitude"]).to_numpy(float)
    found = refine(aim.cameras_of(some), paths, terrain or FlatGround(flat), progress, cancelled)
    if not found.pairs:
        raise InputError("No two of the photos show the same place from above: there is nothing to refine.")
    table = table.assign(refined=False, turned=False)
    columns = [table.columns.get_loc(name) for name in ("x", "y", "z", "yaw", "refined", "turned")]
    moved = found.cameras
    for place, values in zip(columns, (moved.x, moved.y, moved.z, moved.yaw, found.tied, found.turned), strict=True):
        table.iloc[usable, place] = values
    table = table.set_geometry(shapely.points(table["x"], table["y"], table["z"].fillna(0.0)), crs=table.crs)
    return table, float(np.median(found.before)), float(np.median(found.after))


def _usable(table, finder):
    numbers = table[["x", "y", "z", "yaw", "pitch", "roll", "focal"]].to_numpy(float)
    usable, paths = [], []
    for index in np.flatnonzero(np.isfinite(numbers).all(1)):
        try:
            paths.append(finder.of(table.iloc[index]))
            usable.append(index)
        except PhotoError:
            continue
    if not usable:
        raise InputError("None of the photos was found with its direction. Put the layer beside the photos.")
    return usable, paths


def _features(path, camera):
    """Pixels u, v (m,) of the whole picture and descriptors of its features."""
    try:
        from skimage.color import rgb2gray
        from skimage.feature import SIFT
        from skimage.transform import resize
    except ImportError as error:
        raise MissingPackageError(
            "Photos can be refined only with the Python package {package}, which this QGIS does not have. "
            "Install it from the wheel of the installation media, then start QGIS again.",
            package="scikit-image",
        ) from error
    try:
        picture = rgb2gray(decoded(path, _WIDEST))
    except PhotoError:
        return np.empty((2, 0)), np.empty((0, 128))
    small = min(1.0, _WIDEST / max(picture.shape))
    picture = resize(picture, [round(size * small) for size in picture.shape], anti_aliasing=True)
    detector = SIFT(upsampling=1)
    try:
        detector.detect_and_extract(picture)
    except RuntimeError:  # no feature in a picture of fog or water
        return np.empty((2, 0)), np.empty((0, 128))
    scale = camera.width[0] / picture.shape[1]
    strongest = np.argsort(-detector.sigmas, kind="stable")[:_FEATURES]
    keypoints = detector.keypoints[strongest]
    return (keypoints[:, ::-1].T + 0.5) * scale, detector.descriptors[strongest].astype(np.float32)


def _on_ground(camera, ground, index, found):
    """Where the features meet the ground (m,) complex; NaN where they do not."""
    (u, v), _ = found
    rays = camera.rays(u[None], v[None])[0]
    if hasattr(ground, "height"):
        ground = replace(ground, height=np.full(len(rays), ground.height[index]))
    points = ground.hits(np.broadcast_to(camera.places, rays.shape), rays, aim.FARTHEST).points
    return points[:, 0] + 1j * points[:, 1]


def _neighbours(cameras, ground):
    """Pairs of photos that may overlap: their footprints' circles touch; the nearest few of each."""
    polygons, _ = aim.footprints(cameras, ground)
    middle = np.array([complex(each.centroid.x, each.centroid.y) if each else np.nan for each in polygons])
    radius = np.array([np.sqrt(each.area / np.pi) if each else np.nan for each in polygons])
    apart = np.abs(middle[:, None] - middle)
    near = (apart < 1.2 * (radius[:, None] + radius)) & (cameras.pitch[:, None] <= -45) & (cameras.pitch <= -45)
    np.fill_diagonal(near, False)
    pairs = set()
    for one in range(len(cameras)):
        order = [other for other in np.argsort(apart[one]) if near[one, other]][:_MOST_NEIGHBOURS]
        pairs |= {(min(one, other), max(one, other)) for other in order}
    return sorted(pairs)


def _pair(one, other, features, places):
    """What both photos show, outliers of a shift, scale and turn on the ground left out; None for too little."""
    from skimage.feature import match_descriptors
    from skimage.measure import ransac
    from skimage.transform import SimilarityTransform

    descriptors = features[one][1], features[other][1]
    if min(map(len, descriptors)) < _FEWEST:
        return None
    matches = match_descriptors(*descriptors, max_ratio=_RATIO, cross_check=True)
    first, second = places[one][matches[:, 0]], places[other][matches[:, 1]]
    known = np.isfinite(first) & np.isfinite(second)
    first, second = first[known], second[known]
    if len(first) < _FEWEST:
        return None
    origin = first.mean()
    points = [np.column_stack([(each - origin).real, (each - origin).imag]) for each in (first, second)]
    _, kept = ransac(points, SimilarityTransform, 3, _INLIER, max_trials=500, rng=0)
    if kept is None or kept.sum() < _FEWEST:
        return None
    return Pair(one, other, first[kept], second[kept])


def _turn(pair):
    """The turn in radians that brings the second photo's places onto the first's."""
    first, second = pair.first - pair.first.mean(), pair.second - pair.second.mean()
    return float(np.angle(np.sum(first * np.conj(second))))


def _turned(count, pairs):
    """Which photos are turned by half against the others of their group; in each group the fewer are."""
    turned, group = np.zeros(count, bool), np.full(count, -1)
    for start in range(count):
        if group[start] < 0:
            members = _walk(start, pairs, turned, group)
            if turned[members].sum() * 2 > len(members):
                turned[members] = ~turned[members]
    return turned


def _walk(start, pairs, turned, group):
    """Marks all photos tied to ``start`` and whether they are turned against it."""
    members, group[start] = [start], start
    for one in members:
        for pair in pairs:
            if one in (pair.one, pair.other):
                other = pair.other if pair.one == one else pair.one
                if group[other] < 0:
                    group[other] = start
                    turned[other] = turned[one] ^ (abs(_turn(pair)) > np.pi / 2)
                    members.append(other)
    return members


def _solve(own, pairs, turned):
    """Shift and complex factor (turn and scale about the place below the camera) of each photo (n,): places seen twice
    agree, weighed against the errors of the poses. Photos without a believable solution stay as they are."""
    from scipy.sparse import coo_array

    count, start = len(own), np.where(turned, -1.0, 1.0)
    rows, columns, values, wanted = [], [], [], []
    at = 0
    for pair in pairs:
        m = len(pair.first)
        weight = np.sqrt(_MATCHES_COUNT_AS / m) / _MATCH_ERROR
        index = at + np.arange(m)
        one, other = pair.first - own[pair.one], pair.second - own[pair.other]
        rows += [index] * 4
        columns += [np.full(m, column) for column in (pair.one, pair.other, count + pair.one, count + pair.other)]
        values += [np.full(m, weight, complex), np.full(m, -weight, complex), one * weight, -other * weight]
        # the factors are counted from 1, or from -1 for a turned photo
        residual = own[pair.other] - own[pair.one] - one * start[pair.one] + other * start[pair.other]
        wanted.append(residual * weight)
        at += m
    prior = np.r_[np.full(count, 1 / _SHIFT_ERROR), np.full(count, 1 / _TURN_ERROR)]
    rows.append(at + np.arange(2 * count))
    columns.append(np.arange(2 * count))
    values.append(prior.astype(complex))
    wanted.append(np.zeros(2 * count, complex))
    system = coo_array((np.concatenate(values), (np.concatenate(rows), np.concatenate(columns)))).tocsr()
    adjoint = system.conj().T
    solved = np.linalg.solve((adjoint @ system).toarray(), adjoint @ np.concatenate(wanted))
    shift, change = solved[:count], solved[count:]
    tied = np.isin(np.arange(count), [index for pair in pairs for index in (pair.one, pair.other)])
    tied &= (np.abs(shift) <= _LARGEST_SHIFT) & (np.abs(np.angle(1 + start * change, deg=True)) <= _LARGEST_TURN)
    tied &= np.abs(np.log(np.abs(1 + start * change))) <= np.log(_LARGEST_SCALE)
    return np.where(tied, shift, 0), np.where(tied, start + change, 1), tied


def _disagreement(pair, own, shift, factor):
    one = own[pair.one] + shift[pair.one] + factor[pair.one] * (pair.first - own[pair.one])
    other = own[pair.other] + shift[pair.other] + factor[pair.other] * (pair.second - own[pair.other])
    return float(np.median(np.abs(one - other)))


def _moved(cameras, ground, shift, factor, tied):
    """The cameras shifted and turned, and raised or lowered by the scale of their height above the ground."""
    below = ground.height if hasattr(ground, "height") else ground.height_at(cameras.x, cameras.y)
    height = np.where(np.isfinite(below), cameras.z - below, 0.0)
    turn = np.where(tied, -np.degrees(np.angle(factor)), 0.0)
    return replace(
        cameras, x=cameras.x + shift.real, y=cameras.y + shift.imag, z=cameras.z + height * (np.abs(factor) - 1),
        yaw=(cameras.yaw + turn) % 360,
    )  # fmt: skip
