"""The order in which instances stand in the study browser."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cxrviewer.domain.study import Instance

Rank = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Placed:
    """An instance and the row at which it was put in."""

    row: int
    instance: Instance


class StudyList:
    """Patients, their studies and series in order of arrival, each kept together.

    A scan finds files in any order: what belongs together is brought together as it comes, and
    nothing that stands already changes its order.
    """

    def __init__(self) -> None:
        self._ranks: list[Rank] = []
        self._instances: list[Instance] = []
        self._first_seen: dict[tuple[str, ...], int] = {}
        self._rank_of: dict[Path, Rank] = {}

    def __len__(self) -> int:
        return len(self._instances)

    def __getitem__(self, row: int) -> Instance:
        return self._instances[row]

    def __iter__(self) -> Iterator[Instance]:
        return iter(self._instances)

    def __contains__(self, path: Path) -> bool:
        return path in self._rank_of

    def insert(self, instance: Instance) -> Placed | None:
        """Put ``instance`` in its place, or return None where its file is there already."""
        if instance.path in self._rank_of:
            return None
        return self._place(instance, self._rank_for(instance, len(self._rank_of)))

    def update(self, instance: Instance) -> None:
        """Put ``instance`` in the place of the one with its path; later files may add warnings."""
        row = self.row_of(instance)
        self._instances[row] = instance

    def renew(self, instance: Instance) -> None:
        """Put ``instance`` where it belongs, in place of what its file held before."""
        row = self.row_of(instance)
        arrival = self._ranks[row][3]
        del self._ranks[row], self._instances[row], self._rank_of[instance.path]
        self._place(instance, self._rank_for(instance, arrival))

    def row_of(self, instance: Instance) -> int:
        """Return the row of ``instance``. Raises ValueError where it is not in the list."""
        rank = self._rank_of.get(instance.path)
        if rank is None:
            raise ValueError("the instance is not in the list")
        return bisect_left(self._ranks, rank)

    def rank(self, instance: Instance) -> Rank:
        """Return what ``instance`` is sorted by in this list. Raises KeyError where it is not."""
        return self._rank_of[instance.path]

    def _place(self, instance: Instance, rank: Rank) -> Placed:
        self._rank_of[instance.path] = rank
        row = bisect_right(self._ranks, rank)
        self._ranks.insert(row, rank)
        self._instances.insert(row, instance)
        return Placed(row, instance)

    def _rank_for(self, instance: Instance, arrival: int) -> Rank:
        study = study_key(instance)
        # Rasters and anonymised objects have no patient: each study is then its own.
        patient = ("patient", instance.patient.patient_id or study, instance.patient.issuer)
        series = ("series", study, instance.series.key or instance.series.uid)
        seen = [self._number(part) for part in (patient, ("study", study), series)]
        return (seen[0], seen[1], seen[2], arrival)

    def _number(self, part: tuple[str, ...]) -> int:
        return self._first_seen.setdefault(part, len(self._first_seen))


def study_key(instance: Instance) -> str:
    """Return what tells ``instance``'s study from the others; the path where nothing does."""
    return instance.study.key or instance.study.uid or str(instance.path)
