"""From pixel to ray and from ground to pixel, for many cameras and many pixels at once.

Frames: the map's x east, y north, z up, in metres; pixels u to the right, v down, (0, 0) the upper left corner of
the picture. Angles in degrees: yaw clockwise from the map's north, pitch above the horizon, roll clockwise.
The earth is flat here: at 2 km the curvature is 0.3 m.
"""

from dataclasses import dataclass, fields

import numpy as np

_UNDISTORT_STEPS = 8
_MOST_RADIUS = 2.0  # beyond this (about 63 degrees off the axis) a lens polynomial means nothing


@dataclass(frozen=True)
class Cameras:
    """``n`` cameras as arrays (n,): place x, y, z and angles yaw, pitch, roll; focal length, picture size and
    principal point in pixels; ``distortion`` (n, 5) Brown's k1, k2, k3, p1, p2 or None for pinholes."""

    x: np.ndarray
    y: np.ndarray
    z: np.ndarray
    yaw: np.ndarray
    pitch: np.ndarray
    roll: np.ndarray
    focal: np.ndarray
    width: np.ndarray
    height: np.ndarray
    centre_x: np.ndarray
    centre_y: np.ndarray
    distortion: np.ndarray | None = None

    def __len__(self):
        return len(self.x)

    def __getitem__(self, which):
        """The cameras at index, slice or mask ``which``."""
        if isinstance(which, int | np.integer):
            which = slice(which, which + 1)
        values = (getattr(self, field.name) for field in fields(self))
        return Cameras(*(None if value is None else value[which] for value in values))

    @property
    def places(self):
        """Where the cameras are (n, 3)."""
        return np.column_stack([self.x, self.y, self.z])

    def axes(self):
        """Unit vectors (n, 3, 3) in the map: the picture's right, its down, and the axis into the scene."""
        yaw, pitch, roll = np.radians(self.yaw), np.radians(self.pitch), np.radians(self.roll)
        sin_y, cos_y, sin_p, cos_p = np.sin(yaw), np.cos(yaw), np.sin(pitch), np.cos(pitch)
        sin_r, cos_r = np.sin(roll)[:, None], np.cos(roll)[:, None]
        level = np.stack([cos_y, -sin_y, np.zeros_like(yaw)], -1)
        below = np.stack([sin_y * sin_p, cos_y * sin_p, -cos_p], -1)
        axis = np.stack([sin_y * cos_p, cos_y * cos_p, sin_p], -1)
        return np.stack([level * cos_r + below * sin_r, below * cos_r - level * sin_r, axis], 1)

    def rays(self, u, v):
        """Unit directions (n, m, 3) of the pixels u, v (m,) or (n, m) of each camera."""
        one = self.focal[:, None]
        a, b = (u - self.centre_x[:, None]) / one, (v - self.centre_y[:, None]) / one
        if self.distortion is not None:
            a, b = undistorted(a, b, self.distortion[:, None, :])
        directions = np.einsum("nmk,nkj->nmj", np.stack([a, b, np.ones_like(a)], -1), self.axes())
        return directions / np.linalg.norm(directions, axis=-1, keepdims=True)

    def pixels(self, points):
        """Pixels u, v (n, m) where each camera shows the points (m, 3) or (n, m, 3); NaN for points behind it."""
        seen = np.einsum("nmj,nkj->nmk", np.asarray(points) - self.places[:, None, :], self.axes())
        with np.errstate(divide="ignore", invalid="ignore"):
            ahead = seen[..., 2] > 0
            a = np.where(ahead, seen[..., 0] / seen[..., 2], np.nan)
            b = np.where(ahead, seen[..., 1] / seen[..., 2], np.nan)
        if self.distortion is not None:
            a, b = distorted(a, b, self.distortion[:, None, :])
        return a * self.focal[:, None] + self.centre_x[:, None], b * self.focal[:, None] + self.centre_y[:, None]

    def show(self, points):
        """Whether each camera's picture contains the points (n, m), hidden or not."""
        u, v = self.pixels(points)
        return (u >= 0) & (v >= 0) & (u <= self.width[:, None]) & (v <= self.height[:, None])


def distorted(a, b, coefficients):
    """Where a lens shows the ideal image point a, b (in focal lengths). Source: Brown 1966."""
    k1, k2, k3, p1, p2 = np.moveaxis(np.asarray(coefficients), -1, 0)
    square = np.minimum(a * a + b * b, _MOST_RADIUS**2)
    radial = 1 + square * (k1 + square * (k2 + square * k3))
    return (
        a * radial + 2 * p1 * a * b + p2 * (square + 2 * a * a),
        b * radial + p1 * (square + 2 * b * b) + 2 * p2 * a * b,
    )


def undistorted(a, b, coefficients):
    """The ideal image point that a lens shows at a, b; the inverse of :func:`distorted` by fixed-point steps."""
    ideal_a, ideal_b = a, b
    for _ in range(_UNDISTORT_STEPS):
        shown_a, shown_b = distorted(ideal_a, ideal_b, coefficients)
        ideal_a, ideal_b = ideal_a + (a - shown_a), ideal_b + (b - shown_b)
    return ideal_a, ideal_b


def border_pixels(width, height, per_edge):
    """Pixels u, v (n, 4 * per_edge) around the pictures' borders, clockwise from the upper left corner."""
    steps = np.linspace(0, 1, per_edge, endpoint=False)
    zero, one = np.zeros(per_edge), np.ones(per_edge)
    across = np.concatenate([steps, one, 1 - steps, zero])
    down = np.concatenate([zero, steps, one, 1 - steps])
    return np.multiply.outer(width, across), np.multiply.outer(height, down)
