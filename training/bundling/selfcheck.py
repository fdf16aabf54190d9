"""The picture that a bundle checks itself with: analytic, so that it is nobody's."""

import io
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.domain.study import FileKind, Instance, Patient, Series, Study

ROWS, COLUMNS = 420, 360
LEVELS = 1024


def self_check_radiograph() -> Radiograph:
    """Return a chest-like picture of 420 x 360 pixels and 1024 levels.

    It is not square, so that the check covers the letterbox as well.
    """
    instance = Instance(Path("self-check"), FileKind.OTHER, Series(Study(Patient())))
    return Radiograph(
        instance,
        indices=self_check_indices(),
        levels=np.linspace(-200.0, 3895.0, LEVELS),
        padding=np.zeros(LEVELS, np.bool_),
        inverted=False,
        digest="",
    )


def self_check_indices() -> NDArray[np.uint16]:
    """Return body, two dark lung fields, ribs, spine and heart, uint16, (420, 360)."""
    y, x = np.mgrid[0:ROWS, 0:COLUMNS]
    v, u = y / ROWS * 2 - 1, x / COLUMNS * 2 - 1
    grey = 0.75 * _soft(1 - (u / 0.95) ** 4 - (v / 1.2) ** 4)
    for side in (-1, 1):
        grey -= 0.5 * _soft(1 - ((u - side * 0.42) / 0.3) ** 2 - ((v + 0.05) / 0.68) ** 2)
    grey += 0.15 * np.exp(-((u / 0.09) ** 2))
    grey += 0.3 * _soft(1 - ((u - 0.14) / 0.34) ** 2 - ((v - 0.38) / 0.26) ** 2)
    grey += 0.04 * np.sin(26 * (v + 0.35 * u**2))
    return np.rint(np.clip(grey, 0, 1) * (LEVELS - 1)).astype(np.uint16)


def self_check_file(
    radiograph: Radiograph, tensor: NDArray[np.float32], outputs: NDArray[np.float32]
) -> bytes:
    """Return the .npz that a bundle's reader expects."""
    packed = io.BytesIO()
    np.savez_compressed(
        packed,
        indices=radiograph.indices,
        levels=radiograph.levels,
        tensor=tensor,
        outputs=outputs,
    )
    return packed.getvalue()


def _soft(field: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return 1 inside (``field`` above 0) and 0 outside, with a soft edge."""
    return np.asarray(1 / (1 + np.exp(-np.clip(field * 12, -50, 50))), np.float64)
