"""A listed file that is written anew is told with its new header, in its new place."""

from dataclasses import replace

from cxrviewer.app.folder_watch import Changes
from cxrviewer.app.listing import Listed
from cxrviewer.app.notices import Notice
from cxrviewer.app.picture import Loading
from cxrviewer.app.session import Session
from cxrviewer.domain.study import Instance
from tests.data.workplace import make_analysis, make_instance, make_radiograph


def opened(*instances: Instance) -> Session:
    session = Session()
    job = session.intake.begin_scan()
    session.intake.add_entries(job, instances)
    session.intake.end_scan(job)
    return session


def found_again(session: Session, *instances: Instance) -> None:
    job = session.intake.begin_scan()
    session.intake.add_entries(job, instances)
    session.intake.end_scan(job)


def test_that_it_moves_to_the_study_that_it_names_now() -> None:
    one, two, three = (make_instance(n, patient="P", study="S") for n in ("a", "b", "c"))
    other = make_instance("z", patient="Q", study="T")
    session = opened(one, two, three, other)
    moved = make_instance("b", patient="Q", study="T")
    found_again(session, moved)
    assert [i.path.name for i in session.listing] == ["a", "c", "b", "z"]
    assert [session.studies.row_of(i) for i in session.studies] == [0, 1, 2, 3]
    assert session.listing[2].patient.patient_id == "Q"
    session.listing.touch_study("T")
    later = make_instance("d", patient="P", study="S")
    found_again(session, later)
    assert [i.path.name for i in session.listing] == ["a", "c", "d", "b", "z"]


def test_that_it_can_be_searched_by_what_it_says_now() -> None:
    first = make_instance("a", patient="Ann")
    session = opened(first, make_instance("b", patient="Bob"))
    found_again(session, make_instance("a", patient="Zoe", study=first.study.key))
    session.listing.set_filter(replace(session.listing.filter, text="zoe"))
    assert [i.path.name for i in session.listing] == ["a"]


def test_that_pixels_scores_and_window_of_the_old_file_are_forgotten() -> None:
    first = make_instance("a", patient="P")
    session = opened(first)
    radiograph = make_radiograph(first)
    session.finish_loading(session.active.begin_loading(), radiograph)
    asked = session.active.begin_analysis()
    assert asked is not None
    session.finish_analysis(asked, make_analysis(radiograph))
    told: list[Notice] = []
    rewritten: list[Instance] = []
    session.notice_added.connect(told.append)
    session.intake.file_rewritten.connect(rewritten.append)
    # The same header: only the system has told that the file is another one.
    session.intake.follow_folders(Changes(new=(first.path,)))
    found_again(session, first)
    assert rewritten == [first]
    assert session.picture.loading is Loading.LOADING
    assert session.analysis is None
    assert not session.listing.triage.is_analysed(first.path)
    assert (first.path, 0) not in session.radiographs
    assert [notice.subject for notice in told] == ["a"]


def test_that_a_file_that_is_only_found_again_stays_as_it_is_shown() -> None:
    first = make_instance("a", patient="P")
    session = opened(first)
    session.finish_loading(session.active.begin_loading(), make_radiograph(first))
    found_again(session, replace(first))
    assert session.radiograph is not None


def test_that_a_whole_folder_that_is_written_anew_is_arranged_once() -> None:
    names = [f"{n}" for n in range(20)]
    session = opened(*(make_instance(n, patient=n, study=n) for n in names))
    arranged: list[Listed] = []
    session.listing.arranged.connect(arranged.append)
    found_again(session, *(make_instance(n, patient="one", study="one") for n in names))
    assert [i.path.name for i in session.listing] == names
    assert len(arranged) == 1
