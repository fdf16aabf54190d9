"""The rows of the tag browser as a tree that can be searched."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from cxrviewer.app.filtering import folded
from cxrviewer.domain.errors import printable
from cxrviewer.domain.tags import TagRow
from cxrviewer.ui.override import override
from cxrviewer.ui.plain_text import plain_tip

Index = QModelIndex | QPersistentModelIndex
TOP = -1
VALUE_COLUMN = 3


class TagModel(QAbstractItemModel):
    """Shows the rows in which all words of the search occur, and the rows that these belong to."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[TagRow] = []
        self.matches = 0
        self._texts: list[str] = []
        self._parents: list[int] = []
        self._open: list[int] = []
        self._words: tuple[str, ...] = ()
        self._children: dict[int, list[int]] = {TOP: []}
        self._place: dict[int, int] = {}

    def add(self, rows: Sequence[TagRow]) -> None:
        self.beginResetModel()
        for row in rows:
            # The last row of each depth so far is what a deeper one belongs to.
            del self._open[row.depth :]
            self._parents.append(self._open[-1] if self._open else TOP)
            self._open.append(len(self.rows))
            self.rows.append(row)
            self._texts.append(folded(" ".join((row.tag, row.name, row.vr, row.value, row.raw))))
        self._arrange()
        self.endResetModel()

    def search(self, text: str) -> None:
        self.beginResetModel()
        self._words = tuple(folded(text).split())
        self._arrange()
        self.endResetModel()

    def row_at(self, index: Index) -> TagRow:
        return self.rows[int(index.internalId())]

    def _arrange(self) -> None:
        found = [n for n, text in enumerate(self._texts) if all(w in text for w in self._words)]
        self.matches = len(found)
        shown = set(found)
        for number in found:
            above = self._parents[number]
            while above != TOP and above not in shown:
                shown.add(above)
                above = self._parents[above]
        self._children = {TOP: []}
        self._place = {}
        for number in sorted(shown):
            beside = self._children.setdefault(self._parents[number], [])
            self._place[number] = len(beside)
            beside.append(number)

    def _below(self, index: Index) -> list[int]:
        return self._children.get(int(index.internalId()) if index.isValid() else TOP, [])

    @override
    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008  (Qt's signature)
        below = self._below(parent)
        if not 0 <= row < len(below) or not 0 <= column < len(headings()):
            return QModelIndex()
        return self.createIndex(row, column, below[row])

    @override
    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]  # QObject's has none
        above = self._parents[int(index.internalId())] if index.isValid() else TOP
        return QModelIndex() if above == TOP else self.createIndex(self._place[above], 0, above)

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        return len(self._below(parent)) if parent.column() <= 0 else 0

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        return len(headings())

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        text = cells(self.row_at(index))[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(text)
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return headings()[section]
        return None


def cells(row: TagRow) -> tuple[str, ...]:
    """Return the texts of a row, strange characters made visible."""
    length = f"{row.length:,}" if row.tag else ""
    texts = (row.tag, row.name, row.vr, row.value, row.raw, length)
    return tuple(printable(text) for text in texts)


def headings() -> tuple[str, ...]:
    return _tr("Tag"), _tr("Name"), "VR", _tr("Value"), _tr("Raw bytes"), _tr("Length")


def _tr(text: str) -> str:
    return QCoreApplication.translate("TagDialog", text)
