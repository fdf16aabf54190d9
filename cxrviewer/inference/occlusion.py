"""Asks the models again with corners and markers covered."""

from collections.abc import Callable, Sequence

import numpy as np

from cxrviewer.domain.analysis import Finding
from cxrviewer.domain.occlusion import Covered, Occlusion
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.imaging.occlusion import covered, regions_of
from cxrviewer.imaging.preprocess import Preparation
from cxrviewer.inference.models import BundlePredictor, BundleSegmenter


def measure_occlusion(
    radiograph: Radiograph,
    models: Sequence[BundlePredictor | BundleSegmenter],
    *,
    check: Callable[[], None],
) -> Occlusion:
    """Ask every predictor about each covered region; ``check`` is called between two questions.

    Raises InferenceError.
    """
    predictors = [model for model in models if isinstance(model, BundlePredictor)]
    findings = _findings(radiograph, predictors, check)
    found = []
    for region in regions_of(radiograph, _lungs(radiograph, models)):
        said = _findings(covered(radiograph, region), predictors, check)
        found.append(Covered(region, tuple(finding.score for finding in said)))
    return Occlusion(radiograph.key, findings, tuple(found))


def _findings(
    radiograph: Radiograph, predictors: Sequence[BundlePredictor], check: Callable[[], None]
) -> tuple[Finding, ...]:
    tensors = Preparation(radiograph)
    found: list[Finding] = []
    for predictor in predictors:
        check()
        prepared = tensors.prepare(predictor.bundle.manifest.preprocess)
        found += predictor.predict(radiograph, prepared=prepared).findings
    return tuple(found)


def _lungs(
    radiograph: Radiograph, models: Sequence[BundlePredictor | BundleSegmenter]
) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    for model in models:
        if isinstance(model, BundleSegmenter):
            return model.segment(radiograph).mask
    return np.zeros((radiograph.rows, radiograph.columns), np.bool_)
