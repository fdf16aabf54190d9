"""Read first: the reader speaks before the models do.

While the mode is on, a radiograph's findings are taken out of its Analysis before any part of the
window gets to see it: the panel, the heatmap, the order of the list, the comparison and the report
cannot show what they do not have. They come back, all at once, with the last verdict that was owed:
one score would betray the next label's.
"""

from collections.abc import Iterable
from copy import copy
from dataclasses import replace

from cxrviewer.app.verdict_store import Pixels, VerdictStore, pixels_of
from cxrviewer.domain.analysis import Analysis
from cxrviewer.domain.radiograph import RadiographKey
from cxrviewer.domain.verdict import Verdict


class ReadFirst:
    """Knows the verdicts, and which radiographs' scores may be seen."""

    def __init__(self, store: VerdictStore) -> None:
        self.on = False
        self._store = store
        self._verdicts = store.everything()
        self._studies = set(store.studies())
        self._seen = set(store.seen())
        self._given_up: set[Pixels] = set()

    def copy(self) -> "ReadFirst":
        """Return what is known now, for another thread to ask; it is not told of anything more."""
        other = copy(self)
        other._verdicts, other._given_up = dict(self._verdicts), set(self._given_up)
        return other

    def verdicts(self, key: RadiographKey) -> dict[str, Verdict]:
        """Return the newest verdict on each label of a radiograph."""
        return dict(self._verdicts.get(pixels_of(key), {}))

    def everything(self) -> dict[Pixels, dict[str, Verdict]]:
        return {pixels: dict(verdicts) for pixels, verdicts in self._verdicts.items()}

    def study_has_verdict(self, study: str) -> bool:
        """``study`` is the study's digest."""
        return study in self._studies

    def awaiting(self, key: RadiographKey, labels: Iterable[str]) -> tuple[str, ...]:
        """Return the labels whose verdict is owed before scores are shown, by name."""
        pixels = pixels_of(key)
        if not self.on or pixels in self._given_up:
            return ()
        known = self._verdicts.get(pixels, {})
        return tuple(sorted(set(labels) - known.keys(), key=str.casefold))

    def withholds(self, analysis: Analysis) -> tuple[str, ...]:
        """Return the labels of ``analysis`` whose verdict is owed."""
        return self.awaiting(analysis.key, (one.pathology for one in analysis.findings))

    def veiled(self, analysis: Analysis) -> Analysis:
        """Return ``analysis`` without anything that tells a score, while a verdict is owed."""
        awaiting = self.withholds(analysis)
        if not awaiting:
            return analysis
        return replace(analysis, findings=(), attention=(), awaiting=awaiting)

    def give(self, key: RadiographKey, study: str, verdicts: tuple[Verdict, ...]) -> None:
        """Keep what the reader says of a radiograph."""
        known = self._verdicts.get(pixels_of(key), {})
        # In place of those that were known: whoever took a copy of all keeps what it took.
        self._verdicts[pixels_of(key)] = known | {verdict.label: verdict for verdict in verdicts}
        self._studies.add(study)
        self._store.add(key, study, verdicts)

    def give_up(self, key: RadiographKey) -> None:
        """Show the scores of this radiograph although verdicts are owed."""
        self._given_up.add(pixels_of(key))

    def has_seen(self, key: RadiographKey) -> bool:
        return pixels_of(key) in self._seen

    def note_seen(self, key: RadiographKey) -> None:
        """Remember that the reader was shown scores of this radiograph."""
        if not self.has_seen(key):
            self._seen.add(pixels_of(key))
            self._store.note_seen(key)
