"""A few threads for work that the window must not wait for."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from cxrviewer.domain.errors import CxrError
from cxrviewer.ui.workers.unexpected import as_cxr_error

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class _Delivery:
    """A call to make in the GUI thread."""

    receiver: Callable[[Any], None]
    value: object


class TaskPool(QObject):
    """Runs work in its threads and hands what comes of it to the GUI thread."""

    _delivered = Signal(object)

    def __init__(self, name: str, *, threads: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._closed = False
        # Queued, so that a call posted from the GUI thread itself also waits for its turn.
        self._delivered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def submit(
        self,
        work: Callable[[], Value],
        *,
        done: Callable[[Value], None],
        failed: Callable[[CxrError], None],
    ) -> None:
        """Run ``work`` in a thread, then ``done`` or ``failed`` in the GUI thread."""

        def run() -> None:
            try:
                value = work()
            except Exception as error:  # noqa: BLE001  (the border of a thread)
                self.post(failed, as_cxr_error(error))
            else:
                self.post(done, value)

        self._executor.submit(run)

    def post(self, receiver: Callable[[Value], None], value: Value) -> None:
        """Call ``receiver`` with ``value`` in the GUI thread. May be called from any thread."""
        self._delivered.emit(_Delivery(receiver, value))

    def stop_delivering(self) -> None:
        """From now on nobody is told what comes of the work."""
        self._closed = True

    def close(self) -> None:
        """Drop what has not begun and wait for the rest."""
        self.stop_delivering()
        self._executor.shutdown(wait=True, cancel_futures=True)

    def _deliver(self, delivery: _Delivery) -> None:
        if not self._closed:
            delivery.receiver(delivery.value)
