"""The chain of the audit log breaks wherever it is touched."""

import multiprocessing
from collections.abc import Callable
from pathlib import Path

import pytest

from cxrviewer.app.audit import AuditLog, Event, parse_head, read_entries, verify
from cxrviewer.app.commands.command_line import run
from cxrviewer.app.exposure import Exposure
from cxrviewer.app.verdicts import Answer
from cxrviewer.domain.errors import UsageError
from cxrviewer.domain.radiograph import RadiographKey
from tests.data.workplace import BUNDLE
from tests.unit.app.test_read_first import LABELS, opened, show

KEY = RadiographKey("1.2.3", "d" * 64, 0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A log of five entries."""
    path = tmp_path / "audit.jsonl"
    log = AuditLog(path)
    for number in range(5):
        log.add(Event.SHOWN, KEY, bundles=(BUNDLE,), visible=(f"thing {number}",))
    return path


def test_that_an_untouched_log_is_whole(path: Path) -> None:
    verified = verify(path)
    assert verified.faults == ()
    assert verified.head.count == 5
    assert verify(path, kept=parse_head(str(verified.head))).faults == ()
    assert "1.2.3" not in path.read_text()


@pytest.mark.parametrize("place", range(5))
def test_that_a_line_removed_changed_or_moved_is_found(path: Path, place: int) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    removed = lines[:place] + lines[place + 1 :]
    changed = [*lines[:place], lines[place].replace(b"thing", b"thong"), *lines[place + 1 :]]
    moved = [*removed, lines[place]] if place < 4 else lines[::-1]
    for broken in (removed, changed, moved):
        path.write_bytes(b"".join(broken))
        assert verify(path).faults


def test_that_a_log_cut_at_its_end_is_found(path: Path) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    for kept in range(5):
        path.write_bytes(b"".join(lines[:kept]))
        assert "cut off" in verify(path).faults[-1]
    path.write_bytes(b"".join(lines)[:-10])
    assert verify(path).faults


def test_that_a_log_made_anew_does_not_pass_a_head_kept_elsewhere(path: Path) -> None:
    kept = verify(path).head
    for file in path.parent.iterdir():
        file.unlink()
    for _ in range(6):
        AuditLog(path).add(Event.SHOWN, KEY)
    assert verify(path).faults == ()
    assert verify(path, kept=kept).faults


def test_that_a_missing_or_strange_head_is_told(path: Path) -> None:
    head = path.with_name("audit.head")
    head.write_bytes(b"\xff" * 100)
    assert "understood" in verify(path).faults[0]
    head.unlink()
    assert "missing" in verify(path).faults[0]


def test_that_the_log_goes_on_after_a_half_written_line(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b'{"number":6,"ti')
    AuditLog(path).add(Event.SHOWN, KEY)
    assert [entry is None for _, entry in read_entries(path)] == [False] * 5 + [True, False]
    assert verify(path).faults[0].startswith("Line 6 is no entry")


def _append(path: Path, count: int) -> None:
    for _ in range(count):
        AuditLog(path).add(Event.SHOWN, KEY)


def test_that_two_windows_write_one_chain(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=_append, args=(path, 30)) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join(60)
    assert verify(path).faults == ()
    assert verify(path).head.count == 60


def test_that_no_log_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no audit log"):
        verify(tmp_path / "audit.jsonl")


def test_that_the_log_tells_what_was_shown_and_when_scores_came(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    session = opened("a")
    exposure = Exposure(session, AuditLog(path))
    show(session, session.listing[0])
    session.verdicts.answer(session.active, dict.fromkeys(LABELS, Answer.NO))
    assert session.radiograph is not None
    exposure.note_report(session.radiograph.key)
    told = [(e.event.value, e.visible) for _, e in read_entries(path) if e is not None]
    assert told == [("shown", ("image",)), ("shown", ("scores",)), ("verdict", ()), ("report", ())]
    assert verify(path).faults == ()


def test_that_what_is_put_off_stands_in_one_line_before_what_follows(tmp_path: Path) -> None:
    path, put_off = tmp_path / "audit.jsonl", list[Callable[[], None]]()
    session = opened("a", "b")
    exposure = Exposure(session, AuditLog(path), later=put_off.append)
    show(session, session.listing[0])
    assert not path.exists()
    for write in put_off:
        write()
    show(session, session.listing[1])
    session.verdicts.answer(session.active, dict.fromkeys(LABELS, Answer.NO))
    exposure.write()
    told = [(e.event.value, e.visible) for _, e in read_entries(path) if e is not None]
    assert told == [("shown", ("image",)), ("shown", ("image", "scores")), ("verdict", ())]
    assert verify(path).faults == ()


def test_that_the_command_verifies_and_exports(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def audit(*words: str) -> int:
        return run(["audit", *words, "--log", str(path)], show_window=lambda _: 9)

    assert audit("verify") == 0
    head = capsys.readouterr().out.split("head")[1].strip()
    assert audit("verify", "--head", head) == 0
    assert audit("verify", "--head", "nonsense") == 2
    assert audit("export", "--out", str(tmp_path / "log.csv")) == 0
    rows = (tmp_path / "log.csv").read_text().splitlines()
    assert rows[0] == "number,time,event,image,visible,bundles,hash"
    assert len(rows) == 6
    path.write_bytes(path.read_bytes().replace(b"thing 3", b"thing 4"))
    assert audit("verify") == 1
    assert "Line 4 was changed" in capsys.readouterr().out
