"""What the viewer says of places, lengths and areas."""

from shimonita_gis.translation import tr


def why_not(sight, answer):
    """Why a spot of the photo has no place on the map."""
    from shimonita_gis.photos.sight import NO_POSE, WHY_NOT

    return tr(WHY_NOT[answer]) if sight.can_place else tr(NO_POSE)


def place_told(spot):
    """Where a Spot is; east and north by their names, as programs differ in which is called X."""
    place = tr("east {x} m, north {y} m, height {z} m", x=round(spot.x, 1), y=round(spot.y, 1), z=round(spot.z, 1))
    return place + (tr(" (within {error} m)", error=round(spot.major, 1)) if spot.major == spot.major else "")


def length_told(places, heights):
    from shimonita_gis.photos.sight import lengths

    level, along = lengths(places, heights)
    return tr("Length: {along} m along the ground, {level} m on the map.", along=round(along, 1), level=round(level, 1))


def area_told(places, heights):
    from shimonita_gis.photos.sight import areas

    level, slope = areas(places, heights)
    if level != level:
        return tr("The border of the shape crosses itself: take the last corner back (Backspace).")
    return tr("Area: {slope} m² on the slope, {level} m² on the map.", slope=round(slope, 1), level=round(level, 1))


def sight_told(sight, terrain, kilometres):
    """What a person must know of a photo before trusting its places: '' where all is well. ``kilometres`` is how far
    its camera is from the others."""
    if not sight.can_place:
        return why_not(sight, None)
    if kilometres > 20:
        return tr("The camera lies {distance} km from the other photos: its position is probably wrong.",
                  distance=round(kilometres))  # fmt: skip
    if terrain is not None and not sight.is_on_terrain:
        return tr("The camera lies outside the terrain model: places are found as if the ground were flat.")
    return ""
