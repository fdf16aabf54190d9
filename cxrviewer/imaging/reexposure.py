"""The same patient exposed once more: small changes that say nothing about the chest.

Between two exposures of one patient the detector stands a little elsewhere, the patient a little
askew, has breathed in a little deeper, and the film is a little darker. How a model's score moves
under these is the least by which it moves without any cause; posture and overlap move it further.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.imaging.opencv import cv2
from cxrviewer.imaging.voi import auto_window


@dataclass(frozen=True, slots=True)
class Reexposure:
    """``right`` and ``down`` are shares of the picture's width and height, ``degrees`` a turn
    about its middle, ``breath`` a stretch along the columns, ``gamma`` an exponent on the values
    within the automatic window.
    """

    right: float
    down: float
    degrees: float
    breath: float
    gamma: float

    @property
    def moves(self) -> bool:
        return (self.right, self.down, self.degrees, self.breath) != (0.0, 0.0, 0.0, 1.0)


# Up to 3 % of the sides (about 1 cm on a detector of 43 cm), 2 degrees, 4 % of height and 12 %
# of the exponent; chosen by hand, since no public set exposes a patient twice on one day.
REEXPOSURES = (
    Reexposure(0.03, 0.00, 0.0, 1.00, 1.00),
    Reexposure(-0.03, 0.02, 1.0, 1.00, 0.94),
    Reexposure(0.00, 0.03, -1.0, 0.97, 1.12),
    Reexposure(0.02, -0.03, 2.0, 1.04, 0.90),
    Reexposure(-0.02, -0.02, -2.0, 1.00, 1.06),
    Reexposure(0.01, 0.02, 0.5, 0.96, 1.00),
    Reexposure(0.00, 0.00, 0.0, 1.02, 1.12),
    Reexposure(0.00, -0.01, 0.0, 1.00, 0.90),
)


def reexposed(radiograph: Radiograph, change: Reexposure) -> Radiograph:
    """Return ``radiograph`` as another exposure might have shown it; same key, same size.

    What comes in at the border repeats it. Pixels are moved whole: the picture is far finer than
    a model's tensor.
    """
    rows, columns = radiograph.rows, radiograph.columns
    indices = radiograph.indices
    if change.moves:
        indices = np.asarray(
            cv2.warpAffine(
                indices,
                way_of(change, rows, columns),
                (columns, rows),
                flags=cv2.INTER_NEAREST,
                borderMode=cv2.BORDER_REPLICATE,
            ),
            np.uint16,
        )
    return replace(radiograph, indices=indices, levels=_darker(radiograph, change.gamma))


def way_of(change: Reexposure, rows: int, columns: int) -> NDArray[np.float64]:
    """Return where pixels of a picture of ``rows`` x ``columns`` go, float64, (2, 3).

    The coordinates are those of pixel centres: (0, 0) is the centre of the first one.
    """
    middle = ((columns - 1) / 2.0, (rows - 1) / 2.0)
    matrix = np.asarray(cv2.getRotationMatrix2D(middle, change.degrees, 1.0), np.float64)
    # Stretched about the middle before it is turned.
    matrix[:, 2] += (1.0 - change.breath) * middle[1] * matrix[:, 1]
    matrix[:, 1] *= change.breath
    matrix[:, 2] += (change.right * columns, change.down * rows)
    return matrix


def _darker(radiograph: Radiograph, gamma: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    if gamma == 1.0:
        return radiograph.levels
    window = auto_window(radiograph)
    low = window.center - window.width / 2.0
    share = np.clip((radiograph.levels - low) / window.width, 0.0, 1.0)
    moved = radiograph.levels + (share**gamma - share) * window.width
    return np.asarray(moved, np.float64)
