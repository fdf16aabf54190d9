"""From the click in the list to the radiograph on the screen."""

import os
import tempfile
from functools import partial
from pathlib import Path

import imagecodecs
import numpy as np
from pydicom import dcmread
from pydicom.encaps import generate_frames
from pydicom.uid import (
    ExplicitVRLittleEndian,
    HTJ2KLossless,
    JPEG2000Lossless,
    JPEGLosslessSV1,
    JPEGLSLossless,
    RLELossless,
)

from cxrviewer.imaging.phantom import ThoraxPhantom, project
from cxrviewer.ui.main_window import MainWindow
from scripts.benchmarks.desk import desk, is_loaded, open_folder, painted, wait_until
from scripts.benchmarks.figures import Extent, Figure, Measured, at_most, timed
from tests.data.dicom_files import chest, compress, write, write_compressed

ROWS, COLUMNS = 2500, 2000
SYNTAXES = {
    "raw": ExplicitVRLittleEndian,
    "RLE": RLELossless,
    "lossless JPEG": JPEGLosslessSV1,
    "JPEG-LS": JPEGLSLossless,
    "JPEG 2000": JPEG2000Lossless,
    "HTJ2K": HTJ2KLossless,
}
CODECS = {
    JPEGLosslessSV1: imagecodecs.jpeg8_decode,
    JPEGLSLossless: imagecodecs.jpegls_decode,
    HTJ2KLossless: imagecodecs.htj2k_decode,
}
ALLOWANCE_MS, STEP_MS = 30, 50
MOST_RUNS = 5


def measure_opening(extent: Extent) -> Measured:
    """From click to painted, 2500 x 2000 at 16 bit, beside a bare decode of the same file."""
    runs = min(extent.runs, MOST_RUNS)
    steps: list[float] = []
    for name, syntax in SYNTAXES.items():
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            os.environ["CXRVIEWER_HOME"] = str(folder / "home")
            files = write_thorax(folder / "in", syntax)
            with desk(folder) as window:
                open_folder(window, folder / "in", len(files))
                decoded, clicked = _clicks(window, files, runs)
                steps += _steps(window, runs)
        bare = sorted(decoded)[len(decoded) // 2]
        middle = sorted(clicked)[len(clicked) // 2]
        yield Figure(f"{name}: a bare decode in this process", decoded)
        goal = at_most("longer than the decode", middle - bare, ALLOWANCE_MS, "ms")
        yield Figure(f"{name}: click -> painted", clicked, goals=(goal,))
    middle = sorted(steps)[len(steps) // 2]
    yield Figure(
        "next or previous radiograph, read ahead -> painted",
        steps,
        goals=(at_most("at the median", middle, STEP_MS, "ms"),),
    )


def write_thorax(folder: Path, syntax: str) -> list[Path]:
    """Write a thorax of ROWS x COLUMNS with its noise spread over 16 bits, four times."""
    folder.mkdir()
    values = project(ThoraxPhantom(11)).values
    rows = np.linspace(0, values.shape[0] - 1, ROWS).astype(int)
    columns = np.linspace(0, values.shape[1] - 1, COLUMNS).astype(int)
    pixels = np.ascontiguousarray(values[np.ix_(rows, columns)].astype(np.uint16) << 2)
    frame = b"" if syntax == ExplicitVRLittleEndian else compress(pixels, syntax)
    files = []
    for number in range(4):
        path, dataset = folder / f"IM{number}", chest(pixels, PatientID=f"P{number}")
        if frame:
            write_compressed(path, dataset, [frame], syntax=syntax)
        else:
            write(path, dataset)
        files.append(path)
    return files


def _clicks(window: MainWindow, files: list[Path], runs: int) -> tuple[list[float], list[float]]:
    """Click on the first and on the last in turn, both forgotten before, as on unread files."""
    session, decoded, clicked = window.session, [], []
    for run in range(runs):
        settle(window)
        forget(window, files)
        target = session.listing[0 if run % 2 else len(files) - 1]
        decoded.append(timed(partial(_decode, target.path)))
        clicked.append(painted(window, partial(session.active.select, target)))
    return decoded, clicked


def forget(window: MainWindow, files: list[Path]) -> None:
    """Drop what was read ahead."""
    for path in files:
        window.session.radiographs.drop((path, 0))


def _decode(path: Path) -> object:
    """Read and decode as pydicom does, or with the codec alone where pydicom has none."""
    dataset = dcmread(path)
    codec = CODECS.get(dataset.file_meta.TransferSyntaxUID)
    if codec is None:
        return dataset.pixel_array
    return codec(next(generate_frames(dataset.PixelData, number_of_frames=1)))


def _steps(window: MainWindow, runs: int) -> list[float]:
    """Turn to the next and back again, each read ahead."""
    found = []
    window.session.active.select(window.session.listing[1])
    for run in range(runs):
        settle(window)
        found.append(painted(window, partial(window.session.active.step, -1 if run % 2 else 1)))
    return found


def settle(window: MainWindow) -> None:
    """Wait until the shown radiograph and its neighbours are read."""
    wait_until(lambda: is_loaded(window))
    session = window.session
    current = session.current
    assert current is not None
    sides = [session.listing.neighbour(current, step) for step in (1, -1)]
    wait_until(lambda: all(side is None or (side.path, 0) in session.radiographs for side in sides))
