"""Damage that cuts nothing off, and files that go on behind their picture."""

import random
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import pytest
from pydicom.uid import JPEG2000, JPEG2000Lossless, JPEGBaseline8Bit, JPEGLosslessSV1

from cxrviewer.reading.damage import SPOILT_WARNING, TRAILING_WARNING
from cxrviewer.reading.load import load
from tests.data.dicom_files import compress
from tests.data.hostile.compressed import jpeg, picture
from tests.data.hostile.raw import coded
from tests.data.raster_files import png_bytes

SIZE = {"Rows": 200, "Columns": 160}
CELLS = picture(200, 160)


def warnings_of(folder: Path, data: bytes) -> tuple[str, ...]:
    path = folder / "a"
    path.write_bytes(data)
    return load(path).warnings


def test_that_a_lossless_jpeg_with_bytes_that_no_pixel_needs_is_called_damaged(
    tmp_path: Path,
) -> None:
    frame = compress(CELLS, JPEGLosslessSV1)
    assert warnings_of(tmp_path, coded(frame, JPEGLosslessSV1, SIZE)) == ()
    for share in (0.3, 0.5, 0.8):
        at = int(share * len(frame))
        spoilt = frame[:at] + bytes(64) + frame[at + 64 :]
        said = warnings_of(tmp_path, coded(spoilt, JPEGLosslessSV1, SIZE))
        assert SPOILT_WARNING in said, share


def test_that_a_byte_that_jpeg_2000_forbids_is_called_damage(tmp_path: Path) -> None:
    frame = compress(CELLS, JPEG2000Lossless)
    assert warnings_of(tmp_path, coded(frame, JPEG2000Lossless, SIZE)) == ()
    at = len(frame) // 2
    spoilt = frame[:at] + b"\xff\xb0" + frame[at + 2 :]
    assert SPOILT_WARNING in warnings_of(tmp_path, coded(spoilt, JPEG2000Lossless, SIZE))


@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
def test_that_bytes_gone_inside_a_jpeg_2000_block_are_called_damage(
    tmp_path: Path, depth: type[np.unsignedinteger]
) -> None:
    frame = compress(CELLS.astype(depth) * 3, JPEG2000Lossless)
    assert warnings_of(tmp_path, coded(frame, JPEG2000Lossless, SIZE)) == ()
    for share in (0.3, 0.5, 0.8):
        at = int(share * len(frame))
        spoilt = frame[:at] + bytes(64) + frame[at + 64 :]
        said = warnings_of(tmp_path, coded(spoilt, JPEG2000Lossless, SIZE))
        assert said == (SPOILT_WARNING,), share


@pytest.mark.parametrize(
    "options",
    [
        {"reversible": True, "resolutions": 2},
        {"level": 30},
        {"level": 60},
        {"level": 90, "codecformat": "jp2"},
    ],
)
def test_that_no_way_to_write_jpeg_2000_is_called_damage(
    tmp_path: Path, options: dict[str, Any]
) -> None:
    frame = bytes(imagecodecs.jpeg2k_encode(CELLS, **{"codecformat": "j2k", **options}))
    assert warnings_of(tmp_path, coded(frame, JPEG2000, SIZE)) == ()


def test_that_what_a_lossy_encoder_has_cut_short_is_not_called_damage(tmp_path: Path) -> None:
    squares = (np.indices(CELLS.shape) // 32).sum(axis=0) % 2 * 255
    frame = imagecodecs.jpeg2k_encode(
        squares.astype(np.uint8), level=25, reversible=False, codecformat="j2k"
    )
    assert warnings_of(tmp_path, coded(bytes(frame), JPEG2000, SIZE)) == ()


def test_that_codes_that_need_fewer_bytes_than_there_are_tell_of_damage_in_lossy_ones_too(
    tmp_path: Path,
) -> None:
    frame = bytes(imagecodecs.jpeg2k_encode(CELLS, level=60, codecformat="j2k"))
    at = len(frame) // 2
    spoilt = frame[:at] + bytes(64) + frame[at + 64 :]
    assert warnings_of(tmp_path, coded(spoilt, JPEG2000, SIZE)) == (SPOILT_WARNING,)


def test_that_nothing_of_what_a_decoder_mutters_is_printed(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    frame = compress(CELLS, JPEG2000Lossless)
    at = len(frame) // 2
    spoilt = frame[:at] + bytes(64) + frame[at + 64 :]
    assert warnings_of(tmp_path, coded(spoilt, JPEG2000Lossless, SIZE)) == (SPOILT_WARNING,)
    assert capfd.readouterr() == ("", "")
    assert caplog.records == []


def test_that_restart_markers_out_of_turn_are_called_damage(tmp_path: Path) -> None:
    whole = jpeg(CELLS, restart_marker_blocks=4)
    assert SPOILT_WARNING not in warnings_of(tmp_path, coded(whole, JPEGBaseline8Bit, SIZE))
    at = whole.index(b"\xff\xd3", whole.index(b"\xff\xda"))
    spoilt = whole[: at + 1] + b"\xd5" + whole[at + 2 :]
    said = warnings_of(tmp_path, coded(spoilt, JPEGBaseline8Bit, SIZE))
    assert SPOILT_WARNING in said


@pytest.mark.parametrize("seed", range(5))
def test_that_whole_noise_is_never_called_damaged(tmp_path: Path, seed: int) -> None:
    cells = np.random.default_rng(seed).integers(0, 256, (200, 160), np.uint8)
    for syntax in (JPEGLosslessSV1, JPEG2000Lossless):
        assert warnings_of(tmp_path, coded(compress(cells, syntax), syntax, SIZE)) == ()
    assert warnings_of(tmp_path, jpeg(cells, restart_marker_blocks=3)) == ()


@pytest.mark.parametrize("whole", [png_bytes(CELLS), jpeg(CELLS), jpeg(CELLS, progressive=True)])
def test_that_a_file_that_goes_on_behind_its_picture_is_warned_of(
    tmp_path: Path, whole: bytes
) -> None:
    assert warnings_of(tmp_path, whole) == ()
    assert warnings_of(tmp_path, whole + b"\x00\x00\n") == ()
    assert warnings_of(tmp_path, whole + random.Random(0).randbytes(50)) == (TRAILING_WARNING,)
