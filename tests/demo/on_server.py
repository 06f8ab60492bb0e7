"""The shared map on a PostgreSQL server with PostGIS, which runs for the demo only."""

import contextlib
import os

from hub.server import PASSWORD, SUPERUSER, Server
from qgis_process import run


@contextlib.contextmanager
def hub_on_server(output, say):
    """A hub that was made in a folder and moved to a server; yields its address."""
    from shimonita_gis.hub.postgis.address import Address
    from shimonita_gis.hub.postgis.move import move
    from shimonita_gis.hub.store import Hub

    say.step("PostgreSQL with PostGIS, started for this demo on a loopback port")
    server = Server()
    os.environ["PGPASSWORD"] = PASSWORD  # libpq's own way; a town keeps it in QGIS's authentication store
    try:
        server.make().start().database("town")
        say.result(server.execute("SELECT version()")[0][0].split(" on ")[0])
        say.step("createhub, movehubtopostgis: layers, catalogue and history, proved")
        run("createhub", HUB=output / "hub", EDITOR="佐藤")
        address = Address("127.0.0.1", "town", server.port, SUPERUSER, "shimonita")
        hub, proofs = move(Hub.open(output / "hub"), str(address), "佐藤")
        say.result(f"{len(proofs)} layers, {hub.head().number} version(s); every count, hash and extent is the same")
        yield str(address)
    finally:
        os.environ.pop("PGPASSWORD", None)
        server.remove()


def work_together(output, hub, say):
    """A work copy of the server's hub, an edit in it and one straight on the server; the check, and the way back."""
    from shimonita_gis.hub.geopackage import opened
    from shimonita_gis.hub.store import Hub

    say.step("checkoutlayers, synchub: a work copy and somebody who edits straight on the server")
    copy = output / "work_copy.gpkg"
    run("checkoutlayers", HUB=hub, WORKCOPY=copy, EDITOR="佐藤")
    there = Hub.open(hub)
    damage = there.catalogue().entry("被害箇所").table
    with opened(copy) as connection:
        connection.execute(f"UPDATE \"{damage}\" SET note = 'work copy' WHERE fid = 1")
    with there.cursor() as cursor:
        cursor.execute("SELECT desk('鈴木', '電話で聞いた')")
        cursor.execute(f"UPDATE \"{damage}\" SET note = 'server' WHERE fid IN (1, 2)")
    results = run("synchub", WORKCOPY=copy, EDITOR="佐藤", MESSAGE="現地を見た", CONFLICTS=output / "conflicts.gpkg")
    say.result(f"sent {results['SENT']}, received {results['RECEIVED']}, conflicts {results['CONFLICT_COUNT']}")
    for version in there.versions(first=there.head().number - 1):
        say.result(f"version {version.number}: {version.editor}, {version.kind}, {version.message}")
    say.step("checkhub: the history fits the tables, and the hub as a folder again")
    (output / "backup").mkdir()
    checked = run("checkhub", HUB=hub, BACKUP=output / "backup")
    say.result(f"{checked['PROBLEMS']} problems; written out to {checked['OUTPUT']}, which is version "
               f"{Hub.open(checked['OUTPUT']).head().number} as on the server")  # fmt: skip
