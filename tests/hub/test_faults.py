"""The disk is full, the share goes away: between any two steps of a sync. Every one is tried.

(The process being killed is in test_sync.py; everything at random is in soak.py.)
"""

import multiprocessing
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from shimonita_gis.errors import ShimonitaGisError
from shimonita_gis.hub import conflicts
from shimonita_gis.hub.check import check
from shimonita_gis.hub.store import FAULT_POINTS

from .conftest import assert_whole, names_in

STEPS = ("identified", "compared", *FAULT_POINTS, "published")
BEFORE_COMMIT = STEPS[: STEPS.index("committed")]


def share_is_lost(hub, desk):
    hub.folder.rename(hub.folder.with_name("lost"))


def share_is_back(hub):
    if hub.folder.with_name("lost").exists():
        hub.folder.with_name("lost").rename(hub.folder)


def disk_is_full(hub, desk):
    """No file can grow any more, as far as this process is concerned."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))


FAULTS = {"share lost": share_is_lost, "disk full": disk_is_full}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_between_any_two_steps_loses_nothing(small_hub, desks, step, fault):
    yamada, suzuki = desks
    suzuki.rename("b", "B")
    suzuki.rename("d", "D-suzuki")
    suzuki.sync()
    yamada.rename("a", "A")
    yamada.rename("d", "D-yamada")
    yamada.draw("駅")
    answer = _sync_with(small_hub, yamada, step, FAULTS[fault])
    assert answer == "one sentence" if step in BEFORE_COMMIT else answer in ("done", "one sentence")
    share_is_back(small_hub)
    assert_whole(small_hub)
    for desk in (yamada, suzuki):
        desk.sync()
    assert names_in(small_hub) == yamada.names() == suzuki.names() == ["A", "B", "D-suzuki", "c", "駅"]
    assert {c["mine"] for c in conflicts.waiting(small_hub)} == {"D-yamada"}
    assert check(small_hub) == []


def _sync_with(hub, desk, step, fault):
    """What a person sees of a sync, in a process of its own, that meets ``fault`` after ``step``."""

    def run(answers):
        hit = []

        def at(reached):
            if reached == step and not hit:
                hit.append(step)
                fault(hub, desk)

        try:
            desk.sync(fault=at)
            answer = "done"
        except ShimonitaGisError as error:
            answer = "one sentence" if str(error) and "{" not in str(error) else str(error)
        except BaseException as error:
            answer = repr(error)
        answers.send(answer)

    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=run, args=(sender,))
    process.start()
    answer = receiver.recv()
    process.join()
    return answer


def test_soak():
    """Ten seconds of it; ``python3 tests/hub/soak.py 3600 8`` is the long one."""
    script = Path(__file__).with_name("soak.py")
    done = subprocess.run([sys.executable, script, "10", "4"], capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "lost=[]" in done.stdout
