"""From what was analysed to what a report says, with a screen or without one."""

from collections.abc import Sequence
from datetime import datetime

from cxrviewer.app.display_state import DisplayState, FindingKey
from cxrviewer.app.report_image import ReportImage
from cxrviewer.bundle.model_bundle import ModelBundle
from cxrviewer.domain.analysis import Analysis, Finding, leading
from cxrviewer.imaging.voi import initial_voi
from cxrviewer.report.content import BundleDescription, LeftOut, RadiographPage, ReportContent


def build_content(
    images: Sequence[ReportImage],
    *,
    bundles: Sequence[ModelBundle],
    now: datetime,
    impression: str = "",
    left_out: tuple[LeftOut, ...] = (),
) -> ReportContent:
    """Return the report of one study; ``now`` carries its time zone.

    Raises ValueError for no image, or for images of several studies.
    """
    return ReportContent(
        pages=tuple(_page(image) for image in images),
        bundles=tuple(_described(bundle) for bundle in bundles),
        created=now,
        impression=impression,
        left_out=left_out,
    )


def _page(image: ReportImage) -> RadiographPage:
    display = image.display or DisplayState(initial_voi(image.radiograph), mask_shown=True)
    look = display.look(image.radiograph)
    return RadiographPage(
        radiograph=image.radiograph,
        voi=look.voi,
        invert=look.inverted,
        analysis=image.analysis,
        chosen=_chosen(image.analysis, display.chosen),
        heatmap_opacity=display.heatmap_opacity,
        heatmap_style=display.heatmap_style,
        lungs_shown=display.mask_shown,
        mask_opacity=display.mask_opacity,
        shutter=look.shutter,
        planes=look.planes,
        presentation=display.presentation,
        turned=display.turned,
        scores_anyway=image.scores_anyway or display.scores_anyway,
        measurements=image.measurements,
        verdicts=image.verdicts,
        failure=image.failure,
    )


def _chosen(analysis: Analysis | None, key: FindingKey | None) -> Finding | None:
    """Return the finding whose attention the report draws: the chosen one, or the leading one."""
    if analysis is None:
        return None
    explained = [finding for finding in analysis.findings if analysis.attention_of(finding)]
    for finding in explained:
        if FindingKey.of(finding) == key:
            return finding
    return leading(explained)


def _described(bundle: ModelBundle) -> BundleDescription:
    manifest = bundle.manifest
    return BundleDescription(bundle.identity, manifest.title, manifest.limits)
