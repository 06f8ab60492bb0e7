"""Chamfers of a pen's width become corners; everything else stays as it is drawn."""

import numpy as np
import shapely

from shimonita_gis.sheets.corners import sharpened


def lines(*coordinates):
    return np.array([shapely.LineString(xy) for xy in coordinates], object)


def test_a_chamfer_between_two_walls_becomes_their_corner():
    found = sharpened(lines([(0, 0), (18, 0), (20, 2), (20, 30)], [(5, 5), (9, 9)]), short=4, long=10)
    assert found[0].equals(shapely.LineString([(0, 0), (20, 0), (20, 30)]))
    assert found[1].equals(shapely.LineString([(5, 5), (9, 9)]))


def test_a_bend_of_short_sides_or_a_long_chamfer_stays():
    curve = [(0, 0), (5, 0), (7, 2), (7, 7)]
    street_corner = [(0, 0), (20, 0), (30, 10), (30, 40)]
    drawn = lines(curve, street_corner)
    assert shapely.equals(sharpened(drawn, short=4, long=10), drawn).all()


def test_a_stagger_in_a_straight_wall_stays():
    drawn = lines([(0, 0), (20, 0), (20, 3), (40, 3)])
    assert shapely.equals(sharpened(drawn, short=4, long=10), drawn).all()
