"""A folder of DICOM files, through the viewer's own reading; labels from a list by SOP UID."""

import logging
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from cxrviewer.domain.errors import UsageError
from cxrviewer.domain.study import FileKind, Instance
from cxrviewer.reading.discover import walk
from cxrviewer.reading.scan import scan_file
from training.data.samples import Dataset, Sample
from training.data.sources.folders import require_folder
from training.data.sources.options import words
from training.data.sources.persons import age_of, sex_of, view_of
from training.data.sources.tables import Row, read_table, refuse_duplicates

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class DicomOptions:
    """A list of labels with its UID column, ``labels`` with commas, the set's name and licence."""

    file: str = ""
    uid: str = "SOPInstanceUID"
    labels: str = ""
    source: str = "dicom"
    licence: str = ""


def read_dicom_folder(data: Path, options: DicomOptions) -> Dataset:
    """DICOM files below the folder; with file=labels.csv labels=a,b by their SOP Instance UID.

    Without a list the radiographs have no labels, as distilling needs them. Files that the viewer
    would refuse, or that are no chest radiograph for the models, are left out and counted.
    """
    columns = words(options.labels)
    if bool(options.file) != bool(columns):
        raise UsageError("A list needs labels, and labels a list.", remedy="Give file and labels.")
    found = _radiographs(require_folder(data))
    if not found:
        raise UsageError(
            "The folder holds no chest radiograph in DICOM.",
            remedy="Name the folder of the DICOM files.",
            path=data,
        )
    if not options.file:
        return Dataset("dicom", (), tuple(_sample(one, data, options, ()) for one in found))
    rows = _rows_by_uid(data / options.file, options.uid, columns)
    _refuse_strangers(found, rows)
    labelled = [one for one in found if one.sop_uid in rows]
    if len(labelled) < len(found):
        log.warning("%d radiographs without labels are left out", len(found) - len(labelled))
    samples = [
        _sample(one, data, options, _targets(rows[one.sop_uid], columns)) for one in labelled
    ]
    return Dataset("dicom", columns, tuple(samples))


def _targets(row: Row, columns: tuple[str, ...]) -> tuple[float, ...]:
    return tuple(row.binary(column, missing=True) for column in columns)


def _radiographs(data: Path) -> list[Instance]:
    """Return the readable chest radiographs; one SOP Instance UID is one object, in one copy."""
    kept: dict[str, Instance] = {}
    left_out: Counter[str] = Counter()
    for path in walk([data]):
        entry = scan_file(path)
        if entry.kind is not FileKind.DICOM:
            continue
        if not isinstance(entry, Instance):
            left_out["unreadable"] += 1
        elif entry.analysis_refusal:
            left_out["not for the models"] += 1
        elif entry.sop_uid in kept:
            left_out["second copies"] += 1
        else:
            kept[entry.sop_uid] = entry
    if left_out:
        log.warning("DICOM files left out: %s", dict(left_out))
    return list(kept.values())


def _rows_by_uid(path: Path, uid: str, columns: tuple[str, ...]) -> dict[str, Row]:
    rows = read_table(path, required=(uid, *columns))
    refuse_duplicates(rows, uid)
    return {row.text(uid): row for row in rows}


def _refuse_strangers(found: list[Instance], rows: dict[str, Row]) -> None:
    present = {instance.sop_uid for instance in found}
    for uid, row in rows.items():
        if uid not in present:
            raise row.error(
                f"No chest radiograph in the folder has the SOP Instance UID {uid}.",
                remedy="Fetch the file, or remove the row.",
            )


def _sample(
    instance: Instance, data: Path, options: DicomOptions, targets: tuple[float, ...]
) -> Sample:
    study = instance.study
    patient = instance.patient.patient_id or study.uid
    return Sample(
        image=instance.path.relative_to(data).as_posix(),
        patient_id=f"{options.source}_{patient}",
        source=options.source,
        stratum=options.source,
        targets=targets,
        view=view_of(instance.view_position),
        age=age_of(study.age),
        sex=sex_of(instance.patient.sex),
        licence=options.licence,
    )
