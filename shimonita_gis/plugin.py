"""What QGIS switches on and off. Nothing heavy is imported here: QGIS waits for this module at every start."""

import sys

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, Qt, QTimer
from qgis.PyQt.QtGui import QAction
from qgis.PyQt.QtWidgets import QMenu

from shimonita_gis.cartography import featuretips
from shimonita_gis.gui.contrast import keep_readable
from shimonita_gis.gui.dialogs import open_algorithm
from shimonita_gis.gui.dock import Dock
from shimonita_gis.gui.help import HelpDesk
from shimonita_gis.gui.icons import icon, plugin_icon
from shimonita_gis.gui.options import PAGE, OptionsFactory
from shimonita_gis.gui.steps import STEPS, algorithms
from shimonita_gis.gui.tracing import TracingAction
from shimonita_gis.gui.windows import Windows, windows_of
from shimonita_gis.processing.provider import ShimonitaProvider
from shimonita_gis.translation import load_translators, tr

AFTER_START_MS = 3000  # when QGIS has drawn its first window


class ShimonitaGisPlugin:
    """Provider, options page, dock, menu and toolbar; :meth:`unload` takes them away in reverse order."""

    def __init__(self, iface):
        self.iface = iface
        self.translators = load_translators()
        self.provider = self.options = self.dock = self.menu = self.toolbar = self.timer = None
        self.task = self.syncing = self.tracing = None
        self.help = HelpDesk(iface.mainWindow()) if iface else None
        self.windows = Windows(iface, self._opened)

    def initProcessing(self):  # noqa: N802 - QGIS calls this, qgis_process calls nothing else
        self.provider = ShimonitaProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self):  # noqa: N802
        self.initProcessing()
        featuretips.register()
        self.options = OptionsFactory(self._settings_changed)
        self.iface.registerOptionsWidgetFactory(self.options)
        self.dock = Dock(self.iface.mainWindow())
        self.dock.algorithm_wanted.connect(self.open_algorithm)
        self.dock.hub_card.sync_wanted.connect(self.sync)
        self.dock.hub_card.cancel_wanted.connect(self.cancel_sync)
        self.dock.window_wanted.connect(self.windows.open)
        self.dock.settings_wanted.connect(self.show_settings)
        self.dock.practice_card.end_wanted.connect(self.end_practice)
        self.iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
        self.menu = self._menu()
        self.iface.pluginMenu().addMenu(self.menu)
        self.toolbar = self._toolbar()
        self.help.start()
        self.help.listen(self.dock, "start")
        self.timer = QTimer(self.dock)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self._after_start)
        self.timer.start(AFTER_START_MS)

    def unload(self):
        if self.timer is not None:  # qgis_process has only the provider
            self.timer.stop()
            self.help.stop()
            self.windows.close()
            self.dock.hub_card.stop()
            self.tracing.remove()
            self.toolbar.deleteLater()
            self.iface.pluginMenu().removeAction(self.menu.menuAction())
            self.menu.deleteLater()
            self.iface.removeDockWidget(self.dock)
            self.dock.deleteLater()
            self.iface.unregisterOptionsWidgetFactory(self.options)
            featuretips.unregister()
        QgsApplication.processingRegistry().removeProvider(self.provider)
        for translator in reversed(self.translators):
            QCoreApplication.removeTranslator(translator)
        self.provider = self.options = self.dock = self.menu = self.toolbar = self.timer = self.tracing = None
        self.translators = []
        _forget_modules()

    def open_algorithm(self, name):
        results = open_algorithm(name)
        if self.dock is None:  # the plugin was switched off beside the dialog
            return
        self.dock.refresh()
        if name == "checkoutlayers" and results:
            self.windows.open("sharedmap")

    def sync(self, message):
        from shimonita_gis.gui.sync import Sync

        self.syncing = Sync(self.iface, message, self._synced, self.windows.open)
        self.dock.hub_card.busy(self.syncing.start())
        self.syncing.follow(self.dock.hub_card.progress)

    def cancel_sync(self):
        self.syncing.cancel()

    def _synced(self):
        if self.dock is not None:
            self.dock.hub_card.synced(self.syncing.successful)

    def end_practice(self):
        from shimonita_gis.gui import practice

        told = practice.end(self.iface)
        self.iface.messageBar().pushMessage("Shimonita GIS", told)
        self.dock.refresh()

    def _opened(self, window, name):
        """A window that opens is readable in QGIS's dark theme, has its help on F1, and may change the settings or want
        another window."""
        keep_readable(window)
        self.help.listen(window, name)
        if name == "firststeps":
            window.settings_changed.connect(self.dock.refresh)
            window.window_wanted.connect(self.windows.open)

    def show_settings(self):
        self.iface.showOptionsDialog(self.iface.mainWindow(), PAGE)

    def show_state(self):
        from shimonita_gis.gui.state import StateDialog

        dialog = StateDialog(self.iface.mainWindow())
        self._opened(dialog, "state")
        dialog.exec()

    def _after_start(self):
        from shimonita_gis.gui.grid import lay_grid_if_missing

        keep_readable(self.dock)  # QGIS sets its theme after the plugins
        self.task = lay_grid_if_missing(self._warn)

    def _warn(self, text):
        if self.dock is not None:  # the plugin may have been switched off meanwhile
            self.dock.show_note(text)

    def _settings_changed(self):
        self.dock.refresh()

    def _menu(self):
        menu = QMenu("&Shimonita GIS", self.iface.mainWindow())
        menu.setIcon(plugin_icon())
        menu.addAction(self._dock_action())
        menu.addSeparator()
        for step in STEPS:
            submenu = menu.addMenu(icon(step.icon), tr(step.title))
            for window in windows_of(step):
                submenu.addAction(self._window_action(window, icon(step.icon), submenu))
            main, further = algorithms(step)
            for algorithm in main + further:
                submenu.addAction(self._action(algorithm, icon(step.icon), submenu))
        menu.addSeparator()
        menu.addAction(tr("First steps…"), lambda: self.windows.open("firststeps"))
        menu.addAction(tr("Settings…"), self.show_settings)
        menu.addAction(tr("State of this computer…"), self.show_state)
        menu.addAction(tr("Help…"), lambda: self.help.open())
        return menu

    def _dock_action(self):
        action = self.dock.toggleViewAction()
        action.setIcon(plugin_icon())
        action.setText(tr("Panel with the four steps"))
        return action

    def _toolbar(self):
        toolbar = self.iface.addToolBar("Shimonita GIS")
        toolbar.setObjectName("ShimonitaGisToolBar")
        toolbar.addAction(self._dock_action())
        self.tracing = TracingAction(self.iface, toolbar)
        toolbar.addAction(self.tracing)
        for step in STEPS:
            for algorithm in algorithms(step)[0][:1]:
                toolbar.addAction(self._action(algorithm, icon(step.icon), toolbar))
        return toolbar

    def _action(self, algorithm, icon, parent):
        name = algorithm.name()
        action = QAction(icon, f"{algorithm.displayName()}…", parent)
        action.setObjectName(f"ShimonitaGis_{name}")
        action.triggered.connect(lambda: self.open_algorithm(name))
        return action

    def _window_action(self, window, icon, parent):
        action = QAction(icon, tr(window.title), parent)
        action.setObjectName(f"ShimonitaGis_{window.module}")
        action.triggered.connect(lambda: self.windows.open(window.module))
        return action


def _forget_modules():
    """QGIS forgets a plugin's modules on unload, but not those that importlib loaded: the algorithms.
    They would stay the old ones when the plugin is updated."""
    package = __name__.rpartition(".")[0]
    for name in [name for name in sys.modules if name.startswith(f"{package}.")]:
        del sys.modules[name]
