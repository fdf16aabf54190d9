"""Runs the command line in a process of its own and measures what it and its children took."""

import csv
import json
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
PROGRAM = """
import resource, sys
from pathlib import Path
from cxrviewer.app.commands import command_line
from cxrviewer.__main__ import main
command_line.bundle_folders = lambda: (Path(sys.argv[1]),)
status = main(sys.argv[2:])
# Not ru_maxrss of this process: it still counts the process that started it.
with open("/proc/self/status") as stream:
    own = next(int(line.split()[1]) for line in stream if line.startswith("VmHWM"))
most = max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
print(f"peak {most}", file=sys.stderr)
sys.exit(status)
"""


@dataclass(frozen=True, slots=True)
class Run:
    """``peak_bytes`` is the largest resident size of the program or one of its children."""

    status: int
    out: str
    err: str
    seconds: float
    peak_bytes: int


def run_program(models: Path, *arguments: str, timeout: float = 280.0) -> Run:
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(models), *arguments],
        capture_output=True,
        text=True,
        errors="surrogateescape",
        timeout=timeout,
        check=False,
        cwd=REPOSITORY,
    )
    peak = done.stderr.rpartition("peak ")[2].split()
    return Run(
        status=done.returncode,
        out=done.stdout,
        err=done.stderr,
        seconds=time.monotonic() - started,
        peak_bytes=int(peak[0]) * 1024 if peak else resource.RLIM_INFINITY,
    )


def studies(folder: Path) -> dict[str, dict[str, str]]:
    """Return the rows of studies.csv by file."""
    with (folder / "studies.csv").open(encoding="utf-8", newline="") as stream:
        return {row["file"].removeprefix("'"): row for row in csv.DictReader(stream)}


def scanned(run: Run) -> dict[str, dict[str, str]]:
    """Return the lines of ``cxrviewer scan`` by file."""
    return {entry["file"]: entry for entry in map(json.loads, run.out.splitlines())}
