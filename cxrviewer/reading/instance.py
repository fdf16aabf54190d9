"""Patient, Study, Series and Instance out of a DICOM header, PS3.3 C.7."""

import hashlib
import os
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from pydicom.datadict import tag_for_keyword

from cxrviewer.domain.study import LATERAL_WARNING, FileKind, Instance, Patient, Series, Study
from cxrviewer.reading.elements import Elements, person_name, text, texts
from cxrviewer.reading.eligibility import (
    ELSEWHERE_WARNING,
    analysis_refusal,
    described_elsewhere,
    is_lateral,
)
from cxrviewer.reading.header import Outline
from cxrviewer.reading.pixel_format import PixelFormat

SCAN_KEYWORDS = """
SpecificCharacterSet ImageType SOPClassUID SOPInstanceUID StudyDate StudyTime AccessionNumber
Modality StudyDescription SeriesDescription ViewCodeSequence PatientName PatientID
PatientBirthDate PatientSex PatientAge PatientSpeciesDescription PatientSpeciesCodeSequence
PatientBreedDescription PatientSexNeutered ResponsiblePersonRole BodyPartExamined ViewPosition
StudyInstanceUID SeriesInstanceUID SeriesNumber Laterality ImageLaterality SamplesPerPixel
PhotometricInterpretation PlanarConfiguration NumberOfFrames Rows Columns BitsAllocated
BitsStored HighBit PixelRepresentation DirectoryRecordSequence AnatomicRegionSequence
ProtocolName PatientOrientation IssuerOfPatientID PresentationLUTShape LossyImageCompression
WindowCenter WindowWidth WindowCenterWidthExplanation VOILUTFunction RescaleSlope RescaleIntercept
PixelSpacing ImagerPixelSpacing NominalScannedPixelSpacing PixelSpacingCalibrationType
"""
SCAN_TAGS = tuple(tag for tag in map(tag_for_keyword, SCAN_KEYWORDS.split()) if tag is not None)
SYNTHETIC = "SYNTHETIC"


def read_instance(
    path: Path, header: Outline, form: PixelFormat, doubts: tuple[str, ...] = ()
) -> Instance:
    """Return what the header says of the picture in ``path``; ``doubts`` join its warnings."""
    bare = read_picture(header, form)
    return replace(
        bare,
        path=path,
        series=read_series(path, header.dataset),
        sop_uid=text(header.dataset, "SOPInstanceUID"),
        warnings=(*bare.warnings, *doubts),
    )


def read_picture(header: Outline, form: PixelFormat) -> Instance:
    """Return what the header says of the picture, whose and wherever it is."""
    dataset = header.dataset
    refusal = analysis_refusal(dataset, form)
    return Instance(
        path=Path(),
        kind=FileKind.DICOM,
        series=Series(Study(Patient())),
        sop_class_uid=text(dataset, "SOPClassUID"),
        transfer_syntax_uid=header.transfer_syntax,
        photometric_interpretation=form.photometric,
        view_position=text(dataset, "ViewPosition"),
        laterality=text(dataset, "ImageLaterality") or text(dataset, "Laterality"),
        body_part=text(dataset, "BodyPartExamined"),
        rows=form.rows,
        columns=form.columns,
        frames=form.frames,
        warnings=_warnings(dataset, form, refusal),
        analysis_refusal=refusal,
        synthetic=SYNTHETIC in (value.upper() for value in texts(dataset, "ImageType")),
    )


def file_key(path: Path) -> str:
    """Return a key for a study or series that has no identifier of its own."""
    return f"file:{quote(os.fsencode(path))}"


def read_series(path: Path, dataset: Elements) -> Series:
    """Return patient, study and series; ``path`` is their key where they have no identifier."""
    uid = text(dataset, "SeriesInstanceUID")
    return Series(
        study=_read_study(path, dataset),
        uid=uid,
        key=uid or file_key(path),
        modality=text(dataset, "Modality"),
        number=text(dataset, "SeriesNumber"),
        description=text(dataset, "SeriesDescription"),
    )


def _read_study(path: Path, dataset: Elements) -> Study:
    uid, patient = text(dataset, "StudyInstanceUID"), _read_patient(dataset)
    return Study(
        patient=patient,
        uid=uid,
        key=_study_key(uid, patient) if uid else file_key(path),
        date=_date(dataset, "StudyDate"),
        time=text(dataset, "StudyTime"),
        description=text(dataset, "StudyDescription"),
        accession_number=text(dataset, "AccessionNumber"),
        age=text(dataset, "PatientAge"),
    )


def _study_key(uid: str, patient: Patient) -> str:
    """Return what keeps two patients apart even where their files claim one study.

    Only a digest of the patient: keys end up in places where no patient's text may stand. Writing
    a name in capitals, or with other separators, makes no other patient.
    """
    name = re.sub(r"\W+", "", patient.name.casefold())
    whose = "\0".join((patient.patient_id, name, patient.birth_date))
    return f"{uid} {hashlib.sha256(whose.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def _read_patient(dataset: Elements) -> Patient:
    return Patient(
        patient_id=text(dataset, "PatientID"),
        name=person_name(dataset, "PatientName"),
        birth_date=_date(dataset, "PatientBirthDate"),
        sex=text(dataset, "PatientSex"),
        issuer=text(dataset, "IssuerOfPatientID"),
    )


def _date(dataset: Elements, keyword: str) -> str:
    # ACR-NEMA wrote dates as 1993.07.21.
    found = text(dataset, keyword).replace(".", "").replace("-", "")
    return found if len(found) == 8 and found.isascii() and found.isdigit() else ""


def _warnings(dataset: Elements, form: PixelFormat, refusal: str) -> tuple[str, ...]:
    found = list(form.warnings)
    if form.frames > 1:
        done = "shown" if refusal else "shown and analysed, without a window the first"
        found.append(f"The object has {form.frames} frames; one at a time is {done}.")
    if not refusal and described_elsewhere(dataset):
        found.append(ELSEWHERE_WARNING)
    if not refusal and is_lateral(dataset):
        found.append(LATERAL_WARNING)
    return tuple(found)
