"""Copies of a sound radiograph, each spoilt in one way that the input check must find."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.doubts import DoubtCode
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.imaging.voi import white_is_high

GREYS = 256
TEXT = "R LOBE 12:45"


@dataclass(frozen=True, slots=True)
class Spoiling:
    """One way to spoil a radiograph; ``make`` takes it with numbers of its own."""

    name: str
    code: DoubtCode
    make: Callable[[Radiograph, np.random.Generator], Radiograph]


def inverted(radiograph: Radiograph, _: np.random.Generator) -> Radiograph:
    return replace(radiograph, inverted=not radiograph.inverted, vois=())


def turned(quarters: int) -> Callable[[Radiograph, np.random.Generator], Radiograph]:
    """Return what turns a radiograph to the left by ``quarters`` of a full turn."""

    def turn(radiograph: Radiograph, _: np.random.Generator) -> Radiograph:
        return _with_pixels(radiograph, np.rot90(radiograph.indices, quarters))

    return turn


def cut(radiograph: Radiograph, numbers: np.random.Generator) -> Radiograph:
    """Cut a quarter to two fifths off one side, so that lungs are lost."""
    share = numbers.uniform(0.25, 0.4)
    quarters = int(numbers.integers(4))
    upright = np.rot90(radiograph.indices, quarters)
    kept = upright[round(share * len(upright)) :]
    return _with_pixels(radiograph, np.rot90(kept, -quarters))


def exposed(
    *, black: float, white: float
) -> Callable[[Radiograph, np.random.Generator], Radiograph]:
    """Return what loses these shares of the range of greys at either end."""

    def expose(radiograph: Radiograph, _: np.random.Generator) -> Radiograph:
        return _of_grey(radiograph, (_grey(radiograph) - black) / (1.0 - black - white))

    return expose


def noisy(radiograph: Radiograph, numbers: np.random.Generator) -> Radiograph:
    """Leave a sixteenth of the signal, under noise."""
    grey = _grey(radiograph)
    return _of_grey(radiograph, 0.3 + 0.06 * grey + numbers.normal(0, 0.02, grey.shape))


def flat(radiograph: Radiograph, _: np.random.Generator) -> Radiograph:
    """Leave twenty greys."""
    return _of_grey(radiograph, 0.45 + 0.08 * _grey(radiograph))


def lettered(
    radiograph: Radiograph, numbers: np.random.Generator, lungs: NDArray[np.bool_]
) -> Radiograph:
    """Write a line of white text through one point of ``lungs``, (rows, columns)."""
    drawn = np.asarray(np.rint(_grey(radiograph) * (GREYS - 1)), np.uint8)
    rows, columns = np.nonzero(lungs)
    if not len(rows):
        return radiograph
    chosen = int(numbers.integers(len(rows)))
    size = max(drawn.shape) / 1000 * numbers.uniform(0.8, 1.6)
    thick = max(1, round(2 * size))
    (width, _), _ = cv2.getTextSize(TEXT, cv2.FONT_HERSHEY_SIMPLEX, size, thick)
    at = (int(columns[chosen] - width / 2), int(rows[chosen]))
    cv2.putText(drawn, TEXT, at, cv2.FONT_HERSHEY_SIMPLEX, size, 255, thick, cv2.LINE_AA)
    return _of_grey(radiograph, drawn / float(GREYS - 1))


FIT_COPIES = (
    Spoiling("inverted", DoubtCode.INVERTED, inverted),
    Spoiling("turned left", DoubtCode.ROTATED, turned(1)),
    Spoiling("upside down", DoubtCode.ROTATED, turned(2)),
    Spoiling("turned right", DoubtCode.ROTATED, turned(3)),
    Spoiling("cut off", DoubtCode.CROPPED, cut),
)
"""What the probes learn from; each is a probe of its own."""

EXPOSURE_COPIES = (
    Spoiling("20 % of the range lost in black", DoubtCode.EXPOSURE, exposed(black=0.2, white=0.0)),
    Spoiling("35 % of the range lost in black", DoubtCode.EXPOSURE, exposed(black=0.35, white=0.0)),
    Spoiling("20 % of the range lost in white", DoubtCode.EXPOSURE, exposed(black=0.0, white=0.2)),
    Spoiling("35 % of the range lost in white", DoubtCode.EXPOSURE, exposed(black=0.0, white=0.35)),
    Spoiling("a sixteenth of the signal under noise", DoubtCode.EXPOSURE, noisy),
    Spoiling("twenty greys", DoubtCode.EXPOSURE, flat),
)


def _with_pixels(radiograph: Radiograph, indices: NDArray[np.uint16]) -> Radiograph:
    return replace(radiograph, indices=np.ascontiguousarray(indices), planes=(), shutter=None)


def _grey(radiograph: Radiograph) -> NDArray[np.float64]:
    """Return grey over the whole range that occurs, white high."""
    values = white_is_high(radiograph).levels[radiograph.indices]
    low, high = float(values.min()), float(values.max())
    return np.asarray((values - low) / ((high - low) or 1.0))


def _of_grey(radiograph: Radiograph, grey: NDArray[np.float64]) -> Radiograph:
    """Return an 8-bit radiograph of ``grey``, cut to [0, 1]."""
    indices = np.rint(np.clip(grey, 0.0, 1.0) * (GREYS - 1)).astype(np.uint16)
    return replace(
        _with_pixels(radiograph, indices),
        levels=np.arange(GREYS, dtype=np.float64),
        padding=np.zeros(GREYS, np.bool_),
        inverted=False,
        vois=(),
    )
