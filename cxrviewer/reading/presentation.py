"""A Grayscale Softcopy Presentation State, PS3.3 A.33.1, as far as a chest radiograph needs it."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from pydicom.dataset import Dataset

from cxrviewer.domain.errors import ReadingError
from cxrviewer.domain.presentation import Orientation, Part, PresentationState
from cxrviewer.reading.displayed_area import read_areas
from cxrviewer.reading.elements import integer, items, numbers, text
from cxrviewer.reading.graphics import read_graphics
from cxrviewer.reading.header import SENDER_REMEDY, Header
from cxrviewer.reading.overlay_planes import GROUPS
from cxrviewer.reading.presentation_grey import read_grey
from cxrviewer.reading.shutters import read_shutter

PRESENTATION_STATE = "1.2.840.10008.5.1.4.1.1.11.1"
ACTIVATION_LAYER = 0x1001
MOST_IMAGES = 10_000
MOST_FRAMES = 2**31
UNBOUNDED = 2**20


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
    grey = read_grey(header, _read_part)
    areas, area_warnings = read_areas(dataset, _read_part)
    shutter, shutter_warnings = read_shutter(dataset, UNBOUNDED, UNBOUNDED, aspect=1.0)
    graphics, captions, graphic_warnings = read_graphics(dataset)
    return PresentationState(
        path=path,
        images=images,
        label=text(dataset, "ContentDescription") or text(dataset, "ContentLabel"),
        study_uid=text(dataset, "StudyInstanceUID"),
        series_uid=text(dataset, "SeriesInstanceUID"),
        sop_uid=text(dataset, "SOPInstanceUID"),
        frames=_read_frames(dataset),
        modality=grey.modality,
        vois=grey.vois,
        areas=areas,
        curve=grey.curve,
        inverse=grey.curve is None and text(dataset, "PresentationLUTShape") == "INVERSE",
        shutter=shutter,
        planes=_active_planes(dataset),
        graphics=graphics,
        captions=captions,
        orientation=_read_orientation(dataset),
        warnings=(*grey.warnings, *area_warnings, *shutter_warnings, *graphic_warnings),
    )


def _referenced(dataset: Dataset) -> Iterator[str]:
    for series in items(dataset, "ReferencedSeriesSequence"):
        for image in items(series, "ReferencedImageSequence"):
            if uid := text(image, "ReferencedSOPInstanceUID"):
                yield uid


def _read_frames(dataset: Dataset) -> Part:
    """Return which frames of its images the state is for."""
    parts = (_read_part(s).images for s in items(dataset, "ReferencedSeriesSequence"))
    return Part(tuple(chain.from_iterable(parts))[:MOST_IMAGES])


def _read_part(item: Dataset) -> Part:
    """Return which images and frames an item is for; frames count from 1 there."""
    found = []
    for image in items(item, "ReferencedImageSequence")[:MOST_IMAGES]:
        frames = numbers(image, "ReferencedFrameNumber")[:MOST_IMAGES]
        shown = tuple(int(frame) - 1 for frame in frames if 1 <= frame <= MOST_FRAMES)
        found.append((text(image, "ReferencedSOPInstanceUID"), shown))
    return Part(tuple(found))


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
