"""Coded findings about one header: each has its cause, its tag and its severity."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from struct import pack
from typing import Any

import numpy as np
import pytest
from pydicom.uid import ExplicitVRBigEndian, ImplicitVRLittleEndian, JPEGBaseline8Bit

from cxrviewer.domain.errors import ReadingError
from cxrviewer.domain.study import Instance, RefusedFile, Status
from cxrviewer.reading.header import parse_header
from cxrviewer.reading.limits import STANDARD_LIMITS
from cxrviewer.reading.load import load
from cxrviewer.reading.pixel_format import read_pixel_format
from cxrviewer.reading.pydicom_quiet import quiet_pydicom
from cxrviewer.reading.scan import scan_file
from cxrviewer.reading.validator.finding import HeaderFinding, Severity, tag_name
from cxrviewer.reading.validator.validate import find
from tests.data.dicom_files import chest, compress, ramp, write, write_compressed
from tests.data.hostile.raw import dicom

TODAY = date(2026, 5, 1)


def findings(path: Path) -> list[HeaderFinding]:
    with quiet_pydicom():
        header = parse_header(path.read_bytes(), limits=STANDARD_LIMITS)
        return list(find(header, read_pixel_format(header), STANDARD_LIMITS, today=TODAY))


def codes(path: Path) -> list[str]:
    return [finding.code for finding in findings(path)]


def short(group: int, element: int, vr: bytes, value: bytes) -> bytes:
    """Return one explicit little-endian element with a 16-bit length."""
    value += b" " * (len(value) % 2)
    return pack("<HH2sH", group, element, vr, len(value)) + value


def with_elements(path: Path, before: bytes, added: bytes) -> Path:
    """Put ``added`` in front of the element whose bytes begin with ``before``."""
    data = path.read_bytes()
    assert data.count(before) == 1
    path.write_bytes(data.replace(before, added + before))
    return path


NAME = b"\x10\x00\x10\x00PN"
PATIENT_ID = b"\x10\x00\x20\x00LO"
SOP_UID = b"\x08\x00\x18\x00UI"
ROWS = b"\x28\x00\x10\x00US"


def test_that_a_sound_header_has_no_findings(tmp_path: Path) -> None:
    sound = chest(
        StudyDate="20200131",
        PatientBirthDate="19600201",
        PatientAge="059Y",
        PatientSex="F",
        PatientOrientation=["L", "F"],
        WindowCenter="2000",
        WindowWidth="4000",
        RescaleSlope="1",
        RescaleIntercept="0",
        ImagerPixelSpacing=[0.1, 0.1],
        ImageLaterality="U",
    )
    for syntax in (ImplicitVRLittleEndian, ExplicitVRBigEndian):
        path = write(tmp_path / "a", sound, syntax=syntax)
        assert findings(path) == []
        assert scan_file(path).status is Status.OK


@pytest.mark.parametrize(
    ("elements", "code"),
    [
        ({"SOPInstanceUID": ""}, "uid-missing"),
        ({"StudyInstanceUID": None}, "uid-missing"),
        ({"SeriesInstanceUID": "1.2.x"}, "uid-form"),
        ({"StudyInstanceUID": "1.2.03"}, "uid-form"),
        ({"StudyInstanceUID": "1." + "2" * 70}, "uid-form"),
        ({"PatientID": "A\\B"}, "multiple-values"),
        ({"PatientID": "P\u202e1", "SpecificCharacterSet": "ISO_IR 192"}, "hidden-characters"),
        ({"PatientName": "A\nB^C"}, "hidden-characters"),
        ({"PatientID": "1" * 65}, "too-long"),
        ({"PatientSex": "X"}, "sex"),
        ({"PatientAge": "999Y"}, "age"),
        ({"PatientAge": "-05Y"}, "age"),
        ({"PatientAge": "forty"}, "age"),
        ({"StudyDate": "20201301"}, "date"),
        ({"StudyDate": "20230229"}, "date"),
        ({"StudyDate": "20990101"}, "date-future"),
        ({"StudyDate": "18000101"}, "date-early"),
        ({"PatientBirthDate": "20990101"}, "date-future"),
        ({"PatientBirthDate": "20210101", "StudyDate": "20200101"}, "birth-after-study"),
        ({"PatientBirthDate": "17500101", "StudyDate": "20200101"}, "age-from-dates"),
        (
            {"PatientBirthDate": "19500101", "StudyDate": "20200101", "PatientAge": "030Y"},
            "age-contradiction",
        ),
        ({"Modality": ""}, "modality-missing"),
        ({"Modality": "CT"}, "modality-contradiction"),
        ({"SamplesPerPixel": None}, "assumed"),
        ({"PixelRepresentation": None}, "assumed"),
        ({"PixelRepresentation": 7}, "assumed"),
        ({"NumberOfFrames": "0"}, "assumed"),
        ({"NumberOfFrames": "-3"}, "assumed"),
        ({"NumberOfFrames": "many"}, "assumed"),
        ({"WindowCenter": "nan", "WindowWidth": "10"}, "window"),
        ({"WindowCenter": "10", "WindowWidth": "-10"}, "window"),
        ({"WindowCenter": "10", "WindowWidth": "1e30"}, "window"),
        ({"WindowCenter": "x", "WindowWidth": "y"}, "window"),
        ({"WindowCenter": "900000", "WindowWidth": "10"}, "window-outside"),
        ({"RescaleSlope": "0", "RescaleIntercept": "0"}, "rescale"),
        ({"RescaleSlope": "inf", "RescaleIntercept": "0"}, "rescale"),
        ({"RescaleSlope": "two", "RescaleIntercept": "0"}, "rescale"),
        ({"PixelSpacing": "-0.1\\0.1"}, "spacing"),
        ({"ImagerPixelSpacing": "nan\\0.1"}, "spacing"),
        ({"ImagerPixelSpacing": "0.1"}, "spacing"),
        ({"PatientOrientation": "P\\F"}, "view-contradiction"),
        ({"PatientOrientation": "L\\P"}, "view-contradiction"),
        ({"PatientOrientation": "L\\F", "ViewPosition": "LL"}, "view-contradiction"),
        ({"PatientOrientation": "R\\F"}, "turned"),
        ({"PatientOrientation": "L\\H"}, "turned"),
        ({"PatientOrientation": "L"}, "orientation"),
        ({"PatientOrientation": "L\\R"}, "orientation"),
        ({"PatientOrientation": "X\\Y"}, "orientation"),
        ({"ImageLaterality": "Q"}, "laterality"),
        ({"ImageLaterality": "L", "Laterality": "R"}, "laterality-contradiction"),
    ],
)
def test_that_a_doubtful_header_is_shown_with_a_warning(
    tmp_path: Path, elements: dict[str, Any], code: str
) -> None:
    path = tmp_path / "a"
    path.write_bytes(dicom(elements))
    found = [finding for finding in findings(path) if finding.code == code]
    assert len(found) == 1
    assert found[0].severity is Severity.WARNING
    entry = scan_file(path)
    assert isinstance(entry, Instance)
    assert entry.status is Status.WARNING
    assert found[0].text.strip() in entry.warnings
    assert load(path).instance == entry


def test_that_ages_as_public_collections_write_them_are_no_finding(tmp_path: Path) -> None:
    for age in ("58", "061Y", "005D", "120Y", "61Y"):
        assert codes(write(tmp_path / "a", chest(PatientAge=age))) == []


def test_that_an_upright_lateral_view_is_no_finding(tmp_path: Path) -> None:
    path = write(tmp_path / "a", chest(PatientOrientation=["A", "F"], ViewPosition="LL"))
    assert codes(path) == []


@pytest.mark.parametrize(
    ("before", "added", "name"),
    [
        (PATIENT_ID, short(0x10, 0x20, b"LO", b"OTHER"), "PatientID"),
        (NAME, short(0x10, 0x10, b"PN", b"Other^Person"), "PatientName"),
        (SOP_UID, short(0x08, 0x18, b"UI", b"1.2.3.4"), "SOPInstanceUID"),
        (ROWS, short(0x28, 0x10, b"US", pack("<H", 79)), "Rows"),
    ],
)
def test_that_two_values_of_one_element_refuse_the_file(
    tmp_path: Path, before: bytes, added: bytes, name: str
) -> None:
    path = with_elements(write(tmp_path / "a", chest()), before, added)
    entry = scan_file(path)
    assert isinstance(entry, RefusedFile)
    assert tag_name(name) in entry.reason
    with pytest.raises(ReadingError, match="more than once"):
        load(path)


def test_that_an_element_repeated_as_it_was_is_a_warning(tmp_path: Path) -> None:
    path = write(tmp_path / "a", chest())
    with_elements(path, PATIENT_ID, short(0x10, 0x20, b"LO", b"P1"))
    assert codes(path) == ["duplicate"]
    assert isinstance(scan_file(path), Instance)


def test_that_elements_out_of_order_are_a_warning(tmp_path: Path) -> None:
    path = write(tmp_path / "a", chest())
    with_elements(path, ROWS, short(0x10, 0x4000, b"LT", b"late"))
    assert codes(path) == ["order"]


def test_that_a_second_identity_behind_the_pixels_is_a_warning(tmp_path: Path) -> None:
    late = short(0x10, 0x20, b"LO", b"OTHER")
    native = write(tmp_path / "a", chest())
    native.write_bytes(native.read_bytes() + late)
    assert codes(native) == ["after-pixels"]
    pixels = ramp(bits=8)
    coded = write_compressed(
        tmp_path / "b",
        chest(pixels),
        [compress(pixels, JPEGBaseline8Bit)],
        syntax=JPEGBaseline8Bit,
    )
    coded.write_bytes(coded.read_bytes() + late)
    assert codes(coded) == ["after-pixels"]


def test_that_padding_and_signatures_behind_the_pixels_are_no_finding(tmp_path: Path) -> None:
    path = write(tmp_path / "a", chest())
    trailing = pack("<HH2sHL", 0xFFFC, 0xFFFC, b"OB", 0, 4) + bytes(4)
    path.write_bytes(path.read_bytes() + trailing)
    assert codes(path) == []


def test_that_a_meta_header_of_another_object_is_a_warning(tmp_path: Path) -> None:
    path = write(tmp_path / "a", chest())
    data = path.read_bytes()
    other = b"\x02\x00\x03\x00UI"
    start = data.index(other) + 8
    path.write_bytes(data[:start] + b"9.9.9" + data[start + 5 :])
    assert "uid-meta" in codes(path)


@pytest.mark.parametrize("keyword", ["Rows", "BitsStored", "RescaleSlope"])
def test_that_several_values_where_one_belongs_refuse_the_file(
    tmp_path: Path, keyword: str
) -> None:
    value: list[Any] = ["1", "2"] if keyword == "RescaleSlope" else [80, 96]
    path = write(tmp_path / "a", chest(**{keyword: value}))
    entry = scan_file(path)
    assert isinstance(entry, RefusedFile)
    assert tag_name(keyword) in entry.reason


def test_that_far_more_pixels_than_promised_are_a_warning(tmp_path: Path) -> None:
    path = write(tmp_path / "a", chest(Rows=20))
    assert codes(path) == ["too-many-bytes"]


def test_that_a_denied_lossy_compression_is_a_warning(tmp_path: Path) -> None:
    pixels = np.asarray(ramp(bits=8))
    dataset = chest(pixels, LossyImageCompression="00")
    coded = [compress(pixels, JPEGBaseline8Bit)]
    path = write_compressed(tmp_path / "a", dataset, coded, syntax=JPEGBaseline8Bit)
    assert codes(path) == ["lossy-denied"]


@pytest.mark.parametrize("make", [lambda text: text, str.lower])
def test_that_every_finding_names_a_tag_or_what_it_counts(
    tmp_path: Path, make: Callable[[str], str]
) -> None:
    spoilt = chest(PatientSex=make("Q"), StudyDate="20201301", ImageLaterality=make("Z"))
    for finding in findings(write(tmp_path / "a", spoilt)):
        assert "(00" in finding.cause
        assert finding.text.endswith(".")
