"""The project's own prepared folder: ``lungs``, ``tb``, ``nih`` and ``covid`` with their lists.

Its SOURCES file says what the images went through.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from cxrviewer.domain.errors import UsageError
from training.data.samples import NIH_LABELS, TUBERCULOSIS, Dataset, Sample
from training.data.sources.classes import (
    CHEST3,
    COVID,
    COVID3,
    NORMAL,
    OTHER_ABNORMALITY,
    OTHER_PNEUMONIA,
    one_hot,
)
from training.data.sources.nih import LICENCE as NIH_LICENCE
from training.data.sources.options import chosen
from training.data.sources.persons import age_of, view_of
from training.data.sources.tables import Row, read_table, refuse_duplicates

LUNG_FIELDS_WITHOUT_HEART = "lung fields without heart"
TB_NAMES = {"tb": TUBERCULOSIS, "normal": NORMAL}
EXTRA_NAMES = {"non_tb": OTHER_ABNORMALITY, "normal": NORMAL}
COVID_NAMES = {
    "covid": COVID,
    "bacterial_pneumonia": OTHER_PNEUMONIA,
    "viral_pneumonia": OTHER_PNEUMONIA,
    "other_pneumonia": OTHER_PNEUMONIA,
    "normal": NORMAL,
}
LICENCE_CLASSES = ("open", "non-commercial", "unclear")
USABLE = "open,non-commercial"


def read_lungs(data: Path) -> Dataset:
    """Prepared pairs: lung fields without heart; masks of another definition are left out."""
    columns = ("image", "mask", "patient_id", "source", "mask_definition")
    rows = read_table(data / "lungs" / "pairs.csv", required=columns)
    refuse_duplicates(rows, "mask")
    samples = [
        Sample(
            image=f"lungs/{row.text('image')}",
            mask=f"lungs/{row.text('mask')}",
            patient_id=row.text("patient_id"),
            source=row.text("source"),
            stratum=row.text("source"),
            licence=row.optional("licence"),
            listed=row.place,
        )
        for row in rows
        if row.text("mask_definition") == LUNG_FIELDS_WITHOUT_HEART
    ]
    return Dataset("lungs", (), tuple(samples))


def read_tb(data: Path) -> Dataset:
    """Prepared Shenzhen and Montgomery: tuberculosis or normal, one radiograph per patient."""
    samples = [
        Sample(
            image=f"tb/{row.text('image')}",
            patient_id=row.text("patient_id"),
            source=row.text("source"),
            stratum=f"{row.text('source')} {row.text('label')}",
            targets=(float(_label(row, TB_NAMES) == TUBERCULOSIS),),
            view=row.text("view"),
            licence=row.optional("licence"),
            listed=row.place,
        )
        for row in _rows(data / "tb" / "labels.csv", ("source", "view"))
    ]
    return Dataset("tb", (TUBERCULOSIS,), tuple(samples))


def read_nih14(data: Path) -> Dataset:
    """Prepared ChestX-ray14: fourteen text-mined labels, several radiographs per patient."""
    columns = ("image", "patient_id", "view", "age", "sex", *NIH_LABELS)
    rows = read_table(data / "nih" / "labels.csv", required=columns)
    refuse_duplicates(rows, "image")
    samples = [
        Sample(
            image=f"nih/{row.text('image')}",
            patient_id=row.text("patient_id"),
            source="nih",
            stratum="nih",
            targets=tuple(row.binary(label) for label in NIH_LABELS),
            view=row.text("view"),
            age=age_of(row.text("age")),
            sex=row.text("sex"),
            part=row.optional("official_split"),
            licence=NIH_LICENCE,
            listed=row.place,
        )
        for row in rows
    ]
    return Dataset("nih14", NIH_LABELS, tuple(samples))


def read_chest3(data: Path) -> Dataset:
    """Tuberculosis, other abnormality, normal: Shenzhen and Montgomery with adults of NIH.

    That NIH's abnormal radiographs show no tuberculosis is an assumption: NIH never labelled it.
    """
    own = _rows(data / "tb" / "labels.csv", ("source", "view", "licence"))
    extra = _rows(data / "tb" / "extra_from_nih.csv", ("view", "age"))
    samples = [_chest3(row, TB_NAMES, row.text("source"), row.text("licence")) for row in own]
    samples += [_chest3(row, EXTRA_NAMES, "nih", NIH_LICENCE) for row in extra]
    return Dataset("chest3", CHEST3, tuple(samples))


def read_covid(data: Path, *, licence_class: str = USABLE) -> Dataset:
    """COVID-19, other pneumonia, normal; images of ``licence_class`` only."""
    wanted = chosen(licence_class, LICENCE_CLASSES, what="licence class")
    rows = _rows(data / "covid" / "labels.csv", ("source", "view", "licence", "licence_class"))
    samples = [_covid(row) for row in rows if _licence_class(row) in wanted]
    if not samples:
        raise UsageError(
            f"No image is {' or '.join(wanted)}.",
            remedy="Name another licence class.",
            path=data / "covid" / "labels.csv",
        )
    return Dataset("covid", COVID3, tuple(samples))


def _rows(path: Path, columns: tuple[str, ...]) -> tuple[Row, ...]:
    rows = read_table(path, required=("image", "patient_id", "label", *columns))
    refuse_duplicates(rows, "image")
    return rows


def _classified(
    row: Row, labels: tuple[str, ...], *, folder: str, label: str, source: str
) -> Sample:
    """Return the sample of ``row``, whose image lies below ``folder`` and shows ``label``."""
    return Sample(
        image=_inside(f"{folder}/{row.text('image')}"),
        patient_id=row.text("patient_id"),
        source=source,
        stratum=f"{source} {label}",
        targets=one_hot(label, labels),
        view=view_of(row.text("view")),
        age=age_of(row.optional("age")),
        listed=row.place,
    )


def _chest3(row: Row, names: Mapping[str, str], source: str, licence: str) -> Sample:
    sample = _classified(row, CHEST3, folder="tb", label=_label(row, names), source=source)
    return replace(sample, licence=licence)


def _covid(row: Row) -> Sample:
    label, source = _label(row, COVID_NAMES), _short_source(row)
    sample = _classified(row, COVID3, folder="covid", label=label, source=source)
    return replace(sample, licence=row.text("licence"))


def _label(row: Row, names: Mapping[str, str]) -> str:
    word = row.text("label")
    if word not in names:
        raise row.error(f"The label {word!r} is neither {' nor '.join(names)}.")
    return names[word]


def _inside(place: str) -> str:
    """Return ``place`` without ``..``, so that one image has one name in all data sets."""
    steps: list[str] = []
    for step in place.split("/"):
        if step == ".." and steps:
            steps.pop()
        else:
            steps.append(step)
    return "/".join(steps)


def _short_source(row: Row) -> str:
    """Return ``kermany`` or ``ieee8023`` of a source such as ``Kermany paediatric (...)``."""
    source = row.text("source")
    return "kermany" if source.startswith("Kermany") else source.split("/", maxsplit=1)[0]


def _licence_class(row: Row) -> str:
    word = row.text("licence_class")
    if word not in LICENCE_CLASSES:
        raise row.error(f"The licence class {word!r} is none of {', '.join(LICENCE_CLASSES)}.")
    return word
