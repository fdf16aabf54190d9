"""What files say against one another."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from cxrviewer.domain.errors import ReadingError
from cxrviewer.domain.study import Instance, ScanEntry
from cxrviewer.reading.load import load
from cxrviewer.reading.scan import scan_file
from cxrviewer.reading.validator.file_set import FileSet, reconcile
from tests.data.dicom_files import chest, ramp, structured_report, write

STUDY, SERIES, SOP = "1.2.3", "1.2.4", "1.2.5"


def together(paths: Iterable[Path]) -> dict[str, ScanEntry]:
    return {entry.path.name: entry for entry in FileSet().watch(map(scan_file, paths))}


def warnings_of(entry: ScanEntry) -> str:
    assert isinstance(entry, Instance)
    return " ".join(entry.warnings)


@pytest.mark.parametrize(
    ("keyword", "first", "second"),
    [
        ("PatientID", "A1", "B2"),
        ("PatientName", "Muster^Maria", "Muster^Max"),
        ("PatientBirthDate", "19500101", "19510101"),
        ("PatientSex", "F", "M"),
    ],
)
def test_that_two_patients_in_one_study_are_said_on_every_file(
    tmp_path: Path, keyword: str, first: str, second: str
) -> None:
    paths = [
        write(tmp_path / name, chest(StudyInstanceUID=STUDY, **{keyword: value}))
        for name, value in (("a", first), ("b", second))
    ]
    entries = together(paths)
    assert all("contradict each other" in warnings_of(entries[name]) for name in "ab")


def test_that_one_patient_spelt_in_two_ways_is_no_contradiction(tmp_path: Path) -> None:
    names = {"a": "Muster^Maria", "b": "MUSTER^MARIA", "c": ""}
    paths = [
        write(tmp_path / file, chest(StudyInstanceUID=STUDY, PatientName=name))
        for file, name in names.items()
    ]
    assert all(not warnings_of(entry) for entry in together(paths).values())


def test_that_files_without_a_study_do_not_contradict_each_other(tmp_path: Path) -> None:
    paths = [
        write(tmp_path / name, chest(StudyInstanceUID="", SeriesInstanceUID="", PatientID=name))
        for name in "ab"
    ]
    assert all("contradict" not in warnings_of(entry) for entry in together(paths).values())


def test_that_one_identifier_for_two_pictures_is_said_on_both(tmp_path: Path) -> None:
    same = {"SOPInstanceUID": SOP, "StudyInstanceUID": STUDY, "SeriesInstanceUID": SERIES}
    paths = [
        write(tmp_path / name, chest(ramp(rows), **same)) for name, rows in (("a", 80), ("b", 96))
    ]
    entries = together(paths)
    assert all("other content" in warnings_of(entries[name]) for name in "ab")


def test_that_a_copy_of_a_file_is_no_contradiction(tmp_path: Path) -> None:
    path = write(tmp_path / "a", chest())
    copy = tmp_path / "b"
    copy.write_bytes(path.read_bytes())
    assert all(not warnings_of(entry) for entry in together([path, copy]).values())


def test_that_a_series_in_two_studies_is_said(tmp_path: Path) -> None:
    paths = [write(tmp_path / name, chest(SeriesInstanceUID=SERIES)) for name in "ab"]
    entries = together(paths)
    assert all("two studies" in warnings_of(entries[name]) for name in "ab")


def test_that_refused_files_pass_and_every_file_comes_once_or_with_more(tmp_path: Path) -> None:
    paths = [write(tmp_path / "a", structured_report()), write(tmp_path / "b", chest())]
    entries = list(FileSet().watch(map(scan_file, paths)))
    assert entries == [scan_file(path) for path in paths]


def test_that_what_the_scan_found_out_stays_with_the_radiograph(tmp_path: Path) -> None:
    paths = [write(tmp_path / n, chest(StudyInstanceUID=STUDY, PatientID=n)) for n in "ab"]
    scanned = together(paths)["a"]
    assert isinstance(scanned, Instance)
    radiograph = reconcile(load(paths[0]), scanned)
    assert radiograph.instance.warnings == scanned.warnings


def test_that_a_file_replaced_since_the_scan_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a", chest(PatientID="A1"))
    scanned = scan_file(path)
    assert isinstance(scanned, Instance)
    write(path, chest(PatientID="B2"))
    with pytest.raises(ReadingError, match="another picture"):
        reconcile(load(path), scanned)


def test_that_a_file_written_anew_is_held_against_the_others_and_not_against_itself(
    tmp_path: Path,
) -> None:
    held = FileSet()
    first = write(tmp_path / "a", chest(StudyInstanceUID=STUDY, PatientID="A1"))
    second = write(tmp_path / "b", chest(StudyInstanceUID=STUDY, PatientID="A1"))
    list(held.watch(map(scan_file, (first, second))))
    write(second, chest(StudyInstanceUID=STUDY, PatientID="A1", PatientSex="F"))
    (again,) = held.watch([scan_file(second)])
    assert isinstance(again, Instance)
    assert again.patient.sex == "F"
    assert not again.warnings
    write(second, chest(StudyInstanceUID=STUDY, PatientID="B2"))
    told = {entry.path.name: warnings_of(entry) for entry in held.watch([scan_file(second)])}
    assert set(told) == {"a", "b"}
    assert all("contradict each other" in warning for warning in told.values())
