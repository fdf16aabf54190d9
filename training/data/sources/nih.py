"""NIH ChestX-ray14 as published (Wang et al., CVPR 2017).

``Data_Entry_2017_v2020.csv`` or ``Data_Entry_2017.csv``, the images in ``images_001/images`` to
``images_012/images`` or in ``images``, and the official lists where they are there.
"""

from functools import cache
from pathlib import Path

from cxrviewer.domain.errors import UsageError
from training.data.samples import NIH_LABELS, TUBERCULOSIS, Dataset, Sample
from training.data.sources.folders import index_by_name, place_listed
from training.data.sources.options import chosen
from training.data.sources.persons import age_of, sex_of, view_of
from training.data.sources.tables import Row, first_of, read_lines, read_table, refuse_duplicates

LICENCE = "NIH Clinical Center: free use with attribution (Wang et al., CVPR 2017) and a link"
ENTRY_LISTS = tuple(
    f"Data_Entry_2017{version}.csv{packed}" for version in ("_v2020", "") for packed in ("", ".gz")
)
NAME, FINDINGS, FOLLOW_UP, PATIENT = "Image Index", "Finding Labels", "Follow-up #", "Patient ID"
AGE, SEX, VIEW = "Patient Age", "Patient Gender", "View Position"
NO_FINDING = "No Finding"
TRAIN_VALIDATION, TEST = "train_val", "test"
OFFICIAL_LISTS = {TRAIN_VALIDATION: "train_val_list.txt", TEST: "test_list.txt"}


def read_nih(data: Path, *, labels: str = "", missing: str = "refuse") -> Dataset:
    """Fourteen text-mined labels; official lists; missing=refuse, leave-out or keep."""
    wanted = nih_labels(labels)
    rows = read_table(
        first_of(data, ENTRY_LISTS),
        required=(NAME, FINDINGS, FOLLOW_UP, PATIENT, AGE, SEX, VIEW),
    )
    refuse_duplicates(rows, NAME)
    part_of = read_official_parts(data)
    folders = [path for path in sorted(data.glob("images*")) if path.is_dir()]
    places = index_by_name(folders, data)
    placed = place_listed(rows, lambda row: row.text(NAME), places, missing=missing)
    samples = [_sample(row, image, wanted, part_of) for row, image in placed]
    return Dataset("nih", wanted, tuple(samples))


def nih_labels(text: str) -> tuple[str, ...]:
    """Return the labels asked for; tuberculosis is refused by name."""
    if TUBERCULOSIS.lower() in text.lower() or text.strip().lower() == "tb":
        raise UsageError(
            "ChestX-ray14 has no tuberculosis label, on none of its 112,120 radiographs.",
            remedy="Take tuberculosis from tbx11k, shenzhen, montgomery or qatar-tb.",
        )
    return chosen(text, NIH_LABELS, what="label")


def nih_patient(row: Row, column: str) -> str:
    """Return the patient's eight digits, as the image names begin."""
    return f"{row.whole(column):08}"


def read_official_parts(data: Path) -> dict[str, str]:
    """Return image name -> train_val or test; empty where the official lists are not there."""
    part_of: dict[str, str] = {}
    for part, name in OFFICIAL_LISTS.items():
        path = first_of(data, (name, f"{name}.gz"))
        if not path.is_file():
            continue
        for image, row in read_lines(path).items():
            if image in part_of:
                raise UsageError(
                    f"Row {row}: {image} is in both official lists.",
                    remedy="Fetch them again.",
                    path=path,
                )
            part_of[image] = part
    return part_of


def _sample(row: Row, image: str, labels: tuple[str, ...], part_of: dict[str, str]) -> Sample:
    name, findings = row.text(NAME), _findings(row)
    if part_of and name not in part_of:
        raise row.error(f"{name} is in neither official list.", remedy="Fetch the lists again.")
    return Sample(
        image=image,
        patient_id=nih_patient(row, PATIENT),
        source="nih",
        stratum="nih",
        targets=tuple(float(label in findings) for label in labels),
        view=view_of(row.text(VIEW)),
        age=age_of(row.text(AGE)),
        sex=sex_of(row.text(SEX)),
        part=part_of.get(name, ""),
        licence=LICENCE,
        follow_up=row.whole(FOLLOW_UP),
        listed=row.place,
    )


def _findings(row: Row) -> frozenset[str]:
    try:
        return parse_findings(row.text(FINDINGS))
    except ValueError as error:
        raise row.error(str(error)) from None


@cache
def parse_findings(text: str) -> frozenset[str]:
    """Return the labels of ``Mass|Edema``; ValueError for one that the data set does not have."""
    found = frozenset(text.split("|"))
    if found == {NO_FINDING}:
        return frozenset()
    strange = sorted(found.difference(NIH_LABELS))
    if strange:
        raise ValueError(f"There is no label {', '.join(strange)} in ChestX-ray14.")
    return found
