"""Which frame of an image is shown, and a slider to another one."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from cxrviewer.app.pane import Pane
from cxrviewer.app.picture import Picture
from cxrviewer.ui.plain_text import PlainLabel


class FrameBar(QWidget):
    """Below the picture; shown only where the image has several frames. It counts from 1."""

    def __init__(self, pane: Pane) -> None:
        super().__init__()
        self._pane = pane
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setMinimum(1)
        self.slider.setPageStep(1)
        self.slider.setAccessibleName(self.tr("Frame"))
        self.label = PlainLabel(role="dim")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 8, 2)
        row.addWidget(self.slider, 1)
        row.addWidget(self.label)
        self.slider.valueChanged.connect(self._show)
        pane.picture_changed.connect(self._follow)
        self._follow(pane.picture)

    def _show(self, number: int) -> None:
        self._pane.show_frame(number - 1)

    def _follow(self, picture: Picture) -> None:
        frames = 0 if picture.instance is None else picture.instance.frames
        self.setVisible(frames > 1)
        if frames <= 1:
            return
        with QSignalBlocker(self.slider):
            self.slider.setMaximum(frames)
            self.slider.setValue(picture.frame + 1)
        self.label.setText(self.tr("frame {0} of {1}").format(picture.frame + 1, frames))
