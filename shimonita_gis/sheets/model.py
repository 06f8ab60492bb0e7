"""Models that say where a ground point lies in the scan, and the leave-one-out error by which one is chosen.

All are fitted from ground to pixels, the direction in which a raster is resampled, so what is judged is what is used.
The leave-one-out error of a point is its distance to where a model fitted without it would put it: unlike a
residual it does not vanish when the model has a parameter for every point.
"""

from dataclasses import dataclass

import numpy as np

from shimonita_gis.errors import SheetError


@dataclass(frozen=True)
class Model:
    """A kind of model: ``fit(u, v)`` takes normalised ground and pixels (n, 2) and returns a function."""

    key: str
    title: str
    fewest_points: int
    fit: callable


@dataclass(frozen=True)
class Fitted:
    """A model with its parameters; called with ground (n, 2) in metres it returns pixels (n, 2)."""

    model: Model
    centre: np.ndarray
    radius: float
    function: callable

    def __call__(self, ground):
        ground = np.asarray(ground, float)
        return self.function((ground.reshape(-1, 2) - self.centre) / self.radius).reshape(ground.shape)


def _linear(design):
    def fit(u, v):
        coefficients = np.linalg.lstsq(design(u), v, rcond=None)[0]
        return lambda w: design(w) @ coefficients

    return fit


def _affine(u):
    return np.column_stack([np.ones(len(u)), u])


def _quadratic(u):
    x, y = u.T
    return np.column_stack([np.ones(len(u)), x, y, x * y, x * x, y * y])


def _helmert(u, v):
    """One scale and one turn; rows run down in the scan, so with (p, -q) for a pixel (p, q) nothing is mirrored."""
    x, y = u.T
    one, nil = np.ones(len(u)), np.zeros(len(u))
    design = np.vstack([np.column_stack([one, nil, x, -y]), np.column_stack([nil, one, y, x])])
    tx, ty, a, b = np.linalg.lstsq(design, np.concatenate([v[:, 0], -v[:, 1]]), rcond=None)[0]
    return lambda w: np.column_stack([tx + a * w[:, 0] - b * w[:, 1], -(ty + b * w[:, 0] + a * w[:, 1])])


def _projective(u, v):
    """Direct linear transformation, pixels normalised (Hartley 1997)."""
    shift, size = v.mean(axis=0), np.abs(v - v.mean(axis=0)).max() or 1.0
    p, q = ((v - shift) / size).T
    x, y = u.T
    one, nil = np.ones(len(u)), np.zeros(len(u))
    design = np.vstack(
        [
            np.column_stack([x, y, one, nil, nil, nil, -p * x, -p * y]),
            np.column_stack([nil, nil, nil, x, y, one, -q * x, -q * y]),
        ]
    )
    h = np.append(np.linalg.lstsq(design, np.concatenate([p, q]), rcond=None)[0], 1.0).reshape(3, 3)

    def function(w):
        moved = np.column_stack([w, np.ones(len(w))]) @ h.T
        return shift + size * moved[:, :2] / moved[:, 2:]

    return function


def _thin_plate(u, v):
    """Bookstein 1989: an affine map and one bending term per point."""
    n = len(u)
    system = np.zeros((n + 3, n + 3))
    system[:n, :n] = _bending(u, u)
    system[:n, n:] = _affine(u)
    system[n:, :n] = _affine(u).T
    weights = np.linalg.solve(system, np.vstack([v, np.zeros((3, 2))]))
    return lambda w: _bending(w, u) @ weights[:n] + _affine(w) @ weights[n:]


def _bending(w, u):
    squared = ((w[:, None, :] - u[None, :, :]) ** 2).sum(axis=2)
    return squared * np.log(np.maximum(squared, 1e-30))


MODELS = {
    model.key: model
    for model in (
        Model("helmert", "Helmert (4 parameters)", 2, _helmert),
        Model("affine", "Affine (6 parameters)", 3, _linear(_affine)),
        Model("projective", "Projective (8 parameters)", 4, _projective),
        Model("polynomial", "Polynomial of 2nd degree (12 parameters)", 6, _linear(_quadratic)),
        Model("thin_plate", "Thin-plate spline", 4, _thin_plate),
    )
}


def fitted(key, ground, pixels):
    """The :class:`Fitted` model ``key`` for ground (n, 2) in metres and pixels (n, 2).

    Raises SheetError where there are too few points or they lie on one line.
    """
    model = MODELS[key]
    ground, pixels = np.asarray(ground, float), np.asarray(pixels, float)
    if len(ground) < model.fewest_points:
        raise SheetError(
            "The model {model} needs {count} control points or more, there are {given}. "
            "Add control points or choose a simpler model.",
            model=model.title,
            count=model.fewest_points,
            given=len(ground),
        )
    centre = ground.mean(axis=0)
    radius = np.abs(ground - centre).max()
    try:
        if radius == 0 or np.linalg.matrix_rank(ground - centre, tol=1e-6 * radius) < 2:
            raise np.linalg.LinAlgError
        return Fitted(model, centre, radius, model.fit((ground - centre) / radius, pixels))
    except np.linalg.LinAlgError as error:
        raise SheetError(
            "The control points lie on one line or on one spot. Give points that are spread over the sheet."
        ) from error


def left_out(key, ground, pixels):
    """Offsets (n, 2) in pixels of each point from where the model fitted without it puts it."""
    ground, pixels = np.asarray(ground, float), np.asarray(pixels, float)
    offsets = np.empty_like(pixels)
    for i in range(len(ground)):
        others = np.arange(len(ground)) != i
        offsets[i] = fitted(key, ground[others], pixels[others])(ground[i : i + 1])[0] - pixels[i]
    return offsets


def root_mean_square(offsets):
    """Of the lengths of ``offsets`` (n, 2)."""
    return float(np.sqrt((np.asarray(offsets) ** 2).sum(axis=1).mean()))


def judged(ground, pixels, keys=tuple(MODELS)):
    """Leave-one-out offsets (n, 2) of every model of ``keys`` that the number of points allows, simplest first."""
    return {key: left_out(key, ground, pixels) for key in keys if len(ground) > MODELS[key].fewest_points}


def best_of(offsets):
    """The key of the model with the smallest leave-one-out error."""
    if not offsets:
        raise SheetError("Three control points or more are needed to place a sheet and to know how well. Add some.")
    return min(offsets, key=lambda key: root_mean_square(offsets[key]))
