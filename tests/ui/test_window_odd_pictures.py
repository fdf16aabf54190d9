"""Pictures of shapes that no detector has, under every tool of the real window."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cxrviewer.ui.main_window import MainWindow
from tests.data.mouse import drag
from tests.data.workplace import HandReader, make_instance
from tests.ui.conftest import WindowOf

SHAPES = ((1, 1), (1, 20_000), (20_000, 1), (2, 3))
EVERYTHING = (
    "heatmap",
    "mask",
    "one_to_one",
    "fit",
    "flip_across",
    "turn_right",
    "histogram",
    "layout_2x2",
    "layout_1x1",
    "reset",
)


def shown(window_of: WindowOf, qtbot: QtBot, rows: int, columns: int) -> MainWindow:
    reader = HandReader.of(make_instance("odd"))
    for path, plain in reader.radiographs.items():
        ramp = np.linspace(0, 4095, rows * columns).reshape(rows, columns).astype(np.uint16)
        reader.radiographs[path] = replace(plain, indices=ramp)
    window = window_of(reader)
    window.open_paths([Path("/there")])
    qtbot.waitUntil(lambda: window.session.analysis is not None)
    return window


@pytest.mark.parametrize(("rows", "columns"), SHAPES)
def test_that_odd_shapes_take_every_tool(
    window_of: WindowOf, qtbot: QtBot, rows: int, columns: int
) -> None:
    window = shown(window_of, qtbot, rows, columns)
    for name in EVERYTHING:
        window.actions_by_name[name].trigger()
        assert not window.grab().isNull()
    drag(window.viewport, Qt.MouseButton.LeftButton, (100, 100), (160, 140))
    drag(window.viewport, Qt.MouseButton.RightButton, (100, 100), (100, 40))
    assert window.session.radiograph is not None
    assert (window.session.radiograph.rows, window.session.radiograph.columns) == (rows, columns)
