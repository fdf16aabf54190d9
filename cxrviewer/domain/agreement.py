"""Where a model's attention stays when the radiograph changes a little."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.analysis import BundleIdentity
from cxrviewer.domain.radiograph import RadiographKey


@dataclass(frozen=True, slots=True, eq=False)
class AgreedAttention:
    """What the attention for ``pathology`` reaches in nearly every view.

    ``values`` is float32, (rows, columns), shares of the scale in [0, 1], over the whole
    radiograph with fewer pixels: at least the share ``AGREED`` of the views is as high or higher.
    """

    pathology: str
    values: NDArray[np.float32]


AGREED = 0.8
"""Share of the views that have to agree."""


@dataclass(frozen=True, slots=True, eq=False)
class Agreement:
    """The agreed attention of one bundle over ``views`` of one radiograph."""

    key: RadiographKey
    bundle: BundleIdentity
    views: int
    attention: tuple[AgreedAttention, ...]
    seconds: float

    def of(self, pathology: str) -> AgreedAttention | None:
        for agreed in self.attention:
            if agreed.pathology == pathology:
                return agreed
        return None
