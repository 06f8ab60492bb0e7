import json
import os
import subprocess
from pathlib import Path

import pytest

import sample_town
from shimonita_gis.datum import Datum


@pytest.fixture(scope="session")
def town():
    return sample_town.make_town(seed=1)


@pytest.fixture(scope="session")
def paper(town):
    """The sheet of the town office on the Tokyo datum after sixty years, scanned with 200 dpi."""
    return sample_town.draw_sheet(town, code="09JB164C", dpi=200, datum=Datum.TOKYO, harm=sample_town.Harm(), seed=3)


@pytest.fixture(scope="session")
def scan_file(paper, tmp_path_factory):
    return paper.write(tmp_path_factory.mktemp("scan") / "09JB164C.jpg")


@pytest.fixture(scope="session")
def qgis_process():
    """Runs ``shimonita:name`` as a user does on the command line, in the profile where .ci/link-plugin put the plugin
    (pytest-qgis gives its own process another one); returns the results."""
    profile = Path(__file__).parents[2] / ".build" / "qgis-profile"

    def run(name, **parameters):
        done = subprocess.run(
            ["qgis_process", "run", f"shimonita:{name}", "-"],
            input=json.dumps({"inputs": {key: str(value) for key, value in parameters.items()}}),
            capture_output=True, text=True, check=False, env={**os.environ, "QGIS_CUSTOM_CONFIG_PATH": str(profile)},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)["results"]

    return run
