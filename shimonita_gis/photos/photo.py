"""One photo as its maker describes it: where the camera was, how it looked, and how far each can be trusted."""

import json
import math
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from functools import cache, lru_cache
from pathlib import Path

from shimonita_gis.errors import PhotoError
from shimonita_gis.resources import resource

from .exif import plain_text
from .photofile import parts
from .remarks import Remark
from .xmp import Packets

SUFFIXES = frozenset({".jpg", ".jpeg", ".jpe", ".tif", ".tiff", ".dng", ".heic", ".heif"})

NAN = float("nan")
_HUGE = 1e300
_JAPAN, _TWO_DAYS = timezone(timedelta(hours=9)), timedelta(days=2)
_FIRST_DIGITAL = datetime(1995, 1, 1, tzinfo=UTC)
_NULL_ISLAND = 1e-3  # degrees around (0, 0): a receiver without a fix
_RTK_FIXED = 50
_SAVED_LATER = "Saved by {program} after the flight: the picture may have been turned or cropped."
_FULL_FRAME_DIAGONAL = math.hypot(36, 24)
_MILLIMETRES = {2: 25.4, 3: 10.0, 4: 1.0, 5: 0.001}  # EXIF FocalPlaneResolutionUnit


@dataclass(frozen=True, slots=True)
class Attitude:
    """Where the camera's axis points, in degrees: ``yaw`` clockwise from true north, ``pitch`` above the horizon
    (-90 is straight down), ``roll`` clockwise about the axis. NaN where unknown. ``source`` says whose yaw it is."""

    yaw: float = NAN
    pitch: float = NAN
    roll: float = NAN
    source: str = ""
    error: float = NAN


@dataclass(frozen=True, slots=True)
class Lens:
    """Pinhole camera in pixels of the picture as it is shown; ``distortion`` is Brown's k1, k2, k3, p1, p2."""

    focal: float = NAN
    source: str = ""
    width: int = 0
    height: int = 0
    centre_x: float = NAN
    centre_y: float = NAN
    distortion: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Photo:
    """What one file says. Longitude and latitude in degrees (WGS 84), heights in metres, NaN where unknown.

    ``identity`` tells photos apart at a glance; ``content`` is a hash of all bytes where these were read.
    ``clock`` is the camera's own time without a zone unless the file states one, ``gps_time`` is UTC.
    ``position_error`` and ``height_error`` are standard deviations that the file itself states.
    """

    path: Path
    identity: str
    content: str = ""
    maker: str = ""
    model: str = ""
    serial: str = ""
    software: str = ""
    edited: bool = False
    longitude: float = NAN
    latitude: float = NAN
    position_source: str = ""
    altitude: float = NAN
    altitude_source: str = ""
    relative_altitude: float = NAN
    position_error: float = NAN
    height_error: float = NAN
    attitude: Attitude = field(default_factory=Attitude)
    lens: Lens = field(default_factory=Lens)
    clock: datetime | None = None
    gps_time: datetime | None = None
    notes: tuple[Remark, ...] = ()

    @property
    def has_position(self):
        return math.isfinite(self.longitude) and math.isfinite(self.latitude)


@cache
def makers():
    """The table of what makers write, ``resources/photos/makers.json``."""
    return json.loads(resource("photos", "makers.json").read_text(encoding="utf-8"))


@cache
def sensors():
    """Sensor sizes by model name, ``resources/photos/sensors.json``."""
    return json.loads(resource("photos", "sensors.json").read_text(encoding="utf-8"))


def read_photo(path, window=None):
    """The :class:`Photo` at ``path``; one without a position is returned too (a GPX track may know it).

    ``window`` is the :class:`photofile.Window` of the file where another thread has made it already.

    Raises PhotoError with the reason where the file is no photo that can be read.
    """
    try:
        found = parts(window or path)
    except OSError as error:
        raise PhotoError("The file cannot be read ({reason}).", reason=error.strerror or error) from error
    notes = []
    xmp = _xmp(found.xmp, notes)
    tags = found.tags
    edited = _edited(tags, xmp)
    if edited:
        notes.append(Remark(_SAVED_LATER, {"program": edited}))
    longitude, latitude, position_source = _position(tags, xmp, notes)
    altitude, altitude_source = _altitude(tags, xmp)
    maker = _text(tags, "Make")
    model = _text(tags, "Model")
    return Photo(
        path=path if isinstance(path, Path) else Path(path),
        identity=found.identity,
        maker=maker,
        model=model,
        serial=_text(tags, "BodySerialNumber") or _text(tags, "CameraSerialNumber"),
        software=edited or _text(tags, "Software"),
        edited=bool(edited),
        longitude=longitude,
        latitude=latitude,
        position_source=position_source,
        altitude=altitude,
        altitude_source=altitude_source,
        relative_altitude=_within(_number(xmp, "relative_altitude"), -500, 20000),
        position_error=_stated_position_error(tags, xmp),
        height_error=_first_finite(_number(xmp, "rtk_height"), _number(xmp, "height_error")),
        attitude=_attitude(tags, xmp),
        lens=_lens(tags, xmp, model, found.width, found.height),
        clock=_clock(tags, notes),
        gps_time=_gps_time(tags),
        notes=tuple(notes),
    )


@cache
def _packets():
    return Packets(makers()["namespaces"])


def _xmp(packet, notes):
    if not packet:
        return {}
    try:
        return _packets().flat(packet)
    except PhotoError as error:
        notes.append(Remark(error.text, error.values))
        return {}


def _edited(tags, xmp):
    """The name of the program that has saved the photo after the camera, or ''."""
    return next((name for name in (_text(tags, "Software"), _stated(xmp, "tool")) if _is_editor(name)), "")


@lru_cache(1024)
def _is_editor(name):
    lowered = name.lower()
    return any(editor in lowered for editor in makers()["editors"])


# -- position


def _position(tags, xmp, notes):
    for source, place in (("GPS", _gps_place), ("XMP", _xmp_place)):
        longitude, latitude = place(tags, xmp, notes)
        if abs(latitude) <= 90 and abs(longitude) <= 180 and math.hypot(longitude, latitude) > _NULL_ISLAND:
            return longitude, latitude, "RTK" if _is_rtk(xmp) else source
    return NAN, NAN, ""


def _gps_place(tags, _xmp, notes):
    return _degrees(tags, "GPSLongitude", "W", notes), _degrees(tags, "GPSLatitude", "S", notes)


def _xmp_place(_tags, xmp, _notes):
    return _number(xmp, "longitude"), _number(xmp, "latitude")


def _degrees(tags, name, negative, notes):
    """Degrees from the three rationals of a GPS tag; minutes or seconds written as 0/0 count as none."""
    values = tags.get(name)
    if not _numbers(values) or not math.isfinite(values[0]):
        return NAN
    degrees = sum(value / 60**place for place, value in enumerate(values[:3]) if math.isfinite(value))
    hemisphere = _text(tags, name + "Ref").upper()
    if not hemisphere:
        notes.append(Remark("The file does not say which hemisphere it means; north and east were taken."))
    return -degrees if hemisphere.startswith(negative) else degrees


def _is_rtk(xmp):
    return _number(xmp, "rtk_flag") == _RTK_FIXED


def _altitude(tags, xmp):
    """Height in metres and its source; RTK heights are ellipsoidal, the others above sea level more or less."""
    absolute = _within(_number(xmp, "absolute_altitude"), -1000, 20000)
    if math.isfinite(absolute):
        return absolute, "RTK" if _is_rtk(xmp) else "absolute"
    altitude = _within(_tag_number(tags, "GPSAltitude"), -1000, 20000)
    below = tags.get("GPSAltitudeRef", (0,))[0] == 1
    # a drone that is "below sea level" has the reference wrong (Mavic 3): only a small depth is believed
    return (-altitude if below and altitude < 20 else altitude), "GPS" if math.isfinite(altitude) else ""


def _stated_position_error(tags, xmp):
    rtk = math.hypot(_number(xmp, "rtk_east"), _number(xmp, "rtk_north")) / math.sqrt(2)
    stated = _first_finite(rtk, _number(xmp, "position_error"), _tag_number(tags, "GPSHPositioningError"))
    return stated if 0 < stated < 1000 else NAN


# -- direction


def _attitude(tags, xmp):
    """Each angle from the first source that has it; a gimbal's angles are relative to the earth already."""
    angles, owner = {}, None
    for row in makers()["attitudes"]:
        said = {
            name: angle
            for name in ("yaw", "pitch", "roll")
            if (key := row.get(name)) in xmp and (angle := _angle(xmp[key])) == angle
        }
        if row["mount"] == "belly" and len(said) == 3 and not angles.keys() & {"yaw", "pitch"}:
            return Attitude(*_from_belly(**said), row["source"], row["error"])
        if "yaw" in said and "yaw" not in angles:
            owner = row
        angles = said | angles
    if owner is not None:
        return Attitude(**angles, source=owner["source"], error=owner["error"])
    direction, source = _compass(tags)
    error = makers()["errors"]["yaw_from_direction"] if source else NAN
    return Attitude(**angles | {"yaw": direction}, source=source, error=error)


def _from_belly(yaw, pitch, roll):
    """Angles of a camera fixed under the aircraft, looking down when all are 0, as angles of its axis.

    Source: Pix4D's definition of Camera:Yaw/Pitch/Roll; pitch up and right wing down are positive.
    """
    if math.hypot(pitch, roll) < 1e-9:
        return yaw, -90.0, 0.0
    sin_p, cos_p, sin_r, cos_r = *_sin_cos(pitch), *_sin_cos(roll)
    # the aircraft's down axis in its own level frame (forward, right, down)
    forward, right, down = sin_p * cos_r, -sin_r, cos_p * cos_r
    axis_yaw = math.atan2(right, forward)
    axis_pitch = -math.asin(max(-1.0, min(1.0, down)))
    # picture's right edge = aircraft's right axis, against the level right of the axis
    wing = (sin_p * sin_r, cos_r, cos_p * sin_r)
    level = (-math.sin(axis_yaw), math.cos(axis_yaw), 0.0)
    below = (-math.sin(axis_pitch) * -math.cos(axis_yaw), math.sin(axis_pitch) * math.sin(axis_yaw),
             math.cos(axis_pitch))  # fmt: skip
    turn = math.atan2(_dot(wing, below), _dot(wing, level))
    return (yaw + math.degrees(axis_yaw)) % 360, math.degrees(axis_pitch), math.degrees(turn)


def _sin_cos(degrees):
    return math.sin(math.radians(degrees)), math.cos(math.radians(degrees))


def _dot(one, other):
    return sum(a * b for a, b in zip(one, other, strict=True))


def _compass(tags):
    direction = _within(_tag_number(tags, "GPSImgDirection"), 0, 360)
    if not math.isfinite(direction):
        return NAN, ""
    magnetic = _text(tags, "GPSImgDirectionRef").upper().startswith("M")
    return direction, "compass, magnetic" if magnetic else "compass, true"


def _angle(text):
    return _within(_parsed(text), -360, 360)


# -- lens


def _lens(tags, xmp, model, width, height):
    """The lens in pixels: calibrated values, else the 35 mm equivalent, else focal length and sensor size."""
    width = width or int(_within(_tag_number(tags, "PixelXDimension"), 1, 1e6, 0))
    height = height or int(_within(_tag_number(tags, "PixelYDimension"), 1, 1e6, 0))
    if not width or not height:
        return Lens()
    lens = _dewarp_lens(xmp, width, height) or _calibrated_lens(tags, xmp, width, height)
    if lens is None:
        focal, source = _focal(tags, model, width, height)
        lens = Lens(focal, source, width, height, width / 2, height / 2)
    return _as_shown(lens, tags)


def _dewarp_lens(xmp, width, height):
    """DJI's DewarpData: ``date;fx,fy,cx,cy,k1,k2,p1,p2,k3``, the centre counted from the picture's middle."""
    numbers = _list(_stated(xmp, "dewarp").rpartition(";")[2])
    if len(numbers) != 9 or _number(xmp, "dewarped") == 1 or not _plausible_focal(numbers[0], width):
        return None
    focal_x, focal_y, centre_x, centre_y, k1, k2, p1, p2, k3 = numbers
    return Lens((focal_x + focal_y) / 2, "calibrated", width, height, width / 2 + centre_x, height / 2 + centre_y,
                (k1, k2, k3, p1, p2))  # fmt: skip


def _calibrated_lens(tags, xmp, width, height):
    focal = _number(xmp, "focal_pixels")
    if _plausible_focal(focal, width):
        centre = (_within(_number(xmp, name), 0.3 * size, 0.7 * size, size / 2)
                  for name, size in (("centre_x", width), ("centre_y", height)))  # fmt: skip
        return Lens(focal, "calibrated", width, height, *centre)
    density = _pixels_per_millimetre(tags)
    focal, centre = _number(xmp, "focal_millimetres") * density, _list(_stated(xmp, "principal_point"))
    if not _plausible_focal(focal, width) or len(centre) != 2:
        return None
    distortion = _list(_stated(xmp, "distortion"))
    return Lens(focal, "calibrated", width, height, centre[0] * density, centre[1] * density,
                tuple(distortion) if len(distortion) == 5 else ())  # fmt: skip


def _focal(tags, model, width, height):
    sensor = sensors().get(model) or {}
    long_side = max(width, height)
    equivalent = _tag_number(tags, "FocalLengthIn35mmFilm")
    if 5 <= equivalent <= 2000:
        diagonal = math.hypot(long_side, long_side / sensor["aspect"]) if sensor else math.hypot(width, height)
        return equivalent / _FULL_FRAME_DIAGONAL * diagonal, "35 mm equivalent"
    millimetres = _tag_number(tags, "FocalLength")
    density = long_side / sensor["width"] if sensor else _pixels_per_millimetre(tags)
    if _plausible_focal(millimetres * density, long_side):
        return millimetres * density, "sensor size"
    return NAN, ""


def _pixels_per_millimetre(tags):
    unit = _MILLIMETRES.get(tags.get("FocalPlaneResolutionUnit", (2,))[0], 25.4)
    return _tag_number(tags, "FocalPlaneXResolution") / unit


def _plausible_focal(focal, width):
    return 0.2 * width < focal < 100 * width


def _as_shown(lens, tags):
    """The lens for the picture as viewers turn it by the EXIF orientation."""
    orientation = tags.get("Orientation", (1,))[0]
    x, y, w, h = lens.centre_x, lens.centre_y, lens.width, lens.height
    turned = {3: (w, h, w - x, h - y), 6: (h, w, h - y, x), 8: (h, w, y, w - x)}.get(orientation)
    if turned is None:
        return lens
    width, height, centre_x, centre_y = turned
    return Lens(lens.focal, lens.source, width, height, centre_x, centre_y, lens.distortion)


# -- time


def _clock(tags, notes):
    text = _text(tags, "DateTimeOriginal") or _text(tags, "DateTime")
    if not text:
        return None
    try:
        clock = _exif_time(text).replace(tzinfo=_zone(tags))
    except ValueError:
        notes.append(Remark("Its time cannot be read."))
        return None
    if not _plausible(clock):
        notes.append(Remark("Its time is not believable: the camera's clock was not set."))
        return None
    return clock + timedelta(milliseconds=_thousandths(_text(tags, "SubSecTimeOriginal")))


def _exif_time(text):
    """``2024:10:12 10:15:04`` as a datetime without a zone. Raises ValueError for what is no time."""
    if len(text) < 19:
        raise ValueError(text)
    return datetime.fromisoformat(text[:19].replace(":", "-", 2))


def _zone(tags):
    text = _text(tags, "OffsetTimeOriginal")
    try:
        return datetime.strptime(text, "%z").tzinfo if text else None
    except ValueError:
        return None


def _thousandths(text):
    return int(text[:3].ljust(3, "0")) if text.isascii() and text.isdigit() else 0


def _gps_time(tags):
    """UTC from the GPS tags, or None."""
    hours = tags.get("GPSTimeStamp")
    if not _numbers(hours) or len(hours) < 3 or not all(map(math.isfinite, hours[:3])):
        return None
    try:
        day = _exif_time(_text(tags, "GPSDateStamp")[:10] + " 00:00:00").replace(tzinfo=UTC)
        time = day + timedelta(hours=hours[0], minutes=hours[1], seconds=hours[2])
    except (ValueError, OverflowError):
        return None
    return time if _plausible(time) else None


def _plausible(time):
    """Whether a camera could have taken a photo then: after 1995 and not in the future by more than two days."""
    zoned = time if time.tzinfo else time.replace(tzinfo=_JAPAN)
    return _FIRST_DIGITAL < zoned < datetime.now(UTC) + _TWO_DAYS


# -- values from tags and XMP


def _text(tags, name):
    value = tags.get(name, "")
    return value if isinstance(value, str) else ""


def _stated(xmp, name):
    text = next((xmp[key] for key in makers()["texts"][name] if xmp.get(key)), "")
    return plain_text(text.encode())


def _number(xmp, name):
    for key in makers()["values"][name]:
        if key in xmp and (value := _parsed(xmp[key])) == value:
            return value
    return NAN


def _parsed(text):
    """The finite number that ``text`` is, else NaN."""
    try:
        value = float(text) if text and len(text) < 64 else NAN
    except ValueError:
        return NAN
    return value if -_HUGE < value < _HUGE else NAN


def _list(text):
    numbers = [_parsed(part) for part in text.split(",")]
    return numbers if all(map(math.isfinite, numbers)) else []


def _numbers(values):
    return isinstance(values, tuple) and bool(values)


def _tag_number(tags, name):
    values = tags.get(name)
    return float(values[0]) if _numbers(values) else NAN


def _within(value, lowest, highest, otherwise=NAN):
    return value if lowest <= value <= highest else otherwise


def _first_finite(*values):
    return next((value for value in values if math.isfinite(value)), NAN)
