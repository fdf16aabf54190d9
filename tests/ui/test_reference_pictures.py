"""The window's main states against reference pictures, which were looked at when they were made.

Texts differ between systems: this holds where the window's font is the one of the pictures. After
an intended change run this file with ``CXRVIEWER_WRITE_REFERENCES=1``, and look at what it wrote.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QFontInfo, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cxrviewer.domain.doubts import Doubt, DoubtCode
from cxrviewer.domain.radiograph import Window
from cxrviewer.imaging.phantom import ThoraxPhantom, project
from cxrviewer.ui.main_window import MainWindow
from tests.data.workplace import HandAnalyzer, HandReader, make_instance, open_gate
from tests.ui.conftest import WindowOf

FOLDER = Path(__file__).parent / "references"
WRITE = "CXRVIEWER_WRITE_REFERENCES"
FAMILY = "DejaVu Sans"
# A third of the window in each direction: a moved pixel of a letter is nothing.
SIZE = (400, 267)
MEAN_LEVELS, TILE_LEVELS = 2.0, 24.0
TILE = 16
# So many looks in a row, with the event loop between them, are the same when nothing moves.
LOOKS = 8

Grey = NDArray[np.uint8]


@pytest.fixture
def reader() -> HandReader:
    """Two studies of one synthetic patient."""
    reader = HandReader.of(
        make_instance("a", patient="SYNTHETIC", view_position="PA"),
        make_instance("b", patient="SYNTHETIC", view_position="PA"),
    )
    for number, (path, plain) in enumerate(reader.radiographs.items()):
        phantom = project(ThoraxPhantom(number + 3, rows=512, columns=448, spacing=0.8))
        reader.radiographs[path] = replace(
            plain,
            indices=phantom.values,
            levels=np.arange(2**14, dtype=np.float64),
            padding=np.zeros(2**14, np.bool_),
            vois=(Window(7500, 11000),),
        )
    return reader


@pytest.fixture(autouse=True)
def _same_letters(themed: QApplication) -> None:
    if sys.platform != "linux" or QFontInfo(themed.font()).family() != FAMILY:
        pytest.skip(f"the reference pictures were made on Linux with {FAMILY}")


def seen(widget: QWidget) -> Grey:
    """Return ``widget`` as grey levels at the pictures' size."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    shrunk = cv2.resize(rows[:, : image.width()], SIZE, interpolation=cv2.INTER_AREA)
    return np.asarray(shrunk, np.uint8)


def settled(widget: QWidget, qtbot: QtBot) -> Grey:
    """Return what ``widget`` looks like once it has looked the same for a while."""
    looks = [seen(widget)]

    def has_settled() -> bool:
        looks.append(seen(widget))
        return len(looks) > LOOKS and all(np.array_equal(looks[-1], x) for x in looks[-LOOKS:])

    qtbot.waitUntil(has_settled, timeout=20_000)
    return looks[-1]


def check(name: str, widget: QWidget, qtbot: QtBot) -> None:
    picture, path = settled(widget, qtbot), FOLDER / f"{name}.png"
    if os.environ.get(WRITE):
        FOLDER.mkdir(exist_ok=True)
        assert cv2.imwrite(str(path), picture)
        return
    reference = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    assert reference is not None, f"{path} is missing; {WRITE}=1 makes it"
    apart = np.abs(picture.astype(np.float32) - reference)
    tiles = cv2.blur(apart, (TILE, TILE))
    row, column = np.unravel_index(int(np.argmax(tiles)), tiles.shape)
    where = f"around x {3 * column}, y {3 * row} of the window"
    assert apart.mean() < MEAN_LEVELS, f"{name} looks different: {apart.mean():.1f} levels, {where}"
    assert tiles.max() < TILE_LEVELS, f"{name} looks different {where}"


@pytest.fixture
def opened(
    window_of: WindowOf, reader: HandReader, qtbot: QtBot
) -> Callable[[HandAnalyzer], MainWindow]:
    def show(analyzer: HandAnalyzer) -> MainWindow:
        window = window_of(reader, analyzer)
        window.open_paths([Path("/there")])
        qtbot.waitUntil(lambda: window.session.analysis is not None)
        qtbot.waitUntil(lambda: not window.session.intake.scan.running)
        return window

    return show


Opened = Callable[[HandAnalyzer], MainWindow]


def test_that_an_empty_window_says_what_to_do(window_of: WindowOf, qtbot: QtBot) -> None:
    check("empty", window_of(HandReader()), qtbot)


def test_that_a_radiograph_stands_between_its_study_and_its_findings(
    opened: Opened, qtbot: QtBot
) -> None:
    check("findings", opened(open_gate()), qtbot)


def test_that_heatmap_and_lungs_lie_on_the_radiograph(opened: Opened, qtbot: QtBot) -> None:
    window = opened(open_gate())
    window.actions_by_name["heatmap"].trigger()
    window.actions_by_name["mask"].trigger()
    check("overlays", window, qtbot)


def test_that_doubts_stand_before_scores(opened: Opened, qtbot: QtBot) -> None:
    analyzer = open_gate()
    analyzer.doubts = (Doubt(DoubtCode.LATERAL, "It looks like a lateral view."),)
    check("doubts", opened(analyzer), qtbot)


def test_that_two_panes_share_the_middle(opened: Opened, qtbot: QtBot) -> None:
    window = opened(open_gate())
    window.actions_by_name["layout_1x2"].trigger()
    second = window.session.panes.shown[1]
    second.select(window.session.studies[1])
    qtbot.waitUntil(lambda: second.radiograph is not None)
    grid = window.panes
    qtbot.waitUntil(lambda: grid.viewport_of(second).width() > 200)
    check("two_panes", window, qtbot)


def test_that_the_comparison_notices_a_window_that_looks_different(
    window_of: WindowOf, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(WRITE, raising=False)
    window = window_of(HandReader())
    window.findings.hide()
    with pytest.raises(AssertionError, match="looks different"):
        check("empty", window, qtbot)
