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


def load_translator():
    """The translator for the language of QGIS, installed; or None where the source language is used."""
    language = QgsApplication.instance().translation() or QgsApplication.locale()
    if not language.startswith("ja"):
        return None
    translator = QTranslator()
    try:
        found = translator.load(str(resource("i18n", "shimonita_gis_ja.qm")))
    except FileNotFoundError:
        found = False
    if not found:
        return None
    QCoreApplication.installTranslator(translator)
    return translator
