"""The disk is full, the share is read-only or goes away: between any two steps of a sync. Every one is tried.

(The process being killed is in test_sync.py; everything at random is in soak.py.)
"""

import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

import pytest

from shimonita_gis.errors import HubError, OutputError, ShimonitaGisError
from shimonita_gis.hub import administration, conflicts
from shimonita_gis.hub.check import back_up, check
from shimonita_gis.hub.store import FAULT_POINTS as PUBLISHING
from shimonita_gis.hub.store import Hub
from shimonita_gis.hub.template import create_hub
from shimonita_gis.hub.workcopy import FAULT_POINTS

from .conftest import Desk, add, assert_whole, houses, names_in
from .disks import Disk, with_own_mounts

# what happens to (the share, the PC's disk), what a person then reads, and the last step at which the sync must fail:
# later, or while SQLite has room in its own file, it may succeed
FAULTS = {
    "share lost": (lambda share, pc: share.take_away(), ("does not answer", "is not there", "cannot be"), "prepared"),
    "share full": (lambda share, pc: share.fill(), ("hub is full",), "edited"),
    "share read-only": (lambda share, pc: share.make_read_only(), ("read-only for this account",), "prepared"),
    "own disk full": (lambda share, pc: pc.fill(), ("is full",), None),
}


def test_a_sync_passes_every_fault_point_of_the_table_in_its_order(small_hub, desks):
    passed = []
    desks[0].rename("a", "A")
    desks[0].sync(fault=passed.append)
    assert tuple(passed) == FAULT_POINTS


@pytest.mark.parametrize("step", FAULT_POINTS)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_between_any_two_steps_loses_nothing(tmp_path, fault, step):
    with_own_mounts(_fault_between_two_steps, tmp_path, fault, step)


def _fault_between_two_steps(tmp_path, fault, step):
    share, pc = Disk(tmp_path / "share"), Disk(tmp_path / "pc")
    hub = hub_on(share)
    yamada, suzuki = (Desk(hub, pc.path / f"{name}.gpkg", name) for name in ("山田", "鈴木"))
    suzuki.rename("b", "B")
    suzuki.rename("d", "D-suzuki")
    suzuki.sync()
    yamada.rename("a", "A")
    yamada.rename("d", "D-yamada")
    yamada.draw("駅")
    happens, told, last = FAULTS[fault]
    answer = answer_of(lambda at: yamada.sync(fault=at), step, lambda: happens(share, pc))
    must_fail = last and FAULT_POINTS.index(step) <= FAULT_POINTS.index(last)
    assert any(text in answer for text in told) or (answer == "done" and not must_fail), answer
    share.heal()
    pc.heal()
    assert_whole(hub)
    for desk in (yamada, suzuki):
        desk.sync()
    assert names_in(hub) == yamada.names() == suzuki.names() == ["A", "B", "D-suzuki", "c", "駅"]
    assert {c["mine"] for c in conflicts.waiting(hub)} == {"D-yamada"}
    assert check(hub) == []


def hub_on(disk):
    (disk.path / "template").mkdir()
    hub = create_hub(disk.path / "hub", "山田", template=disk.path / "template")
    add(hub, houses(4, name=["a", "b", "c", "d"], floors=[1, 2, 3, 4]), "houses")
    return hub


def answer_of(work, step, happens):
    """What a person sees of ``work(fault)``, in a process of its own, in which something ``happens`` after ``step``."""

    def run(answers):
        hit = []

        def at(reached):
            if reached == step and not hit:
                hit.append(step)
                happens()

        try:
            work(at)
            answer = "done"
        except ShimonitaGisError as error:
            answer = str(error)
        except BaseException as error:
            answer = f"not a sentence: {error!r}"
        answers.send(answer)

    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=run, args=(sender,))
    process.start()
    answer = receiver.recv()
    process.join()
    return answer


PUBLISHERS = {
    "decision": lambda hub, how: conflicts.decide(hub, {conflicts.waiting(hub)[0]["id"]: "mine"}, "山田", **how),
    "administrator": lambda hub, how: administration.add_field(hub, "houses", "note", "TEXT", "山田"),
}


@pytest.mark.parametrize("fault", ["share full", "share read-only"])
def test_other_ways_to_publish_end_in_the_same_sentence(tmp_path, fault):
    with_own_mounts(_other_ways_to_publish, tmp_path, fault)


def _other_ways_to_publish(tmp_path, fault):
    share, pc = Disk(tmp_path / "share"), Disk(tmp_path / "pc")
    hub = hub_on(share)
    yamada, suzuki = (Desk(hub, pc.path / f"{name}.gpkg", name) for name in ("山田", "鈴木"))
    for desk in (yamada, suzuki):
        desk.rename("a", desk.name)
        desk.sync()
    before = hub.head()
    happens, told, _ = FAULTS[fault]
    happens(share, pc)
    for publish in PUBLISHERS.values():
        with pytest.raises(HubError, match=told[0]):
            publish(hub, {})
    share.heal()
    assert hub.head() == before
    assert check(hub) == []


def test_a_viewer_of_a_read_only_share_still_gets_what_others_did(tmp_path):
    with_own_mounts(_viewer_of_a_read_only_share, tmp_path)


def _viewer_of_a_read_only_share(tmp_path):
    share, pc = Disk(tmp_path / "share"), Disk(tmp_path / "pc")
    hub = hub_on(share)
    yamada, viewer = (Desk(hub, pc.path / f"{name}.gpkg", name) for name in ("山田", "田中"))
    yamada.rename("a", "A")
    yamada.sync()
    share.make_read_only()
    assert viewer.sync().received == 1
    assert viewer.names() == ["A", "b", "c", "d"]
    assert check(hub) == []
    (pc.path / "backups").mkdir()
    assert names_in(Hub.open(back_up(hub, pc.path / "backups"))) == ["A", "b", "c", "d"]


@pytest.mark.parametrize("existing", [True, False])
def test_a_hub_that_cannot_be_created_leaves_no_trace(tmp_path, existing):
    with_own_mounts(_creation_on_a_full_disk, tmp_path, existing)


def _creation_on_a_full_disk(tmp_path, existing):
    share = Disk(tmp_path / "share")
    folder = share.path / "hub"
    if existing:
        folder.mkdir()
    share.fill()
    with pytest.raises(HubError, match=f"hub {folder} is full"):
        create_hub(folder, "山田")
    assert sorted(path.name for path in share.path.rglob("*")) == [".filled", *(["hub"] if existing else [])]
    share.heal()
    assert create_hub(folder, "山田").head().number == 1


def test_a_hub_in_a_folder_that_does_not_exist_is_refused(tmp_path):
    with pytest.raises(OutputError, match="its folder does not exist"):
        create_hub(tmp_path / "nowhere" / "hub", "山田")
    assert list(tmp_path.iterdir()) == []


def test_a_backup_on_a_full_disk_leaves_no_half_one(tmp_path):
    with_own_mounts(_backup_on_a_full_disk, tmp_path)


def _backup_on_a_full_disk(tmp_path):
    share, pc = Disk(tmp_path / "share"), Disk(tmp_path / "pc")
    hub = hub_on(share)
    pc.fill()
    with pytest.raises(OutputError, match="is full"):
        back_up(hub, pc.path)
    assert [path.name for path in pc.path.iterdir()] == [".filled"]


def test_the_fault_points_of_a_publisher_are_in_the_table():
    start = FAULT_POINTS.index(PUBLISHING[0])
    assert FAULT_POINTS[start : start + len(PUBLISHING)] == PUBLISHING


def test_soak():
    """Two minutes of it, the last of all tests; SOAK_SECONDS=10 shortens it. ``make soak`` is the long one."""
    script = Path(__file__).with_name("soak.py")
    seconds = os.environ.get("SOAK_SECONDS", "120")
    done = subprocess.run([sys.executable, script, seconds, "8"], capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "lost=[]" in done.stdout
