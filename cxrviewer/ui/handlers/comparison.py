"""Comparing with an earlier study of the same patient."""

from cxrviewer.app.comparison import ComparisonState, Shown
from cxrviewer.app.layout import Layout
from cxrviewer.app.notices import Notice, Severity
from cxrviewer.app.picture import Loading, Picture
from cxrviewer.app.priors import find_prior
from cxrviewer.app.session import Session
from cxrviewer.domain.errors import UsageError
from cxrviewer.ui.handlers.area import Actions, Handlers


class ComparisonArea:
    """Finds the earlier study, puts it into the next pane, and switches what is shown."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._comparison = session.comparison
        self.handlers: Handlers = {
            "compare": self.compare,
            "blink": lambda: self.switch(Shown.EARLIER),
            "subtraction": lambda: self.switch(Shown.DIFFERENCE),
            "end_comparison": self._comparison.end,
        }

    def follow(self, actions: Actions) -> None:
        self._actions = actions
        self._session.picture_changed.connect(self._follow_picture)
        self._comparison.changed.connect(self._follow_comparison)
        self._follow_picture(self._session.picture)
        self._follow_comparison(self._comparison.state)

    def compare(self) -> None:
        """Compare the active pane's radiograph; a notice says why that cannot be."""
        current = self._session.current
        if current is None:
            return
        try:
            prior = find_prior(current, self._session.studies)
        except UsageError as error:
            self._session.notify(Notice.of(error, Severity.WARNING))
            return
        panes = self._session.panes
        if panes.layout is Layout.SINGLE:
            panes.set_layout(Layout.SIDE_BY_SIDE)
        elif panes.full:
            panes.switch_full()
        later = panes.active
        place = panes.shown.index(later)
        earlier = panes.shown[(place + 1) % len(panes.shown)]
        earlier.select(prior)
        self._comparison.begin(later=later, earlier=earlier)

    def switch(self, shown: Shown) -> None:
        """Show that, or the later radiograph again."""
        back = self._comparison.state.shown is shown
        self._comparison.show(Shown.LATER if back else shown)

    def _follow_picture(self, picture: Picture) -> None:
        self._actions["compare"].setEnabled(picture.loading is Loading.LOADED)

    def _follow_comparison(self, state: ComparisonState) -> None:
        self._actions["end_comparison"].setEnabled(state.running)
        for name, shown in (("blink", Shown.EARLIER), ("subtraction", Shown.DIFFERENCE)):
            self._actions[name].setEnabled(state.fit is not None)
            self._actions[name].setChecked(state.shown is shown)


class Blink:
    """The earlier radiograph while the key is held; tapped it stays, and goes with the next tap."""

    def __init__(self, session: Session) -> None:
        self._comparison = session.comparison
        self._before = Shown.LATER

    def press(self) -> bool:
        state = self._comparison.state
        self._before = state.shown
        other = Shown.LATER if state.shown is Shown.EARLIER else Shown.EARLIER
        self._comparison.show(other)
        return state.fit is not None

    def release(self, *, tapped: bool) -> None:
        if not tapped:
            self._comparison.show(self._before)
