"""Where the plugin's own data files are, in the source tree and in the installed plugin alike."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_FOLDERS = (_PACKAGE / "resources", _PACKAGE.parent / "resources")


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
