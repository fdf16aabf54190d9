"""The VOIs that the sender offers, PS3.3 C.11.2.

VOI LUTs come first: a sender that adds one to a window means it as the finer rendering, and
pydicom prefers it for the same reason.
"""

import math

from pydicom.dataset import Dataset

from cxrviewer.domain.voi import SenderVoi, VoiFunction, VoiLut, Window
from cxrviewer.reading.elements import Elements, is_given, items, numbers, text, texts
from cxrviewer.reading.functional_groups import scope
from cxrviewer.reading.header import Header
from cxrviewer.reading.lookup import has_lookup_table, read_lookup_table

AS_STORED = "As stored"
ABSURD = 1e12
DAMAGED_LUT = "A VOI LUT is damaged and is not offered."
DAMAGED_WINDOW = (
    "A window of the file (0028,1050) and (0028,1051) is impossible and is not offered; check the "
    "contrast."
)
UNKNOWN_FUNCTION = "VOI LUT Function (0028,1056) is unknown; LINEAR was assumed."


def read_vois(
    header: Header, frame: int, *, signed_input: bool
) -> tuple[tuple[SenderVoi, ...], tuple[str, ...]]:
    """Return the VOIs for ``frame`` in the sender's order, and warnings."""
    source = scope(header.dataset, "FrameVOILUTSequence", frame)
    luts, lut_warnings = _read_luts(header, source, signed_input=signed_input)
    windows, window_warnings = read_windows(source)
    return (*luts, *windows), (*lut_warnings, *window_warnings)


def identity_window(bits: int) -> Window:
    """Return the window that shows values of ``bits`` bits as they are."""
    return Window(float(1 << (bits - 1)), float(1 << bits), explanation=AS_STORED)


def _read_luts(
    header: Header, source: Dataset, *, signed_input: bool
) -> tuple[list[VoiLut], list[str]]:
    luts: list[VoiLut] = []
    warnings: list[str] = []
    for item in filter(has_lookup_table, items(source, "VOILUTSequence")):
        lut = read_lookup_table(
            item,
            descriptor="LUTDescriptor",
            data="LUTData",
            signed_input=signed_input,
            little_endian=header.little_endian,
        )
        if lut is None:
            warnings.append(DAMAGED_LUT)
        else:
            luts.append(VoiLut(lut.first, lut.table, lut.bits, text(item, "LUTExplanation")))
    return luts, warnings


def read_windows(source: Elements) -> tuple[list[Window], list[str]]:
    """Return the possible windows of ``source``, and warnings."""
    centers, widths = numbers(source, "WindowCenter"), numbers(source, "WindowWidth")
    names = texts(source, "WindowCenterWidthExplanation")
    function, warnings = _read_function(source)
    windows: list[Window] = []
    unreadable = is_given(source, "WindowCenter") and not centers
    if unreadable or len(centers) != len(widths):
        warnings.append(DAMAGED_WINDOW)
    for number, (center, width) in enumerate(zip(centers, widths, strict=False)):
        if _is_possible(center, width, function):
            name = names[number] if number < len(names) else ""
            windows.append(Window(center, width, function, name))
        else:
            warnings.append(DAMAGED_WINDOW)
    return windows, warnings


def _read_function(source: Elements) -> tuple[VoiFunction, list[str]]:
    name = text(source, "VOILUTFunction")
    if not name:
        return VoiFunction.LINEAR, []
    try:
        return VoiFunction(name), []
    except ValueError:
        return VoiFunction.LINEAR, [UNKNOWN_FUNCTION]


def _is_possible(center: float, width: float, function: VoiFunction) -> bool:
    if not (math.isfinite(center) and math.isfinite(width)) or max(abs(center), width) > ABSURD:
        return False
    return width >= 1 if function is VoiFunction.LINEAR else width > 1e-30
