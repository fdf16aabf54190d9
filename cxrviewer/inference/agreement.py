"""Asks one model for its attention to small re-exposures of a radiograph."""

import time
from collections.abc import Callable, Sequence

from cxrviewer.domain.agreement import Agreement
from cxrviewer.domain.analysis import AttentionGrid
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.imaging.agreement import agreed_attention
from cxrviewer.imaging.reexposure import REEXPOSURES, Reexposure, reexposed
from cxrviewer.inference.models import BundlePredictor


def measure_agreement(
    radiograph: Radiograph,
    predictor: BundlePredictor,
    *,
    check: Callable[[], None],
    changes: Sequence[Reexposure] = REEXPOSURES,
) -> Agreement:
    """Ask about the radiograph and each change of it; ``check`` is called before each question.

    One forward pass each gives the attention for every label of the bundle. There is no mirrored
    view: a mirrored chest has its heart on the other side, and no bundle was fitted on any.
    Raises InferenceError.
    """
    started = time.perf_counter()
    seen: dict[str, list[tuple[Reexposure | None, AttentionGrid]]] = {}
    for change in (None, *changes):
        check()
        view = radiograph if change is None else reexposed(radiograph, change)
        for grid in predictor.predict(view).attention:
            seen.setdefault(grid.pathology, []).append((change, grid))
    return Agreement(
        radiograph.key,
        predictor.bundle.identity,
        len(changes) + 1,
        tuple(agreed_attention(views) for views in seen.values()),
        time.perf_counter() - started,
    )
