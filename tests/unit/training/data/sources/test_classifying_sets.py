"""The sets with labels, read in their published layouts."""

import math
from pathlib import Path

import pytest

from cxrviewer.domain.errors import UsageError
from tests.data import data_sets
from tests.data.dicom_files import chest, write
from training.data.datasets import read_dataset
from training.data.samples import NIH_LABELS, Dataset, Sample
from training.data.sources.boxes import Box, read_coco_boxes, read_nih_boxes


def by_name(dataset: Dataset) -> dict[str, Sample]:
    return {Path(sample.image).name: sample for sample in dataset.samples}


def present(dataset: Dataset, sample: Sample) -> set[str]:
    pairs = zip(dataset.labels, sample.targets, strict=True)
    return {label for label, target in pairs if target == 1.0}


@pytest.mark.parametrize("packed", [False, True])
def test_that_chestxray14_gives_labels_persons_and_official_parts(
    tmp_path: Path, packed: bool
) -> None:
    dataset = read_dataset("nih", data_sets.write_nih(tmp_path, packed=packed))
    found = by_name(dataset)
    first, later, healthy, last = (found[name] for name in sorted(found))
    assert dataset.labels == NIH_LABELS
    assert first.image == "images_001/images/00000001_000.png"
    assert (first.patient_id, first.age, first.sex, first.view) == ("00000001", 57.0, "M", "PA")
    assert (later.patient_id, later.follow_up) == ("00000001", 1)
    assert present(dataset, later) == {"Cardiomegaly", "Emphysema"}
    assert present(dataset, healthy) == set()
    assert math.isnan(healthy.age)
    assert (last.age, last.part, first.part) == (60.0, "test", "train_val")
    assert present(dataset, last) == {"Infiltration", "Pleural_Thickening"}


@pytest.mark.parametrize("labels", ["Tuberculosis", "TB", "Mass,tuberculosis"])
def test_that_chestxray14_is_refused_as_a_source_of_tuberculosis(
    tmp_path: Path, labels: str
) -> None:
    data_sets.write_nih(tmp_path)
    with pytest.raises(UsageError, match="no tuberculosis label"):
        read_dataset("nih", tmp_path, {"labels": labels})


def test_that_some_labels_of_chestxray14_can_be_chosen(tmp_path: Path) -> None:
    data_sets.write_nih(tmp_path)
    dataset = read_dataset("nih", tmp_path, {"labels": "Emphysema,Cardiomegaly"})
    assert by_name(dataset)["00000001_000.png"].targets == (0.0, 1.0)


def test_that_a_missing_image_is_refused_left_out_or_kept_as_asked(tmp_path: Path) -> None:
    data_sets.write_nih(tmp_path)
    (tmp_path / "images_001" / "images" / "00000001_001.png").unlink()
    with pytest.raises(UsageError, match=r"Data_Entry_2017\.csv: Row 3: .*00000001_001\.png"):
        read_dataset("nih", tmp_path)
    assert len(read_dataset("nih", tmp_path, {"missing": "leave-out"}).samples) == 3
    kept = by_name(read_dataset("nih", tmp_path, {"missing": "keep"}))
    assert kept["00000001_001.png"].image == "images/00000001_001.png"


def test_that_boxes_keep_their_pixels_and_the_label_of_the_data_set(tmp_path: Path) -> None:
    data_sets.write_nih(tmp_path)
    (found,) = read_nih_boxes(tmp_path / "BBox_List_2017.csv").values()
    assert found == (
        Box("Infiltration", 225.08, 547.02, 86.78, 79.19),
        Box("Mass", 10.0, 20.0, 30.0, 40.0),
    )


def test_that_all_984_published_boxes_are_read(shared_data: Path) -> None:
    boxes = read_nih_boxes(shared_data / "csv" / "BBox_List_2017.csv")
    assert (len(boxes), sum(map(len, boxes.values()))) == (880, 984)


def test_that_the_whole_published_list_gives_its_radiographs_and_patients(
    shared_data: Path,
) -> None:
    dataset = read_dataset("nih", shared_data / "csv", {"missing": "keep"})
    assert len(dataset.samples) == 112_120
    assert len({sample.patient_id for sample in dataset.samples}) == 30_805
    parts = [sample.part for sample in dataset.samples]
    assert (parts.count("train_val"), parts.count("test")) == (86_524, 25_596)


def test_that_three_lists_give_three_parts(tmp_path: Path) -> None:
    dataset = read_dataset("nih-triples", data_sets.write_triples(tmp_path))
    parts = [sample.part for sample in dataset.samples]
    assert parts == ["train", "train", "validation", "test"]
    assert present(dataset, dataset.samples[2]) == {"Edema", "Mass"}
    assert dataset.samples[3].patient_id == "00000004"


def test_that_tbx11k_leaves_the_older_sets_out(tmp_path: Path) -> None:
    dataset = read_dataset("tbx11k", data_sets.write_tbx11k(tmp_path))
    classes = {name: present(dataset, sample) for name, sample in by_name(dataset).items()}
    assert classes == {
        "h0001.png": {"Normal"},
        "s0001.png": {"Other_abnormality"},
        "tb0001.png": {"Tuberculosis"},
        "h0002.png": {"Normal"},
        "tb0002.png": {"Tuberculosis"},
    }
    assert [s.part for s in dataset.samples] == ["train"] * 3 + ["validation"] * 2


def test_that_tbx11k_gives_its_test_part_without_labels(tmp_path: Path) -> None:
    data_sets.write_tbx11k(tmp_path)
    last = read_dataset("tbx11k", tmp_path, {"unlabelled": "yes"}).samples[-1]
    assert last.part == "test"
    assert all(map(math.isnan, last.targets))


def test_that_coco_boxes_are_found_by_image(tmp_path: Path) -> None:
    data_sets.write_tbx11k(tmp_path)
    boxes = read_coco_boxes(tmp_path / "annotations" / "json" / "all_train.json")
    assert boxes == {"tb/tb0001.png": (Box("ActiveTuberculosis", 10.0, 20.5, 30.0, 40.0),)}


def test_that_shenzhen_and_montgomery_take_persons_from_their_readings(tmp_path: Path) -> None:
    healthy, ill = read_dataset("shenzhen", data_sets.write_shenzhen(tmp_path / "s")).samples
    assert (healthy.targets, healthy.age, healthy.sex) == ((0.0,), 45.0, "M")
    assert (ill.targets, ill.sex) == ((1.0,), "F")
    assert ill.age == pytest.approx(8 / 12)
    first, bare = read_dataset("montgomery", data_sets.write_montgomery(tmp_path / "m")).samples
    assert (first.targets, first.age, first.sex) == ((0.0,), 27.0, "F")
    assert (bare.targets, bare.sex, math.isnan(bare.age)) == ((1.0,), "", True)


def test_that_kermany_names_tell_patients_and_causes(tmp_path: Path) -> None:
    found = by_name(read_dataset("kermany", data_sets.write_kermany(tmp_path)))
    ill, other, healthy = (
        found[name]
        for name in ("person1_bacteria_1.jpeg", "person1_virus_6.jpeg", "NORMAL2-IM-0196-0001.jpeg")
    )
    assert ill.patient_id == other.patient_id == "kermany_person1"
    assert (ill.stratum, other.stratum) == ("kermany bacteria", "kermany virus")
    assert (ill.targets, ill.part, other.part) == ((1.0,), "train", "test")
    assert (healthy.targets, healthy.patient_id) == ((0.0,), "kermany_NORMAL2-IM-0196")


def test_that_the_qatar_sets_are_read_by_folder(tmp_path: Path) -> None:
    tb = read_dataset("qatar-tb", data_sets.write_qatar_tb(tmp_path / "tb"))
    assert [sample.targets for sample in tb.samples] == [(1.0,), (0.0,), (0.0,)]
    root = data_sets.write_covid_radiography(tmp_path / "covid")
    four = read_dataset("covid-radiography", root)
    assert [present(four, sample) for sample in four.samples] == [{name} for name in four.labels]
    two = read_dataset("covid-radiography", root, {"target": "covid"})
    assert [sample.targets for sample in two.samples] == [(1.0,), (0.0,), (0.0,), (0.0,)]


def test_that_covid_chestxray_keeps_labelled_frontal_radiographs(tmp_path: Path) -> None:
    dataset = read_dataset("covid-chestxray", data_sets.write_covid_chestxray(tmp_path))
    found = by_name(dataset)
    assert {name: present(dataset, sample) for name, sample in found.items()} == {
        "a.png": {"COVID-19"},
        "b.png": {"Other_pneumonia"},
        "c.png": {"Normal"},
        "d.png": set(),
    }
    assert (found["a.png"].patient_id, found["a.png"].age, found["a.png"].sex) == (
        "ieee_2",
        65,
        "M",
    )
    assert (found["b.png"].view, found["b.png"].licence) == ("AP", "unclear")


def test_that_class_folders_become_exclusive_labels_in_the_order_asked_for(tmp_path: Path) -> None:
    data_sets.write_class_folders(tmp_path)
    dataset = read_dataset("folders", tmp_path, {"classes": "well,ill", "source": "clinic"})
    assert dataset.labels == ("well", "ill")
    assert [s.targets for s in dataset.samples] == [(1.0, 0.0), (1.0, 0.0), (0.0, 1.0)]
    assert len({sample.patient_id for sample in dataset.samples}) == 3


def test_that_any_list_is_read_by_the_names_of_its_columns(tmp_path: Path) -> None:
    data_sets.write_plain_csv(tmp_path)
    options = {"file": "mine.csv", "labels": "Mass,Edema", "image": "file", "patient": "who"}
    columns = {"view": "projection", "age": "years", "sex": "gender"}
    first, second = read_dataset("csv", tmp_path, options | columns).samples
    assert (first.targets[0], math.isnan(first.targets[1])) == (1.0, True)
    assert (first.view, first.age, first.sex) == ("PA", 57.0, "M")
    assert (second.targets, math.isnan(second.age), second.sex) == ((0.0, 1.0), True, "")


def write_dicom(root: Path, *uids: str) -> Path:
    for number, uid in enumerate(uids):
        dataset = chest(SOPInstanceUID=uid, PatientAge="042Y", PatientSex="F", PatientID="P7")
        write(root / f"{number}.dcm", dataset)
    return root


def test_that_a_dicom_folder_needs_no_labels(tmp_path: Path) -> None:
    write_dicom(tmp_path, "1.2.3", "1.2.4", "1.2.3")
    (tmp_path / "notes.txt").write_text("no picture")
    first, second = read_dataset("dicom", tmp_path).samples
    assert (first.targets, first.patient_id, first.view) == ((), "dicom_P7", "PA")
    assert first.image == "0.dcm"
    assert (second.image, second.age, second.sex) == ("1.dcm", 42.0, "F")


def test_that_dicom_labels_are_found_by_sop_instance_uid(tmp_path: Path) -> None:
    write_dicom(tmp_path, "1.2.3", "1.2.4")
    rows = [("SOPInstanceUID", "Mass"), ("1.2.4", 1)]
    data_sets.write_csv(tmp_path / "labels.csv", rows)
    (only,) = read_dataset("dicom", tmp_path, {"file": "labels.csv", "labels": "Mass"}).samples
    assert (only.image, only.targets) == ("1.dcm", (1.0,))


def test_that_the_joined_sets_have_three_classes_and_external_tests(tmp_path: Path) -> None:
    dataset = read_dataset("s0", data_sets.write_s0(tmp_path))
    classes = {(s.source, *present(dataset, s)) for s in dataset.samples}
    assert ("kermany", "Other_abnormality") in classes
    assert ("niaid", "Tuberculosis") in classes
    assert {s.source for s in dataset.samples if s.part == "test"} == {"shenzhen", "montgomery"}
    assert all((tmp_path / sample.image).is_file() for sample in dataset.samples)


@pytest.mark.parametrize(("name", "images"), [("chest3", 1989), ("covid", 1004)])
def test_that_the_prepared_views_have_three_classes(
    shared_data: Path, name: str, images: int
) -> None:
    dataset = read_dataset(name, shared_data)
    assert len(dataset.samples) == images
    assert all(sum(sample.targets) == 1.0 for sample in dataset.samples)
    assert all((shared_data / sample.image).is_file() for sample in dataset.samples)


def test_that_images_of_one_licence_class_can_be_chosen(shared_data: Path) -> None:
    assert len(read_dataset("covid", shared_data, {"licence_class": "open"}).samples) == 858
    with pytest.raises(UsageError, match="No image is unclear"):
        read_dataset("covid", shared_data, {"licence_class": "unclear"})
