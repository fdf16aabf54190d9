"""Instances and refused files as rows."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from cxrviewer.app.filtering import Facts
from cxrviewer.app.listing import Listed, Listing
from cxrviewer.app.session import Session
from cxrviewer.app.studies import study_key
from cxrviewer.app.triage import Highest
from cxrviewer.domain.study import Instance, RefusedFile, Status
from cxrviewer.ui.instance_mime import MIME_TYPE, mime_of
from cxrviewer.ui.override import override
from cxrviewer.ui.plain_text import one_line, plain_tip, readable_date, readable_name
from cxrviewer.ui.spoken import spoken_label
from cxrviewer.ui.workers.thumbnails import Thumbnails

INSTANCE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
FIRST_OF_STUDY_ROLE = INSTANCE_ROLE + 1
UNREADABLE_ROLE = INSTANCE_ROLE + 2
FACTS_ROLE = INSTANCE_ROLE + 3

Index = QModelIndex | QPersistentModelIndex


class InstancesModel(QAbstractListModel):
    """The session's studies, row by row. A thumbnail is asked for when its row is painted."""

    def __init__(
        self, session: Session, thumbnails: Thumbnails, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._thumbnails = thumbnails
        self._rows: list[Instance] = list(session.listing)
        session.listing.inserted.connect(self._add)
        session.listing.arranged.connect(self._take_all)
        session.listing.touched.connect(self._update)
        thumbnails.ready.connect(self._repaint)

    def row_of(self, instance: Instance) -> int:
        """Return the row of ``instance``, or -1."""
        row = self._session.listing.row_of(instance)
        return -1 if row is None else row

    def _add(self, rows: range) -> None:
        self.beginInsertRows(QModelIndex(), rows.start, rows.stop - 1)
        self._rows[rows.start : rows.start] = [self._session.listing[row] for row in rows]
        self.endInsertRows()

    def _take_all(self, _listed: Listed) -> None:
        self.beginResetModel()
        self._rows = list(self._session.listing)
        self.endResetModel()

    def _update(self, instance: Instance) -> None:
        row = self.row_of(instance)
        if row >= 0:
            self._rows[row] = instance
            self.dataChanged.emit(self.index(row), self.index(row))

    def _repaint(self, instance: Instance) -> None:
        row = self.row_of(instance)
        if row >= 0:
            index = self.index(row)
            self.dataChanged.emit(index, index, [Qt.ItemDataRole.DecorationRole])

    def _is_first_of_study(self, row: int) -> bool:
        return row == 0 or study_key(self._rows[row]) != study_key(self._rows[row - 1])

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        return 0 if parent.isValid() else len(self._rows)

    def _value(self, row: int, role: int) -> object:
        instance = self._rows[row]
        if role == Qt.ItemDataRole.DecorationRole:
            return self._thumbnails.get(instance)
        if role == FIRST_OF_STUDY_ROLE:
            return self._is_first_of_study(row)
        if role == UNREADABLE_ROLE:
            return self._thumbnails.is_unreadable(instance)
        if role == FACTS_ROLE:
            return self._session.listing.facts(instance)
        text = TEXTS.get(role)
        return text(instance, self._session.listing) if text is not None else None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == INSTANCE_ROLE:
            return self._rows[index.row()]
        return self._value(index.row(), role)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags

    @override
    def mimeTypes(self) -> list[str]:
        return [MIME_TYPE]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return mime_of(self._rows[indexes[0].row()])


class RefusedModel(QAbstractListModel):
    """The files that will not be shown, each with its reason."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[RefusedFile] = list(session.intake.refused.values())
        session.intake.file_refused.connect(self._add)
        session.intake.refusal_dropped.connect(self._drop)

    def _drop(self, path: Path) -> None:
        """Forget a refusal: the file is being looked at again."""
        self.beginResetModel()
        self._rows = [refused for refused in self._rows if refused.path != path]
        self.endResetModel()

    def _add(self, refused: RefusedFile) -> None:
        row = len(self._rows)
        self.beginInsertRows(QModelIndex(), row, row)
        self._rows.append(refused)
        self.endInsertRows()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        refused = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{one_line(refused.path.name)}: {one_line(refused.reason)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{one_line(str(refused.path))}\n{refused.reason}")
        return None


def title_of(instance: Instance) -> str:
    """Return the patient's name or identifier; the file's name where there is neither."""
    patient = instance.patient
    return (
        readable_name(patient.name) or one_line(patient.patient_id) or one_line(instance.path.name)
    )


def details_of(instance: Instance) -> tuple[str, str]:
    """Return the date, and what kind of picture it is."""
    kind = " ".join(part for part in (instance.series.modality, instance.view_position) if part)
    return (
        readable_date(instance.study.date) or _tr("no date"),
        one_line(kind) or instance.kind.value.upper(),
    )


def status_text(instance: Instance, facts: Facts) -> str:
    if facts.gone:
        return _tr("file is gone")
    if instance.status is Status.WARNING:
        return _tr("warning")
    return _tr("not analysed") if instance.analysis_refusal else _tr("ok")


def marks_texts(facts: Facts) -> tuple[str, ...]:
    """Return what is marked, in words."""
    said = (
        (True, _tr("read") if facts.marks.read else _tr("unread")),
        (facts.marks.flagged, _tr("flagged")),
        (facts.verdict, _tr("with a verdict")),
        (facts.doubted, _tr("input doubted")),
        (facts.above, _tr("above an operating point")),
    )
    return tuple(word for is_so, word in said if is_so)


def spoken_text(instance: Instance, listing: Listing) -> str:
    facts = listing.facts(instance)
    status = status_text(instance, facts)
    return ", ".join((title_of(instance), *details_of(instance), status, *marks_texts(facts)))


def highest_text(highest: Highest) -> str:
    said = _tr("Highest finding: {0}, score {1} (operating point {2})")
    name = spoken_label(highest.pathology)
    return said.format(one_line(name), f"{highest.score:.2f}", f"{highest.threshold:.2f}")


def explanation(instance: Instance, listing: Listing) -> str:
    facts, highest = listing.facts(instance), listing.triage.highest(instance.path)
    lines = [
        title_of(instance),
        " · ".join(details_of(instance)),
        one_line(instance.study.description),
        f"{instance.columns} x {instance.rows}",
        one_line(str(instance.path)),
        *(one_line(warning) for warning in instance.warnings),
        one_line(instance.analysis_refusal),
        highest_text(highest) if highest is not None else "",
        ", ".join(marks_texts(facts)),
        _tr("The file is gone from its folder.") if facts.gone else "",
    ]
    return "\n".join(line for line in lines if line)


TEXTS: dict[int, Callable[[Instance, Listing], str]] = {
    int(Qt.ItemDataRole.DisplayRole): lambda one, _: title_of(one),
    int(Qt.ItemDataRole.ToolTipRole): lambda one, listing: plain_tip(explanation(one, listing)),
    int(Qt.ItemDataRole.AccessibleTextRole): spoken_text,
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("studies", text)
