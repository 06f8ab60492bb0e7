"""Interface text: English in the source, Japanese from ``resources/i18n``.

Only the outer rooms import this (it needs Qt). ``.ci/translations`` finds every text that goes through
``tr``, ``text`` of an error, or a data table marked with ``translatable``.
"""

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QTranslator

from .errors import Reasons
from .resources import resource

CONTEXT = "ShimonitaGis"
TERMS = {"datum", "corner", "model"}  # values under these names are terms of the field, never what a person typed


def tr(text, **values):
    """``text`` in the language of QGIS, with ``{name}`` places filled from ``values``."""
    shown = QCoreApplication.translate(CONTEXT, text)
    if not values:
        return shown
    terms = {key: tr(values[key]) for key in TERMS & values.keys() if values[key]}
    return shown.format(**values | terms)


def explain(error):
    """What a ShimonitaGisError says, in the language of QGIS."""
    values = {name: value.said(tr) if isinstance(value, Reasons) else value for name, value in error.values.items()}
    return tr(error.text, **values)


def load_translators():
    """The translators for the language of QGIS, installed; none where the source language is used.

    The buttons of Qt's own dialogs are among them: some builds of QGIS lack Qt's Japanese.
    """
    language = QgsApplication.instance().translation() or QgsApplication.locale()
    names = ("shimonita_gis_ja.qm", "qt_buttons_ja.qm") if language.startswith("ja") else ()
    return [translator for name in names if (translator := _installed(name))]


def _installed(name):
    translator = QTranslator()
    try:
        found = translator.load(str(resource("i18n", name)))
    except FileNotFoundError:  # a checkout whose texts were not compiled
        found = False
    return translator if found and QCoreApplication.installTranslator(translator) else None
