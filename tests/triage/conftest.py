"""The sample town after the storm, made once."""

import pytest
from triage.scene import photographed

from sample_town import make_town


@pytest.fixture(scope="session")
def town():
    return make_town(seed=1)


@pytest.fixture(scope="session")
def storm(town):
    """(damage, cameras, truth) of 120 photos of 25 damages in three flights."""
    return photographed(town, count=120, damages=25)


@pytest.fixture
def damage(storm):
    return storm[0].copy()
