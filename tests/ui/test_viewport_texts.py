"""What is written over a radiograph: that all of it can be read, whatever its size."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtWidgets import QApplication, QGraphicsScene

from cxrviewer.app.display_state import DisplayState
from cxrviewer.domain.heatmap_style import PLAIN_STYLE
from cxrviewer.domain.presentation import FLIP_ACROSS
from cxrviewer.domain.radiograph import Note, Window
from cxrviewer.domain.study import Instance
from cxrviewer.ui.theme import Outfit, wear
from cxrviewer.ui.viewport.measurement_items import Label, tint_of
from cxrviewer.ui.viewport.overlay_texts import OverlayTexts
from cxrviewer.ui.viewport.texts import CursorValue
from tests.data.workplace import make_analysis, make_instance, make_radiograph

# The narrowest is a quarter of what a small screen leaves between the panels with large texts.
SIZES = ((270.0, 220.0), (365.0, 290.0), (420.0, 700.0), (760.0, 330.0), (1100.0, 900.0))
SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)
WIDEST = Window(65535.0, 32768.5, explanation="WIDE LUNG AND SOFT TISSUE")


@pytest.fixture(params=SCALES, ids=lambda scale: f"{scale:.0%}")
def scale(request: pytest.FixtureRequest, themed: QApplication) -> Iterator[float]:
    wear(themed, Outfit(text_scale=request.param))
    yield request.param
    wear(themed)


@pytest.fixture
def worn(themed: QApplication) -> Iterator[QApplication]:
    """The application, whose usual size of texts comes back after the test."""
    yield themed
    wear(themed)


def crowded() -> Instance:
    return make_instance(
        "a",
        patient="A-LONG-IDENTIFIER-0001",
        synthetic=True,
        body_part="CHEST",
        laterality="L",
        frames=12,
    )


def fill(texts: OverlayTexts, instance: Instance, *, badges: bool = True) -> None:
    """Say as much over the picture as there ever is to say."""
    texts.show_instance(instance)
    notes = (Note.LOSSY, Note.BURNED_IN) if badges else ()
    radiograph = replace(make_radiograph(instance), notes=notes, edges=("L", "F"))
    analysis = make_analysis(radiograph)
    texts.show_image(radiograph, DisplayState(WIDEST, turned=FLIP_ACROSS), 1.0)
    texts.show_cursor(CursorValue(4321, 4321, -12345.0))
    texts.show_colour_bar(analysis.attention[0], replace(PLAIN_STYLE, floor=0.9))
    if badges:
        texts.show_painted(on=True)
        texts.show_comparison("EARLIER, LAID ON · 2020-01-01")


def places(texts: OverlayTexts) -> dict[str, QRectF]:
    """Return where whatever can be seen stands."""
    corners = ("patient", "study", "image", "cursor", "statement", "badges", "colour_bar")
    items = {name: getattr(texts, name) for name in corners}
    items |= {f"edge {number}": item for number, item in enumerate(texts.edges.items)}
    return {
        name: item.mapRectToScene(item.area)
        for name, item in items.items()
        if item.isVisible() and not item.area.isEmpty()
    }


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]:.0f}x{size[1]:.0f}")
@pytest.mark.parametrize("badges", [True, False], ids=["badges", "plain"])
def test_that_nothing_covers_anything_else(
    scale: float, size: tuple[float, float], badges: bool
) -> None:
    scene = QGraphicsScene()
    texts = OverlayTexts(scene)
    texts.place(*size)
    fill(texts, crowded(), badges=badges)
    shown = places(texts)
    assert {"patient", "study", "statement", "edge 0"} <= set(shown)
    for (name, place), (other, its_place) in combinations(shown.items(), 2):
        assert not place.intersects(its_place), (name, other)
    view = QRectF(0.0, 0.0, *size)
    for name, place in shown.items():
        assert view.contains(place), name


def test_that_a_view_with_room_shows_all_of_it_in_the_size_that_is_wanted(scale: float) -> None:
    scene = QGraphicsScene()
    texts = OverlayTexts(scene)
    texts.place(1600.0, 1200.0)
    fill(texts, crowded())
    for text in (texts.patient, texts.study, texts.image, texts.cursor, texts.statement):
        assert text.shown == text.lines
        assert text.line_height >= 12.0 * scale
    assert texts.badges.whole
    assert len(texts.colour_bar.title) == 3


def test_that_a_small_view_keeps_name_date_and_warnings_and_gives_up_the_rest(
    scale: float,
) -> None:
    scene = QGraphicsScene()
    texts = OverlayTexts(scene)
    texts.place(280.0, 240.0)
    fill(texts, crowded())
    assert texts.patient.shown[0].startswith("Name")
    assert texts.study.shown[0] == "2024-01-31"
    assert len(texts.study.shown) < len(texts.study.lines)
    assert " ".join(texts.statement.shown) == texts.statement.lines[0]
    assert texts.badges.whole


def test_that_texts_get_smaller_before_colours_stay_unexplained(worn: QApplication) -> None:
    wear(worn, Outfit(text_scale=1.5))
    scene = QGraphicsScene()
    texts = OverlayTexts(scene)
    texts.place(390.0, 225.0)
    fill(texts, crowded(), badges=False)
    assert texts.colour_bar.bar_height > 0.0
    smaller = texts.patient.line_height
    texts.show_colour_bar(None, PLAIN_STYLE)
    assert texts.patient.line_height > smaller


def test_that_numbers_that_change_move_nothing(scale: float) -> None:
    scenes = (QGraphicsScene(), QGraphicsScene())
    changed, fresh = (OverlayTexts(scene) for scene in scenes)
    radiograph = make_radiograph(crowded())
    for texts, windows in ((changed, (WIDEST, replace(WIDEST, width=9.0))), (fresh, (WIDEST,))):
        texts.place(365.0, 290.0)
        texts.show_instance(crowded())
        for window in (*windows, replace(WIDEST, width=500.0)):
            texts.show_image(radiograph, DisplayState(window), 1.0)
            texts.show_cursor(CursorValue(4321, 4321, window.width))
    assert places(changed) == places(fresh)


def test_that_other_sizes_of_texts_are_followed_at_once(worn: QApplication) -> None:
    scene = QGraphicsScene()
    texts = OverlayTexts(scene)
    texts.place(1600.0, 1200.0)
    fill(texts, crowded())
    before = texts.patient.line_height
    wear(worn, Outfit(text_scale=1.5))
    texts.follow_style()
    assert texts.patient.line_height == pytest.approx(1.5 * before, rel=0.05)


@pytest.mark.parametrize("place", [(0.0, 0.0), (60.0, 50.0), (119.0, 99.0)])
@pytest.mark.parametrize("view", [QSizeF(120.0, 100.0), QSizeF(300.0, 30.0)])
def test_that_a_measurement_s_words_stay_in_the_view(
    themed: QApplication, place: tuple[float, float], view: QSizeF
) -> None:
    label = Label(("mean 641.5",), tint_of(chosen=False))
    label.keep_within(place, view)
    assert label.area.left() + place[0] >= 0.0
    assert label.area.right() + place[0] <= view.width()
