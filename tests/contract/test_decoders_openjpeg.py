"""JPEG 2000 and HTJ2K decode as pylibjpeg's build of OpenJPEG does, on real and on made files."""

import warnings
from pathlib import Path

import numpy as np
import pydicom
import pytest
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.uid import HTJ2KLossless, JPEG2000Lossless

from cxrviewer.domain.errors import ReadingError
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.reading.load import load
from tests.data.dicom_files import chest, compress, ramp, write_compressed

pytest.importorskip("openjpeg", reason="pylibjpeg-openjpeg is not installed")

SYNTAXES = frozenset(
    {
        "1.2.840.10008.1.2.4.90",
        "1.2.840.10008.1.2.4.91",
        "1.2.840.10008.1.2.4.201",
        "1.2.840.10008.1.2.4.203",
    }
)
# Files on which the two differ, with the reason why pydicom is not followed.
WRONG_THERE: dict[str, str] = {}


def stored_by_openjpeg(path: Path) -> NDArray[np.float64] | None:
    """Return the first frame's modality values, or None where pydicom refuses the file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        dataset: Dataset = pydicom.dcmread(path, force=True)
        try:
            dataset.pixel_array_options(decoding_plugin="pylibjpeg", index=0)
            pixels = np.asarray(dataset.pixel_array, np.float64)
        except (AttributeError, RuntimeError, ValueError):
            return None
    slope = float(dataset.get("RescaleSlope", 1) or 1)
    return pixels * slope + float(dataset.get("RescaleIntercept", 0) or 0)


def values(radiograph: Radiograph) -> NDArray[np.float64]:
    return radiograph.levels[radiograph.indices]


def test_that_real_files_have_the_values_that_openjpeg_gives_them(shared_data: Path) -> None:
    wrong, seen = set(), 0
    for path in sorted((shared_data / "dicom").glob("*/*")):
        try:
            ours = load(path)
        except ReadingError:
            continue
        instance = ours.instance
        is_grey = instance.photometric_interpretation.startswith("MONOCHROME")
        if instance.transfer_syntax_uid not in SYNTAXES or not is_grey:
            continue
        theirs = stored_by_openjpeg(path)
        if theirs is None:
            continue
        seen += 1
        if theirs.shape != values(ours).shape or not np.allclose(values(ours), theirs, atol=1e-9):
            wrong.add(path.name)
    assert seen > 10
    assert wrong == set(WRONG_THERE)


@pytest.mark.parametrize("syntax", [JPEG2000Lossless, HTJ2KLossless])
@pytest.mark.parametrize(("bits", "signed"), [(8, False), (12, False), (16, False), (16, True)])
def test_that_made_files_have_the_values_that_openjpeg_gives_them(
    tmp_path: Path, syntax: str, bits: int, signed: bool
) -> None:
    pixels = ramp(bits=bits, signed=signed)
    frame = compress(pixels, syntax)
    path = write_compressed(tmp_path / "a", chest(pixels), [frame], syntax=syntax)
    np.testing.assert_array_equal(values(load(path)), stored_by_openjpeg(path))
