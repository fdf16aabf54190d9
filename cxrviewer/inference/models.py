"""A bundle together with its network: the Predictor and the Segmenter of the pipeline."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cxrviewer.bundle.manifest import Decision, Platt, Task
from cxrviewer.bundle.model_bundle import ModelBundle
from cxrviewer.bundle.reference import REFERENCE_FILE, InputReference, pooled_features
from cxrviewer.domain.analysis import AttentionGrid, Finding, LungMask
from cxrviewer.domain.errors import BundleError, InferenceError
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.domain.study import FileKind, Instance, Patient, Series, Study
from cxrviewer.imaging.geometry import to_image_space, without_padding
from cxrviewer.imaging.lungs import lung_fields, only_lungs
from cxrviewer.imaging.preprocess import PreparedInput, prepare
from cxrviewer.inference.gradcam import HeadExplainer
from cxrviewer.inference.input_check import LungView
from cxrviewer.inference.protocols import (
    Classification,
    Device,
    Explainer,
    Network,
    NetworkOutput,
    Placement,
    RuntimeName,
)

ON_CPU = Placement()


@dataclass(frozen=True, slots=True)
class BundlePredictor:
    """A Predictor: every score and every attention grid of a bundle from one forward pass.

    A head that the manifest calls untrained says nothing: its label has neither.
    """

    bundle: ModelBundle
    network: Network
    explainer: Explainer | None
    place: Placement = ON_CPU

    def predict(
        self,
        radiograph: Radiograph,
        *,
        prepared: PreparedInput | None = None,
        output: NetworkOutput | None = None,
    ) -> Classification:
        """Ask the network, or read ``output`` where it was asked in a batch already."""
        prepared = prepared or prepare(radiograph, self.bundle.manifest.preprocess)
        output = output or self.network.run(prepared.tensor)
        scores = _finite(output, self.bundle)[0]
        trained = self.bundle.manifest.output.trained
        findings = tuple(
            self._finding(n, float(scores[n])) for n, learned in enumerate(trained) if learned
        )
        explanation = self.bundle.manifest.explanation
        if self.explainer is None or explanation is None:
            return Classification(findings, ())
        maps = self.explainer.explain(output.features[0])
        grids = zip(self.bundle.manifest.output.labels, maps, explanation.scales, strict=True)
        return Classification(
            findings,
            tuple(
                AttentionGrid(label, self.bundle.identity, values, scale, prepared.letterbox)
                for (label, values, scale), learned in zip(grids, trained, strict=True)
                if learned
            ),
        )

    def _finding(self, number: int, score: float) -> Finding:
        manifest = self.bundle.manifest
        assert manifest.decision is not None
        return Finding(
            manifest.output.labels[number],
            score,
            calibrated(score, manifest.decision, number),
            manifest.decision.operating_points[number],
            self.bundle.identity,
        )


@dataclass(frozen=True, slots=True)
class BundleSegmenter:
    """A Segmenter: one bundle's lung fields, brought back to the radiograph's own pixels."""

    bundle: ModelBundle
    network: Network
    reference: InputReference | None = None
    place: Placement = ON_CPU

    def segment(self, radiograph: Radiograph, *, prepared: PreparedInput | None = None) -> LungMask:
        return self.view(radiograph, prepared=prepared).mask

    def view(
        self,
        radiograph: Radiograph,
        *,
        prepared: PreparedInput | None = None,
        output: NetworkOutput | None = None,
    ) -> LungView:
        """Return the lung fields with what the input check needs, from one forward pass."""
        manifest = self.bundle.manifest
        threshold = manifest.output.threshold
        assert threshold is not None
        prepared = prepared or prepare(radiograph, manifest.preprocess)
        output = output or self.network.run(prepared.tensor)
        values = _finite(output, self.bundle)
        probability, box = without_padding(values[0, ..., 0], prepared.letterbox)
        fields = lung_fields(probability, threshold=threshold)
        soft = only_lungs(probability, fields, threshold=threshold)
        return LungView(
            LungMask(self.bundle.identity, to_image_space(soft, box) >= threshold),
            fields,
            pooled_features(output.features[0]),
        )


def open_model(
    bundle: ModelBundle, runtime: RuntimeName, device: Device, *, threads: int = 0
) -> BundlePredictor | BundleSegmenter:
    """Load the network of ``bundle`` and run its self-check.

    The ONNX graph is used where there is one, unless ``runtime`` asks for TensorFlow.
    Raises BundleError or InferenceError.
    """
    network, place = _open_checked(bundle, runtime, device, threads=threads)
    if bundle.manifest.task is Task.SEGMENT:
        return BundleSegmenter(bundle, network, bundle.read_reference(), place)
    head = bundle.read_head()
    return BundlePredictor(bundle, network, HeadExplainer(head) if head else None, place)


def run_self_check(bundle: ModelBundle, network: Network) -> None:
    """Raise BundleError where the bundle's own picture gives another tensor or other outputs.

    Head and statistics are held against the feature maps that the network gave.
    """
    check = bundle.read_self_check()
    padding = np.zeros(check.levels.shape, np.bool_)
    radiograph = Radiograph(
        _SELF_CHECK_INSTANCE, check.indices, check.levels, padding, inverted=False, digest=""
    )
    tensor = prepare(radiograph, bundle.manifest.preprocess).tensor
    _compare("tensor", tensor, check.tensor, bundle)
    output = network.run(tensor)
    _compare("outputs", output.values, check.outputs, bundle)
    _require_fit(bundle, output.features[0])


def calibrated(score: float, decision: Decision, number: int) -> float | None:
    """Return the probability behind ``score``, or None where the label is not calibrated."""
    platt = decision.calibration[number]
    return None if platt is None else platt_probability(score, platt)


def platt_probability(score: float, platt: Platt) -> float:
    """Return 1 / (1 + exp(-(slope logit(score) + intercept))) (Platt, 1999)."""
    bounded = min(max(score, 1e-7), 1.0 - 1e-7)
    logit = np.log(bounded / (1.0 - bounded))
    return float(1.0 / (1.0 + np.exp(-(platt.slope * logit + platt.intercept))))


CHOOSE_CPU = "Choose the device cpu, or bring the GPU's driver up to date."

_SELF_CHECK_INSTANCE = Instance(
    path=Path("self-check"), kind=FileKind.OTHER, series=Series(Study(Patient()))
)


def _open_checked(
    bundle: ModelBundle, runtime: RuntimeName, device: Device, *, threads: int
) -> tuple[Network, Placement]:
    """Return a network that has passed its self-check, and where it runs."""
    if runtime is RuntimeName.TENSORFLOW or bundle.manifest.network.onnx is None:
        from cxrviewer.inference import keras_runtime  # noqa: PLC0415  (loads TensorFlow)

        return _checked(bundle, keras_runtime.open_network(bundle)), ON_CPU
    from cxrviewer.inference import onnx_runtime  # noqa: PLC0415  (loads ONNX Runtime)

    place = Placement(Device.CPU if device is Device.AUTO else device)
    if device is Device.AUTO and Device.CUDA in onnx_runtime.available_devices():
        try:
            network = onnx_runtime.open_network(bundle, Device.CUDA, threads=threads)
            return _checked(bundle, network), Placement(Device.CUDA)
        except (InferenceError, BundleError) as error:
            place = Placement(Device.CPU, _fallback(error))
    network = onnx_runtime.open_network(bundle, place.device, threads=threads)
    return _checked(bundle, network), place


def _checked(bundle: ModelBundle, network: Network) -> Network:
    run_self_check(bundle, network)
    return network


def _fallback(error: InferenceError | BundleError) -> InferenceError:
    """Return what a person is told of a GPU that is not used; the same for every bundle."""
    remedy = CHOOSE_CPU if isinstance(error, BundleError) else error.remedy
    return InferenceError(f"The models run on the processor. {error.cause}", remedy=remedy)


def _require_fit(bundle: ModelBundle, features: NDArray[np.float32]) -> None:
    """Raise BundleError where a file of the bundle is for other maps than ``features``."""
    layers, reference = bundle.read_head(), bundle.read_reference()
    given = [features.shape[-1], *(layer.kernel.shape[1] for layer in layers)]
    wanted = [*(layer.kernel.shape[0] for layer in layers), len(bundle.manifest.output.labels)]
    if layers and given != wanted:
        raise _foreign("The head", bundle)
    if reference is not None and reference.mean.size != pooled_features(features).size:
        raise _foreign(f"The table {REFERENCE_FILE}", bundle)


def _foreign(what: str, bundle: ModelBundle) -> BundleError:
    return BundleError(
        f"{what} of the bundle {bundle.identity.name} is of another network.",
        remedy="Install the bundle again from its source.",
        path=bundle.folder,
    )


def _finite(output: NetworkOutput, bundle: ModelBundle) -> NDArray[np.float32]:
    expected = 1 if bundle.manifest.task is Task.SEGMENT else len(bundle.manifest.output.labels)
    if output.values.shape[-1] != expected:
        raise InferenceError(
            f"The network gives {output.values.shape[-1]} values; the manifest names {expected}.",
            remedy="Install the bundle again from its source.",
            path=bundle.folder,
        )
    if not np.isfinite(output.values).all():
        raise InferenceError(
            f"The network of {bundle.identity.name} gave values that are not numbers.",
            remedy="Try again with the device set to cpu.",
            path=bundle.folder,
        )
    return output.values


def _compare(
    what: str, given: NDArray[np.float32], expected: NDArray[np.float32], bundle: ModelBundle
) -> None:
    tolerance = bundle.manifest.self_check.tolerance
    if given.shape == expected.shape:
        difference = float(np.abs(given - expected).max())
        if difference <= tolerance:
            return
        problem = f"differ by {difference:.2g}, more than {tolerance:.2g}"
    else:
        problem = f"have the shape {given.shape}, not {expected.shape}"
    raise BundleError(
        f"The self-check failed: its {what} {problem}.",
        remedy="Do not use this bundle; install it again from its source.",
        path=bundle.folder,
    )
