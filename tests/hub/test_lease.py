"""Who may publish: one at a time, and a dead one stands in nobody's way."""

import json
import multiprocessing
import os
import socket
import time

import pytest

from shimonita_gis.errors import HubError
from shimonita_gis.hub.lease import lease


def stale_lease(folder, **holder):
    (folder / "lease.json").write_text(json.dumps({"token": "x", "name": "山田", "pc": "PC-7", "pid": 1, **holder}))


def test_only_one_holds_it(tmp_path):
    with (
        lease(tmp_path, "山田"),
        pytest.raises(HubError, match=r"山田 on .* is publishing"),
        lease(tmp_path, "鈴木", wait=0.1),
    ):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_lease_that_nobody_renews_is_taken_over(tmp_path):
    stale_lease(tmp_path)
    with lease(tmp_path, "鈴木", expiry=0.2, wait=5):
        assert json.loads((tmp_path / "lease.json").read_text())["name"] == "鈴木"


def test_a_lease_that_is_renewed_is_respected(tmp_path):
    def hold(started):
        with lease(tmp_path, "山田") as renew:
            started.set()
            for _ in range(40):
                time.sleep(0.05)
                renew()

    context = multiprocessing.get_context("fork")
    started = context.Event()
    process = context.Process(target=hold, args=(started,))
    process.start()
    started.wait()
    with pytest.raises(HubError, match="is publishing"), lease(tmp_path, "鈴木", expiry=0.5, wait=1):
        pass
    process.kill()
    process.join()
    with lease(tmp_path, "鈴木", wait=1):  # the process of this PC is dead: no need to wait
        pass


@pytest.mark.parametrize("content", ["", "{", "[]"])
def test_a_lease_without_a_name_is_taken_over_soon(tmp_path, content):
    (tmp_path / "lease.json").write_text(content)
    with lease(tmp_path, "鈴木", expiry=0.2, wait=5):
        pass


def test_a_clock_that_is_wrong_changes_nothing(tmp_path):
    stale_lease(tmp_path)
    for hours in (-1, 1):
        os.utime(tmp_path / "lease.json", (time.time() + 3600 * hours,) * 2)
        with pytest.raises(HubError, match="山田 on PC-7"), lease(tmp_path, "鈴木", wait=0.2):
            pass


def test_who_lost_the_lease_is_told_when_renewing(tmp_path):
    with lease(tmp_path, "山田") as renew:
        stale_lease(tmp_path, pc=socket.gethostname(), pid=os.getpid())
        with pytest.raises(HubError, match="Somebody else publishes now"):
            renew()
    assert (tmp_path / "lease.json").exists()  # it is another one's


def test_a_share_that_is_gone_is_named(tmp_path):
    with pytest.raises(HubError, match="gone does not answer"), lease(tmp_path / "gone", "山田"):
        pass
