"""From attenuation to what a digital detector and its processing deliver."""

import numpy as np
from numpy.typing import NDArray

from cxrviewer.imaging.opencv import cv2
from cxrviewer.imaging.phantom_grid import Image

SCATTER_SHARE = 0.35
SCATTER_MM = 28.0
BLUR_MM = 0.24
PHOTONS = 9000.0
LATITUDE_MM = 26.0
LATITUDE_SHARE = 0.42
COARSE_STEP = 16
VALUE_BITS = 14
GREATEST_VALUE = 2**VALUE_BITS - 1


def expose(attenuation: Image, spacing: float, rng: np.random.Generator) -> Image:
    """Return the logarithm of the detector's signal, negated, so that bone is bright.

    ``attenuation`` is the line integral of the attenuation coefficient, without unit. Scatter
    veils contrast, the detector blurs, and the number of photons makes noise that is strongest
    behind bone.
    """
    signal = np.exp(-attenuation)
    signal += SCATTER_SHARE * _wide_blur(signal, SCATTER_MM / spacing)
    signal = cv2.GaussianBlur(signal, (0, 0), max(BLUR_MM / spacing, 0.3))
    noise = rng.standard_normal(signal.shape, np.float32)
    signal += cv2.GaussianBlur(noise, (0, 0), 0.6) * np.sqrt(signal / np.float32(PHOTONS))
    return np.asarray(-np.log(np.maximum(signal, np.float32(1e-5))), np.float32)


def compress(density: Image, spacing: float) -> Image:
    """Return ``density`` with its slow changes softened, as consoles do before they send."""
    slow = _wide_blur(density, LATITUDE_MM / spacing)
    return np.asarray(density - np.float32(LATITUDE_SHARE) * (slow - slow.mean()), np.float32)


def quantise(density: Image, *, body: NDArray[np.bool_]) -> NDArray[np.uint16]:
    """Return 14-bit values; the body takes most of the range, and air lies at the bottom."""
    low, high = np.percentile(density[body][::37], (0.3, 99.8))
    scaled = (density - np.float32(low)) * np.float32(11000 / (high - low)) + np.float32(2500)
    return np.asarray(np.clip(np.rint(scaled), 0, GREATEST_VALUE), np.uint16)


def _wide_blur(image: Image, sigma: float) -> Image:
    """Return ``image`` blurred by many pixels, computed on a coarse copy."""
    rows, columns = image.shape
    small = (max(1, columns // COARSE_STEP), max(1, rows // COARSE_STEP))
    coarse = cv2.resize(image, small, interpolation=cv2.INTER_AREA)
    blurred = cv2.GaussianBlur(coarse, (0, 0), max(sigma / COARSE_STEP, 0.5))
    return np.asarray(cv2.resize(blurred, (columns, rows), interpolation=cv2.INTER_CUBIC))
