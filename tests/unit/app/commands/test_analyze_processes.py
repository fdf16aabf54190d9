import signal
from pathlib import Path

import pytest

from cxrviewer.app.commands import analyze_lane
from cxrviewer.app.commands.analyze_lane import Lane, start_process
from cxrviewer.app.commands.analyze_options import AnalyzeOptions
from cxrviewer.app.commands.analyze_run import process_count


@pytest.mark.parametrize(
    ("jobs", "tasks", "expected"), [(2, 9, 2), (8, 3, 3), (256, 1000, 61), (1, 5, 1)]
)
def test_that_no_more_processes_start_than_can_work(jobs: int, tasks: int, expected: int) -> None:
    assert process_count(jobs, tasks) == expected


def test_that_a_process_leaves_an_interruption_to_the_program(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    handled: list[object] = []

    def opened(_options: AnalyzeOptions, *, quiet: bool, scans: bool) -> Lane:
        assert quiet
        assert not scans
        handled.append(signal.getsignal(signal.SIGINT))
        raise InterruptedError

    monkeypatch.setattr(analyze_lane.Lane, "open", opened)
    before = signal.getsignal(signal.SIGINT)
    try:
        with pytest.raises(InterruptedError):
            start_process(AnalyzeOptions(paths=(), out=Path()))
    finally:
        signal.signal(signal.SIGINT, before)
    assert handled == [signal.SIG_IGN]
