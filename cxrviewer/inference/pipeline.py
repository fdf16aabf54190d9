"""One Radiograph in, one Analysis out: lungs and input check first, then every classifier."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

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
from cxrviewer.inference.protocols import Device, RuntimeName
from cxrviewer.inference.repeatability import measure_repeatability


class Cancelled(Exception):  # noqa: N818  (a request of the person, not an error)
    """The person no longer wants the result."""


@dataclass(frozen=True, slots=True)
class Progress:
    """``done`` of ``total`` steps are behind; ``what`` is the step under way."""

    done: int
    total: int
    what: str


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
        reasons = (model.fallback for model in self._models)
        return tuple({str(reason): reason for reason in reasons if reason is not None}.values())

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
        started = time.perf_counter()
        findings: list[Finding] = []
        attention: list[AttentionGrid] = []
        masks: list[LungMask] = []
        doubts: list[Doubt] = list(check_header(radiograph, self._accepted))
        failures = []
        tensors = Preparation(radiograph)
        for done, model in enumerate(self._models):
            if cancelled is not None and cancelled():
                raise Cancelled
            if progress is not None:
                progress(Progress(done, len(self._models), model.bundle.manifest.title))
            try:
                prepared = tensors.prepare(model.bundle.manifest.preprocess)
                if isinstance(model, BundleSegmenter):
                    view = model.view(radiograph, prepared=prepared)
                    masks.append(view.mask)
                    doubts += check_view(radiograph, view, model.reference)
                else:
                    said = model.predict(radiograph, prepared=prepared)
                    findings += said.findings
                    attention += said.attention
            except CxrError as error:
                failures.append(str(error))
        if doubts:
            # A probability was calibrated on sound radiographs; here it would mean nothing.
            findings = [replace(finding, probability=None) for finding in findings]
        return Analysis(
            key=radiograph.key,
            findings=tuple(sorted(findings, key=lambda f: -f.score)),
            attention=tuple(attention),
            lung_mask=masks[0] if masks else None,
            doubts=once_each(doubts),
            seconds=time.perf_counter() - started,
            failures=tuple(failures),
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


def _checking(cancelled: Callable[[], bool] | None) -> Callable[[], None]:
    """Return what raises Cancelled once ``cancelled`` says so."""

    def check() -> None:
        if cancelled is not None and cancelled():
            raise Cancelled

    return check
