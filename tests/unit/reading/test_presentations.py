"""Presentation states: found in a scan, read once, applied to the images they name."""

from pathlib import Path
from typing import Any

import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from cxrviewer.domain.covers import Rectangle, Shutter
from cxrviewer.domain.presentation import (
    Caption,
    Graphic,
    GraphicKind,
    Orientation,
    PresentationState,
)
from cxrviewer.domain.study import RefusedFile, Status
from cxrviewer.domain.voi import VoiFunction, VoiLut, Window
from cxrviewer.reading.graphics import DAMAGED, MOST_CAPTIONS, MOST_POINTS, TOO_MANY
from cxrviewer.reading.presentation import OTHER_FRAMES, OWN_PRESENTATION_LUT, OWN_RESCALE
from cxrviewer.reading.reader import Reader
from cxrviewer.reading.scan import scan_file
from tests.data.dicom_files import chest, lookup_item, write
from tests.data.presentations import (
    annotations,
    figure,
    item_of,
    presentation_of,
    window_item,
)


def read(tmp_path: Path, dataset: Dataset) -> PresentationState:
    entry = scan_file(write(tmp_path / "state", dataset))
    assert isinstance(entry, PresentationState), entry
    return entry


def test_that_a_state_is_listed_with_its_study_and_images_and_not_refused(tmp_path: Path) -> None:
    one, other = chest(), chest()
    state = read(tmp_path, presentation_of(one, other, ContentDescription="Lungs, hard"))
    assert state.images == (one.SOPInstanceUID, other.SOPInstanceUID)
    assert state.study_uid == one.StudyInstanceUID
    assert state.label == "Lungs, hard"
    assert state.status is Status.OK


def test_that_a_state_without_images_is_refused(tmp_path: Path) -> None:
    entry = scan_file(write(tmp_path / "state", presentation_of()))
    assert isinstance(entry, RefusedFile)
    assert "which picture" in entry.reason


def test_that_window_polarity_and_orientation_are_read(tmp_path: Path) -> None:
    dataset = presentation_of(
        chest(),
        SoftcopyVOILUTSequence=window_item(1000, 500),
        PresentationLUTShape="INVERSE",
        ImageRotation=270,
        ImageHorizontalFlip="Y",
    )
    dataset.SoftcopyVOILUTSequence[0].VOILUTFunction = "SIGMOID"
    state = read(tmp_path, dataset)
    assert state.voi == Window(1000, 500, VoiFunction.SIGMOID)
    assert state.inverse
    assert state.orientation == Orientation(3, flipped=True)


def test_that_a_lut_is_read(tmp_path: Path) -> None:
    luts = Sequence([item_of(VOILUTSequence=Sequence([lookup_item([0, 9, 20], 5, 8)]))])
    voi = read(tmp_path, presentation_of(chest(), SoftcopyVOILUTSequence=luts)).voi
    assert isinstance(voi, VoiLut)
    assert voi.table.tolist() == [0, 9, 20]


def test_that_the_shutter_and_the_active_planes_are_read(tmp_path: Path) -> None:
    dataset = presentation_of(
        chest(),
        ShutterShape="RECTANGULAR",
        ShutterUpperHorizontalEdge=1,
        ShutterLowerHorizontalEdge=10,
        ShutterLeftVerticalEdge=2,
        ShutterRightVerticalEdge=20,
    )
    dataset.add_new((0x6002, 0x1001), "CS", "LAYER")
    dataset.add_new((0x6004, 0x1001), "CS", "")
    state = read(tmp_path, dataset)
    assert state.shutter == Shutter(Rectangle(0, 1, 9, 19))
    assert state.planes == (0x6002,)


@pytest.mark.parametrize(
    ("kind", "data", "expected"),
    [
        ("POINT", [3.5, 4], GraphicKind.POINT),
        ("POLYLINE", [0, 0, 5, 5, 9, 0], GraphicKind.POLYLINE),
        ("INTERPOLATED", [0, 0, 5, 5, 9, 0], GraphicKind.POLYLINE),
        ("CIRCLE", [5, 5, 5, 9], GraphicKind.CIRCLE),
        ("ELLIPSE", [1, 5, 9, 5, 5, 3, 5, 7], GraphicKind.ELLIPSE),
    ],
)
def test_that_every_figure_is_read(
    tmp_path: Path, kind: str, data: list[float], expected: GraphicKind
) -> None:
    sequence = annotations(figure(kind, data, GraphicFilled="Y"))
    state = read(tmp_path, presentation_of(chest(), GraphicAnnotationSequence=sequence))
    points = tuple((float(x), float(y)) for x, y in zip(data[::2], data[1::2], strict=True))
    assert state.graphics == (Graphic(expected, points, relative=False, filled=True),)


def test_that_words_stand_at_their_box_and_point_at_their_anchor(tmp_path: Path) -> None:
    boxed = item_of(
        UnformattedTextValue="Nodule?",
        BoundingBoxAnnotationUnits="DISPLAY",
        BoundingBoxTopLeftHandCorner=[0.1, 0.2],
        AnchorPointAnnotationUnits="DISPLAY",
        AnchorPoint=[0.5, 0.5],
        AnchorPointVisibility="Y",
    )
    bare = item_of(UnformattedTextValue="L", AnchorPointAnnotationUnits="PIXEL", AnchorPoint=[7, 8])
    sequence = annotations(texts=(boxed, bare))
    state = read(tmp_path, presentation_of(chest(), GraphicAnnotationSequence=sequence))
    first, second = state.captions
    assert first.relative
    assert first.place == pytest.approx((0.1, 0.2))
    assert first.anchor == (0.5, 0.5)
    assert second == Caption("L", (7.0, 8.0))


@pytest.mark.parametrize(
    "damaged",
    [
        figure("CIRCLE", [1, 1]),
        figure("ELLIPSE", [1, 1, 2, 2]),
        figure("SPIRAL", [1, 1]),
        figure("POLYLINE", [1, 1, 2]),
        figure("POINT", [float("nan"), 1]),
        figure("POINT", [1e30, 1]),
    ],
)
def test_that_a_damaged_figure_costs_itself_and_is_said(tmp_path: Path, damaged: Dataset) -> None:
    sequence = annotations(damaged, figure("POINT", [1, 1]))
    state = read(tmp_path, presentation_of(chest(), GraphicAnnotationSequence=sequence))
    assert len(state.graphics) == 1
    assert state.warnings == (DAMAGED,)


def test_that_annotations_beyond_measure_are_cut_and_said(tmp_path: Path) -> None:
    text = item_of(UnformattedTextValue="x", AnchorPoint=[1, 1])
    quarter = figure("POLYLINE", [1.0] * (2 * (MOST_POINTS // 4 + 1)))
    sequence = annotations(*[quarter] * 4, texts=(text,) * (MOST_CAPTIONS + 5))
    state = read(tmp_path, presentation_of(chest(), GraphicAnnotationSequence=sequence))
    assert len(state.graphics) == 3
    assert len(state.captions) == MOST_CAPTIONS
    assert state.warnings == (TOO_MANY,)


@pytest.mark.parametrize(
    ("elements", "warning"),
    [
        ({"RescaleSlope": 2, "RescaleIntercept": 0}, OWN_RESCALE),
        ({"PresentationLUTSequence": Sequence([Dataset()])}, OWN_PRESENTATION_LUT),
    ],
)
def test_that_what_is_not_applied_is_said(
    tmp_path: Path, elements: dict[str, Any], warning: str
) -> None:
    state = read(tmp_path, presentation_of(chest(), **elements))
    assert warning in state.warnings
    assert state.status is Status.WARNING


def test_that_a_state_for_some_frames_says_so(tmp_path: Path) -> None:
    dataset = presentation_of(chest())
    series = dataset.ReferencedSeriesSequence[0]
    series.ReferencedImageSequence[0].ReferencedFrameNumber = [2]
    assert OTHER_FRAMES in read(tmp_path, dataset).warnings


def test_that_a_state_comes_out_of_the_child_as_it_was_read(tmp_path: Path) -> None:
    sequence = annotations(
        figure("POINT", [1, 2]),
        texts=(item_of(UnformattedTextValue="here", AnchorPoint=[1, 1]),),
    )
    dataset = presentation_of(
        chest(),
        GraphicAnnotationSequence=sequence,
        SoftcopyVOILUTSequence=window_item(10, 20),
        ImageRotation=90,
    )
    path = write(tmp_path / "state", dataset)
    with Reader() as reader:
        (far,) = reader.scan([path])
    assert far == scan_file(path)


def test_that_real_states_are_read(shared_data: Path) -> None:
    folder = shared_data / "dicom" / "nonimage"
    measured = scan_file(folder / "orthanc-tests__PR000000.dcm")
    assert isinstance(measured, PresentationState)
    assert measured.voi == Window(2048, 4096)
    assert any(caption.words.startswith("Mean:") for caption in measured.captions)
    analysed = scan_file(folder / "orthanc-tests__Issue168.dcm")
    assert isinstance(analysed, PresentationState)
    assert len(analysed.images) == 1
