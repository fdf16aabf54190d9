"""A glance says what the full reading says, or nothing."""

from pathlib import Path
from struct import pack

import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import (
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    RLELossless,
)

from cxrviewer.domain.study import Instance, RefusedFile
from cxrviewer.reading import scan
from cxrviewer.reading.glance import glance as module
from cxrviewer.reading.glance.glance import glance
from cxrviewer.reading.glance.judge import _GREYS, _PICTURES, _WHOSE, MOST_REMEMBERED
from cxrviewer.reading.limits import STANDARD_LIMITS
from cxrviewer.reading.scan import scan_file, scan_in_full
from tests.data.dicom_files import chest, meta_bytes, ramp, write, write_compressed
from tests.fuzz.seeds import headers


def seen(path: Path) -> Instance:
    """Return what a glance says, which is what the full reading says."""
    found = glance(path, STANDARD_LIMITS)
    assert found is not None
    assert found == scan_in_full(path, STANDARD_LIMITS)
    return found


def code(value: str, meaning: str, **more: object) -> Dataset:
    item = Dataset()
    item.CodeValue, item.CodeMeaning = value, meaning
    for keyword, held in more.items():
        setattr(item, keyword, held)
    return item


RICH = {
    "PatientName": "Muster^Maria^A=",
    "PatientBirthDate": "19600131",
    "PatientSex": "F",
    "PatientAge": "059Y",
    "StudyDate": "20200131",
    "StudyTime": "101112.5",
    "StudyDescription": "Thorax p.a.",
    "SeriesNumber": "007",
    "ImageType": ["ORIGINAL", "PRIMARY", ""],
    "PatientOrientation": ["L", "F"],
    "ImageLaterality": "U",
    "WindowCenter": ["2048", "1e3"],
    "WindowWidth": ["4096", " 500 "],
    "WindowCenterWidthExplanation": ["NORMAL", "HARD"],
    "RescaleSlope": "1.",
    "RescaleIntercept": "-0.5",
    "ImagerPixelSpacing": ["0.14", ".14"],
    "ViewCodeSequence": Sequence([code("R-10206", "postero-anterior")]),
    "AnatomicRegionSequence": Sequence([code("51185008", "Chest"), code("", "")]),
    "RequestAttributesSequence": Sequence(
        [code("1", "2", ReferencedStudySequence=Sequence([Dataset()]))]
    ),
}
NAMES = {
    "ISO_IR 100": "Müller^Jürgen",
    "ISO_IR 192": "Ωmega^東京=東京",
    "ISO_IR 144": "Иванов^Иван",
    "GB18030": "王^小东",
    "ISO 2022 IR 100": "Müller",
}


@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, ImplicitVRLittleEndian])
def test_that_a_plain_header_is_judged_at_a_glance(tmp_path: Path, syntax: str) -> None:
    found = seen(write(tmp_path / "a", chest(**RICH), syntax=syntax))
    assert found.patient.name == "Muster, Maria A"
    assert found.series.number == "007"
    assert seen(write(tmp_path / "b", chest(), syntax=syntax)).warnings == ()


@pytest.mark.parametrize("undefined", [True, False])
def test_that_sequences_are_walked_with_and_without_a_length(
    tmp_path: Path, undefined: bool
) -> None:
    dataset = chest(**RICH)
    for keyword in ("ViewCodeSequence", "RequestAttributesSequence"):
        dataset[keyword].is_undefined_length = undefined
        for item in dataset[keyword].value:
            item.is_undefined_length_sequence_item = undefined
    seen(write(tmp_path / "a", dataset))


@pytest.mark.parametrize("term", NAMES)
def test_that_names_of_other_scripts_are_read(tmp_path: Path, term: str) -> None:
    dataset = chest(SpecificCharacterSet=term, PatientName=NAMES[term])
    assert seen(write(tmp_path / "a", dataset)).patient.name.split(",")[0] in NAMES[term]


def test_that_compressed_pixels_are_walked_to_their_end(tmp_path: Path) -> None:
    frame = pack("<16L", 1, 64, *[0] * 14) + b"\x7f" + bytes(128)
    path = write_compressed(tmp_path / "a", chest(ramp()), [frame, frame], syntax=RLELossless)
    seen(path)
    path.write_bytes(path.read_bytes() + pack("<HH2sHH", 0x0010, 0x0020, b"LO", 2, 0x2041))
    assert glance(path, STANDARD_LIMITS) is None
    assert "follow the pixels" in " ".join(scan_file(path).warnings)  # type: ignore[union-attr]


def test_that_a_picture_inside_a_sequence_is_passed(tmp_path: Path) -> None:
    icon = Dataset()
    icon.Rows, icon.Columns, icon.BitsAllocated = 8, 8, 8
    icon.PixelData = bytes(64)
    icon["PixelData"].VR = "OB"
    dataset = chest(IconImageSequence=Sequence([icon]))
    assert seen(write(tmp_path / "a", dataset)).rows == 80
    assert seen(write(tmp_path / "b", dataset, syntax=ImplicitVRLittleEndian)).rows == 80


@pytest.mark.parametrize("tag", [0x7FE00008, 0x7FE00009])
def test_that_other_pixels_before_the_pixels_are_left_to_the_full_reading(
    tmp_path: Path, tag: int
) -> None:
    dataset = chest(ramp())
    dataset.add_new(tag, "OF" if tag == 0x7FE00008 else "OD", bytes(8 * 80 * 96))
    path = write(tmp_path / "a", dataset)
    assert glance(path, STANDARD_LIMITS) is None


def test_that_a_long_header_is_read_on(tmp_path: Path) -> None:
    dataset = chest(ImageComments="long " * 4000, PatientComments="long " * 9000)
    assert seen(write(tmp_path / "a", dataset)).rows == 80
    dataset.add_new(0x00091001, "OB", bytes(module.MOST_BYTES))
    path = write(tmp_path / "b", dataset)
    assert glance(path, STANDARD_LIMITS) is None
    assert isinstance(scan_file(path), Instance)


CHANGES: dict[str, object] = {
    "SpecificCharacterSet": "ISO_IR 192",
    "SOPClassUID": "1.2.840.10008.5.1.4.1.1.2",
    "SOPInstanceUID": "1.02",
    "StudyInstanceUID": "1.2.3.x",
    "SeriesInstanceUID": "1.2.3.4.5",
    "SeriesNumber": "8",
    "StudyDate": "20990131",
    "StudyTime": "10",
    "AccessionNumber": "A" * 70,
    "Modality": "CT",
    "StudyDescription": "Knee",
    "SeriesDescription": "Hand",
    "ProtocolName": "Foot",
    "PatientName": "Other^Name",
    "PatientID": "P\\Q",
    "IssuerOfPatientID": "Elsewhere",
    "PatientBirthDate": "20210101",
    "PatientSex": "X",
    "PatientAge": "200Y",
    "PatientBreedDescription": "Poodle",
    "ResponsiblePersonRole": "OWNER",
    "PatientSexNeutered": "UNALTERED",
    "PatientSpeciesDescription": "CANINE",
    "PatientSpeciesCodeSequence": Sequence([code("L-80700", "Canine")]),
    "ViewCodeSequence": Sequence([code("R-10236", "left lateral")]),
    "AnatomicRegionSequence": Sequence([code("72696002", "Knee")]),
    "BodyPartExamined": "KNEE",
    "ViewPosition": "LL",
    "ImageType": ["DERIVED", "SYNTHETIC"],
    "PatientOrientation": ["R", "F"],
    "ImageLaterality": "L",
    "Laterality": "R",
    "LossyImageCompression": "01",
    "SamplesPerPixel": None,
    "PhotometricInterpretation": "MONOCHROME1",
    "PlanarConfiguration": 1,
    "NumberOfFrames": "0",
    "BitsStored": 17,
    "HighBit": 3,
    "PixelRepresentation": 2,
    "WindowCenter": "-99999",
    "WindowWidth": "0",
    "VOILUTFunction": "OTHER",
    "RescaleSlope": "0",
    "RescaleIntercept": "1e13",
    "PixelSpacing": ["0", "0"],
    "NominalScannedPixelSpacing": ["1"],
    "ImagerPixelSpacing": ["99", "99"],
}


# These say nothing beside what the rest of this header says.
UNTOLD = {"SpecificCharacterSet", "ProtocolName", "Laterality", "LossyImageCompression"}
UNTOLD |= {"PlanarConfiguration"}


@pytest.mark.filterwarnings("ignore:Invalid value for VR")
def test_that_what_is_remembered_is_of_every_element_that_it_depends_on(tmp_path: Path) -> None:
    plain = {"BodyPartExamined": None, "SOPInstanceUID": "1.2.3", "StudyInstanceUID": "1.2.4"}
    plain |= {"SeriesInstanceUID": "1.2.5"}
    told = {}
    for keyword, value in {"PatientComments": "the same", **CHANGES}.items():
        path = write(tmp_path / "a", chest(**RICH | plain | {keyword: value}))
        told[keyword] = seen(path)
    same = [keyword for keyword in CHANGES if told[keyword] == told["PatientComments"]]
    assert set(same) == UNTOLD


ODD = {
    "a control character": chest(PatientName="Muster\x1b^Maria"),
    "an override": chest(SpecificCharacterSet="ISO_IR 192", PatientID="a\u202eb"),
    "text without a character set": chest(PatientName="Muster^J\xfcrgen"),
    "another character set": chest(SpecificCharacterSet="ISO_IR 13"),
    "several names": chest(PatientName="A\\B"),
    "a number that is none": chest(WindowCenter="nan", WindowWidth="1"),
    "several rows": chest(Rows=[80, 80]),
    "no pixels": chest(PixelData=None),
    "pixels that are not there": chest(Rows=9999),
}


@pytest.mark.parametrize("what", ODD)
def test_that_an_odd_header_is_left_to_the_full_reading(tmp_path: Path, what: str) -> None:
    path = write(tmp_path / "a", ODD[what])
    assert glance(path, STANDARD_LIMITS) is None
    assert scan_file(path) == scan_in_full(path, STANDARD_LIMITS)


def test_that_no_mistake_of_a_glance_refuses_a_sound_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise LookupError("a value that no check may ask for")

    path = write(tmp_path / "a", chest())
    sound = seen(path)
    monkeypatch.setattr(scan, "glance", fail)
    assert scan_file(path) == sound


def test_that_a_number_behind_a_zero_byte_is_left_to_the_full_reading(tmp_path: Path) -> None:
    path = write(tmp_path / "a", chest(WindowCenter="7654.0", WindowWidth="1000"))
    path.write_bytes(path.read_bytes().replace(b"7654.0", b"\x00654.0"))
    assert glance(path, STANDARD_LIMITS) is None


@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, ImplicitVRLittleEndian])
@pytest.mark.parametrize("keyword", ["FloatPixelData", "DoubleFloatPixelData"])
def test_that_pixels_of_two_kinds_are_left_to_the_full_reading(
    tmp_path: Path, keyword: str, syntax: str
) -> None:
    path = write(tmp_path / "a", chest(**{keyword: bytes(64)}), syntax=syntax)
    assert glance(path, STANDARD_LIMITS) is None
    assert isinstance(scan_file(path), RefusedFile)


def test_that_a_length_that_looks_like_a_vr_is_left_to_the_full_reading(tmp_path: Path) -> None:
    # pydicom takes such a data set for one with VRs.
    dataset = chest()
    dataset.add_new(0x00080001, "UL", [0] * (int.from_bytes(b"LO", "little") // 4))
    path = write(tmp_path / "a", dataset, syntax=ImplicitVRLittleEndian)
    assert glance(path, STANDARD_LIMITS) is None


def test_that_deep_nesting_is_left_to_the_full_reading(tmp_path: Path) -> None:
    item = code("1", "2")
    for _ in range(12):
        item = code("1", "2", RequestAttributesSequence=Sequence([item]))
    path = write(tmp_path / "a", chest(RequestAttributesSequence=Sequence([item])))
    assert glance(path, STANDARD_LIMITS) is None


def test_that_nothing_large_is_remembered(tmp_path: Path) -> None:
    views = Sequence([code(str(number), "postero-anterior") for number in range(200)])
    path = write(tmp_path / "a", chest(ViewCodeSequence=views))
    assert glance(path, STANDARD_LIMITS) is None
    path = write(tmp_path / "b", chest(ImageType=["ORIGINAL"] * 200))
    assert glance(path, STANDARD_LIMITS) is None
    for number in range(MOST_REMEMBERED + 50):
        seen(write(tmp_path / "c", chest(PatientID=f"{number}", BodyPartExamined=f"CHEST{number}")))
    assert max(len(_PICTURES), len(_WHOSE), len(_GREYS)) <= MOST_REMEMBERED


@pytest.mark.parametrize("kind", ["big", "bare", "empty", "folder", "absent", "elements"])
def test_that_other_files_are_left_to_the_full_reading(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a"
    if kind == "big":
        write(path, chest(), syntax=ExplicitVRBigEndian)
    elif kind == "bare":
        write(path, chest(), meta=False)
    elif kind == "empty":
        path.touch()
    elif kind == "folder":
        path.mkdir()
    elif kind == "elements":
        path.write_bytes(meta_bytes() + pack("<HH2sH", 9, 0x1000, b"UI", 0) * 50_000)
    assert glance(path, STANDARD_LIMITS) is None


def test_that_real_headers_are_judged_as_in_full(shared_data: Path) -> None:
    files = [path for path in (shared_data / "dicom").rglob("*") if path.is_file()]
    found = {path: glance(path, STANDARD_LIMITS) for path in files}
    glanced = {path: entry for path, entry in found.items() if entry is not None}
    assert glanced == {path: scan_in_full(path, STANDARD_LIMITS) for path in glanced}
    assert len(glanced) > 140


def test_that_the_headers_that_are_spoilt_are_plain_before(tmp_path: Path) -> None:
    for number, data in enumerate(headers()):
        path = tmp_path / f"{number}"
        path.write_bytes(data)
        seen(path)
