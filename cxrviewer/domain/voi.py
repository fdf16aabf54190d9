"""Values of interest: what of the modality values is shown, PS3.3 C.11.2."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class VoiFunction(StrEnum):
    """VOI LUT Function (0028,1056), PS3.3 C.11.2.1.3."""

    LINEAR = "LINEAR"
    LINEAR_EXACT = "LINEAR_EXACT"
    SIGMOID = "SIGMOID"


@dataclass(frozen=True, slots=True)
class Window:
    """A VOI in modality values. ``width`` is at least 1 for LINEAR, above 0 otherwise."""

    center: float
    width: float
    function: VoiFunction = VoiFunction.LINEAR
    explanation: str = ""

    def __post_init__(self) -> None:
        if not (np.isfinite(self.center) and np.isfinite(self.width)):
            raise ValueError(f"window is not finite: {self.center}/{self.width}")
        least = 1.0 if self.function is VoiFunction.LINEAR else np.finfo(np.float32).tiny
        if self.width < least:
            raise ValueError(f"window width {self.width} is below {least}")


@dataclass(frozen=True, slots=True, eq=False)
class VoiLut:
    """A VOI LUT Sequence item (0028,3010), PS3.3 C.11.2.1.1.

    ``table`` is uint16, 1-d; entry 0 belongs to the modality value ``first``; outputs use ``bits``.
    """

    first: int
    table: NDArray[np.uint16]
    bits: int
    explanation: str = ""


SenderVoi = Window | VoiLut


@dataclass(frozen=True, slots=True, eq=False)
class RegradedVoi:
    """``voi`` over modality values other than the radiograph's own: a presentation state's.

    ``levels`` are those values, float64, (n,), one for each of the radiograph's levels.
    """

    levels: NDArray[np.float64]
    voi: SenderVoi


Voi = SenderVoi | RegradedVoi
