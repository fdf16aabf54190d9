"""From process start to the window, and to the first findings."""

import compileall
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from cxrviewer.app.demo import make_demo
from scripts.benchmarks.figures import ROOT, Extent, Figure, Measured, at_most, ratio, timed

BARE_WINDOW = """
import sys
import numpy, pyqtgraph
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class View(pyqtgraph.GraphicsLayoutWidget):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, application.quit)
application = QApplication(sys.argv)
window, view = QMainWindow(), View()
image = pyqtgraph.ImageItem(numpy.zeros((2048, 2048), numpy.uint8))
view.addViewBox().addItem(image)
window.setCentralWidget(view)
window.show()
application.exec()
"""
LONGEST_SECONDS = 120
POLL_SECONDS = 0.01


def measure_start(extent: Extent) -> Measured:
    """Process start to the painted window and to first findings, in ms, beside a bare window.

    The program has its bytecode, as an installed one and as the libraries of the bare window have.
    """
    compileall.compile_dir(ROOT / "cxrviewer", quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        file = next(make_demo(Path(folder)))
        bare: list[float] = []
        tensorflow: list[float] = []
        shown: list[float] = []
        found: list[float] = []
        for _ in range(extent.runs):
            bare.append(timed(lambda: _run(BARE_WINDOW)))
            window, findings = one_start(file, Path(folder))
            shown.append(window)
            found.append(findings)
            tensorflow.append(timed(lambda: _run("import tensorflow")))
    yield Figure("a bare window with one image (PySide6, pyqtgraph), start to painted", bare)
    beside = at_most("of the bare window", ratio(shown, bare), 1.5)
    yield Figure("process start -> window", shown, goals=(beside,))
    yield Figure("import tensorflow, start to end", tensorflow)
    less = at_most("of importing TensorFlow", ratio(found, tensorflow), 1.0)
    yield Figure("process start -> first findings of a given file", found, goals=(less,))


def _run(program: str) -> None:
    # An interpreter at its end takes the libraries down again, which nobody waits for.
    ending = "\nimport os\nos._exit(0)"
    subprocess.run([sys.executable, "-c", program + ending], check=True)


def one_start(
    file: Path, folder: Path, program: Sequence[str] = (sys.executable, "-m", "cxrviewer")
) -> tuple[float, float]:
    """Start ``program`` on one file; read both moments from its log, in ms; end it."""
    home = Path(tempfile.mkdtemp(dir=folder))
    environment = os.environ | {"CXRVIEWER_HOME": str(home)}
    started = time.time()
    running = subprocess.Popen(
        [*program, "--accept-research-use", str(file)],
        env=environment,
        cwd=ROOT,
    )
    log = home / "logs" / "cxrviewer.log"
    lines: Sequence[str] = ()
    try:
        while time.time() - started < LONGEST_SECONDS:
            lines = log.read_text().splitlines() if log.exists() else []
            window, findings = (
                moment_of(lines, word) for word in ("window after", "findings after")
            )
            if window is not None and findings is not None:
                return (window - started) * 1e3, (findings - started) * 1e3
            time.sleep(POLL_SECONDS)
    finally:
        running.terminate()
        running.wait()
    raise SystemExit(f"no findings within {LONGEST_SECONDS} s; the log says: {lines[-3:]}")


def moment_of(lines: Sequence[str], word: str) -> float | None:
    for line in lines:
        if word in line:
            return datetime.strptime(line[:23], "%Y-%m-%d %H:%M:%S,%f").timestamp()
    return None
