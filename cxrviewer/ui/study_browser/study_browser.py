"""The panel on the left: what was opened, and what was refused."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QApplication, QListView, QToolButton, QVBoxLayout, QWidget

from cxrviewer.app.listing import Listed
from cxrviewer.app.picture import Picture, ScanState
from cxrviewer.app.session import Session
from cxrviewer.domain.study import Instance
from cxrviewer.ui.icons import icon
from cxrviewer.ui.override import override
from cxrviewer.ui.study_browser.batch_strip import BatchStrip
from cxrviewer.ui.study_browser.delegate import InstanceDelegate
from cxrviewer.ui.study_browser.drag_list import DragList
from cxrviewer.ui.study_browser.list_head import ListHead
from cxrviewer.ui.study_browser.model import INSTANCE_ROLE, InstancesModel, RefusedModel
from cxrviewer.ui.theme import text_scale
from cxrviewer.ui.workers.batch_analysis import BatchAnalysis
from cxrviewer.ui.workers.thumbnails import Thumbnails

# With texts of the usual size.
LEAST_WIDTH = 200


class StudyBrowser(QWidget):
    """Fills while a scan runs; the row of the current instance is the selected one."""

    def __init__(
        self,
        session: Session,
        thumbnails: Thumbnails,
        batch: BatchAnalysis,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.model = InstancesModel(session, thumbnails, self)
        # Neither sorts nor filters. A layout asks for the number of rows twice for each row, and
        # this one answers without a call into Python.
        self.rows = QSortFilterProxyModel(self)
        self.rows.setDynamicSortFilter(False)
        self.rows.setSourceModel(self.model)
        self.refused_model = RefusedModel(session, self)
        self.head = ListHead(session)
        self.batch = BatchStrip(batch)
        self.view = self._make_view()
        self.refused_button = self._make_refused_button()
        self.refused_view = self._make_refused_view()
        self._lay_out()
        self.view.selectionModel().currentChanged.connect(self._follow_key)
        self.view.clicked.connect(self._choose)
        self.view.drag_ended.connect(lambda: self._follow_picture(session.picture))
        session.picture_changed.connect(self._follow_picture)
        session.listing.arranged.connect(self._follow_order)
        session.intake.scan_changed.connect(self._follow_scan)
        self._follow_scan(session.intake.scan)

    def _make_view(self) -> DragList:
        view = DragList()
        view.setModel(self.rows)
        view.setItemDelegate(InstanceDelegate(view))
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        view.setAccessibleName(self.tr("Studies"))
        return view

    def _make_refused_button(self) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIcon(icon("chevron_right"))
        button.toggled.connect(self._show_refused)
        return button

    def _make_refused_view(self) -> QListView:
        view = QListView()
        view.setModel(self.refused_model)
        view.setWordWrap(True)
        view.setMaximumHeight(200)
        view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        view.setAccessibleName(self.tr("Refused files"))
        view.hide()
        return view

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.batch)
        column.addWidget(self.view, 1)
        column.addWidget(self.refused_button)
        column.addWidget(self.refused_view)

    def _show_refused(self, shown: bool) -> None:
        self.refused_button.setIcon(icon("chevron_down" if shown else "chevron_right"))
        self.refused_view.setVisible(shown)

    def _follow_scan(self, scan: ScanState) -> None:
        self.refused_button.setVisible(scan.refused > 0)
        self.refused_button.setText(self.tr("Refused files: {0}").format(scan.refused))
        if scan.refused == 0:
            self.refused_view.hide()

    def _follow_picture(self, picture: Picture) -> None:
        if picture.instance is None:
            return
        row = self.model.row_of(picture.instance)
        if row >= 0 and row != self.view.currentIndex().row():
            self.view.selectionModel().setCurrentIndex(
                self.rows.index(row, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )

    def _follow_key(self, index: QModelIndex) -> None:
        # A pressed button may begin a drag to another pane: it chooses when it is released.
        if QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self._choose(index)

    def _follow_order(self, _listed: Listed) -> None:
        """Keep the row of the shown picture chosen, and in sight, where it is listed."""
        self._follow_picture(self._session.picture)
        current = self.view.currentIndex()
        if current.isValid():
            self.view.scrollTo(current, QListView.ScrollHint.PositionAtCenter)
        else:
            self.view.scrollToTop()

    def _choose(self, index: QModelIndex) -> None:
        instance = index.data(INSTANCE_ROLE)
        if isinstance(instance, Instance):
            self._session.active.select(instance)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(round(LEAST_WIDTH * text_scale()), super().minimumSizeHint().height())
