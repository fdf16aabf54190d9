"""What a network's features look like on the radiographs that it was made from.

The file lies in the bundle of a segmenter and, like the model card, is known by its name in the
manifest's list of files, which holds its checksum. Without it the input check judges nothing but
the age and the size of the lungs.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.doubts import DoubtCode

REFERENCE_FILE = "reference.npz"
POOLS = 2
"""Feature maps are averaged over POOLS x POOLS fields: what is up and what is down stays known."""


@dataclass(frozen=True, slots=True, eq=False)
class InputReference:
    """Statistics of pooled features, float32; d values each.

    ``mean`` (d,) and ``axes`` (d, k) turn features into k values that have variance 1 on sound
    radiographs; their root mean square is the distance, and ``limit`` the greatest accepted one.
    ``kernels`` (d, n), ``biases`` (n,) and ``limits`` (n,) are probes: a logit above its limit
    raises the code of the same place in ``codes``.
    """

    mean: NDArray[np.float32]
    axes: NDArray[np.float32]
    limit: float
    codes: tuple[DoubtCode, ...]
    kernels: NDArray[np.float32]
    biases: NDArray[np.float32]
    limits: NDArray[np.float32]

    def __post_init__(self) -> None:
        size, count = len(self.mean), len(self.codes)
        if self.mean.ndim != 1 or self.axes.ndim != 2 or len(self.axes) != size:
            raise ValueError("mean and axes do not belong together")
        if self.kernels.shape != (size, count):
            raise ValueError("a probe needs one weight per feature")
        if self.biases.shape != (count,) or self.limits.shape != (count,):
            raise ValueError("a probe needs one bias and one limit")
        if not all(np.isfinite(array).all() for array in self._arrays()) or self.limit <= 0:
            raise ValueError("the statistics are not finite, or the limit is not above 0")

    def distance(self, pooled: NDArray[np.float32]) -> float:
        """Return how far features, float32 (d,), lie from those of sound radiographs."""
        inside = (pooled - self.mean) @ self.axes
        return float(np.sqrt(np.mean(np.square(inside))))

    def logits(self, pooled: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return what the probes say of features, float32 (d,), as float32 (n,)."""
        return np.asarray((pooled - self.mean) @ self.kernels + self.biases, np.float32)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return what the file holds."""
        return {
            "mean": self.mean,
            "axes": self.axes,
            "limit": np.float64(self.limit).reshape(1),
            "codes": np.asarray([code.value for code in self.codes], np.str_),
            "kernels": self.kernels,
            "biases": self.biases,
            "limits": self.limits,
        }

    def _arrays(self) -> tuple[NDArray[np.float32], ...]:
        return self.mean, self.axes, self.kernels, self.biases, self.limits


def reference_of(arrays: dict[str, NDArray[Any]]) -> InputReference:
    """Return what ``arrays`` say. Raises KeyError or ValueError where they say nothing sound."""
    return InputReference(
        mean=np.asarray(arrays["mean"], np.float32),
        axes=np.asarray(arrays["axes"], np.float32),
        limit=float(np.asarray(arrays["limit"], np.float64).reshape(1)[0]),
        codes=tuple(DoubtCode(str(code)) for code in arrays["codes"]),
        kernels=np.asarray(arrays["kernels"], np.float32),
        biases=np.asarray(arrays["biases"], np.float32),
        limits=np.asarray(arrays["limits"], np.float32),
    )


def pooled_features(features: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return feature maps, float32 (h, w, c), averaged over fields, float32 (POOLS^2 c,)."""
    rows, columns = _parts(features.shape[0]), _parts(features.shape[1])
    fields = [
        features[r[0] : r[-1] + 1, c[0] : c[-1] + 1].mean(axis=(0, 1))
        for r in rows
        for c in columns
    ]
    return np.asarray(np.concatenate(fields), np.float32)


def _parts(count: int) -> list[NDArray[np.int_]]:
    """Return POOLS runs of indices below ``count``; fewer cells than runs stand in several."""
    if count < POOLS:
        return [np.array([n * count // POOLS]) for n in range(POOLS)]
    return np.array_split(np.arange(count), POOLS)
