"""What the sender offers to look at and to measure with."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.uid import JPEGBaseline8Bit

from cxrviewer.domain.radiograph import Note, SpacingOrigin, VoiFunction, VoiLut, Window
from cxrviewer.reading.load import load
from tests.data.dicom_files import chest, compress, lookup_item, ramp, write, write_compressed


def test_that_all_windows_come_with_function_and_explanation(tmp_path: Path) -> None:
    dataset = chest(
        WindowCenter=["2048", "1000.5"],
        WindowWidth=["4096", "300"],
        WindowCenterWidthExplanation=["NORMAL", "HARDER"],
        VOILUTFunction="SIGMOID",
    )
    assert load(write(tmp_path / "a", dataset)).vois == (
        Window(2048, 4096, VoiFunction.SIGMOID, "NORMAL"),
        Window(1000.5, 300, VoiFunction.SIGMOID, "HARDER"),
    )


@pytest.mark.parametrize("width", ["0", "0.5", "-100"])
def test_that_an_impossible_window_is_left_out_and_said(tmp_path: Path, width: str) -> None:
    dataset = chest(WindowCenter=["10", "20"], WindowWidth=[width, "40"])
    radiograph = load(write(tmp_path / "a", dataset))
    assert radiograph.vois == (Window(20, 40),)
    assert any("window" in warning for warning in radiograph.warnings)


def test_that_a_narrow_window_is_possible_where_its_function_allows_it(tmp_path: Path) -> None:
    dataset = chest(WindowCenter="0.5", WindowWidth="0.5", VOILUTFunction="LINEAR_EXACT")
    (window,) = load(write(tmp_path / "a", dataset)).vois
    assert window == Window(0.5, 0.5, VoiFunction.LINEAR_EXACT)


def test_that_luts_come_before_windows(tmp_path: Path) -> None:
    table = list(range(0, 1024, 4))
    item = lookup_item(table, 100, 10, LUTExplanation="BONE")
    dataset = chest(VOILUTSequence=[item], WindowCenter="2048", WindowWidth="4096")
    lut, window = load(write(tmp_path / "a", dataset)).vois
    assert isinstance(lut, VoiLut)
    assert (lut.first, lut.bits, lut.explanation) == (100, 10, "BONE")
    np.testing.assert_array_equal(lut.table, table)
    assert window == Window(2048, 4096)


def test_that_a_lut_begins_below_zero_where_values_can_be_negative(tmp_path: Path) -> None:
    item = lookup_item([0, 1, 2], 0, 8)
    del item["LUTDescriptor"]
    item.add_new("LUTDescriptor", "US", [3, 65000, 8])
    below = chest(VOILUTSequence=[item], RescaleIntercept="-1024", RescaleSlope="1")
    (lut,) = load(write(tmp_path / "a", below)).vois
    assert isinstance(lut, VoiLut)
    assert lut.first == 65000 - 65536


def test_that_a_lut_of_bytes_is_read(tmp_path: Path) -> None:
    item = Dataset()
    item.add_new("LUTDescriptor", "US", [256, 0, 8])
    item.add_new("LUTData", "OW", bytes(range(255, -1, -1)))
    (lut,) = load(write(tmp_path / "a", chest(ramp(bits=8), VOILUTSequence=[item]))).vois
    assert isinstance(lut, VoiLut)
    np.testing.assert_array_equal(lut.table, np.arange(255, -1, -1))


def test_that_an_empty_lut_item_is_no_lut(tmp_path: Path) -> None:
    item = Dataset()
    item.add_new("LUTDescriptor", "US", None)
    radiograph = load(write(tmp_path / "a", chest(VOILUTSequence=[item])))
    assert (radiograph.vois, radiograph.warnings) == ((), ())


@pytest.mark.parametrize(
    ("elements", "millimetres", "origin"),
    [
        ({"ImagerPixelSpacing": [0.2, 0.1]}, (0.2, 0.1), SpacingOrigin.DETECTOR),
        ({"PixelSpacing": [0.2, 0.1]}, (0.2, 0.1), SpacingOrigin.DETECTOR),
        ({"PixelSpacing": [0.2, 0.1], "Modality": "CT"}, (0.2, 0.1), SpacingOrigin.CALIBRATED),
        (
            {"PixelSpacing": [0.18, 0.18], "ImagerPixelSpacing": [0.2, 0.2]},
            (0.18, 0.18),
            SpacingOrigin.CALIBRATED,
        ),
        (
            {"PixelSpacing": [0.2, 0.2], "ImagerPixelSpacing": [0.2, 0.2]},
            (0.2, 0.2),
            SpacingOrigin.DETECTOR,
        ),
        (
            {
                "PixelSpacing": [0.18, 0.18],
                "ImagerPixelSpacing": [0.2, 0.2],
                "PixelSpacingCalibrationType": "GEOMETRY",
            },
            (0.18, 0.18),
            SpacingOrigin.MAGNIFICATION_CORRECTED,
        ),
        (
            {"PixelSpacing": [0.18, 0.18], "PixelSpacingCalibrationType": "FIDUCIAL"},
            (0.18, 0.18),
            SpacingOrigin.CALIBRATED,
        ),
        (
            {"NominalScannedPixelSpacing": [0.3, 0.3]},
            (0.3, 0.3),
            SpacingOrigin.NOMINAL_SCANNED,
        ),
        (
            {"PixelSpacing": [0, 0], "ImagerPixelSpacing": [0.2, 0.2]},
            (0.2, 0.2),
            SpacingOrigin.DETECTOR,
        ),
    ],
)
def test_that_spacing_says_what_it_refers_to(
    tmp_path: Path,
    elements: dict[str, Any],
    millimetres: tuple[float, float],
    origin: SpacingOrigin,
) -> None:
    spacing = load(write(tmp_path / "a", chest(**elements))).spacing
    assert spacing is not None
    assert (spacing.row_mm, spacing.column_mm) == millimetres
    assert spacing.origin is origin


@pytest.mark.parametrize("bad", [[0, 0], [-1, 1], [1e9, 1e9], [5e-324, 5e-324]])
def test_that_an_impossible_spacing_is_not_used_and_said(tmp_path: Path, bad: list[float]) -> None:
    radiograph = load(write(tmp_path / "a", chest(PixelSpacing=bad)))
    assert radiograph.spacing is None
    assert any("spacing" in warning for warning in radiograph.warnings)


@pytest.mark.parametrize(
    ("elements", "aspect"),
    [
        ({}, 1.0),
        ({"PixelAspectRatio": [4, 3]}, 4 / 3),
        ({"PixelAspectRatio": [4, 3], "ImagerPixelSpacing": [0.1, 0.2]}, 0.5),
        ({"PixelAspectRatio": "01"}, 1.0),
    ],
)
def test_that_a_pixels_shape_is_known(
    tmp_path: Path, elements: dict[str, Any], aspect: float
) -> None:
    assert load(write(tmp_path / "a", chest(**elements))).aspect == pytest.approx(aspect)


@pytest.mark.parametrize("bad", [[0, 1], [1, -1], [1, 1000]])
def test_that_an_impossible_aspect_is_not_used_and_said(tmp_path: Path, bad: list[int]) -> None:
    radiograph = load(write(tmp_path / "a", chest(PixelAspectRatio=bad)))
    assert radiograph.aspect == 1.0
    assert any("aspect" in warning for warning in radiograph.warnings)


def test_that_an_estimated_magnification_brings_the_spacing_to_the_patient(tmp_path: Path) -> None:
    elements = {"ImagerPixelSpacing": [0.2, 0.2], "EstimatedRadiographicMagnificationFactor": 1.25}
    spacing = load(write(tmp_path / "a", chest(**elements))).spacing
    assert spacing is not None
    assert spacing.row_mm == pytest.approx(0.16)
    assert spacing.origin is SpacingOrigin.MAGNIFICATION_CORRECTED


def test_that_the_least_number_for_a_spacing_does_not_vanish_in_the_patient(tmp_path: Path) -> None:
    least = {"ImagerPixelSpacing": [5e-324, 5e-324]}
    factor = {"EstimatedRadiographicMagnificationFactor": 2}
    radiograph = load(write(tmp_path / "a", chest(**least, **factor)))
    assert (radiograph.spacing, radiograph.aspect) == (None, 1.0)


@pytest.mark.parametrize("factor", [0, -2, 0.5, 100])
def test_that_an_impossible_magnification_changes_nothing(tmp_path: Path, factor: float) -> None:
    elements = {
        "ImagerPixelSpacing": [0.2, 0.2],
        "EstimatedRadiographicMagnificationFactor": factor,
    }
    spacing = load(write(tmp_path / "a", chest(**elements))).spacing
    assert spacing is not None
    assert (spacing.row_mm, spacing.origin) == (0.2, SpacingOrigin.DETECTOR)


@pytest.mark.parametrize(
    ("directions", "edges"),
    [
        (["L", "F"], ("L", "F")),
        (["PL", "FR"], ("PL", "FR")),
        (["X", "F"], ("", "")),
        ("L", ("", "")),
    ],
)
def test_that_patient_orientation_is_read_or_left_open(
    tmp_path: Path, directions: Any, edges: tuple[str, str]
) -> None:
    assert load(write(tmp_path / "a", chest(PatientOrientation=directions))).edges == edges


def test_that_loss_and_burned_in_text_are_noted(tmp_path: Path) -> None:
    assert load(write(tmp_path / "a", chest())).notes == ()
    elements = {"LossyImageCompression": "01", "BurnedInAnnotation": "YES"}
    noted = load(write(tmp_path / "b", chest(**elements)))
    assert noted.notes == (Note.LOSSY, Note.BURNED_IN)


def test_that_baseline_jpeg_is_lossy_whatever_the_header_says(tmp_path: Path) -> None:
    pixels = ramp(bits=8)
    dataset = chest(pixels, LossyImageCompression="00")
    frame = compress(pixels, JPEGBaseline8Bit)
    path = write_compressed(tmp_path / "a", dataset, [frame], syntax=JPEGBaseline8Bit)
    assert load(path).notes == (Note.LOSSY,)
