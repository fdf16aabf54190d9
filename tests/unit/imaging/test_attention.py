import numpy as np
import pytest
from numpy.typing import ArrayLike

from cxrviewer.domain.analysis import AttentionGrid, BundleIdentity, BundleStatus, LungMask
from cxrviewer.domain.heatmap_style import ColourMap, HeatmapStyle
from cxrviewer.imaging.attention import attention_contours, looks_elsewhere, share_outside_lungs
from cxrviewer.imaging.geometry import stretch
from cxrviewer.imaging.overlays import colour_table, heatmap_rgba, make_heatmap

ROWS, COLUMNS = 400, 300
BUNDLE = BundleIdentity("tb", "1.0.0", "a" * 64, BundleStatus.RESEARCH)


def grid_of(cells: ArrayLike) -> AttentionGrid:
    box = stretch(ROWS, COLUMNS, height=64, width=64)
    return AttentionGrid("Mass", BUNDLE, np.asarray(cells, np.float32), 1.0, box)


def hot(row: int, column: int) -> AttentionGrid:
    cells = np.zeros((8, 6), np.float32)
    cells[row, column] = 1.0
    return grid_of(cells)


def left_lung() -> LungMask:
    mask = np.zeros((ROWS, COLUMNS), np.bool_)
    mask[100:300, 50:150] = True
    return LungMask(BUNDLE, mask)


def test_that_attention_in_the_lung_is_inside_and_in_a_corner_outside() -> None:
    inside, outside = (share_outside_lungs(hot(*at), left_lung()) for at in ((4, 2), (7, 5)))
    assert inside is not None
    assert outside is not None
    assert inside < 0.4
    assert outside > 0.95
    assert not looks_elsewhere(inside, left_lung())
    assert looks_elsewhere(outside, left_lung())


def test_that_nothing_is_said_without_attention_or_without_lungs() -> None:
    empty = LungMask(BUNDLE, np.zeros((ROWS, COLUMNS), np.bool_))
    assert share_outside_lungs(grid_of(np.zeros((8, 6))), left_lung()) is None
    assert share_outside_lungs(hot(4, 2), empty) is None


def test_that_a_contour_surrounds_what_reaches_the_floor() -> None:
    lines = attention_contours(hot(4, 2), HeatmapStyle(floor=0.5))
    assert len(lines) == 1
    (left, top), (right, bottom) = lines[0].min(axis=0), lines[0].max(axis=0)
    assert left < 2.5 / 6 * COLUMNS < right
    assert top < 4.5 / 8 * ROWS < bottom
    wider = attention_contours(hot(4, 2), HeatmapStyle(floor=0.1))[0]
    assert np.ptp(wider[:, 0]) > np.ptp(lines[0][:, 0])
    assert attention_contours(grid_of(np.zeros((8, 6))), HeatmapStyle(floor=0.0)) == ()


def test_that_the_native_grid_shows_each_cell_as_it_is() -> None:
    values = make_heatmap(hot(4, 2), native=True).values
    assert set(np.unique(values)) == {0.0, 1.0}
    assert values.mean() == pytest.approx(1 / 48, rel=0.02)
    line = attention_contours(hot(4, 2), HeatmapStyle(floor=0.5, native=True))[0]
    np.testing.assert_allclose(line.min(axis=0), (2 / 6 * COLUMNS, 4 / 8 * ROWS), atol=2.0)


def test_that_nothing_is_drawn_below_the_floor_whatever_the_colours() -> None:
    values = np.array([[0.2, 0.39, 0.61, 1.0]], np.float32)
    for colours in ColourMap:
        style = HeatmapStyle(colours=colours, floor=0.4)
        alpha = heatmap_rgba(values, opacity=1.0, style=style)[0, :, 3]
        assert alpha.tolist() == [0, 0, 255, 255]
    tables = [colour_table(colours).tobytes() for colours in ColourMap]
    assert len(set(tables)) == len(tables)


def test_that_a_floor_outside_the_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="floor"):
        HeatmapStyle(floor=1.0)
