"""TBX11K as published (Liu et al., CVPR 2020).

``imgs/{health,sick,tb,extra,test}``, ``lists/*_train.txt`` and ``*_val.txt`` with one path from
``imgs`` per line, ``annotations/json`` with the boxes of ``boxes.read_coco_boxes``. The lists are
named ``TBX11K_...`` for the set's own images, or ``all_...`` with the older sets in ``extra``.
"""

import logging
from pathlib import Path, PurePosixPath

from training.data.samples import TUBERCULOSIS, Dataset, Sample
from training.data.sources.classes import CHEST3, NORMAL, OTHER_ABNORMALITY, one_hot
from training.data.sources.folders import require_folder
from training.data.sources.options import is_yes
from training.data.sources.tables import UNKNOWN, Row, first_of, read_lines

LICENCE = "Liu et al., CVPR 2020: research use with citation"
CLASSES = {"health": NORMAL, "sick": OTHER_ABNORMALITY, "tb": TUBERCULOSIS}
PARTS = {"train": "train", "val": "validation", "test": "test"}
EXTRA, UNLABELLED = "extra", "test"
PLACE = "image"

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
        for row in own_rows(path):
            line = row.text(PLACE)
            if seen.setdefault(line, path.name) != path.name:
                raise row.error(f"{line} is in {seen[line]} as well.", remedy="Fetch the lists.")
            samples.append(_sample(data, row, PARTS[name]))
    return Dataset("tbx11k", CHEST3, tuple(samples))


def own_rows(path: Path) -> tuple[Row, ...]:
    """Return the rows of a list that name images of the set itself."""
    lines = read_lines(path)
    own = {line: row for line, row in lines.items() if PurePosixPath(line).parts[0] != EXTRA}
    if len(own) < len(lines):
        log.info("%s: %d images of older sets are left out", path.name, len(lines) - len(own))
    return tuple(Row(path, row, {PLACE: line}) for line, row in own.items())


def _sample(data: Path, row: Row, part: str) -> Sample:
    line = row.text(PLACE)
    folder = PurePosixPath(line).parts[0]
    if folder not in CLASSES and folder != UNLABELLED:
        raise row.error(
            f"{line} is in none of {', '.join(CLASSES)} and {UNLABELLED}.",
            remedy="Fetch the lists again.",
        )
    image = f"imgs/{line}"
    if not (data / image).is_file():
        raise row.error(f"The image {line} is not in the data folder.", remedy="Unpack imgs again.")
    label = CLASSES.get(folder, "")
    return Sample(
        image=image,
        patient_id=f"tbx11k_{PurePosixPath(line).stem}",
        source="tbx11k",
        stratum=f"tbx11k {label or UNLABELLED}",
        targets=one_hot(label, CHEST3) if label else (UNKNOWN,) * len(CHEST3),
        part=part,
        licence=LICENCE,
        listed=row.place,
    )
