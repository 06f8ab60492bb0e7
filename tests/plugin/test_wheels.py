"""Packages from the installation media get into a profile whole and right, or not at all."""

import hashlib
import subprocess
import sys
import zipfile

import pytest

from shimonita_gis.errors import CancelledError, InputError
from shimonita_gis.wheels import Wheel, install, known_wheels


@pytest.fixture
def media(tmp_path):
    """A medium with two small wheels of our own; (folder, their table)."""
    folder = tmp_path / "媒体" / "wheels"
    folder.mkdir(parents=True)
    return folder, [_wheel(folder, "sokuryo"), _wheel(folder, "zukaku")]


def _wheel(folder, module):
    path = folder / f"{module}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{module}/__init__.py", "ANSWER = 42\n")
        archive.writestr(f"{module}-1.0.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n")
    return Wheel(module, module, "1.0", path.name, hashlib.sha256(path.read_bytes()).hexdigest())


def answer(module, folder):
    code = f"import sys; sys.path.insert(0, sys.argv[1]); import {module}; print({module}.ANSWER)"
    return subprocess.run([sys.executable, "-c", code, folder], capture_output=True, text=True, check=True).stdout


def test_both_wheels_are_there_for_the_next_start(media, tmp_path):
    folder, wheels = media
    install(folder, tmp_path / "profile", wheels)
    assert [answer(wheel.module, tmp_path / "profile").strip() for wheel in wheels] == ["42", "42"]


def test_an_older_one_is_replaced_and_nothing_stays_beside(media, tmp_path):
    folder, wheels = media
    (tmp_path / "sokuryo").mkdir()
    (tmp_path / "sokuryo" / "old.py").write_text("")
    install(folder, tmp_path, wheels)
    assert [each.name for each in (tmp_path / "sokuryo").iterdir()] == ["__init__.py"]
    assert not list(tmp_path.glob(".wheel-*"))


def test_a_damaged_wheel_stops_before_the_first_is_laid(media, tmp_path):
    folder, wheels = media
    with (folder / wheels[1].file).open("ab") as file:
        file.write(b"x")
    with pytest.raises(InputError, match=r"zukaku.*damaged"):
        install(folder, tmp_path / "profile", wheels)
    assert not (tmp_path / "profile").exists()


def test_another_folder_is_named_with_what_it_lacks(media, tmp_path):
    with pytest.raises(InputError, match="does not hold sokuryo"):
        install(tmp_path, tmp_path / "profile", media[1])


def test_cancel_leaves_whole_packages_only(media, tmp_path):
    folder, wheels = media
    asked = iter([False, True])
    with pytest.raises(CancelledError):
        install(folder, tmp_path / "profile", wheels, cancelled=lambda: next(asked))
    assert answer("sokuryo", tmp_path / "profile").strip() == "42"
    assert not (tmp_path / "profile" / "zukaku").exists()


def test_the_table_is_for_the_python_of_the_windows_installer_and_brings_no_gdal():
    wheels = known_wheels()
    assert {wheel.file.split("-", 2)[2] for wheel in wheels} <= {
        "cp312-cp312-win_amd64.whl",
        "py3-none-any.whl",
        "py2.py3-none-any.whl",
    }
    assert not {"rasterio", "fiona", "osgeo", "shapely", "pyproj"} & {wheel.module for wheel in wheels}
    assert all(len(wheel.sha256) == 64 for wheel in wheels)


def test_a_wheel_for_another_python_is_not_offered():
    assert not Wheel("x", "x", "1", "x-1-cp27-cp27-win_amd64.whl", "").fits
