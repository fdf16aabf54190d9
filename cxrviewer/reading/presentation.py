"""A Grayscale Softcopy Presentation State, PS3.3 A.33.1, as far as a chest radiograph needs it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pydicom.dataset import Dataset

from cxrviewer.domain.errors import ReadingError
from cxrviewer.domain.presentation import Orientation, PresentationState
from cxrviewer.domain.voi import Voi
from cxrviewer.reading.elements import integer, items, text, values_of
from cxrviewer.reading.graphics import read_graphics
from cxrviewer.reading.header import SENDER_REMEDY, Header
from cxrviewer.reading.overlay_planes import GROUPS
from cxrviewer.reading.shutters import read_shutter
from cxrviewer.reading.voi_choices import read_vois

PRESENTATION_STATE = "1.2.840.10008.5.1.4.1.1.11.1"
ACTIVATION_LAYER = 0x1001
MOST_IMAGES = 10_000
UNBOUNDED = 2**20
OWN_RESCALE = "The presentation state's own Modality LUT is not applied; the image's is kept."
OWN_PRESENTATION_LUT = "The presentation state's Presentation LUT is not applied."
OTHER_FRAMES = "The presentation state is for some frames only; it is applied to all."


def is_presentation(dataset: Dataset) -> bool:
    return text(dataset, "SOPClassUID") == PRESENTATION_STATE


def read_presentation(path: Path, header: Header) -> PresentationState:
    """Return the state in ``header``; ReadingError where it refers to no image."""
    dataset = header.dataset
    images = tuple(dict.fromkeys(_referenced(dataset)))[:MOST_IMAGES]
    if not images:
        raise ReadingError(
            "The presentation state does not say which picture it is for.", remedy=SENDER_REMEDY
        )
    voi, voi_warnings = _read_voi(header)
    shutter, shutter_warnings = read_shutter(dataset, UNBOUNDED, UNBOUNDED, aspect=1.0)
    graphics, captions, graphic_warnings = read_graphics(dataset)
    return PresentationState(
        path=path,
        images=images,
        label=text(dataset, "ContentDescription") or text(dataset, "ContentLabel"),
        study_uid=text(dataset, "StudyInstanceUID"),
        series_uid=text(dataset, "SeriesInstanceUID"),
        sop_uid=text(dataset, "SOPInstanceUID"),
        voi=voi,
        inverse=text(dataset, "PresentationLUTShape") == "INVERSE",
        shutter=shutter,
        planes=_active_planes(dataset),
        graphics=graphics,
        captions=captions,
        orientation=_read_orientation(dataset),
        warnings=(*voi_warnings, *shutter_warnings, *graphic_warnings, *_left_out(dataset)),
    )


def _referenced(dataset: Dataset) -> Iterator[str]:
    for series in items(dataset, "ReferencedSeriesSequence"):
        for image in items(series, "ReferencedImageSequence"):
            if uid := text(image, "ReferencedSOPInstanceUID"):
                yield uid


def _read_voi(header: Header) -> tuple[Voi | None, tuple[str, ...]]:
    """Return the first VOI; one for some of the images alone is taken for all."""
    for item in items(header.dataset, "SoftcopyVOILUTSequence"):
        vois, warnings = read_vois(replace(header, dataset=item), 0, signed_input=False)
        if vois or warnings:
            return (vois[0] if vois else None), warnings
    return None, ()


def _read_orientation(dataset: Dataset) -> Orientation:
    degrees = integer(dataset, "ImageRotation") or 0
    turns = degrees // 90 % 4 if degrees % 90 == 0 else 0
    return Orientation(turns, text(dataset, "ImageHorizontalFlip") == "Y")


def _active_planes(dataset: Dataset) -> tuple[int, ...]:
    """Return the groups of the image's planes that lie on one of the state's layers."""
    return tuple(
        group
        for group in GROUPS
        if (group, ACTIVATION_LAYER) in dataset and dataset[group, ACTIVATION_LAYER].value
    )


def _left_out(dataset: Dataset) -> Iterator[str]:
    changed = (integer(dataset, "RescaleSlope") or 1, integer(dataset, "RescaleIntercept") or 0)
    if items(dataset, "ModalityLUTSequence") or changed != (1, 0):
        yield OWN_RESCALE
    if items(dataset, "PresentationLUTSequence"):
        yield OWN_PRESENTATION_LUT
    for series in items(dataset, "ReferencedSeriesSequence"):
        if any(
            values_of(i, "ReferencedFrameNumber") for i in items(series, "ReferencedImageSequence")
        ):
            yield OTHER_FRAMES
            return
