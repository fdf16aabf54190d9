"""The middle of the window: one to four panes."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from cxrviewer.app.pane import Pane
from cxrviewer.app.panes import Arrangement
from cxrviewer.app.session import Session
from cxrviewer.ui.viewport.comparison_drawing import ComparisonDrawing
from cxrviewer.ui.viewport.pane_view import PaneView
from cxrviewer.ui.viewport.view_link import ViewLink
from cxrviewer.ui.viewport.viewport import Viewport

GAP = 2


class PaneGrid(QWidget):
    """Shows the session's panes as its layout says; a click makes one active."""

    open_wanted = Signal()
    viewport_added = Signal(object)
    menu_wanted = Signal(QPoint)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._panes = session.panes
        self._views: dict[int, PaneView] = {}
        self._link = ViewLink(session, self.viewport_of)
        self._drawing = ComparisonDrawing(session, self.viewport_of)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        for pane in self._panes:
            self._add(pane)
        self._panes.added.connect(self._add)
        self._panes.arranged.connect(self._arrange)
        self._panes.active_changed.connect(self._follow_active)
        self._arrange(self._panes.arrangement)

    @property
    def viewport(self) -> Viewport:
        """The active pane's viewport."""
        return self.active_view.viewport

    @property
    def active_view(self) -> PaneView:
        return self._views[self._panes.active.number]

    def view_of(self, pane: Pane) -> PaneView:
        return self._views[pane.number]

    def viewport_of(self, pane: Pane) -> Viewport:
        return self._views[pane.number].viewport

    def viewports(self) -> tuple[Viewport, ...]:
        return tuple(view.viewport for view in self._views.values())

    def fit(self) -> None:
        self.viewport.framing.fit()

    def one_to_one(self) -> None:
        self.viewport.framing.one_to_one()

    def _add(self, pane: Pane) -> None:
        view = PaneView(pane, self._session.studies)
        view.open_wanted.connect(self.open_wanted)
        view.touched.connect(self._panes.activate)
        view.viewport.double_clicked.connect(self._answer_double_click)
        view.viewport.menu_wanted.connect(self.menu_wanted)
        self._link.watch(view.viewport)
        view.hide()
        self._views[pane.number] = view
        self._drawing.watch(pane)
        self.viewport_added.emit(view.viewport)

    def _answer_double_click(self) -> None:
        """Make the pane full, or all of them shown again; where there is one alone, fit it."""
        if self._panes.layout.panes > 1:
            self._panes.switch_full()
        else:
            self.viewport.framing.fit()

    def _arrange(self, arrangement: Arrangement) -> None:
        columns = 1 if arrangement.full else arrangement.layout.columns
        shown = {pane.number: place for place, pane in enumerate(arrangement.shown)}
        for number, view in self._views.items():
            self._grid.removeWidget(view)
            if number in shown:
                row, column = divmod(shown[number], columns)
                self._grid.addWidget(view, row, column)
            view.setVisible(number in shown)
        for place in range(2):
            self._grid.setRowStretch(place, int(place * columns < len(shown)))
            self._grid.setColumnStretch(place, int(place < columns))
        self._show_frames(arrangement)

    def _show_frames(self, arrangement: Arrangement) -> None:
        alone = len(arrangement.shown) == 1
        for pane in arrangement.shown:
            view = self._views[pane.number]
            view.show_frame(active=None if alone else pane is self._panes.active)

    def _follow_active(self, pane: Pane) -> None:
        focus = self.window().focusWidget()
        had_focus = focus is not None and self.isAncestorOf(focus)
        self._show_frames(self._panes.arrangement)
        if had_focus:
            self._views[pane.number].viewport.setFocus(Qt.FocusReason.OtherFocusReason)
