"""Numbered, cancellable jobs, and memory for what jobs made, bounded by bytes."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class JobKind(StrEnum):
    """What is under way at most once in its place: a newer job makes the older one stale."""

    SCAN = "scan"
    LOAD = "load"
    ANALYSIS = "analysis"
    FIT = "fit"
    REPEATABILITY = "repeatability"
    OCCLUSION = "occlusion"
    AGREEMENT = "agreement"
    PAINTING = "painting"
    BACKGROUND = "background"
    GATHERING = "gathering"
    CURVE = "curve"
    EXPORT = "export"


@dataclass(frozen=True, slots=True)
class Job:
    """One request. Its number tells its results from those of an older request.

    ``pane`` is the number of the pane that a LOAD or an ANALYSIS is for.
    """

    number: int
    kind: JobKind
    pane: int = 0
    _cancelled: threading.Event = field(default_factory=threading.Event, repr=False, compare=False)

    def cancel(self) -> None:
        self._cancelled.set()

    def cancelled(self) -> bool:
        """Return whether the result is no longer wanted. May be asked from any thread."""
        return self._cancelled.is_set()


class JobBook:
    """Gives numbers, and says which job is the newest of its kind in its pane."""

    def __init__(self) -> None:
        self.last_number = 0
        self._newest: dict[tuple[JobKind, int], Job] = {}

    def start(self, kind: JobKind, pane: int = 0) -> Job:
        """Return a new job and cancel the one that it replaces."""
        self.cancel(kind, pane)
        self.last_number += 1
        job = Job(self.last_number, kind, pane)
        self._newest[kind, pane] = job
        return job

    def is_newest(self, job: Job) -> bool:
        return self._newest.get((job.kind, job.pane)) == job

    def cancel(self, kind: JobKind, pane: int = 0) -> None:
        """Cancel the newest job of ``kind``; from now on its results are stale."""
        job = self._newest.pop((kind, pane), None)
        if job is not None:
            job.cancel()

    def cancel_all(self) -> None:
        for kind, pane in tuple(self._newest):
            self.cancel(kind, pane)


class ByteCache(Generic[Key, Value]):
    """Keeps what was used last, as long as the sizes given by ``weigh`` stay within ``limit``."""

    def __init__(self, limit: int, weigh: Callable[[Value], int]) -> None:
        self._limit = limit
        self._weigh = weigh
        self._items: OrderedDict[Key, Value] = OrderedDict()
        self._bytes = 0

    @property
    def limit(self) -> int:
        return self._limit

    @property
    def used(self) -> int:
        """The sizes of all that is kept."""
        return self._bytes

    def __contains__(self, key: Key) -> bool:
        return key in self._items

    def __len__(self) -> int:
        return len(self._items)

    def get(self, key: Key) -> Value | None:
        if key in self._items:
            self._items.move_to_end(key)
        return self._items.get(key)

    def put(self, key: Key, value: Value) -> None:
        """Keep ``value``, and drop what was not used for longest. Too large a value is not kept."""
        self.drop(key)
        weight = self._weigh(value)
        if weight > self._limit:
            return
        self._items[key] = value
        self._bytes += weight
        while self._bytes > self._limit:
            _, oldest = self._items.popitem(last=False)
            self._bytes -= self._weigh(oldest)

    def drop(self, key: Key) -> None:
        old = self._items.pop(key, None)
        if old is not None:
            self._bytes -= self._weigh(old)

    def drop_where(self, unwanted: Callable[[Key], bool]) -> None:
        for key in filter(unwanted, tuple(self._items)):
            self.drop(key)

    def clear(self) -> None:
        self._items.clear()
        self._bytes = 0
