"""A running comparison, and the table of changes."""

from dataclasses import replace

import numpy as np
import pytest

from cxrviewer.app.comparison import Comparison, Fit, Shown
from cxrviewer.app.pane import Pane
from cxrviewer.app.score_changes import not_compared, score_changes
from cxrviewer.app.session import Session
from cxrviewer.domain.analysis import Analysis
from cxrviewer.domain.repeatability import Repeatability, ScoreSpread, least_change
from cxrviewer.imaging.orientation import Affine
from cxrviewer.imaging.registration import Registration
from cxrviewer.imaging.subtraction import Difference
from tests.data.workplace import make_analysis, make_instance, make_radiograph

FIT = Fit(
    Registration(Affine(2, 0, 10, 0, 2, 20), 0.9, 0.7, 0.0), Difference(np.zeros((4, 4), np.uint8))
)


@pytest.fixture
def session() -> Session:
    session = Session()
    session.panes.add()
    session.intake.add_entries(
        session.intake.begin_scan(), [make_instance(n, patient=n) for n in "abc"]
    )
    for pane, instance in zip(session.panes, session.studies, strict=False):
        show(session, pane, instance.path.name)
    session.comparison.begin(later=session.panes[0], earlier=session.panes[1])
    return session


def show(session: Session, pane: Pane, name: str) -> None:
    instance = next(i for i in session.studies if i.path.name == name)
    pane.select(instance)
    session.finish_loading(pane.begin_loading(), make_radiograph(instance))


def fit(comparison: Comparison) -> None:
    keys = comparison.state.keys
    assert keys is not None
    comparison.take_fit(keys, FIT)


def scored(scores: dict[str, float], *, version: str = "1") -> Analysis:
    plain = make_analysis(make_radiograph(make_instance("a")))
    first = plain.findings[0]
    bundle = replace(first.bundle, version=version, checksum=version * 64)
    findings = tuple(
        replace(first, pathology=name, score=score, bundle=bundle) for name, score in scores.items()
    )
    return replace(plain, findings=findings)


def noise(analysis: Analysis, deviation: float) -> Repeatability:
    spreads = tuple(ScoreSpread(f.pathology, f.bundle, deviation) for f in analysis.findings)
    return Repeatability(analysis.key, spreads, 8, 0.0)


def test_that_a_comparison_ends_when_a_pane_shows_another_image(session: Session) -> None:
    show(session, session.panes[1], "c")
    assert not session.comparison.state.running


def test_that_a_fit_of_other_radiographs_is_dropped(session: Session) -> None:
    comparison = session.comparison
    old = comparison.state.keys
    show(session, session.panes[1], "c")
    comparison.begin(later=session.panes[0], earlier=session.panes[1])
    assert old is not None
    comparison.take_fit(old, FIT)
    assert comparison.state.fit is None


def test_that_nothing_is_laid_on_before_it_is_known_how(session: Session) -> None:
    comparison = session.comparison
    shown = []
    comparison.changed.connect(lambda state: shown.append(state.shown))
    comparison.show(Shown.EARLIER)
    fit(comparison)
    comparison.show(Shown.EARLIER)
    assert shown == [Shown.LATER, Shown.EARLIER]


def test_that_the_way_between_two_panes_leads_there_and_back(session: Session) -> None:
    fit(session.comparison)
    later, earlier = session.panes
    state = session.comparison.state
    there, back = state.way(earlier, later), state.way(later, earlier)
    assert there is not None
    assert back is not None
    assert back.apply(*there.apply(3.0, 4.0)) == pytest.approx((3.0, 4.0))
    assert state.way(later, later) is None


def test_that_other_models_begin_the_comparison_again(session: Session) -> None:
    fit(session.comparison)
    session.forget_models()
    assert session.comparison.state.running
    assert session.comparison.state.fit is None


def test_that_a_change_is_marked_only_where_it_exceeds_the_noise() -> None:
    earlier = scored({"Mass": 0.20, "Hernia": 0.20})
    later = scored({"Mass": 0.30, "Hernia": 0.22})
    measured = noise(earlier, 0.01), noise(later, 0.02)
    marks = {c.pathology: c.marked for c in score_changes(earlier, later, measured)}
    assert marks == {"Mass": True, "Hernia": False}
    assert least_change(0.01, 0.02) == pytest.approx(1.96 * 0.0005**0.5)


def test_that_nothing_is_marked_before_both_noises_are_measured() -> None:
    earlier, later = scored({"Mass": 0.2}), scored({"Mass": 0.9})
    changes = score_changes(earlier, later, (noise(earlier, 0.01), None))
    assert [change.marked for change in changes] == [None]


def test_that_scores_of_two_versions_are_not_compared() -> None:
    earlier, later = scored({"Mass": 0.2}), scored({"Mass": 0.9}, version="2")
    assert score_changes(earlier, later) == ()
    assert not_compared(earlier, later) == (later.findings[0].bundle.name,)
