"""Small pictures for the study browser, made one after another behind everything else."""

from collections import OrderedDict
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from cxrviewer.app.jobs import ByteCache
from cxrviewer.domain.errors import CxrError
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.domain.study import THUMBNAIL_SIDE, Instance
from cxrviewer.imaging.thumbnail import thumbnail
from cxrviewer.ui.workers.pool import TaskPool
from cxrviewer.ui.workers.radiographs import MakesThumbnails

CACHE_BYTES = 32 * 2**20
MAX_WAITING = 48


class Thumbnails(QObject):
    """Gives pixmaps that are there, and has the others made: the last one asked for first."""

    ready = Signal(object)

    def __init__(self, reader: MakesThumbnails, pool: TaskPool, parent: QObject) -> None:
        super().__init__(parent)
        self._reader = reader
        self._pool = pool
        self._made: ByteCache[Path, QPixmap] = ByteCache(
            CACHE_BYTES, lambda _: 4 * THUMBNAIL_SIDE * THUMBNAIL_SIDE
        )
        self._waiting: OrderedDict[Path, Instance] = OrderedDict()
        self._failed: set[Path] = set()
        self._busy = self._held = False
        # Counts the files that were written anew: what was begun before may be of an old one.
        self._round = 0

    def forget(self, instance: Instance) -> None:
        """Make the thumbnail anew when it is asked for: its file holds something else now."""
        self._round += 1
        self._made.drop(instance.path)
        self._waiting.pop(instance.path, None)
        self._failed.discard(instance.path)

    def get(self, instance: Instance) -> QPixmap | None:
        """Return the thumbnail, or None while it is being made."""
        pixmap = self._made.get(instance.path)
        if pixmap is None and instance.path not in self._failed:
            self._waiting[instance.path] = instance
            self._waiting.move_to_end(instance.path)
            # Rows that were scrolled past ask again when they are seen again.
            while len(self._waiting) > MAX_WAITING:
                self._waiting.popitem(last=False)
            self._next()
        return pixmap

    def hold(self, *, on: bool) -> None:
        """Begin none while a person waits for a radiograph, or go on."""
        self._held = on
        self._next()

    def put(self, radiograph: Radiograph) -> None:
        """Make the thumbnail of a radiograph that is in memory anyway, if it is a first frame."""
        instance = radiograph.instance
        if instance.path in self._made or radiograph.frame > 0:
            return
        self._waiting.pop(instance.path, None)
        self._pool.submit(
            lambda: thumbnail(radiograph),
            done=partial(self._keep, instance, self._round),
            failed=partial(self._fail, instance, self._round),
        )

    def _next(self) -> None:
        if self._busy or self._held or not self._waiting:
            return
        self._busy = True
        _, instance = self._waiting.popitem()
        self._pool.submit(
            partial(self._reader.thumbnail, instance.path),
            done=partial(self._keep_and_go_on, instance, self._round),
            failed=partial(self._fail_and_go_on, instance, self._round),
        )

    def _keep_and_go_on(self, instance: Instance, begun: int, pixels: NDArray[np.uint8]) -> None:
        self._busy = False
        self._keep(instance, begun, pixels)
        self._next()

    def _fail_and_go_on(self, instance: Instance, begun: int, error: CxrError) -> None:
        self._busy = False
        self._fail(instance, begun, error)
        self._next()

    def _keep(self, instance: Instance, begun: int, pixels: NDArray[np.uint8]) -> None:
        if begun == self._round:
            self._made.put(instance.path, QPixmap.fromImage(grey_image(pixels)))
        self.ready.emit(instance)

    def _fail(self, instance: Instance, begun: int, _error: CxrError) -> None:
        # The row then shows the sign for a picture that cannot be read; opening it says why.
        if begun == self._round:
            self._failed.add(instance.path)
        self.ready.emit(instance)

    def is_unreadable(self, instance: Instance) -> bool:
        return instance.path in self._failed


def grey_image(pixels: NDArray[np.uint8]) -> QImage:
    """Return uint8 pixels, (rows, columns), as an image that owns its memory."""
    rows, columns = pixels.shape
    data = np.ascontiguousarray(pixels)
    image = QImage(data.data, columns, rows, columns, QImage.Format.Format_Grayscale8)
    return image.copy()
