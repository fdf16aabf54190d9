"""The verdicts of a session: giving them, and showing scores when they are due."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from enum import StrEnum

from psygnal import Signal

from cxrviewer.app.analysis_state import Models
from cxrviewer.app.listing import Listing
from cxrviewer.app.marks import study_digest
from cxrviewer.app.pane import Pane
from cxrviewer.app.read_first import ReadFirst
from cxrviewer.app.studies import study_key
from cxrviewer.app.verdict_store import VerdictStore
from cxrviewer.domain.analysis import Analysis
from cxrviewer.domain.radiograph import RadiographKey
from cxrviewer.domain.verdict import LONGEST_NOTE, Side, Verdict, Word, side_of

# Labels that say that nothing is found, in small letters.
NORMAL = frozenset(("normal", "no finding", "no_finding"))


class Answer(StrEnum):
    """What a reader presses. YES is present, or agreement with a statement that is shown."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class Verdicts:
    """``given`` carries the key of the radiograph; ``mode_changed`` whether reading is first."""

    given = Signal(RadiographKey)
    revealed = Signal(RadiographKey)
    mode_changed = Signal(bool)

    def __init__(
        self,
        store: VerdictStore,
        listing: Listing,
        panes: Callable[[], Iterable[Pane]],
    ) -> None:
        self.first = ReadFirst(store)
        self.models = Models()
        self._listing = listing
        self._panes = panes
        listing.has_verdict = lambda key: self.first.study_has_verdict(study_digest(key))

    @property
    def on(self) -> bool:
        return self.first.on

    def switch(self, on: bool) -> None:
        """Hide scores until the verdicts are in, or show all of them."""
        if on == self.first.on:
            return
        self.first.on = on
        for analysis in self._listing.triage.analyses():
            self.take(analysis)
        self._listing.triage.look_again_at_all()
        self._listing.arrange()
        for pane in self._panes():
            pane.look_again()
        self.mode_changed.emit(on)

    def take(self, analysis: Analysis) -> None:
        """Remember that the scores of ``analysis`` are shown, unless they are withheld."""
        if not self.first.withholds(analysis):
            self.first.note_seen(analysis.key)

    def labels(self, pane: Pane) -> tuple[str, ...]:
        """Return what a verdict can be given on, by name; the order tells no score."""
        from cxrviewer.bundle.manifest import Task  # noqa: PLC0415  (not before there are bundles)

        raw = pane.unveiled
        known = () if raw is None else (one.pathology for one in raw.findings)
        asked = (
            label
            for bundle in self.models.bundles
            if bundle.manifest.task is Task.CLASSIFY
            for label, trained in zip(
                bundle.manifest.output.labels, bundle.manifest.output.trained, strict=True
            )
            if trained
        )
        return tuple(sorted({*known, *asked}, key=str.casefold))

    def of(self, pane: Pane) -> Mapping[str, Verdict]:
        return {} if pane.radiograph is None else self.first.verdicts(pane.radiograph.key)

    def statement(self, pane: Pane, label: str) -> Side | None:
        """Return what the models are seen to say of ``label``; None where nothing is shown."""
        analysis, display = pane.analysis, pane.display
        if analysis is None or (display is not None and display.withholds(analysis)):
            return None
        return side_of(label, analysis.findings)

    def answer(self, pane: Pane, answers: Mapping[str, Answer]) -> None:
        """Keep what the reader answers to each label of the radiograph in ``pane``."""
        radiograph, instance = pane.radiograph, pane.current
        if radiograph is None or instance is None or not answers:
            return
        before = self.first.verdicts(radiograph.key)
        verdicts = tuple(
            self._verdict(pane, label, answer, before.get(label))
            for label, answer in answers.items()
        )
        self._give(pane, verdicts)

    def annotate(self, pane: Pane, label: str, note: str) -> None:
        """Put the reader's words beside a verdict that is there already."""
        verdict = self.of(pane).get(label)
        if verdict is not None and verdict.note != note:
            self._give(pane, (replace(verdict, note=note[:LONGEST_NOTE]),))

    def owed(self, pane: Pane) -> tuple[str, ...]:
        """Return the labels without a verdict, whether or not scores wait for it."""
        known = self.of(pane)
        return tuple(label for label in self.labels(pane) if label not in known)

    def answer_rest(self, pane: Pane) -> None:
        """Say that every label without a verdict is absent; a label for normal follows the rest."""
        owed = self.owed(pane)
        rest = {label: Answer.NO for label in owed if label.casefold() not in NORMAL}
        said = [v.present for v in self.of(pane).values() if v.label.casefold() not in NORMAL]
        normal = Answer.NO if True in said else Answer.UNSURE if None in said else Answer.YES
        self.answer(pane, {**dict.fromkeys(owed, normal), **rest})

    def reveal(self, pane: Pane) -> None:
        """Show the scores although verdicts are owed; later ones are no blind ones."""
        if pane.radiograph is None or pane.unveiled is None:
            return
        key = pane.radiograph.key
        self.first.give_up(key)
        self._show(key)
        self.revealed.emit(key)

    def _verdict(self, pane: Pane, label: str, answer: Answer, before: Verdict | None) -> Verdict:
        assert pane.radiograph is not None
        side = self.statement(pane, label)
        word = _WORDS[side is not None][answer]
        return Verdict(
            label,
            word,
            time.time(),
            shown=side,
            scores_hidden=not self.first.has_seen(pane.radiograph.key),
            note=before.note if before is not None else "",
            bundles=tuple(bundle.identity for bundle in self.models.bundles),
        )

    def _give(self, pane: Pane, verdicts: tuple[Verdict, ...]) -> None:
        assert pane.radiograph is not None
        assert pane.current is not None
        key, study = pane.radiograph.key, study_key(pane.current)
        self.first.give(key, study_digest(study), verdicts)
        if pane.unveiled is not None:
            self._show(key)
        self._listing.touch_study(study)
        self.given.emit(key)

    def _show(self, key: RadiographKey) -> None:
        """Show what may be seen of a radiograph by now."""
        for pane in self._panes():
            if pane.shows(key):
                if pane.unveiled is not None:
                    self.take(pane.unveiled)
                pane.look_again()
        for path in self._listing.triage.look_again(key):
            self._listing.touch_path(path)


_WORDS = {
    False: {Answer.YES: Word.PRESENT, Answer.NO: Word.ABSENT, Answer.UNSURE: Word.UNSURE},
    True: {Answer.YES: Word.AGREE, Answer.NO: Word.DISAGREE, Answer.UNSURE: Word.UNSURE},
}
