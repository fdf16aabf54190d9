"""A DICOM file to an Instance or a Radiograph: the order of the steps and what they hand on."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from cxrviewer.domain.covers import Shutter
from cxrviewer.domain.errors import ReadingError
from cxrviewer.domain.radiograph import Note, PixelSpacing, Radiograph, SenderVoi
from cxrviewer.domain.study import FileKind, Instance, RefusedFile, ScanEntry
from cxrviewer.reading.colour import COLOUR_WARNING, rgb_to_grey, ybr_to_grey
from cxrviewer.reading.decode import Decoded, decode_frame
from cxrviewer.reading.elements import text, value_of
from cxrviewer.reading.functional_groups import scope
from cxrviewer.reading.grades import Grades, grade
from cxrviewer.reading.header import Header, parse_header, read_header
from cxrviewer.reading.instance import SCAN_TAGS, read_instance
from cxrviewer.reading.limits import Limits
from cxrviewer.reading.modality import ModalityTransform, read_modality_transform
from cxrviewer.reading.notes import read_notes
from cxrviewer.reading.overlay_planes import read_planes
from cxrviewer.reading.padding import read_padding
from cxrviewer.reading.palette import Palette, read_palette
from cxrviewer.reading.pictureless import pictureless_refusal
from cxrviewer.reading.pixel_format import COLOUR, PALETTE, PixelFormat, read_pixel_format
from cxrviewer.reading.placement import read_aspect, read_edges
from cxrviewer.reading.presentation import is_presentation, read_presentation
from cxrviewer.reading.pydicom_quiet import quiet_pydicom
from cxrviewer.reading.shutters import read_shutter
from cxrviewer.reading.spacing import read_spacing
from cxrviewer.reading.syntaxes import check_syntax
from cxrviewer.reading.validator.validate import validate
from cxrviewer.reading.voi_choices import identity_window, read_vois


@dataclass(frozen=True, slots=True)
class Canvas:
    """What the header says of the frame as a canvas: pixel shape, edges, notes, shutter."""

    aspect: float
    edges: tuple[str, str]
    notes: tuple[Note, ...]
    shutter: Shutter | None


@dataclass(frozen=True, slots=True, eq=False)
class Meaning:
    """All that the header says of the pixels of one frame."""

    instance: Instance
    form: PixelFormat
    modality: ModalityTransform
    vois: tuple[SenderVoi, ...]
    spacing: PixelSpacing | None
    padding: tuple[float, float] | None
    inverted: bool
    palette: Palette | None
    extended: tuple[bytes, bytes] | None
    canvas: Canvas
    warnings: tuple[str, ...]


def scan_dicom(path: Path, stream: BinaryIO, limits: Limits) -> ScanEntry:
    """Return what the header says of the file, without its pixels."""
    with quiet_pydicom():
        header = read_header(stream, limits=limits, tags=SCAN_TAGS)
        try:
            if header.pixels is None and is_presentation(header.dataset):
                return read_presentation(path, read_header(stream, limits=limits, tags=None))
            form, warnings = _check(header, limits)
            return read_instance(path, header, form, warnings)
        except ReadingError as error:
            return RefusedFile(
                path=path,
                kind=FileKind.DICOM,
                reason=error.cause,
                study_uid=text(header.dataset, "StudyInstanceUID"),
                series_uid=text(header.dataset, "SeriesInstanceUID"),
                sop_uid=text(header.dataset, "SOPInstanceUID"),
            )


def load_dicom(
    path: Path, data: bytes, *, frame: int, limits: Limits, coarse: bool = False
) -> Radiograph:
    """Decode one frame (from 0) of the file whose bytes are ``data``; ``coarse`` as in ``load``."""
    with quiet_pydicom():
        header = parse_header(data, limits=limits)
        meaning = _read_meaning(path, header, frame, limits)
    # A shutter is told in pixels of the whole picture.
    coarse = coarse and meaning.canvas.shutter is None
    decoded = decode_frame(header, meaning.form, frame, extended=meaning.extended, coarse=coarse)
    with quiet_pydicom():
        seen = ((), ()) if coarse else read_planes(header, meaning.form, frame, decoded.whole)
    planes, doubts = seen
    grades, coloured = _grade(decoded, meaning)
    colour = (COLOUR_WARNING,) if coloured else ()
    levels = _levels(grades, meaning)
    return Radiograph(
        instance=meaning.instance,
        indices=grades.indices,
        levels=levels,
        padding=grades.padding,
        inverted=meaning.inverted,
        digest=hashlib.sha256(data).hexdigest(),
        frame=frame,
        vois=_vois(decoded, meaning),
        spacing=meaning.spacing,
        warnings=(*meaning.warnings, *decoded.warnings, *grades.warnings, *colour, *doubts),
        shutter=meaning.canvas.shutter,
        planes=planes,
        aspect=meaning.canvas.aspect,
        edges=meaning.canvas.edges,
        notes=meaning.canvas.notes,
        stored=None if np.array_equal(levels, grades.stored) else grades.stored,
    )


def _check(header: Header, limits: Limits) -> tuple[PixelFormat, tuple[str, ...]]:
    """Return how the pixels are stored and what is doubtful about the header."""
    if header.pixels is None:
        raise pictureless_refusal(header.dataset)
    check_syntax(header)
    form = read_pixel_format(header)
    return form, validate(header, form, limits)


def _read_meaning(path: Path, header: Header, frame: int, limits: Limits) -> Meaning:
    form, warnings = _check(header, limits)
    dataset = header.dataset
    modality = read_modality_transform(header, form, frame)
    vois, voi_warnings = read_vois(header, frame, signed_input=modality.has_negative_output(form))
    spacing, spacing_warnings = read_spacing(dataset, frame)
    canvas, canvas_warnings = _read_canvas(header, form, frame, spacing)
    return Meaning(
        instance=read_instance(path, header, form, warnings),
        form=form,
        modality=modality,
        vois=vois,
        spacing=spacing,
        padding=read_padding(header, form),
        inverted=_is_inverted(header, form),
        palette=read_palette(dataset, form) if form.photometric == PALETTE else None,
        extended=_read_extended_offsets(header),
        canvas=canvas,
        warnings=(*modality.warnings, *voi_warnings, *spacing_warnings, *canvas_warnings),
    )


def _read_canvas(
    header: Header, form: PixelFormat, frame: int, spacing: PixelSpacing | None
) -> tuple[Canvas, tuple[str, ...]]:
    dataset = header.dataset
    aspect, aspect_warnings = read_aspect(dataset, spacing)
    source = scope(dataset, "FrameDisplayShutterSequence", frame)
    shutter, warnings = read_shutter(source, form.rows, form.columns, aspect=aspect)
    notes = read_notes(dataset, header.transfer_syntax)
    canvas = Canvas(aspect, read_edges(dataset), notes, shutter)
    return canvas, (*aspect_warnings, *warnings)


def _is_inverted(header: Header, form: PixelFormat) -> bool:
    """MONOCHROME1 and Presentation LUT Shape INVERSE say the same, PS3.3 C.8.11.3.1.2."""
    shape = text(header.dataset, "PresentationLUTShape")
    is_grey = form.photometric not in COLOUR and form.photometric != PALETTE
    return form.photometric == "MONOCHROME1" or (is_grey and shape == "INVERSE")


def _read_extended_offsets(header: Header) -> tuple[bytes, bytes] | None:
    offsets = value_of(header.dataset, "ExtendedOffsetTable")
    lengths = value_of(header.dataset, "ExtendedOffsetTableLengths")
    if isinstance(offsets, bytes) and isinstance(lengths, bytes) and offsets:
        return offsets, lengths
    return None


def _grade(decoded: Decoded, meaning: Meaning) -> tuple[Grades, bool]:
    cells, coloured = decoded.cells, False
    if cells.ndim == 3:
        if decoded.photometric == "RGB":
            cells, coloured = rgb_to_grey(cells, decoded.bits)
        else:
            partial = decoded.photometric.startswith("YBR_PARTIAL")
            cells, coloured = ybr_to_grey(cells, decoded.bits, partial=partial)
        return grade(cells, decoded.bits, signed=False, padding=None), coloured
    grades = grade(cells, decoded.bits, signed=meaning.form.signed, padding=meaning.padding)
    return grades, meaning.palette is not None and meaning.palette.coloured


def _levels(grades: Grades, meaning: Meaning) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    palette = meaning.palette
    if palette is not None:
        lowest = -(len(palette.grey) // 2) if meaning.form.signed else 0
        positions = np.clip(grades.stored - lowest, 0, len(palette.grey) - 1)
        return palette.grey[positions.astype(np.intp)]
    if meaning.form.photometric in COLOUR:
        return grades.stored
    return meaning.modality.apply(grades.stored)


def _vois(decoded: Decoded, meaning: Meaning) -> tuple[SenderVoi, ...]:
    """Colour is display-ready: windows are for modality values, which it does not have."""
    if meaning.palette is not None:
        return (identity_window(meaning.palette.bits),)
    if meaning.form.photometric in COLOUR:
        return (identity_window(min(decoded.bits, 16)),) if decoded.bits <= 16 else ()
    return meaning.vois
