"""A small town that does not exist, whose every place is known: what tests, demo and benchmarks measure against.

It lies in a mountain valley in plane rectangular zone IX near the town office of Shimonita. From one seed come its
terrain and layers, paper sheets of it as scans with real-life harm, and drone photos of it. Nothing here uses the
code under test.
"""

from sample_town.flight import DronePhoto, Pose, fly
from sample_town.frame import SheetFrame, sheet_frame
from sample_town.sheet import Harm, PaperSheet, draw_sheet
from sample_town.town import Terrain, Town, make_town

__all__ = [
    "DronePhoto",
    "Harm",
    "PaperSheet",
    "Pose",
    "SheetFrame",
    "Terrain",
    "Town",
    "draw_sheet",
    "fly",
    "make_town",
    "sheet_frame",
]
