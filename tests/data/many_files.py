"""A folder of thousands of small radiographs, written quickly: one file with other identifiers."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydicom.dataset import Dataset

from tests.data.dicom_files import chest, ramp, write

IMAGES_PER_STUDY = 2
SIDE = 64
Changes = Iterable[tuple[bytes, bytes]]


def write_many(folder: Path, count: int, *, full: bool = False) -> None:
    """Write ``count`` radiographs of ``count / 2`` patients into folders of a thousand.

    ``full`` headers are like a modality's: 70 elements, four sequences, and another window,
    spacing, time and dose in every file.
    """
    template = write(folder / "template", full_header() if full else _template()).read_bytes()
    (folder / "template").unlink()
    for number in range(count):
        content = template
        for old, new in (*_identity(number), *(_acquisition(number) if full else ())):
            content = content.replace(old, new)
        target = folder / f"{number // 1000:03}"
        target.mkdir(exist_ok=True)
        (target / f"IM{number}").write_bytes(content)


def _identity(number: int) -> Changes:
    study = number // IMAGES_PER_STUDY
    return (
        (b"1.2.826.0.1.10000001", b"1.2.826.0.1.%08d" % (10_000_000 + study)),
        (b"1.2.826.0.2.10000001", b"1.2.826.0.2.%08d" % (10_000_000 + study)),
        (b"1.2.826.0.3.10000001", b"1.2.826.0.3.%08d" % (10_000_000 + number)),
        (b"Person^00000001", b"Person^%08d" % (study * 7919 % 10_000_000)),
        (b"ID00000001", b"ID%08d" % study),
        (b"20200101", b"20%02d%02d%02d" % (study % 24, 1 + study % 12, 1 + study % 28)),
    )


def _acquisition(number: int) -> Changes:
    return (
        (b"2047.0", b"%04d.0" % (1000 + number * 7919 % 2000)),
        (b"4095.0", b"%04d.0" % (2000 + number * 104_729 % 2000)),
        (b"0.1391", b"0.1%03d" % (number % 1000)),
        (b"101112.000001", b"101112.%06d" % number),
        (b"1.2.826.0.4.10000001", b"1.2.826.0.4.%08d" % (10_000_000 + number)),
        (b"12.345", b"%06.3f" % (number % 90)),
    )


def _template() -> Dataset:
    return chest(
        ramp(SIDE, SIDE),
        StudyInstanceUID="1.2.826.0.1.10000001",
        SeriesInstanceUID="1.2.826.0.2.10000001",
        SOPInstanceUID="1.2.826.0.3.10000001",
        PatientName="Person^00000001",
        PatientID="ID00000001",
        StudyDate="20200101",
    )


def full_header() -> Dataset:
    """Return a radiograph with a header as a modality writes it."""
    dataset = _template()
    for keyword, value in FULL.items():
        setattr(dataset, keyword, value)
    for number in range(24):
        dataset.add_new(0x00191010 + number, "LO", f"OF A VENDOR {number}")
    dataset.add_new(0x00190010, "LO", "VENDOR")
    dataset.ViewCodeSequence = [_code("R-10206", "postero-anterior")]
    dataset.AnatomicRegionSequence = [_code("51185008", "Chest")]
    request = _code("71045", "Radiologic examination, chest")
    request.RequestedProcedureCodeSequence = [_code("71045", "Radiologic examination, chest")]
    dataset.RequestAttributesSequence = [request]
    made_of = Dataset()
    made_of.ReferencedSOPClassUID = dataset.SOPClassUID
    made_of.ReferencedSOPInstanceUID = "1.2.826.0.4.10000001"
    dataset.SourceImageSequence = [made_of]
    return dataset


def _code(value: str, meaning: str) -> Dataset:
    item = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = value, "SRT", meaning
    return item


FULL: Mapping[str, Any] = {
    "SpecificCharacterSet": "ISO_IR 100",
    "ImageType": ["ORIGINAL", "PRIMARY", ""],
    "InstanceCreationDate": "20200101",
    "InstanceCreationTime": "101112.000001",
    "StudyTime": "101112",
    "AcquisitionTime": "101112.000001",
    "AccessionNumber": "A00000001",
    "PresentationIntentType": "FOR PRESENTATION",
    "Manufacturer": "MAKER",
    "InstitutionName": "HOSPITAL",
    "StationName": "ROOM1",
    "StudyDescription": "Thorax p.a.",
    "SeriesDescription": "Thorax p.a.",
    "ManufacturerModelName": "MODEL",
    "PatientBirthDate": "19300131",
    "PatientSex": "F",
    "KVP": "125",
    "DistanceSourceToDetector": "1800",
    "ExposureTime": "4",
    "ExposureInuAs": "1250",
    "ImageAndFluoroscopyAreaDoseProduct": "12.345",
    "Grid": ["FOCUSED", "PARALLEL"],
    "DetectorType": "DIRECT",
    "ExposureIndex": "234.5",
    "ImagerPixelSpacing": ["0.1391", "0.1391"],
    "SeriesNumber": "1",
    "InstanceNumber": "1",
    "PatientOrientation": ["L", "F"],
    "ImageLaterality": "U",
    "BurnedInAnnotation": "NO",
    "LossyImageCompression": "00",
    "PixelIntensityRelationship": "LOG",
    "WindowCenter": "2047.0",
    "WindowWidth": "4095.0",
    "RescaleIntercept": "0",
    "RescaleSlope": "1",
    "RescaleType": "US",
    "PresentationLUTShape": "IDENTITY",
}
