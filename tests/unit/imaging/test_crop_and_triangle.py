"""Centre crops and the antialiased bilinear filter, which published networks were fitted behind."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from cxrviewer.domain.geometry import Crop, Letterbox
from cxrviewer.imaging.geometry import centre_crop, seen_part, tensor_point, to_image_space
from cxrviewer.imaging.geometry import without_padding as inner_of
from cxrviewer.imaging.preprocess import AspectRule, GreyMapping, Resizer, prepare_grey
from cxrviewer.imaging.triangle import resize_triangle
from tests.data.bundles import SPEC
from tests.data.radiographs import Levels, radiograph_of

sides = st.integers(1, 5000)
CROPPED = replace(SPEC, aspect=AspectRule.CROP, grey_mapping=GreyMapping.FULL_RANGE)


@given(sides, sides)
def test_that_a_crop_is_the_largest_square_in_the_middle(rows: int, columns: int) -> None:
    seen = centre_crop(rows, columns, height=224, width=224).seen
    side = min(rows, columns)
    assert (seen.rows, seen.columns) == (side, side)
    assert (seen.top, seen.left) == (rows // 2 - side // 2, columns // 2 - side // 2)


@given(sides, sides)
def test_that_a_crop_has_the_aspect_ratio_of_its_tensor(rows: int, columns: int) -> None:
    seen = centre_crop(rows, columns, height=100, width=200).seen
    assert seen.rows == rows or seen.columns == columns
    assert abs(2 * seen.rows - seen.columns) <= 2


def test_that_only_the_middle_reaches_a_cropped_tensor() -> None:
    stored = np.full((100, 160), 4095)
    stored[:, 30:130] = 0
    stored[40:60, 70:90] = 2000
    grey, box = prepare_grey(radiograph_of(stored), CROPPED)
    assert box.crop == Crop(0, 30, 100, 100)
    assert grey[0].max() == 0
    assert grey[32, 32] == pytest.approx(2000 / 4095, abs=1e-3)


def test_that_a_cropped_tensor_says_nothing_of_what_it_does_not_show() -> None:
    box = centre_crop(300, 500, height=64, width=64)
    back = to_image_space(np.ones((7, 7), np.float32), box)
    assert (back[:, :100] == 0).all()
    assert (back[:, 400:] == 0).all()
    assert (back[:, 100:400] == 1).all()
    small = to_image_space(np.ones((7, 7), np.float32), box, rows=30, columns=50)
    assert small.sum() == 30 * 30


def test_that_a_spot_in_a_cropped_tensor_comes_back_to_its_place() -> None:
    box = centre_crop(700, 1000, height=224, width=224)
    y, x = tensor_point(box, 210, 600)
    yy, xx = np.mgrid[0:224, 0:224]
    spot = np.exp(-((yy - y) ** 2 + (xx - x) ** 2) / 18.0).astype(np.float32)
    back = to_image_space(spot, box)
    assert np.unravel_index(back.argmax(), back.shape) == pytest.approx((210, 600), abs=4)
    inner, inner_box = inner_of(spot, box)
    assert np.array_equal(to_image_space(inner, inner_box), back)


def test_that_the_seen_part_is_cut_as_it_is_mapped_back() -> None:
    pixels = np.arange(12 * 31).reshape(12, 31)
    box = centre_crop(12, 31, height=12, width=12)
    assert np.array_equal(seen_part(pixels, box), pixels[:, 9:21])
    assert tensor_point(box, 0, 9) == (0, 0)


@pytest.mark.parametrize(
    "crop", [Crop(-1, 0, 5, 5), Crop(0, 0, 0, 5), Crop(6, 0, 5, 5), Crop(0, 6, 5, 5)]
)
def test_that_crops_stay_inside_their_radiograph(crop: Crop) -> None:
    with pytest.raises(ValueError, match="crop"):
        Letterbox(10, 10, 4, 4, 0, 0, 4, 4, crop)


@pytest.mark.parametrize("size", [(301, 250), (64, 64), (40, 500), (1, 7)])
def test_that_the_triangle_filter_is_pillows(size: tuple[int, int]) -> None:
    pixels = np.random.default_rng(4).integers(0, 65536, size).astype(np.uint16)
    pillow = Image.fromarray(pixels.astype(np.float32)).resize((56, 64), Image.Resampling.BILINEAR)
    assert resize_triangle(pixels, 64, 56) == pytest.approx(np.asarray(pillow), abs=0.05)


def test_that_the_triangle_filter_keeps_a_flat_picture_flat() -> None:
    flat = np.full((97, 61), 1234, np.uint16)
    assert resize_triangle(flat, 20, 90) == pytest.approx(1234, abs=1e-2)


def test_that_the_spec_chooses_the_filter() -> None:
    stored = np.random.default_rng(5).integers(0, 4096, (200, 200))
    area, _ = prepare_grey(radiograph_of(stored), CROPPED)
    triangle, _ = prepare_grey(radiograph_of(stored), replace(CROPPED, resizer=Resizer.TRIANGLE))
    assert np.abs(area - triangle).max() > 0.01
    assert np.abs(area - triangle).mean() < 0.05


def test_that_eight_bit_pictures_keep_their_grey_and_deeper_ones_fill_the_range() -> None:
    stored = np.tile(np.arange(20, 220, dtype=np.int64), (200, 1))
    spec = replace(SPEC, aspect=AspectRule.STRETCH, grey_mapping=GreyMapping.EIGHT_BIT)
    eight, _ = prepare_grey(radiograph_of(stored, Levels(count=256)), spec)
    assert (eight.min(), eight.max()) == pytest.approx((21 / 255, 218 / 255), abs=0.005)
    turned, _ = prepare_grey(radiograph_of(stored, Levels(count=256), inverted=True), spec)
    assert turned == pytest.approx(1 - eight, abs=1e-4)
    deep, _ = prepare_grey(radiograph_of(stored, Levels(count=4096)), spec)
    assert (deep.min(), deep.max()) == pytest.approx((0, 1), abs=0.01)
    full, _ = prepare_grey(
        radiograph_of(stored, Levels(count=256)), replace(spec, grey_mapping=GreyMapping.FULL_RANGE)
    )
    assert np.array_equal(full, deep)
