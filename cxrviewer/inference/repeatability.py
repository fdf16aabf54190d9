"""Measures how far scores move when the same chest is exposed again."""

import time
from collections.abc import Callable, Sequence

import numpy as np

from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.domain.repeatability import Repeatability, ScoreSpread
from cxrviewer.imaging.preprocess import Preparation
from cxrviewer.imaging.reexposure import REEXPOSURES, Reexposure, reexposed
from cxrviewer.inference.models import BundlePredictor


def measure_repeatability(
    radiograph: Radiograph,
    predictors: Sequence[BundlePredictor],
    *,
    check: Callable[[], None],
    changes: Sequence[Reexposure] = REEXPOSURES,
) -> Repeatability:
    """Ask every predictor about each re-exposure; ``check`` is called between two questions.

    It costs as many forward passes per bundle as there are ``changes``. The deviation is that of
    the re-exposures' scores, with one degree of freedom less. Raises InferenceError.
    """
    started = time.perf_counter()
    scores: dict[ScoreSpread, list[float]] = {}
    for change in changes:
        again = reexposed(radiograph, change)
        tensors = Preparation(again)
        for predictor in predictors:
            check()
            prepared = tensors.prepare(predictor.bundle.manifest.preprocess)
            for finding in predictor.predict(again, prepared=prepared).findings:
                empty = ScoreSpread(finding.pathology, finding.bundle, 0.0)
                scores.setdefault(empty, []).append(finding.score)
    spreads = tuple(
        ScoreSpread(key.pathology, key.bundle, float(np.std(values, ddof=1)))
        for key, values in scores.items()
    )
    return Repeatability(radiograph.key, spreads, len(changes), time.perf_counter() - started)
