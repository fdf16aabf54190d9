"""A window/level step: the table and the lookup, without a window."""

from collections.abc import Callable

import cv2
import numpy as np

from cxrviewer.imaging.voi import auto_window, display_table
from scripts.benchmarks.figures import Extent, Figure, Measured, in_turns
from tests.data.radiographs import radiograph_of

SIDE = 3000


def measure_display(extent: Extent) -> Measured:
    """A window/level step at 3000 x 3000, 16 bit: the bare lookup, and table with lookup."""
    radiograph = radiograph_of(np.random.default_rng(0).integers(0, 4096, (SIDE, SIDE)))
    window = auto_window(radiograph)
    table = display_table(radiograph, window)
    works: tuple[Callable[[], object], ...] = (
        lambda: cv2.LUT(radiograph.indices, table),
        lambda: cv2.LUT(radiograph.indices, display_table(radiograph, window)),
    )
    bare, both = in_turns(extent.runs, *works)
    yield Figure("the bare lookup (cv2.LUT)", bare)
    yield Figure("table and lookup", both)
