"""The parts of the viewport that need no window."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication, QGraphicsScene

from cxrviewer.app.display_state import DisplayState
from cxrviewer.domain.presentation import FLIP_ACROSS
from cxrviewer.domain.radiograph import Note, VoiLut, Window
from cxrviewer.imaging.display import shrunk
from cxrviewer.ui.plain_text import one_line, plain_tip, readable_date, readable_name, signed
from cxrviewer.ui.viewport.gestures import WheelSteps
from cxrviewer.ui.viewport.layers import bounded_size, shrink_for, shrunk_mask
from cxrviewer.ui.viewport.overlay_texts import OverlayTexts
from cxrviewer.ui.viewport.placement import Placement
from cxrviewer.ui.viewport.texts import compact, image_lines, study_lines, voi_line
from tests.data.workplace import make_instance, make_radiograph

sizes = st.integers(1, 5000)
places = st.floats(-2000, 4000)


@given(rows=sizes, columns=sizes, height=sizes, width=sizes)
def test_that_a_fitted_picture_is_whole_and_touches_the_view(
    rows: int, columns: int, height: int, width: int
) -> None:
    placement = Placement.fitted((rows, columns), (height, width))
    used = (rows * placement.scale / height, columns * placement.scale / width)
    assert max(used) == pytest.approx(1.0)
    assert placement.left >= -1e-6
    assert placement.top >= -1e-6


@given(factor=st.floats(0.1, 10), x=places, y=places)
def test_that_zooming_keeps_the_point_under_the_cursor(factor: float, x: float, y: float) -> None:
    before = Placement(0.7, 13.0, -40.0)
    after = before.zoomed(factor, x, y)
    for old, new, at in ((before.left, after.left, x), (before.top, after.top, y)):
        assert (at - old) / before.scale == pytest.approx((at - new) / after.scale, abs=1e-6)


def test_that_points_of_the_screen_lead_back_to_the_picture() -> None:
    placement = Placement(10.0, 100.0, 50.0)
    assert placement.point_at(100.0, 50.0) == (0.0, 0.0)
    assert placement.point_at(110.0, 70.0) == (1.0, 2.0)
    assert placement.point_at(95.0, 50.0) == (-0.5, 0.0)


def test_that_turning_the_wheel_back_forgets_the_rest_of_a_notch() -> None:
    steps = WheelSteps()
    assert [steps.add(angle) for angle in (100, 100, -60, -60, -240)] == [0, 1, 0, -1, -2]


@pytest.mark.parametrize(
    ("scale", "factor"), [(2.0, 1), (0.6, 1), (0.5, 2), (0.3, 2), (0.25, 4), (0.04, 16)]
)
def test_that_the_picture_is_shrunk_to_no_less_than_the_screen_shows(
    scale: float, factor: int
) -> None:
    assert shrink_for(scale) == factor


def test_that_shrinking_averages_and_keeps_the_last_odd_row() -> None:
    pixels = np.array([[0, 100], [100, 200], [50, 50]], np.uint8)
    small = shrunk(pixels, 2)
    assert small.shape == (2, 1)
    assert small[1, 0] >= 50
    assert shrunk(pixels, 1) is pixels


def test_that_a_large_mask_keeps_its_share_when_it_is_made_small() -> None:
    mask = np.zeros((3000, 2000), np.bool_)
    mask[600:1500, 400:1200] = True
    small = shrunk_mask(mask)
    assert max(small.shape) == 1024
    assert small.mean() == pytest.approx(mask.mean(), abs=0.002)


@given(rows=sizes, columns=sizes)
def test_that_a_bounded_size_is_never_empty_nor_larger(rows: int, columns: int) -> None:
    size = bounded_size(rows, columns, 512)
    assert 1 <= size[0] <= min(rows, 512)
    assert 1 <= size[1] <= min(columns, 512)


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("Doe^Jane^Q^Dr", "Doe, Jane Q Dr"),
        ("=山田^太郎=やまだ^たろう", "山田, 太郎"),
        ("Doe", "Doe"),
        ("^^^", ""),
        ("", ""),
        ("A\nB^C", "A B, C"),
    ],
)
def test_that_person_names_are_read_as_people_read_them(name: str, read: str) -> None:
    assert readable_name(name) == read


@pytest.mark.parametrize(
    ("date", "read"), [("20240131", "2024-01-31"), ("1999.12.31", "1999-12-31"), ("202", "202")]
)
def test_that_dates_are_readable_or_left_alone(date: str, read: str) -> None:
    assert readable_date(date) == read


def test_that_text_of_a_file_stays_on_one_line_of_bounded_length() -> None:
    line = one_line("a\n\u202eb\x1b[31m" + "x" * 1000)
    assert line.startswith("a \\u202eb\\x1b[31mxx")
    assert len(line) < 230


def test_that_a_tool_tip_shows_markup_instead_of_obeying_it() -> None:
    assert plain_tip("<img src='file:///etc/passwd'>") == (
        "<span>&lt;img src=&#x27;file:///etc/passwd&#x27;&gt;</span>"
    )


def test_that_the_window_is_told_with_its_name_and_a_lut_by_its_own() -> None:
    assert voi_line(DisplayState(Window(40.5, 400.0, explanation="BONE"))) == "W 400  L 40.5  BONE"
    lut = VoiLut(0, np.arange(4, dtype=np.uint16), 8, "WIDE")
    assert voi_line(DisplayState(lut)) == "VOI LUT WIDE"


def test_that_the_shown_frame_is_told_where_there_are_several() -> None:
    radiograph = make_radiograph(make_instance("a", frames=12))
    lines = image_lines(radiograph, DisplayState(Window(1.0, 2.0)), 0.5)
    assert lines[1] == "Zoom 50 % · 60 x 80 · frame 1 of 12"


@pytest.mark.parametrize(
    ("value", "text"), [(3.0, "3"), (-1024.0, "-1024"), (0.12345, "0.1235"), (1234.56, "1235")]
)
def test_that_values_have_as_many_decimals_as_help(value: float, text: str) -> None:
    assert compact(value) == text


def test_that_a_change_that_is_none_has_no_minus() -> None:
    assert (signed(-0.001), signed(0.0), signed(-0.126)) == ("+0.00", "+0.00", "-0.13")


def test_that_view_and_side_stand_with_the_study() -> None:
    instance = make_instance("a", body_part="CHEST", view_position="LL", laterality="L")
    assert study_lines(instance)[-1] == "DX · CHEST · LL L"


@pytest.mark.parametrize("width", [300.0, 500.0, 800.0, 1600.0])
def test_that_badges_cover_neither_the_name_nor_one_another(
    themed: QApplication, width: float
) -> None:
    scene = QGraphicsScene()
    texts = OverlayTexts(scene)
    texts.place(width, 600.0)
    texts.show_instance(make_instance("a", patient="A-LONG-IDENTIFIER-0001", synthetic=True))
    radiograph = replace(make_radiograph(make_instance("a")), notes=(Note.LOSSY, Note.BURNED_IN))
    display = DisplayState(Window(2000.0, 1000.0), turned=FLIP_ACROSS)
    texts.show_image(radiograph, display, 1.0)
    assert len(texts.badges.words) == 4
    badges = texts.badges.sceneBoundingRect()
    assert badges.left() >= 0
    assert badges.right() <= width
    for corner in (texts.patient, texts.study):
        assert not badges.intersects(corner.sceneBoundingRect())
