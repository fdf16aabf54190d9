"""The one maker of model input.

``prepare`` turns a Radiograph into the tensor of a network. Training calls it before augmentation
and inference before predict, so that a model never meets pixels made in another way. The reader's
window never gets here: the grey mapping looks at modality values alone.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.geometry import Crop, Letterbox
from cxrviewer.domain.radiograph import MAX_LEVELS, Radiograph
from cxrviewer.imaging.area import resize_area
from cxrviewer.imaging.geometry import centre_crop, fit_letterbox, seen_part, stretch
from cxrviewer.imaging.opencv import cv2
from cxrviewer.imaging.triangle import resize_triangle
from cxrviewer.imaging.voi import percentile_levels, white_is_high

GREY_STEPS = 65535
EIGHT_BIT_LEVELS = 256
# What float32 can hold and divide by, with room to spare.
MOST_MEAN, LEAST_STD = 1e6, 1e-6


class GreyMapping(StrEnum):
    """How modality values become grey in [0, 1].

    FULL_RANGE runs from the least to the greatest value that occurs. EIGHT_BIT takes a picture of
    256 levels as it is, since it was made to be looked at, and any other like FULL_RANGE: what
    networks expect that were fitted on 8-bit pictures divided by 255.
    """

    PERCENTILE = "percentile"
    FULL_RANGE = "full_range"
    EIGHT_BIT = "eight_bit"


class Polarity(StrEnum):
    """MONOCHROME2: air is dark in the tensor, whatever the file's polarity."""

    MONOCHROME2 = "monochrome2"


class Resizer(StrEnum):
    """How a picture changes its size without aliasing.

    AREA averages when it shrinks and interpolates linearly when it enlarges. TRIANGLE is the
    bilinear filter of Pillow and torchvision, which widens as it shrinks.
    """

    AREA = "area"
    TRIANGLE = "triangle"


class AspectRule(StrEnum):
    """What happens to a radiograph whose aspect ratio is not the tensor's.

    CROP fills the tensor with the centre: the network never sees what lies beside it.
    """

    LETTERBOX = "letterbox"
    STRETCH = "stretch"
    CROP = "crop"


FITS = {
    AspectRule.LETTERBOX: fit_letterbox,
    AspectRule.STRETCH: stretch,
    AspectRule.CROP: centre_crop,
}


@dataclass(frozen=True, slots=True)
class PreprocessSpec:
    """How a bundle's tensor is made; kept in its manifest, never defaulted.

    ``percentiles`` are the black and white points of GreyMapping.PERCENTILE, in percent of the
    pixels outside padding. ``mean`` and ``std`` act on grey in [0, 1], one value per channel.
    """

    grey_mapping: GreyMapping
    percentiles: tuple[float, float]
    polarity: Polarity
    resizer: Resizer
    aspect: AspectRule
    height: int
    width: int
    channels: int
    mean: tuple[float, ...]
    std: tuple[float, ...]

    def __post_init__(self) -> None:
        low, high = self.percentiles
        if not 0.0 <= low < high <= 100.0:
            raise ValueError(f"percentiles must rise within 0 to 100, not {low} to {high}")
        if not (8 <= self.height <= 4096 and 8 <= self.width <= 4096):
            raise ValueError(f"tensor size {self.height}x{self.width} is outside 8 to 4096")
        if self.channels not in (1, 3):
            raise ValueError(f"channels must be 1 or 3, not {self.channels}")
        if len(self.mean) != self.channels or len(self.std) != self.channels:
            raise ValueError("mean and std need one value per channel")
        if not all(abs(m) <= MOST_MEAN for m in self.mean):
            raise ValueError(f"mean must lie within {MOST_MEAN:g} of 0")
        if not all(LEAST_STD <= s <= MOST_MEAN for s in self.std):
            raise ValueError(f"std must lie from {LEAST_STD:g} to {MOST_MEAN:g}")


@dataclass(frozen=True, slots=True, eq=False)
class PreparedInput:
    """``tensor`` is float32, (1, height, width, channels); ``letterbox`` leads back."""

    tensor: NDArray[np.float32]
    letterbox: Letterbox


def prepare(radiograph: Radiograph, spec: PreprocessSpec) -> PreparedInput:
    """Return the tensor that ``spec`` describes."""
    return Preparation(radiograph).prepare(spec)


class Preparation:
    """``prepare`` for one radiograph and any number of specs: what they share is made once."""

    def __init__(self, radiograph: Radiograph) -> None:
        self._radiograph = radiograph
        self._pictures: dict[tuple[GreyMapping, tuple[float, float], Crop], _Grey] = {}
        self._inputs: dict[PreprocessSpec, PreparedInput] = {}

    def prepare(self, spec: PreprocessSpec) -> PreparedInput:
        """Return the tensor that ``spec`` describes."""
        if spec not in self._inputs:
            box = _fitted(self._radiograph, spec)
            grey = _placed(self._picture(spec, box), spec, box)
            self._inputs[spec] = PreparedInput(normalise(grey, spec)[np.newaxis], box)
        return self._inputs[spec]

    def _picture(self, spec: PreprocessSpec, box: Letterbox) -> "_Grey":
        key = spec.grey_mapping, spec.percentiles, box.seen
        if key not in self._pictures:
            self._pictures[key] = _grey_picture(self._radiograph, spec, box)
        return self._pictures[key]


def prepare_grey(
    radiograph: Radiograph, spec: PreprocessSpec
) -> tuple[NDArray[np.float32], Letterbox]:
    """Return grey in [0, 1], float32, (height, width), before mean, std and channels."""
    box = _fitted(radiograph, spec)
    return _placed(_grey_picture(radiograph, spec, box), spec, box), box


_Grey = NDArray[np.uint16]


def _fitted(radiograph: Radiograph, spec: PreprocessSpec) -> Letterbox:
    fit = FITS[spec.aspect]
    return fit(radiograph.rows, radiograph.columns, height=spec.height, width=spec.width)


def _grey_picture(radiograph: Radiograph, spec: PreprocessSpec, box: Letterbox) -> _Grey:
    """Return what the tensor shows in its full size, uint16, 0 to GREY_STEPS."""
    table = np.zeros(MAX_LEVELS, np.uint16)
    table[: len(radiograph.levels)] = np.rint(grey_levels(radiograph, spec) * GREY_STEPS)
    return np.asarray(cv2.LUT(seen_part(radiograph.indices, box), table), np.uint16)


def _placed(picture: _Grey, spec: PreprocessSpec, box: Letterbox) -> NDArray[np.float32]:
    """Return ``picture`` at its size and place in the tensor, in [0, 1]."""
    resize = resize_area if spec.resizer is Resizer.AREA else resize_triangle
    grey = np.zeros((spec.height, spec.width), np.float32)
    inside = grey[box.top : box.top + box.height, box.left : box.left + box.width]
    inside[:] = resize(picture, box.height, box.width)
    inside /= np.float32(GREY_STEPS)
    return grey


def grey_levels(radiograph: Radiograph, spec: PreprocessSpec) -> NDArray[np.float64]:
    """Return the grey in [0, 1] of each level; padding is 0.

    Percentiles count from what is shown black, so that both polarities of a picture give the same.
    """
    radiograph = white_is_high(radiograph)
    low, high = black_and_white(radiograph, spec)
    # A flat picture has low == high: it becomes black instead of a division by nothing.
    grey = (np.clip(radiograph.levels, low, high) - low) / ((high - low) or 1.0)
    grey[radiograph.padding] = 0.0
    return grey


def black_and_white(radiograph: Radiograph, spec: PreprocessSpec) -> tuple[float, ...]:
    """Return the modality values that become 0 and 1."""
    if spec.grey_mapping is GreyMapping.PERCENTILE:
        return percentile_levels(radiograph, spec.percentiles)
    levels = radiograph.levels
    if spec.grey_mapping is GreyMapping.EIGHT_BIT and len(levels) == EIGHT_BIT_LEVELS:
        return float(levels.min()), float(levels.max())
    return percentile_levels(radiograph, (0.0, 100.0))


def normalise(grey: NDArray[np.float32], spec: PreprocessSpec) -> NDArray[np.float32]:
    """Return (grey - mean) / std with a last axis of channels, float32, grey.shape + (c,)."""
    tensor = np.empty((*grey.shape, spec.channels), np.float32)
    # Channel by channel: NumPy is slow where the last axis is as short as this.
    for channel, (mean, std) in enumerate(zip(spec.mean, spec.std, strict=True)):
        tensor[..., channel] = (grey - np.float32(mean)) / np.float32(std)
    return tensor
