"""Who is asked for what, and who is at fault: the two ends of a scan, each by itself."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from cxrviewer.domain.study import FileKind, RefusedFile, ScanEntry
from cxrviewer.reading import wire
from cxrviewer.reading.child_process import ChildLostError
from cxrviewer.reading.limits import STANDARD_LIMITS
from cxrviewer.reading.scan import scan_file
from cxrviewer.reading.scan_ahead import HELP_AFTER, MOST_FILES, ScanAhead
from cxrviewer.reading.scan_answers import ScanAnswers
from cxrviewer.reading.transport import unpack_entry
from tests.data.dicom_files import chest, structured_report, write


class Place:
    """A child that answers a request with ``together`` files in a message, and dies of some.

    With ``warning`` it says before that it is about to read such a file.
    """

    def __init__(self, *deadly: str, together: int = 3, warning: bool = False) -> None:
        self.asked: list[int] = []
        self.children = 1
        self.alone = False
        self._deadly = deadly
        self._together = together
        self._warning = warning

    def send(self, request: wire.Scan) -> None:
        self.asked.append(len(request.paths))

    def receive_entries(self, paths: Sequence[Path]) -> list[ScanEntry]:
        paths = list(paths)[: self._together]
        names = [path.name for path in paths]
        sound = next((n for n, name in enumerate(names) if name in self._deadly), len(names))
        if sound == len(names):
            self.alone = False
            return [entry_of(path) for path in paths]
        if self.alone or not self._warning:
            raise ChildLostError("It died.")
        self.alone = True
        return [entry_of(path) for path in paths[:sound]]

    def take_another(self, place: object) -> None:
        assert isinstance(place, Place)
        place.children += 1
        place.alone = False


def entry_of(path: Path) -> ScanEntry:
    return RefusedFile(path, FileKind.PNG, "It is fine.")


def entries_of(place: Place, files: Iterator[Path], *helpers: Place | None) -> list[ScanEntry]:
    """Scan with the help of the first of ``helpers`` that is there when it is asked for."""
    there = iter(helpers)
    scan = ScanAhead(place, files, place.take_another, lambda: next(there, None))  # type: ignore[arg-type, return-value]
    return list(scan.entries())


def scan(place: Place, count: int, *helpers: Place | None) -> list[ScanEntry]:
    return entries_of(place, (Path(f"/f/{number}") for number in range(count)), *helpers)


def test_that_requests_grow_from_one_file_to_many() -> None:
    place = Place()
    assert scan(place, 600) == [entry_of(Path(f"/f/{number}")) for number in range(600)]
    assert place.asked[:5] == [1, 2, 4, 8, 16]
    assert max(place.asked) == MOST_FILES
    assert place.children == 1


@pytest.mark.parametrize("warning", [True, False])
@pytest.mark.parametrize("deadly", [("0",), ("2",), ("50",), ("60", "61"), ("99",)])
def test_that_the_file_that_ends_a_child_is_the_one_that_is_refused(
    deadly: tuple[str, ...], warning: bool
) -> None:
    place = Place(*deadly, warning=warning)
    entries = scan(place, 100)
    assert [entry.path.name for entry in entries] == [str(number) for number in range(100)]
    assert [e.path.name for e in entries if e.reason == "It died."] == list(deadly)  # type: ignore[union-attr]
    if warning:
        assert place.children == 1 + len(deadly)


def test_that_a_long_scan_takes_help_when_it_comes_and_keeps_the_order() -> None:
    place, helper = Place(), Place()
    entries = scan(place, 3000, None, None, helper)
    assert [entry.path.name for entry in entries] == [str(number) for number in range(3000)]
    assert sum(place.asked) + sum(helper.asked) == 3000
    assert min(sum(place.asked), sum(helper.asked)) > 1000


def test_that_a_short_scan_asks_for_no_help() -> None:
    helper = Place()
    assert len(scan(Place(), HELP_AFTER, helper)) == HELP_AFTER
    assert helper.asked == []


@pytest.mark.parametrize("warning", [True, False])
def test_that_a_helper_that_is_ended_is_asked_again(warning: bool) -> None:
    place = Place("700", warning=warning)
    helper = Place("700", "701", "900", warning=warning)
    entries = scan(place, 1000, helper)
    assert [entry.path.name for entry in entries] == [str(number) for number in range(1000)]
    refused = {e.path.name for e in entries if e.reason == "It died."}  # type: ignore[union-attr]
    assert refused <= {"700", "701", "900"}
    assert "700" in refused


def test_that_long_names_are_asked_for_alone() -> None:
    place = Place()
    files = (Path(f"/{number:0>12000}") for number in range(50))
    assert len(entries_of(place, files)) == 50
    assert set(place.asked) == {1}


def test_that_names_count_as_the_bytes_that_they_take_in_a_pipe() -> None:
    place = Place()
    files = (Path("/" + "肺" * 4000 + str(number)) for number in range(50))
    assert len(entries_of(place, files)) == 50
    assert set(place.asked) == {1}


def answers_to(paths: Sequence[Path], *, requests: int = 1) -> list[wire.Scanned]:
    said: list[wire.Scanned] = []
    answers = ScanAnswers(STANDARD_LIMITS, said.append)
    size = -(-len(paths) // requests)
    for first in range(0, len(paths), size):
        answers.answer(wire.Scan(tuple(paths[first : first + size])))
    return said


def test_that_plain_headers_share_an_answer_and_odd_ones_are_told_before(tmp_path: Path) -> None:
    plain = [write(tmp_path / f"plain{number}", chest()) for number in range(5)]
    odd = [write(tmp_path / f"odd{number}", structured_report()) for number in range(3)]
    order = [*plain[:2], *odd, *plain[2:]]
    said = answers_to(order)
    told = [unpack_entry(entry) for answer in said for entry in answer.entries]
    assert told == [scan_file(path) for path in order]
    known = False
    for answer in said:
        names = [unpack_entry(entry).path.name for entry in answer.entries]
        assert known or not any(name.startswith("odd") for name in names)
        assert not known or len(names) == 1
        known = answer.alone
    assert len(answers_to(plain)) == 1


def test_that_a_promise_holds_into_the_next_request(tmp_path: Path) -> None:
    odd = write(tmp_path / "odd", structured_report())
    plain = write(tmp_path / "plain", chest())
    said = answers_to([odd, plain, plain], requests=3)
    assert [(len(answer.entries), answer.alone) for answer in said] == [
        (0, True),
        (1, True),
        (1, False),
        (1, False),
    ]


def test_that_a_request_without_files_is_answered() -> None:
    said: list[wire.Scanned] = []
    ScanAnswers(STANDARD_LIMITS, said.append).answer(wire.Scan(()))
    assert said == [wire.Scanned(())]
