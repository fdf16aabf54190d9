"""The sets of a tuberculosis / other abnormality / normal network, joined, with their counts.

One folder per set: ``tbx11k``, ``kermany``, ``shenzhen``, ``montgomery``, and ``niaid`` where the
TB Portals' radiographs are at hand. Children are other abnormality and normal here, but never
tuberculosis: their age and their source alone tell them apart. Report figures per source.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from training.data.samples import TUBERCULOSIS, Dataset, Sample
from training.data.sources.classes import CHEST3, NORMAL, OTHER_ABNORMALITY, one_hot
from training.data.sources.folders import images_in, require_folder
from training.data.sources.kermany import read_kermany
from training.data.sources.nlm import read_montgomery, read_shenzhen
from training.data.sources.tbx11k import read_tbx11k

PORTALS = "niaid"
PORTALS_LICENCE = "NIAID TB Portals: data use agreement"
EXTERNAL = ("shenzhen", "montgomery")
DESCRIBED = {
    (TUBERCULOSIS, PORTALS): 4287,
    (TUBERCULOSIS, "tbx11k"): 800,
    (OTHER_ABNORMALITY, "tbx11k"): 3800,
    (OTHER_ABNORMALITY, "kermany"): 4273,
    (NORMAL, "tbx11k"): 3800,
    (NORMAL, "kermany"): 1514,
    (TUBERCULOSIS, "shenzhen"): 336,
    (NORMAL, "shenzhen"): 326,
    (TUBERCULOSIS, "montgomery"): 58,
    (NORMAL, "montgomery"): 80,
}
"""What the network was described with. The 4,287 were ascribed to ChestX-ray14, which has no
tuberculosis label; 1,514 normal ones came without a source and are counted as the children's, of
whom 1,583 were published. Normal radiographs with both external tests are 5,720, not 5,394."""


@dataclass(frozen=True, slots=True)
class SourceCount:
    """Radiographs of one class from one source, as described and as found."""

    label: str
    source: str
    described: int
    found: int


def read_s0(data: Path) -> Dataset:
    """tbx11k, kermany, shenzhen, montgomery and niaid side by side, as three classes.

    The external sets are the test part; the others are in no official part.
    """
    samples = [*_moved(data, "tbx11k", read_tbx11k, "")]
    samples += _moved(data, "kermany", read_kermany, OTHER_ABNORMALITY)
    samples += _moved(data, "shenzhen", read_shenzhen, TUBERCULOSIS)
    samples += _moved(data, "montgomery", read_montgomery, TUBERCULOSIS)
    if (data / PORTALS).is_dir():
        samples += _portals(data)
    return Dataset("s0", CHEST3, tuple(samples))


def count_s0(dataset: Dataset) -> tuple[SourceCount, ...]:
    """Return the described table with what ``dataset`` holds in each of its places."""
    found = Counter((_class_of(sample), sample.source) for sample in dataset.samples)
    places = [*DESCRIBED, *sorted(set(found).difference(DESCRIBED))]
    return tuple(
        SourceCount(label, source, DESCRIBED.get((label, source), 0), found[label, source])
        for label, source in places
    )


def _moved(
    data: Path, name: str, read: Callable[[Path], Dataset], positive: str
) -> Iterator[Sample]:
    """Yield a set's samples with paths from ``data`` and three classes.

    ``positive`` is the class of a set with one label; empty where it has the three already.
    """
    for sample in read(require_folder(data / name)).samples:
        targets = sample.targets
        if positive:
            targets = one_hot(positive if sample.targets[0] == 1.0 else NORMAL, CHEST3)
        image = f"{name}/{sample.image}"
        part = "test" if name in EXTERNAL else ""
        yield replace(sample, image=image, targets=targets, part=part)


def _portals(data: Path) -> Iterator[Sample]:
    for image in images_in(data / PORTALS):
        yield Sample(
            image=image.relative_to(data).as_posix(),
            patient_id=f"{PORTALS}_{image.stem}",
            source=PORTALS,
            stratum=f"{PORTALS} {TUBERCULOSIS}",
            targets=one_hot(TUBERCULOSIS, CHEST3),
            licence=PORTALS_LICENCE,
        )


def _class_of(sample: Sample) -> str:
    return CHEST3[sample.targets.index(1.0)]
