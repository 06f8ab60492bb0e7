"""Work of the hub in a child process: it gets its work, and its answer or its refusal comes back."""

import time

import pytest

from shimonita_gis.errors import CancelledError, HubError
from shimonita_gis.hub import child
from shimonita_gis.hub.version import hub_digest

LAYERS = {"houses": {"digest": "0f" * 16, "count": 4}}


def within(seconds):
    """Cancels what takes longer."""
    end = time.monotonic() + seconds
    return lambda: time.monotonic() > end


def test_the_work_arrives_though_the_first_wait_is_over_before_it_began(monkeypatch):
    usual, over = child._POLL, within(60)
    monkeypatch.setattr(child, "_POLL", 0)

    def cancelled():
        monkeypatch.setattr(child, "_POLL", usual)
        return over()

    assert child.call("version.hub_digest", cancelled, layers=LAYERS) == hub_digest(LAYERS)


def test_a_refusal_of_the_child_is_raised_here(tmp_path):
    with pytest.raises(HubError, match="is not there"):
        child.call("answers.decisions", within(60), hub_folder=str(tmp_path / "nowhere"))


def test_a_child_that_is_cancelled_ends():
    with pytest.raises(CancelledError):
        child.call("version.hub_digest", lambda: True, layers=LAYERS)
