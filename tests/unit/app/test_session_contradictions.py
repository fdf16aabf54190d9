"""What a later file says against one that is listed already reaches the person."""

from dataclasses import replace

from cxrviewer.app.notices import Notice
from cxrviewer.app.session import Session
from tests.data.workplace import make_instance

CLASH = "The files of this study contradict each other in Patient ID (0010,0020)."


def test_that_a_contradiction_found_later_is_noted_on_the_earlier_file() -> None:
    session = Session()
    notices: list[Notice] = []
    session.notice_added.connect(notices.append)
    first = make_instance("a")
    job = session.begin_scan()
    session.add_entries(job, [first])
    session.add_entries(job, [replace(first, warnings=(CLASH,))])
    assert [instance.warnings for instance in session.studies] == [(CLASH,)]
    assert [notice.text for notice in notices] == [CLASH]


def test_that_a_file_found_again_takes_no_warning_away() -> None:
    session = Session()
    notices: list[Notice] = []
    session.notice_added.connect(notices.append)
    first = replace(make_instance("a"), warnings=(CLASH,))
    job = session.begin_scan()
    session.add_entries(job, [first, replace(first, warnings=())])
    assert [instance.warnings for instance in session.studies] == [(CLASH,)]
    assert notices == []
