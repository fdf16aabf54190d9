"""The child's answers to a Scan: many entries in one message, but for files that may fail.

A glance takes microseconds and can hang at nothing but a slow medium. The full reading of a file
can take long, or the child with it: its parent is told before, and has the entries until then.
"""

import time
from collections.abc import Callable

from cxrviewer.domain.study import ScanEntry
from cxrviewer.reading import wire
from cxrviewer.reading.limits import Limits
from cxrviewer.reading.scan import scan_at_a_glance, scan_in_full
from cxrviewer.reading.transport import pack_entry

# An entry waits for others no longer than this.
LATE_SECONDS = 0.02


class ScanAnswers:
    """Answers one Scan after the other with ``write``."""

    def __init__(self, limits: Limits, write: Callable[[wire.Scanned], None]) -> None:
        self._limits = limits
        self._write = write
        self._entries: list[wire.Entry] = []
        self._since = 0.0
        # What the last message has promised of the next file.
        self._alone = False

    def answer(self, request: wire.Scan) -> None:
        """Answer for each file; a request without any is answered as well, once its turn comes."""
        for path in request.paths:
            entry = scan_at_a_glance(path, self._limits)
            if entry is None:
                if not self._alone:
                    self._send(alone=True)
                # The next file is probably of the same kind.
                self._add(scan_in_full(path, self._limits))
                self._send(alone=True)
                continue
            self._add(entry)
            if self._alone or time.monotonic() - self._since > LATE_SECONDS:
                self._send(alone=False)
        if self._entries or not request.paths:
            self._send(alone=False)

    def _add(self, entry: ScanEntry) -> None:
        if not self._entries:
            self._since = time.monotonic()
        self._entries.append(pack_entry(entry))

    def _send(self, *, alone: bool) -> None:
        self._write(wire.Scanned(tuple(self._entries), alone))
        self._entries.clear()
        self._alone = alone
