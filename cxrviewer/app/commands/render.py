"""``cxrviewer render``: the display values of one file as the screen shows them at 1:1."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cxrviewer.bundle.store import BundleStore
from cxrviewer.domain.analysis import Analysis, AttentionGrid
from cxrviewer.domain.errors import UsageError
from cxrviewer.domain.radiograph import Radiograph, Voi, Window
from cxrviewer.imaging.display import render_display
from cxrviewer.imaging.overlays import blend, heatmap_rgba, make_heatmap, mask_rgba
from cxrviewer.imaging.voi import initial_voi
from cxrviewer.inference.pipeline import Analyzer
from cxrviewer.reading.reader import Reader
from cxrviewer.report.images import write_png

OPACITY = 0.6
LUNGS = "lungs"


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """The arguments of ``cxrviewer render``; ``window`` is (center, width) or None."""

    file: Path
    out: Path
    window: tuple[float, float] | None
    invert: bool
    overlay: str
    bundle_folders: Sequence[Path]
    runtime: str
    device: str


def render(options: RenderOptions) -> None:
    """Write the picture, grey without an overlay and RGB with one."""
    with Reader() as reader:
        radiograph = reader.load(options.file)
    display = render_display(radiograph, _voi(radiograph, options), invert=options.invert)
    picture: NDArray[np.uint8] = display
    if options.overlay:
        picture = blend(display, _overlay(radiograph, options))
    write_png(options.out, picture)


def _voi(radiograph: Radiograph, options: RenderOptions) -> Voi:
    if options.window is None:
        return initial_voi(radiograph)
    try:
        return Window(*options.window)
    except ValueError as error:
        raise UsageError(
            f"That window cannot be: {error}.", remedy="Give a finite center and a width above 1."
        ) from error


def _overlay(radiograph: Radiograph, options: RenderOptions) -> NDArray[np.uint8]:
    analysis = _analyse(radiograph, options)
    if options.overlay == LUNGS:
        if analysis.lung_mask is None:
            raise UsageError(
                "No bundle finds lungs here.", remedy="See `cxrviewer bundles verify`."
            )
        return mask_rgba(analysis.lung_mask.mask, opacity=OPACITY)
    heatmap = make_heatmap(_grid(analysis, options.overlay))
    return heatmap_rgba(heatmap.values, opacity=OPACITY)


def _grid(analysis: Analysis, label: str) -> AttentionGrid:
    for grid in analysis.attention:
        if grid.pathology.casefold() == label.casefold():
            return grid
    known = ", ".join(dict.fromkeys((LUNGS, *(g.pathology for g in analysis.attention))))
    raise UsageError(f"No bundle explains {label!r}.", remedy=f"Choose one of: {known}.")


def _analyse(radiograph: Radiograph, options: RenderOptions) -> Analysis:
    bundles, errors = BundleStore(options.bundle_folders).load_all()
    analyzer = Analyzer.open(bundles, runtime=options.runtime, device=options.device)
    failures = (*errors, *analyzer.failures)
    if failures and not analyzer.bundles:
        raise failures[0]
    try:
        return analyzer.analyse(radiograph)
    finally:
        analyzer.close()
