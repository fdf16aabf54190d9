"""A report's pictures stand as on the screen."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from cxrviewer.domain.presentation import FLIP_ACROSS, TURN_RIGHT, UPRIGHT, Orientation
from cxrviewer.imaging.orientation import oriented
from cxrviewer.report.pictures import make_pictures
from tests.data.reports import page_of


def decoded(jpeg: bytes) -> NDArray[np.uint8]:
    picture = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_GRAYSCALE)
    return np.asarray(picture, np.uint8)


@pytest.mark.parametrize("turned", [TURN_RIGHT, FLIP_ACROSS, TURN_RIGHT.then(FLIP_ACROSS)])
def test_that_the_pictures_are_turned_as_on_the_screen_and_the_page_says_so(
    turned: Orientation,
) -> None:
    page = page_of()
    upright, pictures = make_pictures(page), make_pictures(replace(page, turned=turned))
    assert pictures.overlaid is not None
    assert upright.overlaid is not None
    for seen, plain in ((pictures.plain, upright.plain), (pictures.overlaid, upright.overlaid)):
        expected = oriented(decoded(plain), turned)
        assert np.abs(decoded(seen).astype(int) - expected).mean() < 3.0
    sentences = [text for text in replace(page, turned=turned).warnings if "is shown" in text]
    assert len(sentences) == 1
    assert ("MIRRORED" in sentences[0]) == turned.flipped


def test_that_nothing_is_said_of_a_picture_that_stands_as_it_was_stored() -> None:
    page = page_of()
    assert page.orientation == UPRIGHT
    assert not any("is shown" in text for text in page.warnings)
