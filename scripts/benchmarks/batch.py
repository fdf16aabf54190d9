"""``cxrviewer analyze`` over hundreds of radiographs."""

import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from pydicom import dcmread

from cxrviewer.app.demo import make_demo
from cxrviewer.inference.pipeline import Analyzer
from cxrviewer.reading.load import load
from cxrviewer.report.dicom_image import stable_uid
from scripts.benchmarks.analyse import THREADS, shipped_bundles
from scripts.benchmarks.figures import ROOT, Extent, Figure, Measured, at_least, at_most, timed

FILES, SHORT_FILES = 500, 60


def measure_batch(extent: Extent) -> Measured:
    """One radiograph of a headless run, decode included, beside one alone in a warm process."""
    count = extent.count(FILES, SHORT_FILES)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        single = _alone(folder / "one", extent)
        write_copies(folder / "in", count)
        yield Figure("decode and analyse one radiograph, the quickest run", [min(single)])
        seconds = {}
        for jobs in (1, 2):
            seconds[jobs] = run_analyze(folder / "in", folder / f"out{jobs}", jobs=jobs)
            per_image = seconds[jobs] / count * 1e3
            if jobs == 1:
                goal = at_most("of one alone", per_image / min(single), 1.2)
            else:
                goal = at_least("faster than one job", seconds[1] / seconds[jobs], 1.7)
            yield Figure(
                f"of {count} with --jobs {jobs}, start-up included", [per_image], goals=(goal,)
            )


def _alone(folder: Path, extent: Extent) -> list[float]:
    file = next(make_demo(folder))
    analyzer = Analyzer.open(shipped_bundles(), device="cpu", threads=THREADS)
    one = partial(_one, analyzer, file)
    one()
    return [timed(one) for _ in range(extent.runs)]


def _one(analyzer: Analyzer, file: Path) -> object:
    return analyzer.analyse(load(file))


def write_copies(folder: Path, count: int) -> None:
    """Write ``count`` studies of one demo radiograph each, with identifiers of their own."""
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as demo:
        datasets = [dcmread(file) for file in make_demo(Path(demo))]
    for number in range(count):
        dataset = datasets[number % len(datasets)]
        for keyword in ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID"):
            setattr(dataset, keyword, stable_uid("benchmark", keyword, str(number)))
        dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
        dataset.PatientID = f"SYNTHETIC-{number:05}"
        dataset.save_as(folder / f"IM{number:05}.dcm")


def run_analyze(paths: Path, out: Path, *, jobs: int) -> float:
    """Return the seconds of a whole run, start-up included."""
    command = [sys.executable, "-m", "cxrviewer", "analyze", str(paths), "--out", str(out)]
    started = time.perf_counter()
    subprocess.run([*command, "--jobs", str(jobs)], cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - started
