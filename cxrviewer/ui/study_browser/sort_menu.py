"""By what the list is sorted: a menu that is also the button's that shows it."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from cxrviewer.app.listing import Listed
from cxrviewer.app.session import Session
from cxrviewer.app.sorting import Column, Order
from cxrviewer.ui.actions.spec import mark
from cxrviewer.ui.icons import icon
from cxrviewer.ui.plain_text import plain_tip

NAMES: dict[Column, str] = {
    Column.FOUND: mark("As found"),
    Column.PATIENT: mark("Patient"),
    Column.DATE: mark("Date"),
    Column.MODALITY: mark("Modality"),
    Column.VIEW: mark("View"),
    Column.STATUS: mark("Status"),
    Column.MARKS: mark("Marks"),
    Column.FILE: mark("File name"),
    Column.TRIAGE: mark("Highest score (triage order)"),
}
SHORT_TRIAGE = mark("Highest score")
TRIAGE_TIP = mark(
    "Studies whose highest finding stands furthest above its operating point come first; images "
    "that are not analysed follow in the order in which they were found. Nothing is hidden. "
    "Scores of demonstration and research models count like all others: the order says where to "
    "look first, not what is there.",
)
TIPS = {
    Column.FOUND: mark("Patients, studies and series kept together"),
    Column.STATUS: mark("What needs a look first: gone, then warned of"),
    Column.MARKS: mark("Flagged first, then unread"),
    Column.TRIAGE: TRIAGE_TIP,
}


class SortMenu(QMenu):
    """The columns, one of them chosen, and the direction."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(_tr("So&rt by"), parent)
        self._listing = session.listing
        self.setIcon(icon("sort"))
        self.setToolTipsVisible(True)
        self._group = QActionGroup(self)
        self.by_column = {column: self._add_column(column) for column in Column}
        self.addSeparator()
        self.descending = self.addAction(_tr("&Descending"))
        self.descending.setCheckable(True)
        self.descending.triggered.connect(self._turn)
        session.listing.arranged.connect(self._follow)
        self._follow(session.listing.state)

    def _add_column(self, column: Column) -> QAction:
        if column is Column.TRIAGE:
            self.addSeparator()
        action = self.addAction(_tr(NAMES[column]))
        action.setCheckable(True)
        action.setToolTip(plain_tip(_tr(TIPS[column])) if column in TIPS else "")
        self._group.addAction(action)
        action.triggered.connect(lambda _checked=False: self.choose(column))
        return action

    def choose(self, column: Column) -> None:
        """Sort by ``column``; the newest date first, everything else from the start."""
        if column is not self._listing.order.column:
            self._listing.set_order(Order(column, descending=column is Column.DATE))

    def _turn(self, descending: bool) -> None:
        self._listing.set_order(Order(self._listing.order.column, descending))

    def _follow(self, _listed: Listed) -> None:
        order = self._listing.order
        self.by_column[order.column].setChecked(True)
        self.descending.setChecked(order.descending)
        self.descending.setEnabled(order.column is not Column.TRIAGE)


class SortButton(QToolButton):
    """Shows the order; pressing it opens the menu."""

    def __init__(self, session: Session, menu: SortMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._listing = session.listing
        self.setMenu(menu)
        self.setIcon(icon("sort"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(self.toolButtonStyle().ToolButtonTextBesideIcon)
        session.listing.arranged.connect(self._follow)
        self._follow(session.listing.state)

    def _follow(self, _listed: Listed) -> None:
        order = self._listing.order
        name = _tr(SHORT_TRIAGE if order.column is Column.TRIAGE else NAMES[order.column])
        arrow = "↓" if order.descending else "↑"
        directed = order.column not in (Column.TRIAGE, Column.FOUND) or order.descending
        self.setText(f"{name} {arrow}" if directed else name)
        tip = TIPS.get(order.column)
        said = _tr("Sorted by: {0}").format(name)
        self.setToolTip(plain_tip(f"{said}\n{_tr(tip)}" if tip else said))
        self.setAccessibleName(said)


def _tr(text: str) -> str:
    return QCoreApplication.translate("studies", text)
