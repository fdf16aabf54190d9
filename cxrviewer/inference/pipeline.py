"""One Radiograph in, one Analysis out: lungs and input check first, then every classifier."""

import contextlib
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from cxrviewer.bundle.manifest import AcceptedInput, Task
from cxrviewer.bundle.model_bundle import ModelBundle
from cxrviewer.domain.agreement import Agreement
from cxrviewer.domain.analysis import Analysis, AttentionGrid, BundleIdentity, Finding, LungMask
from cxrviewer.domain.doubts import Doubt
from cxrviewer.domain.errors import BundleError, CxrError, InferenceError
from cxrviewer.domain.occlusion import Occlusion
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.domain.repeatability import Repeatability
from cxrviewer.imaging.preprocess import Preparation
from cxrviewer.inference.agreement import measure_agreement
from cxrviewer.inference.input_check import check_header, check_view, once_each
from cxrviewer.inference.models import BundlePredictor, BundleSegmenter, open_model
from cxrviewer.inference.occlusion import measure_occlusion
from cxrviewer.inference.progress import Cancelled, Progress
from cxrviewer.inference.protocols import Device, NetworkOutput, RuntimeName
from cxrviewer.inference.repeatability import measure_repeatability

logger = logging.getLogger(__name__)
# Never measured: no GPU could be had.
GPU_BATCH = 16


class Analyzer:
    """The models of one process. Open, use and close it in one thread."""

    def __init__(
        self,
        models: Sequence[BundlePredictor | BundleSegmenter],
        failures: Sequence[BundleError | InferenceError],
    ) -> None:
        # Lungs first: the mask is the quickest thing to show.
        self._models = tuple(sorted(models, key=lambda m: m.bundle.manifest.task is Task.CLASSIFY))
        self.failures = tuple(failures)

    @classmethod
    def open(
        cls,
        bundles: Sequence[ModelBundle],
        *,
        runtime: str = "onnx",
        device: str = "auto",
        threads: int = 0,
    ) -> "Analyzer":
        """Load every bundle; one that cannot be used ends up in ``failures``."""
        models, failures = [], []
        for bundle in bundles:
            try:
                models.append(
                    open_model(bundle, RuntimeName(runtime), Device(device), threads=threads)
                )
            except (BundleError, InferenceError) as error:
                failures.append(error)
        return cls(models, failures)

    @property
    def bundles(self) -> tuple[ModelBundle, ...]:
        return tuple(model.bundle for model in self._models)

    @property
    def fallbacks(self) -> tuple[InferenceError, ...]:
        """Return why models do not run on the GPU that is there, each reason once."""
        reasons = (model.place.fallback for model in self._models)
        return tuple({str(reason): reason for reason in reasons if reason is not None}.values())

    @property
    def batch(self) -> int:
        """Return how many radiographs are best asked about together.

        On the processor a batch only takes more memory: docs/scale.md.
        """
        on_cpu = any(model.place.device is Device.CPU for model in self._models)
        return 1 if on_cpu else GPU_BATCH

    @property
    def _accepted(self) -> tuple[AcceptedInput, ...]:
        classifiers = (b.manifest for b in self.bundles if b.manifest.task is Task.CLASSIFY)
        return tuple(manifest.accepted for manifest in classifiers)

    @property
    def provider(self) -> str:
        """Return what executes the networks, for people to read."""
        names = dict.fromkeys(model.network.provider for model in self._models)
        return "; ".join(names) or "no models"

    def analyse(
        self,
        radiograph: Radiograph,
        *,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Analysis:
        """Ask every model. A model that fails costs its own findings and is named in failures.

        Raises Cancelled between two models once ``cancelled`` says so.
        """
        asked = _Asked(radiograph, Preparation(radiograph))
        check = _checking(cancelled)
        started = time.perf_counter()
        for done, model in enumerate(self._models):
            check()
            if progress is not None:
                progress(Progress(done, len(self._models), model.bundle.manifest.title))
            asked.ask(model)
        return self._heard(asked, time.perf_counter() - started)

    def analyse_batch(self, radiographs: Sequence[Radiograph]) -> tuple[Analysis, ...]:
        """Ask every model once about all ``radiographs``; the analyses are those of ``analyse``.

        What cannot be asked together is asked alone, and fails alone.
        """
        started = time.perf_counter()
        asked = [_Asked(radiograph, Preparation(radiograph)) for radiograph in radiographs]
        for model in self._models:
            for one, output in zip(asked, _outputs(model, asked), strict=True):
                one.ask(model, output)
        each = (time.perf_counter() - started) / max(1, len(asked))
        return tuple(self._heard(one, each) for one in asked)

    def _heard(self, asked: "_Asked", seconds: float) -> Analysis:
        radiograph, findings = asked.radiograph, asked.findings
        doubts = (*check_header(radiograph, self._accepted), *asked.doubts)
        if doubts:
            # A probability was calibrated on sound radiographs; here it would mean nothing.
            findings = [replace(finding, probability=None) for finding in findings]
        return Analysis(
            key=radiograph.key,
            findings=tuple(sorted(findings, key=lambda f: -f.score)),
            attention=tuple(asked.attention),
            lung_mask=asked.masks[0] if asked.masks else None,
            doubts=once_each(doubts),
            seconds=seconds,
            failures=tuple(asked.failures),
            provider=self.provider,
        )

    def repeatability(
        self, radiograph: Radiograph, *, cancelled: Callable[[], bool] | None = None
    ) -> Repeatability:
        """Measure how far the scores of ``radiograph`` move without a cause.

        Raises Cancelled between two questions once ``cancelled`` says so, and InferenceError.
        """

        predictors = [model for model in self._models if isinstance(model, BundlePredictor)]
        return measure_repeatability(radiograph, predictors, check=_checking(cancelled))

    def occlusion(
        self, radiograph: Radiograph, *, cancelled: Callable[[], bool] | None = None
    ) -> Occlusion:
        """Ask again with corners and markers covered. Raises like ``repeatability``."""

        return measure_occlusion(radiograph, self._models, check=_checking(cancelled))

    def agreement(
        self,
        radiograph: Radiograph,
        bundle: BundleIdentity,
        *,
        cancelled: Callable[[], bool] | None = None,
    ) -> Agreement:
        """Measure where the attention of ``bundle`` stays. Raises like ``repeatability``."""
        for model in self._models:
            if isinstance(model, BundlePredictor) and model.bundle.identity == bundle:
                return measure_agreement(radiograph, model, check=_checking(cancelled))
        raise InferenceError(
            f"The model {bundle.name} {bundle.version} is not open any more.",
            remedy="Run the analysis again.",
        )

    def close(self) -> None:
        """Drop the networks."""
        self._models = ()


@dataclass(slots=True)
class _Asked:
    """One radiograph on its way through the models, and what they have said so far."""

    radiograph: Radiograph
    tensors: Preparation
    findings: list[Finding] = field(default_factory=list)
    attention: list[AttentionGrid] = field(default_factory=list)
    masks: list[LungMask] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def ask(
        self, model: BundlePredictor | BundleSegmenter, output: NetworkOutput | None = None
    ) -> None:
        try:
            prepared = self.tensors.prepare(model.bundle.manifest.preprocess)
            if isinstance(model, BundleSegmenter):
                view = model.view(self.radiograph, prepared=prepared, output=output)
                self.masks.append(view.mask)
                self.doubts += check_view(self.radiograph, view, model.reference)
            else:
                said = model.predict(self.radiograph, prepared=prepared, output=output)
                self.findings += said.findings
                self.attention += said.attention
        except CxrError as error:
            self.failures.append(str(error))


def _outputs(
    model: BundlePredictor | BundleSegmenter, asked: Sequence[_Asked]
) -> list[NetworkOutput | None]:
    """Return what the network says of each, from one forward pass; None where that fails."""
    if len(asked) < 2:
        return [None] * len(asked)
    tensors: dict[int, NDArray[np.float32]] = {}
    for number, one in enumerate(asked):
        # One that has no tensor says so when it is asked alone.
        with contextlib.suppress(CxrError):
            tensors[number] = one.tensors.prepare(model.bundle.manifest.preprocess).tensor
    try:
        output = model.network.run(np.concatenate(list(tensors.values())))
    except (InferenceError, ValueError) as error:
        name = model.bundle.identity.name
        logger.warning("%s: a batch of %d failed, asked one by one: %s", name, len(asked), error)
        return [None] * len(asked)
    if len(output.values) != len(tensors):
        return [None] * len(asked)
    places = {number: output.of(place) for place, number in enumerate(tensors)}
    return [places.get(number) for number in range(len(asked))]


def _checking(cancelled: Callable[[], bool] | None) -> Callable[[], None]:
    """Return what raises Cancelled once ``cancelled`` says so."""

    def check() -> None:
        if cancelled is not None and cancelled():
            raise Cancelled

    return check
