"""Which photos belong to one flight, when each was taken, and how high the camera was."""

import re
from datetime import timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
import pandas as pd

from shimonita_gis.errors import InputError

from .photo import makers

# the town's geoid height above the ellipsoid and its error, in metres; only there is it known without a geoid model
TOWN_GEOID = {"area": (138.5, 35.9, 139.1, 36.5), "height": 41.5, "error": 0.5}
NEW_FLIGHT_AFTER = timedelta(minutes=10)


def zone(text):
    """The time zone that ``text`` names: "+09:00", "-0530", "Z" or "Asia/Tokyo". Raises InputError for others."""
    text = text.strip()
    if text.upper() in ("Z", "UTC"):
        return timezone.utc  # noqa: UP017 - the constructor's own name reads better beside the next line
    offset = re.fullmatch(r"([+-])(\d{1,2}):?(\d{2})?", text)
    if offset and int(offset[2]) <= 14 and int(offset[3] or 0) < 60:
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        return timezone(timedelta(minutes=minutes if offset[1] == "+" else -minutes))
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InputError("{zone} is not a time zone. Write it as +09:00 or Asia/Tokyo.", zone=text) from error


def clock_offsets(text):
    """Seconds to add to the camera's clock, by the name of a folder or the number of a flight; "" is for all others.

    ``text`` is seconds or [-]h:mm:ss, or several as ``100MEDIA=-3600; 2=0:02:30``. Raises InputError.
    """
    offsets = {}
    for part in filter(None, (part.strip() for part in str(text).split(";"))):
        name, _, value = part.rpartition("=")
        offsets[name.strip()] = _seconds(value.strip())
    return offsets


def _seconds(text):
    sign, numbers = (-1 if text.startswith("-") else 1), text.lstrip("+-").split(":")
    try:
        seconds = sum(float(number) * 60**place for place, number in enumerate(reversed(numbers)))
    except ValueError:
        seconds = float("nan")
    if len(numbers) > 3 or not seconds < 1e9:
        raise InputError(
            "{offset} is not a clock correction. Write seconds (-75) or hours:minutes:seconds (-0:01:15).", offset=text
        )
    return sign * seconds


def times(photos, camera_zone: tzinfo, offsets, numbers=None):
    """When each of ``photos`` was taken, in UTC (datetime or None), and by whose clock: "GPS", "camera" or "".

    GPS time needs no zone and no correction; the camera's own time takes the zone that the file states, else
    ``camera_zone``, and the correction of its folder, else of its flight, else that of all. ``numbers`` are the flights
    (n,) counted from 0, which are known only after a first round without them.
    """
    numbers = [None] * len(photos) if numbers is None else numbers
    return [_time(photo, camera_zone, _offset(photo, offsets, n)) for photo, n in zip(photos, numbers, strict=True)]


def _offset(photo, offsets, number):
    if not offsets:
        return 0.0
    everywhere = offsets.get("", 0.0)
    of_flight = everywhere if number is None else offsets.get(str(number + 1), everywhere)
    return offsets.get(photo.path.parent.name, of_flight)


def _time(photo, camera_zone, seconds):
    if photo.gps_time is not None:
        return photo.gps_time, "GPS"
    if photo.clock is None:
        return None, ""
    clock = photo.clock if photo.clock.tzinfo else photo.clock.replace(tzinfo=camera_zone)
    return (clock + timedelta(seconds=seconds)).astimezone(timezone.utc), "camera"  # noqa: UP017


def flight_numbers(taken, cards):
    """A flight's number for each photo (n,), from 0 in order of time: photos of one card without a pause longer than
    ten minutes. ``taken`` are UTC datetimes or None (n,), ``cards`` say whose photo it is (n,)."""
    frame = pd.DataFrame({"taken": pd.to_datetime(pd.Series(taken, dtype="object"), utc=True), "card": cards})
    order = frame.sort_values(["card", "taken"], kind="stable")
    pause = order["taken"].diff() > NEW_FLIGHT_AFTER
    new = pause | (order["card"] != order["card"].shift()) | (order["taken"].isna() & order["taken"].shift().notna())
    order["run"] = new.cumsum()
    starts = order.groupby("run")["taken"].min().sort_values(kind="stable", na_position="last")
    order["flight"] = order["run"].map({run: number for number, run in enumerate(starts.index)})
    return order["flight"].sort_index().to_numpy()


def camera_heights(photos, terrain):
    """Adds to the frame ``photos`` how high each camera was, and how that is known.

    Reads the columns flight, taken, x, y, longitude, latitude, altitude, altitude_source, relative_altitude and
    height_error; ``terrain`` may be None. Adds z, z_error (one standard deviation), z_source, ground (terrain under
    the camera), takeoff (ground height at take-off), flat_ground (height of the flat ground that is assumed where
    there is no terrain model) and takeoff_difference: what the drone's absolute altitude implies for the take-off,
    minus the terrain there.
    """
    photos["ground"] = terrain.height_at(photos["x"], photos["y"]) if terrain else np.nan
    photos["implied"] = photos["altitude"] - photos["relative_altitude"]
    takeoffs = photos.groupby("flight", sort=False).apply(_takeoff, terrain=terrain, include_groups=False)
    photos = photos.join(takeoffs, on="flight")
    rules = [_by_rtk(photos), _by_takeoff(photos), _by_altitude(photos), _by_relative_height(photos)]
    known = [np.isfinite(height).to_numpy() for height, _, _ in rules]
    photos["z"] = np.select(known, [height for height, _, _ in rules], np.nan)
    photos["z_error"] = np.select(known, [error for _, error, _ in rules], np.nan)
    photos["z_source"] = np.select(known, [source for _, _, source in rules], "")
    photos["flat_ground"] = photos["z"] - photos["relative_altitude"]
    return photos.drop(columns="implied")


def _takeoff(flight, terrain):
    """Ground at take-off, taken to be under the flight's first photo; its error is the relief within the way that a
    drone flies while it climbs to that photo's height."""
    first = flight.sort_values("taken", na_position="last", kind="stable").iloc[0]
    radius = max(20.0, min(first["relative_altitude"], 200.0)) if np.isfinite(first["relative_altitude"]) else 20.0
    relief = _relief(terrain, first["x"], first["y"], radius)
    implied = flight["implied"][(flight["altitude_source"] != "RTK") & flight["implied"].notna()]
    difference = implied.median() - first["ground"] if len(implied) else np.nan
    return pd.Series({"takeoff": first["ground"], "takeoff_error": relief, "takeoff_difference": difference})


def _relief(terrain, x, y, radius):
    if terrain is None:
        return np.nan
    across, up = np.meshgrid(np.linspace(-radius, radius, 9), np.linspace(-radius, radius, 9))
    around = terrain.height_at((x + across).ravel(), (y + up).ravel())
    known = around[np.isfinite(around)]
    return float(known.std()) if len(known) else np.nan


def _by_rtk(photos):
    west, south, east, north = TOWN_GEOID["area"]
    here = photos["longitude"].between(west, east) & photos["latitude"].between(south, north)
    height = (photos["altitude"] - TOWN_GEOID["height"]).where(here & (photos["altitude_source"] == "RTK"))
    stated = photos["height_error"].fillna(makers()["errors"]["height"]["RTK"])
    return height, np.hypot(stated, TOWN_GEOID["error"]), "RTK height and the town's geoid"


def _by_takeoff(photos):
    errors, relative = makers()["errors"], photos["relative_altitude"]
    error = np.sqrt(
        errors["height"]["relative"] ** 2 + (errors["relative_height"] * relative) ** 2 + photos["takeoff_error"] ** 2
    )
    return photos["takeoff"] + relative, error, "terrain at take-off and height above it"


def _by_altitude(photos):
    # the error that a receiver states leaves out the geoid (41 m here), which its maker may or may not have applied
    typical = photos["altitude_source"].map(makers()["errors"]["height"]).astype(float)
    height = photos["altitude"].where(photos["altitude_source"] != "")
    return height, typical, "altitude as written by the camera"


def _by_relative_height(photos):
    """Without any altitude heights count from the take-off."""
    return photos["relative_altitude"], makers()["errors"]["height"]["relative"], "height above take-off"
