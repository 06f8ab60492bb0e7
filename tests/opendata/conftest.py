"""Small layers of known content, as a town hall has them."""

import geopandas as gpd
import numpy as np
import pytest
import shapely

# the town office in zone IX, on JGD2011 and on the Tokyo datum, and in longitude and latitude (EPSG:6668)
OFFICE = (-93881.979, 24082.032)
OFFICE_TOKYO = (-93590.5, 23726.9)
OFFICE_LONLAT = (138.7892, 36.2125)


def square(x, y, size=10.0):
    """A square with its south-west corner at x, y, wound with the clock as shapefiles are."""
    return shapely.box(x, y, x + size, y + size, ccw=False)


@pytest.fixture
def written(tmp_path):
    """Writes shapes and columns to a GeoPackage: ``written(shapes, crs=6677, name=…) -> path``."""

    def write(shapes, crs=6677, name="layer.gpkg", **columns):
        path = tmp_path / name
        gpd.GeoDataFrame(columns, geometry=list(shapes), crs=crs).to_file(path)
        return path

    return write


@pytest.fixture
def parks(written):
    """Five parks near the office: kanji, kana, whole and broken numbers, truth."""
    x, y = OFFICE
    shapes = [square(x + 20 * i, y) for i in range(5)]
    return written(
        shapes,
        名称=["中央公園", "荒船公園", "道平川公園", '"引用"公園', "<b>妙義</b>公園"],
        面積=np.array([100.5, 200.25, 1e-7, 3e20, 0.1]),
        番号=np.arange(5) + 2**40,
        開放=[True, False, True, True, False],
        name="公園.gpkg",
    )
