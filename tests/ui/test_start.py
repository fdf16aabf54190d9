"""What a start does before the window is there, and what only afterwards."""

import builtins
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import cxrviewer.ui  # noqa: F401
from cxrviewer.ui import first_paint
from cxrviewer.ui.first_paint import FirstPaint
from cxrviewer.ui.palette import DARK
from cxrviewer.ui.theme import choose, colour, outfit, put_on

SECOND = 1000
ROOT = Path(__file__).resolve().parents[2]
# Starts the program as a person does. Once painted it tells what it has loaded, and ends.
PAINTED = """
import os, sys
import cxrviewer.ui.application as application
import cxrviewer.__main__ as program
def tell(*_):
    print(*sys.modules, sep="\\n")
    sys.stdout.flush()
    os._exit(0)
application._begin = tell
program.main(["--accept-research-use"])
"""
# So many modules of its own, and of any kind, are loaded; a little more is no reason to fail.
OWN, ALL = 270, 830
# What is loaded when it is asked for.
LATER = [
    *("onnxruntime", "tensorflow", "reportlab", "pydicom", "PIL", "imagecodecs"),
    "cv2",
    "cxrviewer.bundle.manifest",
    "cxrviewer.inference.pipeline",
    "cxrviewer.report.content",
    "cxrviewer.imaging.preprocess",
    "cxrviewer.imaging.registration",
    "cxrviewer.imaging.cardiothoracic",
    "cxrviewer.app.commands.analyze_command",
    "cxrviewer.app.measurement_file",
    "cxrviewer.app.threshold_lab",
    "cxrviewer.app.verdict_file",
    "cxrviewer.domain.occlusion",
    "cxrviewer.domain.roc",
]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """Return the names of all modules that the painted window of an empty start has loaded."""
    home = tmp_path_factory.mktemp("home")
    done = subprocess.run(
        [sys.executable, "-c", PAINTED],
        cwd=ROOT,
        env={**os.environ, "CXRVIEWER_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return frozenset(done.stdout.split())


@pytest.mark.parametrize("module", LATER)
def test_that_the_window_is_painted_before_what_it_does_not_need_is_loaded(
    module: str, loaded: frozenset[str]
) -> None:
    assert module not in loaded


def test_that_a_dialog_is_loaded_when_it_is_asked_for(loaded: frozenset[str]) -> None:
    dialogs = {name for name in loaded if name.startswith("cxrviewer.ui.dialogs.")}
    assert dialogs == {"cxrviewer.ui.dialogs.shelf"}


def test_that_a_start_loads_no_more_modules_than_it_did(loaded: frozenset[str]) -> None:
    own = [name for name in loaded if name.split(".")[0] == "cxrviewer"]
    assert len(own) <= OWN
    assert len(loaded) <= ALL


class Sheet(QWidget):
    """Counts how often it is painted, beneath a widget that covers all of it."""

    def __init__(self) -> None:
        super().__init__()
        self.painted = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.painted += 1


@pytest.fixture
def sheet(qtbot: QtBot) -> Sheet:
    sheet = Sheet()
    qtbot.addWidget(sheet)
    return sheet


def test_that_work_begins_once_and_only_when_the_window_is_painted(
    sheet: Sheet, qtbot: QtBot
) -> None:
    seen: list[int] = []
    sheet.show()
    FirstPaint(sheet, lambda: seen.append(sheet.painted))
    assert seen == []
    qtbot.waitUntil(lambda: bool(seen), timeout=SECOND // 2)
    assert seen[0] > 0
    sheet.hide()
    sheet.show()
    qtbot.wait(20)
    assert len(seen) == 1


def test_that_work_begins_also_where_nobody_sees_the_window(
    sheet: Sheet, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_paint, "LONGEST_WAIT_MS", 1)
    seen: list[int] = []
    sheet.winId()
    FirstPaint(sheet, lambda: seen.append(sheet.painted))
    qtbot.waitUntil(lambda: bool(seen), timeout=SECOND)
    assert seen == [0]


def test_that_a_window_which_is_dressed_last_looks_as_one_that_is_made_in_its_dress(
    themed: QApplication, qtbot: QtBot
) -> None:
    themed.setStyleSheet("")
    choose(themed, outfit("light", 100))
    early = QPushButton("text")
    qtbot.addWidget(early)
    put_on(themed)
    late = QPushButton("text")
    qtbot.addWidget(late)
    assert early.sizeHint() == late.sizeHint()
    assert early.grab().toImage() == late.grab().toImage()
    assert colour("panel").name() != DARK.panel


def test_that_imports_do_not_read_the_source_of_everything_for_a_word_to_pyside() -> None:
    assert builtins.__import__ is not getattr(builtins, "__feature_import__", None)
