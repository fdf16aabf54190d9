"""What a report says: everything it needs, gathered before any of it is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from cxrviewer.domain.analysis import Analysis, BundleIdentity, Finding
from cxrviewer.domain.covers import OverlayPlane, Shutter
from cxrviewer.domain.heatmap_style import PLAIN_STYLE, HeatmapStyle
from cxrviewer.domain.measurement import MeasuredFigure
from cxrviewer.domain.presentation import (
    UPRIGHT,
    DisplayedArea,
    Orientation,
    PresentationState,
    SizeMode,
)
from cxrviewer.domain.radiograph import Note, Radiograph, SpacingOrigin, Voi
from cxrviewer.domain.study import Patient, Study
from cxrviewer.domain.verdict import Verdict
from cxrviewer.imaging.display import Look
from cxrviewer.imaging.presentation import is_part, left_out, state_area

SIZE_ON_PAPER = "The size that the presentation state asks for is not kept on paper."
NOTE_SENTENCES = {
    Note.LOSSY: "The picture was compressed with loss; fine detail may be missing.",
    Note.BURNED_IN: "Text is burned into the picture; it may name the patient.",
}


@dataclass(frozen=True, slots=True)
class BundleDescription:
    """What a reader should know of a model: ``limits`` is one line."""

    identity: BundleIdentity
    title: str
    limits: str


@dataclass(frozen=True, slots=True, eq=False)
class RadiographPage:
    """One radiograph as it was on the screen.

    ``analysis`` is None when no model was asked. ``chosen`` is the finding whose attention is
    drawn; None draws none. Opacities are in [0, 1]. Lungs are outlined, not filled, so that the
    colours of the heatmap stay those of its scale. ``shutter``, ``planes`` and
    ``presentation`` are those that were on the screen; ``turned`` is what the reader has done to
    the picture after it. ``scores_anyway``: a person wants to see the scores against the doubts
    of the input check. ``failure``: why the models did not speak of it; empty where they did, or
    were not asked.
    """

    radiograph: Radiograph
    voi: Voi
    invert: bool = False
    analysis: Analysis | None = None
    chosen: Finding | None = None
    heatmap_opacity: float = 0.6
    heatmap_style: HeatmapStyle = PLAIN_STYLE
    lungs_shown: bool = True
    mask_opacity: float = 0.6
    shutter: Shutter | None = None
    planes: tuple[OverlayPlane, ...] = ()
    presentation: PresentationState | None = None
    turned: Orientation = UPRIGHT
    scores_anyway: bool = False
    measurements: tuple[MeasuredFigure, ...] = ()
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    failure: str = ""

    def __post_init__(self) -> None:
        if self.analysis is not None and self.analysis.key != self.radiograph.key:
            raise ValueError("the analysis belongs to another radiograph")
        for opacity in (self.heatmap_opacity, self.mask_opacity):
            if not 0.0 <= opacity <= 1.0:
                raise ValueError(f"opacity {opacity} is not in [0, 1]")

    @property
    def orientation(self) -> Orientation:
        """Return how the pixels stand on paper: as they stood on the screen."""
        if self.presentation is None:
            return self.turned
        return self.presentation.orientation.then(self.turned)

    @property
    def look(self) -> Look:
        curve = None if self.presentation is None else self.presentation.curve
        return Look(self.voi, self.invert, self.shutter, self.planes, curve=curve)

    @property
    def area(self) -> DisplayedArea | None:
        """Return the part of the radiograph that is printed; None prints all of it."""
        return None if self.presentation is None else state_area(self.radiograph, self.presentation)

    @property
    def doubts(self) -> tuple[str, ...]:
        """Return why the scores may mean nothing, one line each."""
        return () if self.analysis is None else tuple(d.text for d in self.analysis.doubts)

    @property
    def awaiting(self) -> tuple[str, ...]:
        """Return the labels whose verdict is owed before scores may be printed."""
        return () if self.analysis is None else self.analysis.awaiting

    @property
    def scores_withheld(self) -> bool:
        return bool(self.doubts) and not self.scores_anyway

    @property
    def warnings(self) -> tuple[str, ...]:
        """Return every sentence about this radiograph that the reader must know, once each."""
        instance = self.radiograph.instance
        failures = () if self.analysis is None else self.analysis.failures
        refusal = (instance.analysis_refusal,) if instance.analysis_refusal else ()
        notes = (NOTE_SENTENCES[note] for note in self.radiograph.notes)
        state = () if self.presentation is None else _on_state(self.radiograph, self.presentation)
        sentences = (
            *instance.warnings,
            *self.radiograph.warnings,
            *notes,
            *state,
            *_on_orientation(self.orientation),
            *refusal,
            *failures,
            *((f"It was not analysed: {self.failure}",) if self.failure else ()),
        )
        return tuple(dict.fromkeys(sentences))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An image of the study that the report does not show: the ``name`` of its file, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class ReportContent:
    """One study's report. ``created`` carries its time zone; ``reader`` may be empty.

    ``left_out`` are the images of the study that are not on its pages.
    """

    pages: tuple[RadiographPage, ...]
    bundles: tuple[BundleDescription, ...]
    created: datetime
    impression: str = ""
    reader: str = ""
    left_out: tuple[LeftOut, ...] = ()

    def __post_init__(self) -> None:
        if not self.pages:
            raise ValueError("a report needs a radiograph")
        if self.created.tzinfo is None:
            raise ValueError("the time of a report needs its zone")
        if len({page.radiograph.instance.study.key for page in self.pages}) > 1:
            raise ValueError("a report is about one study")

    @property
    def study(self) -> Study:
        return self.pages[0].radiograph.instance.study

    @property
    def patient(self) -> Patient:
        return self.study.patient

    @property
    def providers(self) -> tuple[str, ...]:
        """Return what computed the scores, each once."""
        analyses = (page.analysis for page in self.pages)
        return tuple(dict.fromkeys(a.provider for a in analyses if a is not None and a.provider))

    @property
    def synthetic(self) -> bool:
        return any(page.radiograph.instance.synthetic for page in self.pages)


def _on_state(radiograph: Radiograph, state: PresentationState) -> tuple[str, ...]:
    """Return what a reader must know of the presentation state behind a picture."""
    area = state_area(radiograph, state)
    part = ("Only a part of the picture is shown.",) if area and is_part(radiograph, area) else ()
    size = (SIZE_ON_PAPER,) if area and area.mode is not SizeMode.FIT else ()
    said = (*part, *size, *left_out(radiograph, state))
    return ("The picture is shown as a presentation state asks.", *said)


def _on_orientation(orientation: Orientation) -> tuple[str, ...]:
    """Return what a reader must know of a picture that does not stand as it was stored."""
    turned = f"turned by {90 * orientation.turns} degrees clockwise"
    if orientation.flipped:
        turn = f"{turned}, and then " if orientation.turns else ""
        return (f"The picture is shown {turn}MIRRORED: left and right are exchanged.",)
    return (f"The picture is shown {turned}.",) if orientation.turns else ()


def spacing_text(radiograph: Radiograph) -> str:
    """Return the pixel spacing with what it refers to."""
    spacing = radiograph.spacing
    if spacing is None:
        return "not known"
    places = {
        SpacingOrigin.DETECTOR: "at the detector",
        SpacingOrigin.CALIBRATED: "calibrated",
        SpacingOrigin.MAGNIFICATION_CORRECTED: "magnification corrected",
        SpacingOrigin.NOMINAL_SCANNED: "nominal, scanned film",
    }
    return f"{spacing.column_mm:.3g} x {spacing.row_mm:.3g} mm, {places[spacing.origin]}"
