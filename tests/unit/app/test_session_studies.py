"""The order of the study browser."""

import pytest

from cxrviewer.app.listing import Listing
from cxrviewer.app.studies import StudyList
from cxrviewer.domain.study import Instance
from tests.data.workplace import make_instance


def listed(studies: StudyList) -> list[str]:
    return [instance.path.name for instance in studies]


def filled(*instances: Instance) -> StudyList:
    studies = StudyList()
    for instance in instances:
        studies.insert(instance)
    return studies


def listed_of(*instances: Instance) -> Listing:
    studies = StudyList()
    listing = Listing(studies)
    for instance in instances:
        studies.insert(instance)
        listing.add([instance])
    return listing


def test_that_a_patients_studies_are_brought_together_as_they_come() -> None:
    studies = filled(
        make_instance("p1", patient="P", study="P1"),
        make_instance("q1", patient="Q", study="Q1"),
        make_instance("p2", patient="P", study="P2"),
        make_instance("p1b", patient="P", study="P1"),
    )
    assert listed(studies) == ["p1", "p1b", "p2", "q1"]


def test_that_insert_says_where_the_instance_went() -> None:
    studies = filled(make_instance("p", patient="P"), make_instance("q", patient="Q"))
    placed = studies.insert(make_instance("p2", patient="P"))
    assert placed is not None
    assert placed.row == 1
    assert studies[1] is placed.instance


def test_that_studies_without_patient_stay_apart_in_order_of_arrival() -> None:
    studies = filled(make_instance("b"), make_instance("a"), make_instance("c"))
    assert listed(studies) == ["b", "a", "c"]


def test_that_the_neighbouring_study_is_entered_at_its_first_image() -> None:
    one, two = make_instance("1", study="A"), make_instance("2", study="A")
    three, four = make_instance("3", study="B"), make_instance("4", study="B")
    listing = listed_of(one, two, three, four)
    assert listing.study_neighbour(one, 1) is three
    assert listing.study_neighbour(four, -1) is one
    assert listing.study_neighbour(three, 1) is None


def test_that_an_instance_not_in_the_list_has_no_row() -> None:
    with pytest.raises(ValueError, match="not in the list"):
        filled().row_of(make_instance("a"))
