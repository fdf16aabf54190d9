"""The parent's end of one child: start it, ask it, wait no longer than allowed, end it."""

import io
import os
import select
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

import msgspec
import numpy as np
from numpy.typing import NDArray

from cxrviewer.reading import wire
from cxrviewer.reading.limits import Limits
from cxrviewer.reading.resident_memory import LOOK_SECONDS, WATCHED, resident_bytes

START_SECONDS = 60.0
PACKAGE_PARENT = Path(__file__).resolve().parents[2]
# Numerical libraries start threads that a decoder has no use for. OpenJPEG shares the blocks of
# a picture among its own, at no cost in all: a second of JPEG 2000 becomes half of one.
MOST_DECODER_THREADS = 4
CHILD_ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "OPJ_NUM_THREADS": str(min(os.cpu_count() or 1, MOST_DECODER_THREADS)),
}
WINDOWS_POLL_SECONDS = 0.001
# The most that Linux gives to everybody.
PIPE_BYTES = 2**20
# A child costs about this long to replace: it is not given up for less.
PATIENCE_SECONDS = 1.0
TOO_LARGE = "The decoder took more memory than one file may take and was stopped."
ABANDONED = "Reading was given up: the file was no longer wanted."


class ChildLostError(Exception):
    """The child is gone; the message says why, as a sentence about the file it worked on."""


class ChildProcess:
    """One child. Not thread-safe: whoever holds it is the only one to speak with it."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process = subprocess.Popen(
            _command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env={**os.environ, **CHILD_ENVIRONMENT},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        _widen(cast(io.FileIO, self._process.stdout).fileno())
        self._is_ready = self._is_asked = False
        self._deadline = 0.0
        self._most_resident: int | None = None
        self.send(wire.Start(limits))

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        return self._process.pid

    def send(self, request: wire.Request) -> None:
        """Hand a request to the child; a dead child is noticed when its answer is awaited."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(wire.encode(request))
        except OSError:
            self._process.kill()

    def receive(self, abandoned: Callable[[], bool] | None = None) -> wire.Answer:
        """Return the next answer, waiting as long as one file may take.

        The wait ends early where ``abandoned`` says so after PATIENCE_SECONDS.
        """
        if not self._is_ready:
            self._await_start()
        if self._is_asked:
            self._receive_free()
        self._deadline = time.monotonic() + self._limits.decode_seconds
        if abandoned is not None:
            self._wait_while_wanted(self._deadline, abandoned)
        return self._receive_message(self._deadline)

    def ask_if_free(self) -> None:
        """Have the child say when it has done all that it was asked for."""
        self.send(wire.Scan(()))
        self._is_asked = True

    def is_free(self) -> bool:
        """Say without waiting whether the child has answered ``ask_if_free``."""
        descriptor = cast(io.FileIO, self._process.stdout).fileno()
        if not self._is_ready and _wait_readable(descriptor, 0.0):
            self._await_start()
        if self._is_ready and self._is_asked and _wait_readable(descriptor, 0.0):
            self._receive_free()
        return not self._is_asked

    def receive_into(self, array: NDArray[Any]) -> None:
        """Fill ``array`` with the bytes that follow an answer, within the answer's own time."""
        self._read_into(array.reshape(-1).view(np.uint8).data, self._deadline)

    def senseless(self) -> ChildLostError:
        """End a child whose answer does not hold together, and return the error to raise."""
        return self._lost("The decoder gave no sensible answer.")

    def kill(self) -> None:
        """Let the child die; callable from any thread, the holder still has to ``end`` it."""
        self._process.kill()

    def end(self) -> None:
        """End the child at once and collect it."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def _await_start(self) -> None:
        self._receive_message(time.monotonic() + START_SECONDS)
        self._is_ready = True
        self._note_memory()

    def _receive_free(self) -> None:
        if self._receive_message(time.monotonic() + START_SECONDS) != wire.Scanned(()):
            raise self.senseless()
        self._is_asked = False

    def _receive_message(self, deadline: float) -> wire.Answer:
        head = bytearray(wire.LENGTH_BYTES)
        self._read_into(memoryview(head), deadline)
        length = int.from_bytes(head, "big")
        if length > wire.LONGEST_MESSAGE:
            raise self.senseless()
        body = bytearray(length)
        self._read_into(memoryview(body), deadline)
        try:
            return wire.decode_answer(bytes(body))
        except msgspec.DecodeError as error:
            raise self.senseless() from error

    def _wait_while_wanted(self, deadline: float, abandoned: Callable[[], bool]) -> None:
        descriptor = cast(io.FileIO, self._process.stdout).fileno()
        while (left := deadline - time.monotonic()) > 0:
            if self._wait_readable(descriptor, min(left, PATIENCE_SECONDS)):
                return
            if abandoned():
                raise self._lost(ABANDONED)

    def _read_into(self, view: memoryview, deadline: float) -> None:
        stdout = cast(io.FileIO, self._process.stdout)
        while view:
            if not self._wait_readable(stdout.fileno(), deadline - time.monotonic()):
                seconds = f"{self._limits.decode_seconds:g}"
                raise self._lost(f"Reading took longer than {seconds} s and was stopped.")
            count = stdout.readinto(view)
            if not count:
                raise self._lost(None)
            view = view[count:]

    def _wait_readable(self, descriptor: int, seconds: float) -> bool:
        """Wait for bytes; where the system bounds no memory, look meanwhile how much is held."""
        if self._most_resident is None:
            return _wait_readable(descriptor, seconds)
        deadline = time.monotonic() + seconds
        if (resident_bytes(self.pid) or 0) > self._most_resident:
            raise self._lost(TOO_LARGE)
        while not _wait_readable(descriptor, min(LOOK_SECONDS, deadline - time.monotonic())):
            if (resident_bytes(self.pid) or 0) > self._most_resident:
                raise self._lost(TOO_LARGE)
            if time.monotonic() >= deadline:
                return False
        return True

    def _note_memory(self) -> None:
        held = resident_bytes(self.pid) if WATCHED else None
        self._most_resident = None if held is None else held + self._limits.memory_bytes

    def _lost(self, why: str | None) -> ChildLostError:
        """End the child and return the error; ``why`` None means that it ended by itself."""
        if why is None:
            why = _describe_exit(self._process.wait())
        self.end()
        return ChildLostError(why)


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, wire.CHILD_FLAG]
    # -P keeps a folder of strangers' files, the working directory, out of the module path; the
    # program's own main module is not imported again, whatever started it.
    code = (
        f"import sys; sys.path.append({str(PACKAGE_PARENT)!r}); "
        "from cxrviewer.reading.child import main; sys.exit(main())"
    )
    return [sys.executable, "-P", "-c", code]


def _widen(descriptor: int) -> None:
    """Let a picture come in 10 pieces instead of 150: each costs both sides a turn."""
    if sys.platform == "linux":
        import fcntl  # noqa: PLC0415  (not there on Windows)

        # A system whose pipes are full refuses; the pipe stays as it was.
        with suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_SETPIPE_SZ, PIPE_BYTES)


def _describe_exit(status: int) -> str:
    if status in (-9, 137):
        return "The decoder was ended by the system, most likely for want of memory."
    if status < 0:
        return f"The decoder crashed on this file (signal {-status})."
    return f"The decoder ended unexpectedly on this file (status {status})."


def _wait_readable(descriptor: int, seconds: float) -> bool:
    if sys.platform == "win32":
        return _wait_readable_windows(descriptor, seconds)
    poll = select.poll()
    poll.register(descriptor, select.POLLIN | select.POLLHUP)
    return bool(poll.poll(max(seconds, 0.0) * 1000))


def _wait_readable_windows(descriptor: int, seconds: float) -> bool:
    """Poll an anonymous pipe, which Windows cannot wait on."""
    if sys.platform != "win32":
        raise NotImplementedError
    import _winapi  # noqa: PLC0415  (Windows only)
    import msvcrt  # noqa: PLC0415  (Windows only)

    handle = msvcrt.get_osfhandle(descriptor)
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            available, _ = _winapi.PeekNamedPipe(handle, 0)
        except BrokenPipeError:
            return True
        if available:
            return True
        time.sleep(WINDOWS_POLL_SECONDS)
    return False
