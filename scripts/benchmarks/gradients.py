"""All scores, heatmaps and the lung mask, beside other ways to come to the same heatmaps."""

import subprocess
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cxrviewer.bundle.model_bundle import ModelBundle
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.imaging.geometry import to_image_space, without_padding
from cxrviewer.imaging.lungs import lung_fields, only_lungs
from cxrviewer.imaging.preprocess import prepare
from cxrviewer.inference.pipeline import Analyzer
from scripts.benchmarks.analyse import THREADS, one_radiograph, shipped_bundles
from scripts.benchmarks.figures import ROOT, Extent, Figure, Measured, at_least, in_turns, ratio

CLASSIFIER, SEGMENTER = "nih14", "lungs"
OTHER_RUNS = 3


class KerasWay:
    """The same two networks in Keras, with the gradients taken by TensorFlow."""

    def __init__(self, classifier: ModelBundle, segmenter: ModelBundle) -> None:
        # TensorFlow is heavy, and no other part needs it.
        import keras  # noqa: PLC0415
        import tensorflow as tf  # noqa: PLC0415

        self._tf, self._classifier, self._segmenter = tf, classifier, segmenter
        network = keras.models.load_model(classifier.folder / "model.keras", compile=False)
        layer = network.get_layer(classifier.manifest.network.feature_layer)
        self._network = keras.Model(network.inputs, [layer.output, *network.outputs])
        self._lungs = keras.models.load_model(segmenter.folder / "model.keras", compile=False)
        self._labels = len(classifier.manifest.output.labels)
        self._compiled_lungs = tf.function(self._lungs, autograph=False)
        self._jacobian = tf.function(self._all_at_once, autograph=False)

    def tape_per_label(self, radiograph: Radiograph) -> NDArray[np.float32]:
        """Run forwards and backwards once for every label, as most published programs do."""
        tensor = self._tensor(radiograph)
        maps = [self._one_label(tensor, label) for label in range(self._labels)]
        self._mask(radiograph, self._lungs)
        return np.stack(maps)

    def batch_jacobian(self, radiograph: Radiograph) -> NDArray[np.float32]:
        """Run forwards once and backwards for all labels at once, in one compiled graph."""
        maps = self._jacobian(self._tensor(radiograph)).numpy()
        self._mask(radiograph, self._compiled_lungs)
        return np.asarray(maps, np.float32)

    def _tensor(self, radiograph: Radiograph) -> Any:
        tensor = prepare(radiograph, self._classifier.manifest.preprocess).tensor
        return self._tf.convert_to_tensor(tensor)

    def _one_label(self, tensor: Any, label: int) -> NDArray[np.float32]:
        with self._tf.GradientTape() as tape:
            features, scores = self._network(tensor, training=False)
            score = scores[:, label]
        weights = self._tf.reduce_mean(tape.gradient(score, features), axis=(1, 2))
        return np.asarray(self._tf.nn.relu(self._tf.einsum("bhwc,bc->hw", features, weights)))

    def _all_at_once(self, tensor: Any) -> Any:
        with self._tf.GradientTape() as tape:
            features, scores = self._network(tensor, training=False)
        jacobian = tape.batch_jacobian(scores, features)
        weights = self._tf.reduce_mean(jacobian, axis=(2, 3))
        return self._tf.nn.relu(self._tf.einsum("bhwc,blc->lhw", features, weights))

    def _mask(self, radiograph: Radiograph, lungs: Callable[[Any], Any]) -> NDArray[np.bool_]:
        prepared = prepare(radiograph, self._segmenter.manifest.preprocess)
        values = np.asarray(lungs(self._tf.convert_to_tensor(prepared.tensor)))
        threshold = self._segmenter.manifest.output.threshold or 0.5
        probability, box = without_padding(values[0, ..., 0], prepared.letterbox)
        fields = lung_fields(probability, threshold=threshold)
        return (
            to_image_space(only_lungs(probability, fields, threshold=threshold), box) >= threshold
        )


def measure_gradients(extent: Extent) -> Measured:
    """14 scores, all heatmaps and the lung mask, beside gradients by TensorFlow and PyTorch."""
    radiograph = one_radiograph()
    (segmenter,), (classifier,) = shipped_bundles(SEGMENTER), shipped_bundles(CLASSIFIER)
    analyzer = Analyzer.open([segmenter, classifier], device="cpu", threads=THREADS)
    keras = KerasWay(classifier, segmenter)
    own = partial(analyzer.analyse, radiograph)
    # In turns, so that nobody has the machine when it is calmer. The slow ways get fewer runs.
    compiled, beside = in_turns(extent.runs, partial(keras.batch_jacobian, radiograph), own)
    taped, again = in_turns(
        min(extent.runs, OTHER_RUNS), partial(keras.tape_per_label, radiograph), own
    )
    yield Figure("scores, heatmaps, lung mask and input check", [*beside, *again])
    tape = at_least("faster", ratio(taped, again), 100)
    yield Figure("Keras, one GradientTape pass per label, and the mask", taped, goals=(tape,))
    graph = at_least("faster", ratio(compiled, beside), 1.5)
    yield Figure("TensorFlow, compiled batch_jacobian, and the mask", compiled, goals=(graph,))
    yield from _measure_torch(extent)


def _measure_torch(extent: Extent) -> Measured:
    """PyTorch and TensorFlow do not share a process, so this one is beside it."""
    name = "PyTorch, DenseNet121, one backward pass per label"
    command = [
        sys.executable,
        "-m",
        "scripts.benchmarks.torch_way",
        str(min(extent.runs, OTHER_RUNS)),
    ]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if ended.returncode:
        last = (ended.stderr.strip().splitlines() or ["no message"])[-1]
        yield Figure(name, (), skipped=f"{last} (it wants the extra bench)")
        return
    backward, to_maps, own = (
        [float(word) for word in line.split()] for line in ended.stdout.strip().splitlines()[-3:]
    )
    yield Figure("DenseNet121 in ONNX Runtime, 14 Grad-CAMs in closed form", own)
    yield Figure(name, backward, goals=(at_least("faster", ratio(backward, own), 20),))
    yield Figure("PyTorch, DenseNet121, gradients of the last maps alone", to_maps)
