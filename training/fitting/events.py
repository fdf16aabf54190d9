"""The learning curve as TensorBoard reads it: ``tensorboard --logdir RUN``.

The events are written by TensorFlow, so a fit on another backend leaves none.
"""

import os
import time
from pathlib import Path
from typing import Any

import keras

from cxrviewer.domain.errors import ExportError
from training.fitting.backend import TENSORFLOW

EVENTS_FOLDER = "events"
VERSION = "brain.Event:2"


class EventFile:
    """One file of events, opened with the first record; a resumed fit adds another."""

    def __init__(self, run: Path) -> None:
        # A name of its own for each file: TensorBoard reads them in the order of their names.
        name = f"events.out.tfevents.{time.time_ns()}.{os.getpid()}"
        self._path = run / EVENTS_FOLDER / name
        self._writer: Any = None

    def write(self, epoch: int, record: dict[str, float]) -> None:
        """Write what the fit's ``epoch``, from 1, came to. Raises ExportError."""
        if keras.backend.backend() != TENSORFLOW:
            return
        import tensorflow  # noqa: PLC0415

        v1 = tensorflow.compat.v1
        values = [v1.Summary.Value(tag=name, simple_value=v) for name, v in record.items()]
        try:
            if self._writer is None:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._writer = tensorflow.io.TFRecordWriter(str(self._path))
                self._add(v1.Event(wall_time=time.time(), file_version=VERSION))
            summary = v1.Summary(value=values)
            self._add(v1.Event(wall_time=time.time(), step=epoch, summary=summary))
            self._writer.flush()
        except (OSError, tensorflow.errors.OpError) as error:
            raise ExportError(
                f"The events could not be written ({error}).",
                remedy="Make room on the disk; a fit then goes on with --resume.",
                path=self._path,
            ) from error

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()

    def _add(self, event: Any) -> None:
        self._writer.write(event.SerializeToString())
