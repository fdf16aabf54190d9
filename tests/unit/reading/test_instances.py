"""What a header says of patient, study and picture, and whether the models may be asked."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

from cxrviewer.domain.study import FileKind, Instance, Status, Study
from cxrviewer.reading.load import load
from cxrviewer.reading.scan import scan_file
from tests.data.dicom_files import chest, ramp, write


def scanned(tmp_path: Path, dataset: Dataset) -> Instance:
    entry = scan_file(write(tmp_path / "a", dataset))
    assert isinstance(entry, Instance), entry
    return entry


def test_that_the_hierarchy_is_read(tmp_path: Path) -> None:
    dataset = chest(
        PatientBirthDate="19700102",
        PatientSex="F",
        PatientAge="054Y",
        StudyDate="2024.03.04",
        StudyTime="101112",
        StudyDescription="Thorax p.a.",
        AccessionNumber="A7",
        SeriesNumber="3",
        SeriesDescription="PA",
        ImageLaterality="U",
    )
    entry = scanned(tmp_path, dataset)
    assert entry.kind is FileKind.DICOM
    assert entry.patient.name == "Muster, Maria"
    assert (entry.patient.patient_id, entry.patient.birth_date) == ("P1", "19700102")
    assert (entry.study.date, entry.study.time, entry.study.age) == ("20240304", "101112", "054Y")
    assert (entry.study.description, entry.study.accession_number) == ("Thorax p.a.", "A7")
    assert entry.study.uid == dataset.StudyInstanceUID
    assert entry.series.key == dataset.SeriesInstanceUID
    assert (entry.series.number, entry.series.modality) == ("3", "DX")
    assert (entry.sop_uid, entry.transfer_syntax_uid) == (
        dataset.SOPInstanceUID,
        ExplicitVRLittleEndian,
    )
    assert (entry.rows, entry.columns, entry.frames) == (80, 96, 1)
    assert (entry.view_position, entry.laterality, entry.body_part) == ("PA", "U", "CHEST")
    assert entry.status is Status.OK


def test_that_scan_and_load_say_the_same_of_a_file(tmp_path: Path) -> None:
    path = write(tmp_path / "a", chest(ViewPosition="LL", StudyDescription="Thorax"))
    assert load(path).instance == scan_file(path)


def test_that_objects_without_identifiers_stay_apart(tmp_path: Path) -> None:
    nameless = {"StudyInstanceUID": None, "SeriesInstanceUID": None}
    one = scan_file(write(tmp_path / "a", chest(**nameless)))
    other = scan_file(write(tmp_path / "b", chest(**nameless)))
    assert isinstance(one, Instance)
    assert isinstance(other, Instance)
    assert one.study.key != other.study.key
    assert one.study.uid == ""


@pytest.mark.parametrize(
    ("charset", "name", "readable"),
    [
        ("ISO_IR 192", "Müller^Jürgen^Karl", "Müller, Jürgen Karl"),
        ("ISO_IR 100", "Åse^Ø", "Åse, Ø"),
        ("ISO_IR 126", "Διονυσίου^Ελένη", "Διονυσίου, Ελένη"),
        ("ISO_IR 192", "=山田^太郎", "山田, 太郎"),
        ("ISO_IR 192", "Yamada^Tarou=山田^太郎", "Yamada, Tarou"),
        ("ISO_IR 192", "^Only", "Only"),
    ],
)
def test_that_names_are_readable_in_their_character_set(
    tmp_path: Path, charset: str, name: str, readable: str
) -> None:
    dataset = chest(SpecificCharacterSet=charset, PatientName=name)
    assert scanned(tmp_path, dataset).patient.name == readable


def test_that_undecodable_text_never_raises(tmp_path: Path) -> None:
    path = write(tmp_path / "a", chest(PatientName="ABCDEF", SpecificCharacterSet="ISO_IR 192"))
    path.write_bytes(path.read_bytes().replace(b"ABCDEF", b"\xff\xfe\xc3(\x80\x81"))
    entry = scan_file(path)
    assert isinstance(entry, Instance)
    entry.patient.name.encode("utf-8")


def test_that_a_synthetic_picture_says_so(tmp_path: Path) -> None:
    assert not scanned(tmp_path, chest()).synthetic
    made = chest(ImageType=["DERIVED", "PRIMARY", "", "SYNTHETIC"])
    assert scanned(tmp_path, made).synthetic


@pytest.mark.parametrize(
    "elements",
    [
        {},
        {"Modality": "CR"},
        {"Modality": "OT", "BodyPartExamined": None},
        {"BodyPartExamined": "PORT CHEST"},
        {"BodyPartExamined": "RIBCAGE"},
        {"BodyPartExamined": "THORAX"},
        {"BodyPartExamined": "CHEST ABDOMEN"},
        {"BodyPartExamined": "SOMETHING ELSE"},
        {"PatientSpeciesDescription": "Homo sapiens"},
        {"ViewPosition": "LL"},
    ],
)
def test_that_chest_radiographs_may_be_analysed(tmp_path: Path, elements: dict[str, Any]) -> None:
    assert scanned(tmp_path, chest(**elements)).analysis_refusal == ""


@pytest.mark.parametrize(
    ("elements", "word"),
    [
        ({"Modality": "CT"}, "CT"),
        ({"Modality": "MG"}, "MG"),
        ({"BodyPartExamined": "HIP"}, "chest"),
        ({"BodyPartExamined": "TIBIA_FIBULA LT"}, "chest"),
        ({"BodyPartExamined": "HANDS"}, "chest"),
        ({"PatientSpeciesDescription": "Canine"}, "animal"),
        ({"ResponsiblePersonRole": "OWNER"}, "animal"),
    ],
)
def test_that_other_pictures_are_not_analysed(
    tmp_path: Path, elements: dict[str, Any], word: str
) -> None:
    assert word in scanned(tmp_path, chest(**elements)).analysis_refusal


@pytest.mark.parametrize(
    ("shape", "word"),
    [((63, 200), "smaller"), ((100, 401), "narrow")],
)
def test_that_pictures_of_odd_shape_are_not_analysed(
    tmp_path: Path, shape: tuple[int, ...], word: str
) -> None:
    dataset = chest(np.zeros(shape, np.uint8))
    assert word in scanned(tmp_path, dataset).analysis_refusal


def test_that_a_coded_animal_is_not_analysed(tmp_path: Path) -> None:
    species = Dataset()
    species.CodeValue, species.CodeMeaning = "448771007", "Canis lupus familiaris"
    dataset = chest(PatientSpeciesCodeSequence=[species])
    assert "animal" in scanned(tmp_path, dataset).analysis_refusal


def test_that_a_lateral_view_is_warned_of_and_stays_analysable(tmp_path: Path) -> None:
    entry = scanned(tmp_path, chest(ViewPosition="LL"))
    assert entry.status is Status.WARNING
    assert "lateral" in entry.warnings[0]
    assert entry.analysis_refusal == ""


def test_that_descriptions_of_other_parts_are_warned_of_where_none_is_coded(
    tmp_path: Path,
) -> None:
    other = chest(BodyPartExamined=None, StudyDescription="Teeth, panoramic")
    assert scanned(tmp_path, other).warnings
    coded = chest(StudyDescription="Head and neck clinic")
    assert scanned(tmp_path, coded).warnings == ()


def test_that_assumptions_about_the_pixels_are_warned_of(tmp_path: Path) -> None:
    entry = scanned(tmp_path, chest(ramp(), PhotometricInterpretation=None, BitsStored=None))
    assert len(entry.warnings) == 2
    assert entry.photometric_interpretation == "MONOCHROME2"


def test_that_two_patients_are_two_studies_even_under_one_identifier(tmp_path: Path) -> None:
    uid = generate_uid()

    def study(name: str, patient_id: str, patient_name: str) -> Study:
        dataset = chest(StudyInstanceUID=uid, PatientID=patient_id, PatientName=patient_name)
        entry = scan_file(write(tmp_path / name, dataset))
        assert isinstance(entry, Instance)
        return entry.study

    anna = study("a.dcm", "AAA", "Alpha^Anna")
    bob = study("b.dcm", "BBB", "Beta^Bob")
    again = study("c.dcm", "AAA", "ALPHA^ANNA")
    assert anna.uid == bob.uid == again.uid
    assert anna.key == again.key != bob.key
    assert "Anna" not in anna.key


def test_that_an_object_of_several_frames_is_analysed_one_by_one(tmp_path: Path) -> None:
    frames = np.zeros((3, 80, 96), np.uint16)
    instance = scanned(tmp_path, chest(frames))
    assert instance.analysis_refusal == ""
    assert any("one at a time is shown and analysed" in w for w in instance.warnings)
    elsewhere = scanned(tmp_path, chest(frames, Modality="MR"))
    assert elsewhere.analysis_refusal != ""
    assert any(w.endswith("one at a time is shown.") for w in elsewhere.warnings)
