"""The shared map: a QGIS project made from a work copy and what the hub's catalogue says of its layers.

It lies beside the work copy, names it by a relative path, and is the person's own from then on: an existing one is
never written over, only brought up to date in QGIS when it is opened (:func:`update_project`).
"""

import re
from dataclasses import asdict
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsProject,
    QgsProviderRegistry,
    QgsProviderSublayerDetails,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsSnappingConfig,
    QgsTolerance,
    QgsVectorLayer,
)

from shimonita_gis.cartography.following import dress, follow
from shimonita_gis.cartography.serverlayers import server_layers, table_on_server
from shimonita_gis.cartography.words import CYCLES_SAID, SHARING_SAID
from shimonita_gis.datum import TOWN_EPSG
from shimonita_gis.errors import InputError, OutputError, existing_file
from shimonita_gis.hub.catalogue import OPEN, LayerEntry
from shimonita_gis.hub.postgis.address import is_address, parse
from shimonita_gis.hub.roles import may_edit
from shimonita_gis.translation import tr

_TABLES = "shimonita_gis", "/tables"  # the project's entry that says which tables it ever showed
TABLE = "shimonita_gis/table"  # the layer's custom property that says which table of the hub it shows
OFFICE = (-93882.0, 24082.0)  # the town office in EPSG:6677, for a map that is still empty
_AROUND = 3000.0  # m
_SNAP_PIXELS = 12
_FROM_TOP = (Qgis.GeometryType.Point, Qgis.GeometryType.Line, Qgis.GeometryType.Polygon)


def project_path(work_copy):
    """Where the project of a work copy lies; that of a hub on a server lies in the profile of QGIS."""
    if is_address(work_copy):
        folder = Path(QgsApplication.qgisSettingsDirPath()) / "shimonita_gis"
        folder.mkdir(parents=True, exist_ok=True)
        at = parse(work_copy)
        name = re.sub(r"\W+", "_", f"{at.schema}-{at.database}-{at.host or 'localhost'}")
        return folder / f"{name}.qgz"
    return Path(work_copy).with_suffix(".qgz")


def write_project(work_copy, catalogue, editor="", language="ja", styles=None):
    """Writes the shared map of the GeoPackage ``work_copy`` beside it; returns its path. In the place of a work copy,
    here and below, may stand the address of a hub on a server: its layers are then edited there.

    ``catalogue`` is the hub's, ``editor`` who will work with it: layers that this person may not change are read-only.
    ``styles`` maps tables to the styles (QML texts) that an administrator saved for everybody.
    Raises InputError where a project is there already, OutputError where it cannot be written.
    """
    path = project_path(work_copy)
    if path.exists():
        raise InputError("{file} exists already. Open it, or rename it to make a new one.", file=path)
    problem = _written(path, work_copy, catalogue, editor, language, styles)
    if problem:
        path.unlink(missing_ok=True)
        raise OutputError(
            "{file} cannot be written ({reason}). Choose another folder and run it again.", file=path, reason=problem
        )
    return path


def _written(path, work_copy, catalogue, editor, language, styles):
    """Writes the project; returns what QGIS says went wrong, '' where nothing did."""
    project = QgsProject()
    project.setFileName(str(path))
    project.setFilePathStorage(Qgis.FilePathType.Relative)
    project.setCrs(QgsCoordinateReferenceSystem.fromEpsgId(TOWN_EPSG), True)
    name = parse(work_copy).told if is_address(work_copy) else path.stem
    project.setTitle(tr("Shared map: {name}", name=name))
    project.setSnappingConfig(_snapping(project))
    update_project(project, work_copy, catalogue, editor, language, styles)
    project.viewSettings().setDefaultViewExtent(QgsReferencedRectangle(extent(project), project.crs()))
    return "" if project.write() else project.error() or path.name


def update_project(project, work_copy, catalogue, editor="", language="ja", styles=None):
    """Brings ``project`` up to the work copy and the catalogue; returns (added, removed) titles.

    Layers that are new come in, those that are gone go, the others follow what an administrator changed (see
    following.py). What the person made of them stays, also that a layer was taken out.
    """
    details = server_layers(work_copy) if is_address(work_copy) else sublayers(existing_file(work_copy))
    there = {table_of(layer, work_copy): layer for layer in project.mapLayers().values()}
    there.pop("", None)
    entries = {entry.table: entry for entry in catalogue}
    removed = [there.pop(table) for table in set(there) - set(details)]
    titles = [layer.name() for layer in removed]
    project.removeMapLayers([layer.id() for layer in removed])
    for table in there.keys() & entries.keys():
        follow(there[table], entries[table], language, (styles or {}).get(table, ""))
    listed = project.readListEntry(*_TABLES)[0]
    known = {*there, *listed}
    fresh = [
        _layer(details[table], entries.get(table), language, (styles or {}).get(table, ""))
        for table in _in_order(details, entries, known)
    ]
    _place(project, fresh, entries)
    if set(listed) != set(details):
        project.writeEntry(*_TABLES, sorted(details))
    for layer in (*there.values(), *fresh):
        table = table_of(layer, work_copy)
        if not layer.isEditable():
            layer.setReadOnly(table in entries and not may_edit(catalogue, editor, table))
    return [layer.name() for layer in fresh], titles


def extent(project):
    """The rectangle that shows all features of ``project``, in its reference system; the town's middle without any."""
    whole = QgsRectangle()
    for layer in project.mapLayers().values():
        if layer.isSpatial() and layer.crs() == project.crs() and layer.featureCount():
            whole.combineExtentWith(layer.extent())
    if whole.isEmpty():
        x, y = OFFICE
        return QgsRectangle(x - _AROUND, y - _AROUND, x + _AROUND, y + _AROUND)
    return whole.buffered(max(whole.width(), whole.height()) * 0.05)


# --- layers


def sublayers(path):
    """Table -> QgsProviderSublayerDetails. By GDAL, which has the work copy open already: a second SQLite in this
    process would undo its locks."""
    found = QgsProviderRegistry.instance().querySublayers(str(path))
    return {each.name(): each for each in found if each.type() == Qgis.LayerType.Vector}


def _in_order(details, entries, known):
    """Tables that the project never had, in the catalogue's order; what only the work copy has comes last."""
    return [t for t in (*entries, *sorted(details.keys() - entries.keys())) if t in details and t not in known]


def _layer(detail, entry, language, qml):
    options = QgsProviderSublayerDetails.LayerOptions(QgsProject.instance().transformContext())
    options.loadDefaultStyle = False
    layer = detail.toLayer(options)
    layer.setCustomProperty(TABLE, detail.name())
    if entry is None:
        entry = LayerEntry(table=detail.name(), title=detail.name())
    layer.serverProperties().setAbstract("\n".join(about(entry)))
    dress(layer, entry, language, qml)
    return layer


def table_of(layer, work_copy):
    """The table that ``layer`` shows of ``work_copy``; '' for a layer from elsewhere."""
    if is_address(work_copy):
        known = isinstance(layer, QgsVectorLayer) and table_on_server(layer, work_copy)
        return layer.customProperty(TABLE, "") if known else ""
    if not isinstance(layer, QgsVectorLayer) or layer.providerType() != "ogr":
        return ""
    parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
    if Path(parts.get("path", "")) != Path(work_copy):
        return ""
    return parts.get("layerName") or layer.customProperty(TABLE, "")


_ABOUT = (  # translatable
    ("department", "Department: {value}"),
    ("source", "Source: {value}"),
    ("source_sheet", "Source sheet: {value}"),
    ("scale", "Drawn for 1:{value}"),
    ("accuracy", "Accuracy: {value} m"),
    ("update_cycle", "Updated: {value}"),
    ("licence", "Licence: {value}"),
    ("approval", "Survey approval: {value}"),
)


def about(entry):
    """What the catalogue says of a layer, one line each, as the tooltip in QGIS's list of layers shows it."""
    said = {**asdict(entry), "update_cycle": tr(CYCLES_SAID.get(entry.update_cycle, entry.update_cycle))}
    lines = [tr(text, value=said[name]) for name, text in _ABOUT if getattr(entry, name)]
    lines.append(tr(SHARING_SAID[entry.sharing]))
    if entry.personal and entry.sharing == OPEN:
        names = ", ".join(entry.labels.get(name, {}).get("ja", name) for name in entry.personal_fields)
        lines.append(tr("Never published (personal): {fields}", fields=names))
    return lines


# --- their place in the list


def _place(project, layers, entries):
    """Adds ``layers`` in groups by department: points above lines above areas, within a group and of the groups."""
    groups = {}
    for layer in layers:
        entry = entries.get(layer.customProperty(TABLE))
        name = (entry.department or tr("All departments")) if entry else tr("Only in this work copy")
        groups.setdefault(name, []).append(layer)
    root = project.layerTreeRoot()
    for name in sorted(groups, key=lambda name: _mean(map(_height, groups[name]))):
        group = root.findGroup(name) or root.addGroup(name)
        for layer in sorted(groups[name], key=_height):
            project.addMapLayer(layer, False)
            node = group.insertLayer(_index_for(group, layer), layer)
            node.setExpanded(False)
            entry = entries.get(layer.customProperty(TABLE))
            node.setItemVisibilityChecked(entry is None or entry.style.get("shown", True))


def _index_for(group, layer):
    """Where ``layer`` comes in ``group``: below those that are drawn above it."""
    heights = [_height(node.layer()) for node in group.findLayers() if node.layer()]
    return sum(height <= _height(layer) for height in heights)


def _height(layer):
    kind = layer.geometryType() if isinstance(layer, QgsVectorLayer) else None
    return _FROM_TOP.index(kind) if kind in _FROM_TOP else len(_FROM_TOP)


def _mean(values):
    values = list(values)
    return sum(values) / len(values)


def _snapping(project):
    snapping = QgsSnappingConfig(project)
    snapping.setEnabled(True)
    snapping.setMode(Qgis.SnappingMode.ActiveLayer)
    snapping.setTypeFlag(Qgis.SnappingTypes(Qgis.SnappingType.Vertex | Qgis.SnappingType.Segment))
    snapping.setTolerance(_SNAP_PIXELS)
    snapping.setUnits(QgsTolerance.UnitType.Pixels)
    return snapping
