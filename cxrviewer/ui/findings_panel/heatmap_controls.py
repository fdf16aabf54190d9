"""How the heatmap is drawn, and how much of it lies where no lung is."""

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QSlider, QWidget

from cxrviewer.app.analysis_state import AnalysisState
from cxrviewer.app.display_state import DisplayState
from cxrviewer.app.session import Session
from cxrviewer.domain.analysis import AttentionGrid, LungMask
from cxrviewer.domain.heatmap_style import ColourMap
from cxrviewer.imaging.attention import looks_elsewhere, share_outside_lungs
from cxrviewer.ui.plain_text import PlainLabel

HIGHEST_FLOOR = 95
# Long enough for a radiograph that is just being shown to be painted first.
REST_MS = 20


class HeatmapControls(QWidget):
    """Binds to the session's display; off while no model explains anything."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._grid: AttentionGrid | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._measure)
        self.colours = QComboBox()
        for colours in ColourMap:
            self.colours.addItem(colours.value.capitalize(), colours)
        self.colours.setAccessibleName(self.tr("Colours of the heatmap"))
        self.floor = QSlider(Qt.Orientation.Horizontal)
        self.floor.setRange(0, HIGHEST_FLOOR)
        self.floor.setAccessibleName(self.tr("Least attention that is drawn"))
        self.floor.setToolTip(self.tr("Least attention that is drawn, as a share of the scale"))
        self.contour = QCheckBox(self.tr("Contour"))
        self.native = QCheckBox(self.tr("Native grid"))
        self.native.setToolTip(
            self.tr("The cells of the network's own grid: no finer detail is known")
        )
        self.outside = PlainLabel(role="dim")
        self._lay_out()
        self.colours.currentIndexChanged.connect(self._change)
        self.floor.valueChanged.connect(self._change)
        self.contour.toggled.connect(self._change)
        self.native.toggled.connect(self._change)
        session.display_changed.connect(self._follow_display)
        session.analysis_changed.connect(self._follow_analysis)
        self._follow_analysis(session.analysis_state)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(6)
        grid.addWidget(self.colours, 0, 0)
        grid.addWidget(self.floor, 0, 1)
        grid.addWidget(self.contour, 1, 0)
        grid.addWidget(self.native, 1, 1)
        grid.addWidget(self.outside, 2, 0, 1, 2)
        grid.setColumnStretch(1, 1)

    def _change(self, _value: object = None) -> None:
        display = self._session.display
        if display is None:
            return
        style = replace(
            display.heatmap_style,
            colours=ColourMap(self.colours.currentData()),
            floor=self.floor.value() / 100,
            contour=self.contour.isChecked(),
            native=self.native.isChecked(),
        )
        self._session.active.change_display(replace(display, heatmap_style=style))

    def _follow_display(self, display: DisplayState) -> None:
        style = display.heatmap_style
        widgets = (self.colours, self.floor, self.contour, self.native)
        blockers = [QSignalBlocker(widget) for widget in widgets]
        self.colours.setCurrentIndex(self.colours.findData(style.colours))
        self.floor.setValue(round(style.floor * 100))
        self.contour.setChecked(style.contour)
        self.native.setChecked(style.native)
        del blockers
        self._follow_grid(display)

    def _follow_analysis(self, state: AnalysisState) -> None:
        for widget in (self.colours, self.floor, self.contour, self.native):
            widget.setEnabled(state.has_heatmap)
        if self._session.display is not None:
            self._follow_grid(self._session.display)
        else:
            self._follow_grid(None)

    def _follow_grid(self, display: DisplayState | None) -> None:
        """Have the chosen finding's attention measured anew when it is another one."""
        grid = display.chosen_grid(self._session.analysis) if display is not None else None
        if grid is None or grid is not self._grid:
            self._tell("")
            if grid is not None:
                self._rest.start()
            else:
                self._rest.stop()
        self._grid = grid

    def _measure(self) -> None:
        analysis, grid = self._session.analysis, self._grid
        mask = analysis.lung_mask if analysis is not None else None
        share = share_outside_lungs(grid, mask) if grid is not None and mask else None
        if share is not None and mask is not None:
            elsewhere = looks_elsewhere(share, mask)
            self._tell(self._sentence(share, mask, elsewhere=elsewhere), alarm=elsewhere)

    def _sentence(self, share: float, mask: LungMask, *, elsewhere: bool) -> str:
        even = self.tr(
            "{0} % of the attention lies outside the lungs, spread evenly it would be {1} %"
        )
        told = even.format(round(share * 100), round((1.0 - mask.fraction) * 100))
        alarm = self.tr("The model did not look at the lungs: distrust this score")
        return f"{told}\n{alarm}" if elsewhere else told

    def _tell(self, text: str, *, alarm: bool = False) -> None:
        self.outside.setText(text)
        self.outside.setVisible(bool(text))
        self.outside.setProperty("role", "warning" if alarm else "dim")
        self.outside.style().polish(self.outside)
