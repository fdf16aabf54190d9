"""A compressed picture whose end is missing is never shown as if it were whole."""

import io
import time
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from pydicom.uid import HTJ2KLossless, JPEGBaseline8Bit, JPEGLosslessSV1

from cxrviewer.domain.errors import ReadingError
from cxrviewer.reading.codestream import identify
from cxrviewer.reading.completeness import TRUNCATED_WARNING, check_effort, is_cut_short
from cxrviewer.reading.jpeg_scans import scans_of
from cxrviewer.reading.load import load
from tests.data.dicom_files import chest, compress, write_compressed
from tests.data.raster_files import jpeg_promising

EOI = b"\xff\xd9"
STYLES: list[dict[str, Any]] = [
    {},
    {"progressive": True},
    {"restart_marker_blocks": 7},
    {"optimize": True},
]


def picture(rows: int = 200, columns: int = 160, *, colour: bool = False) -> NDArray[np.uint8]:
    y, x = np.mgrid[0:rows, 0:columns]
    noise = np.random.default_rng(3).normal(0, 6, x.shape)
    grey = np.clip(128 + 90 * np.sin(x / 20) * np.cos(y / 13) + noise, 0, 255).astype(np.uint8)
    return np.stack([grey, grey // 2, 255 - grey], -1) if colour else grey


def jpeg(pixels: NDArray[np.uint8], **options: Any) -> bytes:
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "JPEG", quality=90, **options)
    return stream.getvalue()


@pytest.mark.parametrize("colour", [False, True])
@pytest.mark.parametrize("style", STYLES)
def test_that_a_whole_jpeg_is_no_truncated_one(
    tmp_path: Path, style: dict[str, Any], colour: bool
) -> None:
    path = tmp_path / "a.jpg"
    for rows in (1, 8, 65, 200):
        path.write_bytes(jpeg(picture(rows, colour=colour), **style))
        assert TRUNCATED_WARNING not in load(path).warnings


@pytest.mark.parametrize("colour", [False, True])
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("cut", [4, 6, 40, 0.3, 0.8])
def test_that_a_cut_jpeg_with_a_false_end_is_said_to_be_truncated(
    tmp_path: Path, style: dict[str, Any], colour: bool, cut: float
) -> None:
    whole = jpeg(picture(colour=colour), **style)
    kept = len(whole) - cut if cut > 1 else int(len(whole) * cut)
    path = tmp_path / "a.jpg"
    path.write_bytes(whole[: int(kept)] + EOI)
    assert TRUNCATED_WARNING in load(path).warnings


@pytest.mark.parametrize("syntax", [JPEGBaseline8Bit, JPEGLosslessSV1, HTJ2KLossless])
def test_that_a_cut_codestream_inside_dicom_is_said_to_be_truncated(
    tmp_path: Path, syntax: str
) -> None:
    pixels = picture()
    coded = compress(pixels, syntax)
    whole = write_compressed(tmp_path / "a", chest(pixels), [coded], syntax=syntax)
    assert load(whole).warnings == ()
    cut = write_compressed(tmp_path / "b", chest(pixels), [coded[:-900] + EOI], syntax=syntax)
    assert load(cut).warnings == (TRUNCATED_WARNING,)


def test_that_damage_which_a_decoder_only_mutters_about_is_refused(tmp_path: Path) -> None:
    pixels = picture()
    coded = compress(pixels, HTJ2KLossless)
    path = write_compressed(tmp_path / "a", chest(pixels), [coded[:-3] + EOI], syntax=HTJ2KLossless)
    with pytest.raises(ReadingError):
        load(path)


def test_that_fill_bytes_before_a_marker_are_no_truncation(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    whole = jpeg(picture(), restart_marker_blocks=7)
    filled = whole.replace(b"\xff\xd3", b"\xff\xff\xff\xd3")[:-2] + b"\xff\xff" + EOI
    path.write_bytes(filled)
    assert load(path).warnings == ()


def test_that_an_unset_spectral_selection_is_no_truncation(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    whole = jpeg(picture())
    scan = whole.index(b"\xff\xda")
    path.write_bytes(whole[: scan + 7] + b"\x00\x00" + whole[scan + 9 :])
    assert TRUNCATED_WARNING not in load(path).warnings


def test_that_a_progressive_jpeg_without_its_last_scans_is_truncated() -> None:
    whole = jpeg(picture(), progressive=True)
    cut = whole[: whole.rindex(b"\xff\xda")] + EOI
    stream = identify(cut)
    assert stream is not None

    def decode(data: bytes) -> NDArray[np.uint8]:
        with Image.open(io.BytesIO(data)) as opened:
            return np.asarray(opened)

    assert is_cut_short(cut, stream, decode(cut), decode)


def test_that_a_header_without_the_bytes_for_its_size_is_refused_at_once() -> None:
    lie = jpeg_promising(jpeg(picture()), rows=20000, columns=20000)
    stream = identify(lie)
    assert stream is not None
    with pytest.raises(ReadingError, match="cannot hold"):
        check_effort(lie, stream)


def test_that_a_scan_without_room_for_its_own_header_counts_as_none() -> None:
    whole = jpeg(picture())
    cut = whole[: whole.rindex(b"\xff\xda")] + b"\xff\xda\x00\x02"
    stream = identify(cut)
    assert stream is not None
    check_effort(jpeg_promising(cut, rows=8, columns=8), stream)
    assert list(scans_of(cut)) == []


def test_that_a_jpeg_drawn_over_hundreds_of_times_is_refused_at_once(tmp_path: Path) -> None:
    whole = jpeg(picture(1200, 1600), progressive=True)
    start = whole.rindex(b"\xff\xda")
    bomb = whole[:-2] + whole[start:-2] * 300 + EOI
    path = tmp_path / "a.jpg"
    path.write_bytes(bomb)
    before = time.process_time()
    with pytest.raises(ReadingError, match="drawn over"):
        load(path)
    assert time.process_time() - before < 1


def test_that_twelve_bit_jpeg_is_checked_as_well() -> None:
    pixels = picture().astype(np.uint16) * 16
    coded = bytes(imagecodecs.jpeg8_encode(pixels, level=95, bitspersample=12))
    for data, cut in ((coded, False), (coded[:-50] + EOI, True)):
        stream = identify(data)
        assert stream is not None
        cells = np.asarray(imagecodecs.jpeg8_decode(data))
        assert is_cut_short(data, stream, cells, imagecodecs.jpeg8_decode) is cut
