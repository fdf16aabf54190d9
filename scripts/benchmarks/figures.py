"""What is measured, held against what it was measured beside."""

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "resources" / "models"


@dataclass(frozen=True, slots=True)
class Goal:
    """``value`` is to be at most ``limit``, or at least; "x" for a ratio, else a unit."""

    what: str
    value: float
    limit: float
    unit: str = "x"
    at_least: bool = False

    @property
    def met(self) -> bool:
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    def __str__(self) -> str:
        side = "at least" if self.at_least else "at most"
        verdict = "met" if self.met else "NOT MET"
        unit = "x" if self.unit == "x" else f" {self.unit}"
        return f"{verdict}: {self.what} {self.value:.4g}{unit}, {side} {self.limit:g}{unit}"


@dataclass(frozen=True, slots=True)
class Figure:
    """Every run of one measurement. No runs: it was left out, and ``skipped`` says why."""

    name: str
    runs: Sequence[float]
    unit: str = "ms"
    goals: tuple[Goal, ...] = ()
    skipped: str = ""

    @property
    def median(self) -> float:
        return statistics.median(self.runs)

    def lines(self) -> Iterator[str]:
        if self.skipped:
            yield f"  {self.name:68} left out: {self.skipped}"
            return
        spread = f"{min(self.runs):9.1f} .. {max(self.runs):.1f}" if len(self.runs) > 1 else ""
        yield f"  {self.name:68} {self.median:9.1f} {self.unit:4} {spread}"
        for goal in self.goals:
            yield f"      {goal}"

    def as_json(self) -> dict[str, Any]:
        goals = [{**asdict(goal), "met": goal.met} for goal in self.goals]
        return {**asdict(self), "runs": list(self.runs), "goals": goals}


Measured = Iterator[Figure]


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is measured: ``short`` takes fewer files, so that all parts end in minutes."""

    runs: int = 9
    short: bool = False

    def count(self, whole: int, short: int) -> int:
        return short if self.short else whole


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the table, named on the command line; ``heavy`` ones only when named."""

    name: str
    measure: Callable[[Extent], Measured]
    heavy: bool = field(default=False)


def timed(work: Callable[[], object]) -> float:
    """Return how many milliseconds ``work`` took."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1e3


def in_turns(runs: int, *works: Callable[[], object]) -> list[list[float]]:
    """Time every work once, then all again: what disturbs the machine disturbs them alike."""
    for work in works:
        work()
    rounds = [[timed(work) for work in works] for _ in range(runs)]
    return [list(column) for column in zip(*rounds, strict=True)]


def at_most(what: str, value: float, limit: float, unit: str = "x") -> Goal:
    return Goal(what, value, limit, unit)


def at_least(what: str, value: float, limit: float, unit: str = "x") -> Goal:
    return Goal(what, value, limit, unit, at_least=True)


def ratio(runs: Sequence[float], beside: Sequence[float]) -> float:
    """Return how many times the medians of ``beside`` go into those of ``runs``."""
    return statistics.median(runs) / statistics.median(beside)
