"""Small pictures, made of fewer pixels where a coding has them ready."""

import sys
import time
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from pydicom.uid import (
    ExplicitVRLittleEndian,
    HTJ2KLossless,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
    JPEGLSLossless,
)

from cxrviewer.domain.errors import ReadingError
from cxrviewer.domain.study import THUMBNAIL_SIDE
from cxrviewer.imaging.phantom import ThoraxPhantom, project
from cxrviewer.imaging.thumbnail import thumbnail
from cxrviewer.reading.load import load
from cxrviewer.reading.reader import Reader
from tests.data.dicom_files import chest, compress, write, write_compressed

ROWS, COLUMNS = 1200, 1000
COARSE = (JPEG2000Lossless, HTJ2KLossless, JPEGBaseline8Bit)
NEARLY = 6.0


def thorax(bits: int) -> NDArray[Any]:
    values = project(ThoraxPhantom(3)).values.astype(np.float32)
    sized = cv2.resize(values, (COLUMNS, ROWS), interpolation=cv2.INTER_AREA)
    shares = (sized - sized.min()) / (sized.max() - sized.min())
    return np.asarray(shares * ((1 << bits) - 1), np.uint8 if bits == 8 else np.uint16)


def coded(path: Path, pixels: NDArray[Any], syntax: str, **elements: object) -> Path:
    if syntax == ExplicitVRLittleEndian:
        return write(path, chest(pixels, **elements))
    frame = compress(pixels, syntax)
    return write_compressed(path, chest(pixels, **elements), [frame], syntax=syntax)


@pytest.mark.parametrize("syntax", [*COARSE, JPEGLSLossless, ExplicitVRLittleEndian])
@pytest.mark.parametrize("bits", [8, 12, 16])
def test_that_a_coarse_picture_makes_the_same_thumbnail(
    tmp_path: Path, syntax: str, bits: int
) -> None:
    if syntax == JPEGBaseline8Bit and bits != 8:
        pytest.skip("has 8 bits")
    path = coded(tmp_path / "a", thorax(bits), syntax)
    whole, coarse = load(path), load(path, coarse=True)
    assert (coarse.rows < whole.rows) is (syntax in COARSE)
    expected, found = thumbnail(whole), thumbnail(coarse)
    assert found.shape == expected.shape
    assert np.abs(found.astype(float) - expected).mean() < NEARLY


def test_that_a_shutter_asks_for_all_pixels(tmp_path: Path) -> None:
    shutter = {
        "ShutterShape": "RECTANGULAR",
        "ShutterLeftVerticalEdge": 200,
        "ShutterRightVerticalEdge": 800,
        "ShutterUpperHorizontalEdge": 100,
        "ShutterLowerHorizontalEdge": 1100,
    }
    path = coded(tmp_path / "a", thorax(12), HTJ2KLossless, **shutter)
    assert load(path, coarse=True).rows == ROWS


def test_that_a_small_picture_is_decoded_whole(tmp_path: Path) -> None:
    path = coded(tmp_path / "a", thorax(12)[:300, :260], JPEG2000Lossless)
    assert load(path, coarse=True).rows == 300


def test_that_a_coarse_decode_costs_less(tmp_path: Path) -> None:
    path = coded(tmp_path / "a", thorax(16), JPEG2000Lossless)
    spent = []
    for coarse in (False, True):
        load(path, coarse=coarse)
        begun = time.process_time()
        load(path, coarse=coarse)
        spent.append(time.process_time() - begun)
    assert spent[1] < spent[0] / 2


@pytest.mark.skipif(sys.platform == "win32", reason="starts children as POSIX does")
def test_that_a_thumbnail_crosses_the_boundary(tmp_path: Path) -> None:
    sound = coded(tmp_path / "a", thorax(12), JPEG2000Lossless)
    broken = tmp_path / "b"
    broken.write_bytes(sound.read_bytes()[:4000])
    with Reader() as reader:
        found = reader.thumbnail(sound)
        assert max(found.shape) == THUMBNAIL_SIDE
        np.testing.assert_array_equal(found, thumbnail(load(sound, coarse=True)))
        with pytest.raises(ReadingError):
            reader.thumbnail(broken)
        assert reader.load(sound).rows == ROWS
