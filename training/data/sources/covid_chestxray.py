"""ieee8023/covid-chestxray-dataset (Cohen et al.): ``metadata.csv`` beside ``images``."""

import logging
from pathlib import Path

from cxrviewer.domain.errors import UsageError
from training.data.samples import Dataset, Sample
from training.data.sources.classes import COVID, COVID3, NORMAL, OTHER_PNEUMONIA, one_hot
from training.data.sources.folders import index_by_name, place_listed, require_folder
from training.data.sources.options import words
from training.data.sources.persons import age_of, sex_of, view_of
from training.data.sources.tables import Row, read_table, refuse_duplicates

COLUMNS = ("patientid", "finding", "view", "modality", "filename", "license", "age", "sex")
PNEUMONIA, NO_FINDING = "Pneumonia", "No Finding"
UNLABELLED = frozenset({"", "todo", "unknown"})
FRONTAL = "PA,AP,AP Supine,AP Erect"

log = logging.getLogger(__name__)


def read_covid_chestxray(data: Path, *, views: str = FRONTAL, missing: str = "refuse") -> Dataset:
    """metadata.csv with images: COVID-19, other pneumonia, normal; radiographs of ``views`` only.

    Other findings are 0 in all three columns. CT, unlabelled rows and other views are left out.
    """
    rows = read_table(data / "metadata.csv", required=COLUMNS)
    kept = [row for row in rows if _is_wanted(row, words(views))]
    log.info("%d of %d rows are labelled radiographs of %s", len(kept), len(rows), views)
    if not kept:
        raise UsageError(
            f"No row is a labelled radiograph of {views}.",
            remedy="Name other views.",
            path=data / "metadata.csv",
        )
    refuse_duplicates(kept, "filename")
    places = index_by_name([require_folder(data / "images")], data)
    placed = place_listed(kept, lambda row: row.text("filename"), places, missing=missing)
    return Dataset("covid-chestxray", COVID3, tuple(_sample(*one) for one in placed))


def label_of(finding: str) -> str:
    """Return the class of ``Pneumonia/Viral/COVID-19`` or older ``COVID-19, ARDS``; else empty."""
    steps = finding.split("/")
    if COVID in finding:
        return COVID
    if steps[0] == PNEUMONIA:
        return OTHER_PNEUMONIA
    return NORMAL if finding == NO_FINDING else ""


def _is_wanted(row: Row, views: tuple[str, ...]) -> bool:
    return (
        row.cells["modality"] == "X-ray"
        and row.cells["view"] in views
        and row.cells["finding"].lower() not in UNLABELLED
    )


def _sample(row: Row, image: str) -> Sample:
    label = label_of(row.text("finding"))
    return Sample(
        image=image,
        patient_id=f"ieee_{row.text('patientid')}",
        source="covid-chestxray",
        stratum=f"covid-chestxray {label or 'other finding'}",
        targets=one_hot(label, COVID3),
        view=view_of(row.cells["view"]),
        age=age_of(row.cells["age"]),
        sex=sex_of(row.cells["sex"]),
        licence=row.cells["license"] or "unclear",
        listed=row.place,
    )
