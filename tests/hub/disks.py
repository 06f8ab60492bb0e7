"""Real small disks that run full, become read-only or go away: a test runs in a process with mounts of its own.

They vanish with the process, whatever happens to it. Where the system does not allow such mounts the test is skipped.
"""

import ctypes
import importlib
import os

import pytest
from fresh import run_afresh

_MS_RDONLY, _MS_REMOUNT, _MS_BIND, _MS_REC, _MS_PRIVATE, _MNT_DETACH = 1, 32, 4096, 1 << 14, 1 << 18, 2
_NO_MOUNTS = "this system allows no mounts of its own to a process"
_libc = ctypes.CDLL(None, use_errno=True)


def with_own_mounts(work, *arguments):
    """Runs ``work(*arguments)``, a test module's function, in a process with mounts of its own; fails as it fails."""
    outcome = run_afresh(_inside, work.__module__, work.__name__, arguments)
    if _NO_MOUNTS in outcome:
        pytest.skip(_NO_MOUNTS)
    if outcome:
        pytest.fail(outcome, pytrace=False)


def _inside(module, name, arguments):
    try:
        _leave_the_others()
    except OSError as error:
        raise OSError(_NO_MOUNTS) from error
    getattr(importlib.import_module(module), name)(*arguments)


def _leave_the_others():
    user, group = os.getuid(), os.getgid()
    if user == 0:
        os.unshare(os.CLONE_NEWNS)
    else:
        os.unshare(os.CLONE_NEWUSER | os.CLONE_NEWNS)
        for name, text in (("setgroups", "deny"), ("uid_map", f"0 {user} 1"), ("gid_map", f"0 {group} 1")):
            with open(f"/proc/self/{name}", "w") as file:  # noqa: PTH123 - not a file of ours
                file.write(text)


class Disk:
    """A disk of a few megabytes, mounted at ``path``."""

    def __init__(self, path, megabytes=24):
        self.path = path
        path.mkdir()
        _mount("tmpfs", path, "tmpfs", 0, f"size={megabytes}m")
        _mount("none", path, "", _MS_PRIVATE, "")
        self.aside = path.with_name(f"{path.name}.aside")  # keeps the disk alive while it is away
        self.aside.mkdir()
        _mount(path, self.aside, "", _MS_BIND, "")

    def fill(self):
        with (self.aside / ".filled").open("wb", buffering=0) as file:
            for size in (1 << 16, 1):
                try:
                    while True:
                        file.write(b"0" * size)
                except OSError:
                    continue

    def make_read_only(self):
        _mount("none", self.path, "", _MS_REMOUNT | _MS_BIND | _MS_RDONLY, "")

    def take_away(self):
        if _libc.umount2(os.fsencode(self.path), _MNT_DETACH):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(self.path))

    def heal(self):
        """The disk is there again, has room and can be written."""
        (self.aside / ".filled").unlink(missing_ok=True)
        if os.path.ismount(self.path):
            self.take_away()
        _mount(self.aside, self.path, "", _MS_BIND, "")


def _mount(source, target, kind, flags, options):
    encoded = [os.fsencode(text) for text in (source, target, kind)]
    if _libc.mount(*encoded, flags, options.encode()):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(target))
