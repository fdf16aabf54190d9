"""The line at the bottom: scan, models and what executes them."""

from PySide6.QtWidgets import QProgressBar, QStatusBar, QWidget

from cxrviewer.app.analysis_state import Models
from cxrviewer.app.picture import ScanState
from cxrviewer.app.session import Session
from cxrviewer.ui.plain_text import PlainLabel


class StatusBar(QStatusBar):
    """Binds to the session; nothing in it can be clicked."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scan = _label()
        self.models = _label()
        self.scan_progress = QProgressBar()
        self.scan_progress.setRange(0, 0)
        self.scan_progress.setTextVisible(False)
        self.scan_progress.setFixedWidth(90)
        self.scan_progress.setAccessibleName(self.tr("A folder is being scanned"))
        self.addWidget(self.scan_progress)
        self.addWidget(self.scan)
        self.addPermanentWidget(_label(self.tr("Research and education use only.")))
        self.addPermanentWidget(self.models)
        self.setSizeGripEnabled(False)
        session.intake.scan_changed.connect(self._follow_scan)
        session.models_changed.connect(self._follow_models)
        self._follow_scan(session.intake.scan)
        self._follow_models(session.models)

    def _follow_scan(self, scan: ScanState) -> None:
        self.scan_progress.setVisible(scan.running)
        if not (scan.running or scan.instances or scan.refused):
            self.scan.setText("")
            return
        found = self.tr("Images: {0}").format(scan.instances)
        refused = self.tr(", refused: {0}").format(scan.refused) if scan.refused else ""
        head = self.tr("Scanning. ") if scan.running else ""
        self.scan.setText(head + found + refused)

    def _follow_models(self, models: Models) -> None:
        if not models.provider:
            self.models.setText(self.tr("Loading models…"))
            return
        names = ", ".join(bundle.identity.name for bundle in models.bundles)
        self.models.setText(" · ".join(part for part in (names, models.provider) if part))


def _label(text: str = "") -> PlainLabel:
    label = PlainLabel(text)
    label.setWordWrap(False)
    return label
