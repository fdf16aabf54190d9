"""Masks and heatmaps on disk hold what was computed."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from cxrviewer.imaging.overlays import make_heatmap
from cxrviewer.report.images import encode_jpeg, write_heatmap, write_mask, write_png
from tests.data.reports import page_of


def picture_in(path: Path) -> NDArray[np.uint8]:
    return decoded(path.read_bytes())


def decoded(content: bytes) -> NDArray[np.uint8]:
    """The picture as stored; colours in OpenCV's order, blue first."""
    read = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_UNCHANGED)
    assert read is not None
    return np.asarray(read, np.uint8)


def test_that_a_mask_is_black_and_white_at_the_size_of_the_radiograph(tmp_path: Path) -> None:
    page = page_of()
    assert page.analysis is not None
    assert page.analysis.lung_mask is not None
    mask = page.analysis.lung_mask
    write_mask(tmp_path / "m.png", mask)
    read = picture_in(tmp_path / "m.png")
    assert read.shape == (page.radiograph.rows, page.radiograph.columns)
    assert np.array_equal(read, np.where(mask.mask, 255, 0))


def test_that_a_heatmap_keeps_the_absolute_scale(tmp_path: Path) -> None:
    page = page_of()
    assert page.analysis is not None
    grid = page.analysis.attention[0]
    halved = replace(grid, scale=2 * grid.scale)
    pictures = []
    for number, shown in enumerate((grid, halved)):
        write_heatmap(tmp_path / f"{number}.png", shown)
        pictures.append(picture_in(tmp_path / f"{number}.png"))
    expected = make_heatmap(grid).values.max() * 255
    assert abs(float(pictures[0].max()) - expected) <= 0.5
    assert abs(float(pictures[1].max()) - expected / 2) <= 1.0
    assert pictures[0].shape == (page.radiograph.rows, page.radiograph.columns)


def test_that_colours_keep_their_order(tmp_path: Path) -> None:
    picture = np.zeros((4, 5, 3), np.uint8)
    picture[..., 0] = 200
    write_png(tmp_path / "red.png", picture)
    assert picture_in(tmp_path / "red.png")[0, 0].tolist() == [0, 0, 200]


def test_that_transparency_survives(tmp_path: Path) -> None:
    picture = np.zeros((4, 5, 4), np.uint8)
    picture[..., 3] = 77
    write_png(tmp_path / "a.png", picture)
    assert picture_in(tmp_path / "a.png")[0, 0].tolist() == [0, 0, 0, 77]


def test_that_a_jpeg_is_close_to_its_picture() -> None:
    ramp = np.tile(np.arange(0, 256, 2, dtype=np.uint8), (64, 1))
    read = decoded(encode_jpeg(ramp, quality=90))
    assert np.abs(read.astype(int) - ramp).max() <= 4
