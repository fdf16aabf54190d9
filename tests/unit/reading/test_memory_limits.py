"""Memory limits where the system has none of its own for it: structure on Windows, watch on macOS.

Neither system is here; what would be asked of it is held by stand-ins.
"""

import ctypes
import os
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from cxrviewer.domain.errors import ReadingError
from cxrviewer.reading import child_process
from cxrviewer.reading.reader import Reader
from cxrviewer.reading.resident_memory import TASK_INFO_BYTES, resident_by_libproc, resident_bytes
from cxrviewer.reading.windows_job import (
    EXTENDED_LIMITS,
    ExtendedLimits,
    MemoryCounters,
    limit_this_process,
)
from tests.data.hostile.raw import dicom

HELD, MEMORY = 100 * 2**20, 50 * 2**20
THIS_PROCESS, JOB = ctypes.c_void_p(-1).value, 2**40 + 7


class Kernel32:
    """Notes what is asked; a call in ``refused`` fails."""

    def __init__(self, refused: str = "") -> None:
        self.limits = ExtendedLimits()
        self.assigned: tuple[Any, ...] = ()
        self._refused = refused
        for name in (
            "GetCurrentProcess",
            "K32GetProcessMemoryInfo",
            "CreateJobObjectW",
            "SetInformationJobObject",
            "AssignProcessToJobObject",
        ):
            # ctypes functions carry their types as attributes; a bound method could not.
            setattr(self, name, _Function(getattr(self, f"_{name}"), refused=name == refused))

    def _GetCurrentProcess(self) -> Any:  # noqa: N802
        return THIS_PROCESS

    def _K32GetProcessMemoryInfo(self, process: Any, counters: Any, size: int) -> int:  # noqa: N802
        assert (process, size) == (THIS_PROCESS, ctypes.sizeof(MemoryCounters))
        counters._obj.committed = HELD
        return 1

    def _CreateJobObjectW(self, security: Any, name: Any) -> int:  # noqa: N802
        assert security is name is None
        return JOB

    def _SetInformationJobObject(self, job: int, kind: int, limits: Any, size: int) -> int:  # noqa: N802
        assert (job, kind, size) == (JOB, EXTENDED_LIMITS, ctypes.sizeof(ExtendedLimits))
        self.limits = limits._obj
        return 1

    def _AssignProcessToJobObject(self, *handles: Any) -> int:  # noqa: N802
        self.assigned = handles
        return 1


class _Function:
    def __init__(self, call: Any, *, refused: bool) -> None:
        self._call, self._is_refused = call, refused

    def __call__(self, *arguments: Any) -> Any:
        return 0 if self._is_refused else self._call(*arguments)


def test_that_the_child_is_alone_in_a_job_with_its_memory_bounded() -> None:
    kernel32 = Kernel32()
    assert limit_this_process(kernel32, MEMORY)
    assert kernel32.limits.process_memory == HELD + MEMORY
    assert kernel32.limits.basic.flags == 0x0508
    assert kernel32.limits.basic.most_processes == 1
    assert kernel32.assigned == (JOB, THIS_PROCESS)


@pytest.mark.parametrize(
    "refused",
    [
        "K32GetProcessMemoryInfo",
        "CreateJobObjectW",
        "SetInformationJobObject",
        "AssignProcessToJobObject",
    ],
)
def test_that_a_refusal_of_the_system_is_told(refused: str) -> None:
    assert not limit_this_process(Kernel32(refused), MEMORY)


@pytest.mark.skipif(ctypes.sizeof(ctypes.c_void_p) != 8, reason="sizes of 64-bit Windows")
def test_that_the_structures_are_as_large_as_those_of_windows() -> None:
    assert ctypes.sizeof(ExtendedLimits) == 144
    assert ctypes.sizeof(MemoryCounters) == 72


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_that_the_memory_of_a_process_is_told() -> None:
    held = resident_bytes(os.getpid())
    assert held is not None
    assert 2**20 < held < 2**40
    assert resident_bytes(2**22 + 1) is None


@pytest.mark.parametrize(("size", "expected"), [(TASK_INFO_BYTES, 12345), (0, None)])
def test_that_macos_is_asked_for_resident_memory(size: int, expected: int | None) -> None:
    def proc_pidinfo(pid: int, kind: int, _argument: Any, buffer: Any, room: int) -> int:
        assert (pid, kind, room) == (77, 4, TASK_INFO_BYTES)
        buffer._obj[1] = 12345
        return size

    assert resident_by_libproc(SimpleNamespace(proc_pidinfo=proc_pidinfo), 77) == expected


def test_that_a_watched_child_that_holds_too_much_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = tmp_path / "good"
    good.write_bytes(dicom())
    with Reader() as reader:
        assert reader.load(good).rows == 96
    held = iter([10 * 2**20, 2**40])
    monkeypatch.setattr(child_process, "WATCHED", True)
    monkeypatch.setattr(child_process, "resident_bytes", lambda _pid: next(held, 2**40))
    with Reader() as reader, pytest.raises(ReadingError, match="more memory"):
        reader.load(good)


def test_that_a_watched_child_within_its_limit_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = tmp_path / "good"
    good.write_bytes(dicom())
    monkeypatch.setattr(child_process, "WATCHED", True)
    with Reader() as reader:
        assert reader.load(good).rows == 96
