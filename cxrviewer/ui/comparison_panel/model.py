"""Score changes as rows of a table."""

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from cxrviewer.app.score_changes import ScoreChange
from cxrviewer.ui.override import override
from cxrviewer.ui.plain_text import one_line, signed
from cxrviewer.ui.spoken import spoken_label
from cxrviewer.ui.theme import colour

Index = QModelIndex | QPersistentModelIndex

NUMBERS = (1, 2, 3, 4)
FINDING, EARLIER, LATER, CHANGE, NOISE, MARK, MODEL = range(7)


class ChangesModel(QAbstractTableModel):
    """One row per pathology; what is more than noise comes first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ScoreChange, ...] = ()

    @property
    def rows(self) -> tuple[ScoreChange, ...]:
        return self._rows

    def show(self, rows: tuple[ScoreChange, ...]) -> None:
        ordered = tuple(sorted(rows, key=lambda row: (not row.marked, -abs(row.change))))
        if ordered != self._rows:
            self.beginResetModel()
            self._rows = ordered
            self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        return 0 if parent.isValid() else MODEL + 1

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            _tr("Finding"),
            _tr("Earlier"),
            _tr("Later"),
            _tr("Change"),
            _tr("Noise"),
            _tr("Mark"),
            _tr("Model"),
        )[section]

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return _texts(row)[column]
        if role == Qt.ItemDataRole.TextAlignmentRole and column in NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole:
            return colour("above" if row.marked else "dim")
        return None


def _texts(row: ScoreChange) -> tuple[str, ...]:
    return (
        one_line(spoken_label(row.pathology)),
        f"{row.earlier:.2f}",
        f"{row.later:.2f}",
        signed(row.change),
        "" if row.noise is None else f"±{row.noise:.2f}",
        _mark(row),
        one_line(f"{row.bundle.name} {row.bundle.version}"),
    )


def _mark(row: ScoreChange) -> str:
    if row.marked is None:
        return _tr("not yet")
    if not row.marked:
        return ""
    return _tr("▲ higher") if row.change > 0 else _tr("▼ lower")


def _tr(text: str) -> str:
    return QCoreApplication.translate("comparison", text)
