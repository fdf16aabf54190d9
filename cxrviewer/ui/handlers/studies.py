"""The study list: search, filter, order and marks."""

from dataclasses import replace

from PySide6.QtCore import QTimer

from cxrviewer.app.listing import Listed
from cxrviewer.app.marks import NO_MARKS, Marks
from cxrviewer.app.picture import Loading, Picture
from cxrviewer.app.session import Session
from cxrviewer.app.sorting import Column, Order
from cxrviewer.app.studies import study_key
from cxrviewer.ui.handlers.area import Actions, Handlers
from cxrviewer.ui.study_browser.study_browser import StudyBrowser
from cxrviewer.ui.workers.batch_analysis import BatchState
from cxrviewer.ui.workers.conductor import Conductor

READ_AFTER_MS = 2000


class StudiesArea:
    """A study counts as read when one of its images was looked at for a while."""

    def __init__(self, session: Session, conductor: Conductor, browser: StudyBrowser) -> None:
        self._session = session
        self._batch = conductor.batch
        self._browser = browser
        self._reading = QTimer(browser)
        self._reading.setSingleShot(True)
        self._reading.setInterval(READ_AFTER_MS)
        self._reading.timeout.connect(self._take_as_read)
        self.handlers: Handlers = {
            "search_studies": self._search,
            "filter_studies": self._switch_filter,
            "show_all_studies": browser.head.clear,
            "sort_studies": browser.head.sort_button.showMenu,
            "triage_order": self._switch_triage,
            "arrange_studies": session.listing.arrange,
            "analyse_listed": conductor.analyse_listed,
            "mark_read": self._switch_read,
            "flag_study": self._switch_flag,
        }

    def follow(self, actions: Actions) -> None:
        self._actions = actions
        head, session = self._browser.head, self._session
        actions["sort_studies"].setMenu(head.sort_menu)
        head.filter_button.toggled.connect(actions["filter_studies"].setChecked)
        session.listing.arranged.connect(self._follow_listing)
        session.listing.counted.connect(self._follow_listing)
        session.listing.marks.changed.connect(self._follow_marks)
        session.picture_changed.connect(self._follow_picture)
        self._batch.progressed.connect(self._follow_batch)
        self._follow_listing(session.listing.state)
        self._follow_picture(session.picture)

    def _search(self) -> None:
        self._browser.head.search.setFocus()
        self._browser.head.search.selectAll()

    def _switch_filter(self) -> None:
        self._browser.head.show_panel(not self._browser.head.panel.isVisible())

    def _switch_triage(self) -> None:
        listing = self._session.listing
        is_triage = listing.order.column is Column.TRIAGE
        listing.set_order(Order(Column.FOUND if is_triage else Column.TRIAGE))

    def _switch_read(self) -> None:
        self._reading.stop()
        marks = self._marks()
        self._mark(replace(marks, read=not marks.read))

    def _switch_flag(self) -> None:
        marks = self._marks()
        self._mark(replace(marks, flagged=not marks.flagged))

    def _take_as_read(self) -> None:
        self._mark(replace(self._marks(), read=True))

    def _marks(self) -> Marks:
        current = self._session.current
        return self._session.listing.marks.of(study_key(current)) if current else NO_MARKS

    def _mark(self, marks: Marks) -> None:
        current = self._session.current
        if current is not None:
            self._session.listing.marks.set(study_key(current), marks)

    def _follow_listing(self, listed: Listed) -> None:
        listing = self._session.listing
        self._actions["triage_order"].setChecked(listing.order.column is Column.TRIAGE)
        self._actions["show_all_studies"].setEnabled(not listing.filter.is_empty)
        self._actions["arrange_studies"].setEnabled(listed.stale)

    def _follow_picture(self, picture: Picture) -> None:
        if picture.loading is Loading.LOADED and not self._marks().read:
            self._reading.start()
        else:
            self._reading.stop()
        for name in ("mark_read", "flag_study"):
            self._actions[name].setEnabled(picture.instance is not None)
        self._follow_marks()

    def _follow_batch(self, state: BatchState) -> None:
        self._actions["analyse_listed"].setChecked(state.running)

    def _follow_marks(self, _study_key: str = "") -> None:
        marks = self._marks()
        self._actions["mark_read"].setChecked(marks.read)
        self._actions["flag_study"].setChecked(marks.flagged)
