"""One line of the bench table, and the means to measure it."""

import subprocess
import sys
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """``figure`` and ``peer`` are shown as they are; ``target`` says in words what is to be reached."""

    what: str
    figure: str
    peer: str
    target: str
    reached: bool

    def __str__(self):
        mark = "ok    " if self.reached else "MISSED"
        return f"{mark} {self.what:<52} {self.figure:<22} peer: {self.peer:<34} target: {self.target}"


def seconds(work, repeat=3):
    """The best wall time of ``repeat`` runs of ``work()``, and what the last run returned."""
    best, result = float("inf"), None
    for _ in range(repeat):
        began = time.perf_counter()
        result = work()
        best = min(best, time.perf_counter() - began)
    return best, result


def command_seconds(*command, repeat=3, **options):
    """The best wall time of a command line."""
    return seconds(lambda: subprocess.run(command, check=True, capture_output=True, **options), repeat)[0]


# a process inherits ru_maxrss from the one that started it, through exec too: a small one has to stand between
_BETWEEN = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
"""


def peak_megabytes(*command):
    """The largest resident memory of a command line (MB), as VmHWM says it; of its children the largest counts."""
    done = subprocess.run([sys.executable, "-c", _BETWEEN, *command], check=True, capture_output=True, text=True)
    return float(done.stdout)
