"""One picture written in many ways is one picture: on the screen and for the models."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    HTJ2KLossless,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGLosslessSV1,
    JPEGLSLossless,
    RLELossless,
)

from cxrviewer.app.session import Session
from cxrviewer.domain.measurement import MeasurementKind
from cxrviewer.domain.presentation import (
    FLIP_ACROSS,
    FLIP_DOWN,
    TURN_RIGHT,
    PresentationState,
)
from cxrviewer.domain.radiograph import Radiograph, Window
from cxrviewer.imaging.display import render_look
from cxrviewer.imaging.preprocess import (
    AspectRule,
    GreyMapping,
    Polarity,
    PreprocessSpec,
    Resizer,
    prepare,
)
from cxrviewer.imaging.voi import auto_window, initial_voi
from cxrviewer.reading.load import load
from cxrviewer.reading.scan import scan_file
from tests.data.dicom_files import chest, compress, lookup_item, write, write_compressed
from tests.data.display import render_display
from tests.data.overlay_planes import add_plane
from tests.data.presentations import area_item, presentation_of, window_item

ROWS, COLUMNS, MAXIMUM = 90, 100, 4095
Cells = NDArray[np.uint16]


def spec_of(percentiles: tuple[float, float], mapping: GreyMapping) -> PreprocessSpec:
    return PreprocessSpec(
        grey_mapping=mapping,
        percentiles=percentiles,
        polarity=Polarity.MONOCHROME2,
        resizer=Resizer.AREA,
        aspect=AspectRule.LETTERBOX,
        height=48,
        width=48,
        channels=1,
        mean=(0.5,),
        std=(0.25,),
    )


SPECS = [
    spec_of((0.5, 99.5), GreyMapping.PERCENTILE),
    spec_of((2.0, 99.9), GreyMapping.PERCENTILE),
    spec_of((0.5, 99.5), GreyMapping.FULL_RANGE),
]


def picture(seed: int = 0) -> Cells:
    """Return 12-bit cells whose darkest and brightest hundredths are single pixels."""
    rng = np.random.default_rng(seed)
    return np.clip(rng.normal(2000, 700, (ROWS, COLUMNS)), 0, MAXIMUM).astype(np.uint16)


def twelve_bits(cells: NDArray[np.generic], **elements: object) -> Dataset:
    return chest(cells, BitsStored=12, HighBit=11, **elements)


def assert_same(one: Radiograph, other: Radiograph) -> None:
    """Equal display values in the sender's and in the automatic window, and equal tensors."""
    for voi_of in (initial_voi, auto_window):
        np.testing.assert_array_equal(
            render_display(one, voi_of(one)), render_display(other, voi_of(other))
        )
    assert_same_tensors(one, other)


def assert_same_tensors(one: Radiograph, other: Radiograph) -> None:
    for spec in SPECS:
        np.testing.assert_array_equal(prepare(one, spec).tensor, prepare(other, spec).tensor)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 99), center=st.integers(0, 4095), width=st.integers(1, 5000))
def test_that_both_polarities_of_a_picture_are_the_same(
    tmp_path: Path, seed: int, center: int, width: int
) -> None:
    cells = picture(seed)
    plain = twelve_bits(cells, WindowCenter=center, WindowWidth=width)
    # The window's threshold lies half a value below its center, PS3.3 C.11.2.1.2.
    negative = twelve_bits(
        np.uint16(MAXIMUM) - cells,
        PhotometricInterpretation="MONOCHROME1",
        WindowCenter=MAXIMUM + 1 - center,
        WindowWidth=width,
    )
    one, other = load(write(tmp_path / "a", plain)), load(write(tmp_path / "b", negative))
    if width > 1:
        assert_same(one, other)
    else:
        # A threshold belongs to one side, and so cannot be mirrored; models see no window.
        assert_same_tensors(one, other)


def test_that_an_inverse_presentation_lut_shape_is_monochrome1(tmp_path: Path) -> None:
    cells = picture()
    one = write(tmp_path / "a", twelve_bits(cells, PhotometricInterpretation="MONOCHROME1"))
    other = write(tmp_path / "b", twelve_bits(cells, PresentationLUTShape="INVERSE"))
    assert_same(load(one), load(other))


@pytest.mark.parametrize(
    "syntax", [ImplicitVRLittleEndian, ExplicitVRBigEndian, DeflatedExplicitVRLittleEndian]
)
def test_that_the_encoding_of_the_data_set_changes_nothing(tmp_path: Path, syntax: str) -> None:
    elements = {"WindowCenter": 2100, "WindowWidth": 1700, "RescaleSlope": 0.3}
    one = write(tmp_path / "a", twelve_bits(picture(), **elements))
    dataset = twelve_bits(picture(), **elements)
    if syntax == ExplicitVRBigEndian:
        dataset.PixelData = picture().byteswap().tobytes()
    assert_same(load(one), load(write(tmp_path / "b", dataset, syntax=syntax)))


@pytest.mark.parametrize(
    "syntax", [RLELossless, JPEGLosslessSV1, JPEGLSLossless, JPEG2000Lossless, HTJ2KLossless]
)
@pytest.mark.parametrize("photometric", ["MONOCHROME1", "MONOCHROME2"])
def test_that_lossless_compression_changes_nothing(
    tmp_path: Path, syntax: str, photometric: str
) -> None:
    cells = picture()
    elements = {"PhotometricInterpretation": photometric, "WindowCenter": 1900, "WindowWidth": 999}
    one = write(tmp_path / "a", twelve_bits(cells, **elements))
    other = write_compressed(
        tmp_path / "b", twelve_bits(cells, **elements), [compress(cells, syntax)], syntax=syntax
    )
    assert_same(load(one), load(other))


def test_that_signed_values_are_the_unsigned_ones_shifted(tmp_path: Path) -> None:
    cells = picture()
    unsigned = twelve_bits(cells, WindowCenter=2000, WindowWidth=1500)
    signed = twelve_bits(
        cells.astype(np.int16) - np.int16(2048), WindowCenter=-48, WindowWidth=1500
    )
    assert_same(load(write(tmp_path / "a", unsigned)), load(write(tmp_path / "b", signed)))


@pytest.mark.parametrize("photometric", ["MONOCHROME1", "MONOCHROME2"])
@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, ExplicitVRBigEndian, RLELossless])
@pytest.mark.parametrize("voi", ["window", "sigmoid", "exact", "lut", "none"])
def test_that_a_shift_that_the_rescale_takes_back_changes_nothing(
    tmp_path: Path, photometric: str, syntax: str, voi: str
) -> None:
    cells = picture()
    elements: dict[str, object] = {"PhotometricInterpretation": photometric, **VOIS[voi]}
    plain = twelve_bits(cells, RescaleIntercept=0, RescaleSlope=1, **elements)
    shifted = cells.astype(np.int16) - np.int16(2048)
    moved = twelve_bits(shifted, RescaleIntercept=2048, RescaleSlope=1, **elements)
    other = _written_as(tmp_path / "b", moved, shifted, syntax)
    assert_same(load(write(tmp_path / "a", plain)), load(other))


VOIS: dict[str, dict[str, object]] = {
    "window": {"WindowCenter": 2100, "WindowWidth": 900},
    "sigmoid": {"WindowCenter": 2100, "WindowWidth": 900, "VOILUTFunction": "SIGMOID"},
    "exact": {"WindowCenter": 2100.5, "WindowWidth": 0.5, "VOILUTFunction": "LINEAR_EXACT"},
    "lut": {"VOILUTSequence": Sequence([lookup_item(list(range(256)), 1900, 8)])},
    "none": {},
}


def _written_as(path: Path, dataset: Dataset, cells: NDArray[np.int16], syntax: str) -> Path:
    if syntax == RLELossless:
        return write_compressed(path, dataset, [compress(cells, syntax)], syntax=syntax)
    if syntax == ExplicitVRBigEndian:
        dataset.PixelData = cells.byteswap().tobytes()
    return write(path, dataset, syntax=syntax)


def test_that_where_the_value_lies_in_its_cell_changes_nothing(tmp_path: Path) -> None:
    cells = picture()
    high = chest(cells << 4, BitsStored=12, HighBit=15)
    wide = chest(cells.astype(np.uint32), BitsStored=12, HighBit=11)
    for number, dataset in enumerate((high, wide)):
        other = load(write(tmp_path / f"b{number}", dataset))
        assert_same(load(write(tmp_path / "a", twelve_bits(cells))), other)


def _windowed(dataset: Dataset) -> None:
    dataset.WindowCenter, dataset.WindowWidth = [100, 3000], [50, 2000]


def _sigmoid(dataset: Dataset) -> None:
    dataset.WindowCenter, dataset.WindowWidth, dataset.VOILUTFunction = 900, 333, "SIGMOID"


def _with_a_voi_lut(dataset: Dataset) -> None:
    dataset.VOILUTSequence = Sequence([lookup_item(list(range(255, -1, -1)), 1000, 8)])


def _shut(dataset: Dataset) -> None:
    dataset.ShutterShape = "CIRCULAR"
    dataset.CenterOfCircularShutter, dataset.RadiusOfCircularShutter = [45, 50], 20


def _drawn_on(dataset: Dataset) -> None:
    add_plane(dataset, np.eye(ROWS, COLUMNS, dtype=np.bool_))


def _drawn_into_unused_bits(dataset: Dataset) -> None:
    marks = np.eye(ROWS, COLUMNS, dtype=np.bool_)
    dataset.PixelData = (picture() | (marks.astype(np.uint16) << 14)).tobytes()
    add_plane(dataset, marks, embedded_at=14)


@pytest.mark.parametrize(
    "change",
    [_windowed, _sigmoid, _with_a_voi_lut, _shut, _drawn_on, _drawn_into_unused_bits],
)
def test_that_what_is_for_the_eye_alone_never_reaches_a_model(
    tmp_path: Path, change: Callable[[Dataset], None]
) -> None:
    dataset = twelve_bits(picture())
    plain = load(write(tmp_path / "a", dataset))
    change(dataset)
    changed = load(write(tmp_path / "b", dataset, syntax=ExplicitVRLittleEndian))
    before, after = (render_display(made, initial_voi(made)) for made in (plain, changed))
    assert not np.array_equal(before, after)
    assert_same_tensors(plain, changed)


def test_that_nothing_that_a_person_does_to_the_display_reaches_a_model(tmp_path: Path) -> None:
    image = twelve_bits(picture(), RescaleSlope=2, RescaleIntercept=-100)
    radiograph = load(write(tmp_path / "a", image))
    before = [prepare(radiograph, spec).tensor.copy() for spec in SPECS]
    session = opened(radiograph, presented(tmp_path, image))
    for state in session.presentations.of(session.active):
        session.presentations.apply(session.active, state)
        assert session.display is not None
        render_look(radiograph, session.display.look(radiograph))
    display = session.display
    assert display is not None
    changed = replace(display, voi=Window(7, 3), inverted=not display.inverted)
    for turn in (TURN_RIGHT, FLIP_ACROSS, FLIP_DOWN):
        changed = changed.with_turn(turn)
    session.active.change_display(replace(changed, shutter_shown=False, planes_shown=False))
    session.measurements.add(radiograph.key, MeasurementKind.LENGTH, ((1.0, 1.0), (30.0, 40.0)))
    assert session.radiograph is radiograph
    for spec, tensor in zip(SPECS, before, strict=True):
        np.testing.assert_array_equal(prepare(radiograph, spec).tensor, tensor)


def presented(tmp_path: Path, image: Dataset) -> PresentationState:
    """Return a state that changes all that a state can."""
    state = scan_file(
        write(
            tmp_path / "state",
            presentation_of(
                image,
                ModalityLUTSequence=Sequence([lookup_item([9, 5, 1, 0], 0, 16)]),
                SoftcopyVOILUTSequence=window_item(5, 9),
                PresentationLUTSequence=Sequence([lookup_item([255, 3, 0], 0, 8)]),
                DisplayedAreaSelectionSequence=area_item([5, 5], [40, 40]),
                ImageRotation=90,
                ShutterShape="CIRCULAR",
                CenterOfCircularShutter=[45, 50],
                RadiusOfCircularShutter=20,
            ),
        )
    )
    assert isinstance(state, PresentationState)
    assert state.warnings == ()
    return state


def opened(radiograph: Radiograph, state: PresentationState) -> Session:
    session = Session()
    session.intake.add_entries(session.intake.begin_scan(), (radiograph.instance, state))
    session.finish_loading(session.active.begin_loading(), radiograph)
    assert session.presentations.of(session.active) == (state,)
    return session
