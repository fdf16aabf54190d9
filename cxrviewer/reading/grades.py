"""Stored cells to indices with the stored value of each: the exact heart of a Radiograph."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.errors import ReadingError
from cxrviewer.domain.radiograph import MAX_LEVELS
from cxrviewer.reading.header import SENDER_REMEDY

QUANTISED_WARNING = "The values are finer than 65536 steps and are shown rounded to them."


@dataclass(frozen=True, slots=True, eq=False)
class Grades:
    """``indices`` uint16 (rows, columns); ``stored`` float64 (n,): the stored value of each."""

    indices: NDArray[np.uint16]
    stored: NDArray[np.float64]
    padding: NDArray[np.bool_]
    warnings: tuple[str, ...] = ()


def grade(
    cells: NDArray[Any], bits: int, *, signed: bool, padding: tuple[float, float] | None
) -> Grades:
    """Grade cells whose lowest ``bits`` bits are the stored value, or floats.

    ``padding`` is the inclusive range of stored values that lie outside the picture.
    """
    if cells.dtype.kind == "f":
        return _grade_wide(cells.astype(np.float64), padding)
    if bits > 16:
        return _grade_wide(_signed_values(cells, bits, signed=signed), padding)
    return _grade_exact(cells, bits, signed=signed, padding=padding)


def _grade_exact(
    cells: NDArray[Any], bits: int, *, signed: bool, padding: tuple[float, float] | None
) -> Grades:
    count = 1 << bits
    stored = np.arange(count, dtype=np.float64)
    indices = cells.astype(np.uint16, copy=False)
    if signed:
        # Flipping the sign bit orders two's complement from the least to the greatest value.
        stored -= count // 2
        indices = indices ^ np.uint16(count // 2)
    # Cells may be a view of the file's bytes; it is copied only where it is not aligned.
    indices = np.require(indices, requirements=["C", "A"])
    return Grades(indices, stored, _in_range(stored, padding))


def _signed_values(cells: NDArray[Any], bits: int, *, signed: bool) -> NDArray[np.float64]:
    values = cells.astype(np.float64)
    if signed:
        values[values >= 2.0 ** (bits - 1)] -= 2.0**bits
    return values


def _grade_wide(values: NDArray[np.float64], padding: tuple[float, float] | None) -> Grades:
    """Grade values of more than 16 bits: exactly where their range allows it, else rounded."""
    outside = ~np.isfinite(values) | _in_range(values, padding)
    if outside.all():
        raise ReadingError("No pixel has a usable value.", remedy=SENDER_REMEDY)
    inside = values[~outside]
    low, high = float(inside.min()), float(inside.max())
    step = (high - low) / (MAX_LEVELS - 2)
    if not np.isfinite(step) or abs(low) > 1e300 or abs(high) > 1e300:
        raise ReadingError("The pixels' values are absurdly large.", remedy=SENDER_REMEDY)
    exact = step <= 1 and bool((inside == np.rint(inside)).all())
    step = 1.0 if exact or step == 0 else step
    count = round((high - low) / step) + 2
    indices = np.zeros(values.shape, np.uint16)
    indices[~outside] = np.rint((inside - low) / step).astype(np.uint16) + 1
    # Index 0 is kept for what lies outside the picture.
    stored = np.concatenate(([low], low + step * np.arange(count - 1)))
    flags = np.zeros(count, np.bool_)
    flags[0] = True
    return Grades(indices, stored, flags, () if exact else (QUANTISED_WARNING,))


def _in_range(values: NDArray[np.float64], span: tuple[float, float] | None) -> NDArray[np.bool_]:
    if span is None:
        return np.zeros(values.shape, np.bool_)
    return np.asarray((values >= span[0]) & (values <= span[1]))
