import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxrviewer.domain.radiograph import RegradedVoi, VoiFunction, VoiLut, Window
from cxrviewer.imaging.voi import (
    apply_voi_lut,
    apply_window,
    auto_window,
    brightness,
    full_range_window,
    initial_voi,
    nearest_window,
    window_between,
)
from tests.data.display import render_display
from tests.data.radiographs import Levels, radiograph_of


def test_that_linear_windows_follow_the_standards_own_example() -> None:
    # PS3.3 C.11.2.1.2.1, the case of center 2048 and width 4096 with output 0 to 255.
    values = np.array([0.0, 2047.0, 2048.0, 4095.0])
    expected = np.clip((values - 2047.5) / 4095 + 0.5, 0, 1)
    assert apply_window(values, Window(2048, 4096)) == pytest.approx(expected)
    assert apply_window(values, Window(2048, 4096))[[0, 3]].tolist() == [0.0, 1.0]


def test_that_a_states_own_values_are_as_bright_as_it_shows_the_radiographs() -> None:
    radiograph = radiograph_of(np.array([[0, 1, 2, 3]], np.uint16))
    regraded = RegradedVoi(300.0 - 100.0 * radiograph.levels, Window(150.0, 301.0))
    shown = brightness(radiograph, regraded, np.array([0.0, 0.5, 3.0]))
    assert shown.tolist() == pytest.approx([1.0, 5 / 6, 0.0], abs=0.01)


def test_that_a_width_of_one_is_a_step_at_center_minus_a_half() -> None:
    values = np.array([9.4, 9.5, 9.6])
    assert apply_window(values, Window(10, 1)).tolist() == [0.0, 0.0, 1.0]


def test_that_linear_exact_takes_the_whole_width() -> None:
    window = Window(5, 10, VoiFunction.LINEAR_EXACT)
    assert apply_window(np.array([0.0, 5.0, 10.0]), window).tolist() == [0.0, 0.5, 1.0]


def test_that_a_sigmoid_has_its_half_at_the_center_and_never_overflows() -> None:
    window = Window(100, 0.001, VoiFunction.SIGMOID)
    assert apply_window(np.array([-1e9, 100.0, 1e9]), window) == pytest.approx([0, 0.5, 1])


def test_that_values_outside_a_voi_lut_take_its_end_entries() -> None:
    lut = VoiLut(first=10, table=np.array([0, 128, 255], np.uint16), bits=8)
    values = np.array([-50.0, 10.0, 11.0, 12.0, 900.0])
    assert (apply_voi_lut(values, lut) * 255).round().tolist() == [0, 0, 128, 255, 255]


@pytest.mark.parametrize(("center", "width"), [(np.nan, 1), (0, np.inf), (0, 0.5), (0, -3)])
def test_that_impossible_windows_cannot_be_made(center: float, width: float) -> None:
    with pytest.raises(ValueError, match="window"):
        Window(center, width)


def test_that_monochrome1_is_the_mirror_of_monochrome2() -> None:
    stored = np.arange(4096).reshape(64, 64)
    window = Window(2048, 3000)
    plain = render_display(radiograph_of(stored), window)
    mirrored = render_display(radiograph_of(stored, inverted=True), window)
    assert np.abs(255 - plain.astype(int) - mirrored).max() <= 1
    both = render_display(radiograph_of(stored, inverted=True), window, invert=True)
    assert np.array_equal(plain, both)


def test_that_padding_is_black_in_either_polarity_and_ignored_by_the_auto_window() -> None:
    stored = np.full((40, 40), 1000)
    stored[:, 20:] = np.linspace(900, 1100, 20)
    stored[:10] = 4095
    levels = Levels(padding=(4095,))
    for inverted in (False, True):
        radiograph = radiograph_of(stored, levels, inverted=inverted)
        window = auto_window(radiograph)
        assert 900 <= window.center <= 1101
        assert window.width <= 202
        assert (render_display(radiograph, window)[:10] == 0).all()


def test_that_a_picture_of_padding_alone_still_has_a_window() -> None:
    radiograph = radiograph_of(np.full((4, 4), 7), Levels(padding=(7,)))
    assert (render_display(radiograph, auto_window(radiograph)) == 0).all()


def test_that_a_negative_slope_is_ordered_by_modality_value() -> None:
    stored = np.arange(100).reshape(10, 10)
    radiograph = radiograph_of(stored, Levels(slope=-2.0, intercept=10.0))
    window = full_range_window(radiograph)
    display = render_display(radiograph, window)
    assert display[0, 0] == 255
    assert display[-1, -1] == 0
    assert (window.center, window.width) == ((10 - 188 + 1) / 2, 199.0)


@given(st.floats(-1e5, 1e5), st.floats(0, 1e5))
def test_that_window_between_maps_its_ends_to_black_and_white(low: float, width: float) -> None:
    window = window_between(low, low + width)
    black, white = apply_window(
        np.array([low - 1e-6 * abs(low) - 1e-3, low + width + 1e-3]), window
    )
    assert black == pytest.approx(0.0, abs=1e-2)
    assert white == pytest.approx(1.0, abs=1e-2)


def test_that_the_first_voi_of_the_sender_is_shown_first() -> None:
    first, second = Window(1, 2), Window(3, 4)
    assert initial_voi(radiograph_of([[0, 1]], vois=(first, second))) is first
    assert initial_voi(radiograph_of([[0, 1]])).explanation == "Auto"


def test_that_a_lut_becomes_the_window_over_its_rising_part() -> None:
    table = np.array([0, 0, 0, 50, 200, 255, 255], np.uint16)
    window = nearest_window(radiograph_of([[0]]), VoiLut(first=100, table=table, bits=8))
    assert (window.center - window.width / 2, window.center + window.width / 2) == (102, 106)


def test_that_display_tables_leave_the_radiograph_untouched() -> None:
    radiograph = radiograph_of(np.arange(16).reshape(4, 4))
    before = radiograph.indices.copy()
    render_display(radiograph, Window(8, 16), invert=True)
    assert np.array_equal(before, radiograph.indices)
    with pytest.raises(ValueError, match="read-only"):
        radiograph.indices[0, 0] = 1
