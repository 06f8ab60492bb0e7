"""Runs algorithms as anybody can: through ``qgis_process``, in a process of its own."""

import json
import os
import subprocess
import sys
import time


class AlgorithmError(Exception):
    """What qgis_process said when an algorithm did not come to its end."""


def run(algorithm, **inputs):
    """Runs ``shimonita:algorithm`` and returns its results as a dictionary."""
    command = ["qgis_process", "run", f"shimonita:{algorithm}", "-"]
    quiet = {**os.environ, "GDAL_PAM_ENABLED": "NO"}  # QGIS would lay statistics beside the person's rasters
    answer = subprocess.run(
        command,
        env=quiet,
        input=json.dumps({"inputs": _as_text(inputs)}),
        capture_output=True,
        text=True,
        errors="replace",
    )
    try:
        outcome = json.loads(answer.stdout[answer.stdout.index("{") :])
    except ValueError:
        outcome = {}
    if answer.returncode or "results" not in outcome:
        raise AlgorithmError(_reason(answer, outcome))
    return outcome["results"]


def _as_text(inputs):
    plain = (bool, int, float, list, type(None))
    return {name: value if isinstance(value, plain) else str(value) for name, value in inputs.items()}


def _reason(answer, outcome):
    said = outcome.get("log", {}).get("errors") or answer.stderr.strip().splitlines()
    return str(said[-1]) if said else f"qgis_process ended with code {answer.returncode}"


class Narrator:
    """Prints one line a step: what ran, how long, what came of it."""

    def __init__(self):
        self.began = time.monotonic()

    def step(self, text):
        print(f"\n[{time.monotonic() - self.began:5.0f} s] {text}", flush=True)

    def result(self, text):
        print(f"          {text}", flush=True)

    def trouble(self, text):
        print(f"        ! {text}", file=sys.stdout, flush=True)
