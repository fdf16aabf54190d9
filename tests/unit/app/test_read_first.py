"""Nothing of a score is to be had before the reader has spoken."""

from dataclasses import replace
from pathlib import Path

import pytest

from cxrviewer.app.database import Database
from cxrviewer.app.display_state import FindingKey
from cxrviewer.app.preferences import Preferences
from cxrviewer.app.session import Session
from cxrviewer.app.sorting import Column, Order
from cxrviewer.app.verdicts import Answer
from cxrviewer.domain.doubts import Doubt, DoubtCode
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.domain.study import Instance
from cxrviewer.domain.verdict import Side, Word
from tests.data.workplace import (
    images_at_hand,
    make_analysis,
    make_finding,
    make_instance,
    make_radiograph,
)

LABELS = ("Effusion", "Pleural_Thickening", "Tuberculosis")


def opened(*names: str, first: bool = True, database: Database | None = None) -> Session:
    session = Session(Preferences(read_first=first), database)
    session.intake.add_entries(session.intake.begin_scan(), [make_instance(name) for name in names])
    return session


def show(session: Session, instance: Instance) -> Radiograph:
    """Load and analyse ``instance`` in the active pane."""
    session.active.select(instance)
    radiograph = make_radiograph(instance)
    session.finish_loading(session.active.begin_loading(), radiograph)
    job = session.active.begin_analysis()
    if job is not None:
        session.finish_analysis(job, make_analysis(radiograph))
    return radiograph


def answer_all(session: Session, answer: Answer = Answer.NO) -> None:
    session.verdicts.answer(session.active, dict.fromkeys(LABELS, answer))


def test_that_no_score_is_to_be_had_before_the_last_verdict() -> None:
    session = opened("a")
    instance = session.listing[0]
    show(session, instance)
    for number, label in enumerate(LABELS):
        assert session.analysis is not None
        assert session.analysis.findings == ()
        assert session.analysis.attention == ()
        assert session.analysis.awaiting == LABELS[number:]
        assert not session.analysis_state.has_heatmap
        assert session.listing.triage.highest(instance.path) is None
        assert not session.listing.facts(instance).above
        (image,) = images_at_hand(session)
        assert image.analysis is not None
        assert image.analysis.findings == ()
        session.verdicts.answer(session.active, {label: Answer.UNSURE})
    assert session.analysis is not None
    assert len(session.analysis.findings) == 3
    assert session.listing.triage.highest(instance.path) is not None
    assert session.display is not None
    assert session.display.chosen == FindingKey.of(session.analysis.findings[0])


def test_that_the_order_of_a_list_tells_no_score() -> None:
    session = opened("a", "b", "c")
    a, b, _ = list(session.listing)
    show(session, b)
    session.listing.set_order(Order(Column.TRIAGE))
    assert session.listing[0] == a
    answer_all(session)
    session.listing.arrange()
    assert session.listing[0] == b


def test_that_switching_the_mode_on_takes_scores_away_and_off_gives_them_back() -> None:
    session = opened("a", "b", first=False)
    a, b = list(session.listing)
    show(session, b)
    session.listing.set_order(Order(Column.TRIAGE))
    assert session.listing[0] == b
    session.verdicts.switch(True)
    assert session.analysis is not None
    assert session.analysis.findings == ()
    assert session.listing[0] == a
    session.verdicts.switch(False)
    assert len(session.analysis.findings) == 3
    assert session.listing[0] == b


def test_that_another_image_of_the_study_tells_the_report_nothing() -> None:
    session = Session(Preferences(read_first=True))
    pair = [make_instance(name, study="one") for name in ("a", "b")]
    session.intake.add_entries(session.intake.begin_scan(), pair)
    for instance in pair:
        show(session, instance)
    answer_all(session)
    open_now = {str(i.radiograph.instance.path): i.analysis for i in images_at_hand(session)}
    assert [bool(a and a.findings) for a in open_now.values()] == [False, True]


def test_that_a_verdict_before_the_scores_is_blind_and_one_after_them_is_not(
    tmp_path: Path,
) -> None:
    database = Database(tmp_path / "d.sqlite")
    session = opened("a", database=database)
    radiograph = show(session, session.listing[0])
    answer_all(session)
    session.verdicts.answer(session.active, {"Effusion": Answer.YES})
    known = session.verdicts.first.verdicts(radiograph.key)
    assert known["Tuberculosis"].scores_hidden
    assert known["Tuberculosis"].word is Word.ABSENT
    assert not known["Effusion"].scores_hidden
    assert (known["Effusion"].word, known["Effusion"].shown) == (Word.AGREE, Side.ABOVE)
    database.close()

    database = Database(tmp_path / "d.sqlite")
    again = opened("a", database=database)
    assert again.verdicts.first.verdicts(radiograph.key) == known
    assert again.listing.facts(again.listing[0]).verdict
    show(again, again.listing[0])
    assert again.analysis is not None
    assert again.analysis.findings
    database.close()


def test_that_a_score_seen_in_an_earlier_run_makes_no_verdict_blind(tmp_path: Path) -> None:
    database = Database(tmp_path / "d.sqlite")
    session = opened("a", first=False, database=database)
    show(session, session.listing[0])
    database.close()
    database = Database(tmp_path / "d.sqlite")
    session = opened("a", database=database)
    radiograph = show(session, session.listing[0])
    answer_all(session)
    verdicts = session.verdicts.first.verdicts(radiograph.key).values()
    assert not any(verdict.scores_hidden for verdict in verdicts)
    assert {verdict.word for verdict in verdicts} == {Word.ABSENT}
    database.close()


def test_that_scores_can_be_asked_for_and_verdicts_are_then_not_blind() -> None:
    session = opened("a")
    radiograph = show(session, session.listing[0])
    session.verdicts.reveal(session.active)
    assert session.analysis is not None
    assert session.analysis.findings
    session.verdicts.answer(session.active, {"Tuberculosis": Answer.NO})
    verdict = session.verdicts.first.verdicts(radiograph.key)["Tuberculosis"]
    assert (verdict.word, verdict.shown) == (Word.DISAGREE, Side.BELOW)
    assert verdict.present is True
    assert not verdict.scores_hidden


def test_that_doubted_scores_are_no_statement_to_agree_with() -> None:
    session = opened("a", first=False)
    session.active.select(session.listing[0])
    radiograph = make_radiograph(session.listing[0])
    session.finish_loading(session.active.begin_loading(), radiograph)
    doubts = (Doubt(DoubtCode.LATERAL, "It is a lateral view."),)
    job = session.active.begin_analysis()
    assert job is not None
    session.finish_analysis(job, replace(make_analysis(radiograph), doubts=doubts))
    assert session.verdicts.statement(session.active, "Effusion") is None
    assert session.display is not None
    session.active.change_display(replace(session.display, scores_anyway=True))
    assert session.verdicts.statement(session.active, "Effusion") is Side.ABOVE


def test_that_the_database_names_nobody(tmp_path: Path) -> None:
    database = Database(tmp_path / "d.sqlite")
    session = Session(Preferences(read_first=True), database)
    session.intake.add_entries(
        session.intake.begin_scan(), [make_instance("Smith", patient="Smith")]
    )
    show(session, session.listing[0])
    answer_all(session)
    database.close()
    content = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"Name^Smith" not in content
    assert b"/there" not in content


@pytest.mark.parametrize(
    ("first", "normal"),
    [(Answer.NO, Word.PRESENT), (Answer.YES, Word.ABSENT), (Answer.UNSURE, Word.UNSURE)],
)
def test_that_with_all_others_absent_normal_is_what_follows(first: Answer, normal: Word) -> None:
    session = opened("a")
    instance = session.listing[0]
    session.active.select(instance)
    radiograph = make_radiograph(instance)
    session.finish_loading(session.active.begin_loading(), radiograph)
    job = session.active.begin_analysis()
    assert job is not None
    analysis = make_analysis(radiograph)
    findings = (*analysis.findings, make_finding("Normal", 0.5))
    session.finish_analysis(job, replace(analysis, findings=findings))
    session.verdicts.answer(session.active, {"Effusion": first})
    session.verdicts.answer_rest(session.active)
    said = session.verdicts.first.verdicts(radiograph.key)
    assert said["Normal"].word is normal
    assert said["Tuberculosis"].word is Word.ABSENT
