"""What happens after an epoch: record, judge, checkpoint. Importing this module imports Keras."""

import logging
import math
import time
from pathlib import Path
from typing import Any

import keras
from tqdm import tqdm

from cxrviewer.domain.errors import UsageError
from training.choices import Keep
from training.data.batches import AugmentedBatches
from training.fitting.checkpoint import Arrays, Checkpoint, write_checkpoint
from training.fitting.curves import LOSSES, write_curves
from training.fitting.events import EventFile
from training.fitting.progress import epoch_bar
from training.fitting.run import CHECKPOINT_FILE
from training.fitting.watch import Progress
from training.recipe import FitPlan

log = logging.getLogger(__name__)


class Keeper(keras.callbacks.Callback):  # type: ignore[misc]
    """Records each epoch, does what its validation loss decides, and writes a checkpoint.

    Without a folder ``run`` nothing is written.
    """

    def __init__(self, plan: FitPlan, run: Path | None, progress: Progress, best: Arrays) -> None:
        super().__init__()
        self.progress, self.best = progress, best
        self.plan, self._run = plan, run
        self._events = EventFile(run) if run else None
        self._began = 0.0

    def on_train_end(self, logs: dict[str, Any] | None = None) -> None:
        if self._events is not None:
            self._events.close()

    def on_epoch_begin(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        self._began = time.monotonic()

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        record = defined({name: float(value) for name, value in (logs or {}).items()})
        record["learning_rate"] = self._rate()
        record["seconds"] = round(time.monotonic() - self._began, 1)
        log.info("epoch %d: %s", epoch + 1, record)
        watch, stopped = self.progress.watch, False
        if self.plan.watches:
            watch = watch.after(record["val_loss"])
            if watch.is_best and self.plan.keep is Keep.BEST:
                self.best = self.model.get_weights()
            if watch.wants_cut(self.plan):
                watch = watch.cut()
                self._lower_rate()
            stopped = watch.wants_stop(self.plan)
        self.model.stop_training = stopped
        self.progress = Progress(
            phase=self.progress.phase,
            epochs=epoch + 1,
            stopped=stopped,
            watch=watch,
            history=(*self.progress.history, record),
        )
        self.write()

    def write(self) -> None:
        """Write learning curve, events and checkpoint."""
        if self._run is None or self._events is None:
            return
        history = self.progress.history
        write_curves(self._run, history)
        self._events.write(len(history), history[-1])
        checkpoint = Checkpoint.of(self.model, self.progress, self.best)
        write_checkpoint(self._run / CHECKPOINT_FILE, checkpoint)

    def _rate(self) -> float:
        # Over several devices it is a mirrored variable, which is no number to Python.
        return float(keras.ops.convert_to_numpy(self.model.optimizer.learning_rate))

    def _lower_rate(self) -> None:
        assert self.plan.plateau is not None
        rate = self._rate() * self.plan.plateau.factor
        self.model.optimizer.learning_rate = rate
        log.info("no lower validation loss: learning rate is now %g", rate)


class EpochNumber(keras.callbacks.Callback):  # type: ignore[misc]
    """Tells the batches which epoch of the whole fit begins."""

    def __init__(self, batches: AugmentedBatches) -> None:
        super().__init__()
        self._batches = batches

    def on_epoch_begin(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        self._batches.epoch = self._batches.first_epoch + epoch


class Bar(keras.callbacks.Callback):  # type: ignore[misc]
    """A progress bar of each epoch's pictures."""

    def __init__(self, pictures: int, *, batch_size: int, epochs: int) -> None:
        super().__init__()
        self._pictures, self._batch_size, self._epochs = pictures, batch_size, epochs
        self._bar: tqdm[Any] | None = None

    def on_epoch_begin(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        self._bar = epoch_bar(epoch + 1, self._epochs, self._pictures)

    def on_train_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        if self._bar is not None:
            self._bar.update(self._batch_size)

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        if self._bar is not None:
            self._bar.close()


def defined(record: dict[str, float]) -> dict[str, float]:
    """Return ``record`` without the figures that this epoch's pictures do not define.

    Raises UsageError where it is a loss that is no number.
    """
    require_finite({name: value for name, value in record.items() if name in LOSSES})
    return {name: value for name, value in record.items() if not math.isnan(value)}


def require_finite(record: dict[str, float]) -> None:
    """Raise UsageError where a loss is no number: whatever follows would be none either."""
    for name, value in record.items():
        if not math.isfinite(value):
            raise UsageError(
                f"The fit has gone astray: {name} is {value}.",
                remedy="Lower the learning rate, or look for pictures without content.",
            )
