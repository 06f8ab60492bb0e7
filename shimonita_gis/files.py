"""Nothing half-written stays: every result is written beside its place, checked, and renamed into it."""

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

from .errors import writing


@contextmanager
def written_beside(target):
    """Yields a path in a fresh folder beside ``target``, with its name; renames the file into place at the end.

    When the block raises, ``target`` is what it was before and the folder beside is gone.
    Raises OutputError for what the disk refuses.
    """
    target = Path(target)
    with writing(target):
        folder = Path(tempfile.mkdtemp(prefix=f".{target.stem[:40]}-", dir=target.parent))
        try:
            beside = folder / target.name
            yield beside
            _flush_to_disk(beside)
            beside.replace(target)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def folder_written_beside(target):
    """Like :func:`written_beside` for a folder that must not exist yet or takes the place of an older one."""
    target = Path(target)
    with writing(target):
        folder = Path(tempfile.mkdtemp(prefix=f".{target.name[:40]}-", dir=target.parent))
        try:
            beside = folder / "new"
            beside.mkdir()
            yield beside
            if target.exists():
                target.replace(folder / "old")
            try:
                beside.replace(target)
            except OSError:
                if (folder / "old").exists():
                    (folder / "old").replace(target)
                raise
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _flush_to_disk(path):
    with path.open("rb+") as file:
        os.fsync(file.fileno())
