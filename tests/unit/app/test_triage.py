"""Which files the scores of a radiograph are about."""

from dataclasses import replace

import pytest

from cxrviewer.app.triage import TriageBook
from cxrviewer.domain.radiograph import RadiographKey
from tests.data.workplace import make_analysis, make_instance, make_radiograph


def test_that_copies_of_a_file_are_told_of_together_and_a_rewritten_one_no_more() -> None:
    book = TriageBook()
    first, copy = make_instance("a").path, make_instance("b").path
    radiograph = make_radiograph(make_instance("a"))
    book.name(radiograph.key, first)
    book.name(radiograph.key, copy)
    assert set(book.note(make_analysis(radiograph))) == {first, copy}
    book.forget(copy)
    assert book.look_again(radiograph.key) == (first,)
    book.name(replace(radiograph.key, digest="other"), first)
    assert book.look_again(radiograph.key) == ()


def test_that_an_analysis_is_not_looked_for_among_all_files(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    book = TriageBook()
    radiographs = [make_radiograph(make_instance(f"{n}")) for n in range(200)]
    for radiograph in radiographs:
        book.name(radiograph.key, radiograph.instance.path)
    compared = 0
    equal = RadiographKey.__eq__

    def counted(one: RadiographKey, other: object) -> bool:
        nonlocal compared
        compared += 1
        return equal(one, other)

    monkeypatch.setattr(RadiographKey, "__eq__", counted)
    for radiograph in radiographs:
        book.note(make_analysis(radiograph))
    assert compared < 10 * len(radiographs)
