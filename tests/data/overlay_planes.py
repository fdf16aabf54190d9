"""Puts overlay planes into data sets, as today's writers and as those of old did."""

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset


def add_plane(
    dataset: Dataset,
    drawn: NDArray[np.bool_],
    *,
    group: int = 0x6000,
    kind: str = "G",
    origin: tuple[int, int] = (1, 1),
    label: str = "",
    first_frame: int = 0,
    embedded_at: int = 0,
    swapped: bool = False,
) -> None:
    """Describe a plane ``drawn``, (rows, columns) or with frames first.

    ``embedded_at`` names the bit of the cells that hold it already; a 0 there, with cells that
    have no bit to spare below the value, means Overlay Data. ``swapped``: big-endian words.
    """
    dataset.add_new((group, 0x0010), "US", drawn.shape[-2])
    dataset.add_new((group, 0x0011), "US", drawn.shape[-1])
    dataset.add_new((group, 0x0040), "CS", kind)
    dataset.add_new((group, 0x0050), "SS", list(origin))
    dataset.add_new((group, 0x1500), "LO", label)
    if first_frame:
        dataset.add_new((group, 0x0015), "IS", len(drawn))
        dataset.add_new((group, 0x0051), "US", first_frame)
    embedded = embedded_at > 0 or int(dataset.HighBit) + 1 > int(dataset.BitsStored)
    dataset.add_new((group, 0x0100), "US", int(dataset.BitsAllocated) if embedded else 1)
    dataset.add_new((group, 0x0102), "US", embedded_at)
    if not embedded:
        dataset.add_new((group, 0x3000), "OW", _packed(drawn, swapped=swapped))


def _packed(drawn: NDArray[np.bool_], *, swapped: bool) -> bytes:
    packed = np.packbits(drawn.ravel(), bitorder="little")
    words = np.append(packed, np.zeros(len(packed) % 2, np.uint8)).view("<u2")
    return words.astype(">u2" if swapped else "<u2").tobytes()
