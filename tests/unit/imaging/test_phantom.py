"""The phantom is what it says: widths and lung fields follow from its geometry."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from cxrviewer.imaging.phantom import Effusion, Nodule, ThoraxPhantom, View, project

SMALL = ThoraxPhantom(3, rows=410, columns=358, spacing=1.0)
MIDDLE = (SMALL.columns - 1) / 2


def widest(mask: NDArray[np.bool_]) -> int:
    """Columns between the outermost marked pixels of any row."""
    columns = np.flatnonzero(mask.any(axis=0))
    return int(columns[-1] - columns[0] + 1)


def test_that_the_same_phantom_gives_the_same_pixels() -> None:
    assert np.array_equal(project(SMALL).values, project(SMALL).values)


def test_that_another_seed_gives_another_thorax() -> None:
    first, second = project(SMALL), project(replace(SMALL, seed=4))
    assert first.thorax_width_mm != second.thorax_width_mm
    assert not np.array_equal(first.lung_mask, second.lung_mask)


@pytest.mark.parametrize("width", [100.0, 124.0, 160.0])
@pytest.mark.parametrize("view", list(View))
def test_that_the_heart_is_as_wide_as_asked(width: float, view: View) -> None:
    assert project(replace(SMALL, heart_width=width, view=view)).heart_width_mm == pytest.approx(
        width, abs=0.01
    )


def test_that_a_wider_heart_takes_lung_away_and_nothing_else() -> None:
    narrow = project(replace(SMALL, heart_width=104.0))
    wide = project(replace(SMALL, heart_width=150.0))
    lost = narrow.lung_mask & ~wide.lung_mask
    assert lost.sum() > 500
    assert not (wide.lung_mask & ~narrow.lung_mask).any()


def test_that_the_lung_fields_span_the_thorax_width() -> None:
    phantom = project(SMALL)
    assert widest(phantom.lung_mask) * SMALL.spacing == pytest.approx(
        phantom.thorax_width_mm, abs=3 * SMALL.spacing
    )


def test_that_the_left_border_of_the_heart_lies_where_the_mask_ends() -> None:
    narrow = project(replace(SMALL, heart_width=104.0)).lung_mask
    wide = project(replace(SMALL, heart_width=150.0)).lung_mask
    lost = np.flatnonzero((narrow & ~wide).any(axis=0)) - MIDDLE
    assert lost.max() * SMALL.spacing == pytest.approx(0.665 * 150.0, abs=2.0)


def test_that_widths_do_not_depend_on_the_detector() -> None:
    coarse = project(SMALL)
    fine = project(replace(SMALL, rows=820, columns=716, spacing=0.5))
    assert fine.thorax_width_mm == coarse.thorax_width_mm
    assert fine.lung_mask.mean() == pytest.approx(coarse.lung_mask.mean(), abs=0.004)


def test_that_lungs_are_darker_than_what_lies_around_them() -> None:
    phantom = project(SMALL)
    lungs = phantom.values[phantom.lung_mask]
    abdomen = phantom.values[330:380, 120:240]
    spine = phantom.values[180:300, int(MIDDLE) - 8 : int(MIDDLE) + 8]
    assert np.percentile(lungs, 95) < np.percentile(abdomen, 5)
    assert np.percentile(lungs, 99) < np.percentile(spine, 5)


def test_that_values_fit_into_fourteen_bits() -> None:
    values = project(SMALL).values
    assert values.dtype == np.uint16
    assert values.max() < 2**14


def test_that_a_nodule_brightens_its_place_alone() -> None:
    plain = project(SMALL)
    marked = project(replace(SMALL, nodule=Nodule(78.0, 92.0, 10.0)))
    row, column = 92 + 62, round(78 + MIDDLE)
    change = marked.values.astype(int) - plain.values.astype(int)
    assert change[row - 4 : row + 5, column - 4 : column + 5].mean() > 300
    assert abs(change[row - 4 : row + 5, 60:100].mean()) < 60


def test_that_an_effusion_takes_the_bottom_of_its_lung() -> None:
    plain = project(SMALL).lung_mask
    filled = project(replace(SMALL, effusion=Effusion(-1, 60.0))).lung_mask
    lost = plain & ~filled
    rows, columns = np.nonzero(lost)
    assert lost.sum() > 800
    assert columns.max() < MIDDLE
    assert rows.min() > np.nonzero(plain)[0].mean()


def test_that_the_picture_says_that_no_patient_was_imaged() -> None:
    phantom = project(replace(SMALL, rows=820, columns=716, spacing=0.5))
    line = phantom.values[-120:-60, :300]
    assert (line == line.max()).sum() > 300
    assert line.max() == 2**14 - 1


def test_that_a_lying_patient_has_a_higher_diaphragm() -> None:
    standing = np.nonzero(project(SMALL).lung_mask)[0].max()
    lying = np.nonzero(project(replace(SMALL, view=View.AP)).lung_mask)[0].max()
    assert lying < standing - 10


@pytest.mark.parametrize(("rows", "spacing", "heart"), [(8, 1, 124), (410, 0, 124), (410, 1, 20)])
def test_that_impossible_phantoms_are_refused(rows: int, spacing: float, heart: float) -> None:
    with pytest.raises(ValueError, match=r"heart|detector"):
        ThoraxPhantom(3, rows=rows, spacing=spacing, heart_width=heart)
