"""Colour is shown by its luminance, converted once, and said."""

import io
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from pydicom.uid import JPEG2000Lossless, JPEGBaseline8Bit, JPEGLSLossless, RLELossless

from cxrviewer.imaging.voi import initial_voi
from cxrviewer.reading.colour import COLOUR_WARNING
from cxrviewer.reading.load import load
from tests.data.dicom_files import chest, compress, ramp, write, write_compressed
from tests.data.display import render_display


def picture(dtype: str = "u1") -> NDArray[Any]:
    top = np.iinfo(dtype).max
    row = np.linspace(0, top, 64).astype(dtype)
    red = np.broadcast_to(row, (64, 64))
    return np.stack([red, red.T, np.full_like(red, top // 3)], axis=-1)


def luminance(rgb: NDArray[Any]) -> NDArray[np.float64]:
    return np.asarray(rgb @ np.array([0.299, 0.587, 0.114]), np.float64)


def shown(path: Path) -> NDArray[np.float64]:
    radiograph = load(path)
    return radiograph.levels[radiograph.indices]


@pytest.mark.parametrize("dtype", ["u1", "<u2"])
@pytest.mark.parametrize("planar", [0, 1])
def test_that_rgb_is_shown_by_luminance(tmp_path: Path, dtype: str, planar: int) -> None:
    rgb = picture(dtype)
    dataset = chest(rgb, PlanarConfiguration=planar)
    if planar:
        dataset.PixelData = np.moveaxis(rgb, -1, 0).tobytes()
    path = write(tmp_path / "a", dataset)
    assert np.abs(shown(path) - luminance(rgb)).max() <= 1
    assert COLOUR_WARNING in load(path).warnings


def test_that_grey_in_three_channels_stays_exact_and_is_not_called_colour(tmp_path: Path) -> None:
    grey = ramp(bits=8)
    path = write(tmp_path / "a", chest(np.stack([grey] * 3, axis=-1)))
    np.testing.assert_array_equal(shown(path), grey)
    assert load(path).warnings == ()


def test_that_colour_is_displayed_as_stored_whatever_windows_are_given(tmp_path: Path) -> None:
    rgb = picture()
    dataset = chest(rgb, WindowCenter="10", WindowWidth="10", RescaleSlope="5")
    radiograph = load(write(tmp_path / "a", dataset))
    display = render_display(radiograph, initial_voi(radiograph))
    assert np.abs(display - luminance(rgb)).max() <= 0.51


@pytest.mark.parametrize("syntax", [RLELossless, JPEGLSLossless, JPEG2000Lossless])
def test_that_compressed_rgb_is_shown_by_luminance(tmp_path: Path, syntax: str) -> None:
    rgb = picture()
    photometric = "YBR_RCT" if syntax == JPEG2000Lossless else "RGB"
    dataset = chest(rgb, PhotometricInterpretation=photometric)
    path = write_compressed(tmp_path / "a", dataset, [compress(rgb, syntax)], syntax=syntax)
    assert np.abs(shown(path) - luminance(rgb)).max() <= 0.51


def test_that_ybr_is_shown_by_its_y(tmp_path: Path) -> None:
    ybr = np.asarray(Image.fromarray(picture()).convert("YCbCr"))
    path = write(tmp_path / "a", chest(ybr, PhotometricInterpretation="YBR_FULL"))
    np.testing.assert_array_equal(shown(path), ybr[..., 0])


def test_that_subsampled_ybr_is_shown_by_its_y(tmp_path: Path) -> None:
    ybr = np.asarray(Image.fromarray(picture()).convert("YCbCr"))
    pairs = np.stack([ybr[:, 0::2, 0], ybr[:, 1::2, 0], ybr[:, ::2, 1], ybr[:, ::2, 2]], axis=-1)
    dataset = chest(ybr, PhotometricInterpretation="YBR_FULL_422", PixelData=pairs.tobytes())
    dataset["PixelData"].VR = "OB"
    np.testing.assert_array_equal(shown(write(tmp_path / "a", dataset)), ybr[..., 0])


def test_that_jpeg_colour_is_converted_once(tmp_path: Path) -> None:
    rgb = picture()
    stream = io.BytesIO()
    Image.fromarray(rgb).save(stream, "JPEG", quality=98, subsampling=0)
    dataset = chest(rgb, PhotometricInterpretation="YBR_FULL")
    path = write_compressed(tmp_path / "a", dataset, [stream.getvalue()], syntax=JPEGBaseline8Bit)
    assert np.abs(shown(path) - luminance(rgb)).max() <= 4


def test_that_untransformed_jpeg_without_markers_is_taken_as_the_header_says(
    tmp_path: Path,
) -> None:
    rgb = picture()
    coded = bytearray(
        imagecodecs.jpeg8_encode(rgb, level=98, colorspace="RGB", outcolorspace="RGB")
    )
    frame, scan = coded.index(b"\xff\xc0") + 10, coded.index(b"\xff\xda") + 5
    for channel, name in enumerate(b"RGB"):
        assert coded[frame + 3 * channel] == coded[scan + 2 * channel] == name
        coded[frame + 3 * channel] = coded[scan + 2 * channel] = channel + 1
    del coded[2 : coded.index(b"\xff\xdb")]
    path = write_compressed(tmp_path / "a", chest(rgb), [bytes(coded)], syntax=JPEGBaseline8Bit)
    assert np.abs(shown(path) - luminance(rgb)).max() <= 4


@pytest.mark.parametrize(("bits", "scale"), [(8, 1), (16, 257)])
def test_that_palette_colour_is_shown_by_the_luminance_of_its_entries(
    tmp_path: Path, bits: int, scale: int
) -> None:
    entries = np.random.default_rng(3).integers(0, 256, (3, 256)) * scale
    pixels = ramp(bits=8)
    dataset = chest(pixels, PhotometricInterpretation="PALETTE COLOR")
    for name, channel in zip(("Red", "Green", "Blue"), entries, strict=True):
        keyword = f"{name}PaletteColorLookupTable"
        dataset.add_new(f"{keyword}Descriptor", "US", [256, 0, bits])
        data = channel.astype("<u2" if bits == 16 else "u1").tobytes()
        dataset.add_new(f"{keyword}Data", "OW", data)
    radiograph = load(write(tmp_path / "a", dataset))
    expected = luminance(entries.T[pixels])
    assert np.abs(radiograph.levels[radiograph.indices] - expected).max() <= 1
    display = render_display(radiograph, initial_voi(radiograph))
    assert np.abs(display - expected / scale).max() <= 1
    assert COLOUR_WARNING in radiograph.warnings
