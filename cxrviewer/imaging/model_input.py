"""What a model saw: its tensor as a picture, and in words how it was made."""

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.imaging.preprocess import (
    AspectRule,
    GreyMapping,
    PreprocessSpec,
    black_and_white,
    prepare,
)
from cxrviewer.imaging.voi import white_is_high

ASPECTS = {
    AspectRule.LETTERBOX: "aspect ratio kept, borders black",
    AspectRule.STRETCH: "stretched to fill the tensor",
    AspectRule.CROP: "the centre alone; what lies beside it was not seen",
}


@dataclass(frozen=True, slots=True, eq=False)
class ModelInput:
    """``picture`` is uint8, (height, width): the tensor's first channel, black and white its ends.

    ``steps`` says line by line how the tensor was made.
    """

    picture: NDArray[np.uint8]
    steps: tuple[str, ...]


def model_input(radiograph: Radiograph, spec: PreprocessSpec) -> ModelInput:
    """Return the tensor that a network gets for ``radiograph``, made by ``prepare`` itself."""
    prepared = prepare(radiograph, spec)
    grey = prepared.tensor[0, ..., 0] * np.float32(spec.std[0]) + np.float32(spec.mean[0])
    picture = np.asarray(np.rint(np.clip(grey, 0.0, 1.0) * 255), np.uint8)
    box, tensor = prepared.letterbox, prepared.tensor
    seen = box.seen
    return ModelInput(
        picture,
        (
            f"Radiograph: {radiograph.columns} x {radiograph.rows} pixels",
            _grey_step(radiograph, spec),
            f"Seen: {seen.columns} x {seen.rows} pixels from ({seen.left}, {seen.top}); "
            f"{ASPECTS[spec.aspect]}",
            f"Resized by {spec.resizer.value} to {box.width} x {box.height} at "
            f"({box.left}, {box.top}) of {spec.width} x {spec.height}",
            f"Each of {spec.channels} channels: (grey - {_numbers(spec.mean)}) / "
            f"{_numbers(spec.std)}",
            f"Tensor: {' x '.join(str(n) for n in tensor.shape)}, float32, "
            f"{tensor.min():.3f} to {tensor.max():.3f}, mean {tensor.mean():.3f}",
            f"sha-256 of the tensor: {hashlib.sha256(tensor.tobytes()).hexdigest()[:16]}",
        ),
    )


def _grey_step(radiograph: Radiograph, spec: PreprocessSpec) -> str:
    low, high = black_and_white(white_is_high(radiograph), spec)
    how = spec.grey_mapping.value.replace("_", " ")
    if spec.grey_mapping is GreyMapping.PERCENTILE:
        how = f"percentiles {spec.percentiles[0]:g} and {spec.percentiles[1]:g}"
    turned = " of the negated values, so that air is dark" if radiograph.inverted else ""
    return (
        f"Grey: {low:.6g} is black and {high:.6g} white ({how}{turned}); window/level plays no part"
    )


def _numbers(values: tuple[float, ...]) -> str:
    distinct = list(dict.fromkeys(values))
    shown = distinct if len(distinct) == 1 else list(values)
    return ", ".join(f"{value:g}" for value in shown)
