"""``cxrviewer render``: the display values of one file as the screen shows them at 1:1."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cxrviewer.app.display_state import DisplayState
from cxrviewer.app.presentations import with_presentation
from cxrviewer.bundle.store import BundleStore
from cxrviewer.domain.analysis import Analysis, AttentionGrid
from cxrviewer.domain.errors import UsageError
from cxrviewer.domain.presentation import PresentationState
from cxrviewer.domain.radiograph import Radiograph, Window
from cxrviewer.imaging.display import render_look
from cxrviewer.imaging.overlays import blend, heatmap_rgba, make_heatmap, mask_rgba
from cxrviewer.imaging.presentation import left_out
from cxrviewer.imaging.voi import initial_voi
from cxrviewer.inference.pipeline import Analyzer
from cxrviewer.reading.reader import Reader
from cxrviewer.report.images import write_png
from cxrviewer.report.presented import presented

OPACITY = 0.6
LUNGS = "lungs"


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """The arguments of ``cxrviewer render``; ``window`` is (center, width) or None.

    ``presentation`` is the file of a presentation state to show the radiograph by.
    """

    file: Path
    out: Path
    window: tuple[float, float] | None
    invert: bool
    overlay: str
    bundle_folders: Sequence[Path]
    runtime: str
    device: str
    presentation: Path | None = None


def render(options: RenderOptions) -> tuple[str, ...]:
    """Write the picture, grey without an overlay and RGB with one.

    It has the radiograph's own pixels, also where they are oblong; a presentation state may turn
    it, and show a part of it. Returns what of the state is not applied, in sentences.
    """
    _check_out(options)
    with Reader() as reader:
        radiograph = reader.load(options.file)
        state = _read_state(reader, options.presentation, radiograph)
    display = _display(radiograph, options, state)
    picture: NDArray[np.uint8] = render_look(radiograph, display.look(radiograph))
    if options.overlay:
        picture = blend(picture, _overlay(radiograph, options))
    if state is not None:
        picture = presented(picture, radiograph, state, state.orientation)
    write_png(options.out, picture)
    return () if state is None else left_out(radiograph, state)


def _check_out(options: RenderOptions) -> None:
    """Refuse a target that would replace a source, or whose name would deny its content."""
    if options.out.suffix.casefold() != ".png":
        raise UsageError(
            "The picture is written as PNG.",
            remedy="Give --out a name that ends in .png.",
            path=options.out,
        )
    sources = [path for path in (options.file, options.presentation) if path is not None]
    if options.out.exists() and any(options.out.samefile(source) for source in sources):
        raise UsageError(
            "The picture would replace the file it is made from.",
            remedy="Give --out another name.",
            path=options.out,
        )


def _display(
    radiograph: Radiograph, options: RenderOptions, state: PresentationState | None
) -> DisplayState:
    display = DisplayState(initial_voi(radiograph))
    if state is not None:
        display = with_presentation(display, radiograph, state)
    voi = display.voi if options.window is None else _window(options.window)
    return replace(display, voi=voi, inverted=display.inverted != options.invert)


def _read_state(
    reader: Reader, path: Path | None, radiograph: Radiograph
) -> PresentationState | None:
    if path is None:
        return None
    entry = next(iter(reader.scan([path])), None)
    if not isinstance(entry, PresentationState):
        raise UsageError(
            "That file is no presentation state.",
            remedy="Name a Grayscale Softcopy Presentation State.",
            path=path,
        )
    sop_uid = radiograph.instance.sop_uid
    if sop_uid not in entry.images or not entry.frames.holds(sop_uid, radiograph.frame):
        raise UsageError(
            "The presentation state is for other images.",
            remedy="Name one that refers to this image.",
            path=path,
        )
    return entry


def _window(numbers: tuple[float, float]) -> Window:
    try:
        return Window(*numbers)
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
    for fallback in analyzer.fallbacks:
        print(f"warning: {fallback}", file=sys.stderr)
    try:
        return analyzer.analyse(radiograph)
    finally:
        analyzer.close()
