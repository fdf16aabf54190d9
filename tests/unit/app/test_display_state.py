"""Windows that are dragged, heatmaps that are peeked at."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxrviewer.app.display_state import DisplayState, dragged_window
from cxrviewer.domain.radiograph import VoiFunction, Window

START = Window(1000.0, 400.0)
moves = st.integers(-3000, 3000)


def test_that_right_is_wider_by_a_two_hundredth_of_the_width_per_pixel() -> None:
    assert dragged_window(START, right=10, down=0).width == 420.0


def test_that_down_is_brighter_so_the_center_falls() -> None:
    assert dragged_window(START, right=0, down=10).center == 980.0


def test_that_down_is_brighter_where_low_values_are_white_too() -> None:
    assert dragged_window(START, right=0, down=10, white_is_low=True).center == 1020.0


@given(right=moves, down=moves)
def test_that_no_drag_makes_an_impossible_window(right: int, down: int) -> None:
    for function in VoiFunction:
        window = dragged_window(replace(START, function=function), right=right, down=down)
        assert window.width > 0
        assert window.function is function


def test_that_a_dragged_window_no_longer_bears_the_presets_name() -> None:
    named = replace(START, explanation="LUNG")
    assert dragged_window(named, right=1, down=0).explanation == ""


@pytest.mark.parametrize("shown", [True, False])
def test_that_a_peek_turns_the_heatmap_over_and_back(shown: bool) -> None:
    display = DisplayState(START, heatmap_shown=shown, peeking=True)
    assert display.heatmap_visible is not shown
    assert display.with_peek_ended(toggle=False).heatmap_visible is shown
    assert display.with_peek_ended(toggle=True).heatmap_visible is not shown


def test_that_ending_a_peek_that_never_began_changes_nothing() -> None:
    display = DisplayState(START, heatmap_shown=True)
    assert display.with_peek_ended(toggle=True) == display


def test_that_an_opacity_beyond_one_is_refused() -> None:
    with pytest.raises(ValueError, match="opacity"):
        DisplayState(START, heatmap_opacity=1.2)
