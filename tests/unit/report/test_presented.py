"""What a presentation state draws stands in files as it does on the screen."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from cxrviewer.domain.presentation import (
    TURN_RIGHT,
    UPRIGHT,
    Caption,
    DisplayedArea,
    Orientation,
    PresentationState,
)
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.report.presented import presented
from tests.data.workplace import make_instance, make_radiograph

# Rows and columns; the picture below has ten pixels for each.
SIZE = (80, 60)
SCALE = 10
Grey = NDArray[np.uint8]


@pytest.fixture
def radiograph() -> Radiograph:
    return make_radiograph(make_instance("a"))


def state(*captions: Caption, **more: object) -> PresentationState:
    plain = PresentationState(Path("/there/state"), ("a",), "State", captions=captions)
    return replace(plain, **more)  # type: ignore[arg-type]


def shown(
    radiograph: Radiograph, wanted: PresentationState, orientation: Orientation = UPRIGHT
) -> Grey:
    blank = np.zeros((SIZE[0] * SCALE, SIZE[1] * SCALE), np.uint8)
    return presented(blank, radiograph, wanted, orientation)


def bounds(picture: Grey) -> tuple[int, int, int, int]:
    """Return top, left, bottom and right of what is written."""
    rows, columns = np.nonzero(picture > 127)
    return int(rows.min()), int(columns.min()), int(rows.max()), int(columns.max())


def test_that_words_begin_where_the_state_puts_them(radiograph: Radiograph) -> None:
    top, left, bottom, right = bounds(shown(radiograph, state(Caption("Nodule?", (20.0, 30.0)))))
    assert (left, top) == pytest.approx((200, 300), abs=6)
    assert bottom - top < 20 < right - left


def test_that_words_stand_upright_in_a_turned_picture(radiograph: Radiograph) -> None:
    picture = shown(radiograph, state(Caption("Nodule?", (20.0, 30.0))), TURN_RIGHT)
    assert picture.shape == (SIZE[1] * SCALE, SIZE[0] * SCALE)
    top, left, bottom, right = bounds(picture)
    assert (left, top) == pytest.approx(((80 - 30) * SCALE, 200), abs=6)
    assert bottom - top < 20 < right - left


def test_that_a_line_leads_from_the_words_to_what_they_speak_of(radiograph: Radiograph) -> None:
    picture = shown(radiograph, state(Caption("L", (20.0, 40.0), anchor=(20.0, 10.0))))
    assert picture[100:390, 197:203].max(axis=1).min() > 127


def test_that_words_that_would_leave_the_picture_are_kept_in_it(radiograph: Radiograph) -> None:
    word = "an unusually long remark on the costophrenic recess"
    inside = bounds(shown(radiograph, state(Caption(word, (20.0, 30.0)))))
    pushed = bounds(shown(radiograph, state(Caption(word, (59.0, 79.0)))))
    assert pushed[3] < SIZE[1] * SCALE - 1
    assert pushed[2] < SIZE[0] * SCALE - 1
    assert pushed[3] - pushed[1] == pytest.approx(inside[3] - inside[1], abs=2)
    folded = bounds(shown(radiograph, state(Caption(f"{word}, {word}, {word}", (0.0, 0.0)))))
    assert folded[2] - folded[0] > 20


def test_that_words_outside_the_shown_area_are_left_out(radiograph: Radiograph) -> None:
    area = DisplayedArea(0.0, 0.0, 30.0, 40.0)
    wanted = state(Caption("in", (10.0, 10.0)), Caption("out", (50.0, 70.0)), areas=(area,))
    picture = shown(radiograph, wanted)
    assert picture.shape == (400, 300)
    assert bounds(picture)[1::2][1] < 140


def test_that_words_are_seen_on_white_and_leave_the_rest_alone(radiograph: Radiograph) -> None:
    white = np.full((800, 600, 3), 255, np.uint8)
    picture = presented(white, radiograph, state(Caption("Größe 漢字 سلام", (20.0, 30.0))), UPRIGHT)
    assert picture.min() < 30
    assert (picture[:280] == 255).all()
    assert (white == 255).all()


@pytest.mark.parametrize("shape", [(1, 1), (1, 900), (900, 1)])
def test_that_words_harm_no_picture_however_small(
    radiograph: Radiograph, shape: tuple[int, int]
) -> None:
    words = state(Caption("many\n\twords\x00", (1e9, -1e9)), Caption("", (0.0, 0.0)))
    assert presented(np.zeros(shape, np.uint8), radiograph, words, UPRIGHT).shape == shape
