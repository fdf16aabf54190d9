"""Readers' verdicts as a data source."""

import math
from pathlib import Path

import pytest

from cxrviewer.domain.errors import UsageError
from training.data.datasets import read_dataset
from training.data.feedback import read_verdicts


def write(folder: Path, *rows: str, header: str = "file,label,verdict,shown,patient") -> Path:
    path = folder / "verdicts.csv"
    path.write_text("\n".join([header, *rows]) + "\n")
    return path


@pytest.mark.parametrize(
    ("words", "target"),
    [
        ("present,", 1.0),
        ("absent,", 0.0),
        ("absent,above", 0.0),
        ("agree,above", 1.0),
        ("agree,below", 0.0),
        ("disagree,above", 0.0),
        ("disagree,below", 1.0),
    ],
)
def test_that_a_verdict_says_present_or_absent(tmp_path: Path, words: str, target: float) -> None:
    dataset = read_verdicts(write(tmp_path, f"a.png,Mass,{words},p"))
    assert dataset.labels == ("Mass",)
    assert dataset.samples[0].targets == (target,)


def test_that_unsure_and_unasked_are_unknown(tmp_path: Path) -> None:
    path = write(tmp_path, "a.png,Mass,unsure,,p", "a.png,Edema,present,,p", "b.png,Mass,absent,,")
    dataset = read_verdicts(path)
    assert dataset.labels == ("Edema", "Mass")
    first, second = dataset.samples
    assert first.targets[0] == 1.0
    assert math.isnan(first.targets[1])
    assert math.isnan(second.targets[0])
    assert second.targets[1] == 0.0
    assert (first.patient_id, second.patient_id) == ("p", "b.png")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (["a.png,Mass,maybe,,p"], "Row 2: verdict is 'maybe'"),
        (["a.png,Mass,agree,,p"], "Row 2: verdict agree answers what was shown"),
        (["a.png,Mass,agree,beside,p"], "shown is 'beside'"),
        (["a.png,Mass,absent,,p", "a.png,Mass,absent,,p"], "Row 3: .* in row 2 already"),
        (["a.png,Mass,absent,,p", "a.png,Edema,absent,,q"], "Row 3: a.png belongs to p"),
        ([",Mass,absent,,p"], "file is empty"),
    ],
)
def test_that_a_row_that_cannot_be_meant_is_refused(
    tmp_path: Path, rows: list[str], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        read_verdicts(write(tmp_path, *rows))


def test_that_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no column verdict"):
        read_verdicts(write(tmp_path, "a,b", header="file,label"))


def test_that_verdicts_are_a_data_set_by_name(tmp_path: Path) -> None:
    write(tmp_path, "a.png,Mass,present,,p").rename(tmp_path / "mine.csv")
    dataset = read_dataset("feedback", tmp_path, {"file": "mine.csv"})
    assert dataset.samples[0].image == "a.png"
