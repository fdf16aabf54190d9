"""The tag browser: everything that stands in a file, on the screen only."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QTreeView, QWidget

from cxrviewer.domain.errors import CxrError
from cxrviewer.domain.tags import TagPage
from cxrviewer.ui.dialogs.frame import TextDialog
from cxrviewer.ui.dialogs.tag_model import VALUE_COLUMN, TagModel, cells
from cxrviewer.ui.plain_text import PlainLabel, one_line

Ask = Callable[[int, Callable[[TagPage], None], Callable[[CxrError], None]], None]
WIDTHS = (160, 230, 40, 300, 240, 70)


class TagDialog(TextDialog):
    """``ask`` gets a page from an offset on, and calls back unless the dialog has gone."""

    def __init__(self, path: Path, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__("", parent, size=(1080, 640))
        self.setWindowTitle(_tr("DICOM tags"))
        self._ask = ask
        self._is_closed = False
        self.model = TagModel(self)
        self.state = PlainLabel(_tr("Reading…"), role="dim")
        self.search = self._make_search()
        self.view = self._make_view()
        self.column.addWidget(PlainLabel(one_line(path.name), role="dim"))
        self.column.addWidget(self.search)
        self.column.addWidget(self.view, 1)
        self.column.addLayout(self._make_foot())
        self.finish()
        self.finished.connect(self._forget)
        ask(0, self._take, self._fail)

    def copy_value(self) -> None:
        """Copy the whole value of the current row, as it is told."""
        index = self.view.currentIndex()
        if index.isValid():
            QGuiApplication.clipboard().setText(cells(self.model.row_at(index))[VALUE_COLUMN])

    def copy_row(self) -> None:
        """Copy all cells of the current row, tabs between them."""
        index = self.view.currentIndex()
        if index.isValid():
            QGuiApplication.clipboard().setText("\t".join(cells(self.model.row_at(index))))

    def _make_search(self) -> QLineEdit:
        edit = QLineEdit()
        edit.setPlaceholderText(_tr("Search tag, name, value or bytes…"))
        edit.setClearButtonEnabled(True)
        edit.setAccessibleName(_tr("Search the tags"))
        edit.textChanged.connect(self._search_for)
        return edit

    def _make_view(self) -> QTreeView:
        view = QTreeView()
        view.setModel(self.model)
        view.setUniformRowHeights(True)
        view.setAlternatingRowColors(True)
        view.setAccessibleName(_tr("Tags"))
        view.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        view.header().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        for column, width in enumerate(WIDTHS):
            view.setColumnWidth(column, width)
        return view

    def _make_foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.addWidget(self.state, 1)
        for name, key, slot in (
            (_tr("Copy value"), QKeySequence(QKeySequence.StandardKey.Copy), self.copy_value),
            (_tr("Copy row"), QKeySequence("Ctrl+Shift+C"), self.copy_row),
        ):
            button = QPushButton(name)
            button.setAutoDefault(False)
            button.setToolTip(f"{name} ({key.toString(QKeySequence.SequenceFormat.NativeText)})")
            button.clicked.connect(slot)
            shortcut = QShortcut(key, self.view, context=Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)
            foot.addWidget(button)
        return foot

    def _take(self, page: TagPage) -> None:
        if self._is_closed:
            return
        self.model.add(page.rows)
        self._show_all()
        if page.more and not page.capped:
            self._ask(page.offset + len(page.rows), self._take, self._fail)
        self._tell(page)

    def _tell(self, page: TagPage) -> None:
        count, matches = len(self.model.rows), self.model.matches
        said = _tr("{0} of {1} rows").format(f"{matches:,}", f"{count:,}")
        if page.capped:
            said += _tr("; the file has more, which are not shown")
        elif page.more:
            said += _tr("; reading…")
        self.state.setText(said)

    def _fail(self, error: CxrError) -> None:
        if not self._is_closed:
            self.state.setText(f"{error.cause} {error.remedy}")

    def _search_for(self, text: str) -> None:
        self.model.search(text)
        self._show_all()
        count, matches = len(self.model.rows), self.model.matches
        self.state.setText(_tr("{0} of {1} rows").format(f"{matches:,}", f"{count:,}"))

    def _show_all(self) -> None:
        self.view.expandAll()

    def _forget(self, _result: object = None) -> None:
        self._is_closed = True


def _tr(text: str) -> str:
    return QCoreApplication.translate("TagDialog", text)
