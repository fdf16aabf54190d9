"""What the checks of the full reading say of what a walk has found.

Thousands of files say the same of their picture, and several the same of their patient: verdicts
are remembered under the bytes that they depend on. A ``PlainSet`` of those bytes alone is all that
a check sees, so that no verdict can depend on others.
"""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TypeVar

from cxrviewer.domain.study import Instance, Series
from cxrviewer.reading.glance.odd import OddHeaderError
from cxrviewer.reading.glance.plain_set import PlainSet, plain_text
from cxrviewer.reading.glance.walk import Found
from cxrviewer.reading.glance.wanted import (
    GREY,
    OWN_UID,
    PICTURE,
    RESCALE_KEYWORDS,
    WHOSE,
    Group,
)
from cxrviewer.reading.header import UNDEFINED_LENGTH, FileMeta, Outline, PixelElement
from cxrviewer.reading.instance import read_picture, read_series
from cxrviewer.reading.limits import Limits
from cxrviewer.reading.pixel_format import PixelFormat, read_pixel_format
from cxrviewer.reading.validator.container import check_container
from cxrviewer.reading.validator.grey import check_grey
from cxrviewer.reading.validator.identity import check_identity, check_person, is_uid
from cxrviewer.reading.validator.orientation import check_orientation
from cxrviewer.reading.validator.pixels import check_pixel_module, check_promises
from cxrviewer.reading.validator.validate import sentences_of

# More are not kept: a folder has few kinds of pictures, and its patients come one after another.
MOST_REMEMBERED = 256
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Picture:
    """What a header says of its picture, in an Instance of nobody; ``container`` comes first."""

    instance: Instance
    form: PixelFormat
    container: tuple[str, ...]
    module: tuple[str, ...]
    orientation: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Whose:
    """What a header says of patient, study and series."""

    series: Series
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """All that a glance has found in a file of ``size`` bytes."""

    found: Found
    meta: FileMeta
    size: int
    pixels: PixelElement

    def outline(self, dataset: PlainSet) -> Outline:
        return Outline(dataset, self.meta.transfer_syntax, self.size, self.pixels, meta=self.meta)


_PICTURES: dict[Hashable, Picture] = {}
_WHOSE: dict[Hashable, Whose] = {}
_GREYS: dict[Hashable, tuple[str, ...]] = {}


def judge(path: Path, seen: Seen, limits: Limits) -> Instance:
    """Return the Instance; ReadingError where the full reading will refuse the file."""
    own_uid = plain_text(seen.found.values[Group.OWN].get(OWN_UID, b""))
    picture, whose = _picture_of(seen), _whose_of(seen, own_uid)
    promises = sentences_of(check_promises(seen.pixels, seen.size, picture.form, limits))
    about_picture = (*picture.module, *_doubts_of_grey(seen, picture.form), *picture.orientation)
    told = (*promises, *picture.container, *whose.sentences, *about_picture)
    return replace(
        picture.instance,
        path=path,
        series=whose.series,
        sop_uid=own_uid,
        warnings=(*picture.instance.warnings, *dict.fromkeys(told)),
    )


def _picture_of(seen: Seen) -> Picture:
    """Return what does not depend on the patient, nor on how large the file is."""
    meta, values = seen.meta, seen.found.values
    is_encapsulated = seen.pixels.length == UNDEFINED_LENGTH
    told = tuple(values[Group.PICTURE].items()), tuple(values[Group.SHARED].items())
    key = meta.preamble, meta.transfer_syntax, is_encapsulated, told
    return _PICTURES.get(key) or _remember(_PICTURES, key, _read_picture(seen))


def _read_picture(seen: Seen) -> Picture:
    found = seen.found
    values = found.values[Group.SHARED] | found.values[Group.PICTURE]
    outline = seen.outline(PlainSet(values, found.items, found.repertoire, PICTURE))
    form = read_pixel_format(outline)
    return Picture(
        instance=read_picture(outline, form),
        form=form,
        container=sentences_of(check_container(outline)),
        module=sentences_of(check_pixel_module(outline, form)),
        orientation=sentences_of(check_orientation(outline.dataset)),
    )


def _doubts_of_grey(seen: Seen, form: PixelFormat) -> tuple[str, ...]:
    """Return what is said of windows, rescale and spacing, which change with every exposure."""
    values = seen.found.values
    rescale = {word: values[Group.PICTURE].get(word, b"") for word in RESCALE_KEYWORDS}
    found = values[Group.GREY] | rescale
    key = form, seen.found.repertoire, tuple(found.items())
    known = _GREYS.get(key)
    if known is None:
        dataset = PlainSet(found, {}, seen.found.repertoire, GREY)
        known = _remember(_GREYS, key, sentences_of(check_grey(dataset, form)))
    return known


def _whose_of(seen: Seen, own_uid: str) -> Whose:
    """Return what does not depend on the picture.

    A sound SOP Instance UID is nothing that a check would tell of: what is remembered holds for all
    of them.
    """
    values, media, today = seen.found.values, seen.meta.sop_uid, date.today()
    if not is_uid(own_uid) or media not in ("", own_uid):
        return _read_whose(seen, today)
    key = today, tuple(values[Group.WHOSE].items()), tuple(values[Group.SHARED].items())
    return _WHOSE.get(key) or _remember(_WHOSE, key, _read_whose(seen, today))


def _read_whose(seen: Seen, today: date) -> Whose:
    values = seen.found.values
    known = values[Group.WHOSE] | values[Group.SHARED] | values[Group.OWN]
    dataset = PlainSet(known, {}, seen.found.repertoire, WHOSE)
    findings = chain(check_identity(dataset, seen.meta.sop_uid), check_person(dataset, today))
    series = read_series(Path(), dataset)
    if not series.uid or not series.study.uid:
        raise OddHeaderError("a series that is known by its path")
    return Whose(series, sentences_of(findings))


def _remember(known: dict[Hashable, Value], key: Hashable, value: Value) -> Value:
    if len(known) >= MOST_REMEMBERED:
        known.clear()
    known[key] = value
    return value
