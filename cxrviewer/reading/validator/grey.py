"""Windows, rescale and spacing of the header, PS3.3 C.11.1, C.11.2 and 10.7.1.3."""

from collections.abc import Iterator

from cxrviewer.domain.radiograph import VoiFunction, Window
from cxrviewer.reading.elements import Elements
from cxrviewer.reading.modality import ModalityTransform, read_rescale
from cxrviewer.reading.pixel_format import GREY, PixelFormat
from cxrviewer.reading.spacing import read_pair
from cxrviewer.reading.validator.finding import HeaderFinding, Severity, tag_name, warn
from cxrviewer.reading.voi_choices import read_windows

SPACINGS = ("PixelSpacing", "ImagerPixelSpacing", "NominalScannedPixelSpacing")


def check_grey(dataset: Elements, form: PixelFormat) -> Iterator[HeaderFinding]:
    """Check what turns stored values into shown ones and pixels into millimetres."""
    transform = read_rescale(dataset)
    windows, window_doubts = read_windows(dataset)
    spacing_doubts: list[str] = []
    for keyword in SPACINGS:
        read_pair(dataset, keyword, spacing_doubts)
    doubts = {"rescale": transform.warnings, "window": window_doubts, "spacing": spacing_doubts}
    for code, sentences in doubts.items():
        for sentence in dict.fromkeys(sentences):
            yield HeaderFinding(code, Severity.WARNING, sentence, "")
    if windows and form.photometric in GREY and not form.floating:
        yield from _check_reach(windows[0], transform, form)


def _check_reach(
    window: Window, transform: ModalityTransform, form: PixelFormat
) -> Iterator[HeaderFinding]:
    """Warn of a window in which every possible pixel is black, or every one white."""
    lowest = -(1 << (form.stored - 1)) if form.signed else 0
    ends = (lowest, lowest + (1 << form.stored) - 1)
    values = sorted(end * transform.slope + transform.intercept for end in ends)
    half = window.width / 2
    misses = window.center + half < values[0] or window.center - half > values[1]
    if misses and window.function is not VoiFunction.SIGMOID:
        yield warn(
            "window-outside",
            f"{tag_name('WindowCenter')} lies outside all values that the pixels can have.",
            "Choose another window.",
        )
