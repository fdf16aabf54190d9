"""What every data source comes to: samples, and the order of their labels.

A sample's targets are 0, 1, or NaN where a source does not know the label, so that a source that
never looked for a disease cannot teach its absence.
"""

from dataclasses import dataclass, field

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


@dataclass(frozen=True, slots=True)
class Sample:
    """One radiograph with what its source says of it.

    ``image`` and ``mask`` are paths inside the data folder; ``mask`` is empty where there is none.
    ``other_mask`` is a second mask to be united with the first, where a set keeps each lung apart;
    ``scaled_mask`` says that a set publishes masks smaller than its images.
    ``stratum`` is what a split keeps balanced; ``part`` is the part of the source's own split
    (train, validation, test) or empty. ``age`` is years, NaN where unknown. ``follow_up`` counts
    the patient's earlier visits, None where unknown. ``listed`` is the row of the list that it
    comes from, in words, for errors; empty where it comes from no list.
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
    other_mask: str = ""
    scaled_mask: bool = False
    part: str = ""
    licence: str = ""
    follow_up: int | None = None
    listed: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Dataset:
    """Samples and the order of their targets; ``labels`` is empty for lung masks."""

    name: str
    labels: tuple[str, ...]
    samples: tuple[Sample, ...] = field(repr=False)
