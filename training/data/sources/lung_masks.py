"""Radiographs with lung masks, in the layouts in which the sets are published.

The masks of Montgomery, Shenzhen and JSRT/SCR are lung fields without the heart. Those of
COVID-QU-Ex and of the COVID-19 Radiography Database come from networks that learned from such
masks. Masks of another definition must not be mixed with them in one target.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from training.data.samples import Dataset, Sample
from training.data.sources import nlm
from training.data.sources.folders import images_in, require_folder
from training.data.sources.mask_files import masks_by_stem, pair
from training.data.sources.qatar import COVID_FOLDERS, COVID_LICENCE, covid_image_folders

QU_EX_LICENCE = "CC BY-SA 4.0 (Tahir et al., COVID-QU-Ex)"
QU_EX_PARTS = {"Train": "train", "Val": "validation", "Test": "test"}
QU_EX_CLASSES = ("COVID-19", "Non-COVID", "Normal")


@dataclass(frozen=True, slots=True, kw_only=True)
class PairOptions:
    """Folders, the masks' ending after the image's name, and the set's name and licence."""

    images: str = "images"
    masks: str = "masks"
    ending: str = ""
    missing: str = "refuse"
    source: str = "pairs"
    licence: str = ""


def read_mask_pairs(data: Path, options: PairOptions) -> Dataset:
    """A folder of images and one of masks; a mask's name is the image's plus ``ending``.

    Each image counts as one patient of its own. missing=leave-out passes over images without one.
    """
    found = masks_by_stem(require_folder(data / options.masks), ending=options.ending)
    images = images_in(require_folder(data / options.images))
    name = options.source
    shared = Sample(image="", patient_id=name, source=name, stratum=name, licence=options.licence)
    pairs = pair(images, found, missing=options.missing)
    return Dataset("mask-pairs", (), tuple(_filled(shared, pairs, data)))


def read_shenzhen_lungs(data: Path, *, missing: str = "refuse") -> Dataset:
    """CXR_png with mask/CHNCXR_*_mask.png (Stirenko et al.), which 96 of the 662 images lack."""
    found = masks_by_stem(require_folder(data / "mask", data / "masks"), ending="_mask")
    pairs = pair(images_in(require_folder(data / "CXR_png")), found, missing=missing)
    samples = [
        _masked(nlm.nlm_sample(image, data, nlm.SHENZHEN), mask=_place(mask, data))
        for image, mask in pairs
    ]
    return Dataset("shenzhen-lungs", (), tuple(samples))


def read_montgomery_lungs(data: Path) -> Dataset:
    """CXR_png with ManualMask/{leftMask,rightMask}, to be united."""
    manual = require_folder(data / "ManualMask")
    left, right = (masks_by_stem(require_folder(manual / f"{s}Mask")) for s in ("left", "right"))
    samples = []
    images = images_in(require_folder(data / "CXR_png"))
    for (image, one), (_, other) in zip(pair(images, left), pair(images, right), strict=True):
        person = nlm.nlm_sample(image, data, nlm.MONTGOMERY)
        samples.append(_masked(person, mask=_place(one, data), other_mask=_place(other, data)))
    return Dataset("montgomery-lungs", (), tuple(samples))


def read_covid_qu_ex(data: Path) -> Dataset:
    """{Train,Val,Test}/{COVID-19,Non-COVID,Normal}/{images,lung masks}, with its own parts."""
    samples = []
    for folder, part in QU_EX_PARTS.items():
        for kind in QU_EX_CLASSES:
            place = require_folder(data / folder / kind)
            shared = Sample(
                image="",
                patient_id="qu-ex",
                source="covid-qu-ex",
                stratum=f"covid-qu-ex {kind}",
                part=part,
                licence=QU_EX_LICENCE,
            )
            samples += _folder_pairs(data, place / "images", place / "lung masks", shared)
    return Dataset("covid-qu-ex", (), tuple(samples))


def read_covid_radiography_lungs(data: Path) -> Dataset:
    """COVID-19 Radiography Database with masks, which are published at 256 for 299 pixels."""
    samples = []
    for label, folder in covid_image_folders(data).items():
        shared = Sample(
            image="",
            patient_id="radiography",
            source="covid-radiography",
            stratum=f"covid-radiography {label}",
            licence=COVID_LICENCE,
            scaled_mask=True,
        )
        masks = data / COVID_FOLDERS[label] / "masks"
        samples += _folder_pairs(data, data / folder, masks, shared)
    return Dataset("covid-radiography-lungs", (), tuple(samples))


def _folder_pairs(data: Path, images: Path, masks: Path, shared: Sample) -> list[Sample]:
    pairs = pair(images_in(require_folder(images)), masks_by_stem(require_folder(masks)))
    return _filled(shared, pairs, data)


def _filled(shared: Sample, pairs: Iterable[tuple[Path, Path]], data: Path) -> list[Sample]:
    """Return ``shared`` once per pair, with image, mask and a patient of its own."""
    return [
        replace(
            shared,
            image=_place(image, data),
            mask=_place(mask, data),
            patient_id=f"{shared.patient_id}_{image.stem}",
        )
        for image, mask in pairs
    ]


def _masked(sample: Sample, *, mask: str, other_mask: str = "") -> Sample:
    """Return a classified sample as one for lung masks, without its targets."""
    return replace(sample, targets=(), stratum=sample.source, mask=mask, other_mask=other_mask)


def _place(path: Path, data: Path) -> str:
    return path.relative_to(data).as_posix()
