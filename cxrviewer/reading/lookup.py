"""Lookup tables as DICOM stores them, PS3.3 C.11.1.1 and C.11.2.1.1."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from cxrviewer.reading.elements import UNREADABLE, value_of, values_of


@dataclass(frozen=True, slots=True, eq=False)
class LookupTable:
    """``table`` uint16 (n,); entry 0 belongs to the input ``first``; outputs use ``bits``."""

    first: int
    table: NDArray[np.uint16]
    bits: int


def has_lookup_table(dataset: Dataset) -> bool:
    """Say whether a LUT item is filled; some writers leave empty items behind."""
    return bool(values_of(dataset, "LUTDescriptor")) or bool(value_of(dataset, "LUTData"))


def read_lookup_table(
    dataset: Dataset, *, descriptor: str, data: str, signed_input: bool, little_endian: bool
) -> LookupTable | None:
    """Return the table in two elements of ``dataset``, or None where it is damaged."""
    words = _words(dataset, descriptor, little_endian=little_endian)
    if len(words) != 3:
        return None
    count, first, bits = (int(word) & 0xFFFF for word in words)
    count = count or 65536
    if signed_input and first > 0x7FFF:
        first -= 0x10000
    table = _entries(dataset, data, count, little_endian=little_endian)
    if table is None or not 1 <= bits <= 16:
        return None
    # Some writers state fewer bits than their entries use.
    return LookupTable(first, table, max(bits, int(table.max()).bit_length()))


def _entries(
    dataset: Dataset, keyword: str, count: int, *, little_endian: bool
) -> NDArray[np.uint16] | None:
    raw = value_of(dataset, keyword)
    if isinstance(raw, bytes) and len(raw) in (count, count + count % 2) and count > 1:
        return np.frombuffer(raw, np.uint8)[:count].astype(np.uint16)
    words = _words(dataset, keyword, little_endian=little_endian)
    return words[:count].astype(np.uint16) if len(words) >= count else None


def _words(dataset: Dataset, keyword: str, *, little_endian: bool) -> NDArray[np.int64]:
    raw = value_of(dataset, keyword)
    try:
        if isinstance(raw, bytes):
            order = "<u2" if little_endian else ">u2"
            return np.frombuffer(raw[: len(raw) // 2 * 2], order).astype(np.int64)
        return np.asarray([int(word) & 0xFFFF for word in values_of(dataset, keyword)], np.int64)
    except UNREADABLE:
        return np.empty(0, np.int64)
