"""The images as the study browser shows them: filtered and sorted, with what is known of each.

Rows move only when the person asks for it, by another filter or order, or by ``arrange``: a mark or
a score that would move a row makes the list ``stale`` instead of moving rows under the cursor.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from psygnal import Signal

from cxrviewer.app.filtering import Facts, Filter, search_text
from cxrviewer.app.marks import MarkBook
from cxrviewer.app.sorting import Column, Order, in_order, place_key
from cxrviewer.app.studies import Rank, StudyList, study_key
from cxrviewer.app.triage import Highest, TriageBook
from cxrviewer.domain.analysis import Analysis
from cxrviewer.domain.study import Instance

ANY = Filter()


@dataclass(frozen=True, slots=True)
class Listed:
    """How much of the whole is shown. ``stale``: arranging again would move or hide rows."""

    shown: int = 0
    hidden: int = 0
    stale: bool = False


class Listing:
    """Rows over a StudyList. Signals carry what changed; all of them come after the change."""

    inserted = Signal(range)
    arranged = Signal(Listed)
    counted = Signal(Listed)
    touched = Signal(object)

    def __init__(self, studies: StudyList) -> None:
        self.marks = MarkBook()
        self.triage = TriageBook()
        self.filter = Filter()
        self.order = Order()
        self.gone: set[Path] = set()
        self.has_verdict: Callable[[str], bool] = lambda _study_key: False
        self._studies = studies
        self._rows: list[Instance] = []
        self._texts: dict[Path, str] = {}
        self._row_of: dict[Path, int] = {}
        self._members: dict[str, list[Path]] = {}
        self._study_of: dict[Path, str] = {}
        self._stale = self._misplaced = False
        self._words: tuple[str, ...] = ()
        self._asks_header = self._asks_facts = False
        self.marks.changed.connect(self.touch_study)

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, row: int) -> Instance:
        return self._rows[row]

    def __iter__(self) -> Iterator[Instance]:
        return iter(self._rows)

    @property
    def state(self) -> Listed:
        return Listed(len(self._rows), len(self._studies) - len(self._rows), self._stale)

    def add(self, instances: Iterable[Instance]) -> None:
        """Take in instances that were put into the StudyList; neighbours come in one signal."""
        block = range(0)
        for instance in instances:
            self._note_header(instance)
            if not self._admits(instance):
                continue
            row = self._place_of(instance)
            if block and row != block.stop:
                self.inserted.emit(block)
                block = range(0)
            self._rows.insert(row, instance)
            self._row_of.clear()
            block = range(block.start if block else row, row + 1)
        if block:
            self.inserted.emit(block)

    def update(self, instance: Instance) -> None:
        """Take in what became known of a listed file."""
        row = self.row_of(instance)
        if row is not None:
            self._rows[row] = instance
            self.touched.emit(instance)

    def renew(self, instance: Instance) -> None:
        """Take in a listed file that was written anew.

        Its row moves only to another study, and then with the next ``count``.
        """
        before = self._study_of[instance.path]
        self._members[before].remove(instance.path)
        self._note_header(instance)
        self.update(instance)
        if before != study_key(instance):
            self._misplaced = True
            return
        if not self._stale and (self.order, self.filter) != (Order(), ANY):
            self._stale = True
            self.counted.emit(self.state)

    def set_filter(self, chosen: Filter) -> None:
        if chosen != self.filter:
            self.filter, self._words = chosen, chosen.words
            self._asks_header = replace(chosen, text="", status=ANY.status, mark=ANY.mark) != ANY
            self._asks_facts = (chosen.status, chosen.mark) != (ANY.status, ANY.mark)
            self.arrange()

    def set_order(self, order: Order) -> None:
        if order != self.order:
            self.order = order
            self.arrange()

    def arrange(self) -> None:
        """Filter and sort by what is known now."""
        self._rows = in_order(filter(self._admits, self._studies), self.order, self)
        self._row_of.clear()
        self._stale = self._misplaced = False
        self.arranged.emit(self.state)

    def count(self) -> None:
        """Tell how many there are; call it once for many that were added or written anew."""
        if self._misplaced:
            self.arrange()
        else:
            self.counted.emit(self.state)

    def touch_study(self, key: str) -> None:
        """Say that something has become known of a study: a mark, a score, a verdict."""
        depends = self.order.column in (Column.MARKS, Column.TRIAGE, Column.STATUS)
        if (depends or self._asks_facts) and not self._stale:
            self._stale = True
            self.counted.emit(self.state)
        for path in self._members.get(key, ()):
            row = self._rows_by_path().get(path)
            if row is not None:
                self.touched.emit(self._rows[row])

    def note_analysis(self, analysis: Analysis) -> None:
        """Take in what the models said of a listed image, wherever it was asked for."""
        for path in self.triage.note(analysis):
            self.touch_path(path)

    def touch_path(self, path: Path) -> None:
        """Say that something has become known of a listed file."""
        key = self._study_of.get(path)
        if key is not None:
            self.touch_study(key)

    def mark_gone(self, path: Path, *, gone: bool) -> None:
        """Say whether the file of a listed image is still there; its row stays."""
        if gone:
            self.gone.add(path)
        else:
            self.gone.discard(path)
        row = self._rows_by_path().get(path)
        if row is not None:
            self.touched.emit(self._rows[row])

    def row_of(self, instance: Instance) -> int | None:
        """Return the row of ``instance``, or None where it is not shown."""
        return self._rows_by_path().get(instance.path)

    def neighbour(self, instance: Instance, step: int) -> Instance | None:
        """Return the instance ``step`` rows further, or None beyond the ends.

        An instance that the filter hides is left for the rows next to its place.
        """
        row = self.row_of(instance)
        if row is None:
            place = self._place_of(instance)
            row = place - 1 if step > 0 else place
        return self._at(row + step)

    def study_neighbour(self, instance: Instance, step: int) -> Instance | None:
        """Return the first instance of the next (1) or the previous (-1) study, or None."""
        here, row = study_key(instance), self.row_of(instance)
        if row is None:
            row = self._place_of(instance) - (1 if step < 0 else 0)
        while (found := self._at(row)) is not None and study_key(found) == here:
            row += step
        if found is None:
            return None
        there = study_key(found)
        while (before := self._at(row - 1)) is not None and study_key(before) == there:
            row -= 1
        return self._rows[row]

    def rank(self, instance: Instance) -> Rank:
        return self._studies.rank(instance)

    def facts(self, instance: Instance) -> Facts:
        key, path = study_key(instance), instance.path
        highest = self.triage.highest(path)
        return Facts(
            marks=self.marks.of(key),
            verdict=self.has_verdict(key),
            gone=path in self.gone,
            analysed=self.triage.is_analysed(path),
            above=highest is not None and highest.excess >= 0,
            doubted=self.triage.is_doubted(path),
        )

    def highest_of_study(self, instance: Instance) -> Highest | None:
        paths = self._members.get(study_key(instance), ())
        known = (self.triage.highest(path) for path in paths)
        return max((one for one in known if one), key=lambda one: one.excess, default=None)

    def _note_header(self, instance: Instance) -> None:
        self._texts[instance.path] = search_text(instance)
        self._study_of[instance.path] = study_key(instance)
        self._members.setdefault(study_key(instance), []).append(instance.path)

    def _admits(self, instance: Instance) -> bool:
        chosen = self.filter
        text = self._texts[instance.path]
        for word in self._words:
            if word not in text:
                return False
        if self._asks_header and not chosen.admits_header(instance):
            return False
        return not self._asks_facts or chosen.admits_facts(instance, self.facts(instance))

    def _place_of(self, instance: Instance) -> int:
        key = place_key(instance, self.order, self)
        # A scan finds most files in the list's own order.
        if not self._rows or place_key(self._rows[-1], self.order, self) < key:
            return len(self._rows)
        return bisect_left(self._rows, key, key=lambda one: place_key(one, self.order, self))

    def _at(self, row: int) -> Instance | None:
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def _rows_by_path(self) -> dict[Path, int]:
        if not self._row_of:
            self._row_of = {one.path: row for row, one in enumerate(self._rows)}
        return self._row_of
