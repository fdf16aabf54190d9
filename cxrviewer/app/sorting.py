"""In which order the images of the list stand. What ties stays in the list's own order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from cxrviewer.app.filtering import Facts, folded
from cxrviewer.app.studies import Rank
from cxrviewer.app.triage import Highest
from cxrviewer.domain.study import Instance
from cxrviewer.reading.discover import natural_key


class Column(StrEnum):
    """What can be sorted by. FOUND is the list's own order: patients and studies kept together."""

    FOUND = "found"
    PATIENT = "patient"
    DATE = "date"
    MODALITY = "modality"
    VIEW = "view"
    STATUS = "status"
    MARKS = "marks"
    FILE = "file"
    TRIAGE = "triage"


@dataclass(frozen=True, slots=True)
class Order:
    """TRIAGE has one direction: the highest first."""

    column: Column = Column.FOUND
    descending: bool = False


class Known(Protocol):
    """What can be asked of the list about one of its images."""

    def rank(self, instance: Instance) -> Rank: ...

    def facts(self, instance: Instance) -> Facts: ...

    def highest_of_study(self, instance: Instance) -> Highest | None: ...


# Each returns None where there is nothing to sort by: such images come last in both directions.
_VALUES: dict[Column, Callable[[Instance, Known], Any]] = {
    Column.FOUND: lambda one, known: known.rank(one),
    Column.PATIENT: lambda one, known: _patient(one),
    Column.DATE: lambda one, known: _date(one),
    Column.MODALITY: lambda one, known: one.series.modality or None,
    Column.VIEW: lambda one, known: one.view_position or None,
    Column.STATUS: lambda one, known: _status(one, known.facts(one)),
    Column.MARKS: lambda one, known: _marks(known.facts(one)),
    Column.FILE: lambda one, known: natural_key(folded(one.path.name)),
    Column.TRIAGE: lambda one, known: _lowness(known.highest_of_study(one)),
}


def in_order(instances: Iterable[Instance], order: Order, known: Known) -> list[Instance]:
    """Return ``instances``, which come by rank, sorted."""
    value_of = _VALUES[order.column]
    values = [(value_of(instance, known), instance) for instance in instances]
    filled = [pair for pair in values if pair[0] is not None]
    filled.sort(key=lambda pair: pair[0], reverse=order.descending)
    return [one for _, one in filled] + [one for value, one in values if value is None]


def place_key(instance: Instance, order: Order, known: Known) -> tuple[Any, ...]:
    """Return the key by which ``in_order`` is ascending, to put one more image in its place."""
    value = _VALUES[order.column](instance, known)
    if value is None:
        return (True, 0, known.rank(instance))
    return (False, _Backwards(value) if order.descending else value, known.rank(instance))


class _Backwards:
    """Compares the other way round."""

    def __init__(self, value: Any) -> None:
        self._value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Backwards) and self._value == other._value

    def __lt__(self, other: "_Backwards") -> bool:
        return bool(other._value < self._value)

    __hash__ = None  # type: ignore[assignment]


def _patient(instance: Instance) -> tuple[str, str] | None:
    name, number = folded(instance.patient.name), folded(instance.patient.patient_id)
    return (name or number, number) if name or number else None


def _date(instance: Instance) -> tuple[str, str] | None:
    return (instance.study.date, instance.study.time) if instance.study.date else None


def _status(instance: Instance, facts: Facts) -> int:
    """What needs a look first: gone, warned of, not for the models, sound."""
    if facts.gone:
        return 0
    if instance.warnings:
        return 1
    return 2 if instance.analysis_refusal else 3


def _lowness(highest: Highest | None) -> float | None:
    return None if highest is None else -highest.excess


def _marks(facts: Facts) -> tuple[bool, bool, bool]:
    """Flagged first, then unread, then what has no verdict yet."""
    return (not facts.marks.flagged, facts.marks.read, facts.verdict)
