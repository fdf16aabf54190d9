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
    SizeMode,
)
from cxrviewer.domain.study import RefusedFile, Status
from cxrviewer.domain.voi import VoiFunction, VoiLut, Window
from cxrviewer.reading.displayed_area import DAMAGED_AREA
from cxrviewer.reading.graphics import DAMAGED, MOST_CAPTIONS, MOST_POINTS, TOO_MANY
from cxrviewer.reading.presentation_grey import DAMAGED_CURVE, DAMAGED_MODALITY
from cxrviewer.reading.reader import Reader
from cxrviewer.reading.scan import scan_file
from tests.data.dicom_files import chest, lookup_item, write
from tests.data.presentations import (
    annotations,
    area_item,
    figure,
    item_of,
    presentation_of,
    reference_to,
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
    assert state.vois[0].voi == Window(1000, 500, VoiFunction.SIGMOID)
    assert state.inverse
    assert state.orientation == Orientation(3, flipped=True)


def test_that_a_lut_is_read(tmp_path: Path) -> None:
    luts = Sequence([item_of(VOILUTSequence=Sequence([lookup_item([0, 9, 20], 5, 8)]))])
    voi = read(tmp_path, presentation_of(chest(), SoftcopyVOILUTSequence=luts)).vois[0].voi
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
        ({"RescaleSlope": 0, "RescaleIntercept": 0}, DAMAGED_MODALITY),
        ({"ModalityLUTSequence": Sequence([lookup_item([1, 2], 0, 99)])}, DAMAGED_MODALITY),
        ({"PresentationLUTSequence": Sequence([Dataset()])}, DAMAGED_CURVE),
        ({"DisplayedAreaSelectionSequence": area_item([1, 1], [])}, DAMAGED_AREA),
        (
            {
                "DisplayedAreaSelectionSequence": area_item(
                    [1, 1], [9, 9], PresentationSizeMode="MAGNIFY"
                )
            },
            DAMAGED_AREA,
        ),
    ],
)
def test_that_what_is_not_applied_is_said(
    tmp_path: Path, elements: dict[str, Any], warning: str
) -> None:
    state = read(tmp_path, presentation_of(chest(), **elements))
    assert state.warnings == (warning,)
    assert state.status is Status.WARNING


def test_that_a_state_knows_its_frames(tmp_path: Path) -> None:
    image = chest()
    dataset = presentation_of(image)
    series = dataset.ReferencedSeriesSequence[0]
    series.ReferencedImageSequence[0].ReferencedFrameNumber = [2]
    frames = read(tmp_path, dataset).frames
    held = [frames.holds(image.SOPInstanceUID, frame) for frame in range(3)]
    assert held == [False, True, False]


def test_that_every_image_gets_the_window_and_the_area_that_are_for_it(tmp_path: Path) -> None:
    one, other = chest(), chest()
    windows = [*window_item(100, 50), *window_item(200, 60)]
    areas = [*area_item([1, 1], [4, 4]), *area_item([3, 2], [8, 9])]
    for items in (windows, areas):
        for item, image in zip(items, (one, other), strict=True):
            item.ReferencedImageSequence = Sequence([reference_to(image)])
    dataset = presentation_of(
        one,
        other,
        SoftcopyVOILUTSequence=Sequence(windows),
        DisplayedAreaSelectionSequence=Sequence(areas),
    )
    state = read(tmp_path, dataset)
    assert state.voi_for(one.SOPInstanceUID, 0) == Window(100, 50)
    assert state.voi_for(other.SOPInstanceUID, 0) == Window(200, 60)
    assert state.voi_for("1.2.3", 0) is None
    area = state.area_for(other.SOPInstanceUID, 0)
    assert area is not None
    assert (area.left, area.top, area.right, area.bottom) == (2, 1, 8, 9)
    assert area.mode is SizeMode.FIT


def test_that_own_tables_come_out_of_the_child(tmp_path: Path) -> None:
    dataset = presentation_of(
        chest(),
        ModalityLUTSequence=Sequence([lookup_item([5, 6, 7], 0, 16)]),
        PresentationLUTSequence=Sequence([lookup_item([0, 90, 255], 0, 8)]),
        SoftcopyVOILUTSequence=window_item(10, 20),
        DisplayedAreaSelectionSequence=area_item(
            [2, 3], [9, 9], PresentationSizeMode="TRUE SIZE", PresentationPixelSpacing=[0.2, 0.1]
        ),
    )
    path = write(tmp_path / "state", dataset)
    with Reader() as reader:
        (far,) = reader.scan([path])
    assert isinstance(far, PresentationState)
    assert far.modality.lut is not None
    assert far.modality.lut.table.tolist() == [5, 6, 7]
    assert far.curve is not None
    assert far.curve.table.tolist() == [0, 90, 255]
    (area,) = far.areas
    assert (area.mode, area.spacing, area.aspect) == (SizeMode.TRUE_SIZE, (0.2, 0.1), 2.0)


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
    assert measured.vois[0].voi == Window(2048, 4096)
    assert any(caption.words.startswith("Mean:") for caption in measured.captions)
    analysed = scan_file(folder / "orthanc-tests__Issue168.dcm")
    assert isinstance(analysed, PresentationState)
    assert len(analysed.images) == 1
