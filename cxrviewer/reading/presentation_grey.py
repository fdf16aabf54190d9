"""The grey scale of a presentation state: its own Modality LUT, VOI LUTs and Presentation LUT.

What a state leaves out is identity and not what the image says, PS3.4 N.2.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from pydicom.dataset import Dataset

from cxrviewer.domain.presentation import ModalityRule, Part, StateVoi
from cxrviewer.domain.voi import VoiLut
from cxrviewer.reading.elements import items
from cxrviewer.reading.header import Header
from cxrviewer.reading.lookup import has_lookup_table, read_lookup_table
from cxrviewer.reading.modality import read_rescale
from cxrviewer.reading.voi_choices import read_vois

DAMAGED_MODALITY = "The presentation state's Modality LUT is damaged and is not applied."
DAMAGED_CURVE = "The presentation state's Presentation LUT is damaged and is not applied."
MOST_VOIS = 1000


@dataclass(frozen=True, slots=True)
class StateGrey:
    """How stored values become P-values, and what of it could not be read."""

    modality: ModalityRule
    vois: tuple[StateVoi, ...]
    curve: VoiLut | None
    warnings: tuple[str, ...]


def read_grey(header: Header, part_of: Callable[[Dataset], Part]) -> StateGrey:
    """Return the grey scale of the state in ``header``; ``part_of`` reads whom an item is for."""
    warnings: dict[str, None] = {}
    modality = _read_modality(header, warnings)
    vois = _read_vois(header, part_of, warnings)
    curve = _read_table(header, "PresentationLUTSequence", DAMAGED_CURVE, warnings)
    return StateGrey(modality, vois, curve, tuple(warnings))


def _read_modality(header: Header, warnings: dict[str, None]) -> ModalityRule:
    lut = _read_table(header, "ModalityLUTSequence", DAMAGED_MODALITY, warnings)
    if lut is not None:
        return ModalityRule(lut=lut)
    rescale = read_rescale(header.dataset)
    if rescale.warnings:
        warnings[DAMAGED_MODALITY] = None
    return ModalityRule(rescale.slope, rescale.intercept)


def _read_vois(
    header: Header, part_of: Callable[[Dataset], Part], warnings: dict[str, None]
) -> tuple[StateVoi, ...]:
    found: list[StateVoi] = []
    for item in items(header.dataset, "SoftcopyVOILUTSequence")[:MOST_VOIS]:
        vois, doubts = read_vois(replace(header, dataset=item), 0, signed_input=False)
        warnings.update(dict.fromkeys(doubts))
        if vois:
            found.append(StateVoi(vois[0], part_of(item)))
    return tuple(found)


def _read_table(
    header: Header, keyword: str, damaged: str, warnings: dict[str, None]
) -> VoiLut | None:
    """Return the table in the first filled item of a sequence."""
    for item in filter(has_lookup_table, items(header.dataset, keyword)):
        lut = read_lookup_table(
            item,
            descriptor="LUTDescriptor",
            data="LUTData",
            signed_input=False,
            little_endian=header.little_endian,
        )
        if lut is None:
            break
        return VoiLut(lut.first, lut.table, lut.bits)
    else:
        if not items(header.dataset, keyword):
            return None
    warnings[damaged] = None
    return None
