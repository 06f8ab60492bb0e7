"""``make bench``: every figure beside a peer measured in the same run. ``make bench ROOM=photos`` runs one room."""

import argparse
import importlib.util
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER.parent))
sys.path.insert(0, str(FOLDER))


def load(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module  # processes that a bench starts find its functions by this name
    spec.loader.exec_module(module)
    return module


def main():
    load(FOLDER.parent / "conftest.py")  # registers the plugin's package as the tests do
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("room", nargs="*", help="sheets, linework, hub, photos, opendata …; all when left out")
    rooms = parser.parse_args().room
    missed = 0
    for path in sorted(FOLDER.glob("bench_*.py")):
        if rooms and path.stem.removeprefix("bench_") not in rooms:
            continue
        print(f"\n== {path.stem.removeprefix('bench_')}", flush=True)
        for row in load(path).rows():
            print(row, flush=True)
            missed += not row.reached
    print(f"\n{missed} target(s) missed." if missed else "\nAll targets reached.")


if __name__ == "__main__":
    main()
