"""A Radiograph in the shape that travels between processes, and back."""

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.covers import OverlayPlane
from cxrviewer.domain.presentation import ModalityRule, PresentationState, StateVoi
from cxrviewer.domain.radiograph import MAX_LEVELS, Radiograph, VoiLut, Window
from cxrviewer.domain.study import Instance, RefusedFile, ScanEntry
from cxrviewer.domain.voi import SenderVoi
from cxrviewer.reading.limits import Limits
from cxrviewer.reading.wire import Choice, Entry, Loaded, Plane, Rule, State

Arrays = tuple[NDArray[np.uint16], NDArray[np.float64], NDArray[np.bool_], NDArray[np.float64]]
NOTHING = np.empty(0, np.float64)


def pack_radiograph(radiograph: Radiograph) -> tuple[Loaded, Arrays]:
    """Return the message and the arrays that follow it, contiguous."""
    message = Loaded(
        instance=radiograph.instance,
        rows=radiograph.rows,
        columns=radiograph.columns,
        levels=len(radiograph.levels),
        stored=radiograph.stored is not None,
        inverted=radiograph.inverted,
        digest=radiograph.digest,
        frame=radiograph.frame,
        vois=[_pack_voi(voi) for voi in radiograph.vois],
        spacing=radiograph.spacing,
        warnings=list(radiograph.warnings),
        shutter=radiograph.shutter,
        planes=[_pack_plane(plane) for plane in radiograph.planes],
        aspect=radiograph.aspect,
        edges=radiograph.edges,
        notes=radiograph.notes,
    )
    arrays = (
        np.ascontiguousarray(radiograph.indices),
        np.ascontiguousarray(radiograph.levels),
        np.ascontiguousarray(radiograph.padding),
        NOTHING if radiograph.stored is None else np.ascontiguousarray(radiograph.stored),
    )
    return message, arrays


def empty_arrays(message: Loaded, limits: Limits) -> Arrays:
    """Return arrays for the bytes that follow ``message``; ValueError beyond ``limits``."""
    if message.rows * message.columns > limits.max_pixels or message.levels > MAX_LEVELS:
        raise ValueError("the picture is larger than allowed")
    return (
        np.empty((message.rows, message.columns), np.uint16),
        np.empty(message.levels, np.float64),
        np.empty(message.levels, np.bool_),
        np.empty(message.levels if message.stored else 0, np.float64),
    )


def unpack_radiograph(message: Loaded, arrays: Arrays) -> Radiograph:
    """Return what the child loaded; ValueError where its parts do not fit together."""
    indices, levels, padding, stored = arrays
    # No uint16 points beyond levels of 16 bits.
    if len(levels) < MAX_LEVELS and indices.size and int(indices.max()) >= len(levels):
        raise ValueError("an index points beyond the levels")
    return Radiograph(
        instance=message.instance,
        indices=indices,
        levels=levels,
        padding=padding,
        inverted=message.inverted,
        digest=message.digest,
        frame=message.frame,
        vois=tuple(_unpack_voi(choice) for choice in message.vois),
        spacing=message.spacing,
        warnings=tuple(message.warnings),
        shutter=message.shutter,
        planes=tuple(_unpack_plane(plane) for plane in message.planes),
        aspect=message.aspect,
        edges=message.edges,
        notes=message.notes,
        stored=stored if message.stored else None,
    )


def pack_entry(entry: ScanEntry) -> Entry:
    """Return what carries ``entry`` in a message."""
    return Entry(
        instance=entry if isinstance(entry, Instance) else None,
        refused=entry if isinstance(entry, RefusedFile) else None,
        state=_pack_state(entry) if isinstance(entry, PresentationState) else None,
    )


def unpack_entry(message: Entry) -> ScanEntry:
    """Return what the child found; ValueError where there is nothing."""
    found = message.instance or message.refused
    if found is not None:
        return found
    if message.state is None:
        raise ValueError("an entry without a file")
    return _unpack_state(message.state)


def _pack_state(state: PresentationState) -> State:
    parts = {name: getattr(state, name) for name in State.__struct_fields__}
    rule = state.modality
    packed = {
        "modality": Rule(rule.slope, rule.intercept, _pack_table(rule.lut)),
        "vois": tuple((_pack_voi(item.voi), item.part) for item in state.vois),
        "curve": _pack_table(state.curve),
    }
    return State(**parts | packed)


def _unpack_state(message: State) -> PresentationState:
    parts = {name: getattr(message, name) for name in State.__struct_fields__}
    rule = message.modality
    unpacked = {
        "modality": ModalityRule(rule.slope, rule.intercept, _unpack_table(rule.lut)),
        "vois": tuple(StateVoi(_unpack_voi(choice), part) for choice, part in message.vois),
        "curve": _unpack_table(message.curve),
    }
    return PresentationState(**parts | unpacked)


def _pack_table(table: VoiLut | None) -> Choice | None:
    return None if table is None else _pack_voi(table)


def _unpack_table(choice: Choice | None) -> VoiLut | None:
    voi = None if choice is None else _unpack_voi(choice)
    if voi is not None and not isinstance(voi, VoiLut):
        raise ValueError("a window stands where a table belongs")
    return voi


def _pack_plane(plane: OverlayPlane) -> Plane:
    return Plane(
        group=plane.group,
        rows=plane.mask.shape[0],
        columns=plane.mask.shape[1],
        top=plane.top,
        left=plane.left,
        kind=plane.kind,
        label=plane.label,
        bits=np.packbits(plane.mask).tobytes(),
    )


def _unpack_plane(plane: Plane) -> OverlayPlane:
    size = plane.rows * plane.columns
    bits = np.unpackbits(np.frombuffer(plane.bits, np.uint8))[:size]
    mask = bits.reshape(plane.rows, plane.columns).astype(np.bool_)
    return OverlayPlane(
        group=plane.group,
        mask=mask,
        top=plane.top,
        left=plane.left,
        kind=plane.kind,
        label=plane.label,
    )


def _pack_voi(voi: SenderVoi) -> Choice:
    if isinstance(voi, Window):
        return Choice(window=voi)
    table = voi.table.astype("<u2").tobytes()
    return Choice(first=voi.first, bits=voi.bits, explanation=voi.explanation, table=table)


def _unpack_voi(choice: Choice) -> SenderVoi:
    if choice.window is not None:
        return choice.window
    table = np.frombuffer(choice.table, "<u2").astype(np.uint16)
    return VoiLut(choice.first, table, choice.bits, choice.explanation)
