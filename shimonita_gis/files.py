"""Nothing half-written stays: every result is written beside its place, checked, and renamed into it."""

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

from .errors import InputError, writing


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


def refuse_other_files(folder, ours):
    """Raises InputError where ``folder``, which is to be replaced, is there and holds files that are not ``ours``."""
    folder = Path(folder)
    if folder.exists() and (not folder.is_dir() or {path.name for path in folder.iterdir()} - set(ours)):
        raise InputError("{folder} holds other files. Choose an empty folder or the last report.", folder=folder)


@contextmanager
def files_written_beside(folder):
    """Yields a fresh folder inside ``folder`` (made where it is not there); at the end every file in it is renamed into
    ``folder``. When the block raises, ``folder`` is what it was before."""
    folder = Path(folder)
    with writing(folder):
        made = not folder.exists()
        folder.mkdir(exist_ok=True)
        private = Path(tempfile.mkdtemp(prefix=".new-", dir=folder))
        try:
            yield private
            for path in sorted(private.iterdir()):
                _flush_to_disk(path)
                path.replace(folder / path.name)
            made = False
        finally:
            shutil.rmtree(private, ignore_errors=True)
            if made:
                folder.rmdir()


def _flush_to_disk(path):
    with path.open("rb+") as file:
        os.fsync(file.fileno())
