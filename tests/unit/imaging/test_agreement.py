import numpy as np
import pytest

from cxrviewer.domain.analysis import AttentionGrid, BundleIdentity, BundleStatus
from cxrviewer.imaging.agreement import agreed_attention, agreed_share, agreement_contours
from cxrviewer.imaging.geometry import stretch
from cxrviewer.imaging.reexposure import REEXPOSURES, Reexposure

ROWS, COLUMNS = 256, 192
BUNDLE = BundleIdentity("tb", "1.0.0", "a" * 64, BundleStatus.RESEARCH)
STILL = Reexposure(0.0, 0.0, 0.0, 1.0, 1.0)


def hot(row: int, column: int) -> AttentionGrid:
    cells = np.zeros((64, 48), np.float32)
    cells[row - 2 : row + 3, column - 2 : column + 3] = 1.0
    return AttentionGrid("Mass", BUNDLE, cells, 1.0, stretch(ROWS, COLUMNS, height=64, width=48))


def test_that_attention_that_moves_with_the_radiograph_is_agreed_on() -> None:
    # 4 cells of 64 down and 3 of 48 to the right are a sixteenth of the sides each.
    moved = Reexposure(1 / 16, 1 / 16, 0.0, 1.0, 1.0)
    agreed = agreed_attention([(None, hot(20, 20)), (moved, hot(24, 23))])
    row, column = np.unravel_index(np.argmax(agreed.values), agreed.values.shape)
    assert abs(int(row) - 82) <= 8
    assert abs(int(column) - 82) <= 8
    share = agreed_share(hot(20, 20), agreed, floor=0.5)
    assert share is not None
    assert share > 0.9


def test_that_attention_that_stays_while_the_radiograph_moves_is_not_agreed_on() -> None:
    moved = Reexposure(1 / 4, 0.0, 0.0, 1.0, 1.0)
    agreed = agreed_attention([(None, hot(20, 20)), (moved, hot(20, 20))])
    assert agreed.values.max() == 0.0
    assert agreed_share(hot(20, 20), agreed, floor=0.5) == 0.0
    assert agreement_contours(agreed, floor=0.5, size=(ROWS, COLUMNS)) == ()


@pytest.mark.parametrize(("dissenting", "agreed_on"), [(0, True), (1, True), (2, False)])
def test_that_four_fifths_of_the_views_decide(dissenting: int, agreed_on: bool) -> None:
    grids = [hot(40, 30)] * dissenting + [hot(20, 20)] * (5 - dissenting)
    agreed = agreed_attention([(STILL, grid) for grid in grids])
    assert bool(agreed.values.max() >= 0.5) is agreed_on


def test_that_a_contour_lies_in_the_pixels_of_the_radiograph() -> None:
    agreed = agreed_attention([(None, hot(20, 20))] * len(REEXPOSURES))
    (line,) = agreement_contours(agreed, floor=0.5, size=(ROWS * 4, COLUMNS * 4))
    assert line.min(axis=0) == pytest.approx((288, 288), abs=12)
    assert line.max(axis=0) == pytest.approx((368, 368), abs=12)


def test_that_nothing_drawn_has_no_share() -> None:
    agreed = agreed_attention([(None, hot(20, 20))])
    empty = AttentionGrid("Mass", BUNDLE, np.zeros((64, 48), np.float32), 1.0, hot(9, 9).letterbox)
    assert agreed_share(empty, agreed, floor=0.1) is None
