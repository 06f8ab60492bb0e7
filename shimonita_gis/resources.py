"""Where the plugin's own data files are, in the source tree and in the installed plugin alike."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_FOLDERS = (_PACKAGE / "resources", _PACKAGE.parent / "resources")
_LIBRARIES = Path("/usr/lib/shimonita-gis/node_modules")  # where .ci/build-root lays what .ci/package packs


def resource(*names):
    """The path of a file or folder under ``resources/``.

    >>> resource("icon.svg").name
    'icon.svg'
    """
    for folder in _FOLDERS:
        path = folder.joinpath(*names)
        if path.exists():
            return path
    raise FileNotFoundError(f"The plugin's own file {'/'.join(names)} is missing; install the plugin again.")


def page_library(name):
    """The folder of a JavaScript library that pages for residents are built with, as pinned when packaging: in the
    installed plugin its own copy, in the source tree the environment's.

    >>> (page_library("leaflet") / "dist" / "leaflet.js").is_file()
    True
    """
    for folder in (*(folder / "page" for folder in _FOLDERS), _LIBRARIES):
        if (folder / name).is_dir():
            return folder / name
    raise FileNotFoundError(f"The plugin's own library {name} is missing; install the plugin again.")
