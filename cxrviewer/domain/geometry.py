"""Where a model's tensor lies in the radiograph it was made from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letterbox:
    """An axis-aligned map from image space to tensor space.

    The whole radiograph of ``rows`` x ``columns`` pixels fills the rectangle whose first pixel is
    (``top``, ``left``) and whose size is ``height`` x ``width`` inside a tensor of
    ``tensor_height`` x ``tensor_width``; the rest of the tensor is padding.
    """

    rows: int
    columns: int
    tensor_height: int
    tensor_width: int
    top: int
    left: int
    height: int
    width: int

    def __post_init__(self) -> None:
        if min(self.rows, self.columns, self.height, self.width) < 1:
            raise ValueError(f"empty letterbox: {self}")
        if self.top < 0 or self.top + self.height > self.tensor_height:
            raise ValueError(f"letterbox leaves the tensor vertically: {self}")
        if self.left < 0 or self.left + self.width > self.tensor_width:
            raise ValueError(f"letterbox leaves the tensor horizontally: {self}")
