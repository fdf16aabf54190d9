"""Stored values that mark pixels outside the picture, PS3.3 C.7.5.1.1.2."""

from typing import Literal

from cxrviewer.reading.elements import integer, number, value_of
from cxrviewer.reading.header import DOUBLE_PIXELS, FLOAT_PIXELS, Header
from cxrviewer.reading.pixel_format import PixelFormat

PREFIXES = {FLOAT_PIXELS: "Float", DOUBLE_PIXELS: "DoubleFloat"}


def read_padding(header: Header, form: PixelFormat) -> tuple[float, float] | None:
    """Return the inclusive range of stored values outside the picture, or None."""
    prefix = PREFIXES.get(header.pixels.tag, "") if header.pixels is not None else ""
    value = _stored_value(header, f"{prefix}PixelPaddingValue", form)
    if value is None:
        return None
    limit = _stored_value(header, f"{prefix}PixelPaddingRangeLimit", form)
    ends = value, value if limit is None else limit
    return min(ends), max(ends)


def _stored_value(header: Header, keyword: str, form: PixelFormat) -> float | None:
    if form.floating:
        return number(header.dataset, keyword)
    raw = value_of(header.dataset, keyword)
    if isinstance(raw, bytes) and len(raw) >= 2:
        return _as_stored(int.from_bytes(raw[:2], _order(header)), form)
    value = integer(header.dataset, keyword)
    return None if value is None else _as_stored(value, form)


def _as_stored(value: int, form: PixelFormat) -> float:
    """Correct a sign that the writer got wrong: the element's VR may be US or SS."""
    if form.signed and value >= 1 << (form.stored - 1):
        return float(value - (1 << max(form.stored, value.bit_length())))
    return float(value + 65536 if value < 0 and not form.signed else value)


def _order(header: Header) -> Literal["little", "big"]:
    return "little" if header.little_endian else "big"
