"""What a later file says against one that is listed already reaches the person."""

from dataclasses import replace

from cxrviewer.app.notices import Notice
from cxrviewer.app.session import Session
from tests.data.workplace import images_at_hand, make_analysis, make_instance, make_radiograph

CLASH = "The files of this study contradict each other in Patient ID (0010,0020)."


def test_that_a_contradiction_found_later_is_noted_on_the_earlier_file() -> None:
    session = Session()
    notices: list[Notice] = []
    session.notice_added.connect(notices.append)
    first = make_instance("a")
    job = session.intake.begin_scan()
    session.intake.add_entries(job, [first])
    session.intake.add_entries(job, [replace(first, warnings=(CLASH,))])
    assert [instance.warnings for instance in session.studies] == [(CLASH,)]
    assert [notice.text for notice in notices] == [f"a: {CLASH}"]


def test_that_a_file_found_again_takes_no_warning_away() -> None:
    session = Session()
    notices: list[Notice] = []
    session.notice_added.connect(notices.append)
    first = replace(make_instance("a"), warnings=(CLASH,))
    job = session.intake.begin_scan()
    session.intake.add_entries(job, [first, replace(first, warnings=())])
    assert [instance.warnings for instance in session.studies] == [(CLASH,)]
    assert notices == []


def test_that_the_shown_radiograph_and_its_report_tell_a_warning_found_later() -> None:
    session, first = Session(), make_instance("a")
    job = session.intake.begin_scan()
    session.intake.add_entries(job, [first])
    session.finish_loading(session.active.begin_loading(), make_radiograph(first))
    session.intake.add_entries(job, [replace(first, warnings=(CLASH,))])
    assert session.current is session.studies[0]
    assert session.radiograph is not None
    assert session.radiograph.instance.warnings == (CLASH,)
    assert images_at_hand(session)[0].radiograph.instance.warnings == (CLASH,)


def test_that_a_warning_found_while_the_pixels_come_is_told_with_them() -> None:
    session, first = Session(), make_instance("a")
    job = session.intake.begin_scan()
    session.intake.add_entries(job, [first])
    loading = session.active.begin_loading()
    session.intake.add_entries(job, [replace(first, warnings=(CLASH,))])
    session.finish_loading(loading, make_radiograph(first))
    assert session.radiograph is not None
    assert session.radiograph.instance.warnings == (CLASH,)


def test_that_the_report_tells_a_warning_found_later_of_an_image_seen_before() -> None:
    session = Session()
    first, second = (make_instance(name, patient="P", study="S") for name in "ab")
    job = session.intake.begin_scan()
    session.intake.add_entries(job, [first, second])
    radiograph = make_radiograph(first)
    session.finish_loading(session.active.begin_loading(), radiograph)
    asked = session.active.begin_analysis()
    assert asked is not None
    session.finish_analysis(asked, make_analysis(radiograph))
    session.active.select(second)
    session.finish_loading(session.active.begin_loading(), make_radiograph(second))
    session.intake.add_entries(job, [replace(first, warnings=(CLASH,))])
    images = [image.radiograph.instance for image in images_at_hand(session)]
    assert [instance.warnings for instance in images] == [(CLASH,), ()]
