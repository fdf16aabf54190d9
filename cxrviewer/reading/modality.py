"""Stored to modality values: Modality LUT or rescale, PS3.3 C.11.1."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cxrviewer.reading.elements import Elements, is_given, items, numbers
from cxrviewer.reading.functional_groups import scope
from cxrviewer.reading.header import Header
from cxrviewer.reading.lookup import LookupTable, has_lookup_table, read_lookup_table
from cxrviewer.reading.pixel_format import PixelFormat

ABSURD = 1e12
IMPOSSIBLE_RESCALE = (
    "Rescale Slope (0028,1053) or Rescale Intercept (0028,1052) is impossible and was not applied; "
    "values are as stored."
)


@dataclass(frozen=True, slots=True, eq=False)
class ModalityTransform:
    """A LUT where ``lut`` is given, else ``slope`` x stored + ``intercept``."""

    slope: float = 1.0
    intercept: float = 0.0
    lut: LookupTable | None = None
    warnings: tuple[str, ...] = ()

    def apply(self, stored: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the modality value of each stored value, float64, (n,)."""
        if self.lut is None:
            return np.asarray(stored * self.slope + self.intercept, np.float64)
        last = len(self.lut.table) - 1
        positions = np.clip(np.floor(stored) - self.lut.first, 0, last).astype(np.intp)
        return np.asarray(self.lut.table[positions], np.float64)

    def has_negative_output(self, form: PixelFormat) -> bool:
        """Say whether a modality value can be below 0, which makes VOI LUT inputs signed."""
        if self.lut is not None:
            return False
        lowest = -(1 << (form.stored - 1)) if form.signed else 0
        highest = lowest + (1 << form.stored) - 1
        return min(self.slope * lowest, self.slope * highest) + self.intercept < 0


def read_modality_transform(header: Header, form: PixelFormat, frame: int) -> ModalityTransform:
    """Return the transform of ``frame``; a damaged one is named in ``warnings`` and not used."""
    sequence = list(filter(has_lookup_table, items(header.dataset, "ModalityLUTSequence")))
    if sequence:
        lut = read_lookup_table(
            sequence[0],
            descriptor="LUTDescriptor",
            data="LUTData",
            signed_input=form.signed,
            little_endian=header.little_endian,
        )
        if lut is not None:
            return ModalityTransform(lut=lut)
        return ModalityTransform(
            warnings=("The Modality LUT is damaged and was not applied; values are as stored.",)
        )
    return read_rescale(scope(header.dataset, "PixelValueTransformationSequence", frame))


def read_rescale(dataset: Elements) -> ModalityTransform:
    """Return the linear transform in ``dataset``; an impossible one is named, not used."""
    slopes, intercepts = numbers(dataset, "RescaleSlope"), numbers(dataset, "RescaleIntercept")
    slope, intercept = (slopes or (1.0,))[0], (intercepts or (0.0,))[0]
    given = is_given(dataset, "RescaleSlope"), is_given(dataset, "RescaleIntercept")
    readable = given == (bool(slopes), bool(intercepts))
    usable = math.isfinite(slope) and math.isfinite(intercept)
    if readable and usable and 0 < abs(slope) < ABSURD and abs(intercept) < ABSURD:
        return ModalityTransform(slope, intercept)
    return ModalityTransform(warnings=(IMPOSSIBLE_RESCALE,))
