"""Presentation states in the window: in the preset menu, on the picture, and off again."""

from dataclasses import replace
from pathlib import Path

import pytest

from cxrviewer.domain.presentation import (
    Caption,
    DisplayedArea,
    Graphic,
    GraphicKind,
    Orientation,
    PresentationState,
    SizeMode,
    StateVoi,
)
from cxrviewer.domain.radiograph import Window
from cxrviewer.ui.main_window import MainWindow
from cxrviewer.ui.viewport.area_placement import wanted_scale
from tests.data.workplace import HandReader, make_instance, make_radiograph
from tests.ui.conftest import WindowOf

FIGURES = (
    Graphic(GraphicKind.POINT, ((5.0, 5.0),)),
    Graphic(GraphicKind.POLYLINE, ((0.0, 0.0), (9.0, 9.0), (9.0, 0.0))),
    Graphic(GraphicKind.CIRCLE, ((10.0, 10.0), (10.0, 20.0)), filled=True),
    Graphic(GraphicKind.ELLIPSE, ((0.1, 0.5), (0.9, 0.5), (0.5, 0.4), (0.5, 0.6)), relative=True),
)


@pytest.fixture
def window(analysed: WindowOf) -> MainWindow:
    instance = replace(make_instance("a", patient="a", study="1.2"), sop_uid="1.2.3")
    state = PresentationState(
        path=Path("/there/state"),
        images=("1.2.3",),
        label="Lungs & <b>ribs</b>",
        study_uid=instance.study.uid,
        vois=(StateVoi(Window(500.0, 900.0)),),
        graphics=FIGURES,
        captions=(Caption("Nodule?", (30.0, 30.0), anchor=(10.0, 10.0)),),
        orientation=Orientation(1),
    )
    reader = HandReader((instance, state), {instance.path: make_radiograph(instance)})
    return analysed(reader)


def choose_state(window: MainWindow) -> None:
    window.presets.aboutToShow.emit()
    (action,) = (a for a in window.presets.actions() if a.text().startswith("State: "))
    action.trigger()


def test_that_a_state_is_offered_by_its_label_as_plain_text(window: MainWindow) -> None:
    window.presets.aboutToShow.emit()
    texts = [action.text() for action in window.presets.actions()]
    assert "State: Lungs && <b>ribs</b>" in texts


def test_that_a_state_is_listed_neither_as_image_nor_as_refused(window: MainWindow) -> None:
    assert len(window.session.studies) == 1
    assert window.session.intake.refused == {}


def test_that_a_state_windows_turns_and_draws(window: MainWindow) -> None:
    choose_state(window)
    display, radiograph = window.session.display, window.session.radiograph
    assert display is not None
    assert radiograph is not None
    assert display.voi == Window(500.0, 900.0)
    # Four figures, one text, and the line to its anchor.
    assert window.viewport.annotations.count == 6
    height = window.viewport.viewport().height()
    width = window.viewport.viewport().width()
    scale = min(height / radiograph.columns, width / radiograph.rows)
    assert window.viewport.framing.placement.scale == pytest.approx(scale)
    assert window.viewport.texts.image.lines[0] == "State: Lungs & <b>ribs</b>"
    assert not window.viewport.grab().isNull()


def test_that_a_reset_takes_the_state_off_again(window: MainWindow) -> None:
    before = window.viewport.framing.placement.scale
    choose_state(window)
    window.actions_by_name["reset"].trigger()
    assert window.viewport.annotations.count == 0
    assert window.viewport.framing.placement.scale == pytest.approx(before)


def shown_area(window: MainWindow, area: DisplayedArea) -> None:
    """Show the picture as a state with ``area``, upright."""
    (state,) = window.session.presentations.of(window.session.active)
    upright = replace(state, areas=(area,), orientation=Orientation())
    window.session.presentations.apply(window.session.active, upright)


def test_that_an_area_fills_the_view_until_the_whole_picture_is_asked_for(
    window: MainWindow,
) -> None:
    whole = window.viewport.framing.placement
    shown_area(window, DisplayedArea(10.0, 10.0, 30.0, 20.0))
    assert window.viewport.framing.middle == pytest.approx((20.0, 15.0))
    assert window.viewport.framing.placement.scale > 2 * whole.scale
    window.resize(window.width() - 150, window.height() - 100)
    assert window.viewport.framing.middle == pytest.approx((20.0, 15.0))
    window.resize(window.width() + 150, window.height() + 100)
    window.viewport.framing.fit()
    assert window.viewport.framing.placement == window.viewport.framing.whole()


def test_that_a_magnified_area_has_its_scale(window: MainWindow) -> None:
    area = DisplayedArea(0.0, 0.0, 20.0, 20.0, SizeMode.MAGNIFY, magnification=3.0)
    shown_area(window, area)
    ratio = float(window.viewport.devicePixelRatioF())
    assert window.viewport.framing.placement.scale == pytest.approx(3.0 / ratio)
    assert window.viewport.framing.middle == pytest.approx((10.0, 10.0))


def test_that_a_states_own_pixel_shape_is_shown(window: MainWindow) -> None:
    shown_area(window, DisplayedArea(0.0, 0.0, 60.0, 80.0, aspect=2.0))
    first, last = (window.viewport.framing.screen_point(p) for p in ((0.0, 0.0), (10.0, 10.0)))
    assert last[1] - first[1] == pytest.approx(2 * (last[0] - first[0]))


@pytest.mark.parametrize("per_mm", [4.0, None])
def test_that_the_true_size_needs_a_screen_that_knows_its_own(per_mm: float | None) -> None:
    area = DisplayedArea(0.0, 0.0, 20.0, 20.0, SizeMode.TRUE_SIZE, spacing=(0.5, 0.5))
    assert wanted_scale(area, per_mm=per_mm, ratio=1.0) == (2.0 if per_mm else None)
