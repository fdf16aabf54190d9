"""Display shutters and overlay planes out of DICOM files."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRBigEndian, ExplicitVRLittleEndian, RLELossless

from cxrviewer.domain.covers import Disc, PlaneKind, Rectangle, Shutter
from cxrviewer.reading.load import load
from cxrviewer.reading.overlay_planes import DAMAGED_PLANE
from cxrviewer.reading.reader import Reader
from cxrviewer.reading.shutters import DAMAGED_SHUTTER, HIDES_ALL, UNKNOWN_SHAPE
from tests.data.dicom_files import chest, compress, ramp, write, write_compressed
from tests.data.overlay_planes import add_plane

RECTANGLE = {
    "ShutterShape": "RECTANGULAR",
    "ShutterUpperHorizontalEdge": 11,
    "ShutterLowerHorizontalEdge": 60,
    "ShutterLeftVerticalEdge": 21,
    "ShutterRightVerticalEdge": 70,
}
DISC = {
    "ShutterShape": "CIRCULAR",
    "CenterOfCircularShutter": [41, 49],
    "RadiusOfCircularShutter": 30,
}


def marks(rows: int = 80, columns: int = 96, seed: int = 0) -> NDArray[np.bool_]:
    return np.random.default_rng(seed).random((rows, columns)) < 0.3


def test_that_edges_count_from_one_in_the_file(tmp_path: Path) -> None:
    radiograph = load(write(tmp_path / "a", chest(**RECTANGLE)))
    assert radiograph.shutter == Shutter(Rectangle(10, 20, 59, 69))


def test_that_a_circle_counts_its_radius_along_the_rows(tmp_path: Path) -> None:
    radiograph = load(write(tmp_path / "a", chest(**DISC, ImagerPixelSpacing=[0.4, 0.2])))
    assert radiograph.shutter == Shutter(disc=Disc(40, 48, 15.0, 30.0))


def test_that_shapes_are_combined_with_the_shutters_grey(tmp_path: Path) -> None:
    elements = {
        **RECTANGLE,
        **DISC,
        "ShutterShape": ["RECTANGULAR", "CIRCULAR", "POLYGONAL"],
        "VerticesOfThePolygonalShutter": [1, 1, 1, 96, 80, 1],
        "ShutterPresentationValue": 65535,
    }
    shutter = load(write(tmp_path / "a", chest(**elements))).shutter
    assert shutter is not None
    assert shutter.rectangle is not None
    assert shutter.disc is not None
    assert shutter.polygon == ((0, 0), (0, 95), (79, 0))
    assert shutter.grey == 255


@pytest.mark.parametrize(
    ("elements", "warning"),
    [
        ({"ShutterShape": "RECTANGULAR"}, DAMAGED_SHUTTER),
        ({"ShutterShape": "HEXAGONAL"}, UNKNOWN_SHAPE),
        (
            {**RECTANGLE, "ShutterUpperHorizontalEdge": 99, "ShutterLowerHorizontalEdge": 200},
            HIDES_ALL,
        ),
        ({**RECTANGLE, "ShutterLowerHorizontalEdge": 3}, DAMAGED_SHUTTER),
        ({**DISC, "RadiusOfCircularShutter": 0}, DAMAGED_SHUTTER),
        ({**DISC, "CenterOfCircularShutter": [1, 2, 3]}, DAMAGED_SHUTTER),
        ({**DISC, "CenterOfCircularShutter": [10**300, 1]}, DAMAGED_SHUTTER),
        (
            {"ShutterShape": "POLYGONAL", "VerticesOfThePolygonalShutter": [1, 1, 2]},
            DAMAGED_SHUTTER,
        ),
        (
            {
                "ShutterShape": "POLYGONAL",
                "VerticesOfThePolygonalShutter": [1, 1, 2, 2, 99999999, 1],
            },
            DAMAGED_SHUTTER,
        ),
    ],
)
def test_that_a_shutter_that_cannot_be_meant_is_not_applied_and_said(
    tmp_path: Path, elements: dict[str, Any], warning: str
) -> None:
    radiograph = load(write(tmp_path / "a", chest(**elements)))
    assert radiograph.shutter is None
    assert warning in radiograph.warnings


def test_that_a_frame_has_its_own_shutter(tmp_path: Path) -> None:
    own, group = Dataset(), Dataset()
    for keyword, value in RECTANGLE.items():
        setattr(own, keyword, value)
    group.FrameDisplayShutterSequence = Sequence([own])
    pixels = np.stack([ramp(), ramp()])
    dataset = chest(pixels, PerFrameFunctionalGroupsSequence=Sequence([Dataset(), group]))
    path = write(tmp_path / "a", dataset)
    assert load(path, frame=0).shutter is None
    assert load(path, frame=1).shutter == Shutter(Rectangle(10, 20, 59, 69))


@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, ExplicitVRBigEndian])
def test_that_overlay_data_are_unpacked_whatever_the_byte_order(
    tmp_path: Path, syntax: str
) -> None:
    drawn = marks(33, 35)
    dataset = chest(ramp(bits=8))
    add_plane(dataset, drawn, origin=(5, -2), label="Notes", swapped=syntax == ExplicitVRBigEndian)
    (plane,) = load(write(tmp_path / "a", dataset, syntax=syntax)).planes
    np.testing.assert_array_equal(plane.mask, drawn)
    assert (plane.top, plane.left, plane.kind) == (4, -3, PlaneKind.GRAPHICS)
    assert plane.label == "Notes"


def test_that_planes_of_several_groups_come_in_their_order(tmp_path: Path) -> None:
    dataset = chest()
    add_plane(dataset, marks(seed=1), group=0x601E, kind="R")
    add_plane(dataset, marks(seed=2), group=0x6002)
    planes = load(write(tmp_path / "a", dataset)).planes
    assert [plane.group for plane in planes] == [0x6002, 0x601E]
    assert [plane.kind for plane in planes] == [PlaneKind.GRAPHICS, PlaneKind.REGION]


@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, RLELossless])
@pytest.mark.parametrize("position", [12, 15])
def test_that_planes_in_unused_bits_are_taken_out_of_the_cells(
    tmp_path: Path, syntax: str, position: int
) -> None:
    pixels, drawn = ramp(bits=12), marks()
    cells = pixels | (drawn.astype(np.uint16) << position)
    dataset = chest(cells, BitsStored=12, HighBit=11)
    add_plane(dataset, drawn, embedded_at=position)
    path = tmp_path / "a"
    if syntax == RLELossless:
        write_compressed(path, dataset, [compress(cells, syntax)], syntax=syntax)
    else:
        write(path, dataset)
    radiograph = load(path)
    np.testing.assert_array_equal(radiograph.planes[0].mask, drawn)
    np.testing.assert_array_equal(radiograph.levels[radiograph.indices], pixels)


def test_that_planes_below_the_stored_bits_are_found(tmp_path: Path) -> None:
    pixels, drawn = ramp(bits=12), marks()
    cells = (pixels << 4) | drawn.astype(np.uint16)
    dataset = chest(cells, BitsStored=12, HighBit=15)
    add_plane(dataset, drawn, embedded_at=0)
    radiograph = load(write(tmp_path / "a", dataset))
    np.testing.assert_array_equal(radiograph.planes[0].mask, drawn)
    np.testing.assert_array_equal(radiograph.levels[radiograph.indices], pixels)


def test_that_each_frame_has_its_own_plane(tmp_path: Path) -> None:
    drawn = np.stack([marks(seed=number) for number in range(2)])
    dataset = chest(np.stack([ramp()] * 4))
    add_plane(dataset, drawn, first_frame=2)
    path = write(tmp_path / "a", dataset)
    assert load(path, frame=0).planes == ()
    assert load(path, frame=3).planes == ()
    for number in range(2):
        (plane,) = load(path, frame=number + 1).planes
        np.testing.assert_array_equal(plane.mask, drawn[number])


def _cut(dataset: Dataset) -> None:
    dataset[0x6000, 0x3000].value = b"\x00" * 4


def _enormous(dataset: Dataset) -> None:
    dataset[0x6000, 0x0010].value = dataset[0x6000, 0x0011].value = 65535


def _in_the_value(dataset: Dataset) -> None:
    del dataset[0x6000, 0x3000]
    dataset[0x6000, 0x0102].value = 3


def _beyond_the_cell(dataset: Dataset) -> None:
    del dataset[0x6000, 0x3000]
    dataset[0x6000, 0x0102].value = 40


@pytest.mark.parametrize("damage", [_cut, _enormous, _in_the_value, _beyond_the_cell])
def test_that_a_damaged_plane_costs_itself_and_is_said(tmp_path: Path, damage: Any) -> None:
    dataset = chest()
    add_plane(dataset, marks())
    damage(dataset)
    radiograph = load(write(tmp_path / "a", dataset))
    assert radiograph.planes == ()
    assert DAMAGED_PLANE in radiograph.warnings


def test_that_shutters_and_planes_come_out_of_the_child(tmp_path: Path) -> None:
    dataset = chest(**RECTANGLE)
    add_plane(dataset, marks(31, 37), kind="R", label="Area", origin=(2, 3))
    path = write(tmp_path / "a", dataset)
    with Reader() as reader:
        far = reader.load(path)
    near = load(path)
    assert far.shutter == near.shutter
    assert [(p.group, p.top, p.left, p.kind, p.label) for p in far.planes] == [
        (0x6000, 1, 2, PlaneKind.REGION, "Area")
    ]
    np.testing.assert_array_equal(far.planes[0].mask, near.planes[0].mask)
