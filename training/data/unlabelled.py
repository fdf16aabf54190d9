"""A folder of radiographs without labels: DICOM, PNG and JPEG, by the viewer's own reading."""

import logging
from pathlib import Path

from cxrviewer.domain.errors import UsageError
from cxrviewer.domain.study import FileKind, Instance
from cxrviewer.reading.discover import walk
from cxrviewer.reading.scan import scan_file
from training.data.samples import Sample
from training.data.sources.folders import require_folder
from training.data.sources.persons import view_of

SOURCE = "unlabelled"

log = logging.getLogger(__name__)


def unlabelled_samples(folder: Path) -> tuple[Sample, ...]:
    """Return every radiograph below ``folder`` that the models may see, each object once.

    What cannot be read, and what is no chest radiograph, is left out and counted in the log.
    """
    kept: dict[str, Instance] = {}
    left_out = 0
    for path in walk([require_folder(folder)]):
        entry = scan_file(path)
        if not isinstance(entry, Instance) or entry.analysis_refusal:
            left_out += 1
            continue
        kept.setdefault(entry.sop_uid or str(path), entry)
    if left_out:
        log.warning("%d files are left out: unreadable, or no chest radiographs", left_out)
    if not kept:
        raise UsageError(
            "The folder holds no chest radiograph.",
            remedy="Name a folder of DICOM, PNG or JPEG files.",
            path=folder,
        )
    return tuple(_sample(instance, folder) for instance in kept.values())


def _sample(instance: Instance, folder: Path) -> Sample:
    place = instance.path.relative_to(folder).as_posix()
    is_dicom = instance.kind is FileKind.DICOM
    patient = instance.patient.patient_id or instance.study.uid if is_dicom else place
    return Sample(
        image=place,
        patient_id=patient,
        source=SOURCE,
        stratum=SOURCE,
        view=view_of(instance.view_position) if is_dicom else "",
    )
