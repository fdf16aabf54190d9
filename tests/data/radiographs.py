"""Radiographs from arrays, without files."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

from cxrviewer.domain.radiograph import Radiograph, SenderVoi
from cxrviewer.domain.study import FileKind, Instance, Patient, Series, Study


@dataclass(frozen=True, slots=True)
class Levels:
    """What stored values mean: modality = slope * stored + intercept; ``padding`` stored values."""

    slope: float = 1.0
    intercept: float = 0.0
    count: int = 4096
    padding: tuple[int, ...] = ()


def radiograph_of(
    stored: ArrayLike,
    levels: Levels = Levels(),
    *,
    inverted: bool = False,
    vois: tuple[SenderVoi, ...] = (),
) -> Radiograph:
    indices = np.array(stored, np.uint16)
    padding = np.zeros(levels.count, np.bool_)
    padding[list(levels.padding)] = True
    return Radiograph(
        instance=Instance(Path("made.dcm"), FileKind.DICOM, Series(Study(Patient()))),
        indices=indices,
        levels=np.arange(levels.count, dtype=np.float64) * levels.slope + levels.intercept,
        padding=padding,
        inverted=inverted,
        digest="made",
        vois=vois,
    )
