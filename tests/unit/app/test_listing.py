"""The list as it is shown: filtered, sorted, and told of what becomes known."""

from dataclasses import replace
from pathlib import Path

import pytest

from cxrviewer.app.filtering import Filter, MarkFilter, StatusFilter, first_day, last_day
from cxrviewer.app.listing import Listed, Listing
from cxrviewer.app.marks import Marks
from cxrviewer.app.sorting import Column, Order
from cxrviewer.app.studies import StudyList, study_key
from cxrviewer.app.triage import highest_of
from cxrviewer.domain.study import Instance
from tests.data.workplace import make_analysis, make_finding, make_instance, make_radiograph


def listing_of(*instances: Instance) -> Listing:
    studies = StudyList()
    listing = Listing(studies)
    for instance in instances:
        studies.insert(instance)
        listing.add([instance])
    return listing


def dated(name: str, date: str, **more: object) -> Instance:
    plain = make_instance(name, **more)  # type: ignore[arg-type]
    study = replace(plain.study, date=date)
    return replace(plain, series=replace(plain.series, study=study))


def names(listing: Listing) -> list[str]:
    return [instance.path.name for instance in listing]


def analyse(listing: Listing, instance: Instance, score: float) -> None:
    """Let the models say ``score`` of ``instance``, whose operating point is 0.5."""
    radiograph = make_radiograph(instance)
    listing.triage.name(radiograph.key, instance.path)
    finding = make_finding("Effusion", score)
    listing.note_analysis(replace(make_analysis(radiograph), findings=(finding,)))


def test_that_every_word_of_the_search_must_occur() -> None:
    listing = listing_of(
        make_instance("a", patient="Müller"),
        make_instance("b", patient="Muller", view_position="AP"),
        make_instance("c", patient="Meier"),
    )
    listing.set_filter(Filter(text="  MULLER  "))
    assert names(listing) == ["a", "b"]
    listing.set_filter(Filter(text="müller ap"))
    assert names(listing) == ["b"]
    assert listing.state == Listed(shown=1, hidden=2)


def test_that_a_date_is_found_as_it_is_written_and_as_it_is_shown() -> None:
    listing = listing_of(dated("a", "20240131"), dated("b", "20230131"))
    for written in ("2024-01-31", "20240131", "2024-01"):
        listing.set_filter(Filter(text=written))
        assert names(listing) == ["a"]


def test_that_a_range_of_dates_holds_both_ends_and_nothing_without_a_date() -> None:
    listing = listing_of(dated("a", "20240101"), dated("b", "20240131"), dated("c", ""))
    listing.set_filter(Filter(first_date="20240101", last_date="20240131"))
    assert names(listing) == ["a", "b"]
    listing.set_filter(Filter(last_date="20240130"))
    assert names(listing) == ["a"]


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("", "", ""),
        ("2024", "20240101", "20241231"),
        ("2024-02", "20240201", "20240231"),
        ("20240229", "20240229", "20240229"),
        ("2024-13", None, None),
        ("yesterday", None, None),
        ("٢٠٢٤", None, None),
    ],
)
def test_that_a_part_of_a_date_is_a_range(
    written: str, first: str | None, last: str | None
) -> None:
    assert (first_day(written), last_day(written)) == (first, last)


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("column", list(Column))
def test_that_what_arrives_one_by_one_stands_as_if_it_were_sorted_at_once(
    column: Column, descending: bool
) -> None:
    order = Order(column, descending)
    dates = ["20240101", "", "20231231", "20240101", "20220601", ""]
    arrivals = [
        dated(f"f{(7 * n) % 6}", date, patient="PQ"[n % 2], view_position=["PA", "", "AP"][n % 3])
        for n, date in enumerate(dates)
    ]
    at_once, one_by_one = listing_of(*arrivals), StudyList()
    at_once.set_order(order)
    growing = Listing(one_by_one)
    growing.set_order(order)
    for instance in arrivals:
        one_by_one.insert(instance)
        growing.add([instance])
    assert names(growing) == names(at_once)
    assert sorted(names(growing)) == sorted(one.path.name for one in arrivals)


@pytest.mark.parametrize("column", [Column.FOUND, Column.DATE, Column.FILE])
def test_that_neighbours_that_come_together_are_told_of_together(column: Column) -> None:
    studies = StudyList()
    listing = Listing(studies)
    listing.set_order(Order(column))
    followed: list[Instance] = []
    told: list[range] = []

    def follow(rows: range) -> None:
        told.append(rows)
        followed[rows.start : rows.start] = [listing[row] for row in rows]

    listing.inserted.connect(follow)
    for dates in (["2001", "2002", "2003"], ["2002", "2009", "2010", "2000", "2004"], []):
        batch = [dated(f"{len(followed) + n:02}", f"{d}0101") for n, d in enumerate(dates)]
        for instance in batch:
            studies.insert(instance)
        listing.add(batch)
        assert followed == list(listing)
    assert told[0] == range(3)
    if column is Column.FOUND:
        assert told == [range(3), range(3, 8)]


def test_that_what_has_no_value_comes_last_in_both_directions() -> None:
    listing = listing_of(dated("none", ""), dated("old", "20200101"), dated("new", "20240101"))
    listing.set_order(Order(Column.DATE))
    assert names(listing) == ["old", "new", "none"]
    listing.set_order(Order(Column.DATE, descending=True))
    assert names(listing) == ["new", "old", "none"]


def test_that_triage_puts_the_highest_study_first_and_hides_nothing() -> None:
    low, unknown = make_instance("low"), make_instance("unknown")
    high, beside = make_instance("high", study="S"), make_instance("beside", study="S")
    listing = listing_of(low, unknown, beside, high)
    analyse(listing, low, 0.2)
    analyse(listing, high, 0.9)
    listing.set_order(Order(Column.TRIAGE))
    assert names(listing) == ["beside", "high", "low", "unknown"]
    assert listing.state.hidden == 0


def test_that_a_score_is_judged_by_its_operating_point() -> None:
    plain = make_finding("Effusion", 0.6)
    strict = replace(plain, pathology="Tuberculosis")
    assert strict.operating_point is not None
    strict = replace(strict, operating_point=replace(strict.operating_point, threshold=0.9))
    highest = highest_of((strict, plain))
    assert highest is not None
    assert highest.pathology == "Effusion"
    assert highest.excess == pytest.approx(0.2)


def test_that_a_late_score_moves_no_row_until_the_list_is_arranged() -> None:
    first, second = make_instance("first"), make_instance("second")
    listing = listing_of(first, second)
    listing.set_order(Order(Column.TRIAGE))
    analyse(listing, second, 0.9)
    assert names(listing) == ["first", "second"]
    assert listing.state.stale
    listing.arrange()
    assert names(listing) == ["second", "first"]
    assert not listing.state.stale


def test_that_marks_are_of_studies_and_can_be_filtered_by() -> None:
    one, other = make_instance("1", study="S"), make_instance("2", study="S")
    third = make_instance("3")
    listing = listing_of(one, other, third)
    listing.marks.set(study_key(one), Marks(read=True, flagged=True))
    for mark, shown in (
        (MarkFilter.UNREAD, ["3"]),
        (MarkFilter.READ, ["1", "2"]),
        (MarkFilter.FLAGGED, ["1", "2"]),
        (MarkFilter.VERDICT, []),
    ):
        listing.set_filter(Filter(mark=mark))
        assert names(listing) == shown
    listing.has_verdict = lambda key: key == study_key(third)
    listing.set_filter(Filter(mark=MarkFilter.NO_VERDICT))
    assert names(listing) == ["1", "2"]


def test_that_the_status_filter_asks_scan_models_and_disk() -> None:
    sound, doubtful = make_instance("sound"), make_instance("doubtful", warnings=("Odd.",))
    other = make_instance("other", analysis_refusal="A knee.")
    listing = listing_of(sound, doubtful, other)
    analyse(listing, sound, 0.9)
    listing.mark_gone(other.path, gone=True)
    for status, shown in (
        (StatusFilter.OK, ["sound"]),
        (StatusFilter.WARNING, ["doubtful"]),
        (StatusFilter.NOT_FOR_MODELS, ["other"]),
        (StatusFilter.ABOVE, ["sound"]),
        (StatusFilter.NOT_YET_ANALYSED, ["doubtful"]),
        (StatusFilter.GONE, ["other"]),
    ):
        listing.set_filter(Filter(status=status))
        assert names(listing) == shown


def test_that_the_neighbours_of_a_hidden_image_are_those_of_its_place() -> None:
    a, b, c = (dated(name, date) for name, date in (("a", "2021"), ("b", "2022"), ("c", "2023")))
    listing = listing_of(a, b, c)
    hidden = replace(b, series=replace(b.series, modality="CR"))
    listing = listing_of(a, hidden, c)
    listing.set_filter(Filter(modality="DX"))
    assert listing.neighbour(hidden, 1) is c
    assert listing.neighbour(hidden, -1) is a
    assert listing.study_neighbour(hidden, 1) is c
    assert listing.study_neighbour(hidden, -1) is a
    assert listing.row_of(hidden) is None


def test_that_a_study_is_marked_without_its_name() -> None:
    listing = listing_of()
    kept: dict[str, Marks] = {}

    class Store:
        def read_marks(self) -> dict[str, Marks]:
            return {}

        def write_marks(self, digest: str, marks: Marks) -> None:
            kept[digest] = marks

    listing.marks.keep_in(Store())
    listing.marks.set(str(Path("/there/Secret^Name")), Marks(read=True))
    assert list(kept.values()) == [Marks(read=True)]
    assert "Secret" not in "".join(kept)
