import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def plugin_zip(tmp_path_factory):
    """The zip as ``make package`` builds it."""
    path = tmp_path_factory.mktemp("zip") / "shimonita_gis.zip"
    subprocess.run([REPOSITORY / ".ci" / "package", path], check=True)
    return path
