"""What each layout makes of a radiograph and of its outputs."""

from dataclasses import replace

import numpy as np
import pytest

from cxrviewer.domain.errors import UsageError
from cxrviewer.imaging.preprocess import prepare
from tests.data.radiographs import Levels, radiograph_of
from training.importing.layouts import CHEXNET, LAYOUTS, TORCHXRAYVISION, heads_of


def test_that_torchxrayvision_is_fed_one_channel_from_minus_to_plus_1024() -> None:
    stored = np.tile(np.linspace(0, 255, 300).round().astype(np.int64), (300, 1))
    tensor = prepare(
        radiograph_of(stored, Levels(count=256)), TORCHXRAYVISION.preprocess_spec()
    ).tensor
    assert tensor.shape == (1, 224, 224, 1)
    assert tensor.min() == pytest.approx(-1024, abs=4)
    assert tensor.max() == pytest.approx(1024, abs=4)
    assert tensor[0, 0, 112, 0] == pytest.approx((2 * 0.5 - 1) * 1024, abs=12)


def test_that_chexnet_is_fed_imagenets_mean_and_spread() -> None:
    stored = np.zeros((256, 256), np.int64)
    stored[:, 128:] = 255
    tensor = prepare(radiograph_of(stored, Levels(count=256)), CHEXNET.preprocess_spec()).tensor[0]
    assert tensor.shape == (224, 224, 3)
    assert tensor[0, 0] == pytest.approx([-2.1179, -2.0357, -1.8044], abs=1e-3)
    assert tensor[0, -1] == pytest.approx([2.2489, 2.4286, 2.6400], abs=1e-3)


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=list(LAYOUTS))
def test_that_only_the_square_in_the_middle_is_seen(layout: object) -> None:
    assert layout in (CHEXNET, TORCHXRAYVISION)
    stored = np.zeros((100, 200), np.int64)
    stored[:, :50] = stored[:, 150:] = 255
    spec = (CHEXNET if layout is CHEXNET else TORCHXRAYVISION).preprocess_spec()
    tensor = prepare(radiograph_of(stored, Levels(count=256)), spec).tensor
    assert np.ptp(tensor[..., 0]) == 0


def test_that_chexnets_labels_need_not_be_named() -> None:
    heads = heads_of(CHEXNET, None, 14)
    assert heads.labels[:3] == ("Atelectasis", "Cardiomegaly", "Effusion")
    assert all(heads.trained)


def test_that_an_empty_name_is_an_untrained_head() -> None:
    heads = heads_of(TORCHXRAYVISION, ["Mass", "", "Edema", ""], 4)
    assert heads.labels == ("Mass", "Untrained head 2", "Edema", "Untrained head 4")
    assert heads.trained == (True, False, True, False)


@pytest.mark.parametrize(
    ("names", "count", "said"),
    [
        (None, 18, "does not say which"),
        (["Mass"], 2, "has 2 outputs, but 1 labels"),
        (["", ""], 2, "no trained head"),
        (["Mass", "Mass"], 2, "twice"),
    ],
)
def test_that_labels_that_do_not_fit_are_refused(
    names: list[str] | None, count: int, said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        heads_of(TORCHXRAYVISION, names, count)


def test_that_a_layout_that_knows_its_heads_still_counts_them() -> None:
    with pytest.raises(UsageError, match="has 18 outputs, but 14"):
        heads_of(replace(TORCHXRAYVISION, all_trained=True, labels=CHEXNET.labels), None, 18)
