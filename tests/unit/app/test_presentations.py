"""Presentation states in the session: offered with their images, applied, taken back."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from cxrviewer.app.display_state import DisplayState
from cxrviewer.app.jobs import Job
from cxrviewer.app.notices import Notice
from cxrviewer.app.presentations import MOST_PER_IMAGE, with_presentation
from cxrviewer.app.report_job import build_content
from cxrviewer.app.session import Session
from cxrviewer.domain.covers import OverlayPlane, Rectangle, Shutter
from cxrviewer.domain.presentation import (
    Caption,
    DisplayedArea,
    Graphic,
    GraphicKind,
    ModalityRule,
    Orientation,
    PresentationState,
    StateVoi,
)
from cxrviewer.domain.radiograph import Radiograph, Window
from cxrviewer.domain.study import Instance
from cxrviewer.imaging.display import render_look
from cxrviewer.imaging.preprocess import (
    AspectRule,
    GreyMapping,
    Polarity,
    PreprocessSpec,
    Resizer,
    prepare,
)
from cxrviewer.imaging.presentation import (
    AREA_MISSED,
    OWN_VALUES,
    left_out,
    placed,
    state_voi,
)
from cxrviewer.imaging.voi import nearest_window
from cxrviewer.report.content import RadiographPage
from cxrviewer.report.pictures import make_pictures
from tests.data.radiographs import radiograph_of
from tests.data.workplace import images_at_hand, make_instance, make_radiograph

WIDE = Window(2000.0, 4000.0)


def state_for(instance: Instance, name: str = "s", **more: object) -> PresentationState:
    state = PresentationState(
        Path(f"/there/{name}"), (instance.sop_uid,), "Lungs", instance.study.uid
    )
    return replace(state, **more)  # type: ignore[arg-type]


def opened(instance: Instance, *states: PresentationState) -> Session:
    session = Session()
    session.intake.add_entries(session.intake.begin_scan(), (instance, *states))
    job: Job = session.active.begin_loading()
    session.finish_loading(job, make_radiograph(instance))
    return session


def display_of(session: Session) -> DisplayState:
    assert session.display is not None
    return session.display


@pytest.fixture
def instance() -> Instance:
    made = make_instance("a", patient="a", study="1.2")
    return replace(made, sop_uid="1.2.3")


def test_that_states_are_offered_with_the_image_they_name(instance: Instance) -> None:
    state = state_for(instance)
    elsewhere = state_for(instance, "t", study_uid="9.9")
    unnamed = state_for(instance, "u", images=("4.5.6",))
    session = opened(instance, state, elsewhere, unnamed)
    assert session.presentations.of(session.active) == (state,)


def test_that_a_state_that_is_found_twice_is_offered_once(instance: Instance) -> None:
    session = opened(instance, state_for(instance))
    session.intake.add_entries(session.intake.begin_scan(), (state_for(instance),))
    assert len(session.presentations.of(session.active)) == 1


def test_that_an_image_is_offered_no_more_states_than_a_menu_holds(instance: Instance) -> None:
    states = (state_for(instance, str(number)) for number in range(MOST_PER_IMAGE + 5))
    session = opened(instance, *states)
    assert len(session.presentations.of(session.active)) == MOST_PER_IMAGE


def test_that_a_state_is_applied_and_taken_back(instance: Instance) -> None:
    state = state_for(instance, vois=(StateVoi(WIDE),), orientation=Orientation(1))
    session = opened(instance, state)
    before = display_of(session)
    session.presentations.apply(session.active, state)
    assert (display_of(session).voi, display_of(session).orientation) == (WIDE, Orientation(1))
    session.panes.reset_display()
    assert display_of(session) == before


def test_that_what_a_state_leaves_out_is_said(instance: Instance) -> None:
    state = state_for(instance, warnings=("Its LUT is not applied.",))
    session = opened(instance, state)
    notices: list[Notice] = []
    session.notice_added.connect(notices.append)
    session.presentations.apply(session.active, state)
    assert notices[0].text.startswith("Its LUT is not applied.")


@pytest.mark.parametrize("inverted", [False, True])
@pytest.mark.parametrize("inverse", [False, True])
def test_that_a_states_polarity_replaces_the_files(
    instance: Instance, inverted: bool, inverse: bool
) -> None:
    radiograph = radiograph_of([[0, 4095]], inverted=inverted)
    state = state_for(instance, vois=(StateVoi(Window(2048.0, 4096.0)),), inverse=inverse)
    display = with_presentation(DisplayState(WIDE), radiograph, state)
    shown = render_look(radiograph, display.look(radiograph))
    assert shown.tolist() == ([[255, 0]] if inverse else [[0, 255]])


def covered() -> Radiograph:
    marks = np.ones((8, 8), np.bool_)
    return replace(
        radiograph_of(np.arange(64).reshape(8, 8)),
        shutter=Shutter(Rectangle(0, 0, 1, 1)),
        planes=(OverlayPlane(0x6000, marks), OverlayPlane(0x6002, marks)),
    )


def test_that_a_state_replaces_shutter_and_planes_of_the_file(instance: Instance) -> None:
    radiograph = covered()
    bare = with_presentation(DisplayState(WIDE), radiograph, state_for(instance))
    assert bare.look(radiograph).shutter is None
    assert bare.look(radiograph).planes == ()
    own = Shutter(Rectangle(1, 1, 2, 2))
    state = state_for(instance, shutter=own, planes=(0x6002,))
    look = with_presentation(DisplayState(WIDE), radiograph, state).look(radiograph)
    assert look.shutter == own
    assert look.planes == radiograph.planes[1:]


def test_that_no_state_reaches_a_model(instance: Instance) -> None:
    spec = PreprocessSpec(
        GreyMapping.PERCENTILE, (0.5, 99.5), Polarity.MONOCHROME2, Resizer.AREA,
        AspectRule.LETTERBOX, 32, 32, 1, (0.5,), (0.25,),
    )  # fmt: skip
    state = state_for(
        instance, vois=(StateVoi(Window(5, 3)),), inverse=True, orientation=Orientation(1)
    )
    session = opened(instance, state)
    assert session.radiograph is not None
    before = prepare(session.radiograph, spec).tensor
    session.presentations.apply(session.active, state)
    np.testing.assert_array_equal(prepare(session.radiograph, spec).tensor, before)


def test_that_the_report_shows_the_picture_as_the_state_asks(instance: Instance) -> None:
    state = state_for(
        instance,
        vois=(StateVoi(WIDE),),
        orientation=Orientation(1),
        captions=(Caption("L", (1.0, 1.0)),),
        graphics=(Graphic(GraphicKind.POLYLINE, ((0.0, 0.0), (60.0, 80.0))),),
    )
    session = opened(instance, state)
    plain = page_of(session)
    session.presentations.apply(session.active, state)
    turned = page_of(session)
    assert make_pictures(plain).aspect == pytest.approx(80 / 60)
    assert make_pictures(turned).aspect == pytest.approx(60 / 80)
    assert decoded(turned).shape == (60, 80)
    for less in (replace(state, graphics=()), replace(state, captions=())):
        without = decoded(replace(turned, presentation=less))
        assert np.abs(decoded(turned) - without).max() > 100
    assert any("presentation state" in warning for warning in turned.warnings)


def page_of(session: Session) -> RadiographPage:
    now = datetime(2024, 1, 31, tzinfo=UTC)
    return build_content(images_at_hand(session), bundles=(), now=now).pages[0]


def decoded(page: RadiographPage) -> NDArray[np.int64]:
    with Image.open(BytesIO(make_pictures(page).plain)) as picture:
        return np.asarray(picture.convert("L")).astype(np.int64)


def test_that_a_state_with_its_own_transform_shows_stored_values_its_way(
    instance: Instance,
) -> None:
    stored = np.arange(4096, dtype=np.float64)
    radiograph = radiograph_with(stored * 2 - 1000, stored)
    state = state_for(instance, vois=(StateVoi(Window(1000.5, 2001.0)),))
    display = with_presentation(DisplayState(WIDE), radiograph, state)
    shown = render_look(radiograph, display.look(radiograph))
    assert shown.tolist() == [[0, 128, 255, 255]]
    assert OWN_VALUES in left_out(radiograph, state)
    same = replace(state, modality=ModalityRule(2.0, -1000.0))
    assert left_out(radiograph, same) == ()
    assert with_presentation(DisplayState(WIDE), radiograph, same).voi == Window(1000.5, 2001.0)


def test_that_a_drag_goes_on_from_what_a_state_shows(instance: Instance) -> None:
    stored = np.arange(4096, dtype=np.float64)
    radiograph = radiograph_with(stored * 2 - 1000, stored)
    state = state_for(instance, vois=(StateVoi(Window(1000.5, 2001.0)),))
    window = nearest_window(radiograph, state_voi(radiograph, state))
    assert window.center == pytest.approx(1000, abs=3)
    assert window.width == pytest.approx(4000, abs=6)


def radiograph_with(levels: NDArray[np.float64], stored: NDArray[np.float64]) -> Radiograph:
    made = radiograph_of([[0, 1000, 2000, 4095]])
    padding = np.zeros(len(levels), np.bool_)
    return replace(made, levels=levels, padding=padding, stored=stored)


def test_that_the_report_prints_the_area_that_a_state_shows(instance: Instance) -> None:
    area = DisplayedArea(10.0, 20.0, 50.0, 30.0)
    session = opened(instance, state_for(instance, areas=(area,)))
    (state,) = session.presentations.of(session.active)
    session.presentations.apply(session.active, state)
    page = page_of(session)
    assert decoded(page).shape == (10, 40)
    assert make_pictures(page).aspect == pytest.approx(10 / 40)
    assert any("Only a part" in warning for warning in page.warnings)


def test_that_an_area_outside_the_picture_is_said_and_all_of_it_shown(instance: Instance) -> None:
    state = state_for(instance, areas=(DisplayedArea(900.0, 900.0, 950.0, 950.0),))
    session = opened(instance, state)
    notices: list[Notice] = []
    session.notice_added.connect(notices.append)
    session.presentations.apply(session.active, state)
    assert notices[0].text.startswith(AREA_MISSED)
    assert decoded(page_of(session)).shape == (80, 60)


@pytest.mark.parametrize(
    ("orientation", "expected"),
    [
        (Orientation(), (12.0, 25.0)),
        (Orientation(1), (12.0, 38.0)),
        (Orientation(0, flipped=True), (18.0, 25.0)),
    ],
)
def test_that_shares_count_in_the_area_as_it_is_seen(
    instance: Instance, orientation: Orientation, expected: tuple[float, float]
) -> None:
    # (0.2, 0.25) of an area 10 pixels wide and 20 high, from (10, 20) on.
    share = (0.2, 0.25) if orientation.turns == 0 else (0.1, 0.2)
    state = state_for(
        instance,
        orientation=orientation,
        areas=(DisplayedArea(10.0, 20.0, 20.0, 40.0),),
        graphics=(Graphic(GraphicKind.POINT, (share,), relative=True),),
    )
    ((figure,), _) = placed(state, radiograph_of(np.zeros((50, 50), np.uint16)))
    assert figure.points[0] == pytest.approx(expected)
