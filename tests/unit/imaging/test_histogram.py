"""How often values are shown, whatever the values are."""

from dataclasses import replace

import numpy as np
import pytest

from cxrviewer.imaging.histogram import histogram_of
from tests.data.workplace import make_instance, make_radiograph


@pytest.mark.parametrize("value", [0.0, 1.0, 5e-324, 1e38, -1e300])
def test_that_a_radiograph_of_one_value_has_a_histogram(value: float) -> None:
    radiograph = make_radiograph(make_instance("a"))
    flat = replace(radiograph, levels=np.full_like(radiograph.levels, value))
    found = histogram_of(flat, 64)
    assert found.low < value < found.high
    assert found.counts.sum() == flat.indices.size
    assert np.count_nonzero(found.counts) == 1
