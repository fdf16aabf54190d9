"""Copies of a picture in two parts are found, other radiographs are left alone."""

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from cxrviewer.domain.errors import UsageError
from tests.data import data_sets
from tests.data.dicom_files import chest, write
from training.commands.data import parts_of_lists
from training.data.datasets import read_dataset
from training.data.leakage import require_no_leakage
from training.data.leakage_images import (
    LEAST_LIKENESS,
    alike,
    fingerprint,
    require_no_shared_pictures,
    shared_pictures,
    thumbnails_of,
)
from training.data.leakage_report import find_leaks, require_clean
from training.data.samples import Sample
from training.data.splits import Split, split_by_patient
from training.fitting.run import fit_recipe
from training.recipe import read_recipe

Pixels = NDArray[np.uint8]
SIDE = 160


def radiograph(seed: int) -> Pixels:
    return data_sets.pattern(seed, rows=SIDE, columns=SIDE)


def sample(image: str, patient: str) -> Sample:
    return Sample(image=image, patient_id=patient, source="set", stratum="set", targets=(0.0,))


def write_sample(root: Path, name: str, pixels: Pixels, *, patient: str) -> Sample:
    data_sets.write_picture(root / name, pixels)
    return sample(name, patient)


def compressed(pixels: Pixels) -> Pixels:
    packed = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, 60])[1]
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), np.uint8)


def coursera(data: Path) -> list[Path]:
    names = ("train-small", "valid-small", "test")
    return [data / "csv" / f"coursera_{name}.csv" for name in names]


COPIES: dict[str, Callable[[Pixels], Pixels]] = {
    "smaller": lambda p: np.asarray(cv2.resize(p, (97, 97), interpolation=cv2.INTER_AREA)),
    "squashed": lambda p: np.asarray(cv2.resize(p, (128, 160), interpolation=cv2.INTER_AREA)),
    "compressed": compressed,
    "darker": lambda p: (p // 2).astype(np.uint8),
    "inverted": lambda p: 255 - p,
    "mirrored": lambda p: np.ascontiguousarray(p[:, ::-1]),
    "lettered": lambda p: np.asarray(cv2.putText(p.copy(), "L", (5, 25), 0, 0.7, 255), np.uint8),
}


@pytest.mark.parametrize("change", COPIES.values(), ids=COPIES)
def test_that_a_changed_copy_under_another_patient_is_found(
    tmp_path: Path, change: Callable[[Pixels], Pixels]
) -> None:
    train = [write_sample(tmp_path, f"a{n}.png", radiograph(n), patient=f"a{n}") for n in range(5)]
    copy = write_sample(tmp_path, "copy.png", change(radiograph(3)), patient="b")
    other = write_sample(tmp_path, "other.png", radiograph(9), patient="c")
    found = shared_pictures(fingerprint(train, tmp_path), fingerprint([other, copy], tmp_path))
    (one,) = found
    assert (one.first, one.second, one.is_exact) == ("a3.png", "copy.png", False)
    assert one.likeness >= LEAST_LIKENESS


def test_that_the_same_pixels_in_two_formats_are_exact(tmp_path: Path) -> None:
    first = write_sample(tmp_path, "a.png", radiograph(1), patient="a")
    pixels = chest(radiograph(1), BitsStored=8)
    write(tmp_path / "b.dcm", pixels)
    (one,) = shared_pictures(
        fingerprint([first], tmp_path), fingerprint([sample("b.dcm", "b")], tmp_path)
    )
    assert one.is_exact


def test_that_flat_pictures_are_not_alike() -> None:
    flat = np.full((2, 40, 40), 0.5, np.float32)
    assert list(alike(thumbnails_of(flat), thumbnails_of(flat))) == []


def test_that_no_pair_is_missed_across_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("training.data.leakage_images.BLOCK", 3)
    pictures = np.stack([radiograph(n) for n in range(10)]).astype(np.float32)
    found = {(a, b) for a, b, _ in alike(thumbnails_of(pictures), thumbnails_of(pictures[::-1]))}
    assert found == {(n, 9 - n) for n in range(10)}


def test_that_likeness_is_the_larger_of_plain_and_mirrored() -> None:
    first, second = (
        thumbnails_of(np.stack([radiograph(n) for n in seeds]).astype(np.float32))
        for seeds in ((1, 2), (2, 5))
    )
    mirrored = second.reshape(2, 32, 32)[:, :, ::-1].reshape(2, -1)
    expected = np.maximum(np.abs(first @ second.T), np.abs(first @ mirrored.T))
    found = {(a, b): likeness for a, b, likeness in alike(first, second)}
    rows = np.argwhere(expected >= LEAST_LIKENESS)
    assert found == pytest.approx({(int(a), int(b)): expected[a, b] for a, b in rows}, abs=1e-5)
    assert found


def test_that_a_fit_is_refused_when_a_picture_is_on_both_sides(tmp_path: Path) -> None:
    first = write_sample(tmp_path, "a.png", radiograph(1), patient="a")
    copy = write_sample(tmp_path, "b.jpg", radiograph(1), patient="b")
    other = write_sample(tmp_path, "c.png", radiograph(2), patient="c")
    require_no_shared_pictures(Split((first,), (other,)), tmp_path)
    with pytest.raises(UsageError, match=r"1 pictures .* a\.png and b\.jpg"):
        require_no_shared_pictures(Split((first, other), (copy,)), tmp_path)


def test_that_fitting_looks_for_copies_before_it_makes_a_run_folder(tmp_path: Path) -> None:
    rows: list[tuple[str, ...]] = [("image", "patient_id", "label", "source", "view")]
    for n in range(10):
        write_sample(tmp_path / "tb", f"images/{n}.png", radiograph(n % 5), patient=f"p{n}")
        label = "tb" if n % 2 else "normal"
        rows.append((f"images/{n}.png", f"p{n}", label, "shenzhen", "PA"))
    data_sets.write_csv(tmp_path / "tb" / "labels.csv", rows)
    with pytest.raises(UsageError, match="pictures are in training and in validation"):
        fit_recipe(read_recipe("tb"), data=tmp_path, run=tmp_path / "run")
    assert not (tmp_path / "run").exists()


def test_that_one_file_under_two_patients_stops_a_fit() -> None:
    with pytest.raises(UsageError, match="1 images are in training and in validation"):
        require_no_leakage(Split((sample("a.png", "1"),), (sample("a.png", "2"),)))


def test_that_every_pair_of_parts_is_reported(tmp_path: Path) -> None:
    parts = {
        "train": [write_sample(tmp_path, "a.png", radiograph(1), patient="1")],
        "validation": [write_sample(tmp_path, "b.png", radiograph(2), patient="2")],
        "test": [
            write_sample(tmp_path, "c.png", radiograph(1), patient="3"),
            write_sample(tmp_path, "d.png", radiograph(4), patient="2"),
        ],
    }
    clean, copied, patient = find_leaks(parts, tmp_path)
    assert clean.is_clean
    assert (copied.first, copied.second, copied.patients) == ("train", "test", frozenset())
    assert copied.pictures is not None
    assert copied.pictures[0].is_exact
    assert list(copied.lines())[1] == "  a.png = c.png (the same pixels)"
    assert patient.patients == {"2"}
    with pytest.raises(UsageError, match="train and test; validation and test share"):
        require_clean((clean, copied, patient))


def test_that_the_published_subset_leaks_198_of_its_200_validation_images(
    shared_data: Path,
) -> None:
    lists = parts_of_lists(coursera(shared_data))
    assert [len(rows) for rows in lists.values()] == [1000, 200, 420]
    leaking, first_test, second_test = find_leaks(lists)
    assert (len(leaking.images), len(leaking.patients)) == (198, 197)
    assert first_test.is_clean
    assert second_test.is_clean
    held = [row for row in lists["coursera_valid-small.csv"] if row.patient_id in leaking.patients]
    assert len(held) == 198


@pytest.mark.parametrize("name", ["tb", "covid"])
def test_that_real_radiographs_of_different_patients_are_not_taken_for_copies(
    shared_data: Path, name: str
) -> None:
    some = read_dataset(name, shared_data).samples[::4]
    split = split_by_patient(some, share=0.5, seed=20)
    require_no_shared_pictures(split, shared_data)


def test_that_one_real_radiograph_is_found_at_another_size_and_quality(shared_data: Path) -> None:
    classified = {s.patient_id: s for s in read_dataset("tb", shared_data).samples}
    masked = [s for s in read_dataset("lungs", shared_data).samples if s.patient_id in classified]
    chosen = masked[::20]
    first = fingerprint([classified[s.patient_id] for s in chosen], shared_data)
    found = shared_pictures(first, fingerprint(chosen, shared_data))
    assert len(chosen) > 20
    assert [Path(one.first).name for one in found] == [Path(one.second).name for one in found]
    assert len(found) == len(chosen)
