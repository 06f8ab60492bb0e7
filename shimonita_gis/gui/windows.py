"""The windows of the desk, beside the algorithms: which there are, in which step, and one of each at a time."""

from dataclasses import dataclass
from importlib import import_module

from qgis.core import Qgis

from shimonita_gis import dependencies
from shimonita_gis.translation import explain


@dataclass(frozen=True)
class Window:
    """``step`` is the key of its step, ``module`` the one in this package whose ``open_window(iface)`` shows it."""

    module: str
    step: str
    title: str
    sentence: str


WINDOWS = (  # translatable
    Window(
        "placing",
        "sheets",
        "Check placed sheets",
        "The sheets that are not certain, first: see the corners on the scan, put them right, accept or refuse.",
    ),
    Window(
        "mending",
        "sheets",
        "Mend faults",
        "Go from fault to fault of a layer of lines or areas. A key mends the safe ones, another takes it back.",
    ),
    Window(
        "sharedmap",
        "hub",
        "Open the shared map",
        "All layers of the town in one project, grouped by department, each with its style and form.",
    ),
    Window(
        "conflicts",
        "hub",
        "Settle conflicts",
        "What two people changed differently, side by side. You decide, and the decision can be taken back.",
    ),
    Window(
        "history",
        "hub",
        "History of the shared map",
        "Who changed which feature or layer, when and why; and the way back to how it was.",
    ),
    Window(
        "administration",
        "hub",
        "Look after the hub",
        "For the administrator: layers, fields, styles and what others must know of them; people and roles.",
    ),
    Window(
        "photoviewer",
        "photos",
        "View and grade photos",
        "Go through the photos, see each on the map, and say what is damaged and how badly.",
    ),
    Window(
        "counter",
        "opendata",
        "Answer applications for data",
        "Applications that wait: what is asked for, the area on the map, and the package to hand over.",
    ),
    Window(
        "mapping",
        "opendata",
        "Prepare a dataset",
        "Which field of a layer goes into which column of a recommended dataset, and what is wrong in it.",
    ),
)


class Windows:
    """Opens windows by the name of their module, and closes all of them when the plugin is switched off."""

    def __init__(self, iface, opened=lambda window, name: None):
        """``opened(window, name)`` is told of every window that opens."""
        self._iface, self._opened = iface, opened
        self._open = {}

    def open(self, name, **how):
        """A module is imported when its window is first wanted: QGIS's start does not wait for it. Where a package is
        missing it is named, with the way to get it, and every other window opens."""
        try:
            module = import_module(f"{__package__}.{name}")
            self._open[name] = module.open_window(self._iface, **how)
        except ModuleNotFoundError as error:
            missing = dependencies.missing_package(error)
            if missing is None:
                raise
            self._iface.messageBar().pushMessage("Shimonita GIS", explain(missing), Qgis.MessageLevel.Warning)
            return
        self._opened(self._open[name], name)

    def close(self):
        """Closes what is still there; Qt may have deleted a window that a person closed."""
        for window in self._open.values():
            try:
                window.close()
            except RuntimeError:
                continue
        self._open.clear()


def open_window(name, **how):
    """Opens a window from another one, as the dock does."""
    from qgis.utils import plugins

    plugins[__package__.partition(".")[0]].windows.open(name, **how)


def windows_of(step):
    """The windows of ``step``, in the table's order."""
    return [window for window in WINDOWS if window.step == step.key]
