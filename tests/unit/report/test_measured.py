"""Measurements in the report: numbered on the radiograph, told in a table."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from cxrviewer.domain.measurement import MeasuredFigure, Measurement, MeasurementKind
from cxrviewer.domain.presentation import DisplayedArea, Orientation
from cxrviewer.imaging.orientation import to_display
from cxrviewer.report.measured import YELLOW, draw_measured
from tests.data.reports import content_of, page_of
from tests.unit.report.test_pdf import export

LINE = Measurement("0" * 32, MeasurementKind.LENGTH, ((20.0, 30.0), (60.0, 30.0)))
FIGURE = MeasuredFigure(LINE, "nodule", "25.0 mm", "detector")


@pytest.mark.parametrize("turns", range(4))
@pytest.mark.parametrize("flipped", [False, True])
def test_that_a_line_lies_where_it_was_drawn_however_the_picture_is_turned(
    turns: int, flipped: bool
) -> None:
    orientation = Orientation(turns, flipped)
    shape = (200, 160) if turns % 2 == 0 else (160, 200)
    drawn = draw_measured(np.zeros(shape, np.uint8), (FIGURE,), (100, 80), orientation)
    x, y = to_display((200, 160), 1.0, orientation).apply(80.0, 60.0)
    around = drawn[int(y) - 2 : int(y) + 2, int(x) - 2 : int(x) + 2].reshape(-1, 3)
    brightest = around[around.sum(axis=1).argmax()].astype(float)
    assert brightest[0] > YELLOW[0] * 0.4
    assert brightest / brightest[0] == pytest.approx(np.array(YELLOW) / YELLOW[0], abs=0.05)
    assert drawn[int(shape[0] * 0.9), int(shape[1] * 0.9)].max() == 0


@pytest.mark.parametrize("grey", [0, 128, 255])
def test_that_a_number_has_a_dark_edge_all_around_on_any_background(grey: int) -> None:
    drawn = draw_measured(np.full((1000, 800), grey, np.uint8), (FIGURE,), (100, 80))
    beside = drawn[310:380, 604:680].astype(int)
    bright = (beside[..., 0] > 200) & (beside[..., 2] < 150)
    dark = beside.max(axis=2) < 60
    assert bright.sum() > 50
    around = cv2.dilate(bright.astype(np.uint8), np.ones((7, 7), np.uint8)) > 0
    assert dark[around & ~bright].mean() > 0.5


def test_that_the_table_names_value_and_reference(tmp_path: Path) -> None:
    page = replace(page_of(), measurements=(FIGURE,))
    read = export(tmp_path, content_of(page))
    assert "Measurements of the reader" in read.text
    assert "nodule" in read.text
    assert "25.0 mm" in read.text
    assert "detector" in read.text


def test_that_many_measurements_go_on_over_the_pages(tmp_path: Path) -> None:
    figures = tuple(replace(FIGURE, title=f"row{number}x") for number in range(120))
    page = replace(page_of(), measurements=figures)
    read = export(tmp_path, content_of(page))
    assert all(f"row{number}x" in read.text for number in range(120))
    assert len(read.texts) > 2


def test_that_a_line_far_beyond_a_small_area_is_drawn_to_its_edge() -> None:
    far = Measurement("0" * 32, MeasurementKind.LENGTH, ((20.0, 30.5), (200_000.0, 30.5)))
    area = DisplayedArea(left=20.0, top=30.0, right=21.0, bottom=31.0)
    picture = np.zeros((1000, 1000), np.uint8)
    drawn = draw_measured(picture, (replace(FIGURE, item=far),), (100, 80), area=area)
    assert (drawn[500, 10:] == YELLOW).all()
