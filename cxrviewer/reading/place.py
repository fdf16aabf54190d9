"""A child at work for somebody, and what it says checked before it is believed."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.domain.study import THUMBNAIL_SIDE, ScanEntry
from cxrviewer.reading import wire
from cxrviewer.reading.child_process import ChildProcess
from cxrviewer.reading.limits import Limits
from cxrviewer.reading.transport import empty_arrays, unpack_entry, unpack_radiograph


class Place:
    """A borrowed child, which may be replaced meanwhile, and how many answers it owes."""

    def __init__(self, child: ChildProcess) -> None:
        self.child = child
        self.awaited = 0
        # The child promised an answer for the next file of a scan alone.
        self.alone = False

    def take(self, child: ChildProcess) -> None:
        """Go on with another child, which owes nothing."""
        self.child, self.awaited, self.alone = child, 0, False

    def send(self, request: wire.Request) -> None:
        self.awaited += len(request.paths) if isinstance(request, wire.Scan) else 1
        self.child.send(request)

    def receive_entries(self, paths: Sequence[Path]) -> list[ScanEntry]:
        """Return the entries of the first of ``paths``, which the child was asked for."""
        answer = self.child.receive()
        if not isinstance(answer, wire.Scanned):
            raise self.child.senseless()
        promises = answer.alone and not self.alone
        try:
            entries = _entries_of(answer, paths)
        except ValueError as error:
            raise self.child.senseless() from error
        if not entries and not promises:
            # A child that answers nothing again and again would be waited for without end.
            raise self.child.senseless()
        self.awaited -= len(entries)
        self.alone = answer.alone
        return entries

    def receive_tags(self) -> wire.Told | wire.Failed:
        answer = self.child.receive()
        if not isinstance(answer, wire.Told | wire.Failed):
            raise self.child.senseless()
        self.awaited -= 1
        return answer

    def receive_thumbnail(self) -> NDArray[np.uint8] | wire.Failed:
        answer = self.child.receive()
        if isinstance(answer, wire.Failed):
            self.awaited -= 1
            return answer
        if not isinstance(answer, wire.Thumbed):
            raise self.child.senseless()
        sides = answer.rows, answer.columns
        if not all(1 <= side <= THUMBNAIL_SIDE for side in sides):
            raise self.child.senseless()
        if len(answer.pixels) != answer.rows * answer.columns:
            raise self.child.senseless()
        self.awaited -= 1
        return np.frombuffer(answer.pixels, np.uint8).reshape(sides)

    def receive_radiograph(
        self, limits: Limits, abandoned: Callable[[], bool] | None
    ) -> Radiograph | wire.Failed:
        answer = self.child.receive(abandoned)
        if isinstance(answer, wire.Failed):
            self.awaited -= 1
            return answer
        if not isinstance(answer, wire.Loaded):
            raise self.child.senseless()
        try:
            arrays = empty_arrays(answer, limits)
            for array in arrays:
                self.child.receive_into(array)
            radiograph = unpack_radiograph(answer, arrays)
        except ValueError as error:
            raise self.child.senseless() from error
        self.awaited -= 1
        return radiograph


def _entries_of(answer: wire.Scanned, paths: Sequence[Path]) -> list[ScanEntry]:
    if len(answer.entries) > len(paths):
        raise ValueError("more entries than files")
    entries = [unpack_entry(entry) for entry in answer.entries]
    if any(entry.path != path for entry, path in zip(entries, paths, strict=False)):
        raise ValueError("an entry of another file")
    return entries
