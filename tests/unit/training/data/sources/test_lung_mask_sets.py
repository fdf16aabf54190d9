"""The sets with lung masks, read in their published layouts, and their masks."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from cxrviewer.domain.errors import CxrError, ReadingError, UsageError
from tests.data import data_sets
from training.data.datasets import read_dataset
from training.data.pictures import read_lung_mask
from training.data.sources.jsrt import convert_jsrt
from training.data.sources.soundness import problems_of


def test_that_pairs_are_found_by_name_and_ending(tmp_path: Path) -> None:
    data_sets.write_mask_pairs(tmp_path, ending="_lungs")
    dataset = read_dataset("mask-pairs", tmp_path, {"ending": "_lungs", "source": "mine"})
    pairs = [(sample.image, sample.mask) for sample in dataset.samples]
    assert pairs[0] == ("images/one.png", "masks/one_lungs.png")
    assert dataset.labels == ()
    assert [sample.patient_id for sample in dataset.samples] == ["mine_one", "mine_two"]


def test_that_a_mask_without_an_image_is_refused(tmp_path: Path) -> None:
    data_sets.write_mask_pairs(tmp_path)
    (tmp_path / "images" / "two.png").unlink()
    with pytest.raises(UsageError, match=r"masks/two\.png: The mask has no image"):
        read_dataset("mask-pairs", tmp_path)


def test_that_shenzhen_images_without_a_mask_are_refused_or_left_out(tmp_path: Path) -> None:
    data_sets.write_shenzhen(tmp_path)
    with pytest.raises(UsageError, match=r"CHNCXR_0327_1\.png: The image has no mask"):
        read_dataset("shenzhen-lungs", tmp_path)
    (only,) = read_dataset("shenzhen-lungs", tmp_path, {"missing": "leave-out"}).samples
    assert (only.mask, only.patient_id) == ("mask/CHNCXR_0001_0_mask.png", "CHNCXR_0001_0")
    assert (only.targets, only.age) == ((), 45.0)


def test_that_both_lungs_of_montgomery_are_united(tmp_path: Path) -> None:
    sample = read_dataset("montgomery-lungs", data_sets.write_montgomery(tmp_path)).samples[0]
    united = read_lung_mask(sample, tmp_path, size=(40, 36))
    left, right = (data_sets.half_mask(left=side) > 0 for side in (True, False))
    assert (united == (left | right)).all()


def test_that_a_lung_that_is_missing_is_refused(tmp_path: Path) -> None:
    data_sets.write_montgomery(tmp_path)
    (tmp_path / "ManualMask" / "rightMask" / "MCUCXR_0104_1.png").unlink()
    with pytest.raises(UsageError, match=r"MCUCXR_0104_1\.png: The image has no mask"):
        read_dataset("montgomery-lungs", tmp_path)


def test_that_covid_qu_ex_keeps_its_own_parts(tmp_path: Path) -> None:
    dataset = read_dataset("covid-qu-ex", data_sets.write_covid_qu_ex(tmp_path))
    assert [s.part for s in dataset.samples] == ["train"] * 3 + ["validation"] * 3 + ["test"] * 3
    assert dataset.samples[0].mask == "Train/COVID-19/lung masks/COVID-19_Train.png"


def test_that_masks_of_a_set_that_publishes_smaller_ones_fit(tmp_path: Path) -> None:
    root = data_sets.write_covid_radiography(tmp_path)
    dataset = read_dataset("covid-radiography-lungs", root)
    assert len(dataset.samples) == 4
    assert list(problems_of(dataset, root)) == []


def test_that_bare_jsrt_pixels_name_the_conversion(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="convert-jsrt"):
        read_dataset("jsrt", data_sets.write_jsrt(tmp_path))


def test_that_converted_jsrt_images_fit_the_scr_masks(tmp_path: Path) -> None:
    data_sets.write_jsrt(tmp_path)
    assert convert_jsrt(tmp_path) == 2
    dataset = read_dataset("jsrt", tmp_path)
    assert list(problems_of(dataset, tmp_path)) == []
    content = (tmp_path / "images" / "JPCLN001.png").read_bytes()
    pixels = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_UNCHANGED)
    assert pixels is not None
    assert (pixels.dtype, pixels.shape) == (np.uint16, (1024, 1024))
    assert (pixels[0, 0], pixels[-1, -1]) == (4000 * 16, 0)


def test_that_a_jsrt_file_of_another_size_stops_the_conversion_before_it_writes(
    tmp_path: Path,
) -> None:
    data_sets.write_jsrt(tmp_path)
    (tmp_path / "All247images" / "JPCNN001.IMG").write_bytes(b"\x00" * 100)
    with pytest.raises(ReadingError, match=r"JPCNN001\.IMG.*2048x2048"):
        convert_jsrt(tmp_path)
    assert not (tmp_path / "images").exists()


def test_that_a_mask_of_another_size_is_reported_with_both_sizes(tmp_path: Path) -> None:
    data_sets.write_mask_pairs(tmp_path)
    data_sets.write_picture(tmp_path / "masks" / "two.png", data_sets.half_mask(left=True, rows=20))
    dataset = read_dataset("mask-pairs", tmp_path)
    (problem,) = problems_of(dataset, tmp_path)
    assert problem.image == "images/two.png"
    assert "36x20 pixels, its image images/two.png 36x40" in problem.reason
    with pytest.raises(CxrError, match="36x20"):
        read_lung_mask(dataset.samples[1], tmp_path, size=(40, 36))


def test_that_an_image_that_does_not_open_is_reported(tmp_path: Path) -> None:
    data_sets.write_mask_pairs(tmp_path)
    (tmp_path / "images" / "one.png").write_bytes(b"no picture at all")
    (problem,) = problems_of(read_dataset("mask-pairs", tmp_path), tmp_path)
    assert problem.image == "images/one.png"
