"""describe, split-plan, check-leakage and convert-jsrt from the command line."""

import sys
from pathlib import Path

import cv2
import pytest

from tests.data import data_sets
from training.__main__ import main
from training.data.inventory import count_by, entries_of
from training.data.samples import Dataset, Sample


def run(*words: object) -> int:
    return main([str(word) for word in words])


def test_that_describe_counts_by_source_class_view_and_part(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("describe", "nih", "--data", data_sets.write_nih(tmp_path)) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "nih: 4 images of 3 patients"
    assert lines[3].split() == ["source", "class", "view", "part", "images", "patients"]
    assert ["nih", "Cardiomegaly", "PA", "train_val", "2", "1"] in [ln.split() for ln in lines]
    assert "nih     (none of them)      AP    train_val       1         1" in lines


def test_that_a_patient_with_two_labels_counts_once_in_a_source() -> None:
    both = Sample("a.png", "1", "s", "s", (1.0, 1.0), view="PA")
    dataset = Dataset("mine", ("Mass", "Edema"), (both, Sample("b.png", "1", "s", "s", (0.0, 0.0))))
    entries = entries_of(dataset)
    assert [(c.values, c.images, c.patients) for c in count_by(entries, ("source",))] == [
        (("s",), 2, 1)
    ]
    by_class = {c.values[0]: c.images for c in count_by(entries, ("class",))}
    assert by_class == {"Mass": 1, "Edema": 1, "(none of them)": 1}


def test_that_describe_lists_the_data_sets_and_their_options(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("describe") == 0
    out = capsys.readouterr().out
    assert "labels=WORD" in out
    for name in ("nih", "tbx11k", "kermany", "jsrt", "dicom", "folders"):
        assert f"\n{name} " in out


def test_that_describe_draws_what_it_counts(tmp_path: Path) -> None:
    root = data_sets.write_kermany(tmp_path / "set")
    plot = tmp_path / "plot.png"
    assert run("describe", "kermany", "--data", root, "--plot", plot) == 0
    picture = cv2.imread(str(plot))
    assert picture is not None
    assert min(picture.shape[:2]) > 300
    assert picture.std() > 10


def test_that_check_fails_and_names_the_mask_that_does_not_fit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data_sets.write_mask_pairs(tmp_path)
    assert run("describe", "mask-pairs", "--data", tmp_path, "--check") == 0
    assert "all 2 images and their masks open and fit" in capsys.readouterr().out
    data_sets.write_picture(tmp_path / "masks" / "two.png", data_sets.half_mask(left=True, rows=20))
    assert run("describe", "mask-pairs", "--data", tmp_path, "--check") == 1
    shown = capsys.readouterr()
    assert "two.png" in shown.out
    assert "1 of 2 images cannot be used" in shown.err


def test_that_a_refused_set_is_one_sentence_and_a_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("describe", "nih", "--data", tmp_path) == 1
    assert "Data_Entry_2017_v2020.csv: The data set's list is missing" in capsys.readouterr().err


def test_that_an_option_without_a_word_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data_sets.write_nih(tmp_path)
    assert run("describe", "nih", "--data", tmp_path, "--set", "missing") == 1
    assert "OPTION=WORD" in capsys.readouterr().err


def test_that_split_plan_writes_one_list_per_fold(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = data_sets.write_kermany(tmp_path / "set")
    words = ("split-plan", "folds", "kermany", "--data", root, "--out", tmp_path, "--folds", 2)
    assert run(*words, "--allow-empty-class") == 0
    assert sorted(path.name for path in tmp_path.glob("*.csv")) == [
        "kermany-folds-fold1.csv",
        "kermany-folds-fold2.csv",
    ]
    lines = (tmp_path / "kermany-folds-fold1.csv").read_text().splitlines()
    assert lines[0] == "image,split"
    assert len(lines) == 8
    described = run(
        "describe", "kermany", "--data", root, "--split", tmp_path / "kermany-folds-fold1.csv"
    )
    assert described == 0
    assert "validation" in capsys.readouterr().out


def test_that_check_leakage_fails_on_lists_that_share_an_image(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = data_sets.write_triples(tmp_path)
    lists = [root / name for name in ("train.csv", "valid.csv", "test.csv")]
    assert run("check-leakage", *lists) == 0
    lists[1].write_text(lists[0].read_text())
    assert run("check-leakage", *lists) == 1
    shown = capsys.readouterr()
    assert "train.csv - valid.csv: 2 shared patients, 2 shared image names" in shown.out
    assert "train.csv and valid.csv share patients or pictures" in shown.err


def test_that_check_leakage_compares_the_pixels_of_a_sets_own_parts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = data_sets.write_triples(tmp_path)
    assert run("check-leakage", "nih-triples", "--data", root) == 0
    images = root / "images"
    (images / "00000004_000.png").write_bytes((images / "00000001_000.png").read_bytes())
    assert run("check-leakage", "nih-triples", "--data", root) == 1
    assert "1 pictures with the same pixels" in capsys.readouterr().out
    assert run("check-leakage", "nih-triples", "--data", root, "--names-only") == 0


def test_that_check_leakage_compares_the_pixels_that_lists_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = data_sets.write_triples(tmp_path)
    words = ("check-leakage", root / "train.csv", root / "test.csv", "--images", root / "images")
    assert run(*words) == 0
    test_image = root / "images" / "00000004_000.png"
    test_image.write_bytes((root / "images" / "00000001_000.png").read_bytes())
    assert run(*words) == 1
    assert "00000001_000.png = 00000004_000.png (the same pixels)" in capsys.readouterr().out
    test_image.unlink()
    assert run(*words) == 1
    assert "test.csv: Row 2: The image 00000004_000.png is not" in capsys.readouterr().err


def test_that_the_published_parts_of_kermany_are_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = data_sets.write_kermany(tmp_path)
    assert run("check-leakage", "kermany", "--data", root) == 1
    assert "train - test: 1 shared patients, 0 shared image names" in capsys.readouterr().out


def test_that_a_set_without_parts_needs_a_list(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = data_sets.write_qatar_tb(tmp_path)
    assert run("check-leakage", "qatar-tb", "--data", root) == 1
    assert "--split" in capsys.readouterr().err


def test_that_convert_jsrt_says_how_many(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("convert-jsrt", "--data", data_sets.write_jsrt(tmp_path)) == 0
    assert capsys.readouterr().out == "2 images converted\n"


def test_that_reading_data_imports_no_heavy_framework() -> None:
    import subprocess

    words = "import sys, training.commands.data as d; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "training.data.sources.registry" in loaded
    assert loaded.isdisjoint({"tensorflow", "keras", "matplotlib", "sklearn"})
