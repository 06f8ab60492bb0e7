"""Dialogs: that of an algorithm, filled in as far as this PC's settings know; a question; parts that windows share.

Qt's standard buttons are in Qt's own language, which not every QGIS brings in Japanese: every button has our text.
"""

from qgis.core import Qgis, QgsApplication
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
)

from shimonita_gis import settings
from shimonita_gis.translation import tr


def asked(parent, text, yes, more=""):
    """Whether a person answers ``text`` with the button ``yes`` and not with Cancel, where the keyboard starts.
    ``more`` stands below in smaller print."""
    box = QMessageBox(QMessageBox.Icon.Question, "Shimonita GIS", text, parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(more)
    agreed = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton(tr("Cance&l"), QMessageBox.ButtonRole.RejectRole))
    box.exec()
    return box.clickedButton() is agreed


def asked_for_text(parent, title, question, answer):
    """The lines that a person writes and confirms with the button ``answer``, or None."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    lines = QPlainTextEdit()
    lines.setTabChangesFocus(True)
    box = QDialogButtonBox()
    box.addButton(answer, QDialogButtonBox.ButtonRole.AcceptRole)
    box.addButton(tr("Cance&l"), QDialogButtonBox.ButtonRole.RejectRole)
    box.accepted.connect(dialog.accept)
    box.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    for widget in (QLabel(question), lines, box):
        column.addWidget(widget)
    return lines.toPlainText() if dialog.exec() == QDialog.DialogCode.Accepted else None


def asked_for_line(parent, title, question, answer, text=""):
    """The line that a person writes, ``text`` at first, and confirms with the button ``answer``; '' without."""
    dialog, line = QDialog(parent), QLineEdit(text)
    dialog.setWindowTitle(title)
    column = QVBoxLayout(dialog)
    box = confirming(dialog, answer, lambda: line.text().strip() != "", line.textChanged)
    for widget in (QLabel(question), line, box):
        column.addWidget(widget)
    return line.text().strip() if dialog.exec() == QDialog.DialogCode.Accepted else ""


def confirming(dialog, yes, complete, *watched):
    """A box with the button ``yes`` and Cancel; ``yes`` can be pressed as soon as ``complete()``, which is asked again
    at each signal of ``watched``."""
    box = QDialogButtonBox()
    agreed = box.addButton(yes, QDialogButtonBox.ButtonRole.AcceptRole)
    agreed.setObjectName("yes")
    box.addButton(tr("Cance&l"), QDialogButtonBox.ButtonRole.RejectRole)
    box.accepted.connect(dialog.accept)
    box.rejected.connect(dialog.reject)
    agreed.setEnabled(complete())
    for signal in watched:
        signal.connect(lambda *_: agreed.setEnabled(complete()))
    return box


def close_box(close):
    """A box with the button that calls ``close()``."""
    box = QDialogButtonBox()
    box.addButton(tr("C&lose"), QDialogButtonBox.ButtonRole.RejectRole)
    box.rejected.connect(close)
    return box


def open_algorithm(name, given=None):
    """Shows the dialog of the algorithm ``shimonita:NAME`` until it is closed; the map stays usable beside it.

    ``given`` are parameter values that the calling window knows. QGIS runs the work as a task with progress and cancel.
    A hub or work copy that was made is remembered. Returns the results, {} where it was closed without any.
    """
    from qgis import processing

    identifier = f"shimonita:{name}"
    algorithm = QgsApplication.processingRegistry().algorithmById(identifier)
    names = [definition.name() for definition in algorithm.parameterDefinitions()]
    known = settings.prefilled(name, names)
    if name == "addlayertohub":
        known |= _of_active_layer()
    results = processing.execAlgorithmDialog(identifier, known | (given or {}))
    settings.remember(name, results or {})
    return results or {}


def _of_active_layer():
    """The layer that is chosen in QGIS's list and its name as the title, unless it is of the hub already."""
    from qgis.utils import iface

    from shimonita_gis.cartography.project import TABLE

    layer = iface.activeLayer() if iface else None
    if layer is None or layer.type() != Qgis.LayerType.Vector or layer.customProperty(TABLE):
        return {}
    return {"INPUT": layer.id(), "TITLE": layer.name()}


def scrolled(content):
    """``content`` in an area that scrolls up and down and is never narrower than it."""
    area = QScrollArea()
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setMinimumWidth(content.minimumSizeHint().width() + area.verticalScrollBar().sizeHint().width())
    return area
