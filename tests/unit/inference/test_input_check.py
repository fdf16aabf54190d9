"""The input check over a network that the test holds in its hands."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from cxrviewer.bundle.manifest import AcceptedInput
from cxrviewer.bundle.reference import InputReference, pooled_features, reference_of
from cxrviewer.domain.analysis import BundleIdentity, BundleStatus, LungMask
from cxrviewer.domain.doubts import Doubt, DoubtCode
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.inference.input_check import (
    LungView,
    age_in_years,
    check_header,
    check_view,
    once_each,
)
from tests.data.radiographs import radiograph_of

LUNGS = BundleIdentity("lungs", "1.0.0", "a" * 64, BundleStatus.RESEARCH)
ADULTS = AcceptedInput(views=("PA",), least_age=15.0, greatest_age=None)


def reference() -> InputReference:
    """Two features: the first is the distance, the second drives the probe for inversion."""
    return InputReference(
        mean=np.zeros(2, np.float32),
        axes=np.array([[1.0], [0.0]], np.float32),
        limit=2.0,
        codes=(DoubtCode.INVERTED,),
        kernels=np.array([[0.0], [1.0]], np.float32),
        biases=np.zeros(1, np.float32),
        limits=np.ones(1, np.float32),
    )


def fields() -> NDArray[np.bool_]:
    lungs = np.zeros((96, 80), np.bool_)
    lungs[20:76, 10:34] = True
    lungs[20:76, 46:70] = True
    return lungs


def sound() -> Radiograph:
    """Every grey occurs, smoothly, and neither end of the range within the chest."""
    return radiograph_of(np.tile(np.linspace(0, 4095, 800), (960, 1)))


def view(first: float = 0.0, second: float = 0.0) -> LungView:
    return LungView(LungMask(LUNGS, fields()), fields(), np.array([first, second], np.float32))


def codes(doubts: tuple[Doubt, ...]) -> list[DoubtCode]:
    return [doubt.code for doubt in doubts]


def test_that_a_sound_radiograph_raises_no_doubt() -> None:
    assert check_view(sound(), view(), reference()) == ()


def test_that_distance_and_probes_raise_their_codes_with_their_figures() -> None:
    doubts = check_view(sound(), view(first=3.0, second=1.5), reference())
    assert codes(doubts) == [DoubtCode.NOT_CHEST, DoubtCode.INVERTED]
    assert (doubts[0].measured, doubts[0].limit) == (3.0, 2.0)
    assert doubts[0].text.endswith("[not_chest: distance from the training radiographs 3, limit 2]")


def test_that_a_picture_without_lungs_is_doubted_even_without_a_reference() -> None:
    empty = replace(view(), mask=LungMask(LUNGS, np.zeros((96, 80), np.bool_)))
    assert codes(check_view(sound(), empty, None)) == [DoubtCode.NOT_CHEST]


def test_that_lost_greys_are_poor_exposure() -> None:
    stored = np.clip(np.tile(np.linspace(-2000, 4095, 800), (960, 1)), 0, 4095)
    assert DoubtCode.EXPOSURE in codes(check_view(radiograph_of(stored), view(), reference()))


def test_that_the_file_s_own_age_is_held_against_what_the_models_know() -> None:
    child = sound()
    series = child.instance.series
    study = replace(series.study, age="007Y")
    instance = replace(child.instance, series=replace(series, study=study))
    doubts = check_header(replace(child, instance=instance), [ADULTS])
    assert codes(doubts) == [DoubtCode.CHILD]
    assert doubts[0].measured == 7.0
    assert check_header(child, [ADULTS]) == ()
    assert check_header(replace(child, instance=instance), []) == ()


@pytest.mark.parametrize(
    ("age", "years"), [("010Y", 10.0), ("006M", 0.5), ("", None), ("10", None), ("abcY", None)]
)
def test_that_ages_are_read_in_every_unit(age: str, years: float | None) -> None:
    found = age_in_years(age)
    assert found == (None if years is None else pytest.approx(years, rel=0.01))


def test_that_each_code_is_said_once_in_their_order() -> None:
    child, chest = Doubt(DoubtCode.CHILD, "C."), Doubt(DoubtCode.NOT_CHEST, "N.")
    assert once_each([child, chest, replace(child, sentence="again")]) == (chest, child)


def test_that_features_are_pooled_by_field() -> None:
    features = np.zeros((4, 6, 3), np.float32)
    features[2:, 3:] = 1.0
    pooled = pooled_features(features)
    assert pooled.shape == (12,)
    np.testing.assert_array_equal(pooled[-3:], 1.0)
    assert pooled[:-3].sum() == 0.0


def test_that_a_reference_survives_its_file_and_a_spoilt_one_is_refused() -> None:
    again = reference_of(reference().arrays())
    assert again.codes == (DoubtCode.INVERTED,)
    assert again.distance(np.array([3.0, 0.0], np.float32)) == 3.0
    spoilt = reference().arrays() | {"kernels": np.zeros((3, 1), np.float32)}
    with pytest.raises(ValueError, match="one weight per feature"):
        reference_of(spoilt)


def test_that_a_file_that_gives_the_age_is_believed_against_the_probe() -> None:
    knows_children = replace(reference(), codes=(DoubtCode.CHILD,))
    unknown = sound()
    assert codes(check_view(unknown, view(second=1.5), knows_children)) == [DoubtCode.CHILD]
    series = unknown.instance.series
    study = replace(series.study, age="060Y")
    instance = replace(unknown.instance, series=replace(series, study=study))
    aged = replace(unknown, instance=instance)
    assert check_view(aged, view(second=1.5), knows_children) == ()


def test_that_maps_smaller_than_the_fields_are_averaged_all_the_same() -> None:
    features = np.arange(3, dtype=np.float32).reshape(1, 1, 3)
    pooled = pooled_features(features)
    assert pooled.tolist() == [0.0, 1.0, 2.0] * (len(pooled) // 3)
    assert len(pooled) == len(pooled_features(np.zeros((8, 8, 3), np.float32)))
