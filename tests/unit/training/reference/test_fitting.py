import numpy as np
import pytest
from numpy.typing import NDArray

from cxrviewer.bundle.reference import reference_of
from cxrviewer.domain.doubts import DoubtCode
from tests.data.bundles import make_radiograph
from training.reference.copies import EXPOSURE_COPIES, FIT_COPIES, Spoiling
from training.reference.fitting import fit_reference, upright
from training.reference.gathering import Gathered

COUNT, SIZE = 240, 12


def gathered(*, spoilt: tuple[int, ...] = ()) -> Gathered:
    """Copies of each kind lie apart along a direction of their own; ``spoilt`` ones are sound by
    name and turned in truth.
    """
    numbers = np.random.default_rng(3)
    sound = numbers.normal(0, 1, (COUNT, SIZE)).astype(np.float32)
    copies = np.stack([sound + 9.0 * direction(kind) for kind in range(len(FIT_COPIES))])
    for row in spoilt:
        sound[row] += 9.0 * direction(1)
    ages = np.where(np.arange(COUNT) % 6 == 0, 1.0, 0.0)
    sound[ages == 1.0] += 6.0 * direction(SIZE - 1)
    patients = tuple(f"p{n}" for n in range(COUNT))
    return Gathered(sound, copies.astype(np.float32), ages, patients)


def direction(number: int) -> NDArray[np.float32]:
    unit = np.zeros(SIZE, np.float32)
    unit[number] = 1.0
    return unit


def test_that_probes_find_their_copies_and_few_others() -> None:
    given = gathered()
    reference = reference_of(fit_reference(given).arrays())
    assert reference.codes == (*(s.code for s in FIT_COPIES), DoubtCode.CHILD)
    for kind, copies in enumerate(given.copies):
        found = [reference.logits(row)[kind] > reference.limits[kind] for row in copies]
        assert np.mean(found) > 0.95
    alarms = [(reference.logits(row) > reference.limits)[:-1].any() for row in given.sound]
    assert np.mean(alarms) < 0.05


def test_that_distance_tells_what_lies_nowhere_near() -> None:
    given = gathered()
    reference = fit_reference(given)
    near = [reference.distance(row) for row in given.sound]
    assert np.mean(np.asarray(near) > reference.limit) < 0.03
    assert reference.distance(np.full(SIZE, 8.0, np.float32)) > reference.limit


def test_that_what_is_turned_already_is_left_out() -> None:
    kept = upright(gathered(spoilt=(4, 11)))
    assert {"p4", "p11"}.isdisjoint(kept.patients)
    assert len(kept.patients) == len(kept.sound) == kept.copies.shape[1] >= COUNT - 4


@pytest.mark.parametrize("spoiling", [*FIT_COPIES, *EXPOSURE_COPIES], ids=lambda s: s.name)
def test_that_every_copy_is_another_picture_and_the_same_each_time(spoiling: Spoiling) -> None:
    radiograph = make_radiograph()
    one, other = (spoiling.make(radiograph, np.random.default_rng(5)) for _ in range(2))
    np.testing.assert_array_equal(one.indices, other.indices)
    same = one.indices.shape == radiograph.indices.shape and one.inverted == radiograph.inverted
    assert not same or (one.indices != radiograph.indices).any()
