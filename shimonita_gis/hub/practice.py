"""A hub to practise with: the standard layers, filled from the plugin's own made-up town.

It is a hub like any other. A colleague who does not exist has changed the very value that the person's own work copy
has changed too, so that the first sync ends in a conflict to settle.
"""

import tempfile
from pathlib import Path

from shimonita_gis.resources import resource

from . import workcopy
from .geopackage import opened, transaction
from .template import create_hub

COLLEAGUE = "同僚（練習用）"
_CAPACITY = "UPDATE evacuation_sites SET capacity = ? WHERE name LIKE '小学校%'"


def make_hub(folder, work_copy, editor):
    """Makes the hub ``folder`` and the GeoPackage ``work_copy`` of it with one change that was not sent yet; returns
    the hub's folder. Runs in a child process (child.py).

    Raises InputError where either is in use, OutputError for what the disk refuses.
    """
    hub = create_hub(folder, editor)
    path = workcopy.check_out(hub, work_copy, (), editor)
    _fill(path)
    workcopy.sync(path, editor, "練習用の町を入れた")
    _colleague_counts_anew(hub)
    _change(path, 320)
    return str(hub.folder)


def _fill(work_copy):
    from osgeo import gdal

    gdal.UseExceptions()
    for source in sorted(resource("practice", "layers").glob("*.fgb")):
        gdal.VectorTranslate(str(work_copy), str(source), accessMode="append", layerName=source.stem)


def _colleague_counts_anew(hub):
    with tempfile.TemporaryDirectory(prefix="shimonita-") as private:
        path = workcopy.check_out(hub, Path(private, "colleague.gpkg"), ("evacuation_sites",), COLLEAGUE)
        _change(path, 350)
        workcopy.sync(path, COLLEAGUE, "収容人数を数え直した")


def _change(work_copy, capacity):
    with opened(work_copy) as connection, transaction(connection):
        connection.execute(_CAPACITY, (capacity,))
