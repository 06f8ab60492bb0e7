"""The counter's ledger of a hub on a server: one row for each thing that happened, never changed again.

What reads it wants files: they are laid into this PC's private folder. The server's rows are what counts.
"""

from shimonita_gis.files import written_beside

from .mirror import own_folder


class ServerLedger:
    """The files of the ledger of the PostGISHub ``hub``; ``folder`` is where copies of them lie."""

    def __init__(self, hub):
        self._hub = hub
        self.folder = own_folder(self._hub) / "ledger"
        self.folder.mkdir(exist_ok=True)

    def fetch(self):
        """Brings what is new from the server."""
        with self._hub.cursor() as cursor:
            cursor.execute("SELECT name, content FROM _ledger")
            for name, content in cursor.fetchall():
                path = self.folder.joinpath(*name.split("/")[-2:])
                if not path.exists():
                    path.parent.mkdir(exist_ok=True)
                    with written_beside(path) as beside:
                        beside.write_text(content, encoding="utf-8")

    def enter(self, name, content):
        """Writes one file to the server; there it stays as it is."""
        with self._hub.cursor() as cursor:
            cursor.execute("INSERT INTO _ledger VALUES (%s, %s)", (name, content))
