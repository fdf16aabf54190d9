"""PNG and JPEG files, exact and upright."""

from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import pytest
from numpy.typing import NDArray

from cxrviewer.domain.errors import ReadingError
from cxrviewer.domain.study import FileKind, Instance, RefusedFile
from cxrviewer.imaging.voi import display_table, initial_voi
from cxrviewer.reading.colour import COLOUR_WARNING
from cxrviewer.reading.load import load
from cxrviewer.reading.scan import scan_file
from tests.data.dicom_files import ramp
from tests.data.raster_files import (
    jpeg_bytes,
    jpeg_promising,
    palette_png_bytes,
    png_bytes,
    png_header_only,
    write_file,
)


def noise(*shape: int, dtype: str = "u1") -> NDArray[Any]:
    top = np.iinfo(dtype).max + 1
    return np.random.default_rng(5).integers(0, top, shape).astype(dtype)


def shown(path: Path) -> NDArray[np.float64]:
    radiograph = load(path)
    return radiograph.levels[radiograph.indices]


@pytest.mark.parametrize("dtype", ["u1", "u2"])
def test_that_grey_png_is_exact(tmp_path: Path, dtype: str) -> None:
    pixels = noise(70, 90, dtype=dtype)
    path = write_file(tmp_path / "a.txt", png_bytes(pixels))
    entry = scan_file(path)
    assert isinstance(entry, Instance)
    assert (entry.kind, entry.rows, entry.columns) == (FileKind.PNG, 70, 90)
    np.testing.assert_array_equal(shown(path), pixels)
    assert load(path).instance == entry


@pytest.mark.parametrize("dtype", ["u1", "u2"])
def test_that_the_display_of_a_raster_is_the_identity(tmp_path: Path, dtype: str) -> None:
    radiograph = load(write_file(tmp_path / "a", png_bytes(noise(70, 90, dtype=dtype))))
    table = display_table(radiograph, initial_voi(radiograph))
    top = len(radiograph.levels)
    np.testing.assert_array_equal(table[:top], np.rint(np.arange(top) * 255 / (top - 1)))


def test_that_a_deep_png_of_few_grey_values_is_not_shown_black(tmp_path: Path) -> None:
    path = write_file(tmp_path / "a", png_bytes(ramp(bits=12)))
    radiograph = load(path)
    table = display_table(radiograph, initial_voi(radiograph))
    assert table[radiograph.indices].max() == 255


@pytest.mark.parametrize("dtype", ["u1", "u2"])
@pytest.mark.parametrize("channels", [2, 3, 4])
def test_that_colour_and_alpha_become_grey(tmp_path: Path, dtype: str, channels: int) -> None:
    pixels = noise(70, 90, channels, dtype=dtype)
    radiograph = load(write_file(tmp_path / "a", png_bytes(pixels)))
    found = radiograph.levels[radiograph.indices]
    if channels == 2:
        np.testing.assert_array_equal(found, pixels[..., 0])
    else:
        expected = pixels[..., :3] @ np.array([0.299, 0.587, 0.114])
        assert np.abs(found - expected).max() <= 1
        assert COLOUR_WARNING in radiograph.warnings
    assert any("transparent" in text for text in radiograph.warnings) is (channels != 3)


def test_that_opaque_grey_in_rgba_is_exact_without_warning(tmp_path: Path) -> None:
    grey = noise(70, 90)
    rgba = np.stack([grey, grey, grey, np.full_like(grey, 255)], axis=-1)
    radiograph = load(write_file(tmp_path / "a", png_bytes(rgba)))
    np.testing.assert_array_equal(radiograph.levels[radiograph.indices], grey)
    assert radiograph.warnings == ()


def test_that_a_palette_is_looked_up(tmp_path: Path) -> None:
    pixels = noise(70, 90)
    palette = [value for entry in range(256) for value in (255 - entry,) * 3]
    path = write_file(tmp_path / "a", palette_png_bytes(pixels, palette))
    np.testing.assert_array_equal(shown(path), 255 - pixels)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_that_exif_orientation_is_honoured_once(tmp_path: Path, orientation: int) -> None:
    corner = np.zeros((72, 96), np.uint8)
    corner[:8, :16] = 255
    path = write_file(tmp_path / "a", jpeg_bytes(corner, orientation=orientation))
    found = shown(path) > 127
    upright = {
        1: corner,
        2: corner[:, ::-1],
        3: corner[::-1, ::-1],
        4: corner[::-1],
        5: corner.T,
        6: np.rot90(corner, -1),
        7: np.rot90(corner, 2).T,
        8: np.rot90(corner),
    }
    np.testing.assert_array_equal(found, upright[orientation] > 127)


@pytest.mark.parametrize("bits", [12, 16])
def test_that_deep_lossless_jpeg_is_exact(tmp_path: Path, bits: int) -> None:
    pixels = ramp(bits=bits)
    data = bytes(imagecodecs.jpeg8_encode(pixels, lossless=True, bitspersample=bits))
    np.testing.assert_array_equal(shown(write_file(tmp_path / "a", data)), pixels)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
@pytest.mark.parametrize("make", [png_bytes, jpeg_bytes])
def test_that_a_truncated_raster_is_refused(tmp_path: Path, make: Any, share: float) -> None:
    data = make(noise(128, 128))
    path = write_file(tmp_path / "a", data[: int(len(data) * share)])
    with pytest.raises(ReadingError, match=r"cut short|damaged"):
        load(path)


def test_that_rasters_promising_too_much_are_refused_before_decoding(tmp_path: Path) -> None:
    jpeg = jpeg_promising(jpeg_bytes(noise(64, 64)), rows=65535, columns=65535)
    for data in (png_header_only(100_000, 100_000), jpeg):
        path = write_file(tmp_path / "a", data)
        assert isinstance(scan_file(path), RefusedFile)
        with pytest.raises(ReadingError, match="megapixels"):
            load(path)


def test_that_a_png_holding_less_than_it_promises_is_refused(tmp_path: Path) -> None:
    path = write_file(tmp_path / "a", png_header_only(2000, 2000))
    with pytest.raises(ReadingError):
        load(path)


def test_that_each_raster_is_a_study_of_its_own(tmp_path: Path) -> None:
    one = scan_file(write_file(tmp_path / "a", png_bytes(noise(64, 64))))
    other = scan_file(write_file(tmp_path / "b", png_bytes(noise(64, 64))))
    assert isinstance(one, Instance)
    assert isinstance(other, Instance)
    assert one.study.key != other.study.key


def test_that_a_name_that_is_no_text_is_read(tmp_path: Path) -> None:
    path = tmp_path / "r\udcff\udc80.png"
    write_file(path, png_bytes(noise(64, 64)))
    entry = scan_file(path)
    assert isinstance(entry, Instance)
    entry.study.key.encode("utf-8")
    assert load(path).instance.path == path
