"""Each transfer syntax with each photometric interpretation decodes as dcmtk decodes it."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from cxrviewer.reading.load import load
from tests.data.dcmtk import needs_dcmtk, run_tool
from tests.data.dicom_files import chest, ramp, write

pytestmark = needs_dcmtk


class Coding(NamedTuple):
    """How dcmtk encodes and decodes one transfer syntax; ``bits`` is the most that it takes."""

    uid: str
    encoder: tuple[str, ...]
    decoder: str
    bits: int
    lossless: bool


CODINGS = [
    Coding("1.2.840.10008.1.2.5", ("dcmcrle",), "dcmdrle", 16, True),
    Coding("1.2.840.10008.1.2.4.50", ("dcmcjpeg", "+eb", "+cr"), "dcmdjpeg", 8, False),
    Coding("1.2.840.10008.1.2.4.51", ("dcmcjpeg", "+ee"), "dcmdjpeg", 12, False),
    Coding("1.2.840.10008.1.2.4.57", ("dcmcjpeg", "+el", "+sv", "6"), "dcmdjpeg", 16, True),
    Coding("1.2.840.10008.1.2.4.70", ("dcmcjpeg", "+e1"), "dcmdjpeg", 16, True),
    Coding("1.2.840.10008.1.2.4.80", ("dcmcjpls", "+el"), "dcmdjpls", 16, True),
    Coding("1.2.840.10008.1.2.4.81", ("dcmcjpls", "+en", "+md", "2"), "dcmdjpls", 16, False),
]


def texture(bits: int) -> NDArray[np.uint16]:
    """Return a ramp with noise, within ``bits``: a plain ramp would hide wrong predictors."""
    noise = np.random.default_rng(bits).integers(-9, 10, (80, 96))
    rough = np.clip(ramp(bits=bits).astype(np.int64) + noise, 0, (1 << bits) - 1)
    return np.asarray(rough, np.uint16)


def grey(bits: int, photometric: str) -> Dataset:
    pixels = texture(bits).astype(np.uint8 if bits == 8 else np.uint16)
    return chest(pixels, BitsStored=bits, HighBit=bits - 1, PhotometricInterpretation=photometric)


def colour() -> Dataset:
    planes = [np.roll(texture(8), shift, axis=1) for shift in (0, 5, 11)]
    return chest(np.stack(planes, axis=-1).astype(np.uint8))


def palette() -> Dataset:
    dataset = grey(8, "PALETTE COLOR")
    for shift, name in enumerate(("Red", "Green", "Blue")):
        entries = np.roll(np.arange(256), 7 * shift).astype(np.uint8) * np.uint16(257)
        setattr(dataset, f"{name}PaletteColorLookupTableDescriptor", [256, 0, 16])
        setattr(dataset, f"{name}PaletteColorLookupTableData", entries.astype("<u2").tobytes())
    return dataset


PICTURES: dict[str, tuple[int, Callable[[], Dataset]]] = {
    "MONOCHROME1 of 8 bits": (8, lambda: grey(8, "MONOCHROME1")),
    "MONOCHROME2 of 8 bits": (8, lambda: grey(8, "MONOCHROME2")),
    "MONOCHROME1 of 12 bits": (12, lambda: grey(12, "MONOCHROME1")),
    "MONOCHROME2 of 12 bits": (12, lambda: grey(12, "MONOCHROME2")),
    "MONOCHROME2 of 16 bits": (16, lambda: grey(16, "MONOCHROME2")),
    "PALETTE COLOR": (8, palette),
    "RGB": (8, colour),
}
PAIRS = [
    pytest.param(coding, name, id=f"{coding.uid}-{name}")
    for coding in CODINGS
    for name, (bits, _) in PICTURES.items()
    if bits <= coding.bits
    # Loss in an index of colours is no picture, and dcmtk refuses to make one.
    and (coding.lossless or name != "PALETTE COLOR")
]


def values(path: Path) -> NDArray[np.float64]:
    radiograph = load(path)
    return radiograph.levels[radiograph.indices]


@pytest.mark.parametrize(("coding", "name"), PAIRS)
def test_that_values_are_those_of_an_independent_decoder(
    tmp_path: Path, coding: Coding, name: str
) -> None:
    native, packed, unpacked = (tmp_path / part for part in ("native", "packed", "unpacked"))
    write(native, PICTURES[name][1]())
    assert run_tool(*coding.encoder, native, packed)
    assert run_tool(coding.decoder, packed, unpacked)
    ours = load(packed)
    assert ours.instance.transfer_syntax_uid == coding.uid
    off = np.abs(ours.levels[ours.indices] - values(unpacked))
    # The inverse cosine transform may be rounded either way, PS3.5 A.4.1.
    assert off.max() <= (0 if coding.lossless or coding.decoder != "dcmdjpeg" else 1)
    if coding.lossless:
        np.testing.assert_array_equal(values(packed), values(native))
