"""Several panes in one session: each has its own picture, jobs and analysis."""

from dataclasses import replace

import pytest

from cxrviewer.app.analysis_state import Phase
from cxrviewer.app.pane import Pane
from cxrviewer.app.picture import Loading
from cxrviewer.app.session import Session
from cxrviewer.domain.study import Instance
from tests.data.workplace import make_analysis, make_instance, make_radiograph
from tests.unit.app.test_session_state import open_instances, record


@pytest.fixture
def session() -> Session:
    session = Session()
    session.panes.add()
    open_instances(session, *(make_instance(name) for name in "abc"))
    return session


def show(session: Session, pane: Pane, instance: Instance) -> None:
    pane.select(instance)
    session.finish_loading(pane.begin_loading(), make_radiograph(instance))


def test_that_what_is_found_first_is_shown_in_one_pane(session: Session) -> None:
    assert [pane.current for pane in session.panes] == [session.studies[0], None]


def test_that_a_scan_leaves_an_empty_pane_beside_a_used_one_empty(session: Session) -> None:
    session.panes.activate(session.panes[1])
    open_instances(session, make_instance("d"))
    assert session.panes[1].picture.loading is Loading.EMPTY


def test_that_a_load_is_replaced_by_a_newer_one_of_its_own_pane_only(session: Session) -> None:
    first, second = session.panes
    slow = first.begin_loading()
    second.select(session.studies[1])
    session.finish_loading(second.begin_loading(), make_radiograph(session.studies[1]))
    session.finish_loading(slow, make_radiograph(session.studies[0]))
    assert [pane.picture.loading for pane in session.panes] == [Loading.LOADED] * 2


def test_that_the_session_speaks_of_the_active_pane(session: Session) -> None:
    first, second = session.panes
    show(session, first, session.studies[0])
    show(session, second, session.studies[1])
    pictures, displays = record(session.picture_changed), record(session.display_changed)
    session.panes.activate(second)
    assert (pictures, displays) == ([second.picture], [second.display])
    assert session.radiograph is second.radiograph
    assert first.display is not None
    first.change_display(replace(first.display, inverted=True))
    assert len(displays) == 1
    session.active.change_display(replace(first.display, mask_shown=True))
    assert displays[1:] == [second.display]
    assert not first.display.mask_shown


def test_that_steps_are_taken_by_the_active_pane(session: Session) -> None:
    session.panes[1].select(session.studies[1])
    session.panes.activate(session.panes[1])
    session.active.step(1)
    assert [pane.current for pane in session.panes] == [session.studies[0], session.studies[2]]


def test_that_each_pane_waits_for_its_own_analysis(session: Session) -> None:
    first, second = session.panes
    show(session, first, session.studies[0])
    show(session, second, session.studies[1])
    jobs = [pane.begin_analysis() for pane in session.panes]
    assert jobs[0] is not None
    assert jobs[1] is not None
    session.finish_analysis(jobs[1], make_analysis(make_radiograph(session.studies[1])))
    assert [pane.analysis_state.phase for pane in session.panes] == [Phase.QUEUED, Phase.DONE]
    assert not jobs[0].cancelled()


def test_that_an_analysis_serves_every_pane_that_waits_for_it(session: Session) -> None:
    first, second = session.panes
    for pane in (first, second):
        show(session, pane, session.studies[0])
    job, other = first.begin_analysis(), second.begin_analysis()
    assert job is not None
    assert other is not None
    session.finish_analysis(job, make_analysis(make_radiograph(session.studies[0])))
    assert second.analysis_state.phase is Phase.DONE
    assert other.cancelled()


def test_that_forgetting_one_radiograph_leaves_the_other_panes_analysis(session: Session) -> None:
    first, second = session.panes
    show(session, first, session.studies[0])
    show(session, second, session.studies[1])
    job = second.begin_analysis()
    assert job is not None
    session.forget_analysis()
    session.finish_analysis(job, make_analysis(make_radiograph(session.studies[1])))
    assert second.analysis_state.phase is Phase.DONE


def test_that_forgetting_the_models_empties_every_pane(session: Session) -> None:
    for pane, instance in zip(session.panes, session.studies, strict=False):
        show(session, pane, instance)
        job = pane.begin_analysis()
        assert job is not None
        session.finish_analysis(job, make_analysis(make_radiograph(instance)))
    session.forget_models()
    assert [pane.analysis_state.phase for pane in session.panes] == [Phase.NONE] * 2


def test_that_a_cleared_pane_takes_no_late_pixels(session: Session) -> None:
    pane = session.panes[0]
    late = pane.begin_loading()
    pane.clear()
    session.finish_loading(late, make_radiograph(session.studies[0]))
    assert pane.picture.loading is Loading.EMPTY


def test_that_a_later_warning_reaches_every_pane_that_shows_the_file(session: Session) -> None:
    first, second = session.panes
    for pane in (first, second):
        show(session, pane, session.studies[0])
    told = replace(session.studies[0], warnings=("Another patient has this study.",))
    open_instances(session, told)
    assert [pane.current.warnings for pane in session.panes if pane.current] == [told.warnings] * 2
