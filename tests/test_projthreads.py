"""A second task in the same thread of QGIS finds its reference systems."""

import subprocess
import sys
from pathlib import Path

TWO_TASKS_IN_TURN = """
import sys, time
sys.path.insert(0, sys.argv[1])
import conftest
from qgis.core import QgsApplication, QgsTask
from shimonita_gis.projthreads import keep_contexts

application = QgsApplication([], False)
application.initQgis()
keep_contexts()

def work(task):
    import pyproj
    names.append(pyproj.CRS.from_epsg(6677).name)
    return True

names = []
tasks = QgsApplication.taskManager()
for turn in range(3):
    task = QgsTask.fromFunction("turn", work)
    tasks.addTask(task)
    end = time.monotonic() + 30
    # QGIS may drop a task that begins before it has settled the one that ended: both may lie at one address
    while (len(names) <= turn or tasks.count()) and time.monotonic() < end:
        application.processEvents()
        time.sleep(0.01)
    time.sleep(0.3)
print(len(names), flush=True)
"""


def test_tasks_in_turn_use_pyproj_without_ending_qgis():
    """pyproj 3.7 alone ends the process with signal 11 in the second task."""
    command = [sys.executable, "-c", TWO_TASKS_IN_TURN, Path(__file__).parent]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout.split()[-1:] == ["3"], done.stderr[-2000:]
