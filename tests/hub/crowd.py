"""Many people who edit one layer on a server at once, while somebody pulls the plugs."""

import contextlib
import random
import threading
from dataclasses import dataclass, field

from shimonita_gis.hub.postgis.address import parse


@dataclass
class Outcome:
    """Values that an editor wrote and the server confirmed; how often a connection was cut."""

    confirmed: list = field(default_factory=list)
    cut: int = 0


class Editor(threading.Thread):
    """Changes the name of random houses ``edits`` times, each time on what it saw a moment before. Where its connection
    is cut it cannot know whether the edit arrived: it looks into the history, as a person would, and does it again."""

    def __init__(self, server, place, number, edits):
        super().__init__()
        self.server, self.place, self.number, self.edits = server, parse(place), number, edits
        self.random, self.outcome, self.error = random.Random(number), Outcome(), None

    def run(self):
        connection, seen = None, {}
        for n in range(self.edits):
            value, unsure = f"{self.number}-{n}", False
            while True:
                try:
                    connection = connection or self._connect()
                    if unsure and self._arrived(connection, value):
                        break
                    seen = self._seen(connection) if n % 3 == 0 or not seen else seen  # often a stale view
                    self._change(connection, seen, value)
                    break
                except self.server.errors() as error:
                    if error.pgcode not in (None, "57P01"):
                        self.error = error
                        return
                    self.outcome.cut += 1
                    connection, unsure = None, True
            self.outcome.confirmed.append(value)

    def _connect(self):
        connection = self.server.connect("town")
        with connection.cursor() as cursor:
            schema = self.place.schema.replace('"', '""')
            cursor.execute(f"SET search_path = \"{schema}\", public; SET application_name = 'crowd'")
        return connection

    def _arrived(self, connection, value):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT EXISTS (SELECT FROM _change WHERE after ->> 'name' = %s) OR "
                "EXISTS (SELECT FROM _version, jsonb_array_elements(conflicts) c WHERE c ->> 'mine' = %s)",
                (value, value),
            )
            return cursor.fetchone()[0]

    def _seen(self, connection):
        with connection.cursor() as cursor:
            cursor.execute("SELECT fid, row_version FROM houses")
            return cursor.fetchall()

    def _change(self, connection, seen, value):
        fid, version = self.random.choice(seen)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE houses SET name = %s, based_on = %s WHERE fid = %s", (value, version, fid))


class Plugs(threading.Thread):
    """Cuts a random connection of the crowd every ``pause`` seconds, ``cuts`` times at most: the last editor would else
    be cut for ever."""

    def __init__(self, server, cuts, pause):
        super().__init__()
        self.server, self.cuts, self.pause, self.done = server, cuts, pause, threading.Event()

    def run(self):
        with contextlib.closing(self.server.connect()) as connection, connection.cursor() as cursor:
            while self.cuts > 0 and not self.done.wait(self.pause):
                self.cuts -= 1
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'crowd' "
                    "ORDER BY random() LIMIT 1"
                )


def _told(hub):
    """The names that the history says were written, and those that it lists as refused."""
    with hub.cursor(consistent=True) as cursor:
        cursor.execute("SELECT after ->> 'name' FROM _change WHERE after ? 'name'")
        written = {name for (name,) in cursor.fetchall()}
        cursor.execute("SELECT c ->> 'mine' FROM _version, jsonb_array_elements(conflicts) c")
        return written, {name for (name,) in cursor.fetchall()}


def edited_by_a_crowd(server, hub, editors, edits, cuts, pause=0.05):
    """Lets a crowd edit ``hub`` and cuts a connection every ``pause`` s; returns (confirmed, lost, refused, cut)."""
    crowd = [Editor(server, hub.place, number, edits) for number in range(editors)]
    plugs = Plugs(server, cuts, pause)
    for thread in (*crowd, plugs):
        thread.start()
    for editor in crowd:
        editor.join()
    plugs.done.set()
    plugs.join()
    for editor in crowd:
        if editor.error:
            raise editor.error
    confirmed = [value for editor in crowd for value in editor.outcome.confirmed]
    written, refused = _told(hub)
    lost = [value for value in confirmed if value not in written | refused]
    return confirmed, lost, refused, sum(editor.outcome.cut for editor in crowd)
