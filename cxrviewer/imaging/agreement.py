"""What of a model's attention stays where it is when the radiograph changes a little."""

from collections.abc import Sequence
from math import ceil

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.agreement import AGREED, AgreedAttention
from cxrviewer.domain.analysis import AttentionGrid
from cxrviewer.imaging.attention import Line, bounded, contours_of
from cxrviewer.imaging.opencv import cv2
from cxrviewer.imaging.overlays import make_heatmap
from cxrviewer.imaging.reexposure import Reexposure, way_of

SIDE = 256


def agreed_attention(
    views: Sequence[tuple[Reexposure | None, AttentionGrid]],
) -> AgreedAttention:
    """Return what the attention of at least AGREED of the ``views`` reaches, place by place.

    Each view is a change, None for the radiograph as it is, with the attention to what it made;
    every heatmap is brought back to where the unchanged radiograph has its pixels.
    """
    _, first = views[0]
    stack = np.stack([_brought_back(change, grid) for change, grid in views])
    # The k-th highest value is what k views reach.
    stack.sort(axis=0)
    return AgreedAttention(first.pathology, stack[len(views) - ceil(AGREED * len(views))].copy())


def agreement_contours(
    agreed: AgreedAttention, *, floor: float, size: tuple[int, int]
) -> tuple[Line, ...]:
    """Return closed lines around what is agreed at or above ``floor``; see contours_of."""
    return contours_of(agreed.values, floor=floor, size=size)


def agreed_share(grid: AttentionGrid, agreed: AgreedAttention, *, floor: float) -> float | None:
    """Return how much of the area drawn at ``floor`` is agreed, in [0, 1]; None of no area."""
    rows, columns = agreed.values.shape
    drawn = make_heatmap(grid, rows=rows, columns=columns).values >= max(floor, 1e-6)
    if not drawn.any():
        return None
    return float((agreed.values[drawn] >= max(floor, 1e-6)).mean())


def _brought_back(change: Reexposure | None, grid: AttentionGrid) -> NDArray[np.float32]:
    box = grid.letterbox
    rows, columns = bounded((box.rows, box.columns), SIDE)
    values = make_heatmap(grid, rows=rows, columns=columns).values
    if change is None or not change.moves:
        return values
    way = way_of(change, rows, columns)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    back = cv2.warpAffine(
        values, way, (columns, rows), flags=flags, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(back, np.float32)
