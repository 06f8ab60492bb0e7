"""How files of the town to practise with are told from real ones, wherever they are used."""

from pathlib import Path

MARKER = "この町は練習用です.txt"  # lies in the town's folder


def is_for_practice(path):
    """Whether ``path``, a file, a folder or QGIS's source of a layer, lies in a practice town."""
    return any((folder / MARKER).is_file() for folder in Path(path).parents)
