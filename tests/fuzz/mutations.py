"""Ways to spoil a valid input, each driven by a Random: the same numbers give the same bytes.

Hypothesis, the fixed runs of a commit and the coverage-guided fuzzer all use these.
"""

import json
import zlib
from collections.abc import Callable, Sequence
from random import Random
from struct import error as StructError  # noqa: N812  (struct's class is named in lower case)
from struct import pack, unpack_from
from typing import Any

MOST_BYTES = 2**18
MOST_STEPS = 6
PNG_HEAD = 8
NUMBERS = (0, 1, 2, 7, 8, 12, 16, 127, 128, 255, 256, 32767, 32768, 65534, 65535, 2**31 - 1)
TEXTS = (
    b"",
    b"0",
    b"-1",
    b"1e308",
    b"nan",
    b"inf",
    b"1\\2\\3",
    b"99999999999999999999",
    b"=1+1",
    b"\x1b[31m",
    "\u202emoc".encode(),
    b"\xff\xfe\x00",
    b"A" * 4096,
)
ODDITIES: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    2**63,
    -(2**63),
    1e308,
    0.5,
    "",
    "x",
    "../x",
    "\u0000",
    "\u202e",
    [],
    {},
    [[]],
    "A" * 4096,
)

Step = Callable[[bytes, Sequence[bytes], Random], bytes]


def mutate(data: bytes, others: Sequence[bytes], chance: Random) -> bytes:
    """Spoil bytes, numbers, stretches and order, whatever the format."""
    for _ in range(chance.randint(1, MOST_STEPS)):
        data = chance.choice(STEPS)(data, others, chance)
    return data[:MOST_BYTES]


def mutate_dicom(data: bytes, others: Sequence[bytes], chance: Random) -> bytes:
    """Spoil values and lengths of whole elements as well (explicit VR, little endian)."""
    if chance.random() < 0.5:
        return mutate(data, others, chance)
    for _ in range(chance.randint(1, MOST_STEPS)):
        elements = _elements(data)
        if not elements:
            return mutate(data, others, chance)
        start, value, end = chance.choice(elements)
        kind = chance.randrange(5)
        if kind == 0:
            data = data[:start] + data[end:]
        elif kind == 1:
            at = chance.choice(elements)[0]
            data = data[:at] + data[start:end] + data[at:]
        elif kind == 2:
            data = data[:value] + _fitted(chance.choice(TEXTS), end - value) + data[end:]
        elif kind == 3:
            data = data[:value] + chance.randbytes(end - value) + data[end:]
        else:
            data = data[: start + 4] + chance.choice(VRS) + data[start + 6 :]
    return data[:MOST_BYTES]


def mutate_png(data: bytes, others: Sequence[bytes], chance: Random) -> bytes:
    """Spoil whole chunks and put their checksums right, so that the decoder looks at them."""
    if chance.random() < 0.3:
        return mutate(data, others, chance)
    chunks = _chunks(data)
    if not chunks:
        return mutate(data, others, chance)
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(chunks))
        name, content = chunks[at]
        kind = chance.randrange(4)
        if kind == 0 and len(chunks) > 1:
            del chunks[at]
        elif kind == 1:
            chunks.insert(chance.randrange(len(chunks) + 1), (name, content))
        elif kind == 2:
            chunks[at] = (chance.choice((b"tRNS", b"PLTE", b"gAMA", b"zTXt", b"acTL")), content)
        else:
            chunks[at] = (name, mutate(content, (), chance))
    return data[:PNG_HEAD] + b"".join(_chunk(*chunk) for chunk in chunks)


def mutate_json(data: bytes, others: Sequence[bytes], chance: Random) -> bytes:
    """Spoil values, keys and lists of the tree."""
    try:
        tree = json.loads(data)
    except (ValueError, RecursionError):
        return mutate(data, others, chance)
    if chance.random() < 0.3 or not isinstance(tree, dict):
        return mutate(data, others, chance)
    for _ in range(chance.randint(1, 3)):
        _spoil_tree(tree, chance)
    return json.dumps(tree).encode()[:MOST_BYTES]


def _spoil_tree(tree: Any, chance: Random) -> None:
    node = tree
    while True:
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        if not keys:
            return
        key = chance.choice(keys)
        if not isinstance(node[key], dict | list) or chance.random() < 0.2:
            break
        node = node[key]
    kind = chance.randrange(4)
    if kind == 0:
        del node[key]
    elif kind == 1 and isinstance(node, dict):
        node[str(chance.choice(ODDITIES))] = node[key]
    elif kind == 2 and isinstance(node, list):
        node.append(node[key])
    else:
        node[key] = chance.choice(ODDITIES)


def _place(data: bytes, chance: Random) -> int:
    return chance.randrange(len(data) + 1)


def _set_byte(data: bytes, _others: Sequence[bytes], chance: Random) -> bytes:
    at = _place(data, chance)
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]


def _flip_bit(data: bytes, _others: Sequence[bytes], chance: Random) -> bytes:
    if not data:
        return data
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]


def _set_number(data: bytes, _others: Sequence[bytes], chance: Random) -> bytes:
    at, form = _place(data, chance), chance.choice(("<H", ">H", "<L", ">L"))
    number = chance.choice(NUMBERS) & (0xFFFF if form[1] == "H" else 0xFFFFFFFF)
    written = pack(form, number)
    return data[:at] + written + data[at + len(written) :]


def _cut(data: bytes, _others: Sequence[bytes], chance: Random) -> bytes:
    return data[: _place(data, chance)]


def _remove(data: bytes, _others: Sequence[bytes], chance: Random) -> bytes:
    start = _place(data, chance)
    return data[:start] + data[start + chance.choice((1, 2, 4, 8, 64, 512)) :]


def _repeat(data: bytes, _others: Sequence[bytes], chance: Random) -> bytes:
    start = _place(data, chance)
    part = data[start : start + chance.choice((1, 2, 4, 8, 64, 512))]
    return data[:start] + part * chance.choice((2, 3, 50)) + data[start + len(part) :]


def _insert(data: bytes, _others: Sequence[bytes], chance: Random) -> bytes:
    at = _place(data, chance)
    return data[:at] + chance.choice((*TEXTS, chance.randbytes(8))) + data[at:]


def _clear(data: bytes, _others: Sequence[bytes], chance: Random) -> bytes:
    start = _place(data, chance)
    length = min(chance.choice((2, 16, 256)), len(data) - start)
    return data[:start] + bytes([chance.choice((0, 0xFF))]) * length + data[start + length :]


def _splice(data: bytes, others: Sequence[bytes], chance: Random) -> bytes:
    if not others:
        return data
    other = chance.choice(others)
    return data[: _place(data, chance)] + other[_place(other, chance) :]


STEPS: tuple[Step, ...] = (
    _set_byte,
    _flip_bit,
    _flip_bit,
    _set_number,
    _set_number,
    _cut,
    _remove,
    _repeat,
    _insert,
    _clear,
    _splice,
)
VRS = (b"OB", b"OW", b"SQ", b"UN", b"US", b"SS", b"DS", b"IS", b"PN", b"UI", b"AT", b"FD", b"??")
LONG_VRS = frozenset({b"OB", b"OW", b"SQ", b"UN", b"UT", b"OF", b"OD", b"UC", b"UR"})


def _elements(data: bytes) -> list[tuple[int, int, int]]:
    """Return start, start of the value and end of each top-level element, as far as they go."""
    found, position = [], 132
    try:
        while position + 8 <= len(data):
            if data[position + 4 : position + 6] in LONG_VRS:
                (length,) = unpack_from("<L", data, position + 8)
                value = position + 12
            else:
                (length,) = unpack_from("<H", data, position + 6)
                value = position + 8
            end = value + length
            if end > len(data):
                break
            found.append((position, value, end))
            position = end
    except StructError:
        pass
    return found


def _fitted(text: bytes, length: int) -> bytes:
    return text[:length] + b" " * max(length - len(text), 0)


def _chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    found, position = [], PNG_HEAD
    while position + 12 <= len(data):
        (length,) = unpack_from(">L", data, position)
        end = position + 8 + length
        if end + 4 > len(data):
            break
        found.append((data[position + 4 : position + 8], data[position + 8 : end]))
        position = end + 4
    return found


def _chunk(name: bytes, content: bytes) -> bytes:
    return pack(">L", len(content)) + name + content + pack(">L", zlib.crc32(name + content))
