"""What stands over the list: how many there are, the search, the order, and what is hidden."""

from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from cxrviewer.app.filtering import Filter
from cxrviewer.app.listing import Listed
from cxrviewer.app.picture import ScanState
from cxrviewer.app.session import Session
from cxrviewer.ui.icons import icon
from cxrviewer.ui.plain_text import PlainLabel
from cxrviewer.ui.study_browser.filter_panel import FilterPanel
from cxrviewer.ui.study_browser.sort_menu import SortButton, SortMenu

MAX_SEARCH = 200


class ListHead(QWidget):
    """Everything here changes the listing, and shows how it is filtered and sorted now."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.count = PlainLabel(role="dim")
        self.search = self._make_search()
        self.filter_button = self._make_filter_button()
        self.sort_menu = SortMenu(session, self)
        self.sort_button = SortButton(session, self.sort_menu)
        # Where the panel comes to stand.
        self._place = QVBoxLayout()
        self.hidden = PlainLabel(role="warning")
        self.show_all = QPushButton(self.tr("Show all"))
        self.show_all.clicked.connect(self.clear)
        self.moved = PlainLabel(self.tr("Marks or scores have changed."), role="dim")
        self.arrange = QPushButton(self.tr("Arrange again"))
        self.arrange.clicked.connect(session.listing.arrange)
        self._lay_out()
        session.listing.arranged.connect(self._follow)
        session.listing.counted.connect(self._follow)
        session.intake.scan_changed.connect(self._follow_scan)
        self._follow_scan(session.intake.scan)

    @cached_property
    def panel(self) -> FilterPanel:
        """Made when it is first opened: few need it, and it has as many parts as a window."""
        panel = FilterPanel(self._session)
        panel.hide()
        self._place.addWidget(panel)
        # Else the keyboard would get there last, after the findings.
        for before, after in pairwise((self.filter_button, *panel.controls)):
            QWidget.setTabOrder(before, after)
        return panel

    def clear(self) -> None:
        """Hide nothing any more; the order stays."""
        self.search.clear()
        self._session.listing.set_filter(Filter())

    def show_panel(self, shown: bool) -> None:
        if shown:
            self.panel.renew()
        self.panel.setVisible(shown)
        self.filter_button.setChecked(shown)

    def _make_search(self) -> QLineEdit:
        edit = QLineEdit()
        edit.setPlaceholderText(self.tr("Search patient, date, view…"))
        edit.setMaxLength(MAX_SEARCH)
        edit.setAccessibleName(self.tr("Search the studies"))
        edit.textChanged.connect(self._search_for)
        # Qt's own button looks through the icon themes of the desktop, while the window is made.
        clear = edit.addAction(icon("cancel"), QLineEdit.ActionPosition.TrailingPosition)
        clear.setText(self.tr("Clear the search"))
        clear.triggered.connect(edit.clear)
        clear.setVisible(False)
        edit.textChanged.connect(lambda text: clear.setVisible(bool(text)))
        return edit

    def _make_filter_button(self) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon("filter"))
        button.setCheckable(True)
        button.setToolTip(self.tr("Filter by modality, view, status, marks and date"))
        button.setAccessibleName(self.tr("Filter"))
        button.toggled.connect(self.show_panel)
        return button

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 6)
        column.setSpacing(5)
        title = PlainLabel(self.tr("STUDIES"), role="title")
        column.addLayout(_row(title, self.sort_button))
        column.addLayout(_row(self.search, self.filter_button))
        column.addLayout(self._place)
        column.addLayout(_row(self.count))
        column.addLayout(_row(self.hidden, self.show_all))
        column.addLayout(_row(self.moved, self.arrange))

    def _search_for(self, text: str) -> None:
        listing = self._session.listing
        listing.set_filter(replace(listing.filter, text=text))

    def _follow_scan(self, scan: ScanState) -> None:
        images = self.tr("Images: {0}").format(f"{len(self._session.studies):,}")
        self.count.setText(self.tr("{0}, scanning…").format(images) if scan.running else images)
        self._follow(self._session.listing.state)

    def _follow(self, listed: Listed) -> None:
        filtered = not self._session.listing.filter.is_empty
        self.hidden.setText(
            self.tr("{0} of {1} hidden by the filter").format(
                f"{listed.hidden:,}", f"{listed.shown + listed.hidden:,}"
            )
        )
        for widget in (self.hidden, self.show_all):
            widget.setVisible(filtered)
        for widget in (self.moved, self.arrange):
            widget.setVisible(listed.stale)


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(10, 0, 10, 0)
    row.setSpacing(4)
    for widget in widgets:
        stretch = 0 if isinstance(widget, QToolButton | QPushButton) else 1
        row.addWidget(widget, stretch, Qt.AlignmentFlag.AlignVCenter)
    return row
