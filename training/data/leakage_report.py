"""What the parts of a split share: patients, names and pictures, for every pair of parts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path, PurePosixPath

from cxrviewer.domain.errors import UsageError
from training.data.leakage import shared_patients
from training.data.leakage_images import SharedPicture, fingerprint, shared_pictures
from training.data.samples import Sample

SHOWN = 5


@dataclass(frozen=True, slots=True)
class PairLeak:
    """What two parts have in common; ``pictures`` is None where pixels were not looked at."""

    first: str
    second: str
    patients: frozenset[str]
    images: frozenset[str]
    pictures: tuple[SharedPicture, ...] | None

    @property
    def is_clean(self) -> bool:
        return not (self.patients or self.images or self.pictures)

    def lines(self) -> Iterator[str]:
        """Yield the figures, and the first few pictures under two names."""
        yield (
            f"{self.first} - {self.second}: {len(self.patients)} shared patients, "
            f"{len(self.images)} shared image names, {self._pictures()}"
        )
        for one in (self.pictures or ())[:SHOWN]:
            how = "the same pixels" if one.is_exact else f"likeness {one.likeness:.3f}"
            yield f"  {one.first} = {one.second} ({how})"

    def _pictures(self) -> str:
        if self.pictures is None:
            return "pixels not compared"
        exact = sum(one.is_exact for one in self.pictures)
        return f"{exact} pictures with the same pixels, {len(self.pictures) - exact} nearly so"


def find_leaks(
    parts: Mapping[str, Sequence[Sample]], data: Path | None = None
) -> tuple[PairLeak, ...]:
    """Return what every pair of parts shares; pictures are compared when ``data`` is given."""
    prints = {} if data is None else {n: fingerprint(samples, data) for n, samples in parts.items()}
    return tuple(
        PairLeak(
            first=a,
            second=b,
            patients=shared_patients(_patients(parts[a]), _patients(parts[b])),
            images=_names(parts[a]) & _names(parts[b]),
            pictures=shared_pictures(prints[a], prints[b]) if prints else None,
        )
        for a, b in combinations(parts, 2)
    )


def require_clean(leaks: Sequence[PairLeak]) -> None:
    """Raise UsageError when any pair of parts shares anything."""
    leaking = [f"{leak.first} and {leak.second}" for leak in leaks if not leak.is_clean]
    if leaking:
        raise UsageError(
            f"{'; '.join(leaking)} share patients or pictures.",
            remedy="Split by patient, and remove the copies.",
        )


def _patients(samples: Sequence[Sample]) -> Iterator[str]:
    return (sample.patient_id for sample in samples)


def _names(samples: Sequence[Sample]) -> frozenset[str]:
    return frozenset(PurePosixPath(sample.image).name for sample in samples)
