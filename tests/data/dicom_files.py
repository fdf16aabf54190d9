"""Makes DICOM files of each kind that reading has to understand."""

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
from numpy.typing import NDArray
from pydicom.config import disable_value_validation
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.filebase import DicomIO
from pydicom.filewriter import dcmwrite, write_file_meta_info
from pydicom.pixels.encoders.base import RLELosslessEncoder
from pydicom.uid import (
    JPEG2000,
    UID,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    HTJ2KLossless,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
    JPEGLosslessSV1,
    JPEGLSLossless,
    RLELossless,
    generate_uid,
)

DX_FOR_PRESENTATION = "1.2.840.10008.5.1.4.1.1.1.1"
BASIC_TEXT_SR = "1.2.840.10008.5.1.4.1.1.88.11"

Pixels = NDArray[Any]


def ramp(rows: int = 80, columns: int = 96, *, bits: int = 12, signed: bool = False) -> Pixels:
    """Return smooth pixels that use the whole range of ``bits``, the extremes included."""
    lowest = -(1 << (bits - 1)) if signed else 0
    values = np.linspace(lowest, lowest + (1 << bits) - 1, rows * columns)
    kind = "i" if signed else "u"
    return np.rint(values).astype(f"{kind}{1 if bits <= 8 else 2}").reshape(rows, columns)


def chest(pixels: Pixels | None = None, /, **elements: Any) -> Dataset:
    """Return a DX CHEST PA data set around ``pixels`` ((rows, columns[, 3]) or with frames first).

    ``elements`` are set by keyword; None removes one.
    """
    pixels = ramp() if pixels is None else pixels
    dataset = Dataset()
    dataset.SOPClassUID, dataset.SOPInstanceUID = DX_FOR_PRESENTATION, generate_uid()
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID = generate_uid(), generate_uid()
    dataset.PatientName, dataset.PatientID = "Muster^Maria", "P1"
    dataset.Modality, dataset.BodyPartExamined, dataset.ViewPosition = "DX", "CHEST", "PA"
    _describe_pixels(dataset, pixels, colour=pixels.ndim >= 3 and pixels.shape[-1] == 3)
    # Real files hold what the standard forbids, and so do some of these.
    with disable_value_validation():
        for keyword, value in elements.items():
            if value is None:
                del dataset[keyword]
            else:
                setattr(dataset, keyword, value)
    return dataset


def write(
    path: Path, dataset: Dataset, *, syntax: str = ExplicitVRLittleEndian, meta: bool = True
) -> Path:
    """Write ``dataset`` in a native or deflated ``syntax``; without ``meta``, bare as of old."""
    implicit = syntax == ImplicitVRLittleEndian
    little = syntax != ExplicitVRBigEndian
    if not meta:
        dcmwrite(path, dataset, implicit_vr=implicit, little_endian=little, force_encoding=True)
        return path
    dataset = FileDataset(str(path), dataset, file_meta=_file_meta(dataset, syntax))
    dcmwrite(path, dataset, enforce_file_format=True)
    return path


def write_compressed(
    path: Path, dataset: Dataset, frames: Sequence[bytes], *, syntax: str, table: bool = True
) -> Path:
    """Write ``dataset`` with ``frames`` as its encapsulated pixels."""
    dataset.PixelData = encapsulate(list(frames), has_bot=table)
    dataset["PixelData"].VR = "OB"
    dataset["PixelData"].is_undefined_length = True
    return write(path, dataset, syntax=syntax)


def compress(pixels: Pixels, syntax: str) -> bytes:
    """Return one frame coded without loss as ``syntax`` says."""
    return _CODERS[syntax](pixels)


def lookup_item(table: Sequence[int], first: int, bits: int, **elements: object) -> Dataset:
    """Return a LUT item with ``table`` as 16-bit words."""
    item = Dataset()
    item.add_new("LUTDescriptor", "SS" if first < 0 else "US", [len(table) % 65536, first, bits])
    item.add_new("LUTData", "US", list(table))
    for keyword, value in elements.items():
        setattr(item, keyword, value)
    return item


def structured_report() -> Dataset:
    """Return an object that holds no picture."""
    dataset = Dataset()
    dataset.SOPClassUID, dataset.SOPInstanceUID = BASIC_TEXT_SR, generate_uid()
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID = generate_uid(), generate_uid()
    dataset.Modality = "SR"
    return dataset


def meta_bytes(syntax: str = ExplicitVRLittleEndian) -> bytes:
    """Return preamble, magic and file meta alone, for files written by hand."""
    stream = BytesIO()
    stream.write(b"\x00" * 128 + b"DICM")
    write_file_meta_info(DicomIO(stream), _file_meta(chest(), syntax))
    return stream.getvalue()


def _file_meta(dataset: Dataset, syntax: str) -> FileMetaDataset:
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = UID(syntax)
    meta.MediaStorageSOPClassUID = dataset.SOPClassUID
    meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    meta.ImplementationClassUID = UID("1.2.3.4")
    return meta


def _describe_pixels(dataset: Dataset, pixels: Pixels, *, colour: bool) -> None:
    plane = pixels.shape[:-1] if colour else pixels.shape
    dataset.Rows, dataset.Columns = plane[-2:]
    if len(plane) == 3:
        dataset.NumberOfFrames = plane[0]
    dataset.SamplesPerPixel = 3 if colour else 1
    dataset.PhotometricInterpretation = "RGB" if colour else "MONOCHROME2"
    if colour:
        dataset.PlanarConfiguration = 0
    bits = 8 * pixels.dtype.itemsize
    dataset.BitsAllocated = dataset.BitsStored = bits
    dataset.HighBit = bits - 1
    dataset.PixelRepresentation = int(pixels.dtype.kind == "i")
    dataset.PixelData = pixels.tobytes() + b"\x00" * (pixels.nbytes % 2)
    dataset["PixelData"].VR = "OB" if bits == 8 else "OW"


def _rle(pixels: Pixels) -> bytes:
    colour = pixels.ndim == 3
    return RLELosslessEncoder.encode(
        pixels,
        rows=pixels.shape[0],
        columns=pixels.shape[1],
        samples_per_pixel=3 if colour else 1,
        photometric_interpretation="RGB" if colour else "MONOCHROME2",
        bits_allocated=8 * pixels.dtype.itemsize,
        bits_stored=8 * pixels.dtype.itemsize,
        pixel_representation=int(pixels.dtype.kind == "i"),
        number_of_frames=1,
        planar_configuration=0,
        encoding_plugin="pydicom",
    )


def _unsigned(pixels: Pixels) -> Pixels:
    return pixels.view(f"u{pixels.dtype.itemsize}")


def _jpeg_2000(pixels: Pixels) -> bytes:
    return bytes(imagecodecs.jpeg2k_encode(pixels, level=0, codecformat="j2k", reversible=True))


_CODERS: dict[str, Callable[[Pixels], bytes]] = {
    RLELossless: _rle,
    JPEGLSLossless: lambda pixels: bytes(imagecodecs.jpegls_encode(_unsigned(pixels))),
    JPEGLosslessSV1: lambda pixels: bytes(
        imagecodecs.jpeg8_encode(
            _unsigned(pixels), lossless=True, bitspersample=8 * pixels.dtype.itemsize
        )
    ),
    JPEG2000Lossless: _jpeg_2000,
    JPEG2000: _jpeg_2000,
    HTJ2KLossless: lambda pixels: bytes(imagecodecs.htj2k_encode(pixels, reversible=True)),
    JPEGBaseline8Bit: lambda pixels: bytes(imagecodecs.jpeg8_encode(pixels, level=95)),
}
