"""The double-click program: what is asked of it is asked of the frozen copy itself."""

import csv
import hashlib
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from pydicom import dcmread
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

from cxrviewer.app.libraries import read_table
from cxrviewer.app.preferences import FILE_NAME, Preferences, PreferencesStore
from cxrviewer.imaging.phantom import ThoraxPhantom, project
from scripts.packaging.freezing import LARGEST_FOLDER
from scripts.packaging.places import folder_bytes
from tests.data.dicom_files import chest, compress, write, write_compressed
from tests.data.programs import log_with

NATIVE = (
    ImplicitVRLittleEndian,
    ExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    DeflatedExplicitVRLittleEndian,
)
LOSSLESS = (RLELossless, JPEGLosslessSV1, JPEGLSLossless, JPEG2000Lossless, HTJ2KLossless)


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


def analyze(
    program: Sequence[str | Path], folder: Path, out: Path, *more: str
) -> list[dict[str, str]]:
    words = [*program, "analyze", folder, "--out", out, "--pdf", "--heatmaps", "--masks", *more]
    done = subprocess.run(
        [str(word) for word in words], capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode == 0, done.stderr
    with (out / "results.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_that_every_syntax_is_decoded_and_scored_as_from_the_source(
    frozen_program: Path, syntaxes: Path, tmp_path: Path
) -> None:
    # Several jobs are processes of the program itself.
    frozen = analyze([frozen_program], syntaxes, tmp_path / "frozen", "--jobs", "2")
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
    missing = re.findall(r"^  (\S+) +not installed", done.stdout, re.MULTILINE)
    assert set(missing) == {"onnxruntime-gpu", "tensorflow", "tensorflow-cpu", "keras"}
    assert "broken" not in done.stdout
    assert "lungs" in done.stdout


def test_that_the_folder_is_small_and_holds_no_training(frozen_program: Path) -> None:
    assert folder_bytes(frozen_program.parent) < LARGEST_FOLDER
    names = {part.lower() for path in frozen_program.parent.rglob("*") for part in path.parts}
    assert not names & {"tensorflow", "keras", "training", "torch"}


def test_that_the_bill_of_materials_lists_every_file_and_nothing_else(frozen_program: Path) -> None:
    folder = frozen_program.parent
    bill = json.loads((folder / "sbom.cdx.json").read_text("utf-8"))
    listed = {part["name"]: part for part in bill["components"] if part["type"] == "file"}
    there = {
        path.relative_to(folder).as_posix(): path
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    }
    assert set(there) - set(listed) == {"sbom.cdx.json", "THIRD-PARTY-LICENCES.txt"}
    assert set(listed) <= set(there)
    for name in (frozen_program.name, "_internal/resources/models/lungs/model.onnx"):
        digest = hashlib.sha256(there[name].read_bytes()).hexdigest()
        assert listed[name]["hashes"] == [{"alg": "SHA-256", "content": digest}]


def test_that_what_is_inside_is_named_with_its_terms(frozen_program: Path) -> None:
    bill = json.loads((frozen_program.parent / "sbom.cdx.json").read_text("utf-8"))
    named = {part["name"].lower() for part in bill["components"] if part["type"] != "file"}
    assert named >= {"python", "numpy", "onnxruntime", "pyside6_essentials", "pillow", "lungs"}
    assert not named & {"pip", "setuptools", "charset-normalizer"}
    (qt,) = (part for part in bill["components"] if part["name"] == "PySide6_Essentials")
    assert {"Qt", "ICU"} <= {part["name"] for part in qt["components"]}
    page = (frozen_program.parent / "THIRD-PARTY-LICENCES.txt").read_text("utf-8")
    shown = {(library.name.lower(), library.version) for library in read_table(page)}
    libraries = (part for part in bill["components"] if part["type"] == "library")
    assert {(part["name"].lower(), part["version"]) for part in libraries} <= shown
    assert "Their sources: https://download.qt.io" in page


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_that_a_fault_leaves_a_report_without_the_patient(
    frozen_program: Path, syntaxes: Path, tmp_path: Path
) -> None:
    patient = str(dcmread(syntaxes / "native1.dcm").PatientName)
    assert patient
    surroundings = dict(os.environ, QT_QPA_PLATFORM="offscreen", CXRVIEWER_HOME=str(tmp_path))
    with subprocess.Popen(
        [str(frozen_program), str(syntaxes / "native1.dcm")], env=surroundings
    ) as program:
        assert "findings after" in log_with("findings after", tmp_path / "logs", seconds=60)
        program.send_signal(signal.SIGSEGV)
        assert program.wait(timeout=30) == -signal.SIGSEGV
    (report,) = (tmp_path / "logs").glob("crash-*.txt")
    text = report.read_text("utf-8")
    assert "Fatal Python error: Segmentation fault" in text
    assert "application.py" in text
    assert not [word for word in patient.split("^") if word in text]
    assert str(syntaxes) not in text


def test_that_the_update_check_asks_only_where_that_is_wanted(
    frozen_program: Path, tmp_path: Path
) -> None:
    with feed(b'{"version": "999.0"}') as (address, asked):
        wanting = PreferencesStore.open(tmp_path / "wanted" / "settings" / FILE_NAME)
        wanting.save(Preferences(update_feed=address))
        for home in ("unasked", "wanted"):
            _open_and_close(frozen_program, tmp_path / home)
            assert bool(asked) == (home == "wanted")
    assert asked == [("/", "cxrviewer")]


def _open_and_close(program: Path, home: Path) -> None:
    surroundings = dict(os.environ, QT_QPA_PLATFORM="offscreen", CXRVIEWER_HOME=str(home))
    with subprocess.Popen(
        [str(program), "--accept-research-use", "--demo"], env=surroundings
    ) as window:
        assert "findings after" in log_with("findings after", home / "logs", seconds=60)
        window.terminate()
        window.wait(timeout=30)


@contextmanager
def feed(content: bytes) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Serve ``content`` and yield the address, and what was asked: (path, user agent)."""
    asked: list[tuple[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append((self.path, self.headers["User-Agent"]))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/", asked
        finally:
            server.shutdown()
            thread.join()
