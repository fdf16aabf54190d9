"""Data sets that do not fit their layout are refused with file, row and remedy."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from cxrviewer.domain.errors import UsageError
from tests.data import data_sets
from training.data.datasets import read_dataset
from training.data.samples import NIH_LABELS, Dataset, Sample
from training.data.sources.boxes import read_coco_boxes, read_nih_boxes
from training.data.sources.registry import ADAPTERS
from training.data.sources.soundness import problems_of, require_sound
from training.data.sources.tables import read_lines, read_table


def replace_in(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


@dataclass(frozen=True)
class Broken:
    """A layout, what breaks it, and what the refusal has to say."""

    name: str
    build: Callable[[Path], Path]
    harm: Callable[[Path], object]
    says: str
    options: dict[str, str] | None = None


CSV = {"file": "mine.csv", "labels": "Mass,Edema", "image": "file", "patient": "who"}
NIH_LIST = "Data_Entry_2017.csv"
BROKEN = {
    "nih column": Broken(
        "nih",
        data_sets.write_nih,
        lambda r: replace_in(r / NIH_LIST, "Patient ID", "Patient"),
        r"Data_Entry_2017\.csv: The list has no column Patient ID",
    ),
    "nih label": Broken(
        "nih",
        data_sets.write_nih,
        lambda r: replace_in(r / NIH_LIST, "|Emphysema", "|Emphysem"),
        "Row 3: There is no label Emphysem ",
    ),
    "nih row twice": Broken(
        "nih",
        data_sets.write_nih,
        lambda r: replace_in(r / NIH_LIST, "00000001_001.png", "00000001_000.png"),
        r"Row 3: Image Index 00000001_000\.png stands in row 2",
    ),
    "nih patient": Broken(
        "nih",
        data_sets.write_nih,
        lambda r: replace_in(r / NIH_LIST, ",0,2,", ",0,two,"),
        "Row 4: Patient ID is 'two', not a number",
    ),
    "nih endless number": Broken(
        "nih",
        data_sets.write_nih,
        lambda r: replace_in(r / NIH_LIST, ",0,2,", f",0,{'2' * 5000},"),
        "Row 4: Patient ID is '222222222222222222', not a number",
    ),
    "nih endless cell": Broken(
        "nih",
        data_sets.write_nih,
        lambda r: replace_in(r / NIH_LIST, ",0,2,", f",0,{'2' * 200_000},"),
        "Row 4: field larger than field limit",
    ),
    "nih official lists overlap": Broken(
        "nih",
        data_sets.write_nih,
        lambda r: replace_in(r / "test_list.txt", "00000013_005.png", "00000001_000.png"),
        r"test_list\.txt: Row 1: .* in both official lists",
    ),
    "nih official list lacks one": Broken(
        "nih",
        data_sets.write_nih,
        lambda r: replace_in(r / "train_val_list.txt", "00000001_001.png", ""),
        r"Row 3: 00000001_001\.png is in neither",
    ),
    "nih no list": Broken(
        "nih",
        data_sets.write_nih,
        lambda r: (r / NIH_LIST).unlink(),
        "The data set's list is missing",
    ),
    "nih same name twice": Broken(
        "nih",
        data_sets.write_nih,
        lambda r: data_sets.write_pictures(r / "images_012" / "images", ["00000001_000.png"]),
        "The same name is in images_001",
    ),
    "nih rule": Broken(
        "nih", data_sets.write_nih, lambda r: r, "no rule 'skip'", {"missing": "skip"}
    ),
    "triple label": Broken(
        "nih-triples",
        data_sets.write_triples,
        lambda r: replace_in(r / "valid.csv", ",1,", ",2,"),
        r"valid\.csv: Row 2: Mass is '2', not 0 or 1",
    ),
    "triple column": Broken(
        "nih-triples",
        data_sets.write_triples,
        lambda r: replace_in(r / "test.csv", "Hernia", "Hernie"),
        r"test\.csv: The list has no column Hernia",
    ),
    "triple list": Broken(
        "nih-triples",
        data_sets.write_triples,
        lambda r: (r / "train.csv").unlink(),
        r"train\.csv: The data set's list is missing",
    ),
    "tbx11k list": Broken(
        "tbx11k",
        data_sets.write_tbx11k,
        lambda r: replace_in(r / "lists" / "all_val.txt", "health/", "healthy/"),
        r"all_val\.txt: Row \d: healthy/h0002\.png is in none of",
    ),
    "tbx11k image": Broken(
        "tbx11k",
        data_sets.write_tbx11k,
        lambda r: (r / "imgs" / "tb" / "tb0001.png").unlink(),
        r"all_train\.txt: Row \d: The image tb/tb0001\.png is not in the data folder",
    ),
    "tbx11k lists overlap": Broken(
        "tbx11k",
        data_sets.write_tbx11k,
        lambda r: replace_in(r / "lists" / "all_val.txt", "tb/tb0002.png", "tb/tb0001.png"),
        r"tb/tb0001\.png is in all_train\.txt as well",
    ),
    "tbx11k option": Broken(
        "tbx11k",
        data_sets.write_tbx11k,
        lambda r: r,
        "unlabelled is 'maybe'",
        {"unlabelled": "maybe"},
    ),
    "shenzhen name": Broken(
        "shenzhen",
        data_sets.write_shenzhen,
        lambda r: data_sets.write_pictures(r / "CXR_png", ["CHNCXR_0400_2.png"]),
        r"CHNCXR_0400_2\.png: The name is not one of the shenzhen set",
    ),
    "kermany name": Broken(
        "kermany",
        data_sets.write_kermany,
        lambda r: data_sets.write_pictures(r / "val" / "PNEUMONIA", ["someone.png"]),
        r"someone\.png: The name does not tell the patient",
    ),
    "kermany empty class": Broken(
        "kermany",
        data_sets.write_kermany,
        lambda r: (r / "test" / "NORMAL" / "NORMAL2-IM-0196-0001.jpeg").unlink(),
        "test/NORMAL: The folder holds no image",
    ),
    "qatar stranger": Broken(
        "qatar-tb",
        data_sets.write_qatar_tb,
        lambda r: data_sets.write_pictures(r / "Normal", ["Tuberculosis-9.png"]),
        r"Tuberculosis-9\.png: The name says another class",
    ),
    "radiography folder": Broken(
        "covid-radiography",
        data_sets.write_covid_radiography,
        lambda r: (r / "COVID").rename(r / "COVID19"),
        "COVID/images: The data set's folder is missing",
    ),
    "covid image": Broken(
        "covid-chestxray",
        data_sets.write_covid_chestxray,
        lambda r: (r / "images" / "b.png").unlink(),
        r"Row 4: The image b\.png is not in the data folder",
    ),
    "covid views": Broken(
        "covid-chestxray",
        data_sets.write_covid_chestxray,
        lambda r: r,
        "No row is a labelled radiograph of Oblique",
        {"views": "Oblique"},
    ),
    "one class": Broken(
        "folders",
        data_sets.write_class_folders,
        lambda r: (r / "well").rename(r.parent / "elsewhere"),
        "1 class folders are too few",
    ),
    "empty class": Broken(
        "folders",
        data_sets.write_class_folders,
        lambda r: (r / "ill" / "1.png").unlink(),
        "ill: The folder holds no image",
    ),
    "csv label": Broken(
        "csv",
        data_sets.write_plain_csv,
        lambda r: replace_in(r / "mine.csv", "p2,0,1", "p2,0.5,1"),
        r"mine\.csv: Row 3: Mass is '0\.5', not 0, 1 or empty",
        CSV,
    ),
    "csv image twice": Broken(
        "csv",
        data_sets.write_plain_csv,
        lambda r: replace_in(r / "mine.csv", "images/b", "images/a"),
        r"Row 3: file images/a\.png stands in row 2",
        CSV,
    ),
    "csv image missing": Broken(
        "csv",
        data_sets.write_plain_csv,
        lambda r: (r / "images" / "a.png").unlink(),
        r"Row 2: The image a\.png is not in the data folder",
        CSV,
    ),
    "csv patient empty": Broken(
        "csv",
        data_sets.write_plain_csv,
        lambda r: replace_in(r / "mine.csv", "p2", ""),
        "Row 3: who is empty",
        CSV,
    ),
    "csv without labels": Broken(
        "csv", data_sets.write_plain_csv, lambda r: r, "csv needs labels", {"file": "mine.csv"}
    ),
    "csv strange option": Broken(
        "csv", data_sets.write_plain_csv, lambda r: r, "csv has no option colour", {"colour": "red"}
    ),
    "dicom folder": Broken(
        "dicom",
        data_sets.write_class_folders,
        lambda r: r,
        "The folder holds no chest radiograph in DICOM",
    ),
    "joined": Broken(
        "s0",
        data_sets.write_s0,
        lambda r: (r / "kermany").rename(r / "pneumonia"),
        "kermany: The data set's folder is missing",
    ),
}


@pytest.mark.parametrize("case", BROKEN.values(), ids=BROKEN)
def test_that_what_does_not_fit_is_refused_by_name(case: Broken, tmp_path: Path) -> None:
    root = case.build(tmp_path / "set")
    case.harm(root)
    with pytest.raises(UsageError, match=case.says):
        read_dataset(case.name, root, case.options)


@pytest.mark.parametrize("name", [n for n in ADAPTERS if n != "csv"])
def test_that_an_empty_folder_is_no_data_set(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        read_dataset(name, tmp_path)
    assert refused.value.path is not None
    assert refused.value.remedy


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"image,label\n1.png,1,2\n", "Row 2: 3 cells under 2 column names"),
        (b"image,label\n", "no rows"),
        (b"", "no column image"),
        (b"image,label\n\xff\xfe,1\n", "not UTF-8"),
    ],
)
def test_that_a_damaged_list_is_refused(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=says):
        read_table(path, required=("image", "label"))


def test_that_a_damaged_gzip_list_is_refused(tmp_path: Path) -> None:
    path = data_sets.write_lines(tmp_path / "list.csv.gz", ["image", "a.png"])
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(UsageError, match="gzip file is damaged"):
        read_table(path, required=("image",))


def test_that_rows_are_counted_as_an_editor_does(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text('\ufeffimage,note\na.png,"two\nlines"\n\nb.png,\n')
    first, second = read_table(path, required=("image", "note"))
    assert (first.number, second.number) == (3, 5)
    assert first.text("image") == "a.png"
    with pytest.raises(UsageError, match="Row 5: note is empty"):
        second.text("note")


def test_that_a_name_twice_in_a_plain_list_is_refused(tmp_path: Path) -> None:
    path = data_sets.write_lines(tmp_path / "list.txt", ["a.png", "b.png", "a.png"])
    with pytest.raises(UsageError, match=r"Row 3: a\.png stands in row 1"):
        read_lines(path)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("a.png,Fracture,1,2,3,4", "Row 2: There is no label Fracture"),
        ("a.png,Mass,1,2,3,", "Row 2: h] is empty"),
        ("a.png,Mass,1,2,3,tall", "Row 2: The box is not four numbers"),
        ("a.png,Mass,1,2,0,4", "Row 2: The box is not four numbers"),
        ("a.png,Mass,1000,2,30,4", "Row 2: The box leaves the image"),
    ],
)
def test_that_a_box_that_cannot_be_is_refused(tmp_path: Path, row: str, says: str) -> None:
    header = "Image Index,Finding Label,Bbox [x,y,w,h],,,"
    path = data_sets.write_lines(tmp_path / "boxes.csv", [header, row])
    with pytest.raises(UsageError, match=says):
        read_nih_boxes(path)


NOT_COCO = ("[]", "{}", "no json", '{"images": [{"id": 1}]}', '{"images": [{"id": 1e999}]}')


@pytest.mark.parametrize("content", [*NOT_COCO, "[" * 100_000])
def test_that_what_is_no_coco_file_is_refused(tmp_path: Path, content: str) -> None:
    path = data_sets.write_lines(tmp_path / "boxes.json", [content])
    with pytest.raises(UsageError, match="no COCO annotations"):
        read_coco_boxes(path)


def test_that_targets_beyond_0_and_1_are_refused_whatever_they_come_from(tmp_path: Path) -> None:
    bad = Sample(image="a.png", patient_id="1", source="s", stratum="s", targets=(0.5,))
    with pytest.raises(UsageError, match=r"a\.png: Mass is 0\.5"):
        require_sound(Dataset("mine", ("Mass",), (bad,)), tmp_path)
    with pytest.raises(UsageError, match="1 targets for 14 labels"):
        require_sound(Dataset("mine", NIH_LABELS, (bad,)), tmp_path)


def test_that_the_row_of_an_image_that_does_not_open_is_told(tmp_path: Path) -> None:
    data_sets.write_triples(tmp_path)
    dataset = read_dataset("nih-triples", tmp_path)
    spoilt = dataset.samples[1]
    (tmp_path / spoilt.image).write_bytes(b"no picture")
    problems = [problem for problem in problems_of(dataset, tmp_path) if "row" in problem.reason]
    assert [problem.image for problem in problems][:1] == [spoilt.image]
    assert "It stands in row 3 of" in problems[0].reason


def test_that_rows_do_not_make_two_samples_differ(tmp_path: Path) -> None:
    plain = Sample(image="a.png", patient_id="1", source="s", stratum="s")
    assert plain == replace(plain, listed="row 5 of list.csv")


def write_covid(root: Path, *classes: str) -> Path:
    columns = ("image", "patient_id", "label", "source", "view", "licence", "licence_class")
    rows = [
        (f"images/{n}.jpg", f"p{n}", "covid", "ieee8023/covid", "PA", "CC BY", licence_class)
        for n, licence_class in enumerate(classes)
    ]
    data_sets.write_csv(root / "covid" / "labels.csv", [columns, *rows])
    return root


def test_that_images_of_another_licence_class_are_left_out(tmp_path: Path) -> None:
    root = write_covid(tmp_path, "open", "unclear", "non-commercial")
    assert [s.patient_id for s in read_dataset("covid", root).samples] == ["p0", "p2"]
    chosen = read_dataset("covid", root, {"licence_class": "open"})
    assert [s.patient_id for s in chosen.samples] == ["p0"]


def test_that_a_licence_class_nobody_knows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Row 3: The licence class 'fair use' is none of open"):
        read_dataset("covid", write_covid(tmp_path, "open", "fair use"))
    with pytest.raises(UsageError, match="There is no licence class free here"):
        read_dataset("covid", tmp_path, {"licence_class": "free"})


def test_that_a_prepared_list_without_a_column_is_refused(tmp_path: Path) -> None:
    data_sets.write_csv(tmp_path / "tb" / "labels.csv", [("image", "label"), ("a.jpg", "tb")])
    with pytest.raises(UsageError, match=r"tb/labels\.csv: The list has no column patient_id"):
        read_dataset("tb", tmp_path)
