"""By PostgreSQL's own means a standby takes over with every confirmed edit, and the hub is brought back to a moment."""

import time

import pytest

from shimonita_gis.errors import HubError
from shimonita_gis.hub.check import check
from shimonita_gis.hub.store import Hub

from .conftest import Desk, moved, names_in
from .server import PASSWORD, SUPERUSER, Server


@pytest.fixture
def first():
    server = Server()
    try:
        yield server.make().start(("wal_level", "replica"))
    finally:
        server.remove()


@pytest.fixture
def archive(first):
    """The folder that ``first`` copies each finished part of its log to."""
    folder = first.folder / "archive"
    folder.mkdir()
    first.own(folder)
    first.stop()
    first.start(("wal_level", "replica"), ("archive_mode", "on"), ("archive_command", f"cp %p {folder}/%f"))
    return folder


@pytest.fixture
def second(first):
    """A server with a copy of ``first`` by pg_basebackup, ready to follow it by streaming replication."""
    server = Server()
    try:
        passwords = server.folder / ".pgpass"
        passwords.write_text(f"127.0.0.1:{first.port}:*:{SUPERUSER}:{PASSWORD}\n")
        server.own(passwords)
        with (first.data / "pg_hba.conf").open("a") as rules:
            rules.write("host replication all 127.0.0.1/32 scram-sha-256\n")
        first.execute("SELECT pg_reload_conf()")
        source = f"host=127.0.0.1 port={first.port} user={SUPERUSER} passfile={passwords}"
        server.run("pg_basebackup", "--no-sync", "-R", "-X", "stream", "-c", "fast", "-D", server.data, "-d", source)
        yield server
    finally:
        server.remove()


def test_a_standby_takes_over_with_every_committed_edit(small_hub, first, second, tmp_path):
    second.start()
    first.database("town")
    there = moved(small_hub, first)
    first.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")  # who saves waits until the standby has it
    first.execute("SELECT pg_reload_conf()")
    desk = Desk(there, tmp_path / "copy.gpkg", "山田")
    for number in range(10):
        desk.rename("a" if number == 0 else f"役場{number - 1}", f"役場{number}")
        desk.sync()
    head = there.head()
    first.stop("immediate")  # as when its power fails
    second.run("pg_ctl", "-D", second.data, "-w", "promote")
    hub = Hub.open(second.address("town", schema=there.address.schema))
    assert hub.head() == head
    assert check(hub) == []
    desk.rename("b", "支所")
    assert desk.sync(hub_folder=hub.place).sent == 1


def wait_until_recovered(server):
    """It answers before, with what it has reached."""
    end = time.monotonic() + 120
    while server.execute("SELECT pg_is_in_recovery()") == [(True,)]:
        assert time.monotonic() < end, (server.folder / "log").read_text()[-2000:]
        time.sleep(0.1)


def test_a_server_is_brought_back_to_the_moment_before_a_mistake(small_hub, first, archive, second, tmp_path):
    first.database("town")
    there = moved(small_hub, first)
    desk = Desk(there, tmp_path / "copy.gpkg", "山田")
    desk.rename("a", "役場")
    desk.sync()
    head = there.head()
    ((moment,),) = first.execute("SELECT clock_timestamp()::text")
    for name in ("b", "c", "d"):
        desk.delete(name)
    desk.sync()
    first.execute("SELECT pg_switch_wal()")
    first.stop()
    (second.data / "standby.signal").rename(second.data / "recovery.signal")
    restore = ("restore_command", f"cp {archive}/%f %p"), ("recovery_target_time", moment)
    second.start(*restore, ("recovery_target_action", "promote"), ("primary_conninfo", ""))
    wait_until_recovered(second)
    hub = Hub.open(second.address("town", schema=there.address.schema))
    assert hub.head() == head
    assert check(hub) == []
    assert names_in(hub) == ["b", "c", "d", "役場"]
    with pytest.raises(HubError, match="was restored from a backup"):
        desk.sync(hub_folder=hub.place)
    assert desk.names() == ["役場"]
