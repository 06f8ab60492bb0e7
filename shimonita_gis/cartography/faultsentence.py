"""What a fault of lines and areas is, in a sentence with its size."""

from qgis.core import QgsUnitTypes

from shimonita_gis.sheets.topology import AREAS, FAULTS
from shimonita_gis.translation import tr


def sentence_of(fault, crs):
    """``fault`` (a row of topology.check_topology) in the person's language; its size is in the unit of ``crs``."""
    unit = QgsUnitTypes.toAbbreviatedString(crs.mapUnits()) if crs.isValid() else ""
    if unit and fault.kind in AREAS:
        unit += "²"
    return tr(FAULTS[fault.kind], size=f"{fault.size:.3g} {unit}".rstrip())
