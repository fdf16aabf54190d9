"""Two radiographs of one patient beside each other: how they lie on each other, what changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from psygnal import Signal

from cxrviewer.app.pane import Pane
from cxrviewer.app.picture import Picture
from cxrviewer.app.score_changes import ScoreChange, not_compared, score_changes
from cxrviewer.domain.radiograph import RadiographKey
from cxrviewer.domain.repeatability import Repeatability
from cxrviewer.imaging.orientation import Affine

if TYPE_CHECKING:
    from cxrviewer.imaging.registration import Registration
    from cxrviewer.imaging.subtraction import Difference


class Shown(StrEnum):
    """What stands in the later radiograph's pane: itself, the earlier one in its place, or both."""

    LATER = "later"
    EARLIER = "earlier"
    DIFFERENCE = "difference"


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """How the earlier radiograph lies on the later one, and what has changed."""

    registration: "Registration"
    difference: "Difference"


@dataclass(frozen=True, slots=True, eq=False)
class ComparisonState:
    """``refusal`` says why there is no ``fit``, ``noise_failure`` why there is no noise."""

    later: Pane | None = None
    earlier: Pane | None = None
    shown: Shown = Shown.LATER
    fit: Fit | None = None
    refusal: str = ""
    noise: Mapping[RadiographKey, Repeatability] = field(default_factory=dict)
    noise_failure: str = ""

    @property
    def running(self) -> bool:
        return self.later is not None

    @property
    def keys(self) -> tuple[RadiographKey, RadiographKey] | None:
        """The earlier and the later radiograph, once both are there."""
        if self.earlier is None or self.later is None:
            return None
        if self.earlier.radiograph is None or self.later.radiograph is None:
            return None
        return self.earlier.radiograph.key, self.later.radiograph.key

    def way(self, source: Pane, target: Pane) -> Affine | None:
        """Return the map between the pixels of two panes that are registered, else None."""
        if self.fit is None:
            return None
        there = self.fit.registration.transform
        if (source, target) == (self.earlier, self.later):
            return there
        return there.inverse() if (source, target) == (self.later, self.earlier) else None

    def changes(self) -> tuple[ScoreChange, ...]:
        keys = self.keys
        if self.earlier is None or self.later is None or keys is None:
            return ()
        if self.earlier.analysis is None or self.later.analysis is None:
            return ()
        noise = (self.noise.get(keys[0]), self.noise.get(keys[1]))
        return score_changes(self.earlier.analysis, self.later.analysis, noise)

    def bundles_left_out(self) -> tuple[str, ...]:
        if self.earlier is None or self.later is None:
            return ()
        if self.earlier.analysis is None or self.later.analysis is None:
            return ()
        return not_compared(self.earlier.analysis, self.later.analysis)


class Comparison:
    """At most one at a time; it ends when one of its panes shows another image."""

    changed = Signal(ComparisonState)

    def __init__(self) -> None:
        self.state = ComparisonState()
        self._watched: set[Pane] = set()

    def begin(self, *, later: Pane, earlier: Pane) -> None:
        """Compare what the two panes show, or are loading."""
        for pane in {later, earlier} - self._watched:
            self._watched.add(pane)
            pane.picture_changed.connect(partial(self._follow_picture, pane))
        self._paths = (_path_of(later), _path_of(earlier))
        self._become(ComparisonState(later, earlier))

    def end(self) -> None:
        if self.state.running:
            self._become(ComparisonState())

    def show(self, shown: Shown) -> None:
        """Show that in the later radiograph's pane; only itself as long as there is no fit."""
        if self.state.fit is not None and shown is not self.state.shown:
            self._become(replace(self.state, shown=shown))

    def take_fit(self, keys: tuple[RadiographKey, RadiographKey], fit: Fit) -> None:
        """Take in how the two lie on each other, if they are still the two that are compared."""
        if keys == self.state.keys:
            self._become(replace(self.state, fit=fit, refusal=""))

    def refuse_fit(self, keys: tuple[RadiographKey, RadiographKey], why: str) -> None:
        if keys == self.state.keys:
            self._become(replace(self.state, fit=None, refusal=why, shown=Shown.LATER))

    def take_noise(self, noise: Repeatability) -> None:
        if self.state.keys is not None and noise.key in self.state.keys:
            self._become(replace(self.state, noise={**self.state.noise, noise.key: noise}))

    def refuse_noise(self, key: RadiographKey, why: str) -> None:
        if self.state.keys is not None and key in self.state.keys:
            self._become(replace(self.state, noise_failure=why))

    def forget(self) -> None:
        """Begin again with the same panes, because other models are about to speak."""
        if self.state.running:
            self._become(ComparisonState(self.state.later, self.state.earlier))

    def _follow_picture(self, pane: Pane, _: Picture) -> None:
        state = self.state
        if state.later is None or state.earlier is None or pane not in (state.later, state.earlier):
            return
        if (_path_of(state.later), _path_of(state.earlier)) != self._paths:
            self.end()

    def _become(self, state: ComparisonState) -> None:
        self.state = state
        self.changed.emit(state)


def _path_of(pane: Pane) -> object:
    return pane.current.path if pane.current is not None else None
