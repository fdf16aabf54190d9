import numpy as np

from cxrviewer.imaging.painting import Brush, brush_at, painted
from tests.data.workplace import make_instance, make_radiograph

RADIOGRAPH = make_radiograph(make_instance("a"))


def test_that_a_stroke_changes_its_pixels_and_leaves_the_radiograph_alone() -> None:
    before = RADIOGRAPH.indices.copy()
    done = painted(RADIOGRAPH, Brush(3, 7), (10.5, 20.5), (40.5, 20.5))
    assert (RADIOGRAPH.indices == before).all()
    changed = done.indices != RADIOGRAPH.indices
    assert changed[20, 10:41].all()
    assert (done.indices[changed] == 7).all()
    rows, columns = np.nonzero(changed)
    assert (rows.min(), rows.max()) == (17, 23)
    assert (columns.min(), columns.max()) == (7, 43)
    assert done.key == RADIOGRAPH.key


def test_that_the_brush_takes_the_middle_grey_around_it() -> None:
    brush = brush_at(RADIOGRAPH, (30.0, 40.0))
    middle = RADIOGRAPH.levels[RADIOGRAPH.indices[40, 30]]
    assert abs(RADIOGRAPH.levels[brush.index] - middle) < 100


def test_that_a_stroke_may_leave_the_picture() -> None:
    done = painted(RADIOGRAPH, brush_at(RADIOGRAPH, (1.0, 1.0)), (1.0, 1.0), (-500.0, 900.0))
    assert done.indices.shape == RADIOGRAPH.indices.shape
