"""Switches and opacities of heatmap and lung mask."""

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QSlider, QVBoxLayout, QWidget

from cxrviewer.app.analysis_state import AnalysisState
from cxrviewer.app.display_state import DisplayState
from cxrviewer.app.session import Session
from cxrviewer.ui.findings_panel.agreement_controls import AgreementControls
from cxrviewer.ui.findings_panel.heatmap_controls import HeatmapControls
from cxrviewer.ui.plain_text import PlainLabel


class OverlayControls(QWidget):
    """Binds to the session's display; everything is off while there is nothing to draw."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.heatmap = QCheckBox(self.tr("Heatmap"))
        self.lungs = QCheckBox(self.tr("Lung mask"))
        self.heatmap_opacity = _opacity_slider(self.tr("Heatmap opacity"))
        self.lungs_opacity = _opacity_slider(self.tr("Lung mask opacity"))
        self.fraction = PlainLabel(role="dim")
        self.style_of_heatmap = HeatmapControls(session)
        self.agreement = AgreementControls(session)
        # How the heatmap is drawn takes room that the findings need while there is none.
        self.details = QWidget()
        self.details.setVisible(False)
        self._lay_out()
        self.heatmap.toggled.connect(lambda on: self._change(heatmap_shown=on))
        self.lungs.toggled.connect(lambda on: self._change(mask_shown=on))
        self.heatmap_opacity.valueChanged.connect(lambda v: self._change(heatmap_opacity=v / 100))
        self.lungs_opacity.valueChanged.connect(lambda v: self._change(mask_opacity=v / 100))
        session.display_changed.connect(self._follow_display)
        session.analysis_changed.connect(self._follow_analysis)
        self._follow_analysis(session.analysis_state)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(6)
        grid.addWidget(self.heatmap, 0, 0)
        grid.addWidget(self.heatmap_opacity, 0, 1)
        details = QVBoxLayout(self.details)
        details.setContentsMargins(0, 0, 0, 0)
        details.addWidget(self.style_of_heatmap)
        details.addWidget(self.agreement)
        grid.addWidget(self.details, 1, 0, 1, 2)
        grid.addWidget(self.lungs, 2, 0)
        grid.addWidget(self.lungs_opacity, 2, 1)
        grid.addWidget(self.fraction, 3, 0, 1, 2)
        grid.setColumnStretch(1, 1)

    def _change(self, **changes: object) -> None:
        display = self._session.display
        if display is not None:
            self._session.active.change_display(replace(display, **changes))  # type: ignore[arg-type]

    def _follow_display(self, display: DisplayState) -> None:
        blockers = [
            QSignalBlocker(widget)
            for widget in (self.heatmap, self.lungs, self.heatmap_opacity, self.lungs_opacity)
        ]
        self.details.setVisible(display.heatmap_shown)
        self.heatmap.setChecked(display.heatmap_visible)
        self.lungs.setChecked(display.mask_shown)
        self.heatmap_opacity.setValue(round(display.heatmap_opacity * 100))
        self.lungs_opacity.setValue(round(display.mask_opacity * 100))
        del blockers

    def _follow_analysis(self, state: AnalysisState) -> None:
        analysis = state.analysis
        attention = analysis is not None and bool(analysis.attention)
        mask = analysis.lung_mask if analysis is not None else None
        for widget in (self.heatmap, self.heatmap_opacity):
            widget.setEnabled(attention)
        for widget in (self.lungs, self.lungs_opacity):
            widget.setEnabled(mask is not None)
        self.fraction.setText(
            self.tr("Lungs cover {0} % of the radiograph").format(f"{mask.fraction * 100:.0f}")
            if mask is not None
            else self.tr("Lung fields: not evaluated")
        )


def _opacity_slider(name: str) -> QSlider:
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.setRange(0, 100)
    slider.setPageStep(10)
    slider.setAccessibleName(name)
    slider.setToolTip(name)
    return slider
