"""Takes a fit up again where it ended, to the bit. Importing this module imports Keras.

A checkpoint holds every variable of network and optimiser, the states of random generators among
them, the best weights so far, and the progress. Augmentation needs nothing: it follows from seed
and epoch. It is an .npz without pickles.
"""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import msgspec
import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.errors import UsageError
from training.atomic import replacing
from training.fitting.watch import Progress

PROGRESS = "progress"
UNREADABLE = (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile, msgspec.DecodeError)

Arrays = list[NDArray[Any]]


@dataclass(frozen=True, slots=True, eq=False)
class Checkpoint:
    """``best`` holds the weights of the lowest validation loss, empty where none are kept."""

    progress: Progress
    network: Arrays
    optimizer: Arrays
    best: Arrays

    @classmethod
    def of(cls, model: keras.Model, progress: Progress, best: Arrays) -> "Checkpoint":
        """Return the state of a compiled ``model``."""
        return cls(progress, _values(model.variables), _values(model.optimizer.variables), best)

    def restore(self, model: keras.Model) -> None:
        """Give a model, compiled as the one that was saved, its state."""
        model.optimizer.build(model.trainable_variables)
        _assign(model.variables, self.network)
        _assign(model.optimizer.variables, self.optimizer)


def write_checkpoint(path: Path, checkpoint: Checkpoint) -> None:
    """Write ``checkpoint``, or raise ExportError and leave the one before."""
    arrays = {PROGRESS: np.frombuffer(msgspec.json.encode(checkpoint.progress), np.uint8)}
    for name in ("network", "optimizer", "best"):
        for number, array in enumerate(getattr(checkpoint, name)):
            arrays[f"{name}_{number}"] = array
    with replacing(path) as new, new.open("wb") as file:
        np.savez(file, **arrays)  # type: ignore[arg-type]


def read_checkpoint(path: Path) -> Checkpoint:
    """Return the checkpoint at ``path``. Raises UsageError where there is none, or half of one."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as held:
            progress = msgspec.json.decode(held[PROGRESS].tobytes(), type=Progress)
            return Checkpoint(
                progress, *(_numbered(held, n) for n in ("network", "optimizer", "best"))
            )
    except FileNotFoundError:
        raise UsageError(
            "There is no checkpoint to go on from.", remedy="Start without --resume.", path=path
        ) from None
    except UNREADABLE as error:
        raise UsageError(
            f"The checkpoint is damaged ({error}).", remedy="Start without --resume.", path=path
        ) from error


def _numbered(held: Any, name: str) -> Arrays:
    count = sum(key.startswith(f"{name}_") for key in held.files)
    return [held[f"{name}_{number}"] for number in range(count)]


def _values(variables: Sequence[Any]) -> Arrays:
    return [keras.ops.convert_to_numpy(variable).copy() for variable in variables]


def _assign(variables: Sequence[Any], values: Arrays) -> None:
    if [tuple(v.shape) for v in variables] != [v.shape for v in values]:
        raise UsageError("The checkpoint is of another network.", remedy="Start without --resume.")
    for variable, value in zip(variables, values, strict=True):
        variable.assign(value)
