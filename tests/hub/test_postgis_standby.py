"""A standby by PostgreSQL's own means takes over, and every confirmed edit is there."""

import pytest

from shimonita_gis.hub.check import check
from shimonita_gis.hub.store import Hub

from .conftest import Desk, moved
from .server import PASSWORD, SUPERUSER, Server


@pytest.fixture
def first():
    server = Server()
    try:
        yield server.make().start(("wal_level", "replica"))
    finally:
        server.remove()


@pytest.fixture
def second(first):
    """A standby that follows ``first`` by streaming replication."""
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
        server.start()
        yield server
    finally:
        server.remove()


def test_a_standby_takes_over_with_every_committed_edit(small_hub, first, second, tmp_path):
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
