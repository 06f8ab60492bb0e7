"""Work in a fresh process: a fork of this one, which holds QGIS and GDAL with their threads, could wait for ever for a
thread or a lock that did not come along."""

import importlib
import multiprocessing
import sys
import traceback
from pathlib import Path

PATIENCE = 600  # seconds until work that has not answered is ended
_REPOSITORY = Path(__file__).parents[1]


def run_afresh(work, *arguments):
    """Runs ``work(*arguments)``, a function of a test module, in a fresh process; returns "" or how it failed."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["conftest", "geopandas", "pyogrio", "rasterio", "pygeodiff"])
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(sender, work.__module__, work.__name__, arguments))
    process.start()
    sender.close()
    try:
        return receiver.recv() if receiver.poll(PATIENCE) else f"no answer after {PATIENCE} s"
    except EOFError:
        return "the process ended early"
    finally:
        process.kill()
        process.join()


def _run(sender, module, name, arguments):
    importlib.import_module("conftest")  # the package as it is when installed
    sys.path.append(str(_REPOSITORY))  # where the test modules are found by their names
    try:
        getattr(importlib.import_module(module), name)(*arguments)
        sender.send("")
    except BaseException:
        sender.send(traceback.format_exc())
