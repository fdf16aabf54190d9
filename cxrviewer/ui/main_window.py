"""The main window: puts the panels together and gives every action its handler."""

import base64
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QMainWindow,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from cxrviewer.app.analysis_state import AnalysisState
from cxrviewer.app.display_state import DisplayState
from cxrviewer.app.picture import Loading, Picture
from cxrviewer.app.preferences import Preferences, PreferencesStore
from cxrviewer.app.session import Session
from cxrviewer.ui.actions import make_actions
from cxrviewer.ui.dialogs.about import AboutDialog
from cxrviewer.ui.dialogs.model_card import ModelCardDialog
from cxrviewer.ui.dialogs.preferences import PreferencesDialog
from cxrviewer.ui.dialogs.refused_files import RefusedFilesDialog
from cxrviewer.ui.dialogs.shortcuts import ShortcutsDialog
from cxrviewer.ui.findings_panel.findings_panel import FindingsPanel
from cxrviewer.ui.menus import fill_menus, make_toolbar
from cxrviewer.ui.notice_bar import NoticeBar, WarningStrip
from cxrviewer.ui.override import override
from cxrviewer.ui.peek_key import PeekKey
from cxrviewer.ui.preset_menu import PresetMenu
from cxrviewer.ui.report_export import ReportExport
from cxrviewer.ui.status_bar import StatusBar
from cxrviewer.ui.study_browser.study_browser import StudyBrowser
from cxrviewer.ui.viewport.viewport_area import ViewportArea
from cxrviewer.ui.workers.analysis_thread import Opener
from cxrviewer.ui.workers.conductor import Conductor

# The title names no patient: it shows in task switchers and in screen sharing.
TITLE = "cxrviewer"
NEEDS_RADIOGRAPH = (
    "export_report", "fit", "one_to_one", "invert", "reset", "analyse_again",
)  # fmt: skip
OpenerFor = Callable[[Preferences], Opener]


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
        self.session = session
        self.conductor = conductor
        self._store = store
        self._opener_for = opener_for
        self._dialog: QDialog | None = None
        self.browser = StudyBrowser(session, conductor.thumbnails)
        self.area = ViewportArea(session)
        self.viewport = self.area.viewport
        self.findings = FindingsPanel(session)
        self.notices = NoticeBar(session)
        self.warnings = WarningStrip(session)
        self.export = ReportExport(session, conductor, self)
        self.presets = PresetMenu(session, self)
        self.peek = PeekKey(session, self)
        self.peek.watch(self, self.viewport, self.browser.view, self.findings.view)
        self.actions_by_name = make_actions(self, self._handlers())
        self._set_up()
        self._connect()

    def open_paths(self, paths: Sequence[Path]) -> None:
        self.conductor.open_paths(paths)

    def _handlers(self) -> dict[str, Callable[..., object]]:
        session, viewport = self.session, self.viewport
        return {
            "open_folder": self._open_folder,
            "open_files": self._open_files,
            "export_report": self.export.ask,
            "preferences": self._edit_preferences,
            "quit": self.close,
            "fit": viewport.fit,
            "one_to_one": viewport.one_to_one,
            "invert": partial(self._change, _inverted),
            "reset": self._reset,
            "planes": partial(self._change, _with_planes_switched),
            "shutter": partial(self._change, _with_shutter_switched),
            "previous_image": partial(_call, session.step, -1),
            "next_image": partial(_call, session.step, 1),
            "previous_study": partial(_call, session.step_study, -1),
            "next_study": partial(_call, session.step_study, 1),
            "heatmap": partial(self._change, _with_heatmap_switched),
            "mask": partial(self._change, _with_mask_switched),
            "next_finding": partial(_call, self.findings.step_finding, 1),
            "previous_finding": partial(_call, self.findings.step_finding, -1),
            "analyse_again": self.conductor.analyse_again,
            "cancel": session.cancel_analysis,
            "model_card": self._show_model_cards,
            "full_screen": self._switch_full_screen,
            "refused": lambda: self._show(RefusedFilesDialog(session, self)),
            "shortcuts": lambda: self._show(ShortcutsDialog(self)),
            "about": lambda: self._show(AboutDialog(self)),
        }

    def _set_up(self) -> None:
        self.setWindowTitle(TITLE)
        self.setAcceptDrops(True)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notices)
        column.addWidget(self.warnings)
        column.addWidget(self.area, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        for widget in (self.browser, middle, self.findings):
            self.splitter.addWidget(widget)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes([250, 900, 310])
        self.setCentralWidget(self.splitter)
        self.setStatusBar(StatusBar(self.session, self))
        fill_menus(self.menuBar(), self.actions_by_name, self.presets)
        self.addToolBar(make_toolbar(self.actions_by_name, self.presets))
        self.resize(self._first_size())
        self._restore_geometry(self._store.current)

    def _first_size(self) -> QSize:
        """Return most of the screen, on a large one not more than is comfortable."""
        screen = self.screen().availableSize()
        return QSize(round(screen.width() * 0.9), round(screen.height() * 0.9)).boundedTo(
            QSize(1600, 1000)
        )

    def _connect(self) -> None:
        self.area.open_wanted.connect(self._open_folder)
        self.findings.cancel_wanted.connect(self.session.cancel_analysis)
        self.findings.again_wanted.connect(self.conductor.analyse_again)
        self.findings.export_wanted.connect(self.export.ask)
        self.session.picture_changed.connect(self._follow_picture)
        self.session.display_changed.connect(self._follow_display)
        self.session.analysis_changed.connect(self._follow_analysis)
        self._follow_picture(self.session.picture)
        self._follow_analysis(self.session.analysis_state)

    def _follow_picture(self, picture: Picture) -> None:
        for name in NEEDS_RADIOGRAPH:
            self.actions_by_name[name].setEnabled(picture.loading is Loading.LOADED)
        radiograph = picture.radiograph
        self.actions_by_name["planes"].setEnabled(bool(radiograph and radiograph.planes))
        self.actions_by_name["shutter"].setEnabled(bool(radiograph and radiograph.shutter))

    def _follow_display(self, display: DisplayState) -> None:
        self.actions_by_name["invert"].setChecked(display.inverted)
        self.actions_by_name["heatmap"].setChecked(display.heatmap_visible)
        self.actions_by_name["mask"].setChecked(display.mask_shown)
        self.actions_by_name["planes"].setChecked(display.planes_shown)
        self.actions_by_name["shutter"].setChecked(display.shutter_shown)

    def _follow_analysis(self, state: AnalysisState) -> None:
        analysis = state.analysis
        has_findings = analysis is not None and bool(analysis.findings)
        self.actions_by_name["heatmap"].setEnabled(state.has_heatmap)
        self.actions_by_name["mask"].setEnabled(
            analysis is not None and analysis.lung_mask is not None
        )
        self.actions_by_name["next_finding"].setEnabled(has_findings)
        self.actions_by_name["previous_finding"].setEnabled(has_findings)
        self.actions_by_name["cancel"].setEnabled(state.busy)

    def _change(
        self, change: Callable[[DisplayState], DisplayState], _checked: bool = False
    ) -> None:
        display = self.session.display
        if display is not None:
            self.session.change_display(change(display))

    def _reset(self) -> None:
        self.session.reset_display()
        self.viewport.fit()

    def _open_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Open folder"))
        if name:
            self.open_paths([Path(name)])

    def _open_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("Open files"))
        self.open_paths([Path(name) for name in names])

    def _edit_preferences(self) -> None:
        dialog = PreferencesDialog(self._store.current, self)
        dialog.accepted.connect(lambda: self._apply_preferences(dialog.chosen))
        self._show(dialog)

    def _apply_preferences(self, preferences: Preferences) -> None:
        before = self._store.current
        self._save(preferences)
        self.session.preferences = preferences
        if (before.device, before.runtime) != (preferences.device, preferences.runtime):
            self.conductor.reopen_models(self._opener_for(preferences))

    def _save(self, preferences: Preferences) -> None:
        notice = self._store.save(preferences)
        if notice is not None:
            self.session.notify(notice)

    def _show_model_cards(self) -> None:
        display = self.session.display
        chosen = display.chosen.bundle.name if display and display.chosen else ""
        self._show(ModelCardDialog(self.session.models.bundles, chosen, self))

    def _switch_full_screen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def _show(self, dialog: QDialog) -> None:
        """Open ``dialog`` without stopping anything; a second one takes its place."""
        if self._dialog is not None:
            self._dialog.close()
        self._dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.destroyed.connect(partial(self._forget_dialog, dialog))
        dialog.open()

    def _forget_dialog(self, dialog: QDialog, _destroyed: object = None) -> None:
        if self._dialog is dialog:
            self._dialog = None

    def _restore_geometry(self, preferences: Preferences) -> None:
        if preferences.window_geometry:
            self.restoreGeometry(QByteArray.fromBase64(preferences.window_geometry.encode()))
        if preferences.window_layout:
            self.splitter.restoreState(QByteArray.fromBase64(preferences.window_layout.encode()))

    def _preferences_to_keep(self) -> Preferences:
        kept = replace(
            self._store.current,
            window_geometry=_base64(self.saveGeometry()),
            window_layout=_base64(self.splitter.saveState()),
        )
        display = self.session.display
        if display is None:
            return kept
        return replace(
            kept, heatmap_opacity=display.heatmap_opacity, mask_opacity=display.mask_opacity
        )

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._save(self._preferences_to_keep())
        self.conductor.close()
        event.accept()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        self.open_paths([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])
        event.acceptProposedAction()


def _inverted(display: DisplayState) -> DisplayState:
    return replace(display, inverted=not display.inverted)


def _with_heatmap_switched(display: DisplayState) -> DisplayState:
    return replace(display, heatmap_shown=not display.heatmap_shown)


def _with_mask_switched(display: DisplayState) -> DisplayState:
    return replace(display, mask_shown=not display.mask_shown)


def _with_planes_switched(display: DisplayState) -> DisplayState:
    return replace(display, planes_shown=not display.planes_shown)


def _with_shutter_switched(display: DisplayState) -> DisplayState:
    return replace(display, shutter_shown=not display.shutter_shown)


def _call(method: Callable[[int], None], step: int, _checked: bool = False) -> None:
    method(step)


def _base64(content: QByteArray) -> str:
    return base64.b64encode(content.data()).decode()
