"""Frames of a window drag, and the GUI thread along a person's tour."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from cxrviewer.app.session import Session
from cxrviewer.imaging.voi import auto_window, display_table
from cxrviewer.ui.application import make_application
from cxrviewer.ui.override import override
from cxrviewer.ui.viewport.viewport import Viewport
from scripts.benchmarks.figures import ROOT, Extent, Figure, Measured, at_most, ratio, timed
from tests.data.mouse import mouse
from tests.data.radiographs import radiograph_of
from tests.data.workplace import make_analysis

SIDE, VIEW_SIDE = 3000, 860
DRAG_MOVES = 20
FRAME_MS, PERCENTILE, STALL_MS = 16, 99, 50
LEFT = Qt.MouseButton.LeftButton


class BareView(QWidget):
    """Paints one picture into its whole area and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.resize(VIEW_SIDE, VIEW_SIDE)
        self._picture = QImage(SIDE, SIDE, QImage.Format.Format_Grayscale8)
        self._picture.fill(QColor(80, 80, 80))
        self._pixels: object = None

    def show_pixels(self, pixels: object) -> None:
        self._pixels = pixels
        self._picture = QImage(pixels, SIDE, SIDE, SIDE, QImage.Format.Format_Grayscale8)  # type: ignore[call-overload]
        self.repaint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self.rect(), self._picture)


def measure_frame(extent: Extent) -> Measured:
    """A window drag at 3000 x 3000, 16 bit, from the mouse's event to the painted viewport."""
    application, session = make_application(), session_with_overlays()
    viewport = Viewport(session.active)
    viewport.resize(VIEW_SIDE, VIEW_SIDE)
    viewport.show()
    bare = BareView()
    bare.show()
    application.processEvents()
    lookup = _lookup(session)

    def least() -> None:
        bare.show_pixels(lookup().data)

    for name, shown in (("fitted", False), ("fitted, heatmap and lung mask on", True)):
        display = session.display
        assert display is not None
        session.active.change_display(replace(display, heatmap_shown=shown, mask_shown=shown))
        mouse(viewport, QEvent.Type.MouseButtonPress, (300.0, 300.0), LEFT)
        pairs = [_pair(viewport, least, step) for step in range(DRAG_MOVES * extent.runs)]
        mouse(viewport, QEvent.Type.MouseButtonRelease, (300.0, 300.0), LEFT)
        beside, frames = (list(column) for column in zip(*pairs, strict=True))
        yield Figure("bare lookup and bare repaint of the same size", beside)
        slowest = float(np.percentile(frames, PERCENTILE))
        goals = (
            at_most("of the bare lookup and repaint", ratio(frames, beside), 2),
            at_most("at the 99th percentile", slowest, FRAME_MS, "ms"),
        )
        yield Figure(f"a frame, {name}", frames, goals=goals)


def _pair(viewport: Viewport, least: Callable[[], None], step: int) -> tuple[float, float]:
    at = (300.0 + step % 40, 300.0 + step % 30)

    def frame() -> None:
        mouse(viewport, QEvent.Type.MouseMove, at, LEFT)
        viewport.viewport().repaint()

    spent = timed(least), timed(frame)
    QApplication.processEvents()
    return spent


def _lookup(session: Session) -> Callable[[], np.ndarray]:
    radiograph = session.radiograph
    assert radiograph is not None
    table = display_table(radiograph, auto_window(radiograph))
    return lambda: cv2.LUT(radiograph.indices, table)


def session_with_overlays() -> Session:
    """Return a session that shows a large rough radiograph with a made-up analysis."""
    pixels = np.random.default_rng(0).integers(0, 4096, (SIDE, SIDE))
    radiograph, session = radiograph_of(pixels), Session()
    session.intake.add_entries(session.intake.begin_scan(), [radiograph.instance])
    session.finish_loading(session.active.begin_loading(), radiograph)
    job = session.active.begin_analysis()
    if job is not None:
        session.finish_analysis(job, make_analysis(radiograph))
    return session


def measure_ui(extent: Extent) -> Measured:
    """The GUI thread along the tour of scripts/tour: its longest stall in each step."""
    yield from measure_frame(extent)
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "stalls.txt"
        command = [sys.executable, "scripts/tour", "--out", folder, "--table", str(table)]
        subprocess.run(command, cwd=ROOT, env=dict(os.environ), check=True, capture_output=True)
        for line in table.read_text(encoding="utf-8").splitlines():
            step, stall, work = line.split("\t")
            goals = (at_most("of work at a time", float(work), STALL_MS, "ms"),)
            yield Figure(f"tour, {step}: longest stall", [float(stall)], goals=goals)
