"""A folder of photos becomes cameras, damage points, footprints and a list of what could not be placed."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyproj

from shimonita_gis.datum import TOWN_EPSG, transformer
from shimonita_gis.errors import InputError, PhotoError, existing_folder
from shimonita_gis.progress import never, part, steps, unheard

from . import aim, flights, layers
from .ahead import ahead
from .photo import SUFFIXES, makers, read_photo
from .photofile import Window, content_hash
from .remarks import Remark
from .terrain import Answer, FlatGround, open_terrain, terrain_crs
from .track import read_track

ZONE_IX = (137.0, 33.5, 142.0, 38.0)  # west, south, east, north in degrees: where the town's own system is used
TOWN_DECLINATION = -8.0  # degrees; magnetic north is west of true north there
_TERRAIN_MARGIN = 2000.0
_PARTS = 1000
_READERS, _READ_AT_ONCE = 4, 16  # several files at once: cards and file shares answer slowly
_QUICK = 0.0005  # seconds a file
_FAR_KILOMETRES = 100
_DAMAGED = "It begins and ends like {file}: one of the two is probably a damaged copy."
_ORIGINAL = "Its original seems to be {file}."
_FAR = "The photo lies {kilometres} km from the others: its position may be wrong."
_NUMBERS = ["longitude", "latitude", "altitude", "relative_altitude", "position_error", "height_error", "true_yaw",
            "pitch", "roll", "yaw_error", "focal", "centre_x", "centre_y"]  # fmt: skip
_IGNORED = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})  # what Windows and macOS leave in every folder


@dataclass(frozen=True)
class Survey:
    """What an import gives, as GeoDataFrames in one projected system, and the ``rejected`` files as a DataFrame;
    ``messages`` are Remarks about the whole."""

    cameras: object
    damage: object
    footprints: object
    rejected: pd.DataFrame
    messages: tuple


def survey(folder, dem=None, recursive=True, timezone="+09:00", clock_offset="", tracks=(), whole=False,
           progress=unheard, cancelled=never):  # fmt: skip
    """The :class:`Survey` of every file in ``folder``.

    ``dem`` is the path of a terrain model, ``timezone`` the zone of the camera's clock, ``clock_offset`` the seconds
    to add to it (see :func:`flights.clock_offsets`), ``tracks`` GPX files for photos without a position; one that lies
    in a folder of photos is for these. With ``whole`` all bytes of the files are read for the column ``content``.
    Raises InputError for what concerns the whole; what concerns one file is in the table of rejected files.
    """
    folder = existing_folder(folder)
    zone, offsets = flights.zone(timezone), flights.clock_offsets(clock_offset)
    given = [(None, read_track(path)) for path in tracks]
    files, beside, rejected = _tracks_apart(photo_files(folder, recursive))
    photos, unread = read_photos(files, part(progress, 0, 0.3 if whole else 0.6), cancelled)
    if whole:
        photos, torn = with_contents(photos, part(progress, 0.3, 0.6), cancelled)
        unread += torn
    photos, repeated = _once(photos)
    frame = _table(folder, photos)
    _tell_flights_apart(frame, photos, zone, offsets)
    _place_by_tracks(frame, beside + given)
    _remark_originals(frame)
    frame, nowhere = _without(frame, photos, ~np.isfinite(frame["longitude"]), _why_nowhere)
    messages = []
    crs = _working_crs(frame, dem, messages)
    frame = _placed(frame, crs)
    frame, beyond = _without(frame, photos, ~np.isfinite(frame["x"]), _why_nowhere)
    _remark_far_ones(frame)
    terrain = _terrain(frame, dem, crs, messages)
    if len(frame):
        frame = flights.camera_heights(frame, terrain)
    view = _views(frame, terrain, part(progress, 0.6, 1.0), cancelled)
    rejected = layers.rejected(folder, rejected + unread + repeated + nowhere + beyond)
    return Survey(*layers.tables(frame, *view, crs, zone), rejected, tuple(messages))


def photo_files(folder, recursive=True, missing_ok=False):
    """Every file in ``folder`` in the order of their names, links to elsewhere not followed.

    Raises InputError where there is none, unless ``missing_ok``.
    """
    files = [Path(name) for name in _files_below(folder, recursive)]
    if not files and not missing_ok:
        raise InputError("There are no files in {folder}. Choose the folder that holds the photos.", folder=folder)
    return files


def _files(folder, recursive):
    """What a folder lists of itself tells files from folders: on a file share, to ask for each costs a round trip."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if recursive:
                yield from _files_below(entry.path, recursive)
        elif entry.is_file() and entry.name.lower() not in _IGNORED:
            yield entry.path


def _files_below(folder, recursive):
    try:
        yield from _files(folder, recursive)
    except OSError:
        yield os.fspath(folder)  # it is among the rejected files, with the reason


def read_photos(files, progress=unheard, cancelled=never):
    """The photos among ``files``, and (path, Remark) for each file that is none."""
    photos, rejected = [], []
    batches = [files[start : start + _READ_AT_ONCE] for start in range(0, len(files), _READ_AT_ONCE)]
    for batch, windows in zip(steps(batches, progress, cancelled), _fetched(batches), strict=True):
        for path, window in zip(batch, windows, strict=True):
            photo = _read(path, window)
            if isinstance(photo, Remark):
                rejected.append((path, photo))
            else:
                photos.append(photo)
    return photos, rejected


def _fetched(batches):
    """The windows of the files, batch by batch. Where the first batch came slowly (a card, a file share) threads fetch
    the others several at once; a disk that answers at once is quicker than threads change over."""
    began = time.perf_counter()
    for batch in batches[:1]:
        yield _windows(batch)
    if time.perf_counter() - began < _QUICK * _READ_AT_ONCE:
        yield from map(_windows, batches[1:])
        return
    with ThreadPoolExecutor(_READERS) as pool:
        yield from ahead(pool, _windows, batches[1:], 2 * _READERS)


def with_contents(photos, progress=unheard, cancelled=never):
    """``photos`` with the hash of all their bytes, and (path, Remark) for those that cannot be read to their end."""
    whole, torn = [], []
    with ThreadPoolExecutor(_READERS) as pool:
        hashes = ahead(pool, _content, [photo.path for photo in photos], 2 * _READERS)
        for photo, content in zip(steps(photos, progress, cancelled), hashes, strict=True):
            if isinstance(content, OSError):
                torn.append((photo.path, _unreadable(content)))
            else:
                whole.append(replace(photo, content=content))
    return whole, torn


def _once(photos):
    """Each of ``photos`` once, and (path, Remark) for those that came again.

    Where all bytes were read these decide; a photo that only begins and ends like another one is kept, under an id of
    its own, with a remark.
    """
    kept, repeated, seen = [], [], {}
    for photo in photos:
        first = seen.setdefault(photo.content or photo.identity, photo)
        if first is not photo:
            repeated.append((photo.path, Remark("The same photo as {file}.", {"file": first.path.name})))
            continue
        like = seen.setdefault(photo.identity, photo)
        if like is not photo:
            damaged = Remark(_DAMAGED, {"file": like.path.name})
            photo = replace(photo, identity=photo.content, notes=(*photo.notes, damaged))
        kept.append(photo)
    return kept, repeated


def _content(path):
    try:
        return content_hash(path)
    except OSError as error:
        return error


def _unreadable(error):
    return Remark("The file cannot be read ({reason}).", {"reason": error.strerror or error})


def _windows(paths):
    return [_window(path) for path in paths]


def _window(path):
    """The file's :class:`Window`, the OSError that it met, or None for what is no photo by its name."""
    if path.suffix.lower() not in SUFFIXES:
        return None
    try:
        return Window(path)
    except OSError as error:
        return error


def _read(path, window):
    """The photo, or the Remark that says why it is none."""
    try:
        return _photo(path, window)
    except PhotoError as error:
        return Remark(error.text, error.values)


def _photo(path, window):
    if window is None and path.is_dir():
        raise PhotoError("The folder cannot be opened. Ask for the right to read it.")
    if window is None:
        raise PhotoError("Not a photo: files that end in {suffix} are left alone.", suffix=path.suffix or "nothing")
    if isinstance(window, OSError):
        raise PhotoError("The file cannot be read ({reason}).", reason=window.strerror or window)
    try:
        return read_photo(path, window)
    except PhotoError:
        raise
    except Exception as error:  # one file of a stranger's making must not stop the other thousand
        raise PhotoError("Its metadata is damaged ({reason}).", reason=type(error).__name__) from error


def _table(folder, photos):
    below = folder.as_posix().rstrip("/") + "/"
    rows = [
        (
            number, name.removeprefix(below), photo.identity, photo.content, photo.maker, photo.model,
            photo.serial, photo.software, photo.edited, photo.longitude, photo.latitude, photo.position_source,
            photo.altitude, photo.altitude_source, photo.relative_altitude, photo.position_error, photo.height_error,
            photo.attitude.yaw, photo.attitude.pitch, photo.attitude.roll, photo.attitude.source, photo.attitude.error,
            photo.lens.focal, photo.lens.source, photo.lens.width, photo.lens.height, photo.lens.centre_x,
            photo.lens.centre_y, ",".join(f"{k:.9g}" for k in photo.lens.distortion),
            (photo.maker, photo.model, photo.serial, name.rpartition("/")[0]), list(photo.notes),
        )
        for number, (photo, name) in enumerate((photo, photo.path.as_posix()) for photo in photos)
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=[
        "number", "photo", "photo_id", "content", "maker", "model",
        "serial", "software", "edited", "longitude", "latitude", "position_source",
        "altitude", "altitude_source", "relative_altitude", "position_error", "height_error",
        "true_yaw", "pitch", "roll", "yaw_source", "yaw_error",
        "focal", "focal_source", "width", "height", "centre_x",
        "centre_y", "distortion",
        "card", "notes",
    ])  # fmt: skip
    frame["folder"] = str(folder)
    return frame.astype(dict.fromkeys(_NUMBERS, float) | {"edited": bool, "width": int, "height": int})


def _tell_flights_apart(frame, photos, zone, offsets):
    """Adds when each photo was taken and its flight. Corrections of single flights come after these are known."""
    _set_times(frame, flights.times(photos, zone, offsets))
    numbers = flights.flight_numbers(list(frame["taken"]), list(frame["card"]))
    if any(name.isdecimal() for name in offsets):
        _set_times(frame, flights.times(photos, zone, offsets, numbers))
    frame["flight"] = frame["flight_number"] = numbers


def _set_times(frame, times):
    frame["taken"] = pd.Series([time for time, _ in times], frame.index, object)
    frame["time_source"] = [source for _, source in times]


def _tracks_apart(files):
    """Photo files, (folder, Track) of the GPX files among them, and (path, Remark) of those that are no track."""
    others, tracks, rejected = [], [], []
    for path in files:
        if path.suffix.lower() != ".gpx":
            others.append(path)
            continue
        try:
            tracks.append((path.parent, read_track(path)))
            rejected.append((path, Remark("Not a photo: it was used as the GPX track of the photos in its folder.")))
        except InputError as error:
            rejected.append((path, Remark(error.text, error.values)))
    return others, tracks, rejected


def _place_by_tracks(frame, tracks):
    """Photos without a position, flight by flight: by the track that covers most of the flight, then by the others. A
    track with a folder is for the photos in it and below alone."""
    lacking = ~np.isfinite(frame["longitude"]) & frame["taken"].notna()
    for _, rows in frame[lacking].groupby("flight_number").groups.items():
        here = Path(frame.loc[rows[0], "card"][-1])  # a card, and so a flight, is in one folder
        usable = [track for folder, track in tracks if folder is None or here.is_relative_to(folder)]
        seconds = np.array([time.timestamp() for time in frame.loc[rows, "taken"]])
        for track in sorted(usable, key=lambda track: np.isnan(track.at(seconds)[0]).sum()):
            _place_by_track(frame, rows[~np.isfinite(frame.loc[rows, "longitude"])], track)


def _place_by_track(frame, rows, track):
    longitude, latitude, height = track.at([time.timestamp() for time in frame.loc[rows, "taken"]])
    found = np.isfinite(longitude)
    frame.loc[rows[found], ["longitude", "latitude"]] = np.column_stack([longitude, latitude])[found]
    frame.loc[rows[found], "position_source"] = "track"
    high = found & np.isfinite(height) & ~np.isfinite(frame.loc[rows, "altitude"].to_numpy(float))
    frame.loc[rows[high], "altitude"] = height[high]
    frame.loc[rows[high], "altitude_source"] = "GPS"


def _remark_originals(frame):
    """A photo that a program has saved again beside its original is told so; both stay."""
    if not frame["edited"].any():
        return
    shots = list(zip(*(frame[name] for name in ("taken", "model", "serial", "longitude", "latitude")), strict=True))
    originals = {
        shot: photo
        for shot, photo, edited in zip(shots, frame["photo"], frame["edited"], strict=True)
        if not edited and shot[0]
    }
    for shot, notes, edited in zip(shots, frame["notes"], frame["edited"], strict=True):
        if edited and shot in originals:
            notes.append(its_original(originals[shot]))


def its_original(file):
    return Remark(_ORIGINAL, {"file": file})


def _without(frame, photos, lost, why):
    """The table without the ``lost`` photos, and (path, Remark) for these."""
    rejected = [(photos[row["number"]].path, why(row)) for _, row in frame[lost].iterrows()]
    return frame[~lost].reset_index(drop=True), rejected


def _why_nowhere(row):
    if pd.isna(row["taken"]):
        return Remark("The photo has neither a position nor a time.")
    return Remark("The photo has no position. If a GPX track of the flight exists, give it as the track.")


def _working_crs(frame, dem, messages):
    """The town's system near the town, else the terrain model's, else UTM."""
    if not len(frame):
        return pyproj.CRS(TOWN_EPSG)
    longitude, latitude = frame["longitude"].median(), frame["latitude"].median()
    west, south, east, north = ZONE_IX
    if west <= longitude <= east and south <= latitude <= north:
        return pyproj.CRS(TOWN_EPSG)
    crs = terrain_crs(dem) if dem else None
    if crs is None or not crs.is_projected or crs.axis_info[0].unit_name != "metre":
        crs = pyproj.CRS((32600 if latitude >= 0 else 32700) + int((longitude + 180) // 6) % 60 + 1)
    messages.append(
        Remark("The photos lie far from the town: the results are in {crs} instead of EPSG:6677.", {"crs": crs.name})
    )
    return crs


def _placed(frame, crs):
    """Adds x, y and the yaw against the map's north."""
    longitude, latitude = frame["longitude"].to_numpy(float), frame["latitude"].to_numpy(float)
    x, y = _on_map(longitude, latitude, crs)
    x_north, y_north = _on_map(longitude, latitude + 1e-4, crs)
    convergence = np.degrees(np.arctan2(x_north - x, y_north - y))
    magnetic = (frame["yaw_source"] == "compass, magnetic").to_numpy()
    yaw = frame["true_yaw"].to_numpy(float) + np.where(magnetic, TOWN_DECLINATION, 0.0)
    return frame.assign(x=x, y=y, true_yaw=yaw % 360, yaw=(yaw + convergence) % 360)


def _on_map(longitude, latitude, crs):
    """x, y in ``crs``, NaN at the poles, which no photo of a town shows."""
    inside = np.abs(latitude) < 89
    x, y = np.full(len(longitude), np.nan), np.full(len(longitude), np.nan)
    x[inside], y[inside] = transformer(4326, crs).transform(longitude[inside], latitude[inside])
    return x, y


def _remark_far_ones(frame):
    """A position far from all others is shown as it is, with a remark: it may be wrong."""
    away = np.hypot(frame["x"] - frame["x"].median(), frame["y"] - frame["y"].median()) / 1000
    for index in np.flatnonzero(away > _FAR_KILOMETRES):
        frame["notes"].iat[index].append(Remark(_FAR, {"kilometres": round(away.iat[index])}))


def _terrain(frame, dem, crs, messages):
    if not dem or not len(frame):
        return None
    bounds = (frame["x"].min() - _TERRAIN_MARGIN, frame["y"].min() - _TERRAIN_MARGIN,
              frame["x"].max() + _TERRAIN_MARGIN, frame["y"].max() + _TERRAIN_MARGIN)  # fmt: skip
    terrain = open_terrain(dem, crs, bounds)
    if terrain is None:
        messages.append(
            Remark("The terrain model does not reach the photos: flat ground at take-off height was taken instead.")
        )
    return terrain


def damage_of(cameras, terrain=None, progress=unheard, cancelled=never):
    """The damage points of a table of cameras as it is now (columns of the output CAMERAS), as of an import."""
    flat = cameras["z"].astype(float) - cameras["relative_altitude"].astype(float)
    frame = pd.DataFrame(cameras.drop(columns="geometry")).assign(flat_ground=flat)
    if terrain is not None:
        frame["ground"] = terrain.height_at(frame["x"].to_numpy(float), frame["y"].to_numpy(float))
    found, _, _ = _views(frame, terrain, progress, cancelled)
    return layers.damage_points(frame.assign(has_aim=found.answer == Answer.GROUND), found, cameras.crs)


def _views(frame, terrain, progress, cancelled):
    """Aims, polygons and openness for each camera, some hundred at a time."""
    starts = range(0, len(frame), _PARTS)
    views = [_view(frame.iloc[start : start + _PARTS], terrain) for start in steps(starts, progress, cancelled)]
    if not views:
        return None, np.empty(0, object), np.empty(0, bool)
    found = [view[0] for view in views]
    joined = aim.Aims(*(np.concatenate([getattr(each, name) for each in found])
                        for name in ("points", "answer", "major", "minor", "azimuth")))  # fmt: skip
    return joined, *(np.concatenate([view[place] for view in views]) for place in (1, 2))


def _view(frame, terrain):
    """On the terrain where the camera stands over it, on flat ground elsewhere."""
    cameras = aim.cameras_of(frame)
    errors = pose_errors(frame)
    over = np.isfinite(frame["ground"].to_numpy(float)) if terrain else np.zeros(len(frame), bool)
    found = aim.Aims(np.full((len(frame), 3), np.nan), np.full(len(frame), Answer.NO_DATA, np.int8),
                     *np.full((3, len(frame)), np.nan))  # fmt: skip
    polygons, is_open = np.full(len(frame), None, object), np.zeros(len(frame), bool)
    for where, ground in ((over, terrain), (~over, FlatGround(frame["flat_ground"].to_numpy(float)[~over]))):
        if where.any():
            some = aim.aims(cameras[where], ground, errors[where])
            for name in ("points", "answer", "major", "minor", "azimuth"):
                getattr(found, name)[where] = getattr(some, name)
            polygons[where], is_open[where] = aim.footprints(cameras[where], ground)
    return found, polygons, is_open


def pose_errors(frame):
    """The :class:`aim.PoseErrors` of a table of photos: what the file states, else what its kind usually has."""
    table = makers()["errors"]
    place = frame["position_error"].fillna(frame["position_source"].map(table["position"]).astype(float))
    angles = np.full((2, len(frame)), [[table["pitch"]], [table["roll"]]])
    return aim.PoseErrors(place.to_numpy(float), frame["z_error"].to_numpy(float), frame["yaw_error"].to_numpy(float),
                          *angles)  # fmt: skip
