"""The placing window's view over one large scan, as a process of its own: prints how long its frames take.

python3 placing_session.py SCAN CODE DATUM: reading in seconds, then the slowest frame in milliseconds while the whole
sheet is zoomed into, while it is moved at full size, and while a corner is dragged with all numbers following.
"""

import os
import sys
import time
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
sys.path.insert(0, str(Path(__file__).parent.parent))
import conftest  # noqa: F401 - registers the plugin's package
from qgis.core import QgsApplication

from shimonita_gis.datum import Datum
from shimonita_gis.sheets.placement import place
from shimonita_gis.sheets.pyramid import Pyramid
from shimonita_gis.sheets.record import Record, of_placement
from shimonita_gis.sheets.review import Item, open_draft
from shimonita_gis.sheets.scan import read_scan
from shimonita_gis.sheets.sheetcode import parse_code


def slowest(frames):
    """The longest of the steps of ``frames``, in milliseconds."""
    longest = 0
    while True:
        began = time.perf_counter()
        if next(frames, None) is None:
            return longest * 1000
        longest = max(longest, time.perf_counter() - began)


def drawn(view, acts):
    for act in acts:
        act()
        view.grab()
        yield True


def main(path, code, datum):
    application = QgsApplication([], True)
    application.initQgis()
    from shimonita_gis.gui.placing_panel import SheetPanel
    from shimonita_gis.gui.placing_view import SheetView

    began = time.perf_counter()
    scan = read_scan(path)
    pyramid = Pyramid(scan.pixels)
    reading = time.perf_counter() - began
    sheet = parse_code(code)
    record = Record(Path(path).name, (0, 0), datum, datum, str(path), code=sheet.code, scale=sheet.scale)
    placement = place(scan, sheet, Datum(datum))
    draft = open_draft(Item(Path(path).parent, "large", of_placement(record, placement, "", "")))
    view, panel = SheetView(), SheetPanel()
    view.resize(1400, 900)
    view.show_scan(pyramid)
    view.show_draft(draft, 0)

    def drag(step):
        moved = draft.moved(0, draft.points[0].pixel + step, quick=True)
        view.show_draft(moved, 0)
        panel.show_draft(moved, 0)

    whole = slowest(drawn(view, [lambda: view.zoom(1.25)] * 12))
    moving = slowest(drawn(view, [lambda x=x: view.centre_on(2000 + 300 * x, 2000 + 150 * x, 1.0) for x in range(20)]))
    view.centre_on(*draft.points[0].pixel, 1.0)
    dragging = slowest(drawn(view, [lambda step=step: drag(step) for step in range(20)]))
    print(reading, whole, moving, dragging, flush=True)
    os._exit(0)


main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
