"""The double-click program: what is asked of it is asked of the frozen copy itself."""

import csv
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    HTJ2KLossless,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGLosslessSV1,
    JPEGLSLossless,
    RLELossless,
)

from cxrviewer.imaging.phantom import ThoraxPhantom, project
from tests.data.dicom_files import chest, compress, write, write_compressed
from tests.data.programs import log_with

NATIVE = (
    ImplicitVRLittleEndian,
    ExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    DeflatedExplicitVRLittleEndian,
)
LOSSLESS = (RLELossless, JPEGLosslessSV1, JPEGLSLossless, JPEG2000Lossless, HTJ2KLossless)
LARGEST_FOLDER = 450 * 2**20


@pytest.fixture(scope="module")
def syntaxes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One radiograph in every lossless transfer syntax."""
    folder = tmp_path_factory.mktemp("syntaxes")
    pixels = project(ThoraxPhantom(7, rows=512, columns=448, spacing=0.8)).values
    for number, syntax in enumerate(NATIVE):
        write(folder / f"native{number}.dcm", chest(pixels), syntax=syntax)
    for number, syntax in enumerate(LOSSLESS):
        coded = compress(pixels, syntax)
        write_compressed(folder / f"coded{number}.dcm", chest(pixels), [coded], syntax=syntax)
    return folder


def analyze(program: Sequence[str | Path], folder: Path, out: Path) -> list[dict[str, str]]:
    words = [*program, "analyze", folder, "--out", out, "--pdf", "--heatmaps", "--masks"]
    done = subprocess.run(
        [str(word) for word in words], capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode == 0, done.stderr
    with (out / "results.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_that_every_syntax_is_decoded_and_scored_as_from_the_source(
    frozen_program: Path, syntaxes: Path, tmp_path: Path
) -> None:
    frozen = analyze([frozen_program], syntaxes, tmp_path / "frozen")
    source = analyze([sys.executable, "-m", "cxrviewer"], syntaxes, tmp_path / "source")
    assert len({row["file"] for row in frozen}) == len(NATIVE) + len(LOSSLESS)
    scores = {(row["file"], row["bundle"], row["label"]): float(row["score"]) for row in source}
    for row in frozen:
        key = (row["file"], row["bundle"], row["label"])
        assert float(row["score"]) == pytest.approx(scores[key], abs=1e-5)
    assert len(frozen) == len(source)
    reports = list((tmp_path / "frozen" / "reports").glob("*.pdf"))
    assert reports
    assert all(report.read_bytes().startswith(b"%PDF") for report in reports)


def test_that_the_window_opens_analyses_and_closes(
    frozen_program: Path, syntaxes: Path, tmp_path: Path
) -> None:
    surroundings = dict(os.environ, QT_QPA_PLATFORM="offscreen", CXRVIEWER_HOME=str(tmp_path))
    program = subprocess.Popen(
        [str(frozen_program), str(syntaxes / "coded3.dcm")], env=surroundings
    )
    try:
        assert "findings after" in log_with("findings after", tmp_path / "logs", seconds=60)
        program.send_signal(signal.SIGTERM)
        # Windows has no such signal: there it is the hard end.
        assert program.wait(timeout=30) == 0 or sys.platform == "win32"
    finally:
        program.kill()
        program.wait(timeout=10)


def test_that_no_decoder_and_no_bundle_is_missing(frozen_program: Path) -> None:
    done = subprocess.run(
        [str(frozen_program), "doctor"], capture_output=True, text=True, timeout=60, check=True
    )
    assert "not installed" not in done.stdout.split("tensorflow")[0]
    assert "broken" not in done.stdout
    assert "lungs" in done.stdout


def test_that_the_folder_is_small_and_holds_no_training(frozen_program: Path) -> None:
    files = [path for path in frozen_program.parent.rglob("*") if path.is_file()]
    sizes = sum(path.stat().st_size for path in files if not path.is_symlink())
    assert sizes < LARGEST_FOLDER
    names = {part.lower() for path in files for part in path.parts}
    assert not names & {"tensorflow", "keras", "training", "torch"}
