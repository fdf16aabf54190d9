"""Verdicts in the real window: keys, what is hidden before them, what comes back after them."""

from dataclasses import replace
from pathlib import Path
from threading import Event as Gate

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from cxrviewer.app.audit import Event, audit_path, read_entries, verify
from cxrviewer.app.display_state import FindingKey
from cxrviewer.app.threshold_lab import Evidence, Examined, Source, gather
from cxrviewer.app.verdicts import Answer
from cxrviewer.domain.verdict import Word
from cxrviewer.ui.dialogs import threshold_lab
from cxrviewer.ui.dialogs.threshold_lab import ThresholdLab
from cxrviewer.ui.main_window import MainWindow
from tests.data.workplace import HandReader, make_instance
from tests.ui.conftest import WindowOf
from tests.ui.test_window_report import text_of

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(window_of: WindowOf, qtbot: QtBot) -> MainWindow:
    """Two images, the first analysed, read-first mode on."""
    window = window_of(HandReader.of(make_instance("a"), make_instance("b")))
    window.actions_by_name["read_first"].trigger()
    window.open_paths([Path("/there")])
    qtbot.waitUntil(lambda: window.session.analysis is not None)
    window.viewport.setFocus()
    return window


def words_on(window: MainWindow) -> str:
    """Return all that the window says in labels, rows and tips."""
    labels = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    model = window.browser.view.model()
    assert model is not None
    roles = (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    rows = [str(model.index(n, 0).data(role)) for n in range(model.rowCount()) for role in roles]
    return "\n".join((*labels, *rows))


def test_that_no_score_is_on_the_screen_before_the_last_verdict(
    window: MainWindow, qtbot: QtBot
) -> None:
    panel = window.findings.verdicts
    assert window.findings.model.findings == ()
    assert not window.findings.view.isVisible()
    assert panel.table.rowCount() == 3
    assert not window.actions_by_name["heatmap"].isEnabled()
    for secret in ("0.81", "0.34", "operating point", "Highest"):
        assert secret not in words_on(window)
    qtbot.keyClick(window.viewport, Qt.Key.Key_G)
    assert not window.viewport.heatmap_drawn
    for key in (Qt.Key.Key_P, Qt.Key.Key_N, Qt.Key.Key_U):
        qtbot.keyClick(window.viewport, key, SHIFT)
    assert len(window.findings.model.findings) == 3
    assert window.findings.view.isVisible()
    assert not panel.table.isVisible()
    given = panel._desk.of(window.session.active)
    assert {label: verdict.word for label, verdict in given.items()} == {
        "Effusion": Word.PRESENT,
        "Pleural_Thickening": Word.ABSENT,
        "Tuberculosis": Word.UNSURE,
    }


def test_that_the_current_label_moves_to_the_next_that_owes_a_verdict(window: MainWindow) -> None:
    panel = window.findings.verdicts
    panel.table.setCurrentCell(1, 0)
    assert panel.label == "Pleural_Thickening"
    panel.answer(Answer.NO)
    assert panel.label == "Tuberculosis"
    panel.answer(Answer.NO)
    assert panel.label == "Effusion"


def test_that_all_others_absent_leaves_what_was_said(window: MainWindow) -> None:
    panel = window.findings.verdicts
    panel.answer(Answer.YES)
    window.actions_by_name["verdict_rest_absent"].trigger()
    given = panel._desk.of(window.session.active)
    assert [given[label].word for label in sorted(given)] == [
        Word.PRESENT,
        Word.ABSENT,
        Word.ABSENT,
    ]
    assert not window.actions_by_name["verdict_rest_absent"].isEnabled()


def test_that_with_scores_the_buttons_answer_the_model(window: MainWindow) -> None:
    window.actions_by_name["reveal_scores"].trigger()
    panel = window.findings.verdicts
    assert panel.label == "Effusion"
    assert panel.buttons[Answer.YES].text() == "Agree"
    assert panel.subject.text() == "Effusion: above operating point"
    panel.buttons[Answer.NO].click()
    assert panel.buttons[Answer.NO].isChecked()
    assert "disagree (scores were shown)" in panel.subject.text()
    window.findings.step_finding(1)
    assert not panel.buttons[Answer.NO].isChecked()


def test_that_words_are_kept_with_a_verdict(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_by_name["reveal_scores"].trigger()
    panel = window.findings.verdicts
    assert not panel.note.isEnabled()
    panel.answer(Answer.YES)
    qtbot.keyClicks(panel.note, "<b>left</b>")
    qtbot.keyClick(panel.note, Qt.Key.Key_Return)
    assert panel._desk.of(window.session.active)["Effusion"].note == "<b>left</b>"
    window.findings.step_finding(1)
    assert panel.note.text() == ""


def test_that_the_mode_is_kept_and_the_list_marks_the_study(window: MainWindow) -> None:
    assert window.preferences.current.read_first
    listing = window.session.listing
    assert [listing.facts(one).verdict for one in listing] == [False, False]
    window.findings.verdicts.answer(Answer.UNSURE)
    assert [listing.facts(one).verdict for one in listing] == [True, False]
    window.actions_by_name["read_first"].trigger()
    assert not window.preferences.current.read_first
    assert window.findings.view.isVisible()


def test_that_a_report_hides_scores_before_the_verdicts_and_prints_both_after_them(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    def report(name: str) -> str:
        with qtbot.waitSignal(window.export.written, timeout=20_000):
            window.export.export_to(tmp_path / name)
        return text_of(tmp_path / name)

    hidden = report("hidden.pdf")
    assert "0.81" not in hidden
    assert "the reader reads first, and 3 labels have no verdict" in hidden
    window.findings.verdicts.answer_rest()
    told = report("told.pdf")
    assert "0.810" in told
    assert "scores were hidden until the verdict" in " ".join(told.split())
    assert verify(audit_path()).faults == ()
    events = [entry.event for _, entry in read_entries(audit_path()) if entry is not None]
    assert events.count(Event.REPORT) == 2
    assert events[0] is Event.READ_FIRST_ON


def test_that_the_lab_draws_a_curve_and_refuses_a_point_from_few(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.findings.verdicts.answer_rest()
    window.session.active.step(1)
    qtbot.waitUntil(lambda: window.session.analysis is not None)
    window.findings.verdicts.answer(Answer.YES)
    window.findings.verdicts.answer_rest()
    window.actions_by_name["threshold_lab"].trigger()
    lab = window.findChild(ThresholdLab)
    assert lab is not None
    qtbot.waitUntil(lambda: lab.plot.roc is not None)
    assert "1 radiographs with it, 1 without" in lab.basis.text()
    assert "Area under the curve 0.50" in lab.basis.text()
    assert "50 with it and 50 without" in lab.refusal.text()
    assert not lab.save.isEnabled()
    lab.slider.setValue(900)
    assert "Sensitivity 0%" in lab.answer.text()
    lab.use_list(Path("/nowhere/list.csv"))
    qtbot.waitUntil(lambda: "list.csv: The list cannot be read" in lab.refusal.text())
    assert lab.plot.roc is None
    lab.close()


def test_that_the_window_does_not_wait_for_the_lab_and_the_newest_question_is_answered(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.actions_by_name["reveal_scores"].trigger()
    window.findings.verdicts.answer_rest()
    gates = (Gate(), Gate())
    asked: list[FindingKey] = []

    def examine_slowly(evidence: Evidence, key: FindingKey, source: Source | Path) -> Examined:
        asked.append(key)
        number = len(asked)
        gates[number - 1].wait(20)
        found = gather(evidence, key, Source())
        return Examined(Source(), replace(found, unanalysed=100 + number))

    monkeypatch.setattr(threshold_lab, "examine", examine_slowly)
    window.actions_by_name["threshold_lab"].trigger()
    lab = window.findChild(ThresholdLab)
    assert lab is not None
    qtbot.waitUntil(lambda: len(asked) == 1)
    assert lab.basis.text() == "Counting…"
    assert not lab.slider.isEnabled()
    lab.labels.setCurrentIndex(1)
    qtbot.waitUntil(lambda: len(asked) == 2)
    gates[1].set()
    qtbot.waitUntil(lambda: "102 more" in lab.basis.text())
    with qtbot.waitSignal(window.conductor._current._delivered):
        gates[0].set()
    assert "102 more" in lab.basis.text()
    lab.close()
