"""The main window: puts the panels and the areas together, keeps its geometry, and closes."""

import base64
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QVBoxLayout, QWidget

from cxrviewer.app.audit import AuditLog, audit_path
from cxrviewer.app.exposure import Exposure
from cxrviewer.app.preferences import Preferences, PreferencesStore
from cxrviewer.app.session import Session
from cxrviewer.domain.radiograph import RadiographKey
from cxrviewer.ui.actions.make import make_actions
from cxrviewer.ui.collector import GuiCollector
from cxrviewer.ui.comparison_panel.comparison_panel import ComparisonPanel
from cxrviewer.ui.database_watch import DatabaseWatch
from cxrviewer.ui.dialogs.shelf import DialogShelf
from cxrviewer.ui.dropped_paths import accept_files, take_dropped
from cxrviewer.ui.findings_panel.findings_panel import FindingsPanel
from cxrviewer.ui.handlers.area import Area, joined_handlers
from cxrviewer.ui.handlers.comparison import Blink, ComparisonArea
from cxrviewer.ui.handlers.file import FileArea
from cxrviewer.ui.handlers.findings import FindingsArea
from cxrviewer.ui.handlers.folders import FoldersArea
from cxrviewer.ui.handlers.image import ImageArea
from cxrviewer.ui.handlers.layout import LayoutArea
from cxrviewer.ui.handlers.look import LookArea
from cxrviewer.ui.handlers.measurements import MeasurementArea
from cxrviewer.ui.handlers.orientation import OrientationArea
from cxrviewer.ui.handlers.panels import PanelsArea
from cxrviewer.ui.handlers.preferences import OpenerFor, PreferencesEditor
from cxrviewer.ui.handlers.studies import StudiesArea
from cxrviewer.ui.handlers.tags import TagsArea
from cxrviewer.ui.handlers.tools import MagnifierHold, PanHold, ToolsArea
from cxrviewer.ui.handlers.verdicts import VerdictsArea
from cxrviewer.ui.handlers.view import ViewArea
from cxrviewer.ui.held_keys import HeatmapPeek, HeldKeys
from cxrviewer.ui.histogram_panel import HistogramPanel
from cxrviewer.ui.menus import fill_menus, make_context_menu, make_toolbar
from cxrviewer.ui.notice_bar import NoticeBar, WarningStrip
from cxrviewer.ui.override import override
from cxrviewer.ui.pane_stand import PaneStand
from cxrviewer.ui.preset_menu import PresetMenu
from cxrviewer.ui.report_export import ReportExport
from cxrviewer.ui.status_bar import StatusBar
from cxrviewer.ui.study_browser.study_browser import StudyBrowser
from cxrviewer.ui.verdict_files import VerdictFiles
from cxrviewer.ui.viewport.pane_grid import PaneGrid
from cxrviewer.ui.viewport.viewport import Viewport
from cxrviewer.ui.workers.conductor import Conductor
from cxrviewer.ui.workers.update_check import UpdateCheck

# The title names no patient: it shows in task switchers and in screen sharing.
TITLE = "cxrviewer"


class MainWindow(QMainWindow):
    """Studies on the left, the radiograph in the middle, findings on the right."""

    def __init__(
        self,
        session: Session,
        conductor: Conductor,
        store: PreferencesStore,
        opener_for: OpenerFor,
    ) -> None:
        super().__init__()
        self.collector = GuiCollector(self)
        self.session = session
        self.conductor = conductor
        later = conductor.after_paint.put_off
        self.exposure = Exposure(session, AuditLog(audit_path()), later=later)
        self.browser = StudyBrowser(session, conductor.thumbnails, conductor.batch)
        self.panes = PaneGrid(session)
        self.stand = PaneStand(self.panes, TITLE)
        self.comparison = ComparisonPanel(session)
        self.findings = FindingsPanel(session)
        self.notices = NoticeBar(session)
        self.warnings = WarningStrip(session)
        self.histogram = HistogramPanel(session)
        self.export = ReportExport(session, conductor, self)
        self.verdict_files = VerdictFiles(session, conductor, self)
        self.database_watch = DatabaseWatch(session.database, self)
        self.shelf = DialogShelf(self)
        self.preferences = PreferencesEditor(session, conductor, store, opener_for, self.shelf)
        self.updates = UpdateCheck(session.notify, self.preferences.save, self)
        bindings = self.preferences.bindings
        self.held_keys = HeldKeys(
            bindings,
            {
                "heatmap": HeatmapPeek(session),
                "blink": Blink(session),
                "pan_while_held": PanHold(session.tools),
                "magnifier": MagnifierHold(session.tools),
            },
            self,
        )
        self.held_keys.watch(self, *self.panes.viewports(), self.browser.view, self.findings.view)
        self.panes.viewport_added.connect(self.held_keys.watch)
        self.presets = PresetMenu(session, self.preferences, bindings, self)
        self._areas = self._make_areas()
        self.actions_by_name = make_actions(self, joined_handlers(self._areas), bindings)
        # Also the keys of those that stand in no menu.
        self.addActions(list(self.actions_by_name.values()))
        self._set_up()
        self._connect()

    @property
    def viewport(self) -> Viewport:
        """The active pane's viewport."""
        return self.panes.viewport

    def open_paths(self, paths: Sequence[Path]) -> None:
        self._folders.remember(paths)
        self.conductor.open_paths(paths)

    def _make_areas(self) -> tuple[Area, ...]:
        """Return what does the work of the action table's rows."""
        session, shelf = self.session, self.shelf
        self._file = FileArea(
            self, session, self.open_paths, export=self.export, preferences=self.preferences
        )
        self._folders = FoldersArea(self, self.conductor, self.preferences, self.open_paths)
        self._measurement_area = MeasurementArea(session, self.panes, shelf)
        return (
            self._file,
            self._folders,
            StudiesArea(session, self.conductor, self.browser),
            ImageArea(session, self.panes),
            OrientationArea(session),
            ToolsArea(session.tools, session.measurements),
            LayoutArea(session.panes),
            self._measurement_area,
            ComparisonArea(session),
            FindingsArea(session, self.conductor, self.findings, shelf),
            VerdictsArea(
                session,
                self.findings.verdicts,
                self.preferences,
                self.verdict_files,
                self._show_lab,
            ),
            self.presets,
            TagsArea(session, self.conductor, shelf),
            PanelsArea(histogram=self.histogram),
            LookArea(self.preferences),
            ViewArea(self, session, self.preferences, shelf, stand=self.stand),
        )

    def _set_up(self) -> None:
        self.setWindowTitle(TITLE)
        self.setAcceptDrops(True)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notices)
        column.addWidget(self.warnings)
        column.addWidget(self.stand, 1)
        column.addWidget(self.histogram)
        column.addWidget(self.comparison)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        for widget in (self.browser, middle, self.findings):
            self.splitter.addWidget(widget)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes([250, 880, 330])
        self.setCentralWidget(self.splitter)
        self.browser.view.setFocus()
        self.setStatusBar(StatusBar(self.session, self))
        fill_menus(self.menuBar(), self.actions_by_name, self.presets)
        self.addToolBar(make_toolbar(self.actions_by_name, self.presets))
        self.context_menu = make_context_menu(self.actions_by_name, self.presets, self)
        self.panes.menu_wanted.connect(self.context_menu.popup)
        self.resize(self._first_size())
        self._restore_geometry(self.preferences.current)

    def _first_size(self) -> QSize:
        """Return most of the screen, on a large one not more than is comfortable."""
        screen = self.screen().availableSize()
        return QSize(round(screen.width() * 0.9), round(screen.height() * 0.9)).boundedTo(
            QSize(1600, 1000)
        )

    def _connect(self) -> None:
        self.comparison.shown_wanted.connect(self.session.comparison.show)
        self.comparison.end_wanted.connect(self.session.comparison.end)
        self.database_watch.changed_elsewhere.connect(self.session.refresh_measurements)
        self.stand.dropped.connect(self.open_paths)
        self.panes.open_wanted.connect(self._file.open_folder)
        for viewport in self.panes.viewports():
            self._follow_painting(viewport)
        self.panes.viewport_added.connect(self._follow_painting)
        self.findings.cancel_wanted.connect(self._cancel_analysis)
        self.findings.again_wanted.connect(self.conductor.analyse_again)
        self.findings.export_wanted.connect(self.export.ask)
        self.export.written.connect(self._note_report)
        for area in self._areas:
            area.follow(self.actions_by_name)
        self.preferences.read_shortcuts()

    def _follow_painting(self, viewport: Viewport) -> None:
        viewport.painted.connect(self.conductor.after_paint.tell_painted)

    def _show_lab(self) -> None:
        from cxrviewer.ui.dialogs.threshold_lab import ThresholdLab  # noqa: PLC0415  (not before it is asked for)

        lab = ThresholdLab(self.session, self.conductor, self)
        lab.profile_changed.connect(self.exposure.note_profile)
        self.shelf.show(lab)

    def _cancel_analysis(self) -> None:
        self.session.active.cancel_analysis()

    def _note_report(self, _: Path, key: RadiographKey) -> None:
        self.exposure.note_report(key)

    def _restore_geometry(self, preferences: Preferences) -> None:
        if preferences.window_geometry:
            self.restoreGeometry(QByteArray.fromBase64(preferences.window_geometry.encode()))
        if preferences.window_layout:
            self.splitter.restoreState(QByteArray.fromBase64(preferences.window_layout.encode()))
        if preferences.image_window_geometry:
            place = preferences.image_window_geometry.encode()
            self.stand.remember(QByteArray.fromBase64(place))
        if preferences.image_window:
            self.stand.detach()

    def _preferences_to_keep(self) -> Preferences:
        kept = replace(
            self.preferences.current,
            window_geometry=_base64(self.saveGeometry()),
            window_layout=_base64(self.splitter.saveState()),
            image_window=self.stand.detached,
            image_window_geometry=_base64(self.stand.geometry_to_keep),
        )
        display = self.session.display
        if display is None:
            return kept
        return replace(
            kept,
            heatmap_opacity=display.heatmap_opacity,
            mask_opacity=display.mask_opacity,
            heatmap_style=display.heatmap_style,
        )

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.preferences.save(self._preferences_to_keep())
        self.stand.attach()
        self.updates.close()
        self.exposure.write()
        self.conductor.close()
        self.database_watch.close()
        self.session.database.close()
        self.collector.close()
        event.accept()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        accept_files(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.open_paths(take_dropped(event))


def _base64(content: QByteArray) -> str:
    return base64.b64encode(content.data()).decode()
