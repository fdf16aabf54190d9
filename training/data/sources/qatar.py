"""The Qatar tuberculosis set and the COVID-19 Radiography Database, of the same group.

Neither tells patients apart, so each image counts as one patient of its own: what is known of
their sources (several images of one patient) cannot be kept together by a split.
"""

from collections.abc import Mapping
from pathlib import Path

from cxrviewer.domain.errors import UsageError
from training.data.samples import TUBERCULOSIS, Dataset, Sample
from training.data.sources.classes import COVID, NORMAL, class_images, one_hot
from training.data.sources.folders import require_folder

TB_LICENCE = "Rahman et al., IEEE Access 2020: research use; 2800 more images by agreement"
COVID_LICENCE = "Chowdhury et al. 2020, Rahman et al. 2021: research use with attribution"
TB_FOLDERS = {TUBERCULOSIS: "Tuberculosis", NORMAL: "Normal"}
COVID_CLASSES = (COVID, "Lung opacity", "Viral pneumonia", NORMAL)
COVID_FOLDERS = dict(
    zip(COVID_CLASSES, ("COVID", "Lung_Opacity", "Viral Pneumonia", "Normal"), strict=True)
)


def read_qatar_tb(data: Path) -> Dataset:
    """Normal/Normal-1.png and Tuberculosis/Tuberculosis-1.png."""
    _refuse_strangers(data, TB_FOLDERS)
    samples = [
        Sample(
            image=image.relative_to(data).as_posix(),
            patient_id=f"qatar_{image.stem}",
            source="qatar",
            stratum=f"qatar {label}",
            targets=(float(label == TUBERCULOSIS),),
            licence=TB_LICENCE,
        )
        for label, image in class_images(data, TB_FOLDERS)
    ]
    return Dataset("qatar-tb", (TUBERCULOSIS,), tuple(samples))


def read_covid_radiography(data: Path, *, target: str = "four") -> Dataset:
    """COVID, Lung_Opacity, Viral Pneumonia and Normal with images; target=four or covid.

    ``covid`` gives the one column COVID-19 against all the rest.
    """
    if target not in ("four", "covid"):
        raise UsageError(f"target is {target!r}.", remedy="Write target=four or target=covid.")
    labels = COVID_CLASSES if target == "four" else (COVID,)
    samples = [
        Sample(
            image=image.relative_to(data).as_posix(),
            patient_id=f"radiography_{image.stem}",
            source="covid-radiography",
            stratum=f"covid-radiography {label}",
            targets=one_hot(label, labels),
            licence=COVID_LICENCE,
        )
        for label, image in class_images(data, covid_image_folders(data))
    ]
    return Dataset("covid-radiography", labels, tuple(samples))


def covid_image_folders(data: Path) -> dict[str, str]:
    """Return class -> folder of its images: ``COVID/images``, or ``COVID`` in old releases."""
    folders = {}
    for label, name in COVID_FOLDERS.items():
        images = require_folder(data / name / "images", data / name)
        folders[label] = images.relative_to(data).as_posix()
    return folders


def _refuse_strangers(data: Path, folder_of: Mapping[str, str]) -> None:
    for label, image in class_images(data, folder_of):
        others = [other for other in folder_of.values() if other != folder_of[label]]
        if any(image.name.startswith(f"{other}-") for other in others):
            raise UsageError(
                f"The name says another class than its folder, {folder_of[label]}.",
                remedy="Move the image to the folder of its class.",
                path=image,
            )
