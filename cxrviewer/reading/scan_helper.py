"""A child that loads pictures helps with a long scan while none is asked for."""

from collections.abc import Callable

from cxrviewer.reading.child_process import ChildLostError, ChildProcess
from cxrviewer.reading.place import Place
from cxrviewer.reading.turns import Turns


class ScanHelper:
    """Looks for an idle child, and has it say when it has nothing else to do.

    Nothing is started for it, and nothing waits: it takes the turn of a load that is not urgent,
    where one is free. ``take`` returns an idle child or None.
    """

    def __init__(self, turns: Turns, take: Callable[[], ChildProcess | None]) -> None:
        self.place: Place | None = None
        self._turns = turns
        self._take = take
        self._has_turn = self._is_lost = False

    def __call__(self) -> Place | None:
        """Return the place once its child is free for a scan; call it again where it is None."""
        if self._is_lost or (self.place is None and not self._begin()):
            return None
        assert self.place is not None
        try:
            return self.place if self.place.child.is_free() else None
        except ChildLostError:
            # It fell over its own work: a scan does without, and the next load starts another.
            self._is_lost = True
            return None

    def leave(self) -> Place | None:
        """Give the turn back, and return the place that was taken."""
        place, self.place = self.place, None
        if self._has_turn:
            self._turns.leave(urgent=False)
            self._has_turn = False
        return place

    def _begin(self) -> bool:
        if not self._turns.take_if_free():
            return False
        self._has_turn = True
        child = self._take()
        if child is None:
            self.leave()
            return False
        self.place = Place(child)
        child.ask_if_free()
        return True
