"""The pixels of one Instance with their meaning."""

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.covers import OverlayPlane, Shutter
from cxrviewer.domain.study import Instance
from cxrviewer.domain.voi import RegradedVoi, SenderVoi, Voi, VoiFunction, VoiLut, Window

__all__ = [
    "MAX_LEVELS",
    "Note",
    "PixelSpacing",
    "Radiograph",
    "RadiographKey",
    "RegradedVoi",
    "SenderVoi",
    "SpacingOrigin",
    "Voi",
    "VoiFunction",
    "VoiLut",
    "Window",
]

MAX_LEVELS = 65536


class Note(StrEnum):
    """What the file says of its picture that a reader has to know; no fault of the file."""

    LOSSY = "lossy"
    BURNED_IN = "burned in"


class SpacingOrigin(StrEnum):
    """What a spacing refers to, PS3.3 10.7.1.3."""

    DETECTOR = "detector"
    CALIBRATED = "calibrated"
    MAGNIFICATION_CORRECTED = "magnification-corrected"
    NOMINAL_SCANNED = "nominal scanned"
    BY_HAND = "calibrated by hand"


@dataclass(frozen=True, slots=True)
class PixelSpacing:
    """Millimetres between the centres of adjacent rows and of adjacent columns."""

    row_mm: float
    column_mm: float
    origin: SpacingOrigin


@dataclass(frozen=True, slots=True)
class RadiographKey:
    """Says which pixels a result belongs to, so that it is never drawn on others."""

    sop_uid: str
    digest: str
    frame: int


@dataclass(frozen=True, slots=True, eq=False)
class Radiograph:
    """One frame, exact.

    Every pixel is an index into ``levels``, so that modality transform and VOI cost one table
    instead of arithmetic per pixel.

    ``indices``  uint16, (rows, columns), read-only, each below ``len(levels)``.
    ``levels``   float64, (n,), 1 <= n <= 65536: the modality value of each index.
    ``stored``   float64, (n,): the stored value of each index; None where the levels are that.
    ``padding``  bool, (n,): the level marks pixels outside the picture (PS3.3 C.7.5.1.1.2).
    ``inverted`` low values are shown white: MONOCHROME1, or Presentation LUT Shape INVERSE.
    ``vois``     what the sender offers, in the sender's order; may be empty.
    ``digest``   sha-256 of the file's bytes, hexadecimal.
    ``shutter``  what the sender hides; it changes the display and the automatic window, never the
                 values and never a model's tensor.
    ``planes``   overlay planes of this frame, in the order of their groups.
    ``aspect``   a pixel's height over its width.
    ``edges``    Patient Orientation (0020,0020): where the rows and the columns lead, such as
                 ("L", "F"); empty where the file does not say.
    """

    instance: Instance
    indices: NDArray[np.uint16]
    levels: NDArray[np.float64]
    padding: NDArray[np.bool_]
    inverted: bool
    digest: str
    frame: int = 0
    vois: tuple[SenderVoi, ...] = ()
    spacing: PixelSpacing | None = None
    warnings: tuple[str, ...] = field(default=())
    shutter: Shutter | None = None
    planes: tuple[OverlayPlane, ...] = ()
    aspect: float = 1.0
    edges: tuple[str, str] = ("", "")
    notes: tuple[Note, ...] = ()
    stored: NDArray[np.float64] | None = None

    def __post_init__(self) -> None:
        if self.indices.ndim != 2 or self.indices.dtype != np.uint16 or self.indices.size == 0:
            raise ValueError("indices must be a non-empty 2-d uint16 array")
        if self.levels.ndim != 1 or self.levels.dtype != np.float64:
            raise ValueError("levels must be a 1-d float64 array")
        if not 1 <= len(self.levels) <= MAX_LEVELS or self.padding.shape != self.levels.shape:
            raise ValueError("levels and padding must have one length of 1 to 65536")
        if not (np.isfinite(self.aspect) and self.aspect > 0):
            raise ValueError(f"a pixel cannot be {self.aspect} times as high as wide")
        if self.stored is not None and self.stored.shape != self.levels.shape:
            raise ValueError("each level needs its stored value")
        for array in (self.indices, self.levels, self.padding, self.stored):
            if array is not None:
                array.setflags(write=False)

    @property
    def stored_levels(self) -> NDArray[np.float64]:
        """The stored value of each index, float64, (n,)."""
        return self.levels if self.stored is None else self.stored

    @property
    def rows(self) -> int:
        return int(self.indices.shape[0])

    @property
    def columns(self) -> int:
        return int(self.indices.shape[1])

    @property
    def key(self) -> RadiographKey:
        return RadiographKey(self.instance.sop_uid, self.digest, self.frame)

    def value_at(self, row: int, column: int) -> float:
        """Return the modality value of one pixel."""
        return float(self.levels[self.indices[row, column]])
