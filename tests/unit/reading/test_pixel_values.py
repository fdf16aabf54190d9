"""Stored cells to modality values, exact for every way of storing them."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    HTJ2KLossless,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
    JPEGLosslessSV1,
    JPEGLSLossless,
    RLELossless,
)

from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.reading.load import load
from tests.data.dicom_files import chest, compress, lookup_item, ramp, write, write_compressed

NATIVE = [
    ImplicitVRLittleEndian,
    ExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    DeflatedExplicitVRLittleEndian,
]
LOSSLESS = [RLELossless, JPEGLosslessSV1, JPEGLSLossless, JPEG2000Lossless, HTJ2KLossless]


def values(radiograph: Radiograph) -> NDArray[np.float64]:
    return radiograph.levels[radiograph.indices]


@pytest.mark.parametrize("syntax", NATIVE)
@pytest.mark.parametrize(("bits", "signed"), [(8, False), (16, False), (16, True)])
def test_that_native_pixels_are_exact(tmp_path: Path, syntax: str, bits: int, signed: bool) -> None:
    pixels = ramp(bits=bits, signed=signed)
    dataset = chest(pixels)
    if syntax == ExplicitVRBigEndian:
        dataset.PixelData = pixels.byteswap().tobytes()
    path = write(tmp_path / "a", dataset, syntax=syntax)
    np.testing.assert_array_equal(values(load(path)), pixels)


@pytest.mark.parametrize("syntax", LOSSLESS)
@pytest.mark.parametrize(("bits", "signed"), [(8, False), (12, False), (16, False), (16, True)])
def test_that_losslessly_compressed_pixels_are_exact(
    tmp_path: Path, syntax: str, bits: int, signed: bool
) -> None:
    pixels = ramp(bits=bits, signed=signed)
    frame = compress(pixels, syntax)
    path = write_compressed(tmp_path / "a", chest(pixels), [frame], syntax=syntax)
    np.testing.assert_array_equal(values(load(path)), pixels)


def test_that_baseline_jpeg_decodes_within_its_loss(tmp_path: Path) -> None:
    pixels = ramp(bits=8)
    frame = compress(pixels, JPEGBaseline8Bit)
    path = write_compressed(tmp_path / "a", chest(pixels), [frame], syntax=JPEGBaseline8Bit)
    assert np.abs(values(load(path)) - pixels).max() <= 3


@pytest.mark.parametrize("signed", [False, True])
def test_that_overlays_in_unused_bits_do_not_reach_the_values(tmp_path: Path, signed: bool) -> None:
    pixels = ramp(bits=12, signed=signed)
    cells = (pixels.view(np.uint16) & 0x0FFF) | 0xA000
    dataset = chest(cells, BitsStored=12, HighBit=11, PixelRepresentation=int(signed))
    np.testing.assert_array_equal(values(load(write(tmp_path / "a", dataset))), pixels)


def test_that_a_high_bit_above_the_stored_bits_shifts(tmp_path: Path) -> None:
    pixels = ramp(bits=12)
    dataset = chest(pixels << 4, BitsStored=12, HighBit=15)
    np.testing.assert_array_equal(values(load(write(tmp_path / "a", dataset))), pixels)


def test_that_codestreams_of_more_precision_than_stored_bits_keep_their_sign(
    tmp_path: Path,
) -> None:
    pixels = ramp(bits=12, signed=True)
    frame = compress(pixels, JPEGLSLossless)
    dataset = chest(pixels, BitsStored=12, HighBit=11)
    path = write_compressed(tmp_path / "a", dataset, [frame], syntax=JPEGLSLossless)
    np.testing.assert_array_equal(values(load(path)), pixels)


def test_that_codestreams_wider_than_the_header_says_keep_their_values(tmp_path: Path) -> None:
    pixels = ramp(bits=16)
    frame = compress(pixels, JPEGLSLossless)
    dataset = chest(pixels, BitsStored=12, HighBit=11)
    path = write_compressed(tmp_path / "a", dataset, [frame], syntax=JPEGLSLossless)
    np.testing.assert_array_equal(values(load(path)), pixels)


def test_that_one_bit_pixels_are_unpacked_per_frame_even_off_byte_borders(tmp_path: Path) -> None:
    bits = np.random.default_rng(1).integers(0, 2, (3, 5, 7), np.uint8)
    dataset = chest(bits, BitsAllocated=1, BitsStored=1, HighBit=0)
    packed = np.packbits(bits.ravel(), bitorder="little").tobytes()
    dataset.PixelData = packed + b"\x00" * (len(packed) % 2)
    path = write(tmp_path / "a", dataset)
    for frame in range(3):
        np.testing.assert_array_equal(values(load(path, frame=frame)), bits[frame])


def test_that_eight_bit_pixels_in_big_endian_words_are_unswapped(tmp_path: Path) -> None:
    pixels = ramp(3, 5, bits=8)
    dataset = chest(pixels)
    cells = np.append(pixels.ravel(), np.uint8(0)).view("<u2").astype(">u2")
    dataset.PixelData = cells.tobytes()
    dataset["PixelData"].VR = "OW"
    path = write(tmp_path / "a", dataset, syntax=ExplicitVRBigEndian)
    np.testing.assert_array_equal(values(load(path)), pixels)


def test_that_rescale_is_applied(tmp_path: Path) -> None:
    pixels = ramp(bits=12)
    path = write(tmp_path / "a", chest(pixels, RescaleSlope="0.25", RescaleIntercept="-1024"))
    np.testing.assert_array_equal(values(load(path)), pixels * 0.25 - 1024)


@pytest.mark.parametrize("slope", ["0", "1E300", "inf"])
def test_that_an_impossible_rescale_is_not_applied_and_said(tmp_path: Path, slope: str) -> None:
    pixels = ramp()
    dataset = chest(pixels, RescaleIntercept="-7")
    dataset.add_new("RescaleSlope", "LO", slope)
    dataset["RescaleSlope"].VR = "DS"
    radiograph = load(write(tmp_path / "a", dataset))
    np.testing.assert_array_equal(values(radiograph), pixels)
    assert any("not applied" in warning for warning in radiograph.warnings)


def test_that_a_modality_lut_maps_and_clamps(tmp_path: Path) -> None:
    pixels = np.arange(0, 200, dtype=np.uint8).reshape(10, 20)
    item = lookup_item([1000, 500, 30, 7], 50, 10, ModalityLUTType="US")
    dataset = chest(pixels, ModalityLUTSequence=[item], RescaleSlope="9", RescaleIntercept="9")
    found = values(load(write(tmp_path / "a", dataset))).ravel()
    assert [found[v] for v in (0, 50, 51, 52, 53, 199)] == [1000, 1000, 500, 30, 7, 7]


def test_that_a_damaged_modality_lut_is_not_applied_and_said(tmp_path: Path) -> None:
    item = lookup_item([1, 2, 3], 0, 8)
    item.LUTDescriptor = [5000, 0, 8]
    radiograph = load(write(tmp_path / "a", chest(ramp(), ModalityLUTSequence=[item])))
    np.testing.assert_array_equal(values(radiograph), ramp())
    assert any("Modality LUT" in warning for warning in radiograph.warnings)


@pytest.mark.parametrize(
    ("value", "limit", "expected"),
    [(0, None, {0}), (0, 3, {0, 1, 2, 3}), (4095, 4093, {4093, 4094, 4095})],
)
def test_that_padding_marks_its_range(
    tmp_path: Path, value: int, limit: int | None, expected: set[int]
) -> None:
    dataset = chest(ramp(), PixelPaddingValue=value)
    if limit is not None:
        dataset.PixelPaddingRangeLimit = limit
    radiograph = load(write(tmp_path / "a", dataset))
    assert set(radiograph.levels[radiograph.padding]) == expected


def test_that_signed_padding_written_unsigned_is_understood(tmp_path: Path) -> None:
    dataset = chest(ramp(bits=16, signed=True))
    dataset.add_new("PixelPaddingValue", "US", 63536)
    radiograph = load(write(tmp_path / "a", dataset))
    assert set(radiograph.levels[radiograph.padding]) == {-2000}


@pytest.mark.parametrize(
    ("photometric", "shape", "inverted"),
    [
        ("MONOCHROME2", "", False),
        ("MONOCHROME2", "IDENTITY", False),
        ("MONOCHROME2", "INVERSE", True),
        ("MONOCHROME1", "", True),
        ("MONOCHROME1", "IDENTITY", True),
        ("MONOCHROME1", "INVERSE", True),
    ],
)
def test_that_polarity_is_inverted_once(
    tmp_path: Path, photometric: str, shape: str, inverted: bool
) -> None:
    dataset = chest(PhotometricInterpretation=photometric, PresentationLUTShape=shape)
    assert load(write(tmp_path / "a", dataset)).inverted is inverted


def test_that_wide_integers_of_a_narrow_range_stay_exact(tmp_path: Path) -> None:
    pixels = (ramp(bits=12).astype(np.uint32) + 1_000_000_000).astype("<u4")
    radiograph = load(write(tmp_path / "a", chest(pixels)))
    np.testing.assert_array_equal(values(radiograph), pixels)
    assert radiograph.warnings == ()


def test_that_wide_integers_of_a_wide_range_are_rounded_and_said(tmp_path: Path) -> None:
    pixels = (ramp(bits=16).astype(np.uint32) * 65537).astype("<u4")
    radiograph = load(write(tmp_path / "a", chest(pixels)))
    step = 2.0**32 / 65534
    assert np.abs(values(radiograph) - pixels).max() <= step / 2
    assert any("rounded" in warning for warning in radiograph.warnings)


@pytest.mark.parametrize(("keyword", "kind"), [("Float", "<f4"), ("DoubleFloat", "<f8")])
def test_that_float_pixels_are_rounded_to_the_levels_and_gaps_are_padding(
    tmp_path: Path, keyword: str, kind: str
) -> None:
    pixels = np.linspace(-0.5, 0.5, 96 * 80).reshape(80, 96).astype(kind)
    pixels[3, 4] = np.nan
    dataset = chest(PixelData=None, BitsAllocated=8 * pixels.dtype.itemsize)
    setattr(dataset, f"{keyword}PixelData", pixels.tobytes())
    radiograph = load(write(tmp_path / "a", dataset))
    error = np.abs(values(radiograph) - pixels)
    assert np.nanmax(error) <= 1 / 65534
    assert radiograph.padding[radiograph.indices[3, 4]]
    assert np.count_nonzero(radiograph.padding[radiograph.indices]) == 1


def test_that_a_bare_data_set_of_old_is_read(tmp_path: Path) -> None:
    pixels = ramp()
    for syntax in (ImplicitVRLittleEndian, ExplicitVRLittleEndian):
        path = write(tmp_path / "a", chest(pixels), syntax=syntax, meta=False)
        np.testing.assert_array_equal(values(load(path)), pixels)


def test_that_each_frame_of_many_is_found(tmp_path: Path) -> None:
    frames = np.stack([ramp(bits=8), 255 - ramp(bits=8), ramp(bits=8) // 2])
    native = write(tmp_path / "native", chest(frames))
    coded = [compress(frame, JPEGLSLossless) for frame in frames]
    tabled = write_compressed(tmp_path / "a", chest(frames), coded, syntax=JPEGLSLossless)
    bare = write_compressed(
        tmp_path / "b", chest(frames), coded, syntax=JPEGLSLossless, table=False
    )
    for path in (native, tabled, bare):
        for number, frame in enumerate(frames):
            np.testing.assert_array_equal(values(load(path, frame=number)), frame)


def test_that_frames_split_into_fragments_without_a_table_are_found(tmp_path: Path) -> None:
    frames = np.stack([ramp(bits=8), 255 - ramp(bits=8)])
    coded = [compress(frame, JPEGLSLossless) for frame in frames]
    halves = [part for frame in coded for part in (frame[:100], frame[100:])]
    path = write_compressed(
        tmp_path / "a", chest(frames), halves, syntax=JPEGLSLossless, table=False
    )
    for number, frame in enumerate(frames):
        np.testing.assert_array_equal(values(load(path, frame=number)), frame)


def test_that_values_of_one_frame_come_from_its_functional_groups(tmp_path: Path) -> None:
    frames = np.stack([ramp(bits=8)] * 2)
    groups = []
    for slope in (2, 3):
        transform = Dataset()
        transform.RescaleSlope, transform.RescaleIntercept = str(slope), "1"
        group = Dataset()
        group.PixelValueTransformationSequence = [transform]
        groups.append(group)
    path = write(tmp_path / "a", chest(frames, PerFrameFunctionalGroupsSequence=groups))
    np.testing.assert_array_equal(values(load(path, frame=1)), frames[1] * 3.0 + 1)


def test_that_frames_are_found_in_spite_of_a_wrong_offset_table(tmp_path: Path) -> None:
    frames = np.stack([ramp(bits=8), 255 - ramp(bits=8)])
    coded = [compress(frame, JPEGLSLossless) for frame in frames]
    path = write_compressed(tmp_path / "a", chest(frames), coded, syntax=JPEGLSLossless)
    second = (8 + len(coded[0]) + len(coded[0]) % 2).to_bytes(4, "little")
    table = b"\xfe\xff\x00\xe0\x08\x00\x00\x00" + bytes(4)
    data = path.read_bytes()
    assert table + second in data
    path.write_bytes(data.replace(table + second, table + b"\xff\xff\xff\x7f"))
    for number, frame in enumerate(frames):
        np.testing.assert_array_equal(values(load(path, frame=number)), frame)
