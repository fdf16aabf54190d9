"""The rules of the session, without Qt and without threads."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from psygnal import SignalInstance

from cxrviewer.app.analysis_state import AnalysisState, Models, Phase
from cxrviewer.app.display_state import FindingKey
from cxrviewer.app.notices import Notice, Severity
from cxrviewer.app.picture import Loading
from cxrviewer.app.preferences import Preferences
from cxrviewer.app.session import Session
from cxrviewer.domain.errors import ReadingError
from cxrviewer.domain.radiograph import Window
from cxrviewer.domain.study import FileKind, Instance, RefusedFile
from tests.data.workplace import images_at_hand, make_analysis, make_instance, make_radiograph


def open_instances(session: Session, *instances: Instance) -> None:
    session.intake.add_entries(session.intake.begin_scan(), instances)


def show(session: Session, instance: Instance) -> None:
    session.active.select(instance)
    session.finish_loading(session.active.begin_loading(), make_radiograph(instance))


def analyse(session: Session) -> None:
    job = session.active.begin_analysis()
    assert job is not None
    assert session.radiograph is not None
    session.finish_analysis(job, make_analysis(session.radiograph))


def record(signal: SignalInstance) -> list[object]:
    received: list[object] = []
    signal.connect(received.append)
    return received


def test_that_the_first_instance_found_becomes_the_current_one() -> None:
    session, first, second = Session(), make_instance("a"), make_instance("b")
    open_instances(session, first, second)
    assert session.current is first
    assert session.picture.loading is Loading.LOADING


def test_that_entries_of_a_replaced_scan_are_dropped() -> None:
    session = Session()
    old = session.intake.begin_scan()
    session.intake.begin_scan()
    session.intake.add_entries(old, [make_instance("a")])
    assert len(session.studies) == 0


def test_that_a_file_opened_twice_stands_in_the_list_once() -> None:
    session, instance = Session(), make_instance("a")
    open_instances(session, instance)
    open_instances(session, instance)
    assert len(session.studies) == 1


def test_that_refused_files_are_kept_with_their_reason_and_counted_once() -> None:
    session = Session()
    refused = RefusedFile(Path("x.txt"), FileKind.OTHER, "It is a text.")
    received = record(session.intake.file_refused)
    session.intake.add_entries(session.intake.begin_scan(), [refused, refused])
    assert received == [refused]
    assert session.intake.scan.refused == 1


def test_that_a_scan_without_result_is_told_with_a_remedy() -> None:
    session = Session()
    notices = record(session.notice_added)
    session.intake.end_scan(session.intake.begin_scan())
    assert [notice.severity for notice in notices if isinstance(notice, Notice)] == [
        Severity.WARNING
    ]
    assert "DICOM" in str(notices[0])


def test_that_pixels_of_an_instance_left_meanwhile_are_kept_but_not_shown() -> None:
    session, first, second = Session(), make_instance("a"), make_instance("b")
    open_instances(session, first, second)
    late = session.active.begin_loading()
    session.active.select(second)
    session.active.begin_loading()
    session.finish_loading(late, make_radiograph(first))
    assert session.radiograph is None
    assert (first.path, 0) in session.radiographs


def test_that_a_file_that_fails_to_decode_says_why() -> None:
    session, instance = Session(), make_instance("a")
    open_instances(session, instance)
    error = ReadingError("It is cut off.", remedy="Ask again.", path=instance.path)
    session.active.fail_loading(session.active.begin_loading(), error)
    assert session.picture.loading is Loading.FAILED
    assert session.picture.failure == Notice(Severity.ERROR, "It is cut off.", "Ask again.", "a")


def test_that_the_radiograph_comes_up_in_the_senders_window() -> None:
    session, instance = Session(), make_instance("a")
    open_instances(session, instance)
    show(session, instance)
    assert session.display is not None
    assert session.display.voi == Window(2000.0, 1000.0)


def test_that_window_and_polarity_are_kept_per_image_and_overlays_carried_over() -> None:
    session, first, second = Session(), make_instance("a"), make_instance("b")
    open_instances(session, first, second)
    show(session, first)
    assert session.display is not None
    changed = replace(session.display, voi=Window(5.0, 6.0), inverted=True, mask_shown=True)
    session.active.change_display(changed)
    show(session, second)
    assert session.display.voi == Window(2000.0, 1000.0)
    assert not session.display.inverted
    assert session.display.mask_shown
    show(session, first)
    assert (session.display.voi, session.display.inverted) == (Window(5.0, 6.0), True)


def test_that_reset_goes_back_to_the_senders_window_and_preferred_opacities() -> None:
    session, instance = Session(Preferences(heatmap_opacity=0.3)), make_instance("a")
    open_instances(session, instance)
    show(session, instance)
    assert session.display is not None
    session.active.change_display(
        replace(session.display, voi=Window(1.0, 2.0), heatmap_shown=True)
    )
    session.panes.reset_display()
    assert session.display.voi == Window(2000.0, 1000.0)
    assert not session.display.heatmap_shown
    assert session.display.heatmap_opacity == 0.3


def test_that_each_image_begins_with_its_highest_score_and_keeps_what_was_chosen_on_it() -> None:
    session, first, second = Session(), make_instance("a"), make_instance("b")
    open_instances(session, first, second)
    show(session, first)
    analyse(session)
    assert session.display is not None
    assert session.display.chosen is not None
    assert session.display.chosen.pathology == "Effusion"
    assert session.analysis is not None
    tuberculosis = FindingKey.of(session.analysis.findings[1])
    session.active.change_display(replace(session.display, chosen=tuberculosis))
    show(session, second)
    analyse(session)
    assert session.display.chosen == FindingKey.of(session.analysis.findings[0])
    show(session, first)
    assert session.display.chosen == tuberculosis


def test_that_an_analysis_of_other_pixels_is_never_shown() -> None:
    session, first, second = Session(), make_instance("a"), make_instance("b")
    open_instances(session, first, second)
    show(session, first)
    job = session.active.begin_analysis()
    assert job is not None
    session.finish_analysis(job, make_analysis(make_radiograph(second)))
    assert session.analysis is None


def test_that_a_late_analysis_is_remembered_for_its_own_radiograph() -> None:
    session, first, second = Session(), make_instance("a"), make_instance("b")
    open_instances(session, first, second)
    show(session, first)
    late = session.active.begin_analysis()
    assert late is not None
    show(session, second)
    assert late.cancelled()
    session.finish_analysis(late, make_analysis(make_radiograph(first)))
    assert session.analysis is None
    show(session, first)
    assert session.analysis_state.phase is Phase.DONE


def test_that_a_known_analysis_is_not_asked_for_again_until_it_is_forgotten() -> None:
    session, instance = Session(), make_instance("a")
    open_instances(session, instance)
    show(session, instance)
    analyse(session)
    assert session.active.begin_analysis() is None
    session.forget_analysis()
    assert session.analysis is None
    assert session.active.begin_analysis() is not None


def test_that_models_are_not_asked_about_what_its_header_rules_out() -> None:
    session, knee = Session(), make_instance("knee", analysis_refusal="This is a knee.")
    open_instances(session, knee)
    show(session, knee)
    assert session.active.begin_analysis() is None
    assert session.analysis_state == AnalysisState(Phase.REFUSED, message="This is a knee.")


def test_that_progress_of_a_cancelled_job_is_dropped() -> None:
    session, instance = Session(), make_instance("a")
    open_instances(session, instance)
    show(session, instance)
    job = session.active.begin_analysis()
    assert job is not None
    session.active.cancel_analysis()
    session.panes.of(job).progress_analysis(job, AnalysisState(Phase.RUNNING, steps=2))
    assert session.analysis_state.phase is Phase.CANCELLED
    assert job.cancelled()


def test_that_cancelling_leaves_a_finished_analysis() -> None:
    session, instance = Session(), make_instance("a")
    open_instances(session, instance)
    show(session, instance)
    analyse(session)
    session.active.cancel_analysis()
    assert session.analysis_state.phase is Phase.DONE


def test_that_other_models_forget_what_the_old_ones_said() -> None:
    session, instance = Session(), make_instance("a")
    open_instances(session, instance)
    show(session, instance)
    analyse(session)
    session.forget_models()
    assert session.analysis_state.phase is Phase.NONE
    assert session.active.begin_analysis() is not None


@pytest.mark.parametrize("forget", [Session.forget_models, Session.forget_analysis])
def test_that_an_analysis_asked_for_before_forgetting_is_not_remembered(
    forget: Callable[[Session], None],
) -> None:
    session, instance = Session(), make_instance("a")
    open_instances(session, instance)
    show(session, instance)
    stale = session.active.begin_analysis()
    assert stale is not None
    assert session.radiograph is not None
    forget(session)
    session.finish_analysis(stale, make_analysis(session.radiograph))
    show(session, make_instance("b"))
    show(session, instance)
    assert session.analysis is None
    analyse(session)
    assert session.analysis_state.phase is Phase.DONE


def test_that_bundles_that_failed_become_notices() -> None:
    session = Session()
    notices = record(session.notice_added)
    broken = Notice(Severity.WARNING, "Broken.", "Install it again.")
    session.set_models(Models(provider="CPU", failures=(broken,)))
    assert notices == [broken]


def test_that_the_impression_belongs_to_the_study() -> None:
    session = Session()
    front = make_instance("front", patient="P", study="S")
    side = make_instance("side", patient="P", study="S")
    other = make_instance("other", patient="Q")
    open_instances(session, front, side, other)
    session.set_impression("Clear.")
    session.active.select(side)
    assert session.impression == "Clear."
    session.active.select(other)
    assert session.impression == ""


def test_that_a_report_holds_the_current_image_and_the_analysed_ones_of_its_study() -> None:
    session = Session()
    front, side, third = (make_instance(n, patient="P", study="S") for n in ("a", "b", "c"))
    other = make_instance("other", patient="Q")
    open_instances(session, front, side, third, other)
    for instance in (other, front, side):
        show(session, instance)
        if instance is not side:
            analyse(session)
    session.radiographs.put((third.path, 0), make_radiograph(third))
    images = images_at_hand(session)
    assert [image.radiograph.instance for image in images] == [front, side]
    assert images[1].analysis is None


def test_that_a_display_cannot_be_changed_before_a_radiograph_is_there() -> None:
    session, instance = Session(), make_instance("a")
    open_instances(session, instance)
    show(session, instance)
    display = session.display
    assert display is not None
    session.active.select(make_instance("b"))
    with pytest.raises(ValueError, match="no radiograph"):
        session.active.change_display(display)


def test_that_paging_stops_at_the_ends() -> None:
    session, first, second = Session(), make_instance("a"), make_instance("b")
    open_instances(session, first, second)
    session.active.step(-1)
    assert session.current is first
    session.active.step(1)
    session.active.step(1)
    assert session.current is second
