"""The conditions of the filter beside the search: kind, view, status, marks, dates."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLineEdit, QWidget

from cxrviewer.app.filtering import Filter, MarkFilter, StatusFilter, first_day, last_day
from cxrviewer.app.listing import Listed
from cxrviewer.app.session import Session
from cxrviewer.ui.actions.spec import mark
from cxrviewer.ui.plain_text import one_line

MAX_CHOICES = 40
STATUS_NAMES = {
    StatusFilter.ANY: mark("any"),
    StatusFilter.OK: mark("without a warning"),
    StatusFilter.WARNING: mark("with a warning"),
    StatusFilter.NOT_FOR_MODELS: mark("not for the models"),
    StatusFilter.ABOVE: mark("above an operating point"),
    StatusFilter.NOT_YET_ANALYSED: mark("not yet analysed"),
    StatusFilter.GONE: mark("file is gone"),
}
MARK_NAMES = {
    MarkFilter.ANY: mark("any"),
    MarkFilter.UNREAD: mark("unread"),
    MarkFilter.READ: mark("read"),
    MarkFilter.FLAGGED: mark("flagged"),
    MarkFilter.VERDICT: mark("with a verdict"),
    MarkFilter.NO_VERDICT: mark("without a verdict"),
}


class FilterPanel(QWidget):
    """Edits the listing's filter but for its text, and shows it where it was changed elsewhere."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.modality, self.view = QComboBox(), QComboBox()
        self.status = _choices(STATUS_NAMES)
        self.mark = _choices(MARK_NAMES)
        self.first, self.last = self._date(_tr("from")), self._date(_tr("to"))
        self._lay_out()
        for box in (self.modality, self.view, self.status, self.mark):
            box.activated.connect(self._apply)
        for edit in (self.first, self.last):
            edit.textChanged.connect(self._apply)
        session.listing.arranged.connect(self._follow)
        self.renew()
        self._follow(session.listing.state)

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """What a person can use, from the first to the last."""
        return (self.modality, self.view, self.status, self.mark, self.first, self.last)

    def renew(self) -> None:
        """Offer the modalities and views that the list has by now."""
        studies, chosen = self._session.studies, self._session.listing.filter
        _offer(self.modality, {one.series.modality for one in studies}, chosen.modality)
        _offer(self.view, {one.view_position for one in studies}, chosen.view)

    def _date(self, hint: str) -> QLineEdit:
        edit = QLineEdit()
        edit.setPlaceholderText(hint)
        edit.setMaxLength(10)
        edit.setAccessibleName(_tr("Date {0}").format(hint))
        edit.setToolTip(_tr("A year, a month or a day: 2024, 2024-03 or 2024-03-31"))
        return edit

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(10, 0, 10, 8)
        form.setVerticalSpacing(4)
        dates = QHBoxLayout()
        dates.addWidget(self.first)
        dates.addWidget(self.last)
        for name, box in (
            (_tr("Modality"), self.modality),
            (_tr("View"), self.view),
            (_tr("Status"), self.status),
            (_tr("Marks"), self.mark),
        ):
            box.setMinimumContentsLength(8)
            box.setAccessibleName(name)
            form.addRow(name, box)
        form.addRow(_tr("Date"), dates)

    def _apply(self) -> None:
        first, last = first_day(self.first.text()), last_day(self.last.text())
        _show_doubt(self.first, doubtful=first is None)
        _show_doubt(self.last, doubtful=last is None)
        before = self._session.listing.filter
        chosen = Filter(
            text=before.text,
            modality=self.modality.currentData() or "",
            view=self.view.currentData() or "",
            status=self.status.currentData(),
            mark=self.mark.currentData(),
            first_date=before.first_date if first is None else first,
            last_date=before.last_date if last is None else last,
        )
        self._session.listing.set_filter(chosen)

    def _follow(self, _listed: Listed) -> None:
        chosen = self._session.listing.filter
        _choose(self.modality, chosen.modality)
        _choose(self.view, chosen.view)
        _choose(self.status, chosen.status)
        _choose(self.mark, chosen.mark)
        if replace(chosen, text="") == Filter():
            for edit in (self.first, self.last):
                edit.blockSignals(True)
                edit.clear()
                edit.blockSignals(False)
                _show_doubt(edit, doubtful=False)


def _choices(names: dict[StatusFilter, str] | dict[MarkFilter, str]) -> QComboBox:
    box = QComboBox()
    for value, name in names.items():
        box.addItem(_tr(name), value)
    return box


def _offer(box: QComboBox, found: Iterable[str], chosen: str) -> None:
    """Fill ``box`` with what occurs; a hostile folder may have thousands of modalities."""
    values = sorted({value for value in found if value} | ({chosen} - {""}))[:MAX_CHOICES]
    box.clear()
    box.addItem(_tr("any"), "")
    for value in values:
        box.addItem(one_line(value), value)
    _choose(box, chosen)


def _choose(box: QComboBox, value: str) -> None:
    box.setCurrentIndex(max(0, box.findData(value)))


def _show_doubt(edit: QLineEdit, *, doubtful: bool) -> None:
    if bool(edit.property("doubtful")) != doubtful:
        edit.setProperty("doubtful", doubtful)
        edit.style().unpolish(edit)
        edit.style().polish(edit)


def _tr(text: str) -> str:
    return QCoreApplication.translate("studies", text)
