"""Values of a data set, whatever a stranger has put there.

An element that is absent, empty or cannot be converted is the empty value; nothing raises.
"""

import math
import struct
from collections.abc import Sequence as AnySequence
from functools import cache
from typing import Any, overload

from pydicom.datadict import tag_for_keyword
from pydicom.dataset import Dataset
from pydicom.errors import BytesLengthException
from pydicom.multival import MultiValue
from pydicom.sequence import Sequence
from pydicom.tag import BaseTag
from pydicom.valuerep import PersonName

from cxrviewer.reading.glance.plain_set import PlainSet

# A data set as pydicom has parsed it, or as a glance has found it.
Elements = Dataset | PlainSet

UNREADABLE = (
    ValueError,
    TypeError,
    ArithmeticError,
    LookupError,
    AttributeError,
    NotImplementedError,
    RecursionError,
    OSError,
    EOFError,
    struct.error,
    BytesLengthException,
)


def value_of(dataset: Dataset, keyword: str) -> Any:
    """Return pydicom's value, or None where there is none that can be converted."""
    tag = _tag_of(keyword)
    # Most of what is asked for is absent, and pydicom takes 10 µs to say so.
    if tag not in dataset.keys():  # noqa: SIM118  (``in dataset`` is what takes the time)
        return None
    try:
        return dataset[tag].value
    except UNREADABLE:
        return None


@cache
def _tag_of(keyword: str) -> BaseTag:
    """Return the tag of one of the program's own keywords; KeyError where there is none."""
    tag = tag_for_keyword(keyword)
    if tag is None:
        raise KeyError(keyword)
    return BaseTag(tag)


def values_of(dataset: Dataset, keyword: str) -> AnySequence[Any]:
    """Return the values of an element that may have several."""
    value = value_of(dataset, keyword)
    if value is None or value == "":
        return ()
    return value if isinstance(value, (MultiValue, list, tuple)) else (value,)


def count_of(dataset: Elements, keyword: str) -> int:
    """Return how many numbers an element holds."""
    if isinstance(dataset, PlainSet):
        return len(dataset.numbers(keyword))
    return len(values_of(dataset, keyword))


def text(dataset: Elements, keyword: str) -> str:
    """Return the first value as text."""
    if isinstance(dataset, PlainSet):
        return dataset.first[keyword]
    return next(iter(texts(dataset, keyword)), "")


def texts(dataset: Elements, keyword: str) -> tuple[str, ...]:
    """Return all values as text, padding stripped, lone surrogates replaced."""
    if isinstance(dataset, PlainSet):
        return dataset.texts[keyword]
    return tuple(_clean(value) for value in values_of(dataset, keyword))


def numbers(dataset: Elements, keyword: str) -> tuple[float, ...]:
    """Return all values as floats, NaN and infinity among them; empty where one is no number."""
    if isinstance(dataset, PlainSet):
        return dataset.numbers(keyword)
    try:
        return tuple(float(value) for value in values_of(dataset, keyword))
    except UNREADABLE:
        return ()


def number(dataset: Elements, keyword: str) -> float | None:
    """Return the first value as a finite float."""
    found = numbers(dataset, keyword)
    return found[0] if found and math.isfinite(found[0]) else None


def integer(dataset: Elements, keyword: str) -> int | None:
    """Return the first value as an integer."""
    found = number(dataset, keyword)
    return int(found) if found is not None and found == int(found) else None


@overload
def items(dataset: Dataset, keyword: str) -> list[Dataset]: ...
@overload
def items(dataset: PlainSet, keyword: str) -> list[PlainSet]: ...
def items(dataset: Elements, keyword: str) -> list[Dataset] | list[PlainSet]:
    """Return the items of a sequence."""
    if isinstance(dataset, PlainSet):
        return dataset.items(keyword)
    value = value_of(dataset, keyword)
    return list(value) if isinstance(value, Sequence) else []


def is_given(dataset: Elements, keyword: str) -> bool:
    """Say whether an element is there and filled, readable or not."""
    if isinstance(dataset, PlainSet):
        return bool(dataset.numbers(keyword))
    tag = _tag_of(keyword)
    if tag not in dataset.keys():  # noqa: SIM118  (as above)
        return False
    raw = dataset.get_item(tag)
    return raw is not None and bool(raw.value or isinstance(raw.value, int | float))


def person_name(dataset: Elements, keyword: str) -> str:
    """Return 'Family, Given Middle' of the first component group that is filled, PS3.5 6.2.1."""
    if isinstance(dataset, PlainSet):
        return _first_readable(text(dataset, keyword))
    value = value_of(dataset, keyword)
    if not isinstance(value, PersonName):
        return text(dataset, keyword)
    try:
        return _first_readable(str(value))
    except UNREADABLE:
        return ""


def _first_readable(name: str) -> str:
    groups = name.split("=")
    return next((name for group in groups if (name := _readable_name(group))), "")


def _readable_name(group: str) -> str:
    family, *rest = (_clean(part) for part in group.split("^"))
    given = " ".join(part for part in rest[:2] if part)
    return f"{family}, {given}" if family and given else family or given


def _clean(value: object) -> str:
    try:
        found = value if isinstance(value, str) else str(value)
    except UNREADABLE:
        return ""
    return found.encode("utf-8", "replace").decode().strip(" \x00\r\n\t")
