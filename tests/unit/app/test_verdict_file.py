"""What the viewer writes is what training reads."""

import csv
import hashlib
from pathlib import Path

import pytest

from cxrviewer.app.verdict_file import ListedFile, write_verdicts
from cxrviewer.domain.errors import UsageError
from cxrviewer.domain.verdict import Side, Verdict, Word
from tests.data.workplace import BUNDLE
from training.data.feedback import read_verdicts

SAID = {
    "Effusion": Verdict("Effusion", Word.PRESENT, 1e9, scores_hidden=True, bundles=(BUNDLE,)),
    "Mass": Verdict("Mass", Word.DISAGREE, 1e9, shown=Side.ABOVE, note="=cmd()"),
    "Nodule": Verdict("Nodule", Word.UNSURE, 1e9, shown=Side.BELOW),
    "Edema": Verdict("Edema", Word.AGREE, 1e9, shown=Side.BELOW),
}


def file_of(path: Path, patient: str = "") -> ListedFile:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(path.name.encode("utf-8", "surrogatepass"))
    return ListedFile(path, "", patient)


def pixels(file: ListedFile) -> tuple[str, int]:
    return hashlib.sha256(file.path.read_bytes()).hexdigest(), 0


def test_that_training_reads_what_is_written(tmp_path: Path) -> None:
    names = ("a.dcm", "=b.dcm", "sub/c, d.png", "'e.png")
    files = [file_of(tmp_path / name, "Smith 17") for name in names]
    target = tmp_path / "verdicts.csv"
    written = write_verdicts(target, files, {pixels(file): SAID for file in files})
    assert written is not None
    assert (written.verdicts, written.radiographs, written.left_out) == (16, 4, ())
    dataset = read_verdicts(target)
    assert dataset.labels == ("Edema", "Effusion", "Mass", "Nodule")
    assert {(tmp_path / sample.image).resolve() for sample in dataset.samples} == {
        file.path.resolve() for file in files
    }
    for sample in dataset.samples:
        assert sample.targets[:3] == (0.0, 1.0, 0.0)
        assert sample.targets[3] != sample.targets[3]
    assert len({sample.patient_id for sample in dataset.samples}) == 1
    assert "Smith" not in target.read_text()


def test_that_time_bundle_and_blindness_stand_beside_the_verdict(tmp_path: Path) -> None:
    file = file_of(tmp_path / "a.dcm")
    write_verdicts(tmp_path / "v.csv", [file], {pixels(file): SAID})
    with (tmp_path / "v.csv").open(newline="") as stream:
        rows = {row["label"]: row for row in csv.DictReader(stream)}
    assert rows["Effusion"]["time"] == "2001-09-09T01:46:40+00:00"
    assert rows["Effusion"]["scores_hidden"] == "yes"
    assert rows["Effusion"]["bundles"] == f"nih14 0.1.0 {'a' * 64}"
    assert rows["Mass"]["note"] == "'=cmd()"


def test_that_files_elsewhere_and_names_no_cell_holds_are_left_out_and_told(
    tmp_path: Path,
) -> None:
    inside = file_of(tmp_path / "in" / "a.dcm")
    line = file_of(tmp_path / "in" / "b\nc.dcm")
    outside = file_of(tmp_path / "out" / "d.dcm")
    said = {pixels(file): SAID for file in (inside, line, outside)}
    written = write_verdicts(tmp_path / "in" / "v.csv", [inside, line, outside], said)
    assert written is not None
    assert written.radiographs == 1
    assert written.left_out == ("b\\nc.dcm", "d.dcm")
    with pytest.raises(UsageError, match="no verdict on a listed radiograph"):
        write_verdicts(tmp_path / "in" / "v.csv", [outside], said)
