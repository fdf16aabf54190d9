"""The pixels of a lossless JPEG tell how many bits its scan must hold."""

import imagecodecs
import numpy as np
import pytest
from numpy.typing import NDArray

from cxrviewer.reading.codestream import identify
from cxrviewer.reading.completeness import TRUNCATED_WARNING
from cxrviewer.reading.damage import damage_of
from cxrviewer.reading.jpeg_scans import end_of_scan, scans_of
from cxrviewer.reading.lossless_jpeg import spare_bits
from tests.data.lossless_jpeg import encode_lossless

EOI = b"\xff\xd9"


def chest(precision: int, *, rows: int = 45, columns: int = 31) -> NDArray[np.uint16]:
    """Slopes with noise, and the greatest and least values side by side."""
    y, x = np.mgrid[0:rows, 0:columns]
    noise = np.random.default_rng(precision).normal(0, 0.02, x.shape)
    shares = np.clip(0.5 + 0.4 * np.sin(x / 7) * np.cos(y / 9) + noise, 0, 1)
    pixels = (shares * ((1 << precision) - 1)).astype(np.uint16)
    pixels[5:9, ::2], pixels[5:9, 1::2] = 0, (1 << precision) - 1
    pixels[20, 10:12] = 0, 1 << (precision - 1)
    return np.asarray(pixels, np.uint16)


def decoded(data: bytes) -> NDArray[np.unsignedinteger]:
    return np.asarray(imagecodecs.jpeg8_decode(data))


def spare_of(data: bytes) -> list[int]:
    spare = spare_bits(data, list(scans_of(data)), decoded(data))
    assert spare is not None
    return list(spare)


@pytest.mark.parametrize("predictor", range(1, 8))
@pytest.mark.parametrize(("precision", "shift"), [(8, 0), (8, 2), (12, 0), (16, 0), (16, 4)])
@pytest.mark.parametrize("restart_rows", [0, 1, 7])
def test_that_the_bits_of_a_sound_picture_add_up(
    predictor: int, precision: int, shift: int, restart_rows: int
) -> None:
    pixels = chest(precision)
    data = encode_lossless(
        pixels, precision=precision, predictor=predictor, shift=shift, restart_rows=restart_rows
    )
    assert np.array_equal(decoded(data), pixels >> shift << shift)
    spare = spare_of(data)
    assert len(spare) == (-(-45 // restart_rows) if restart_rows else 1)
    assert all(0 <= bits < 8 for bits in spare)


@pytest.mark.parametrize("predictor", range(1, 8))
def test_that_another_encoders_bits_add_up(predictor: int) -> None:
    noise = np.random.default_rng(predictor).integers(0, 65536, (40, 70)).astype(np.uint16)
    for pixels in (noise, chest(16, rows=700, columns=90)):
        data = bytes(
            imagecodecs.jpeg8_encode(pixels, lossless=True, predictor=predictor, bitspersample=16)
        )
        assert [0 <= bits < 8 for bits in spare_of(data)] == [True]


@pytest.mark.parametrize("lost", [1, 2, 5, 40])
@pytest.mark.parametrize("restart_rows", [0, 7])
def test_that_bytes_missing_before_a_marker_are_missed(restart_rows: int, lost: int) -> None:
    whole = encode_lossless(chest(12), precision=12, restart_rows=restart_rows)
    stream = identify(whole)
    assert stream is not None
    assert damage_of(whole, stream, decoded(whole), decoded) is None
    marker = whole.index(b"\xff\xd2" if restart_rows else EOI)
    assert 0xFF not in whole[marker - lost - 1 : marker]
    cut = whole[: marker - lost] + whole[marker:]
    assert damage_of(cut, stream, decoded(cut), decoded) == TRUNCATED_WARNING


def test_that_a_whole_picture_is_not_decoded_again() -> None:
    whole = encode_lossless(chest(12), precision=12)
    stream = identify(whole)
    assert stream is not None

    def decode(_: bytes) -> NDArray[np.uint16]:
        raise AssertionError("decoded again")

    assert damage_of(whole, stream, decoded(whole), decode) is None


def test_that_zeros_in_the_middle_are_called_damage() -> None:
    whole = encode_lossless(chest(16), precision=16)
    stream = identify(whole)
    assert stream is not None
    at = len(whole) // 2
    spoilt = whole[:at] + bytes(20) + whole[at + 20 :]
    assert damage_of(spoilt, stream, decoded(spoilt), decoded) is not None


def test_that_a_lost_stretch_between_restarts_is_called_damage() -> None:
    whole = encode_lossless(chest(12), precision=12, restart_rows=5)
    stream = identify(whole)
    assert stream is not None
    second, third = whole.index(b"\xff\xd1"), whole.index(b"\xff\xd2")
    cut = whole[: second + 2] + whole[second + 2 : third][:-20] + whole[third:]
    assert damage_of(cut, stream, decoded(cut), decoded) is not None


def test_that_colour_is_left_to_another_check() -> None:
    pixels = np.dstack([chest(8).astype(np.uint8)] * 3)
    data = bytes(imagecodecs.jpeg8_encode(pixels, lossless=True))
    assert spare_bits(data, list(scans_of(data)), decoded(data)) is None


@pytest.mark.parametrize("fill", [0, 1, 5])
@pytest.mark.parametrize("length", [0, 1, 2**14 - 1, 2**14, 2**14 + 1, 5 * 2**14])
def test_that_a_scan_ends_at_the_first_of_the_bytes_before_its_marker(
    length: int, fill: int
) -> None:
    data = b"\x12" * 9 + b"\xff\x00\xff\xd3" + b"\x55" * length + b"\xff" * fill + EOI
    assert end_of_scan(data, 4) == len(data) - len(EOI) - fill
    assert end_of_scan(data[: -len(EOI)], 4) == len(data) - len(EOI)
