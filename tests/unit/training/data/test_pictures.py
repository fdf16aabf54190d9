"""Pixels and masks as the networks meet them."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from cxrviewer.domain.errors import ReadingError
from cxrviewer.imaging.geometry import centre_crop, fit_letterbox
from tests.data.raster_files import png_header_only
from training.data.datasets import Sample
from training.data.pictures import place_mask, read_mask, read_pictures
from training.recipe import read_recipe


def write_png(path: Path, pixels: np.ndarray) -> None:
    path.write_bytes(cv2.imencode(".png", pixels)[1].tobytes())


def test_that_a_mask_lies_on_its_radiograph_in_the_tensor(tmp_path: Path) -> None:
    pixels = np.zeros((100, 60), np.uint8)
    pixels[20:70, 10:40] = 255
    write_png(tmp_path / "a.png", pixels)
    sample = Sample(image="a.png", mask="a.png", patient_id="a", source="s", stratum="s")
    pictures = read_pictures([sample], tmp_path, read_recipe("lungs").input.preprocess_spec())
    assert pictures.grey.shape == pictures.targets.shape == (1, 256, 256)
    assert np.abs(pictures.grey[0] - pictures.targets[0]).max() < 0.01


def test_that_padding_around_a_radiograph_is_no_lung() -> None:
    placed = place_mask(np.ones((40, 20), np.bool_), fit_letterbox(40, 20, height=64, width=64))
    assert placed[:, 16:48].min() == 1.0
    assert placed[:, :16].max() == placed[:, 48:].max() == 0.0


def test_that_a_mask_is_cropped_as_its_radiograph_is() -> None:
    mask = np.zeros((64, 128), np.bool_)
    mask[:, 32:64] = True
    placed = place_mask(mask, centre_crop(64, 128, height=32, width=32))
    assert placed[:, :16].min() == 1.0
    assert placed[:, 16:].max() == 0.0


def test_that_an_outline_keeps_its_shares() -> None:
    mask = np.zeros((128, 128), np.bool_)
    mask[:, :3] = True
    placed = place_mask(mask, fit_letterbox(128, 128, height=64, width=64))
    assert placed[0, :3] == pytest.approx([1.0, 0.5, 0.0], abs=1e-4)


def test_that_grey_from_resizing_is_no_lung(tmp_path: Path) -> None:
    write_png(tmp_path / "mask.png", np.asarray([[0, 127], [128, 255]], np.uint8))
    assert read_mask(tmp_path / "mask.png").tolist() == [[False, False], [True, True]]


@pytest.mark.parametrize("content", [b"not a picture", b"", png_header_only(100_000, 100_000)])
def test_that_a_broken_mask_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "mask.png").write_bytes(content)
    with pytest.raises(ReadingError, match=r"mask\.png"):
        read_mask(tmp_path / "mask.png")
