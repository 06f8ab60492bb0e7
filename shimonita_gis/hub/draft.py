"""The next version of a hub on files, while it is made."""

from . import changes as rows
from . import geopackage
from .operations import index_uuids, operate


class Draft:
    """The next version while it is made: a private GeoPackage, a catalogue, and what is to be told about them."""

    def __init__(self, head, catalogue, folder, connection):
        self.head = head
        self.catalogue = catalogue
        self.folder = folder
        self.connection = connection
        self.layers = {table: dict(state) for table, state in head.layers.items()} if head else {}
        self.changes = []
        self.operations = []
        self.conflicts = []
        self.sent = {}
        self.about = {}

    def apply(self, changes):
        """Makes row changes and carries the digests forward; returns those that had an effect."""
        made = []
        for change, gone, come in rows.apply(self.connection, changes):
            state = self.layers[change.table]
            state["digest"] = geopackage.carried(
                state["digest"], [gone] if gone is not None else [], [come] if come is not None else []
            )
            state["count"] += (come is not None) - (gone is not None)
            made.append(change)
        self.changes += made
        return made

    def operate(self, operation):
        """Makes one operation on a layer or its fields."""
        operate(self.connection, operation)

    def bring_in(self, table):
        """Copies a layer with its features from the attached GeoPackage."""
        geopackage.copy_layer(self.connection, table, "source")
        index_uuids(self.connection, table)

    def row(self, table, uuid):
        """The feature ``uuid`` as {column: value}, {} where ``table`` or the feature is not there."""
        return rows.present_row(self.connection, table, uuid)

    def read(self, table, names):
        """The fields ``names`` of every feature of ``table``, as a list of tuples."""
        listed = ", ".join(map(geopackage.quoted, names))
        return self.connection.execute(f"SELECT {listed} FROM {geopackage.quoted(table)}").fetchall()  # noqa: S608

    def count(self, table):
        """The number of features of ``table``."""
        return geopackage.count(self.connection, table)

    def difference(self, table):
        """(table, uuid) -> RowChange for what ``table`` has become since the attached GeoPackage."""
        return rows.difference(self.connection, table, "source")

    def take_stock(self, table):
        """Counts and digests ``table`` anew, after it came in or its fields changed."""
        self.layers[table] = {
            "digest": geopackage.table_digest(self.connection, table),
            "count": geopackage.count(self.connection, table),
        }

    @property
    def empty(self):
        told = any(self.about.get(name) for name in ("decides", "reopens", "approval"))
        return not (self.changes or self.operations or self.conflicts or told)
