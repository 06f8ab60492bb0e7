"""The layers behind the viewer: which hold photos, read beside the window into one table with what was judged."""

from dataclasses import dataclass
from functools import cache

from qgis.core import (
    QgsExpression,
    QgsFeatureRequest,
    QgsProject,
    QgsTask,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QVariant

from shimonita_gis.cartography.layersource import LayerSource, LayerUnreadError, feature_of
from shimonita_gis.cartography.photopictures import file_of
from shimonita_gis.dependencies import missing_package
from shimonita_gis.errors import ShimonitaGisError
from shimonita_gis.interpreter import no_garbage_collection, search_all_again, short_turns, spare_what_is_there
from shimonita_gis.translation import explain, tr

CAMERA_FIELDS = frozenset({"photo", "yaw", "pitch", "roll", "focal", "width", "height"})
# what the viewer needs of the cameras beside what they see
_ABOUT_PHOTOS = (
    "photo", "photo_id", "folder", "flight", "taken", "taken_local", "kind", "grade", "district", "incident", "road",
    "state",
)  # fmt: skip
_PLAIN = {str, int, float, bool}
_TOGETHER = 20_000.0  # metres from the middle of the photos beyond which one is not taken to be of this survey
_BEYOND = 1500.0  # metres of terrain around the cameras


def camera_layers():
    """The project's layers of cameras, as the import and the hub make them."""
    return [layer for layer in _points() if {field.name() for field in layer.fields()} >= CAMERA_FIELDS]


def damage_layers():
    """The project's layers of damage points."""
    from shimonita_gis.photos.judgement import roles

    found = []
    for layer in _points():
        names = [field.name() for field in layer.fields()]
        if {"photo", "kind", "grade"} <= roles(names).keys() and not set(names) >= CAMERA_FIELDS:
            found.append(layer)
    return found


def _points():
    layers = QgsProject.instance().mapLayers().values()
    vectors = [each for each in layers if isinstance(each, QgsVectorLayer) and each.isValid()]
    return sorted((each for each in vectors if "photo" in each.fields().names()), key=lambda layer: layer.name())


@dataclass
class Photos:
    """``table`` has a row per photo: the columns of the layer of cameras, and kind, grade, district, flight, taken,
    incident and fid of its damage point (of the first that is not graded, where there are several); ``points`` lists
    all damage points of a photo as {key: [(fid, x, y), …]}; ``where`` says {key: (photo, photo_id, folder)};
    ``crs`` is the cameras' system (pyproj); ``choices`` are the kinds, districts and flights that there are, ``span``
    the whole minutes (from, until) in which the photos were taken, None where no time is known; ``sights`` is what each
    row's photo sees."""

    table: object
    points: dict
    crs: object
    terrain: object
    remarks: list
    beside: str = ""

    def __post_init__(self):
        from shimonita_gis.photos.sight import Sights

        self.sights = Sights(self.table, self.terrain)
        self._middle = {name: float(self.table[name].astype(float).median()) for name in ("x", "y")}
        where = [texts(self.table, name) for name in ("photo", "photo_id", "folder")]
        self.where = dict(zip(self.table["key"], zip(*where, strict=True), strict=True))
        self._rows = {key: row for row, key in enumerate(self.table["key"])}
        self.choices = {name: sorted(set(self.table[name]) - {""}) for name in ("kind", "district", "flight")}
        times = self.table["taken"].dropna()
        self.span = (times.min().floor("min"), times.max().ceil("min")) if len(times) else None
        self._fids = {fid: key for key, points in self.points.items() for fid, _, _ in points}

    def row_of(self, key):
        """The row of the photo with this key, None where there is none."""
        return self._rows.get(key)

    def key_of_point(self, fid):
        """The key of the photo that a damage point belongs to, '' where it is not known."""
        return self._fids.get(fid, "")

    def forget_point(self, fid):
        """The damage point ``fid`` is there no more; returns the key of its photo."""
        key = self._fids.pop(fid, "")
        self.points[key] = [each for each in self.points.get(key, []) if each[0] != fid]
        return key

    def take_point(self, fid, key, known):
        """Takes what point_of says of the damage point ``fid``; returns the row of its photo, None where no photo of
        the table is meant."""
        key = self.forget_point(fid) if known is None else key
        row = self._rows.get(key)
        if row is None:
            return None
        if known is None:
            known = dict.fromkeys(("kind", "grade"), "") | {"fid": None}
        else:
            self.forget_point(fid)
            self._fids[fid] = key
            self.points.setdefault(key, []).append((fid, *known["place"]))
        for name in known.keys() & set(self.table.columns):
            self.table.at[row, name] = known[name]
        return row

    def that_saw(self, x, y, z=None):
        """The photos that saw the place, as photos_of_place gives them, with their row of the table."""
        from shimonita_gis.photos.seen import photos_of_place

        return photos_of_place(self.table.assign(row=range(len(self.table))), x, y, z, terrain=self.terrain)

    def away(self, row):
        """Kilometres from the middle of all cameras to that of a row; 0 where it has no place."""
        x, y = (float(self.table.at[row, name]) - middle for name, middle in self._middle.items())
        away = (x * x + y * y) ** 0.5 / 1000
        return away if away == away else 0.0


class LoadTask(QgsTask):
    """Reads the layers and the terrain model; ``done(Photos or None, problem)`` at the end, in the window's thread.
    ``later`` then says that they were being saved: a moment later they can be read."""

    def __init__(self, cameras, damage, terrain, done):
        super().__init__(tr("Reading the photos"), QgsTask.Flag.CanCancel | QgsTask.Flag.Hidden)
        self._cameras, self._damage = _Source(cameras), _Source(damage) if damage else None
        self._crs, self._terrain, self._done = cameras.crs().toWkt(), terrain, done
        self._beside = folder_of(cameras)
        self._photos, self._problem, self.later = None, "", False

    def run(self):
        try:
            with no_garbage_collection(), short_turns():
                self._photos = self._read()
                spare_what_is_there()  # until the window is closed
        except ShimonitaGisError as error:
            self._problem, self.later = explain(error), isinstance(error, LayerUnreadError)
        except Exception as error:  # what went wrong is shown: a task that only fails says nothing
            missing = missing_package(error) if isinstance(error, ModuleNotFoundError) else None
            self._problem = explain(missing) if missing else f"{type(error).__name__}: {error}"
        return self._photos is not None

    def finished(self, successful):
        self._done(self._photos, self._problem)

    def forget(self):
        """The window that asked is gone."""
        self._done = lambda photos, problem: search_all_again()
        self.cancel()

    def _read(self):
        import pyproj

        # most of them so that the window need not wait when it wants them
        from shimonita_gis.photos import finding, seen, sight, thumbnails, townlayers  # noqa: F401
        from shimonita_gis.photos.judgement import ROLES

        table = self._cameras.frame({*sight.COLUMNS, *_ABOUT_PHOTOS})
        if {"x", "y"} <= set(table):
            table = table.drop(columns=["x", "y"])
        table = table.rename(columns={"_x": "x", "_y": "y"}).drop(columns="fid")
        crs, remarks = pyproj.CRS(self._crs), []
        points = {}
        judged = self._damage.frame({name for names in ROLES.values() for name in names}, crs) if self._damage else None
        table = joined(table, judged, points)
        terrain = self._open_terrain(table, crs, remarks)
        return Photos(table, points, crs, terrain, remarks, self._beside)

    def _open_terrain(self, table, crs, remarks):
        import numpy as np

        from shimonita_gis.photos.terrain import open_terrain

        if not self._terrain:
            remarks.append(tr("No terrain model is chosen: places are found as if the ground were flat."))
            return None
        x, y = table["x"].dropna().to_numpy(float), table["y"].dropna().to_numpy(float)
        if not len(x):
            return None
        near = np.hypot(x - np.median(x), y - np.median(y)) < _TOGETHER
        x, y = x[near], y[near]
        bounds = (x.min() - _BEYOND, y.min() - _BEYOND, x.max() + _BEYOND, y.max() + _BEYOND)
        try:
            terrain = open_terrain(self._terrain, crs, bounds)
        except ShimonitaGisError as error:
            remarks.append(explain(error))
            return None
        if terrain is not None:
            terrain.make_ready()
        else:
            remarks.append(tr("The terrain model does not reach the photos: the ground is taken to be flat."))
        return terrain


class _Source:
    """A layer's features, edits that are not saved included, for another thread."""

    def __init__(self, layer):
        self._source = LayerSource(layer)
        self._names = layer.fields().names()
        self._crs = layer.crs().toWkt()

    def frame(self, wanted=None, crs=None, request=None):
        """A DataFrame of the fields with fid, _x and _y (in ``crs`` where it is given); only of those fields that are
        among the names ``wanted``, in whatever case, and of the features that the QgsFeatureRequest asks for, where
        these are given."""
        import pandas as pd

        lower = None if wanted is None else {name.lower() for name in wanted}
        fields = [i for i, name in enumerate(self._names) if lower is None or name.lower() in lower]
        rows = []
        request = request or QgsFeatureRequest().setSubsetOfAttributes(fields)
        for feature in self._source.features(request):
            shape = feature.geometry()
            point = shape.constGet() if not shape.isNull() and not shape.isEmpty() else None
            place = (point.x(), point.y()) if hasattr(point, "x") else (None, None)
            rows.append([feature.id(), *place, *(_plain(feature.attribute(i)) for i in fields)])
        names = [self._names[i] if self._names[i].lower() != "fid" else "_fid" for i in fields]
        table = pd.DataFrame(rows, columns=["fid", "_x", "_y", *names])
        table[["_x", "_y"]] = table[["_x", "_y"]].astype(float)
        return self._moved(table, crs)

    def _moved(self, table, crs):
        import pyproj

        from shimonita_gis.datum import transformer

        own = pyproj.CRS(self._crs) if self._crs else crs
        if crs is not None and own != crs and len(table):
            table["_x"], table["_y"] = transformer(own, crs).transform(table["_x"].to_numpy(), table["_y"].to_numpy())
        return table


def joined(table, judged, points):
    """The table of photos with what was judged of each; ``points`` is filled."""
    import pandas as pd

    from shimonita_gis.photos.judgement import NOT_YET, roles

    table = table.copy()
    table["key"] = keys(table)
    if judged is not None and len(judged):
        field = roles(judged.columns)
        known = pd.DataFrame({"key": keys(judged), "fid": judged["fid"]})
        for role in ("kind", "grade", "district", "incident", "road", "state", "best"):
            known[role] = texts(judged, field.get(role))
        for key, fid, x, y in zip(known["key"], known["fid"], judged["_x"], judged["_y"], strict=True):
            points.setdefault(key, []).append((fid, x, y))
        known = known.assign(done=~known["grade"].isin(NOT_YET)).sort_values(["done", "fid"]).drop_duplicates("key")
        table = table.drop(columns=set(known) & set(table) - {"key"}).merge(known, on="key", how="left")
    for role in ("kind", "grade", "district", "incident", "road", "flight", "state"):
        table[role] = texts(table, role if role in table else None)
    if "fid" not in table:
        table["fid"] = None
    taken = table["taken"] if "taken" in table else pd.Series(pd.NaT, table.index)
    table["taken"] = pd.to_datetime(taken, utc=True, errors="coerce")
    return table.sort_values(["taken", "photo"], na_position="last", kind="stable").reset_index(drop=True)


def keys(table):
    """What tells photos apart: their content where the layer knows it, else their path."""
    by_path = texts(table, "photo")
    if "photo_id" not in table:
        return by_path
    by_content = texts(table, "photo_id")
    return by_content.where(by_content != "", by_path)


def texts(table, column):
    """A column as texts, '' for NULL."""
    import pandas as pd

    if column is None or column not in table:
        return pd.Series("", table.index, object)
    return table[column].astype(object).where(table[column].notna(), "").astype(str)


def folder_of(layer):
    """The folder that the layer's file lies in; '' for layers in memory or on a server."""
    file = file_of(layer)
    return str(file.parent) if file else ""


def _plain(value):
    if type(value) in _PLAIN:
        return value
    if value is None or isinstance(value, QVariant):  # which only NULL is; comparing with it goes through Python
        return None
    if isinstance(value, QDateTime):
        return _stamp(value)
    return value.toString("yyyy-MM-dd") if isinstance(value, QDate) else value


def _stamp(value):
    import pandas as pd

    return pd.Timestamp(value.toMSecsSinceEpoch(), unit="ms", tz="UTC") if value.isValid() else None


def point_of(edits, fid, photos):
    """(key of its photo, what the table knows of it) for one damage point as it is now; (None, None) where it is
    gone."""
    from shimonita_gis.datum import transformer

    feature = feature_of(edits.layer, fid)
    if not feature.isValid():
        return None, None
    values = {role: _plain(feature.attribute(name)) for role, name in edits.roles.items()}
    shape, place = feature.geometry(), (float("nan"), float("nan"))
    if not shape.isNull() and not shape.isEmpty():
        point = shape.constGet()
        place = (point.x(), point.y())
        own = _system(edits.layer.crs().toWkt())
        if own != photos.crs:
            place = transformer(own, photos.crs).transform(*place)
    known = {role: values.get(role) or "" for role in ("kind", "grade", "district", "incident", "road", "state")}
    return values.get("photo_id") or values.get("photo"), known | {"fid": fid, "place": place}


@cache
def _system(wkt):
    """The pyproj.CRS; parsing takes longer than all the rest of reading a point."""
    import pyproj

    return pyproj.CRS(wkt)


def rows_of(edits, names):
    """The damage points of the incidents ``names`` as a GeoDataFrame indexed by fid, edits included."""
    return _rows(edits, _of_incidents(edits, names))


def rows_of_points(edits, fids):
    """The damage points ``fids``, as of :func:`rows_of`."""
    return _rows(edits, QgsFeatureRequest(list(fids)))


def response_of(edits, name):
    """What the damage points of an incident say of the response, edits included: timelines and states (lists of
    texts), empty for what the layer has no field."""
    features = list(edits.layer.getFeatures(_of_incidents(edits, [name])))
    fields = (edits.roles.get(role) for role in ("timeline", "state"))
    return tuple([_plain(each[field]) or "" for each in features] if field else [] for field in fields)


def incidents_of(edits):
    """The numbers of all incidents in the layer, edits included."""
    found = edits.layer.uniqueValues(edits.layer.fields().indexFromName(edits.roles["incident"]))
    return {value for value in map(_plain, found) if value}


def _of_incidents(edits, names):
    field = QgsExpression.quotedColumnRef(edits.roles["incident"])
    listed = ",".join(map(QgsExpression.quotedValue, sorted(names)))
    return QgsFeatureRequest(QgsExpression(f"{field} IN ({listed or 'NULL'})"))


def _rows(edits, request):
    import geopandas as gpd
    from shapely import points

    table = _Source(edits.layer).frame(request=request).set_index("fid")
    crs = _system(edits.layer.crs().toWkt()) if edits.layer.crs().isValid() else None
    return gpd.GeoDataFrame(table, geometry=points(table["_x"], table["_y"]), crs=crs)
