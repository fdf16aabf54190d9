"""Patient, Study, Series, Instance: DICOM's hierarchy (PS3.3 A.1.2), for rasters as well.

A PNG or JPEG file has no hierarchy of its own: each is its own Study with empty identifiers, so
that a folder of rasters lists one row per picture. ``Study.key`` and ``Series.key`` tell such
studies apart.
"""

from dataclasses import dataclass
from pathlib import Path

from cxrviewer.domain.presentation import PresentationState
from cxrviewer.domain.status import FileKind, Status

__all__ = [
    "LATERAL_WARNING",
    "FileKind",
    "Instance",
    "Patient",
    "RefusedFile",
    "ScanEntry",
    "Series",
    "Status",
    "Study",
]

# One of the sentences of Instance.warnings that more than its reader has to know.
# Pixels of the longer side of the small picture of an Instance.
THUMBNAIL_SIDE = 128
LATERAL_WARNING = "This seems to be a lateral view; the models know frontal views only."


@dataclass(frozen=True, slots=True)
class Patient:
    """Text as in the file, plain and unescaped; empty where absent.

    ``issuer`` is Issuer of Patient ID (0010,0021): the same ``patient_id`` of two issuers means
    two patients.
    """

    patient_id: str = ""
    name: str = ""
    birth_date: str = ""
    sex: str = ""
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class Study:
    """One examination. ``date`` is YYYYMMDD or empty, ``age`` a DICOM age string such as 042Y."""

    patient: Patient
    uid: str = ""
    key: str = ""
    date: str = ""
    time: str = ""
    description: str = ""
    accession_number: str = ""
    age: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """Instances of one Study made together."""

    study: Study
    uid: str = ""
    key: str = ""
    modality: str = ""
    number: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Instance:
    """One readable picture on disk, known by its header alone.

    ``rows`` and ``columns`` are pixels as stored. ``warnings`` are sentences for the person.
    ``analysis_refusal`` is empty when the models may be asked, else the sentence that says why not.
    ``synthetic`` is true when the file says that no patient was imaged.
    """

    path: Path
    kind: FileKind
    series: Series
    sop_uid: str = ""
    sop_class_uid: str = ""
    transfer_syntax_uid: str = ""
    photometric_interpretation: str = ""
    view_position: str = ""
    laterality: str = ""
    body_part: str = ""
    rows: int = 0
    columns: int = 0
    frames: int = 1
    warnings: tuple[str, ...] = ()
    analysis_refusal: str = ""
    synthetic: bool = False

    @property
    def status(self) -> Status:
        return Status.WARNING if self.warnings else Status.OK

    @property
    def study(self) -> Study:
        return self.series.study

    @property
    def patient(self) -> Patient:
        return self.series.study.patient


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that will not be shown, and why. Identifiers are filled as far as they were read."""

    path: Path
    kind: FileKind
    reason: str
    study_uid: str = ""
    series_uid: str = ""
    sop_uid: str = ""

    @property
    def status(self) -> Status:
        return Status.REFUSED


ScanEntry = Instance | RefusedFile | PresentationState
