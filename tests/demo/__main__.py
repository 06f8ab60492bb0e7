"""``make demo``: paper sheet and drone photos go in, one shared map in the middle, open data comes out.

Without an argument it makes a small town with known truth and prints every result with its error against it.
``make demo DATA=FOLDER`` does the same with a person's own photos, scans and layers; ``make demo HUB=postgis`` moves
the shared map to a PostgreSQL server of its own on the way.
"""

import argparse
import importlib.util
import shutil
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
OUTPUT = TESTS.parent / ".build" / "demo"
sys.path.insert(0, str(TESTS))


def register_package():
    spec = importlib.util.spec_from_file_location("conftest", TESTS / "conftest.py")
    spec.loader.exec_module(importlib.util.module_from_spec(spec))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="a folder with photos, scans and layers")
    parser.add_argument("--datum", type=int, choices=(0, 1, 2), help="of the scans: 0 Tokyo, 1 JGD2000, 2 JGD2011")
    parser.add_argument("--hub", choices=("files", "postgis"), default="files", help="where the shared map lies")
    chosen = parser.parse_args()
    register_package()
    output = OUTPUT / ("own_data" if chosen.data else "sample_town")
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(parents=True)
    if chosen.data:
        from own_data import show

        show(chosen.data, chosen.datum, output)
    else:
        from sample_road import show

        show(output, on_server=chosen.hub == "postgis")


if __name__ == "__main__":
    main()
