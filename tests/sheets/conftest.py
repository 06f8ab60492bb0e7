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
