"""``cxrviewer render`` with shutters, planes and presentation states, from files to a PNG."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from pydicom.dataset import Dataset

from tests.data.dicom_files import chest, ramp, write
from tests.data.overlay_planes import add_plane
from tests.data.presentations import annotations, figure, presentation_of, window_item

SHUTTER = {
    "ShutterShape": "RECTANGULAR",
    "ShutterUpperHorizontalEdge": 1,
    "ShutterLowerHorizontalEdge": 80,
    "ShutterLeftVerticalEdge": 11,
    "ShutterRightVerticalEdge": 96,
}


@pytest.fixture
def image() -> Dataset:
    dataset = chest(ramp(), WindowCenter=2048, WindowWidth=4096, **SHUTTER)
    mark = np.zeros((80, 96), np.bool_)
    mark[3, 40] = True
    add_plane(dataset, mark)
    return dataset


def rendered(tmp_path: Path, *arguments: str | Path) -> NDArray[np.uint8]:
    out = tmp_path / "out.png"
    command = [sys.executable, "-m", "cxrviewer", "render", *map(str, arguments), "--out", str(out)]
    subprocess.run(command, check=True, timeout=120)
    with Image.open(out) as picture:
        return np.asarray(picture)


def test_that_shutter_and_planes_are_rendered(tmp_path: Path, image: Dataset) -> None:
    picture = rendered(tmp_path, write(tmp_path / "a", image))
    assert not picture[:, :10].any()
    assert picture[3, 40] == 255
    assert picture[3, 41] < 255


def test_that_a_presentation_state_is_rendered(tmp_path: Path, image: Dataset) -> None:
    state = presentation_of(
        image,
        SoftcopyVOILUTSequence=window_item(1000, 2),
        ImageRotation=90,
        GraphicAnnotationSequence=annotations(figure("POLYLINE", [0, 0.5, 20, 0.5])),
    )
    picture = rendered(
        tmp_path, write(tmp_path / "a", image), "--presentation", write(tmp_path / "s", state)
    )
    assert picture.shape == (96, 80)
    upright = np.rot90(picture)
    assert (upright[0, :20] > 100).all()
    assert upright[3, 40] == 0
    assert not upright[0, 25:].any()
    assert set(np.unique(upright[5:])) == {0, 255}


def test_that_a_state_for_other_images_is_refused(tmp_path: Path, image: Dataset) -> None:
    path, other = write(tmp_path / "a", image), write(tmp_path / "s", presentation_of(chest()))
    with pytest.raises(subprocess.CalledProcessError):
        rendered(tmp_path, path, "--presentation", other)
    assert not (tmp_path / "out.png").exists()
