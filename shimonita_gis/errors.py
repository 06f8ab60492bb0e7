"""The one family of errors: what happened, to which file or feature, and what to do next."""

import errno
from contextlib import contextmanager
from pathlib import Path


class ShimonitaGisError(Exception):
    """Something a person can act on.

    ``text`` is an English template and ``values`` fill it, so that the outer rooms can show the same
    sentence in Japanese: ``InputError("{file} is not an image.", file=path)``.
    """

    def __init__(self, text, **values):
        self.text = text
        self.values = values
        super().__init__(text.format(**values) if values else text)


class Reasons(tuple):
    """A value of an error's text: (name, reasons) pairs, where each reason is a text of the interface itself."""

    def said(self, translate=str):
        return "; ".join(f"{name}: {', '.join(map(translate, reasons))}" for name, reasons in self)

    __str__ = said


class InputError(ShimonitaGisError, ValueError):
    """What a person gave cannot be used as it is."""


class OutputError(ShimonitaGisError, OSError):
    """A result could not be written."""

    def __str__(self):  # OSError would show its own errno form
        return self.args[0]


class CancelledError(ShimonitaGisError):
    """A person pressed cancel; nothing half-written is left."""


class MissingPackageError(ShimonitaGisError, ImportError):
    """A step needs a package that this QGIS does not have."""


class DatumError(InputError):
    """A place cannot be stated in the reference system that was asked for."""


class SheetError(InputError):
    """A scanned sheet cannot be placed or read."""


class HubError(ShimonitaGisError):
    """The hub refuses what would harm it."""


class PhotoError(InputError):
    """A photo cannot be placed; the reason goes into the table of rejected files."""


class ExportError(ShimonitaGisError):
    """What would leave the town hall is not right or not allowed."""


_WRITE_FAILURES = {  # translatable
    errno.ENOSPC: "The disk that holds {file} is full. Free some space or choose another folder, then run it again.",
    errno.EDQUOT: "The disk that holds {file} is full. Free some space or choose another folder, then run it again.",
    errno.EACCES: "{file} cannot be written: no permission, or another program has it open. "
    "Close it there or choose another folder.",
    errno.EPERM: "{file} cannot be written: no permission, or another program has it open. "
    "Close it there or choose another folder.",
    errno.EROFS: "{file} cannot be written: the disk is read-only. Choose another folder.",
    errno.ENOENT: "{file} cannot be written: its folder does not exist. Create the folder or choose another one.",
    errno.ENOTDIR: "{file} cannot be written: its folder is a file. Choose another folder.",
}
_OTHER_WRITE_FAILURE = "{file} cannot be written ({reason}). Choose another folder and run it again."


def output_error(error, file):
    """The :class:`OutputError` that tells a person what the OSError ``error`` means for ``file``."""
    text = _WRITE_FAILURES.get(error.errno)
    if text:
        return OutputError(text, file=file)
    return OutputError(_OTHER_WRITE_FAILURE, file=file, reason=error.strerror or error)


@contextmanager
def writing(file):
    """Turns an OSError raised while ``file`` is written into an :class:`OutputError` that names it."""
    try:
        yield
    except ShimonitaGisError:
        raise
    except OSError as error:
        raise output_error(error, file) from error


def existing_file(path):
    """``path`` as a Path, or InputError where there is no such file."""
    path = Path(path)
    if path.is_file():
        return path
    if path.is_dir():
        raise InputError("{file} is a folder, not a file. Choose a file in it.", file=path)
    raise InputError("There is no file {file}. Check the name, or whether the drive is connected.", file=path)


def existing_folder(path):
    """``path`` as a Path, or InputError where there is no such folder."""
    path = Path(path)
    if path.is_dir():
        return path
    raise InputError("There is no folder {folder}. Check the name, or whether the drive is connected.", folder=path)
