"""What is shown agrees with dcmtk on every real file that both can decode."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from cxrviewer.domain.errors import ReadingError
from cxrviewer.domain.radiograph import Radiograph, VoiLut, Window
from cxrviewer.imaging.voi import initial_voi
from cxrviewer.reading.load import load
from tests.data.dcmtk import display_by_dcmtk, needs_dcmtk
from tests.data.display import render_display

pytestmark = needs_dcmtk

MOST_PIXELS = 20_000_000
GREY = frozenset({"MONOCHROME1", "MONOCHROME2"})
JPEG_2000_UIDS = ("1.2.840.10008.1.2.4.9", "1.2.840.10008.1.2.4.20")

# What has to be said to dcmtk so that it shows what the file means.
HINTS = {
    # Its JPEG streams carry YCbCr although the header says RGB: dcmtk believes the header.
    "fo-dicom__GH195.dcm": ("+cg",),
}
# Files on which the two differ, with the reason why dcmtk is not followed.
WRONG_THERE = {
    "orthanc-tests__2021-02-19-MalaterreCP246.dcm": "dcmtk reads no rescale and no window of VR UN",
    "pydicom__rtdose_expb.dcm": "32-bit cells in big-endian words: dcmtk swaps their halves",
    "pydicom__rtdose_expb_1frame.dcm": "32-bit cells in big-endian words: dcmtk swaps their halves",
}
# Files that dcmtk does not show, besides those of JPEG 2000, which it has no decoder for.
UNSEEN_THERE = {
    "dicomparser__CT0012.fragmented_no_bot_jpeg_baseline.51.dcm": "no photometric interpretation",
    "dicomparser__CT0012.fragmented_no_bot_jpeg_lossless.57.dcm": "no photometric interpretation",
    "dicomparser__CT0012.not_fragmented_no_bot_jpeg_ls.80.dcm": "no photometric interpretation",
    "dicomsamples__CT_Implicit_Little_Headless_Retired.dcm": "no photometric interpretation",
    "fo-dicom__GH1339.dcm": "the sequence of fragments has no end",
    "fo-dicom__GH364.dcm": "an item of the pixel data has an invalid tag",
    "orthanc-tests__MultiframeWindowing.dcm": "no pixel representation",
    "pydicom-data__SC_rgb_expb_32bit.dcm": "colour of 32 bits",
    "pydicom-data__liver_nonbyte_aligned_deflate.dcm": "deflated frames are newer than dcmtk 3.6.7",
    "pydicom-data__liver_rle.dcm": "compressed pixels of one bit",
    "pydicom-data__parametric_map_double_float.dcm": "floating point pixels",
    "pydicom-data__parametric_map_float.dcm": "floating point pixels",
    "pydicom__SC_rgb_jpeg.dcm": "implicit elements in a file that says explicit",
}


def options_for(radiograph: Radiograph) -> tuple[str, ...]:
    """Return how dcmtk is asked for the sender's first VOI, or for the automatic window."""
    hint = HINTS.get(radiograph.instance.path.name)
    voi = initial_voi(radiograph)
    if hint is not None:
        return hint
    if radiograph.instance.photometric_interpretation not in GREY:
        return ()
    if isinstance(voi, VoiLut):
        return ("+Wl", "1")
    if radiograph.vois:
        return ("+Wi", "1")
    assert isinstance(voi, Window)
    return ("+Ww", str(voi.center), str(voi.width))


@pytest.fixture(scope="module")
def differences(
    shared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, NDArray[np.int64] | None]:
    """The absolute differences of every file that is shown here; None where dcmtk shows none."""
    scratch = tmp_path_factory.mktemp("dcmtk")
    found: dict[str, NDArray[np.int64] | None] = {}
    for path in sorted((shared_data / "dicom").glob("*/*")):
        try:
            radiograph = load(path)
        except ReadingError:
            continue
        if radiograph.indices.size > MOST_PIXELS:
            continue
        if radiograph.instance.transfer_syntax_uid.startswith(JPEG_2000_UIDS):
            continue
        theirs = display_by_dcmtk(path, scratch, *options_for(radiograph))
        ours = render_display(radiograph, initial_voi(radiograph)).astype(np.int64)
        found[path.name] = None if theirs is None else np.abs(ours - theirs)
    return found


def test_that_every_display_is_within_one_grey_level_of_dcmtks(
    differences: dict[str, NDArray[np.int64] | None],
) -> None:
    wrong = {
        name
        for name, difference in differences.items()
        if difference is not None and difference.mean() > 1
    }
    assert wrong == set(WRONG_THERE)


def test_that_no_single_pixel_is_off_by_more_than_two(
    differences: dict[str, NDArray[np.int64] | None],
) -> None:
    worst = {
        name: int(difference.max())
        for name, difference in differences.items()
        if difference is not None and name not in WRONG_THERE and name not in HINTS
    }
    assert len(worst) > 100
    assert {name: off for name, off in worst.items() if off > 2} == {}


def test_that_each_file_that_dcmtk_does_not_show_is_known_with_its_reason(
    differences: dict[str, NDArray[np.int64] | None],
) -> None:
    unseen = {name for name, difference in differences.items() if difference is None}
    assert unseen == set(UNSEEN_THERE)
