"""How far it is to the nearest pixel of a kind, exactly, where that is wanted and not farther than wanted."""

import numpy as np


def distance_to(target, where, limit):
    """(k,) float32: pixels from each of the k pixels of ``where`` (h, w) bool to the nearest one of ``target`` (h, w)
    bool, ``limit`` (int) at most.

    Distances along the rows first, then the least over the rows around, as Felzenszwalb & Huttenlocher 2012; a
    pixel is done with as soon as no row farther away can be nearer. Ink is thin, so that few steps are taken, where
    a transform of the whole picture takes the same time for each pixel of paper.
    """
    square = np.square(_along_rows(target, limit), dtype=np.int32)
    wide = np.pad(square, ((limit, limit), (0, 0)), constant_values=(limit + 1) ** 2).ravel()
    width = target.shape[1]
    place = np.flatnonzero(where) + limit * width
    best, waiting = wide[place], np.arange(len(place))
    for step in range(1, limit + 1):
        waiting = waiting[best[waiting] > step * step]
        if not len(waiting):
            break
        beside = np.minimum(wide[place[waiting] - step * width], wide[place[waiting] + step * width]) + step * step
        best[waiting] = np.minimum(best[waiting], beside)
    return np.sqrt(np.minimum(best, limit * limit), dtype=np.float32)


def _along_rows(target, limit):
    """(h, w) int: pixels left or right to the nearest one of ``target``, ``limit`` + 1 at most."""
    width, far = target.shape[1], target.shape[1] + limit + 1
    column = np.arange(width, dtype=np.int16 if 2 * far < 2**15 else np.int32)
    before = np.maximum.accumulate(np.where(target, column, column.dtype.type(-far)), axis=1)
    after = np.minimum.accumulate(np.where(target, column, column.dtype.type(2 * far))[:, ::-1], axis=1)[:, ::-1]
    return np.minimum(np.minimum(column - before, after - column), column.dtype.type(limit + 1))
