"""The town's standard layers, from data files: one JSON file a layer, in the order of the legend.

A file states ``table``, ``title`` (Japanese), ``title_en``, ``group``, ``geometry`` (GDAL's name, '' for a table),
``fields`` (each with name, type, ja, en, and perhaps choices or personal; whatever else it says is for the form), and
what the catalogue says of the layer.
"""

import json
import tempfile
from dataclasses import dataclass, fields
from pathlib import Path

from shimonita_gis.datum import TOWN_EPSG
from shimonita_gis.errors import InputError, existing_folder
from shimonita_gis.resources import resource

from .catalogue import ADMINISTRATOR, Catalogue, LayerEntry, Person
from .geopackage import UUID
from .layers import GEOMETRY
from .store import Hub

_OGR_TYPES = {
    "TEXT": "OFTString", "INTEGER": "OFTInteger64", "REAL": "OFTReal", "BOOLEAN": "OFTInteger", "DATE": "OFTDate",
    "DATETIME": "OFTDateTime",
}  # fmt: skip
_SAID_OF_FIELDS = ("name", "type", "ja", "en", "choices", "personal")


@dataclass(frozen=True)
class StandardLayer:
    """An empty layer to start with: its catalogue entry, geometry type and fields (name -> type)."""

    entry: LayerEntry
    geometry: str
    fields: dict


def standard_layers(folder=None):
    """The :class:`StandardLayer` of every file in ``folder`` (the plugin's own by default), sorted by file name.

    Raises InputError for a file that does not state a layer.
    """
    folder = existing_folder(folder) if folder else resource("hub", "template")
    return [_standard_layer(path) for path in sorted(Path(folder).glob("*.json"))]


def _standard_layer(path):
    try:
        return described(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(
            "{file} does not describe a layer ({reason}). Correct it, or take it out of the template's folder.",
            file=path, reason=error,
        ) from error  # fmt: skip


def described(stated):
    """The :class:`StandardLayer` that ``stated``, the content of a template's file, describes.

    Raises KeyError, TypeError or ValueError where it describes none.
    """
    types = {f["name"]: f["type"] for f in stated["fields"]}
    unknown = set(types.values()) - set(_OGR_TYPES)
    if unknown:
        raise InputError("{type} is not a type of field.", type=", ".join(sorted(unknown)))
    return StandardLayer(_entry(stated), stated["geometry"], types)


def _entry(stated):
    described = {f["name"]: f for f in stated["fields"]}
    names = {f.name for f in fields(LayerEntry)} - {"labels", "choices", "form", "personal_fields"}
    return LayerEntry(
        **{name: value for name, value in stated.items() if name in names},
        labels={name: {"ja": f.get("ja", name), "en": f.get("en", name)} for name, f in described.items()},
        choices={name: f["choices"] for name, f in described.items() if "choices" in f},
        form={name: form for name, f in described.items() if (form := _form(f))},
        personal_fields=tuple(name for name, f in described.items() if f.get("personal")),
    )


def _form(described):
    return {name: value for name, value in described.items() if name not in _SAID_OF_FIELDS}


def create_hub(folder, editor="", template=None):
    """A new hub in ``folder`` with the standard layers of the folder ``template`` (the plugin's own by default).

    ``editor`` becomes its administrator. Returns the Hub. Raises InputError where the folder is in use.
    """
    standard = standard_layers(template)
    with tempfile.TemporaryDirectory(prefix="shimonita-") as private:
        path = Path(private) / "template.gpkg"
        write_template(standard, path)

        def first(draft):
            for layer in standard:
                draft.bring_in(layer.entry.table)
                draft.operations.append({"op": "add_layer", "table": layer.entry.table})
                draft.take_stock(layer.entry.table)
            people = (Person(editor, roles=(ADMINISTRATOR,)),) if editor else ()
            draft.catalogue = Catalogue(tuple(layer.entry for layer in standard), people)

        return Hub.create(folder, editor, first, attach=path)


def write_template(layers, path):
    """Writes ``layers`` without features to the new GeoPackage ``path``."""
    from osgeo import ogr, osr

    ogr.UseExceptions()
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(TOWN_EPSG)
    with ogr.GetDriverByName("GPKG").CreateDataSource(str(path)) as dataset:
        for layer in layers:
            _write_layer(dataset, crs, layer)


def _write_layer(dataset, crs, layer):
    from osgeo import ogr

    kind = getattr(ogr, "wkb" + (layer.geometry.replace(" Z", "25D") or "None"))
    options = [f"GEOMETRY_NAME={GEOMETRY}", f"IDENTIFIER={layer.entry.title}"]
    made = dataset.CreateLayer(layer.entry.table, crs if layer.geometry else None, kind, options)
    made.CreateField(ogr.FieldDefn(UUID, ogr.OFTString))
    for name, type in layer.fields.items():
        definition = ogr.FieldDefn(name, getattr(ogr, _OGR_TYPES[type]))
        if type == "BOOLEAN":
            definition.SetSubType(ogr.OFSTBoolean)
        definition.SetAlternativeName(layer.entry.labels.get(name, {}).get("ja", name))
        made.CreateField(definition)
