"""The switch for the agreement of the heatmap over small changes, and how far it goes."""

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from cxrviewer.app.session import Session
from cxrviewer.imaging.agreement import agreed_share
from cxrviewer.ui.plain_text import PlainLabel, plain_tip


class AgreementControls(QWidget):
    """Measured on request, for the chosen finding's model, beside the window."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.switch = QCheckBox(self.tr("Agreement"))
        self.switch.setToolTip(
            plain_tip(
                self.tr(
                    "A broken line around the attention that stays when the radiograph is moved, "
                    "turned and made brighter or darker a little: in at least 80 % of 9 views it "
                    "is at or above the least attention that is drawn. The line says how steady "
                    "the model's attention is, not that the model is right."
                )
            )
        )
        self.answer = PlainLabel(role="dim")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.switch)
        column.addWidget(self.answer)
        self.switch.toggled.connect(self._change)
        session.display_changed.connect(self._follow)
        session.analysis_changed.connect(self._follow)
        session.agreements.changed.connect(self._follow)
        session.painting.changed.connect(self._follow)
        self._follow()

    def _change(self, on: bool) -> None:
        display = self._session.display
        if display is not None:
            shown = display.heatmap_shown or on
            changed = replace(display, agreement_shown=on, heatmap_shown=shown)
            self._session.active.change_display(changed)

    def _follow(self, _: object = None) -> None:
        display = self._session.display
        self.switch.setEnabled(display is not None and self._session.analysis_state.has_heatmap)
        blocker = QSignalBlocker(self.switch)
        self.switch.setChecked(display is not None and display.agreement_shown)
        del blocker
        sentence = self._sentence()
        self.answer.setText(sentence)
        self.answer.setVisible(bool(sentence))

    def _sentence(self) -> str:
        pane = self._session.active
        key, display = pane.agreement_key, pane.display
        if key is None or display is None:
            return ""
        known = self._session.agreements.of(key)
        grid, agreed = display.chosen_grid(pane.analysis), pane.agreed
        if known is None or grid is None or agreed is None:
            failure = self._session.agreements.failure_of(key)
            return failure or self.tr("Asking the model with small changes…")
        share = agreed_share(grid, agreed, floor=display.heatmap_style.floor)
        if share is None:
            return self.tr("No attention is drawn here, so nothing can agree")
        told = self.tr("{0} % of the drawn area is agreed on by 80 % of {1} views ({2} s)")
        return told.format(round(share * 100), known.views, f"{known.seconds:.1f}")
