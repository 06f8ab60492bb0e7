"""Lays the grid of the Tokyo datum where QGIS looks for it: without it QGIS itself is 450 m wrong there."""

from qgis.core import Qgis, QgsApplication, QgsMessageLog, QgsTask

from shimonita_gis.errors import ShimonitaGisError
from shimonita_gis.gui.state import grid_path
from shimonita_gis.translation import explain, tr


class GridTask(QgsTask):
    """Makes the grid once in a profile, beside the person's work; ``warn(text)`` is called where it cannot be made."""

    def __init__(self, warn):
        super().__init__(tr("Preparing the Tokyo datum"), QgsTask.Flag.Hidden)
        self._warn = warn
        self._error = None

    def run(self):
        from shimonita_gis import dependencies

        try:
            from shimonita_gis.datum import lay_grid_for_qgis

            lay_grid_for_qgis(grid_path().parent)
        except ShimonitaGisError as error:
            self._error = error
        except ModuleNotFoundError as error:
            self._error = dependencies.missing_package(error)
        return self._error is None

    def finished(self, successful):
        if not successful and self._error is not None:
            QgsMessageLog.logMessage(explain(self._error), "Shimonita GIS", Qgis.MessageLevel.Warning)
            self._warn(explain(self._error))


def lay_grid_if_missing(warn):
    """Starts the task where the grid is not there yet; returns it (QGIS needs it kept) or None."""
    if grid_path().exists():
        return None
    task = GridTask(warn)
    QgsApplication.taskManager().addTask(task)
    return task
