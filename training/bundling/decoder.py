"""The U-Net's decoder as ONNX nodes that convolve maps before they enlarge them.

Nearest-neighbour enlarging makes four equal pixels of one, and a 3 x 3 convolution behind it
multiplies each of them anew. But the four see only 2 x 2 pixels of the small map, through sums of
the kernel's rows and columns. So a convolution of the small map gives all four at once, in four
times the channels: 16 products where there were 36, and the same result but for the last bits
(Shi et al., "Is the deconvolution layer the same as a convolutional layer?", 2016).

Such four pixels are called a cell. Cells are aligned, pixels 2i and 2i + 1 either way, or shifted,
2i - 1 and 2i: a 3 x 3 convolution of aligned cells into shifted ones needs 2 x 2 cells only.
The last level, the largest, stays in cells to the end. Importing this module imports Keras.
"""

from collections.abc import Callable

import keras
import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper

from training.networks.building import INPUT, SKIPS

Floats = NDArray[np.float32]
PHASES = 4
ROWS_AND_COLUMNS = (2, 3)
TO_CHANNELS_FIRST, TO_CHANNELS_LAST = (0, 3, 1, 2), (0, 2, 3, 1)


def _places(count: int, place: Callable[[int], int]) -> Floats:
    """Return float32 (2, count, 3): 1 where pixel a of a cell meets row r of a kernel at a tap.

    ``place`` gives the tap of a + r.
    """
    found = np.zeros((2, count, 3), np.float32)
    for pixel in range(2):
        for row in range(3):
            found[pixel, place(pixel + row), row] = 1.0
    return found


SMALL_TO_SHIFTED = _places(2, lambda n: n // 2)
SMALL_TO_ALIGNED = _places(3, lambda n: (n + 1) // 2)
PIXELS_TO_ALIGNED = _places(4, lambda n: n)
ALIGNED_TO_SHIFTED = PIXELS_TO_ALIGNED.reshape(2, 2, 2, 3)


def with_decoder(encoder: onnx.ModelProto, model: keras.Model, outputs: tuple[str, str]) -> None:
    """Add the decoder of ``model``, a ``unet``, to the graph ``encoder``, in place.

    ``encoder`` has one output for each skip but the input, named like its layer, and the features
    under the second of ``outputs``, all (n, h, w, c). Left are the mask, (n, h, w, 1), and the
    features.
    """
    mask, features = outputs
    nodes = _Nodes()
    tensor = nodes.channels_first(features)
    for level, skip in enumerate(SKIPS[:-1], start=1):
        tensor = _joined(nodes, model, level, tensor, nodes.channels_first(skip))
    cells = _last_level(nodes, model, tensor, nodes.channels_first(INPUT))
    probability = nodes.add("Sigmoid", nodes.pixels_of_shifted(cells))
    nodes.add("Transpose", probability, name=mask, perm=TO_CHANNELS_LAST)
    graph = encoder.graph
    kept = [output for output in graph.output if output.name == features]
    size = ("batch", *model.input_shape[1:3], 1)
    found = helper.make_tensor_value_info(mask, onnx.TensorProto.FLOAT, size)
    del graph.output[:]
    graph.output.extend([found, *kept])
    graph.node.extend(nodes.nodes)
    graph.initializer.extend(nodes.constants)


def _joined(nodes: "_Nodes", model: keras.Model, level: int, small: str, skip: str) -> str:
    """Return what a level makes of the ``small`` map and of ``skip``, which has twice its size."""
    kernel, bias = _folded(model, f"decoder_{level}_1")
    inner = _channels_below(model, level)
    cells = nodes.convolve(small, _into_cells(kernel[:, :inner], SMALL_TO_SHIFTED))
    beside = nodes.convolve(skip, kernel[:, inner:], bias)
    tensor = nodes.add("Relu", nodes.add("Add", beside, nodes.pixels_of_shifted(cells)))
    return nodes.add("Relu", nodes.convolve(tensor, *_folded(model, f"decoder_{level}_2")))


def _last_level(nodes: "_Nodes", model: keras.Model, small: str, image: str) -> str:
    """Return the mask's logits in shifted cells, (n, 4, h / 2 + 1, w / 2 + 1)."""
    level = len(SKIPS)
    kernel, bias = _folded(model, f"decoder_{level}_1")
    inner = _channels_below(model, level)
    beside = nodes.convolve(
        image, _into_cells(kernel[:, inner:], PIXELS_TO_ALIGNED), np.tile(bias, PHASES), stride=2
    )
    cells = nodes.convolve(small, _into_cells(kernel[:, :inner], SMALL_TO_ALIGNED))
    aligned = nodes.add("Relu", nodes.add("Add", cells, beside))
    kernel, bias = _folded(model, f"decoder_{level}_2")
    shifted = nodes.convolve(aligned, _between_cells(kernel), np.tile(bias, PHASES))
    kernel, bias = _weights(model, "mask")
    each = np.kron(np.eye(PHASES, dtype=np.float32), kernel[:, :, 0, 0])[..., None, None]
    return nodes.convolve(nodes.add("Relu", shifted), each, np.tile(bias, PHASES), padding=0)


def _into_cells(kernel: Floats, taps: Floats) -> Floats:
    """Return the kernel that makes cells of what lies at ``taps``: (4 o, c, taps, taps)."""
    found = np.einsum("ayr,bxs,ocrs->abocyx", taps, taps, kernel)
    return np.reshape(found, (-1, *found.shape[3:]))


def _between_cells(kernel: Floats) -> Floats:
    """Return the kernel that makes shifted cells of aligned ones: (4 o, 4 c, 2, 2)."""
    taps = ALIGNED_TO_SHIFTED
    found = np.einsum("aypr,bxqs,ocrs->abopqcyx", taps, taps, kernel)
    outer, inner = kernel.shape[:2]
    return np.reshape(found, (PHASES * outer, PHASES * inner, 2, 2))


def _channels_below(model: keras.Model, level: int) -> int:
    """Return how many channels come from below at a level; they stand before those of the skip."""
    return int(model.get_layer(f"up_{level}").output.shape[-1])


def _folded(model: keras.Model, name: str) -> tuple[Floats, Floats]:
    """Return kernel, (o, c, h, w), and bias of a convolution with the normalisation behind it."""
    normalise = model.get_layer(f"{name}_bn")
    gamma, beta, mean, variance = normalise.get_weights()
    factor = gamma / np.sqrt(variance + normalise.epsilon)
    (kernel,) = model.get_layer(name).get_weights()
    folded = (kernel * factor).transpose(3, 2, 0, 1)
    return np.asarray(folded, np.float32), np.asarray(beta - mean * factor, np.float32)


def _weights(model: keras.Model, name: str) -> tuple[Floats, Floats]:
    kernel, bias = model.get_layer(name).get_weights()
    return np.asarray(kernel.transpose(3, 2, 0, 1), np.float32), np.asarray(bias, np.float32)


class _Nodes:
    """Nodes and constants of a growing graph; each step returns the name of what it makes."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def add(self, kind: str, *inputs: str, name: str = "", **attributes: object) -> str:
        name = name or f"decoder/{len(self.nodes)}/{kind}"
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, **attributes))
        return name

    def channels_first(self, tensor: str) -> str:
        return self.add("Transpose", tensor, perm=TO_CHANNELS_FIRST)

    def convolve(
        self,
        tensor: str,
        kernel: Floats,
        bias: Floats | None = None,
        *,
        stride: int = 1,
        padding: int = 1,
    ) -> str:
        weights = [kernel] if bias is None else [kernel, bias]
        return self.add(
            "Conv",
            tensor,
            *(self._constant(values) for values in weights),
            kernel_shape=kernel.shape[2:],
            strides=[stride] * 2,
            pads=[padding] * 4,
        )

    def pixels_of_shifted(self, cells: str) -> str:
        """Return the pixels of shifted cells; the outermost lie beside the picture and go."""
        pixels = self.add("DepthToSpace", cells, blocksize=2, mode="DCR")
        ends = ([1, 1], [-1, -1], ROWS_AND_COLUMNS)
        return self.add("Slice", pixels, *(self._constant(np.asarray(x, np.int64)) for x in ends))

    def _constant(self, values: NDArray[np.float32] | NDArray[np.int64]) -> str:
        name = f"decoder/constant/{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name
