"""Shenzhen and Montgomery, the tuberculosis sets of the National Library of Medicine.

``CXR_png/CHNCXR_0001_0.png`` or ``MCUCXR_0001_0.png``, whose last digit is 1 for tuberculosis,
and ``ClinicalReadings`` with one text per image. Each image is of another patient.
"""

import re
from pathlib import Path

from cxrviewer.domain.errors import UsageError
from training.data.samples import TUBERCULOSIS, Dataset, Sample
from training.data.sources.folders import images_in, require_folder
from training.data.sources.persons import age_of, sex_of
from training.data.sources.tables import read_text

LICENCE = "NLM: research use with citation of Jaeger et al. 2014 and Candemir et al. 2014"
SHENZHEN, MONTGOMERY = "shenzhen", "montgomery"
NAMES = {
    SHENZHEN: re.compile(r"(CHNCXR_\d{4})_([01])"),
    MONTGOMERY: re.compile(r"(MCUCXR_\d{4})_([01])"),
}
SEX = re.compile(r"\b(female|male|f|m)\b", re.IGNORECASE)
AGE = re.compile(r"\b\d+\s*(?:y|m(?!ale)|w|d)", re.IGNORECASE)


def read_shenzhen(data: Path) -> Dataset:
    """CXR_png/CHNCXR_*.png with ClinicalReadings: tuberculosis or normal."""
    return _read(data, SHENZHEN)


def read_montgomery(data: Path) -> Dataset:
    """CXR_png/MCUCXR_*.png with ClinicalReadings: tuberculosis or normal."""
    return _read(data, MONTGOMERY)


def _read(data: Path, source: str) -> Dataset:
    images = images_in(require_folder(data / "CXR_png", data / "images"))
    samples = tuple(nlm_sample(image, data, source) for image in images)
    return Dataset(source, (TUBERCULOSIS,), samples)


def nlm_sample(image: Path, data: Path, source: str) -> Sample:
    """Return the sample that an image's name and its reading describe."""
    named = NAMES[source].fullmatch(image.stem)
    if named is None:
        raise UsageError(
            f"The name is not one of the {source} set, which ends in _0 or _1.",
            remedy="Restore the published name, or move the file elsewhere.",
            path=image,
        )
    age, sex = _read_person(data / "ClinicalReadings" / f"{image.stem}.txt")
    return Sample(
        image=image.relative_to(data).as_posix(),
        patient_id=image.stem,
        source=source,
        stratum=f"{source} {'tb' if named[2] == '1' else 'normal'}",
        targets=(float(named[2]),),
        view="PA",
        age=age,
        sex=sex,
        licence=LICENCE,
    )


def _read_person(path: Path) -> tuple[float, str]:
    """Return age and sex of a reading such as ``male 45yrs`` or ``Patient's Age: 027Y``."""
    if not path.is_file():
        return age_of(""), ""
    text = read_text(path)
    sex, age = SEX.search(text), AGE.search(text)
    return age_of(age[0] if age else ""), sex_of(sex[0] if sex else "")
