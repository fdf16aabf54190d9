"""Measurements of the radiographs that are looked at, with undo: what the window binds to.

Every step is written at once; undoing writes the step back. Steps are kept per radiograph, for as
long as the program runs.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from psygnal import Signal

from cxrviewer.app.database_tables import key_values
from cxrviewer.app.measurement_store import MeasurementStore
from cxrviewer.app.notices import Notice, Severity
from cxrviewer.domain.measurement import (
    LONGEST_NAME,
    Measurement,
    MeasurementKind,
    Metric,
    Outcome,
    Point,
)
from cxrviewer.domain.radiograph import PixelSpacing, Radiograph, RadiographKey, SpacingOrigin
from cxrviewer.imaging.measure import calibrated, measure

if TYPE_CHECKING:
    from cxrviewer.app.measurement_file import FileOfImage

MOST_STEPS = 200
MOST_OUTCOMES = 2000


@dataclass(frozen=True, slots=True)
class ImageMeasurements:
    """What is drawn on one radiograph, in the order of drawing.

    ``chosen`` is the uid of the one that Delete would remove, empty where none is.
    """

    key: RadiographKey
    items: tuple[Measurement, ...] = ()
    mm_per_column: float | None = None
    chosen: str = ""

    def find(self, uid: str) -> Measurement | None:
        return next((item for item in self.items if item.uid == uid), None)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a person did: pairs of before and after, None where it was not there."""

    items: tuple[tuple[Measurement | None, Measurement | None], ...] = ()
    scale: tuple[float | None, float | None] | None = None

    def reversed(self) -> "Step":
        scale = None if self.scale is None else (self.scale[1], self.scale[0])
        return Step(tuple((after, before) for before, after in self.items), scale)


@dataclass(slots=True)
class _Track:
    state: ImageMeasurements
    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)


def new_uid() -> str:
    return uuid.uuid4().hex


class Measurements:
    """``changed`` carries the new state of one radiograph, ``notice_added`` what went wrong.

    ``tool`` is what the next clicks will draw, None where the mouse is for the display;
    ``name_wanted`` carries what was drawn and is nothing without a name.
    """

    changed = Signal(ImageMeasurements)
    tool_changed = Signal(object)
    name_wanted = Signal(RadiographKey, Measurement)
    notice_added = Signal(Notice)

    def __init__(self, store: MeasurementStore) -> None:
        self._store = store
        self._tracks: dict[RadiographKey, _Track] = {}
        self._outcomes: dict[tuple[RadiographKey, Measurement, Metric], Outcome] = {}
        self.tool: MeasurementKind | None = None

    def take_tool(self, tool: MeasurementKind | None) -> None:
        if tool is not self.tool:
            self.tool = tool
            self.tool_changed.emit(tool)

    def of(self, key: RadiographKey) -> ImageMeasurements:
        return self._track(key).state

    def refresh(self, key: RadiographKey) -> ImageMeasurements:
        """Read again what another window may have drawn meanwhile."""
        stored = self._store.read(key)
        track = self._track(key)
        state = replace(track.state, items=stored.items, mm_per_column=stored.mm_per_column)
        self._set(track, state)
        return state

    def metric(self, radiograph: Radiograph) -> Metric:
        """Return the scale to measure with: the person's calibration before the file's spacing."""
        factor = self.of(radiograph.key).mm_per_column
        if factor is None:
            return Metric.of(radiograph.spacing, radiograph.aspect)
        spacing = PixelSpacing(factor * radiograph.aspect, factor, SpacingOrigin.BY_HAND)
        return Metric.of(spacing, radiograph.aspect)

    def outcome(self, radiograph: Radiograph, item: Measurement) -> Outcome:
        metric = self.metric(radiograph)
        known = (radiograph.key, item, metric)
        if known not in self._outcomes:
            if len(self._outcomes) >= MOST_OUTCOMES:
                self._outcomes.clear()
            self._outcomes[known] = measure(item, radiograph, metric)
        return self._outcomes[known]

    def add(
        self,
        key: RadiographKey,
        kind: MeasurementKind,
        points: tuple[Point, ...],
        *,
        name: str = "",
        proposed: bool = False,
    ) -> Measurement:
        """Draw a new one and choose it."""
        item = Measurement(new_uid(), kind, points, name, proposed)
        self._do(key, Step(((None, item),)), chosen=item.uid)
        return item

    def change(self, key: RadiographKey, item: Measurement) -> None:
        """Put ``item`` in the place of the one with its uid; nothing happens where that is gone."""
        before = self.of(key).find(item.uid)
        if before is not None and before != item:
            self._do(key, Step(((before, item),)), chosen=item.uid)

    def rename(self, key: RadiographKey, uid: str, name: str) -> None:
        """Call one ``name``; of a text without words nothing is left."""
        item = self.of(key).find(uid)
        words = " ".join(name.split())[:LONGEST_NAME]
        if item is None:
            return
        if item.kind is MeasurementKind.TEXT and not words:
            self.remove(key, uid)
        else:
            self.change(key, replace(item, name=words))

    def remove(self, key: RadiographKey, *uids: str) -> None:
        found = tuple(item for item in self.of(key).items if item.uid in uids)
        if found:
            self._do(key, Step(tuple((item, None) for item in found)))

    def take_in(self, key: RadiographKey, items: tuple[Measurement, ...]) -> None:
        """Draw several at once, as one step; one whose uid is there already takes its place."""
        if items:
            state = self.of(key)
            self._do(key, Step(tuple((state.find(item.uid), item) for item in items)))

    def exported(self, *keys: RadiographKey) -> "tuple[FileOfImage, ...]":
        """Return what a file says of ``keys``, or without any of every radiograph there is."""
        from cxrviewer.app.measurement_file import FileOfImage  # noqa: PLC0415  (not before it is asked for)

        stored = ((key, self._store.read(key)) for key in keys or self._store.keys())
        return tuple(FileOfImage(key, known.items, known.mm_per_column) for key, known in stored)

    def take_in_file(self, images: "Iterable[FileOfImage]") -> None:
        """Draw what a file holds; on radiographs that were looked at it can be undone."""
        known = {key_values(key): key for key in self._tracks}
        for image in images:
            key = known.get(key_values(image.key), image.key)
            self.take_in(key, image.items)
            if image.mm_per_column is not None:
                self._rescale(key, image.mm_per_column)

    def choose(self, key: RadiographKey, uid: str) -> None:
        track = self._track(key)
        if track.state.chosen != uid:
            self._set(track, replace(track.state, chosen=uid))

    def calibrate(self, radiograph: Radiograph, points: tuple[Point, ...], mm: float) -> None:
        """Let the line between two ``points`` be ``mm`` long. Raises ValueError."""
        spacing = calibrated(points, mm, radiograph.aspect)
        self._rescale(radiograph.key, spacing.column_mm)

    def forget_calibration(self, key: RadiographKey) -> None:
        self._rescale(key, None)

    def can_undo(self, key: RadiographKey) -> bool:
        return bool(self._track(key).done)

    def can_redo(self, key: RadiographKey) -> bool:
        return bool(self._track(key).undone)

    def undo(self, key: RadiographKey) -> None:
        track = self._track(key)
        if track.done:
            step = track.done.pop()
            track.undone.append(step)
            self._carry_out(track, step.reversed())

    def redo(self, key: RadiographKey) -> None:
        track = self._track(key)
        if track.undone:
            step = track.undone.pop()
            track.done.append(step)
            self._carry_out(track, step)

    def _rescale(self, key: RadiographKey, factor: float | None) -> None:
        before = self.of(key).mm_per_column
        if before != factor:
            self._do(key, Step(scale=(before, factor)), chosen=self.of(key).chosen)

    def _do(self, key: RadiographKey, step: Step, *, chosen: str = "") -> None:
        track = self._track(key)
        track.done.append(step)
        del track.done[:-MOST_STEPS]
        track.undone.clear()
        self._carry_out(track, step, chosen=chosen)

    def _carry_out(self, track: _Track, step: Step, *, chosen: str = "") -> None:
        state = track.state
        gone = tuple(before.uid for before, after in step.items if before and not after)
        new = tuple(after for _, after in step.items if after)
        if step.items:
            self._store.write(state.key, new, gone)
        if step.scale is not None:
            self._store.write_calibration(state.key, step.scale[1])
            state = replace(state, mm_per_column=step.scale[1])
        items = _with(state.items, new, gone)
        self._set(track, replace(state, items=items, chosen=chosen))

    def _set(self, track: _Track, state: ImageMeasurements) -> None:
        if state.find(state.chosen) is None:
            state = replace(state, chosen="")
        track.state = state
        self.changed.emit(state)

    def _track(self, key: RadiographKey) -> _Track:
        if key not in self._tracks:
            stored = self._store.read(key)
            state = ImageMeasurements(key, stored.items, stored.mm_per_column)
            self._tracks[key] = _Track(state)
            if stored.unreadable:
                self.notice_added.emit(_unreadable(stored.unreadable))
        return self._tracks[key]


def _with(
    items: tuple[Measurement, ...], new: tuple[Measurement, ...], gone: tuple[str, ...]
) -> tuple[Measurement, ...]:
    """Return ``items`` with each of ``new`` in its old place, or at the end."""
    by_uid = {item.uid: item for item in items if item.uid not in gone}
    by_uid.update({item.uid: item for item in new})
    return tuple(by_uid.values())


def _unreadable(count: int) -> Notice:
    return Notice(
        Severity.WARNING,
        f"{count} measurements of this radiograph cannot be read; they are left as they are.",
        "Perhaps a newer version of the program drew them.",
    )
