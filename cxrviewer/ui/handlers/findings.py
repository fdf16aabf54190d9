"""What the models say: overlays, findings, running again."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from cxrviewer.app.analysis_state import AnalysisState
from cxrviewer.app.display_state import DisplayState
from cxrviewer.app.jobs import JobKind
from cxrviewer.app.painting import PaintingState
from cxrviewer.app.picture import Loading, Picture
from cxrviewer.app.session import Session
from cxrviewer.domain.analysis import Analysis
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.ui.dialogs.shelf import DialogShelf
from cxrviewer.ui.findings_panel.findings_panel import FindingsPanel
from cxrviewer.ui.handlers.area import Actions, Handlers
from cxrviewer.ui.handlers.image import change_display
from cxrviewer.ui.workers.analysis_thread import AnalyzerLike
from cxrviewer.ui.workers.conductor import Conductor

if TYPE_CHECKING:
    from cxrviewer.domain.occlusion import Occlusion


class FindingsArea:
    """The overlays can be switched where there are any."""

    def __init__(
        self, session: Session, conductor: Conductor, panel: FindingsPanel, shelf: DialogShelf
    ) -> None:
        self._session = session
        self._shelf = shelf
        self.handlers: Handlers = {
            "heatmap": partial(change_display, session, _with_heatmap_switched),
            "mask": partial(change_display, session, _with_mask_switched),
            "agreement": partial(change_display, session, _with_agreement_switched),
            "next_finding": partial(panel.step_finding, 1),
            "previous_finding": partial(panel.step_finding, -1),
            "analyse_again": conductor.analyse_again,
            "cancel": self._leave_off,
            "model_card": self._show_model_cards,
            "model_input": self._show_model_inputs,
            "cover": partial(self._cover, conductor),
        }

    def follow(self, actions: Actions) -> None:
        self._actions = actions
        self._session.picture_changed.connect(self._follow_picture)
        self._session.display_changed.connect(self._follow_display)
        self._session.analysis_changed.connect(self._follow_analysis)
        self._session.painting.changed.connect(self._follow_painting)
        self._follow_picture(self._session.picture)
        self._follow_analysis(self._session.analysis_state)

    def _follow_picture(self, picture: Picture) -> None:
        loaded = picture.loading is Loading.LOADED
        self._actions["analyse_again"].setEnabled(loaded)
        self._actions["model_input"].setEnabled(loaded)

    def _follow_display(self, display: DisplayState) -> None:
        self._actions["heatmap"].setChecked(display.heatmap_visible)
        self._actions["mask"].setChecked(display.mask_shown)
        self._actions["agreement"].setChecked(display.agreement_shown)
        self._follow_analysis(self._session.analysis_state)

    def _follow_analysis(self, state: AnalysisState) -> None:
        analysis = state.analysis
        has_mask = analysis is not None and analysis.lung_mask is not None
        has_findings = analysis is not None and bool(analysis.findings)
        self._actions["heatmap"].setEnabled(state.has_heatmap)
        self._actions["agreement"].setEnabled(state.has_heatmap)
        self._actions["mask"].setEnabled(has_mask)
        self._actions["next_finding"].setEnabled(has_findings)
        self._actions["cover"].setEnabled(has_findings and not self._withheld(analysis))
        self._actions["previous_finding"].setEnabled(has_findings)
        painted = self._session.painting.state.radiograph is not None
        self._actions["cancel"].setEnabled(state.busy or painted)

    def _show_model_cards(self) -> None:
        from cxrviewer.ui.dialogs.model_card import ModelCardDialog  # noqa: PLC0415  (not before it is asked for)

        bundles = self._session.models.bundles
        self._shelf.show(ModelCardDialog(bundles, self._chosen_bundle(), self._shelf.window))

    def _show_model_inputs(self) -> None:
        from cxrviewer.ui.dialogs.model_input import ModelInputDialog  # noqa: PLC0415  (not before it is asked for)

        radiograph, bundles = self._session.radiograph, self._session.models.bundles
        if radiograph is not None:
            window, chosen = self._shelf.window, self._chosen_bundle()
            self._shelf.show(ModelInputDialog(radiograph, bundles, chosen, window))

    def _follow_painting(self, _: PaintingState) -> None:
        self._follow_analysis(self._session.analysis_state)

    def _leave_off(self) -> None:
        """Show the radiograph again where it is painted, else cancel the analysis."""
        if self._session.painting.state.radiograph is not None:
            self._session.painting.restore()
        else:
            self._session.active.cancel_analysis()

    def _withheld(self, analysis: Analysis | None) -> bool:
        display = self._session.display
        return display is not None and display.withholds(analysis)

    def _cover(self, conductor: Conductor) -> None:
        from cxrviewer.ui.dialogs.occlusion import OcclusionDialog  # noqa: PLC0415  (not before it is asked for)

        radiograph = self._session.radiograph
        if radiograph is None:
            return
        dialog = OcclusionDialog(self._shelf.window)
        dialog.finished.connect(self._forget_cover)
        # First, because one that stands there already forgets its question as it goes.
        self._shelf.show(dialog)
        conductor.ask(
            self._session.jobs.start(JobKind.OCCLUSION),
            partial(_occlusion_of, radiograph),
            done=dialog.show_occlusion,
            failed=dialog.show_failure,
        )

    def _forget_cover(self, _result: int) -> None:
        self._session.jobs.cancel(JobKind.OCCLUSION)

    def _chosen_bundle(self) -> str:
        display = self._session.display
        return display.chosen.bundle.name if display and display.chosen else ""


def _occlusion_of(
    radiograph: Radiograph, analyzer: AnalyzerLike, cancelled: Callable[[], bool]
) -> "Occlusion":
    """Runs in the analysis thread."""
    return analyzer.occlusion(radiograph, cancelled=cancelled)


def _with_heatmap_switched(display: DisplayState) -> DisplayState:
    return replace(display, heatmap_shown=not display.heatmap_shown)


def _with_mask_switched(display: DisplayState) -> DisplayState:
    return replace(display, mask_shown=not display.mask_shown)


def _with_agreement_switched(display: DisplayState) -> DisplayState:
    """Agreement is drawn with the heatmap only, so that comes with it."""
    on = not display.agreement_shown
    return replace(display, agreement_shown=on, heatmap_shown=display.heatmap_shown or on)
