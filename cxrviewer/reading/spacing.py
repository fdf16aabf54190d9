"""Millimetres per pixel and what they refer to, PS3.3 10.7.1.3."""

import math

from pydicom.dataset import Dataset

from cxrviewer.domain.radiograph import PixelSpacing, SpacingOrigin
from cxrviewer.reading.elements import Elements, is_given, number, numbers, text
from cxrviewer.reading.functional_groups import scope

PROJECTIONS = frozenset({"CR", "DX", "DR", "RG", "RF", "XA", "MG", "IO", "PX", ""})
SMALLEST_MM, LARGEST_MM = 1e-3, 50.0
MOST_MAGNIFIED = 10.0
IMPOSSIBLE = (
    "A pixel spacing of the file (0028,0030), (0018,1164) or (0018,2010) is impossible and is not "
    "used: do not rely on lengths."
)

Pair = tuple[float, float]


def read_spacing(dataset: Dataset, frame: int) -> tuple[PixelSpacing | None, tuple[str, ...]]:
    """Return the spacing to measure with, and warnings."""
    measures = scope(dataset, "PixelMeasuresSequence", frame)
    warnings: list[str] = []
    calibrated = read_pair(measures, "PixelSpacing", warnings)
    detector = read_pair(dataset, "ImagerPixelSpacing", warnings)
    scanned = read_pair(dataset, "NominalScannedPixelSpacing", warnings)
    if calibrated is not None:
        return _made(calibrated, _origin(dataset, calibrated, detector)), tuple(warnings)
    if detector is not None:
        return _at_patient(dataset, detector), tuple(warnings)
    if scanned is not None:
        return _made(scanned, SpacingOrigin.NOMINAL_SCANNED), tuple(warnings)
    return None, tuple(warnings)


def _at_patient(dataset: Dataset, detector: Pair) -> PixelSpacing:
    """Return the spacing in the patient where the magnification is estimated, PS3.3 C.8.7.1.1.6.

    Without an estimate it stays the detector's, which lengths in the patient never reach.
    """
    factor = number(dataset, "EstimatedRadiographicMagnificationFactor")
    if factor is None or not 1.0 < factor <= MOST_MAGNIFIED:
        return _made(detector, SpacingOrigin.DETECTOR)
    pair = detector[0] / factor, detector[1] / factor
    return _made(pair, SpacingOrigin.MAGNIFICATION_CORRECTED)


def _origin(dataset: Dataset, calibrated: Pair, detector: Pair | None) -> SpacingOrigin:
    kind = text(dataset, "PixelSpacingCalibrationType").upper()
    if kind == "GEOMETRY":
        return SpacingOrigin.MAGNIFICATION_CORRECTED
    if kind == "FIDUCIAL":
        return SpacingOrigin.CALIBRATED
    if detector is not None:
        # Equal values mean that nothing was corrected; others were, in a way that is not told.
        same = all(
            math.isclose(a, b, rel_tol=1e-4) for a, b in zip(calibrated, detector, strict=True)
        )
        return SpacingOrigin.DETECTOR if same else SpacingOrigin.CALIBRATED
    if text(dataset, "Modality") in PROJECTIONS:
        # Older writers put the detector's spacing here: no better is promised than that.
        return SpacingOrigin.DETECTOR
    return SpacingOrigin.CALIBRATED


def read_pair(dataset: Elements, keyword: str, warnings: list[str]) -> Pair | None:
    """Return row and column spacing; an impossible one is added to ``warnings``."""
    found = numbers(dataset, keyword)
    if len(found) == 2 and all(SMALLEST_MM <= value <= LARGEST_MM for value in found):
        return found[0], found[1]
    if is_given(dataset, keyword):
        warnings.append(IMPOSSIBLE)
    return None


def _made(pair: Pair, origin: SpacingOrigin) -> PixelSpacing:
    return PixelSpacing(pair[0], pair[1], origin)
