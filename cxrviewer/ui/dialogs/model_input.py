"""What the models saw of the shown radiograph: the exact tensors, and how they were made."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTabWidget, QVBoxLayout, QWidget

from cxrviewer.bundle.model_bundle import ModelBundle
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.imaging.model_input import model_input
from cxrviewer.ui.dialogs.frame import TextDialog
from cxrviewer.ui.plain_text import PlainLabel

ENLARGED = 2


class ModelInputDialog(TextDialog):
    """One tab per bundle; the bundle of the chosen finding is in front."""

    def __init__(
        self,
        radiograph: Radiograph,
        bundles: Sequence[ModelBundle],
        chosen: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent, size=(960, 660))
        self.setWindowTitle(self.tr("What the model saw"))
        self._radiograph, self._bundles = radiograph, tuple(bundles)
        self.tabs = QTabWidget()
        for bundle in bundles:
            number = self.tabs.addTab(QWidget(), bundle.identity.name)
            if bundle.identity.name == chosen:
                self.tabs.setCurrentIndex(number)
        if not bundles:
            self.column.addWidget(PlainLabel(self.tr("No model bundle is in use.")))
        self.column.addWidget(self.tabs, 1)
        self.tabs.currentChanged.connect(self._fill)
        self._fill(self.tabs.currentIndex())
        self.finish()

    def _fill(self, number: int) -> None:
        """Make the tensor when its tab is looked at for the first time."""
        page = self.tabs.widget(number)
        if page is None or page.layout() is not None:
            return
        seen = model_input(self._radiograph, self._bundles[number].manifest.preprocess)
        picture = QLabel()
        picture.setPixmap(_pixmap(seen.picture))
        picture.setAlignment(Qt.AlignmentFlag.AlignTop)
        picture.setAccessibleName(self.tr("The tensor as a picture"))
        words = QVBoxLayout()
        words.addWidget(PlainLabel(self._bundles[number].manifest.title, role="heading"))
        for step in seen.steps:
            words.addWidget(PlainLabel(step))
        words.addStretch(1)
        line = QHBoxLayout(page)
        line.addWidget(picture)
        line.addLayout(words, 1)


def _pixmap(picture: NDArray[np.uint8]) -> QPixmap:
    """Return the picture with each of its pixels as a square of several."""
    rows, columns = picture.shape
    data = np.ascontiguousarray(picture)
    image = QImage(data.data, columns, rows, columns, QImage.Format.Format_Grayscale8)
    return QPixmap.fromImage(image.scaled(columns * ENLARGED, rows * ENLARGED))
