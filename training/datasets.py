"""Public data sets, each read from its list into the same samples.

A sample's targets are 0, 1, or NaN where a source does not know the label, so that a source that
never looked for a disease cannot teach its absence.
"""

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from cxrviewer.domain.errors import UsageError

NIH_LABELS = (
    "Atelectasis",
    "Cardiomegaly",
    "Effusion",
    "Infiltration",
    "Mass",
    "Nodule",
    "Pneumonia",
    "Pneumothorax",
    "Consolidation",
    "Edema",
    "Emphysema",
    "Fibrosis",
    "Pleural_Thickening",
    "Hernia",
)
TUBERCULOSIS = "Tuberculosis"
LUNG_FIELDS_WITHOUT_HEART = "lung fields without heart"


@dataclass(frozen=True, slots=True)
class Sample:
    """One radiograph with what its source says of it.

    ``image`` and ``mask`` are paths inside the data folder; ``mask`` is empty where there is none.
    ``stratum`` is what a split keeps balanced. ``age`` is years, NaN where unknown.
    """

    image: str
    patient_id: str
    source: str
    stratum: str
    targets: tuple[float, ...] = ()
    mask: str = ""
    view: str = ""
    age: float = float("nan")
    sex: str = ""


@dataclass(frozen=True, slots=True)
class Dataset:
    """Samples and the order of their targets; ``labels`` is empty for lung masks."""

    name: str
    labels: tuple[str, ...]
    samples: tuple[Sample, ...] = field(repr=False)


def read_dataset(name: str, data: Path) -> Dataset:
    """Return the data set ``name`` from the folder ``data``."""
    if name not in READERS:
        raise UsageError(
            f"There is no data set named {name}.", remedy=f"Choose one of {', '.join(READERS)}."
        )
    return READERS[name](data)


def read_lungs(data: Path) -> Dataset:
    """Lung fields without heart; masks of another definition are left out, not mixed in."""
    rows = _rows(data / "lungs" / "pairs.csv")
    samples = [
        Sample(
            image=f"lungs/{row['image']}",
            mask=f"lungs/{row['mask']}",
            patient_id=row["patient_id"],
            source=row["source"],
            stratum=row["source"],
        )
        for row in rows
        if row["mask_definition"] == LUNG_FIELDS_WITHOUT_HEART
    ]
    return Dataset("lungs", (), tuple(samples))


def read_tb(data: Path) -> Dataset:
    """Shenzhen and Montgomery: tuberculosis or normal, one radiograph per patient."""
    samples = [
        Sample(
            image=f"tb/{row['image']}",
            patient_id=row["patient_id"],
            source=row["source"],
            stratum=f"{row['source']} {row['label']}",
            targets=(_one_of(row["label"], positive="tb", negative="normal"),),
            view=row["view"],
        )
        for row in _rows(data / "tb" / "labels.csv")
    ]
    return Dataset("tb", (TUBERCULOSIS,), tuple(samples))


def read_nih14(data: Path) -> Dataset:
    """ChestX-ray14: fourteen text-mined labels, several radiographs per patient."""
    samples = [
        Sample(
            image=f"nih/{row['image']}",
            patient_id=row["patient_id"],
            source="nih",
            stratum="nih",
            targets=tuple(float(row[label]) for label in NIH_LABELS),
            view=row["view"],
            age=float(row["age"]),
            sex=row["sex"],
        )
        for row in _rows(data / "nih" / "labels.csv")
    ]
    return Dataset("nih14", NIH_LABELS, tuple(samples))


READERS: dict[str, Callable[[Path], Dataset]] = {
    "lungs": read_lungs,
    "tb": read_tb,
    "nih14": read_nih14,
}


def _rows(path: Path) -> Iterable[dict[str, str]]:
    try:
        with path.open(newline="", encoding="utf-8") as lines:
            return list(csv.DictReader(lines))
    except FileNotFoundError:
        raise UsageError(
            "The data set's list is missing.", remedy="Name the data folder with --data.", path=path
        ) from None


def _one_of(label: str, *, positive: str, negative: str) -> float:
    if label not in (positive, negative):
        raise UsageError(
            f"The label {label!r} is neither {positive} nor {negative}.",
            remedy="Correct the data set's list.",
        )
    return float(label == positive)
