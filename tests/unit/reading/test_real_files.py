"""Real DICOM files: every one is shown or refused, and what is shown agrees with pydicom."""

import csv
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pydicom
import pytest
from numpy.typing import NDArray
from pydicom.pixels.processing import apply_modality_lut, apply_voi_lut

from cxrviewer.domain.errors import ReadingError
from cxrviewer.domain.study import Instance, RefusedFile
from cxrviewer.imaging.voi import initial_voi
from cxrviewer.reading.load import load
from cxrviewer.reading.reader import Reader
from cxrviewer.reading.scan import scan_file
from tests.data.display import render_display

# What the header promises and only decoding can disprove.
SHOWN_BY_HEADER_ALONE = frozenset(
    {"fo-dicom__genFile.dcm", "pydicom__JPEG2000-embedded-sequence-delimiter.dcm"}
)
# What pydicom decodes and a chest workstation leaves alone, with the reason.
REFUSED_THOUGH_DECODABLE: frozenset[str] = frozenset()


@pytest.fixture(scope="module")
def dicom(shared_data: Path) -> Path:
    return shared_data / "dicom"


@pytest.fixture(scope="module")
def manifest(dicom: Path) -> list[dict[str, str]]:
    with (dicom / "manifest.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as made:
        yield made


def pydicom_pixels(path: Path) -> tuple[pydicom.Dataset, NDArray[np.float64]]:
    """Return the data set and its display values 0 to 255 by pydicom's own pipeline."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        dataset = pydicom.dcmread(path, force=True)
        if "TransferSyntaxUID" not in dataset.file_meta:
            dataset.file_meta.TransferSyntaxUID = pydicom.uid.ImplicitVRLittleEndian
        values = apply_modality_lut(dataset.pixel_array, dataset)
        shown = apply_voi_lut(values, dataset).astype(np.float64)
    if "VOILUTSequence" in dataset:
        span = 0.0, 2.0 ** dataset.VOILUTSequence[0].LUTDescriptor[2] - 1
    else:
        lowest = -(2.0 ** (dataset.BitsStored - 1)) if dataset.PixelRepresentation else 0.0
        slope = float(dataset.get("RescaleSlope", 1))
        intercept = float(dataset.get("RescaleIntercept", 0))
        span = (
            lowest * slope + intercept,
            (lowest + 2.0**dataset.BitsStored - 1) * slope + intercept,
        )
    shown = (shown - span[0]) / (span[1] - span[0]) * 255
    inverted = dataset.PhotometricInterpretation == "MONOCHROME1"
    return dataset, 255 - shown if inverted else shown


def test_that_every_file_is_shown_or_refused_with_a_reason_in_time(
    dicom: Path, manifest: list[dict[str, str]], reader: Reader
) -> None:
    entries = {entry.path: entry for entry in reader.scan([dicom])}
    for row in manifest:
        path = dicom / row["file"]
        entry = entries[path]
        before = time.monotonic()
        if not isinstance(entry, Instance) or path.name in SHOWN_BY_HEADER_ALONE:
            with pytest.raises(ReadingError, match=r"\.$"):
                reader.load(path)
        else:
            radiograph = reader.load(path)
            assert radiograph.instance == entry
            assert (radiograph.rows, radiograph.columns) == (entry.rows, entry.columns)
        assert time.monotonic() - before < 10


def test_that_what_pydicom_decodes_is_shown(dicom: Path, manifest: list[dict[str, str]]) -> None:
    refused = {
        Path(row["file"]).name
        for row in manifest
        if row["pixel_decode"].startswith("ok")
        and isinstance(scan_file(dicom / row["file"]), RefusedFile)
    }
    assert refused == REFUSED_THOUGH_DECODABLE


def test_that_real_chest_radiographs_may_be_analysed(dicom: Path) -> None:
    for path in sorted((dicom / "chest").iterdir()):
        entry = scan_file(path)
        assert isinstance(entry, Instance)
        assert entry.analysis_refusal == ""
        assert not entry.synthetic


def test_that_real_radiographs_of_other_parts_and_animals_are_not_analysed(dicom: Path) -> None:
    for path in sorted((dicom / "other_xray").iterdir()):
        entry = scan_file(path)
        if isinstance(entry, Instance) and path.name != "fo-dicom__CR-ModalitySequenceLUT.dcm":
            assert entry.analysis_refusal, path.name
    teeth = scan_file(dicom / "other_xray" / "fo-dicom__CR-ModalitySequenceLUT.dcm")
    assert isinstance(teeth, Instance)
    assert any("another part" in warning for warning in teeth.warnings)


@pytest.mark.parametrize(
    "name",
    [
        "chest/dwv__gdcm-CR-MONO1-10-chest.dcm",
        "chest/fo-dicom__CR-MONO1-10-chest",
        "chest/orthanc-tests__Monochrome1-Jpeg.dcm",
        "chest/pydicom-data__RG1_J2KI.dcm",
        "hard/pydicom-data__vlut_04.dcm",
        "hard/dicom-test-files__54-implicit-file-meta-info.dcm",
        "hard/orthanc-tests__SignedCT.dcm",
        "other_xray/dicom-test-files__RG3_J2KR",
    ],
)
def test_that_the_display_agrees_with_pydicoms_pipeline(dicom: Path, name: str) -> None:
    radiograph = load(dicom / name)
    _, expected = pydicom_pixels(dicom / name)
    shown = render_display(radiograph, initial_voi(radiograph))
    assert np.abs(shown - expected).max() <= 1


def test_that_one_picture_in_six_transfer_syntaxes_is_the_same(dicom: Path) -> None:
    folder = dicom / "hard"
    prefix = "cornerstone3d__CTImage.dcm_"
    exact = [
        "LittleEndianImplicitTransferSyntax_1.2.840.10008.1.2.dcm",
        "DeflatedExplicitVRLittleEndianTransferSyntax_1.2.840.10008.1.2.1.99.dcm",
        "JPEGProcess14TransferSyntax_1.2.840.10008.1.2.4.57.dcm",
        "JPEG2000LosslessOnlyTransferSyntax_1.2.840.10008.1.2.4.90.dcm",
    ]
    first, *others = (load(folder / f"{prefix}{name}") for name in exact)
    for other in others:
        np.testing.assert_array_equal(first.levels[first.indices], other.levels[other.indices])


def test_that_names_of_real_files_are_readable(dicom: Path) -> None:
    expected = {
        "pydicom__chrGerm.dcm": "Äneas, Rüdiger",
        "pydicom__chrFren.dcm": "Buc, Jérôme",
        "pydicom__chrRuss.dcm": "Люкceмбypг",  # noqa: RUF001  (as its writer spelt it)
        "pydicom__chrH31.dcm": "Yamada, Tarou",
        "pydicom__chrX1.dcm": "Wang, XiaoDong",
    }
    for name, readable in expected.items():
        entry = scan_file(dicom / "charset" / name)
        assert isinstance(entry, Instance)
        assert entry.patient.name == readable
