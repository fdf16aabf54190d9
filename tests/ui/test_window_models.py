"""Bundles that are missing or broken, and what the window must not load before it shows."""

import subprocess
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import onnxruntime
import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from cxrviewer.app.analysis_state import Models, Phase
from cxrviewer.app.preferences import Preferences, PreferencesStore
from cxrviewer.app.session import Session
from cxrviewer.bundle.store import BundleStore
from cxrviewer.domain.analysis import Finding
from cxrviewer.ui.application import build_window, preferred
from cxrviewer.ui.dialogs.model_input import ModelInputDialog
from cxrviewer.ui.findings_panel.prevalence import PrevalenceControls, step_of
from cxrviewer.ui.main_window import MainWindow
from cxrviewer.ui.plain_text import PlainLabel
from cxrviewer.ui.workers.open_models import ModelChoice
from tests.data.bundles import write_classifier
from tests.data.workplace import HandReader, make_analysis, make_instance, make_radiograph


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


def test_that_a_gpu_that_is_there_and_not_used_is_told(
    tiny_models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, names = onnxruntime.InferenceSession, ["CUDAExecutionProvider", "CPUExecutionProvider"]

    def fall_back(content: bytes, options: object, **_: object) -> object:
        return session(content, options, providers=names[1:])

    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: names)
    monkeypatch.setattr(onnxruntime, "InferenceSession", fall_back)
    models = ModelChoice((tiny_models,), "onnx", "auto")().models
    assert models.provider == "ONNX Runtime, CPU"
    (notice,) = models.failures
    assert notice.cause.startswith("The models run on the processor. CUDA does not start")


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


def test_that_what_each_model_saw_is_shown_with_its_making(qtbot: QtBot, tiny_models: Path) -> None:
    bundles, _ = BundleStore([tiny_models]).load_all()
    dialog = ModelInputDialog(make_radiograph(make_instance("a")), bundles, "tb")
    qtbot.addWidget(dialog)
    assert dialog.tabs.tabText(dialog.tabs.currentIndex()) == "tb"
    page = dialog.tabs.currentWidget()
    told = " ".join(label.text() for label in page.findChildren(PlainLabel))
    assert "sha-256 of the tensor" in told
    pictures = [label for label in page.findChildren(QLabel) if not label.pixmap().isNull()]
    assert pictures[0].pixmap().width() == 128


def test_that_the_prevalence_changes_what_a_calibrated_score_means(
    qtbot: QtBot, tiny_models: Path
) -> None:
    bundles, _ = BundleStore([tiny_models]).select(["tb"])
    session, instance = Session(), make_instance("a")
    controls = PrevalenceControls(session)
    qtbot.addWidget(controls)
    assert controls.isHidden()
    session.set_models(Models(bundles, "test device"))
    session.active.select(instance)
    session.finish_loading(session.active.begin_loading(), make_radiograph(instance))
    job = session.active.begin_analysis()
    assert job is not None
    plain = make_analysis(make_radiograph(instance))
    sure = Finding("Tuberculosis", 0.9, 0.9, None, bundles[0].identity)
    session.finish_analysis(job, replace(plain, findings=(sure,)))
    assert not controls.isHidden()
    assert controls.answer.text().startswith("9 in 10")
    controls.slider.setValue(step_of(0.001))
    assert controls.answer.text().startswith("1 in 1")
