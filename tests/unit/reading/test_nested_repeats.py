"""Elements that come twice inside a sequence are found and said, within caps."""

from pathlib import Path
from struct import pack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxrviewer.domain.study import Instance
from cxrviewer.reading.scan import scan_file
from cxrviewer.reading.validator.nested import DEEPEST, MOST_ELEMENTS, repeated_in_items
from tests.data.hostile.raw import Element, part10, sound

PATIENT_ID, SEQUENCE, CODE = 0x00100020, 0x00081115, 0x00080100
UNDEFINED = 0xFFFFFFFF


def short(tag: int, value: bytes, *, implicit: bool = False, order: str = "<") -> bytes:
    head = pack(f"{order}HH", tag >> 16, tag & 0xFFFF)
    if implicit:
        return head + pack(f"{order}L", len(value)) + value
    return head + b"LO" + pack(f"{order}H", len(value)) + value


def item(content: bytes, *, closed: bool = True, order: str = "<") -> bytes:
    head = pack(f"{order}HH", 0xFFFE, 0xE000)
    if closed:
        return head + pack(f"{order}L", len(content)) + content
    end = pack(f"{order}HHL", 0xFFFE, 0xE00D, 0)
    return head + pack(f"{order}L", UNDEFINED) + content + end


def sequence(
    content: bytes, *, closed: bool = True, implicit: bool = False, order: str = "<"
) -> bytes:
    head = pack(f"{order}HH", SEQUENCE >> 16, SEQUENCE & 0xFFFF)
    head += b"" if implicit else b"SQ\0\0"
    if closed:
        return head + pack(f"{order}L", len(content)) + content
    end = pack(f"{order}HHL", 0xFFFE, 0xE0DD, 0)
    return head + pack(f"{order}L", UNDEFINED) + content + end


@pytest.mark.parametrize("closed", [True, False])
@pytest.mark.parametrize("implicit", [True, False])
@pytest.mark.parametrize("order", ["<", ">"])
def test_that_a_repeat_is_found_however_the_sequence_is_written(
    closed: bool, implicit: bool, order: str
) -> None:
    twice = b"".join(short(PATIENT_ID, v, implicit=implicit, order=order) for v in (b"A ", b"BB"))
    inner = item(twice, closed=closed, order=order)
    data = sequence(inner, closed=closed, implicit=implicit, order=order)
    data += short(0x00100030, b"19700101", implicit=implicit, order=order)
    found = repeated_in_items(data, implicit=implicit, little_endian=order == "<")
    assert found == {PATIENT_ID}


def test_that_elements_of_two_items_and_of_two_levels_are_no_repeat() -> None:
    one = item(short(PATIENT_ID, b"A "))
    deep = item(short(PATIENT_ID, b"A ") + sequence(one))
    assert repeated_in_items(sequence(one + deep), implicit=False, little_endian=True) == set()


def test_that_a_repeat_behind_damage_or_beyond_the_caps_costs_nothing() -> None:
    twice = short(CODE, b"A ") * 2
    nested = item(twice)
    for _ in range(DEEPEST + 1):
        nested = item(sequence(nested))
    assert repeated_in_items(sequence(nested), implicit=False, little_endian=True) == set()
    many = item(b"".join(short(tag, b"") for tag in range(MOST_ELEMENTS + 1)) + twice)
    assert repeated_in_items(sequence(many), implicit=False, little_endian=True) == set()
    cut = sequence(item(twice))[:-3]
    assert repeated_in_items(cut, implicit=False, little_endian=True) == {CODE}


@given(st.binary(max_size=400), st.booleans(), st.booleans())
def test_that_no_bytes_break_the_walk(data: bytes, implicit: bool, little: bool) -> None:
    repeated_in_items(data, implicit=implicit, little_endian=little)
    repeated_in_items(sequence(item(data)), implicit=implicit, little_endian=little)


def test_that_the_file_opens_with_a_warning_that_names_identity_first(tmp_path: Path) -> None:
    content = short(CODE, b"A ") * 2 + short(PATIENT_ID, b"A ") + short(PATIENT_ID, b"B ")
    made = [*sound(), Element(SEQUENCE, "SQ", item(content))]
    path = tmp_path / "a.dcm"
    path.write_bytes(part10(sorted(made, key=lambda element: element.tag)))
    entry = scan_file(path)
    assert isinstance(entry, Instance)
    (warning,) = [w for w in entry.warnings if "sequence of the file repeats" in w]
    assert warning.index("Patient ID (0010,0020)") < warning.index("Code Value (0008,0100)")
