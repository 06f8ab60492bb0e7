"""The zip against the rules of the QGIS plugin repository."""

import re
import subprocess
import zipfile
from configparser import ConfigParser
from pathlib import Path, PurePosixPath

import pytest
from plugin.desktop import environment, install

REPOSITORY = Path(__file__).parents[2]
REQUIRED = ("name", "qgisMinimumVersion", "description", "about", "version", "author", "email", "repository", "tracker")


@pytest.fixture(scope="module")
def names(plugin_zip):
    with zipfile.ZipFile(plugin_zip) as archive:
        return archive.namelist()


@pytest.fixture(scope="module")
def metadata(plugin_zip):
    with zipfile.ZipFile(plugin_zip) as archive:
        text = archive.read("shimonita_gis/metadata.txt").decode("utf-8")
    parser = ConfigParser(interpolation=None)
    parser.optionxform = str
    parser.read_string(text)
    return parser["general"]


def test_one_folder_with_all_parts(names):
    assert {PurePosixPath(name).parts[0] for name in names} == {"shimonita_gis"}
    for part in ("__init__.py", "metadata.txt", "LICENSE", "processing/provider.py", "resources/icon.svg", "plugin.py"):
        assert f"shimonita_gis/{part}" in names


def test_nothing_hidden_compiled_or_of_tests(names):
    for name in names:
        parts = PurePosixPath(name).parts
        assert not any(part.startswith((".", "__MACOSX")) or part in ("__pycache__", "tests") for part in parts), name
        assert not name.endswith((".pyc", ".pyo", ".so", ".dll", ".exe", ".ui~")), name
        assert re.fullmatch(r"[A-Za-z0-9_./-]+", name), f"{name} would not unpack everywhere"


def test_metadata_satisfies_the_repository(metadata, names):
    for key in REQUIRED:
        assert metadata.get(key, "").strip(), key
    assert metadata["qgisMinimumVersion"] == "3.40"
    assert metadata["hasProcessingProvider"] == "yes"
    assert re.fullmatch(r"\d+\.\d+\.\d+", metadata["version"])
    assert re.fullmatch(r"[^@\s]+@[^@\s]+\.[a-z]+", metadata["email"])
    for key in ("homepage", "repository", "tracker"):
        assert metadata[key].startswith("https://"), key
    assert "plugin" not in metadata["name"].lower()
    assert f"shimonita_gis/{metadata['icon']}" in names


PROGRAMS = {b"MZ": "Windows", b"\x7fELF": "Linux", b"\xcf\xfa\xed\xfe": "macOS", b"\xca\xfe\xba\xbe": "macOS or Java"}


def test_no_program_and_no_archive_is_inside(plugin_zip, names):
    assert [name for name in names if PurePosixPath(name).suffix in (".whl", ".zip", ".jar", ".bat", ".sh")] == []
    with zipfile.ZipFile(plugin_zip) as archive:
        for name in names:
            start = archive.open(name).read(4)
            assert not start.startswith(tuple(PROGRAMS)), name


def test_the_folder_is_a_package_that_qgis_can_start(plugin_zip, names):
    assert re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", PurePosixPath(names[0]).parts[0])
    with zipfile.ZipFile(plugin_zip) as archive:
        assert b"def classFactory(iface)" in archive.read("shimonita_gis/__init__.py")


def test_metadata_are_words_that_the_repository_reads(metadata):
    for key in ("experimental", "deprecated", "server", "supportsQt6"):
        assert metadata[key] in ("True", "False"), key
    for key in ("name", "description", "about", "author", "tags", "changelog"):
        assert not re.search(r"<[a-z/]", metadata[key]), f"{key} holds markup"
    assert len(metadata["description"]) < 255 and "\n" not in metadata["description"]
    assert re.fullmatch(r"\d+\.\d+", metadata["qgisMaximumVersion"])
    assert metadata["version"] in metadata["changelog"]


def test_licence_is_the_whole_gpl(plugin_zip):
    with zipfile.ZipFile(plugin_zip) as archive:
        text = archive.read("shimonita_gis/LICENSE").decode("utf-8")
    assert "GNU GENERAL PUBLIC LICENSE" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_under_twenty_megabytes_and_readable(plugin_zip):
    assert plugin_zip.stat().st_size < 20_000_000
    with zipfile.ZipFile(plugin_zip) as archive:
        assert archive.testzip() is None
        assert all(entry.external_attr >> 16 == 0o100644 for entry in archive.infolist())


def test_same_commit_gives_same_bytes(plugin_zip, tmp_path):
    subprocess.run([REPOSITORY / ".ci" / "package", tmp_path / "again.zip"], check=True)
    assert (tmp_path / "again.zip").read_bytes() == plugin_zip.read_bytes()


def test_installs_into_an_empty_profile_and_serves_qgis_process(plugin_zip, tmp_path):
    install(plugin_zip, tmp_path)
    listed = subprocess.run(
        ["qgis_process", "list"],
        env=environment(tmp_path, LANG="C.UTF-8"),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for name in ("georeferencesheet", "createhub", "importdronephotos", "exportopengeojson"):
        assert f"shimonita:{name}\t" in listed


def test_a_mistake_is_explained_in_japanese(plugin_zip, tmp_path):
    install(plugin_zip, tmp_path)
    said = subprocess.run(
        ["qgis_process", "run", "shimonita:synchub", f"WORKCOPY={tmp_path / '無い.gpkg'}"],
        env=environment(tmp_path, LANG="ja_JP.UTF-8"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode != 0
    assert f"ファイル {tmp_path / '無い.gpkg'} がありません。" in said.stderr
