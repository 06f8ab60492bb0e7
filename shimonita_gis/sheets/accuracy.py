"""How good a placed sheet must be: the norm for public surveys by map level, the verdict on one sheet, and what its
raster states of itself."""

from enum import Enum

import numpy as np

# horizontal standard deviation in metres by scale (作業規程の準則)
NORM_METRES = {500: 0.25, 1000: 0.70, 2500: 1.75, 5000: 3.5, 10000: 7.0}
ACCURACY_TAG = "SHEET_RMSE_METRES"  # of a placed raster: its leave-one-out error
DPI_TAG = "DPI"  # of the scan that it was made from
NEATLINE_TAG = "SHEET_NEATLINE"  # its corners NW, NE, SE, SW as x y x y … in the raster's reference system
_NORM_ON_PAPER = 0.0007  # metres; what the norm is on paper at all levels from 1:1000 on


class Verdict(Enum):
    """PASSED only where the accuracy holds and the paper itself says that it is this sheet."""

    PASSED = "passed"
    UNCONFIRMED = "unconfirmed"
    REFUSED = "refused"


def norm_of(scale):
    """The horizontal standard deviation (metres) that the norm allows a map 1:``scale``."""
    return NORM_METRES.get(scale, _NORM_ON_PAPER * scale)


def on_paper(metres, scale):
    """Metres on the ground as millimetres on the paper of a map 1:``scale``."""
    return metres / scale * 1000


def stated_accuracy(source):
    """What the placed ``source`` (rasterio dataset) says of its accuracy in metres; not a number where it does not."""
    try:
        return float(source.tags()[ACCURACY_TAG])
    except (KeyError, ValueError):
        return float("nan")


def stated_neatline(source):
    """(4, 2) pixels of the neatline's corners NW, NE, SE, SW that the placed ``source`` states, or None."""
    try:
        corners = np.array(source.tags()[NEATLINE_TAG].split(), float).reshape(4, 2)
    except (KeyError, ValueError):
        return None
    return np.column_stack(~source.transform * corners.T)
