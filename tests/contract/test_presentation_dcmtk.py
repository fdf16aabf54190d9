"""Presentation states come out as dcmtk's dcmp2pgm shows them."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from cxrviewer.app.display_state import DisplayState
from cxrviewer.app.presentations import with_presentation
from cxrviewer.domain.presentation import PresentationState
from cxrviewer.imaging.display import render_look
from cxrviewer.imaging.orientation import oriented
from cxrviewer.imaging.presentation import cropped, state_area
from cxrviewer.imaging.voi import initial_voi
from cxrviewer.reading.load import load
from cxrviewer.reading.scan import scan_file
from tests.data.dcmtk import needs_dcmtk, run_tool
from tests.data.dicom_files import chest, lookup_item, write
from tests.data.presentations import complete_state, item_of, window_item

pytestmark = needs_dcmtk

RAMP = np.linspace(0, 4095, 96 * 80).reshape(96, 80).astype(np.uint16)
# Nowhere steep: the two round the way into the table differently, by one entry.
CURVE = [round(255 * (n / 255) ** 1.5) for n in range(256)]
TABLE = [min(n // 2, 1000) for n in range(4096)]

STATES: dict[str, dict[str, Any]] = {
    "nothing": {},
    "window": {"SoftcopyVOILUTSequence": window_item(2000, 1500)},
    "voi-lut": {
        "SoftcopyVOILUTSequence": Sequence(
            [item_of(VOILUTSequence=Sequence([lookup_item(TABLE, 0, 10)]))]
        )
    },
    "rescale": {
        "RescaleSlope": 2,
        "RescaleIntercept": -100,
        "RescaleType": "US",
        "SoftcopyVOILUTSequence": window_item(4000, 6000),
    },
    "modality-lut": {
        "ModalityLUTSequence": Sequence([lookup_item(TABLE, 0, 16, ModalityLUTType="US")]),
        "SoftcopyVOILUTSequence": window_item(500, 900),
    },
    "inverse": {
        "SoftcopyVOILUTSequence": window_item(2000, 1500),
        "PresentationLUTShape": "INVERSE",
    },
    "curve": {
        "SoftcopyVOILUTSequence": window_item(2000, 3000),
        "PresentationLUTSequence": Sequence([lookup_item(CURVE, 0, 8)]),
    },
    "turned": {"ImageRotation": 90, "ImageHorizontalFlip": "Y"},
}


def image_of(polarity: str, rescale: tuple[float, float]) -> Dataset:
    dataset = chest(RAMP)
    dataset.PhotometricInterpretation = polarity
    dataset.RescaleSlope, dataset.RescaleIntercept = rescale
    return dataset


@pytest.mark.parametrize("name", STATES)
@pytest.mark.parametrize("polarity", ["MONOCHROME1", "MONOCHROME2"])
@pytest.mark.parametrize("rescale", [(1, 0), (2, -1000)])
def test_that_a_state_looks_as_dcmtk_shows_it(
    tmp_path: Path, name: str, polarity: str, rescale: tuple[float, float]
) -> None:
    image = image_of(polarity, rescale)
    image_path = write(tmp_path / "image.dcm", image)
    state_path = write(tmp_path / "state.dcm", complete_state(image, **STATES[name]))
    picture = tmp_path / "shown.pgm"
    assert run_tool("dcmp2pgm", "-p", state_path, image_path, picture)
    with Image.open(picture) as shown:
        expected = np.asarray(shown.convert("L")).astype(np.int64)
    state, radiograph = scan_file(state_path), load(image_path)
    assert isinstance(state, PresentationState)
    display = with_presentation(DisplayState(initial_voi(radiograph)), radiograph, state)
    ours = render_look(radiograph, display.look(radiograph))
    area = state_area(radiograph, state)
    assert area is not None
    ours = oriented(cropped(ours, area, ours.shape), state.orientation)
    most = 2 if name == "curve" else 1
    assert np.abs(ours.astype(np.int64) - expected).max() <= most
