"""The help that comes with the plugin: one page for each task, offline, in Japanese and English.

Pages are Markdown. ``{name}`` in them stands for what the algorithm or window of that name is called in the interface,
so that a page never calls a button by another name than the button.
"""

import re
from dataclasses import dataclass

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QEvent, QObject, Qt, QUrl, pyqtSignal, pyqtSlot
from qgis.PyQt.QtGui import QDesktopServices, QImage, QKeySequence
from qgis.PyQt.QtWidgets import (
    QDialog,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
)

from shimonita_gis.gui.contrast import keep_readable
from shimonita_gis.gui.dialogs import close_box
from shimonita_gis.gui.windows import WINDOWS
from shimonita_gis.resources import resource
from shimonita_gis.translation import tr

SCHEME = "shimonita-help"  # of the addresses that QGIS's help buttons open
OTHERS = {"state": "State of this computer…"}  # translatable
_QUOTES = {"ja": "「{}」", "en": '"{}"'}
_PAGE = "ShimonitaGisHelp"  # property of a window
_KEY_EVENTS = QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress
_NAME = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True)
class Page:
    """``key`` is the stem of its file, ``of`` are the algorithms and windows that it is about."""

    key: str
    title: str
    of: tuple = ()


PAGES = (  # translatable
    Page("start", "First steps"),
    Page(
        "sheets",
        "Place a paper map",
        ("placing", "georeferencesheet", "georeferencefolder", "buildbasemap", "sheetindex"),
    ),
    Page("linework", "Extract and trace lines", ("vectorizesheet", "checktopology", "mending")),
    Page(
        "hub",
        "Use the shared map",
        ("sharedmap", "conflicts", "checkoutlayers", "synchub", "hubhistory", "restorehub", "addlayertohub",
         "history"),
    ),
    Page(
        "photos",
        "Photos of a disaster on the map",
        ("photoviewer", "importdronephotos", "photosofplace", "clusterdamage", "damageregister", "correctflight",
         "refinecameras", "orthophotos"),
    ),
    Page(
        "opendata",
        "Publish open data",
        ("mapping", "exportopengeojson", "exportopenlayer", "exportdataset", "importdataset", "publishrelease"),
    ),
    Page("counter", "Data for applicants", ("counter", "providedata", "usagereport")),
    Page("disastermap", "A disaster map for residents", ("publishdisastermap",)),
    Page("administration", "For administrators", ("administration", "createhub", "checkhub", "state")),
    Page("server", "The hub on a server", ("movehubtopostgis",)),
    Page("limits", "Limits"),
)  # fmt: skip


def page_of(name):
    """The page about the algorithm or window ``name``; the first one where there is none."""
    return next((page for page in PAGES if name in (page.key, *page.of)), PAGES[0])


def address_of(name):
    """What QGIS's help button of the algorithm ``name`` opens."""
    return f"{SCHEME}:{name}"


def text_of(page, language):
    """The Markdown of ``page``, with the names that the interface uses."""
    text = resource("help", language, f"{page.key}.md").read_text(encoding="utf-8")
    return _NAME.sub(lambda found: _QUOTES[language].format(_called(found[1])), text)


def _called(name):
    """What the interface calls the algorithm or window ``name``. Raises KeyError where it knows none."""
    titles = {window.module: tr(window.title) for window in WINDOWS} | {key: tr(text) for key, text in OTHERS.items()}
    algorithm = QgsApplication.processingRegistry().algorithmById(f"shimonita:{name}")
    return algorithm.displayName() if algorithm else titles[name]


class Help(QDialog):
    """The pages on the left, the one that is read on the right. It stays beside the work."""

    def __init__(self, parent=None, language=None):
        super().__init__(parent)
        from shimonita_gis.cartography.language import interface_language

        self.setWindowTitle(tr("Help of Shimonita GIS"))
        self._language = language or interface_language()
        self._list = QListWidget()
        for page in PAGES:
            item = QListWidgetItem(tr(page.title))
            item.setData(Qt.ItemDataRole.UserRole, page.key)
            self._list.addItem(item)
        self._text = _Browser(self._language)
        self._text.setSearchPaths([str(resource("help", self._language))])
        self._text.wanted.connect(self.show_page)
        self._list.currentRowChanged.connect(lambda row: self._read(PAGES[row]))
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.addWidget(self._list)
        halves.addWidget(self._text)
        halves.setStretchFactor(1, 1)
        box = close_box(self.close)
        column = QVBoxLayout(self)
        column.addWidget(halves, 1)
        column.addWidget(box)
        line = self.fontMetrics().height()
        halves.setSizes([16 * line, 46 * line])
        self.resize(66 * line, 44 * line)

    def show_page(self, name):
        """Shows the page about ``name``: a page, an algorithm or a window."""
        self._list.setCurrentRow(PAGES.index(page_of(name)))

    def _read(self, page):
        self._text.setMarkdown(text_of(page, self._language))

    def page(self):
        """The key of the page that is shown, and its text."""
        return self._list.currentItem().data(Qt.ItemDataRole.UserRole), self._text.toPlainText()


class _Browser(QTextBrowser):
    """Follows links between the pages only: nothing is opened from the network or from elsewhere on the disk."""

    wanted = pyqtSignal(str)

    def __init__(self, language):
        super().__init__()
        self._folder = resource("help", language)
        self.setOpenLinks(False)
        self.anchorClicked.connect(lambda url: self.wanted.emit(url.path().removesuffix(".md")))

    def loadResource(self, kind, url):  # noqa: N802
        """Pictures of the help, as wide as the page."""
        if not url.path().endswith(".png"):
            return None
        picture = QImage(str(self._folder / url.path()))
        width = max(self.viewport().width() - 3 * self.fontMetrics().height(), 300)
        smooth = Qt.TransformationMode.SmoothTransformation
        return picture.scaledToWidth(width, smooth) if picture.width() > width else picture


class HelpDesk(QObject):
    """Opens the help: from the menu, from F1 in a window, and from the help buttons of QGIS's own dialogs."""

    def __init__(self, parent):
        super().__init__(parent)
        self._window = None

    def start(self):
        QDesktopServices.setUrlHandler(SCHEME, self.open_address)

    def stop(self):
        QDesktopServices.unsetUrlHandler(SCHEME)
        if self._window is not None:
            self._window.close()
            self._window.deleteLater()
            self._window = None

    @pyqtSlot(QUrl)
    def open_address(self, url):
        self.open(url.path())

    def open(self, name="start"):
        if self._window is None:
            self._window = Help(self.parent())
            keep_readable(self._window)
        self._window.show_page(name)
        self._window.show()
        self._window.raise_()
        return self._window

    def listen(self, window, name):
        """F1 in ``window`` opens the page about ``name``, where a window is docked, too: there a shortcut of its own
        would be ambiguous with QGIS's, and neither would open anything."""
        if window.property(_PAGE) is None:
            window.installEventFilter(self)
        window.setProperty(_PAGE, name)

    def eventFilter(self, window, event):  # noqa: N802
        if event.type() not in _KEY_EVENTS or not event.matches(QKeySequence.StandardKey.HelpContents):
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self.open(window.property(_PAGE))
        return True
