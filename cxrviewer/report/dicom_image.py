"""Writes a picture as a DICOM Digital X-Ray Image for presentation (PS3.3 A.26)."""

from dataclasses import dataclass
from pathlib import Path
from uuid import NAMESPACE_OID, uuid5

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.filewriter import dcmwrite
from pydicom.uid import (
    UID,
    DigitalXRayImageStorageForPresentation,
    ExplicitVRLittleEndian,
)

import cxrviewer
from cxrviewer.domain.radiograph import Window
from cxrviewer.domain.study import Patient, Series, Study
from cxrviewer.report.atomic import write_atomically

SYNTHETIC_IMAGE_TYPE = ("DERIVED", "PRIMARY", "", "SYNTHETIC")
VIEW_CODES = {"PA": ("272479007", "postero-anterior"), "AP": ("399348003", "antero-posterior")}
"""Codes of CID 4010 for the view positions of a frontal picture."""


@dataclass(frozen=True, slots=True, eq=False)
class DxPicture:
    """A frontal chest picture that no patient was exposed for.

    ``values`` is uint16, (rows, columns), MONOCHROME2, each below 2 ** ``bits``; ``spacing`` is
    millimetres per pixel at the detector; ``derivation`` says in a sentence how it was made.
    The image's left is the patient's right.
    """

    values: NDArray[np.uint16]
    bits: int
    spacing: float
    window: Window
    series: Series
    sop_uid: str
    view_position: str
    derivation: str

    def __post_init__(self) -> None:
        if self.values.ndim != 2 or self.values.dtype != np.uint16 or self.values.size == 0:
            raise ValueError("values must be a non-empty 2-d uint16 array")
        if not 1 <= self.bits <= 16 or int(self.values.max()) >= 2**self.bits:
            raise ValueError(f"values do not fit into {self.bits} bits")


def stable_uid(*sources: str) -> str:
    """Return a UID that is the same for the same ``sources``, derived from a UUID (PS3.5 B.2)."""
    return f"2.25.{uuid5(NAMESPACE_OID, chr(0).join(sources)).int}"


def write_dx(path: Path, picture: DxPicture) -> None:
    """Write ``picture`` atomically; the same picture gives the same bytes. Raises ExportError."""
    dataset = FileDataset(path.name, {}, preamble=b"\0" * 128)
    dataset.file_meta = _file_meta(picture)
    _add_patient_and_study(dataset, picture.series.study)
    _add_series_and_equipment(dataset, picture.series)
    _add_anatomy(dataset, picture)
    _add_image(dataset, picture)
    _add_pixels(dataset, picture)
    with write_atomically(path) as file:
        dcmwrite(file, dataset, enforce_file_format=True)


def _file_meta(picture: DxPicture) -> FileMetaDataset:
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = DigitalXRayImageStorageForPresentation
    meta.MediaStorageSOPInstanceUID = UID(picture.sop_uid)
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.ImplementationClassUID = UID(stable_uid("cxrviewer", "implementation"))
    meta.ImplementationVersionName = f"CXRVIEWER_{cxrviewer.__version__}"[:16]
    return meta


def _add_patient_and_study(dataset: Dataset, study: Study) -> None:
    """Patient, General Study and Patient Study modules (PS3.3 C.7.1.1, C.7.2.1, C.7.2.2)."""
    patient: Patient = study.patient
    dataset.SpecificCharacterSet = "ISO_IR 192"
    dataset.PatientName = patient.name
    dataset.PatientID = patient.patient_id
    dataset.PatientBirthDate = patient.birth_date
    dataset.PatientSex = patient.sex
    dataset.StudyInstanceUID = study.uid
    dataset.StudyDate = study.date
    dataset.StudyTime = study.time
    dataset.ReferringPhysicianName = ""
    dataset.StudyID = "1"
    dataset.AccessionNumber = study.accession_number
    dataset.StudyDescription = study.description
    if study.age:
        dataset.PatientAge = study.age


def _add_series_and_equipment(dataset: Dataset, series: Series) -> None:
    """General Series, DX Series, General Equipment (C.7.3.1, C.8.11.1, C.7.5.1)."""
    dataset.Modality = "DX"
    dataset.SeriesInstanceUID = series.uid
    dataset.SeriesNumber = series.number or None
    dataset.SeriesDescription = series.description
    dataset.PresentationIntentType = "FOR PRESENTATION"
    dataset.Manufacturer = "cxrviewer"
    dataset.ManufacturerModelName = "digital thorax phantom"
    dataset.SoftwareVersions = cxrviewer.__version__


def _add_anatomy(dataset: Dataset, picture: DxPicture) -> None:
    """DX Anatomy Imaged, DX Positioning, DX Detector (C.8.11.2, C.8.11.5, C.8.11.4)."""
    dataset.BodyPartExamined = "CHEST"
    dataset.ImageLaterality = "U"
    dataset.AnatomicRegionSequence = [_code("43799004", "Chest")]
    dataset.ViewPosition = picture.view_position
    if picture.view_position in VIEW_CODES:
        dataset.ViewCodeSequence = [_code(*VIEW_CODES[picture.view_position])]
    dataset.PositionerType = "NONE"
    dataset.PatientOrientation = ["L", "F"]
    dataset.DetectorType = ""
    dataset.ImagerPixelSpacing = [picture.spacing, picture.spacing]


def _add_image(dataset: Dataset, picture: DxPicture) -> None:
    """General Image, DX Image, VOI LUT, Acquisition Context, SOP Common (C.8.11.3, C.12.1)."""
    study = picture.series.study
    dataset.SOPClassUID = DigitalXRayImageStorageForPresentation
    dataset.SOPInstanceUID = picture.sop_uid
    dataset.InstanceNumber = 1
    dataset.ImageType = list(SYNTHETIC_IMAGE_TYPE)
    dataset.ContentDate = study.date
    dataset.ContentTime = study.time
    dataset.AcquisitionContextSequence = []
    dataset.DerivationDescription = picture.derivation
    dataset.BurnedInAnnotation = "YES"
    dataset.LossyImageCompression = "00"
    dataset.PixelIntensityRelationship = "LOG"
    dataset.PixelIntensityRelationshipSign = -1
    dataset.RescaleIntercept, dataset.RescaleSlope, dataset.RescaleType = 0, 1, "US"
    dataset.PresentationLUTShape = "IDENTITY"
    dataset.WindowCenter = round(picture.window.center, 3)
    dataset.WindowWidth = round(picture.window.width, 3)
    dataset.VOILUTFunction = picture.window.function.value


def _add_pixels(dataset: Dataset, picture: DxPicture) -> None:
    """Image Pixel module (C.7.6.3)."""
    dataset.SamplesPerPixel = 1
    dataset.PhotometricInterpretation = "MONOCHROME2"
    dataset.Rows, dataset.Columns = (int(size) for size in picture.values.shape)
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit = 16, picture.bits, picture.bits - 1
    dataset.PixelRepresentation = 0
    dataset.add_new("PixelData", "OW", picture.values.astype("<u2").tobytes())


def _code(value: str, meaning: str) -> Dataset:
    """Return an item of a code sequence with a SNOMED CT code (PS3.3 8.8)."""
    item = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = value, "SCT", meaning
    return item
