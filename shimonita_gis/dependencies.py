"""The Python packages that the plugin works with: which are here, what needs each, how to get a missing one.

Nothing is imported to find out. Where a package is missing, only the step that needs it is refused.
"""

from dataclasses import dataclass
from importlib import metadata, util

from .errors import MissingPackageError

# Where each package comes from. A wheel of rasterio brings a second GDAL into QGIS's process, which crashes: it is only
# ever taken from where QGIS itself came from.
WITH_QGIS = (  # translatable
    "This step needs the Python package {package}, which comes with QGIS but is missing here. "
    "Install QGIS LTR again with its own installer, then run the step again."
)
PACKAGE_MANAGER = (  # translatable
    "This step needs the Python package {package}, which this QGIS does not have. "
    "Add it with the package manager that QGIS came with (on Windows OSGeo4W Setup, never pip), then start QGIS again."
)
WHEEL = (  # translatable
    "This step needs the Python package {package}, which this QGIS does not have. "
    "Install its wheel from the installation media, then start QGIS again."
)


@dataclass(frozen=True)
class Package:
    """``module`` is what the code imports, ``distribution`` the name that installers know, ``source`` one of the three
    sentences above, ``needed_for`` says in English what is refused without it."""

    module: str
    distribution: str
    source: str
    needed_for: str

    @property
    def is_there(self):
        return util.find_spec(self.module) is not None

    @property
    def version(self):
        """The installed version; '' where the package does not say or is missing."""
        try:
            return metadata.version(self.distribution)
        except metadata.PackageNotFoundError:
            return ""


PACKAGES = (  # translatable
    Package("numpy", "numpy", WITH_QGIS, "Everything"),
    Package("pyproj", "pyproj", WITH_QGIS, "Everything"),
    Package("shapely", "shapely", WITH_QGIS, "Everything"),
    Package("pandas", "pandas", WITH_QGIS, "Reading and writing layers"),
    Package("geopandas", "geopandas", WITH_QGIS, "Reading and writing layers"),
    Package("pyogrio", "pyogrio", WITH_QGIS, "Reading and writing layers"),
    Package("scipy", "scipy", WITH_QGIS, "Finding lines and corners in scans"),
    Package("PIL", "pillow", WITH_QGIS, "Reading scans and photos"),
    Package("psycopg2", "psycopg2", WITH_QGIS, "A hub on a server"),
    Package("rasterio", "rasterio", PACKAGE_MANAGER, "Scanned sheets and terrain models"),
    Package("affine", "affine", PACKAGE_MANAGER, "Scanned sheets and terrain models"),
    Package("skimage", "scikit-image", WHEEL, "Linework of scanned sheets"),
    Package("tky2jgd", "tky2jgd", WHEEL, "Maps on the old Tokyo datum"),
    Package("defusedxml", "defusedxml", WHEEL, "Drone photos"),
)


def missing():
    """The packages of the table that this Python does not have."""
    return [package for package in PACKAGES if not package.is_there]


def missing_package(error):
    """The MissingPackageError that says what an ImportError means for a person, or None where it is not about
    a package of the table."""
    module = (error.name or "").partition(".")[0]
    for package in PACKAGES:
        if package.module == module:
            return MissingPackageError(package.source, package=package.distribution)
    return None
