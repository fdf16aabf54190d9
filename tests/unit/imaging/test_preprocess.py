from dataclasses import replace

import numpy as np
import pytest

from cxrviewer.imaging.preprocess import (
    AspectRule,
    GreyMapping,
    Preparation,
    PreprocessSpec,
    prepare,
    prepare_grey,
)
from tests.data.bundles import SPEC, make_radiograph
from tests.data.radiographs import Levels, radiograph_of


def test_that_the_tensor_has_the_shape_range_and_type_of_the_spec() -> None:
    tensor = prepare(make_radiograph(300, 200), SPEC).tensor
    assert tensor.shape == (1, 64, 64, 3)
    assert tensor.dtype == np.float32
    assert tensor.min() >= -1.0
    assert tensor.max() <= 1.0


def test_that_the_longer_side_fills_the_tensor_and_the_rest_is_black() -> None:
    grey, box = prepare_grey(make_radiograph(300, 150), SPEC)
    assert (box.height, box.width, box.top, box.left) == (64, 32, 0, 16)
    assert (grey[:, :16] == 0).all()
    assert (grey[:, 48:] == 0).all()
    assert grey[:, 16:48].std() > 0.1


def test_that_stretching_gives_up_the_aspect_ratio() -> None:
    _, box = prepare_grey(make_radiograph(300, 150), replace(SPEC, aspect=AspectRule.STRETCH))
    assert (box.height, box.width) == (64, 64)


def test_that_polarity_does_not_reach_the_model() -> None:
    stored = np.random.default_rng(1).integers(0, 4000, (90, 70))
    plain = prepare(radiograph_of(stored), SPEC).tensor
    mirrored = prepare(radiograph_of(4095 - stored, inverted=True), SPEC).tensor
    assert np.abs(plain - mirrored).max() < 1e-3


def test_that_rescale_does_not_reach_the_model() -> None:
    stored = np.random.default_rng(2).integers(0, 4000, (90, 70))
    plain = prepare(radiograph_of(stored), SPEC).tensor
    shifted = prepare(radiograph_of(stored, Levels(slope=0.5, intercept=-1024.0)), SPEC).tensor
    assert np.abs(plain - shifted).max() < 1e-4


def test_that_padding_neither_moves_the_grey_mapping_nor_stays_bright() -> None:
    stored = np.random.default_rng(3).integers(500, 1500, (80, 80))
    framed = np.full((100, 80), 4095)
    framed[10:90] = stored
    grey, box = prepare_grey(radiograph_of(framed, Levels(padding=(4095,))), SPEC)
    inner = grey[:, box.left : box.left + box.width]
    assert (inner[:5] == 0).all()
    assert inner[20:40].mean() == pytest.approx(0.5, abs=0.05)


def test_that_a_flat_picture_gives_finite_numbers() -> None:
    assert np.isfinite(prepare(radiograph_of(np.full((30, 30), 9)), SPEC).tensor).all()


def test_that_shrinking_averages_instead_of_skipping() -> None:
    board = np.indices((512, 512)).sum(axis=0) % 2 * 4095
    spec = replace(SPEC, grey_mapping=GreyMapping.FULL_RANGE)
    grey, _ = prepare_grey(radiograph_of(board), spec)
    assert grey == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("size", [(1, 1), (1, 5000), (5000, 1), (7, 900), (900, 7)])
def test_that_extreme_shapes_fit_into_the_tensor(size: tuple[int, int]) -> None:
    assert prepare(radiograph_of(np.arange(size[0] * size[1]).reshape(size) % 4096), SPEC)


@pytest.mark.parametrize(
    "change",
    [
        {"percentiles": (50.0, 50.0)},
        {"percentiles": (-1.0, 50.0)},
        {"height": 4},
        {"channels": 2},
        {"mean": (0.5,)},
        {"std": (0.5, 0.0, 0.5)},
        {"mean": (0.5, float("nan"), 0.5)},
    ],
)
def test_that_impossible_specs_cannot_be_made(change: dict[str, object]) -> None:
    fields = {name: getattr(SPEC, name) for name in SPEC.__dataclass_fields__}
    with pytest.raises(ValueError, match=r"percentiles|tensor|channels|mean|std"):
        PreprocessSpec(**(fields | change))


def test_that_what_specs_share_changes_none_of_their_tensors() -> None:
    radiograph = make_radiograph(300, 260)
    specs = [
        SPEC,
        replace(SPEC, height=96, width=96),
        replace(SPEC, aspect=AspectRule.CROP),
        replace(SPEC, grey_mapping=GreyMapping.FULL_RANGE),
        replace(SPEC, percentiles=(5.0, 95.0)),
    ]
    together = Preparation(radiograph)
    for spec in specs:
        shared, alone = together.prepare(spec), prepare(radiograph, spec)
        assert (shared.tensor == alone.tensor).all()
        assert shared.letterbox == alone.letterbox
    assert together.prepare(SPEC) is together.prepare(SPEC)
