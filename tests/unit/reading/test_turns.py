"""Who may decode next."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from cxrviewer.reading.turns import Turns

TIMEOUT = 10.0


@contextmanager
def taken(turns: Turns, *, urgent: bool) -> Iterator[threading.Event]:
    """Ask for a turn in a thread; the event is set once it is given, and it ends with the block."""
    given, over = threading.Event(), threading.Event()

    def hold() -> None:
        with turns.turn(urgent=urgent):
            given.set()
            over.wait(TIMEOUT)

    thread = threading.Thread(target=hold)
    thread.start()
    try:
        yield given
    finally:
        over.set()
        thread.join(TIMEOUT)


def test_that_one_place_is_kept_for_what_is_urgent() -> None:
    turns = Turns(2)
    with taken(turns, urgent=False) as first, taken(turns, urgent=False) as second:
        assert first.wait(TIMEOUT)
        with turns.turn(urgent=True):
            assert not second.is_set()


def test_that_an_urgent_turn_goes_before_a_patient_one_that_came_first() -> None:
    turns = Turns(1)
    with taken(turns, urgent=False) as holder:
        assert holder.wait(TIMEOUT)
        patient = taken(turns, urgent=False)
        urgent = taken(turns, urgent=True)
        waits_patiently, waits_urgently = patient.__enter__(), urgent.__enter__()
        while not turns._urgent_waiting:
            time.sleep(0.001)
    assert waits_urgently.wait(TIMEOUT)
    assert not waits_patiently.is_set()
    urgent.__exit__(None, None, None)
    assert waits_patiently.wait(TIMEOUT)
    patient.__exit__(None, None, None)


@pytest.mark.parametrize("urgent", [False, True])
def test_that_a_turn_that_fails_gives_its_place_back(urgent: bool) -> None:
    turns = Turns(1)
    with pytest.raises(ValueError, match="broken"), turns.turn(urgent=urgent):
        raise ValueError("broken")
    with turns.turn(urgent=False):
        pass


@pytest.mark.parametrize("places", [1, 2])
def test_that_the_only_place_of_patient_loads_is_not_taken(places: int) -> None:
    assert not Turns(places).take_if_free()


def test_that_a_place_is_taken_only_where_another_is_left() -> None:
    turns = Turns(3)
    assert turns.take_if_free()
    assert not turns.take_if_free()
    with turns.turn(urgent=False), turns.turn(urgent=True):
        assert turns.free == 0
    turns.leave(urgent=False)
    with turns.turn(urgent=False):
        assert not turns.take_if_free()
    assert turns.free == 3
