"""Grad-CAM in closed form (Selvaraju et al., ICCV 2017), for heads of GAP and dense layers.

Grad-CAM weighs the last feature maps A by the gradient of a label's logit, averaged over the map.
Behind global average pooling that gradient is the same in every cell: d logit / d A[y, x, k] =
g[k] / (h w), with g the gradient of the dense layers alone. So the head is differentiated in NumPy,
for all labels at once, and the network is never run backwards. Dropout is the identity here.

The logit is taken before sigmoid or softmax, as in the paper. A cell's value is its share in the
logit: the sum over the cells, before negative ones are cut, is the logit less the biases' part.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cxrviewer.bundle.model_bundle import DenseLayer


@dataclass(frozen=True, slots=True)
class HeadExplainer:
    """An Explainer for the given dense layers, ReLU between them."""

    layers: tuple[DenseLayer, ...]

    def explain(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """Map features, float32 (h, w, c), to Grad-CAM, float32 (labels, h, w), at least 0."""
        height, width, channels = features.shape
        gradient = self.gradient(features.mean(axis=(0, 1))) / np.float32(height * width)
        # einsum: after a BLAS product its threads spin beside the next forward pass. It is quick
        # where both run along the channels.
        cells, along = features.reshape(-1, channels), np.ascontiguousarray(gradient.T)
        maps = np.einsum("nc,lc->ln", cells, along).reshape(-1, height, width)
        return np.asarray(np.maximum(maps, 0), np.float32)

    def gradient(self, pooled: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return d logit / d pooled, float32, (c, labels), at ``pooled``, float32 (c,)."""
        gates = self._open_gates(pooled)
        gradient = self.layers[-1].kernel
        for layer, gate in zip(reversed(self.layers[:-1]), reversed(gates), strict=True):
            gradient = np.einsum("ij,jl->il", layer.kernel * gate, gradient)
        return gradient

    def logits(self, pooled: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the head's logits, float32, (labels,), for ``pooled``, float32 (c,)."""
        value = pooled
        for layer in self.layers[:-1]:
            value = np.maximum(_dense(value, layer), 0)
        return _dense(value, self.layers[-1])

    def _open_gates(self, pooled: NDArray[np.float32]) -> list[NDArray[np.bool_]]:
        gates, value = [], pooled
        for layer in self.layers[:-1]:
            before = _dense(value, layer)
            gates.append(before > 0)
            value = np.maximum(before, 0)
        return gates


def _dense(value: NDArray[np.float32], layer: DenseLayer) -> NDArray[np.float32]:
    return np.asarray(np.einsum("i,ij->j", value, layer.kernel) + layer.bias, np.float32)
