"""Who may decode next: what a person waits for goes before what may be wanted later."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """``places`` decodes at once. Where there are two or more, one is kept for urgent ones."""

    def __init__(self, places: int) -> None:
        self._places = places
        self._patient_places = max(1, places - 1)
        self._taken = 0
        self._patient = 0
        self._urgent_waiting = 0
        self._changed = threading.Condition()

    @property
    def free(self) -> int:
        """How many more may decode now."""
        return self._places - self._taken

    @contextmanager
    def turn(self, *, urgent: bool) -> Iterator[None]:
        """Wait for a place and hold it inside the block."""
        with self._changed:
            self._enter(urgent=urgent)
        try:
            yield
        finally:
            self.leave(urgent=urgent)

    def take_if_free(self) -> bool:
        """Take the place of a load that is not urgent, if another such place is left for loads.

        Whoever was given it has to ``leave``.
        """
        with self._changed:
            if self._patient + 1 >= self._patient_places or not self._may_enter_patiently():
                return False
            self._enter(urgent=False)
            return True

    def leave(self, *, urgent: bool) -> None:
        with self._changed:
            self._taken -= 1
            self._patient -= not urgent
            self._changed.notify_all()

    def _enter(self, *, urgent: bool) -> None:
        if urgent:
            self._urgent_waiting += 1
            self._changed.wait_for(lambda: self._taken < self._places)
            self._urgent_waiting -= 1
        else:
            self._changed.wait_for(self._may_enter_patiently)
            self._patient += 1
        self._taken += 1

    def _may_enter_patiently(self) -> bool:
        free = self._taken < self._places and self._patient < self._patient_places
        return free and not self._urgent_waiting
