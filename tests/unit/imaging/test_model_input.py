import numpy as np

from cxrviewer.imaging.model_input import model_input
from cxrviewer.imaging.preprocess import prepare
from tests.data.bundles import SPEC, make_radiograph


def test_that_the_picture_is_the_tensor_and_the_steps_tell_how_it_came_about() -> None:
    radiograph = make_radiograph()
    seen = model_input(radiograph, SPEC)
    tensor = prepare(radiograph, SPEC).tensor
    assert seen.picture.shape == tensor.shape[1:3]
    np.testing.assert_allclose(seen.picture / 127.5 - 1.0, tensor[0, ..., 0], atol=0.005)
    told = "\n".join(seen.steps)
    assert "80 x 96 pixels" in told
    assert "percentiles 1 and 99" in told
    assert "Tensor: 1 x 64 x 64 x 3" in told
    assert "at (5, 0) of 64 x 64" in told
