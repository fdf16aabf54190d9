"""Bundles that are missing or broken, and what the window must not load before it shows."""

import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxrviewer.app.analysis_state import Phase
from cxrviewer.app.preferences import Preferences, PreferencesStore
from cxrviewer.ui.application import build_window, preferred
from cxrviewer.ui.main_window import MainWindow
from cxrviewer.ui.workers.open_models import ModelChoice
from tests.data.bundles import write_classifier
from tests.data.workplace import HandReader, make_instance


def window_with(folder: Path, qtbot: QtBot) -> MainWindow:
    store = PreferencesStore(folder / "preferences.json")
    choice = partial(preferred, ModelChoice((folder,), "onnx", "cpu"))
    window = build_window(HandReader.of(make_instance("a")), store, choice)
    qtbot.addWidget(window)
    window.show()
    window.conductor.start([Path("/there")])
    qtbot.waitUntil(lambda: window.session.models.provider != "", timeout=20_000)
    return window


def test_that_without_bundles_radiographs_are_shown_and_the_reason_is_told(
    themed: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    window = window_with(tmp_path, qtbot)
    qtbot.waitUntil(lambda: window.session.analysis_state.phase is Phase.FAILED)
    assert window.session.radiograph is not None
    assert "no model bundle" in window.notices.notices[0].cause
    assert "no model" in window.findings.header.state.text()
    window.close()


def test_that_a_broken_bundle_is_named_and_the_others_work(
    themed: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    write_classifier(tmp_path / "sound", name="sound")
    broken = write_classifier(tmp_path / "broken", name="broken")
    (broken / "model.onnx").write_bytes(b"cut off")
    window = window_with(tmp_path, qtbot)
    qtbot.waitUntil(lambda: window.session.analysis is not None, timeout=20_000)
    assert [bundle.identity.name for bundle in window.session.models.bundles] == ["sound"]
    assert window.notices.notices[0].subject == "broken/model.onnx"
    assert "CPU" in window.statusBar().models.text()  # type: ignore[attr-defined]
    window.close()


def test_that_the_command_line_goes_before_the_preferences_and_those_before_defaults() -> None:
    chosen = Preferences(device="cuda", runtime="tensorflow")
    assert preferred(ModelChoice((), "", ""), chosen) == ModelChoice((), "tensorflow", "cuda")
    assert preferred(ModelChoice((), "onnx", "cpu"), chosen) == ModelChoice((), "onnx", "cpu")
    assert preferred(ModelChoice((), "", ""), Preferences()) == ModelChoice((), "onnx", "auto")


@pytest.mark.parametrize("module", ["onnxruntime", "tensorflow", "reportlab", "pydicom"])
def test_that_the_window_shows_before_slow_libraries_are_loaded(module: str) -> None:
    program = (
        "import sys, cxrviewer.ui.application;"
        f"sys.exit('{module} is loaded' if '{module}' in sys.modules else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_that_the_window_needs_no_library_that_only_the_tests_install() -> None:
    program = "import sys; sys.modules['typing_extensions'] = None;import cxrviewer.ui.application"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
