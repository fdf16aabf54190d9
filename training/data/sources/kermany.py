"""The paediatric pneumonia set of Kermany et al., Cell 2018 (Guangzhou, one to five years).

``train``, ``val`` and ``test`` with ``NORMAL`` and ``PNEUMONIA``; the patient is in the names:
``person12_bacteria_34.jpeg``, ``IM-0115-0001.jpeg``, ``NORMAL2-IM-0196-0001.jpeg``.
"""

import re
from pathlib import Path

from cxrviewer.domain.errors import UsageError
from training.data.samples import Dataset, Sample
from training.data.sources.folders import images_in, require_folder

LICENCE = "CC BY 4.0 (Kermany et al., Mendeley Data)"
PNEUMONIA = "Pneumonia"
PARTS = {"train": "train", "val": "validation", "test": "test"}
SICK = re.compile(r"(person\d+)_(bacteria|virus)_\d+")
HEALTHY = re.compile(r"((?:NORMAL2-)?IM-\d+)-\d+(?:-\d+)?")


def read_kermany(data: Path) -> Dataset:
    """{train,val,test}/{NORMAL,PNEUMONIA}; children, so never a match for adults.

    The numbers of persons start anew in the published test part. Whether person1 of one part is
    person1 of another is not told, so they count as one: ``check-leakage`` reports the published
    parts, and a split by patient keeps them together.
    """
    samples = []
    for folder, part in PARTS.items():
        for kind, pattern in (("NORMAL", HEALTHY), ("PNEUMONIA", SICK)):
            for image in images_in(require_folder(data / folder / kind)):
                samples.append(_sample(image, data, pattern, part))
    return Dataset("kermany", (PNEUMONIA,), tuple(samples))


def _sample(image: Path, data: Path, pattern: re.Pattern[str], part: str) -> Sample:
    named = pattern.fullmatch(image.stem)
    if named is None:
        raise UsageError(
            f"The name does not tell the patient as those of {image.parent.name} do.",
            remedy="Restore the published name, or move the file elsewhere.",
            path=image,
        )
    cause = named[2] if pattern is SICK else "normal"
    return Sample(
        image=image.relative_to(data).as_posix(),
        patient_id=f"kermany_{named[1]}",
        source="kermany",
        stratum=f"kermany {cause}",
        targets=(float(pattern is SICK),),
        view="AP",
        part=part,
        licence=LICENCE,
    )
