"""Where a model's tensor lies in the radiograph it was made from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Crop:
    """A rectangle of image pixels: its first pixel and its size."""

    top: int
    left: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Letterbox:
    """An axis-aligned map from image space to tensor space.

    The radiograph of ``rows`` x ``columns`` pixels fills the rectangle whose first pixel is
    (``top``, ``left``) and whose size is ``height`` x ``width`` inside a tensor of
    ``tensor_height`` x ``tensor_width``; the rest of the tensor is padding. ``crop`` is the part of
    the radiograph that fills that rectangle; None: all of it.
    """

    rows: int
    columns: int
    tensor_height: int
    tensor_width: int
    top: int
    left: int
    height: int
    width: int
    crop: Crop | None = None

    def __post_init__(self) -> None:
        if min(self.rows, self.columns, self.height, self.width) < 1:
            raise ValueError(f"empty letterbox: {self}")
        if self.top < 0 or self.top + self.height > self.tensor_height:
            raise ValueError(f"letterbox leaves the tensor vertically: {self}")
        if self.left < 0 or self.left + self.width > self.tensor_width:
            raise ValueError(f"letterbox leaves the tensor horizontally: {self}")
        seen = self.seen
        if min(seen.top, seen.left) < 0 or min(seen.rows, seen.columns) < 1:
            raise ValueError(f"empty crop or one before the first pixel: {self}")
        if seen.top + seen.rows > self.rows or seen.left + seen.columns > self.columns:
            raise ValueError(f"crop leaves the radiograph: {self}")

    @property
    def seen(self) -> Crop:
        """Return the part of the radiograph that the tensor shows."""
        return self.crop or Crop(0, 0, self.rows, self.columns)
