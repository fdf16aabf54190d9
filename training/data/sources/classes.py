"""Sets whose classes are folders, and targets of which exactly one is 1."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from cxrviewer.domain.errors import UsageError
from training.data.samples import TUBERCULOSIS, Dataset, Sample
from training.data.sources.folders import images_in, require_folder
from training.data.sources.options import words

NORMAL = "Normal"
OTHER_ABNORMALITY = "Other_abnormality"
COVID = "COVID-19"
OTHER_PNEUMONIA = "Other_pneumonia"
CHEST3 = (TUBERCULOSIS, OTHER_ABNORMALITY, NORMAL)
COVID3 = (COVID, OTHER_PNEUMONIA, NORMAL)


def one_hot(label: str, labels: Sequence[str]) -> tuple[float, ...]:
    """Return 1 in the column of ``label`` and 0 elsewhere; a label of none of them is all 0."""
    return tuple(float(label == other) for other in labels)


def read_class_folders(
    data: Path, *, classes: str = "", source: str = "", licence: str = ""
) -> Dataset:
    """One folder per class; classes=a,b sets their order, source and licence name the set.

    Nothing tells patients apart here, so each image counts as one patient of its own.
    """
    require_folder(data)
    names = words(classes) or tuple(sorted(p.name for p in data.iterdir() if _is_class(p)))
    if len(names) < 2:
        raise UsageError(
            f"{len(names)} class folders are too few to tell apart.",
            remedy="Put the images of each class into a folder with its name.",
            path=data,
        )
    name = source or data.resolve().name
    samples = [
        Sample(
            image=image.relative_to(data).as_posix(),
            patient_id=f"{name} {label}/{image.stem}",
            source=name,
            stratum=label,
            targets=one_hot(label, names),
            licence=licence,
        )
        for label in names
        for image in images_in(require_folder(data / label))
    ]
    return Dataset("folders", names, tuple(samples))


def class_images(data: Path, folder_of: Mapping[str, str]) -> list[tuple[str, Path]]:
    """Return (class, image) of every image; ``folder_of`` maps a class to its folder."""
    return [
        (label, image)
        for label, folder in folder_of.items()
        for image in images_in(require_folder(data / folder))
    ]


def _is_class(path: Path) -> bool:
    return path.is_dir() and not path.name.startswith(".")
