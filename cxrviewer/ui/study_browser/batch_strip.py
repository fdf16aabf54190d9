"""How far the analysis of all listed images is, with a button that ends it."""

from PySide6.QtWidgets import QGridLayout, QProgressBar, QPushButton, QWidget

from cxrviewer.ui.plain_text import PlainLabel
from cxrviewer.ui.workers.batch_analysis import BatchAnalysis, BatchState


class BatchStrip(QWidget):
    """Seen while a batch runs, and afterwards where some images could not be analysed."""

    def __init__(self, batch: BatchAnalysis, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = PlainLabel(role="dim")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Analysis of all listed images"))
        self.stop = QPushButton(self.tr("Stop"))
        self.stop.clicked.connect(batch.stop)
        grid = QGridLayout(self)
        grid.setContentsMargins(10, 4, 10, 4)
        grid.addWidget(self.words, 0, 0)
        grid.addWidget(self.bar, 1, 0)
        grid.addWidget(self.stop, 0, 1, 2, 1)
        batch.progressed.connect(self._follow)
        self._follow(batch.state)

    def _follow(self, state: BatchState) -> None:
        self.setVisible(state.running or state.failed > 0)
        self.bar.setVisible(state.running)
        self.stop.setVisible(state.running)
        self.bar.setMaximum(max(1, state.total))
        self.bar.setValue(state.done)
        said = self.tr("Analysed: {0} of {1}").format(f"{state.done:,}", f"{state.total:,}")
        failed = self.tr("; {0} could not be").format(f"{state.failed:,}") if state.failed else ""
        self.words.setText(said + failed)
