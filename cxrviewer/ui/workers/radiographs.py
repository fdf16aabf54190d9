"""Radiographs for the viewports: what is shown first, its neighbours ahead of time."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject

from cxrviewer.app.jobs import Job
from cxrviewer.app.pane import Pane
from cxrviewer.app.session import Session
from cxrviewer.domain.errors import CxrError
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.domain.study import Instance, ScanEntry
from cxrviewer.domain.tags import TagPage
from cxrviewer.reading.validator.file_set import reconcile
from cxrviewer.ui.workers.pool import TaskPool

# A file and which of its frames, from 0.
Place = tuple[Path, int]


class LoadsRadiographs(Protocol):
    """The part of a Reader that decodes."""

    def load(
        self,
        path: Path,
        *,
        frame: int = 0,
        urgent: bool = False,
        abandoned: Callable[[], bool] | None = None,
    ) -> Radiograph: ...


class MakesThumbnails(Protocol):
    """The part of a Reader that makes small pictures."""

    def thumbnail(self, path: Path) -> NDArray[np.uint8]: ...


class ReaderLike(LoadsRadiographs, MakesThumbnails, Protocol):
    """What the window needs of a Reader; ``scan`` and ``load`` may be called from any thread."""

    def scan(self, paths: Iterable[Path]) -> Iterator[ScanEntry]: ...

    def tags(self, path: Path, *, offset: int = 0) -> TagPage: ...

    def start(self) -> None: ...

    def warm_up(self) -> None: ...

    def close(self) -> None: ...


class RadiographLoader(QObject):
    """Fills the panes. One decode ahead in each direction, in a thread of its own."""

    def __init__(
        self, session: Session, reader: LoadsRadiographs, pools: tuple[TaskPool, TaskPool]
    ) -> None:
        super().__init__()
        self._session = session
        self._reader = reader
        self._now, self._ahead = pools
        self._coming: set[Place] = set()

    def load(self, pane: Pane, instance: Instance) -> None:
        job = pane.begin_loading()
        frame = pane.picture.frame
        known = self._session.radiographs.get((instance.path, frame))
        if known is not None:
            # Not at once: the pane is still telling everybody what is being loaded.
            self._now.post(partial(self._finish, job), known)
            return
        self._now.submit(
            partial(_load_wanted, self._reader, instance, frame, job),
            done=partial(self._finish, job),
            failed=partial(self._fail, job),
        )

    def load_neighbours(self, radiograph: Radiograph) -> None:
        """Decode what the next key or turn of the wheel will ask for."""
        instance = radiograph.instance
        for frame in (radiograph.frame + 1, radiograph.frame - 1):
            if 0 <= frame < instance.frames:
                self._load_ahead(instance, frame)
        for step in (1, -1):
            other = self._session.listing.neighbour(instance, step)
            if other is not None:
                self._load_ahead(other, 0)

    def _load_ahead(self, instance: Instance, frame: int) -> None:
        place = (instance.path, frame)
        if place in self._coming or place in self._session.radiographs:
            return
        self._coming.add(place)
        self._ahead.submit(
            partial(_load, self._reader, instance, frame),
            done=self._keep,
            failed=partial(self._forget, place),
        )

    def _keep(self, radiograph: Radiograph) -> None:
        place = (radiograph.instance.path, radiograph.frame)
        self._coming.discard(place)
        self._session.radiographs.put(place, radiograph)

    def _forget(self, place: Place, _error: CxrError) -> None:
        # A neighbour that cannot be read is reported when the person comes to it.
        self._coming.discard(place)

    def _finish(self, job: Job, radiograph: Radiograph | None) -> None:
        if radiograph is not None:
            self._session.finish_loading(job, radiograph)

    def _fail(self, job: Job, error: CxrError) -> None:
        self._session.panes.of(job).fail_loading(job, error)


def _load_wanted(
    reader: LoadsRadiographs, instance: Instance, frame: int, job: Job
) -> Radiograph | None:
    if job.cancelled():
        return None
    radiograph = reader.load(instance.path, frame=frame, urgent=True, abandoned=job.cancelled)
    return reconcile(radiograph, instance)


def load_reconciled(
    reader: LoadsRadiographs, instance: Instance, frame: int, job: Job
) -> Radiograph:
    """Decode ``instance`` with what the list says of it; a cancelled ``job`` ends the decode."""
    return reconcile(reader.load(instance.path, frame=frame, abandoned=job.cancelled), instance)


def _load(reader: LoadsRadiographs, instance: Instance, frame: int) -> Radiograph:
    return reconcile(reader.load(instance.path, frame=frame), instance)
