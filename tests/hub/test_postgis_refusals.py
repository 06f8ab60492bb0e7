"""What can go wrong with a server: one sentence that names the next step, and both sides whole."""

import itertools
from dataclasses import replace

import pytest

from shimonita_gis.errors import CancelledError, HubError, InputError
from shimonita_gis.hub import administration, geopackage, workcopy
from shimonita_gis.hub.catalogue import DEPARTMENT, Person
from shimonita_gis.hub.check import check
from shimonita_gis.hub.postgis import schema
from shimonita_gis.hub.postgis.address import Address, is_address, name_of, parse, remember
from shimonita_gis.hub.postgis.move import move
from shimonita_gis.hub.store import Hub
from shimonita_gis.hub.template import create_hub

from .conftest import Desk, add, assert_whole, houses, moved
from .server import PASSWORD, Server, address_in_the_network


@pytest.fixture
def login(server):
    """login(name) makes an account on the server and gives the authcfg under which this process knows it."""

    def login(name, password=PASSWORD):
        server.account(name)
        remember(name, name, password)
        return name

    return login


def as_account(place, authcfg):
    return str(replace(parse(place), authcfg=authcfg))


# --- the server


def test_a_wrong_password_is_told(small_hub, server, login):
    place = server.address("town", schema="wrong", authcfg=login("鈴木", "not this"))
    with pytest.raises(HubError, match="does not accept the user or the password"):
        move(small_hub, place)
    assert_whole(small_hub)


def test_an_unknown_database_and_a_silent_server_are_told(small_hub, server):
    with pytest.raises(HubError, match="has no database nowhere"):
        move(small_hub, server.address("nowhere"))
    with pytest.raises(HubError, match="does not answer"):
        move(small_hub, str(Address("127.0.0.1", "town", 1, authcfg="tests")))


def test_a_database_without_postgis_is_told(small_hub, server):
    if not server.execute("SELECT 1 FROM pg_database WHERE datname = 'bare'"):
        server.database("bare", postgis=False)
    with pytest.raises(HubError, match="has no PostGIS"):
        move(small_hub, server.address("bare"))
    assert_whole(small_hub)


@pytest.mark.parametrize(
    ("what", "value", "told"),
    [("OLDEST_SERVER", 990000, "the hub needs 13 or newer"), ("OLDEST_POSTGIS", (99, 0), "the hub needs 3.0 or newer")],
)
def test_a_server_that_is_too_old_is_told(small_hub, server, monkeypatch, what, value, told):
    monkeypatch.setattr(schema, what, value)
    with pytest.raises(HubError, match=told):
        move(small_hub, server.address("town", schema="old"))
    assert not server.execute("SELECT 1 FROM pg_namespace WHERE nspname = 'old'", "town")


def test_a_schema_that_holds_another_hub_or_other_tables_is_left_alone(small_hub, server, tmp_path):
    other = moved(create_hub(tmp_path / "other", "山田"), server)
    with pytest.raises(HubError, match="another hub already"):
        move(small_hub, other.place)
    assert check(other) == []
    server.execute("CREATE SCHEMA IF NOT EXISTS letters; CREATE TABLE IF NOT EXISTS letters.letter (text text)", "town")
    with pytest.raises(HubError, match="other tables already"):
        move(small_hub, server.address("town", schema="letters"))
    assert_whole(small_hub)


def test_a_hub_is_not_made_on_a_server_by_mistake(server):
    with pytest.raises(InputError, match="made in a folder first"):
        create_hub(server.address("town", schema="new"))


def test_every_administrator_can_administer_with_the_own_account(staffed):
    hub = Hub.open(as_account(staffed.place, "高橋"))
    administration.add_field(hub, "道路A", "幅員", "REAL", "高橋")
    administration.change_entry(hub, "道路A", {"source": "道路台帳"}, "高橋")
    people = [person for person in hub.catalogue().people if person.name != "佐藤"]
    administration.set_people(hub, people, "高橋")
    assert "幅員" in hub.fields_now()["道路a"]
    assert hub.head().account == "高橋"
    assert check(hub) == []
    with pytest.raises(HubError, match="佐藤 may not use the hub"):
        Hub.open(as_account(staffed.place, "佐藤"))


def test_an_account_that_may_not_make_a_schema_is_told(small_hub, server, login):
    place = server.address("town", schema="mine", authcfg=login("伊藤"))
    with pytest.raises(HubError, match="may not make roles"):
        move(small_hub, place)
    server.execute('ALTER ROLE "伊藤" CREATEROLE')
    with pytest.raises(HubError, match="may not do this"):
        move(small_hub, place)
    assert_whole(small_hub)


def test_a_server_that_stops_in_the_middle_leaves_both_sides_whole(small_hub, tmp_path):
    server = Server().make().start()
    try:
        server.database("town")
        there = moved(small_hub, server)
        desk = Desk(there, tmp_path / "copy.gpkg", "山田")
        desk.rename("a", "役場")
        with pytest.raises(HubError, match="does not answer"):
            desk.sync(fault=lambda step: server.stop("immediate") if step == "prepared" else None)
        with pytest.raises(HubError, match="does not answer"):
            desk.sync()
        server.start()
        assert desk.names() == ["b", "c", "d", "役場"]
        assert there.head().number == 2
        assert desk.sync().sent == 1
        assert check(there) == []
    finally:
        server.remove()


# --- an interrupted move


@pytest.mark.parametrize("step", [0, 1, 3])
@pytest.mark.parametrize("published", [True, False])
def test_an_interrupted_move_goes_on_without_doubles(hub_with_houses, server, step, published):
    place = server.address("town", schema=f"interrupted {step} {published}")
    done = []
    with pytest.raises(CancelledError):
        move(hub_with_houses, place, progress=lambda n, _: done.append(n), cancelled=lambda: len(done) > step)
    with pytest.raises(HubError, match="being moved"):
        Hub.open(place)
    if published:  # the hub on the share works on, and what is there is of no use any more
        add(hub_with_houses, houses(2), "後から")
    there, proofs = move(hub_with_houses, place)
    assert len(proofs) == len(hub_with_houses.catalogue())
    assert check(there) == []
    assert there.head().number == hub_with_houses.head().number


def test_a_move_is_cancelled_while_the_history_is_copied(hub_with_houses, server):
    place = server.address("town", schema="cut history")
    head, layers, asked = hub_with_houses.head().number, len(hub_with_houses.catalogue()), itertools.count()
    with pytest.raises(CancelledError, match="run it again"):  # asked for each layer, each version, each one's changes
        move(hub_with_houses, place, cancelled=lambda: next(asked) >= layers + head)
    there, proofs = move(hub_with_houses, place)
    assert len(proofs) == len(hub_with_houses.catalogue())
    assert check(there) == []
    assert [version.number for version in there.versions()] == list(range(1, head + 1))


def test_a_move_that_is_done_is_not_done_twice(small_hub, server):
    there = moved(small_hub, server)
    again, proofs = move(small_hub, there.place)
    assert (again.id, proofs) == (there.id, [])


def test_a_value_that_no_field_of_a_server_holds_is_named(small_hub, desks, server):
    desks[0].edit("UPDATE houses SET floors = '三' WHERE name = 'a'")
    desks[0].sync()
    with pytest.raises(HubError, match=r"^The feature .* holds 三 in the field floors"):
        moved(small_hub, server)
    assert_whole(small_hub)


def test_names_with_quotes_and_long_names_arrive(hub, server, tmp_path):
    nasty = """道路 50% "旧" '); DROP TABLE _version; --"""
    long = "とても長い名前のレイヤです" * 3
    add(hub, houses(2, **{nasty[:18]: ["a'b", 'c"d\\\t\n']}), nasty)
    add(hub, houses(1), long)
    there = moved(hub, server)
    assert check(there) == []
    table = there.catalogue().entry(nasty).table
    desk = Desk(there, tmp_path / "copy.gpkg", "山田")
    field = next(name for name in there.fields_now()[table])
    desk.edit(f'UPDATE "{table}" SET "{field.replace(chr(34), chr(34) * 2)}" = ?', "x'; --")
    assert desk.sync().sent == 2
    assert check(there) == []


def test_a_field_whose_name_is_too_long_is_named(hub, server):
    add(hub, houses(1, **{"長" * 22: ["a"]}), "家屋")
    with pytest.raises(HubError, match="too long"):
        moved(hub, server)
    assert_whole(hub)


# --- addresses


def test_an_address_is_read_as_it_was_written():
    address = Address("db.town.lan", '町 "GIS"', 5433, "山田", 'hub "2"', authcfg="ab12cd3")
    assert parse(str(address)) == address
    assert address.sslmode == "require"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("postgresql://a:secret@db/gis", "carries a password"),
        ("postgresql://db/gis?password=x", "carries a password"),
        ("postgresql://db/gis?sslmode=disable", "would not be encrypted"),
        ("postgresql://db/gis?sslmode=prefer", "would not be encrypted"), ("postgresql://db", "names no database"),
        ("postgresql://db:port/gis", "is not the address"), ("postgresql://[::1/gis", "is not the address"),
        ("postgresql:/db/gis", "is not the address"), ("postgresql://db/gis?shema=hub", "has a part 'shema'"),
        ("postgresql://db/gis?sslmode=please", "not a way to encrypt"),
    ],
)  # fmt: skip
def test_an_address_that_would_harm_is_refused(text, told):
    with pytest.raises(InputError, match=told) as refused:
        parse(text)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("postgresql:/db/gis", "is not the address"), (" PostgreSQL:/db/gis", "is not the address"),
        ("postgres://db:port/gis", "is not the address"), ("postgersql://db/gis", "begins with 'postgersql://'"),
        ("postgis://a:secret@db/gis", "carries a password"), ("https://db/gis", "begins with 'https://'"),
        ("postgresql://a:se/secret@db/gis", "is not the address"), ("pg://db/gis?pwd=secret", "begins with 'pg://'"),
    ],
)  # fmt: skip
def test_a_mistyped_address_is_not_taken_for_a_folder(text, told):
    with pytest.raises(InputError, match=told) as refused:
        Hub.open(text)
    assert "secret" not in str(refused.value) + name_of(text)


def test_a_drive_and_a_share_are_folders():
    for place in ("C:\\共通基盤", "c:/共通基盤", r"\\server\gis\共通基盤", "//server/gis", "postgresql/gis"):
        assert not is_address(place)


@pytest.fixture
def across_the_network():
    """A server that is reached over this machine's own address in the network, which is no loopback address."""
    own = address_in_the_network()
    if not own:
        pytest.skip("this machine has no address but loopback")
    server = Server()
    try:
        server.make().let_in(own).start(("listen_addresses", f"127.0.0.1,{own}")).database("town")
        yield server, own
    finally:
        server.remove()


def test_off_loopback_nothing_is_sent_in_the_clear(small_hub, across_the_network):
    server, own = across_the_network
    server.address("town")  # which lets this process know the login
    place = str(Address(own, "town", server.port, authcfg="tests"))
    with pytest.raises(HubError, match=f"The server {own} does not encrypt its connections"):
        move(small_hub, place)
    assert_whole(small_hub)
    server.stop()
    server.start(("listen_addresses", f"127.0.0.1,{own}"), *server.certificate())
    hub, _ = move(small_hub, place)
    assert hub.server_state()["encrypted"]


def test_nothing_tells_the_password(small_hub, server, tmp_path):
    there = moved(small_hub, server)
    desk = Desk(there, tmp_path / "copy.gpkg", "山田")
    assert PASSWORD not in repr(there.address) + there.place + str(workcopy.about(desk.path))
    assert PASSWORD.encode() not in desk.path.read_bytes() + (small_hub.folder / "hub.json").read_bytes()


# --- rights in the database, department by department


@pytest.fixture
def staffed(hub, server, login):
    """Layers of two departments on the server, one of them only for its own; accounts for four people."""
    add(hub, houses(2, name=["a", "b"]), "道路A", department="建設")
    add(hub, houses(2, name=["x", "y"]), "名簿", department="税務", sharing=DEPARTMENT)
    for name in ("高橋", "鈴木", "佐藤", "田中"):
        login(name)
    there = moved(hub, server)
    people = [
        Person("山田", roles=("administrator",)), Person("高橋", roles=("administrator",)),
        Person("鈴木", "建設", ("editor",)), Person("佐藤", "税務", ("editor",)), Person("田中", "建設", ("viewer",)),
    ]  # fmt: skip
    administration.set_people(there, people, "山田")
    return there


def test_each_department_edits_its_own_layers_and_no_others(staffed, tmp_path):
    for name, layer, allowed in (("鈴木", "道路a", True), ("佐藤", "道路a", False), ("田中", "道路a", False)):
        hub = Hub.open(as_account(staffed.place, name))
        before = staffed.head().number
        desk = Desk(hub, tmp_path / f"{name}.gpkg", name, ["道路A"])
        desk.edit(f"UPDATE {layer} SET name = ? WHERE fid = 1", name)
        result = desk.sync()
        assert (result.sent, len(result.conflicts)) == ((1, 0) if allowed else (0, 1))
        assert staffed.head().number == before + 1  # who may not is listed
        assert staffed.head().account == name
    assert check(staffed) == []


def test_a_forged_name_gets_nobody_past_the_rights_of_the_account(staffed, tmp_path):
    hub = Hub.open(as_account(staffed.place, "佐藤"))
    desk = Desk(hub, tmp_path / "a.gpkg", "鈴木", ["道路A"])
    desk.edit("UPDATE 道路a SET name = 'forged'")
    with pytest.raises(HubError, match="may not do this"):
        desk.sync()
    with pytest.raises(HubError, match="may not do this"):
        administration.set_people(hub, [Person("佐藤", roles=("administrator",))], "山田")
    assert check(staffed) == []


def test_what_is_only_for_its_department_is_hidden_in_layer_and_history(staffed, tmp_path):
    owner, other = (Hub.open(as_account(staffed.place, name)) for name in ("佐藤", "鈴木"))
    desk = Desk(owner, tmp_path / "own.gpkg", "佐藤", ["名簿"])
    desk.edit("UPDATE 名簿 SET name = '秘密' WHERE fid = 1")
    assert desk.sync().sent == 1
    head = staffed.head().number
    assert len(owner.changes(head)) == 1
    assert other.changes(head) == {}
    assert "名簿" not in [table.layer for table in other.tables()]
    whole = Desk(other, tmp_path / "other.gpkg", "鈴木")
    assert "秘密".encode() not in whole.path.read_bytes()
    with geopackage.opened(whole.path) as connection:
        assert "名簿" not in geopackage.layers(connection)
    assert whole.sync().sent == 0


def test_a_conflict_of_a_layer_that_is_only_for_its_department_is_hidden_too(staffed, tmp_path):
    owner, other = (Hub.open(as_account(staffed.place, name)) for name in ("佐藤", "鈴木"))
    desks = [Desk(owner, tmp_path / f"{n}.gpkg", "佐藤", ["名簿"]) for n in (1, 2)]
    for desk, name in zip(desks, ("秘密一", "秘密二"), strict=True):
        desk.edit("UPDATE 名簿 SET name = ? WHERE fid = 1", name)
        desk.sync()
    head = staffed.head().number
    assert [c["mine"] for c in owner.conflicts(head)] == [c["mine"] for c in staffed.conflicts(head)] == ["秘密二"]
    assert len(owner.sent(head)) == 1
    assert other.conflicts(head) == []
    assert other.head().conflict_count == 0
    with pytest.raises(HubError, match="only for who sent it"):
        other.sent(head)
    with pytest.raises(HubError, match="may not do this"), other.cursor() as cursor:
        cursor.execute("SELECT conflicts, sent FROM _version")
