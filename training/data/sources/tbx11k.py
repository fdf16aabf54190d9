"""TBX11K as published (Liu et al., CVPR 2020).

``imgs/{health,sick,tb,extra,test}``, ``lists/*_train.txt`` and ``*_val.txt`` with one path from
``imgs`` per line, ``annotations/json`` with the boxes of ``boxes.read_coco_boxes``. The lists are
named ``TBX11K_...`` for the set's own images, or ``all_...`` with the older sets in ``extra``.
"""

import logging
from pathlib import Path, PurePosixPath

from cxrviewer.domain.errors import UsageError
from training.data.samples import TUBERCULOSIS, Dataset, Sample
from training.data.sources.classes import CHEST3, NORMAL, OTHER_ABNORMALITY, one_hot
from training.data.sources.folders import require_folder
from training.data.sources.options import is_yes
from training.data.sources.tables import UNKNOWN, first_of, read_lines

LICENCE = "Liu et al., CVPR 2020: research use with citation"
CLASSES = {"health": NORMAL, "sick": OTHER_ABNORMALITY, "tb": TUBERCULOSIS}
PARTS = {"train": "train", "val": "validation", "test": "test"}
EXTRA, UNLABELLED = "extra", "test"

log = logging.getLogger(__name__)


def read_tbx11k(data: Path, *, unlabelled: str = "no") -> Dataset:
    """imgs, lists and annotations as published; unlabelled=yes adds the test part without labels.

    The older sets in ``extra`` are left out: they have adapters of their own. Each image counts
    as one patient of its own; the set tells nothing of patients.
    """
    require_folder(data / "imgs")
    wanted = ["train", "val"] + ["test"] * is_yes(unlabelled, option="unlabelled")
    samples: list[Sample] = []
    seen: dict[str, str] = {}
    for name in wanted:
        path = first_of(data / "lists", (f"TBX11K_{name}.txt", f"all_{name}.txt"))
        for line in own_lines(path):
            if seen.setdefault(line, path.name) != path.name:
                raise UsageError(
                    f"{line} is in {seen[line]} as well.", remedy="Fetch the lists.", path=path
                )
            samples.append(_sample(data, line, path, PARTS[name]))
    return Dataset("tbx11k", CHEST3, tuple(samples))


def own_lines(path: Path) -> tuple[str, ...]:
    """Return the lines of a list that name images of the set itself."""
    lines = read_lines(path)
    own = tuple(line for line in lines if PurePosixPath(line).parts[0] != EXTRA)
    if len(own) < len(lines):
        log.info("%s: %d images of older sets are left out", path.name, len(lines) - len(own))
    return own


def _sample(data: Path, line: str, path: Path, part: str) -> Sample:
    folder = PurePosixPath(line).parts[0]
    if folder not in CLASSES and folder != UNLABELLED:
        raise UsageError(
            f"{line} is in none of {', '.join(CLASSES)} and {UNLABELLED}.",
            remedy="Fetch the lists again.",
            path=path,
        )
    image = f"imgs/{line}"
    if not (data / image).is_file():
        raise UsageError(
            f"The image {line} is not in the data folder.", remedy="Unpack imgs again.", path=path
        )
    label = CLASSES.get(folder, "")
    return Sample(
        image=image,
        patient_id=f"tbx11k_{PurePosixPath(line).stem}",
        source="tbx11k",
        stratum=f"tbx11k {label or UNLABELLED}",
        targets=one_hot(label, CHEST3) if label else (UNKNOWN,) * len(CHEST3),
        part=part,
        licence=LICENCE,
    )
