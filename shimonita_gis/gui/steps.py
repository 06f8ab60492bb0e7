"""The four steps of the dock, the menu and the toolbar, as one table."""

from dataclasses import dataclass

from qgis.core import QgsApplication


@dataclass(frozen=True)
class Step:
    """``key`` is the group id of the step's algorithms; ``main`` are the ids shown at once, the others under "More"."""

    key: str
    title: str
    sentence: str
    main: tuple

    @property
    def icon(self):
        return f"{self.key}.svg"


STEPS = (  # translatable
    Step(
        "sheets",
        "Paper maps",
        "Scanned map sheets become maps in their true place, and their lines become layers.",
        ("georeferencesheet", "georeferencefolder", "vectorizesheet"),
    ),
    Step(
        "hub",
        "Shared layers",
        "The town's layers in one place. Everyone edits a copy; nothing that was entered is lost.",
        ("synchub", "checkoutlayers", "addlayertohub"),
    ),
    Step(
        "photos",
        "Disaster photos",
        "Drone photos show on the map where the damage is, not where the drone was.",
        ("importdronephotos", "photosofplace", "damageregister"),
    ),
    Step(
        "opendata",
        "Open data",
        "What may be public leaves the town hall, checked before it goes out.",
        ("exportopengeojson", "publishrelease", "providedata"),
    ),
)


def algorithms(step):
    """(main, further): the algorithms of ``step`` that QGIS knows now, the main ones in the table's order."""
    provider = QgsApplication.processingRegistry().providerById("shimonita")
    known = {each.name(): each for each in provider.algorithms() if each.groupId() == step.key} if provider else {}
    main = [known.pop(name) for name in step.main if name in known]
    return main, sorted(known.values(), key=lambda each: each.displayName())
