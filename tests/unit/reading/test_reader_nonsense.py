"""A decoder that a hostile file has taken over says what it likes; it costs one file."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from struct import pack

import msgspec
import numpy as np
import pytest

from cxrviewer.domain.covers import PlaneKind
from cxrviewer.domain.errors import ReadingError
from cxrviewer.domain.study import FileKind, RefusedFile
from cxrviewer.reading import child_process, wire
from cxrviewer.reading.limits import STANDARD_LIMITS
from cxrviewer.reading.reader import Reader
from cxrviewer.reading.transport import pack_entry, pack_radiograph
from tests.data.bundles import make_radiograph

PARROT = """
import sys
from pathlib import Path
data = sys.stdin.buffer
def ask():
    data.read(int.from_bytes(data.read(4), "big"))
ask()
sys.stdout.buffer.write(Path(sys.argv[1]).read_bytes())
sys.stdout.buffer.flush()
ask()
ask()
"""


def message(body: bytes) -> bytes:
    return pack(">L", len(body)) + body


def loaded(**changes: object) -> bytes:
    said, arrays = pack_radiograph(make_radiograph(8, 8))
    body = wire.encode(msgspec.structs.replace(said, **changes))
    return body + b"".join(array.tobytes() for array in arrays)


ELSEWHERE = pack_entry(RefusedFile(Path("/elsewhere"), FileKind.PNG, "It is cut short."))
PLANE = wire.Plane(0x6000, 99, 99, 0, 0, next(iter(PlaneKind)), "", b"\x00")
BEYOND = replace(make_radiograph(8, 8), indices=np.full((8, 8), 9, np.uint16))
NONSENSE = {
    "a-plane-of-too-few-bits": loaded(planes=[PLANE]),
    "an-odd-table": loaded(vois=[wire.Choice(table=b"odd")]),
    "a-picture-too-large": loaded(rows=2**20, columns=2**20),
    "a-negative-size": loaded(rows=-1),
    "another-answer": wire.encode(wire.Ready()),
    "an-endless-message": pack(">L", 2**31),
    "text-that-is-none": message(b"\x81\xa4type\xa4\xff\xff\xff\xff"),
    "no-message": message(b""),
    "an-entry-of-another-file": wire.encode(wire.Scanned((ELSEWHERE,))),
    "more-entries-than-files": wire.encode(wire.Scanned((ELSEWHERE, ELSEWHERE))),
    "no-entry": wire.encode(wire.Scanned(())),
    "promises-without-end": wire.encode(wire.Scanned((), alone=True)) * 2,
    "a-thumbnail-of-no-pixels": wire.encode(wire.Thumbed(0, 0, b"")),
    "a-thumbnail-of-too-few-pixels": wire.encode(wire.Thumbed(9, 9, b"few")),
    "a-thumbnail-too-large": wire.encode(wire.Thumbed(1000, 1, bytes(1000))),
    "a-thumbnail-turned-inside-out": wire.encode(wire.Thumbed(-2, -2, bytes(4))),
    "an-empty-entry": wire.encode(wire.Scanned((wire.Entry(None, None),))),
}


@pytest.fixture(params=NONSENSE)
def parrot(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Reader]:
    said = tmp_path / "said"
    said.write_bytes(wire.encode(wire.Ready()) + NONSENSE[request.param])
    line = [sys.executable, "-c", PARROT, str(said)]
    monkeypatch.setattr(child_process, "_command", lambda: line)
    with Reader() as reader:
        yield reader


def test_that_a_senseless_answer_refuses_the_picture(parrot: Reader, tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="no sensible answer"):
        parrot.load(tmp_path / "said")


def test_that_a_senseless_answer_refuses_the_thumbnail(parrot: Reader, tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="no sensible answer"):
        parrot.thumbnail(tmp_path / "said")


def test_that_a_senseless_answer_refuses_the_header(parrot: Reader, tmp_path: Path) -> None:
    (entry,) = parrot.scan([tmp_path / "said"])
    assert isinstance(entry, RefusedFile)
    assert "no sensible answer" in entry.reason


# Says each part of its answer in time, and the whole of it too late.
DAWDLER = PARROT.replace(
    "sys.stdout.buffer.write(Path(sys.argv[1]).read_bytes())",
    """
import time
said, first = Path(sys.argv[1]).read_bytes(), 0
for number, length in enumerate(map(int, sys.argv[2:])):
    if number == 1:
        ask()
    if number > 1:
        time.sleep(0.8)
    sys.stdout.buffer.write(said[first : first + length])
    sys.stdout.buffer.flush()
    first += length
""",
)


def test_that_one_time_limit_is_for_the_whole_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, arrays = pack_radiograph(make_radiograph(8, 8))
    parts = [wire.encode(wire.Ready()), wire.encode(answer), *(a.tobytes() for a in arrays[:3])]
    said = tmp_path / "said"
    said.write_bytes(b"".join(parts))
    lengths = [str(len(part)) for part in parts]
    line = [sys.executable, "-c", DAWDLER, str(said), *lengths]
    monkeypatch.setattr(child_process, "_command", lambda: line)
    limits = replace(STANDARD_LIMITS, decode_seconds=1.5)
    with Reader(limits=limits) as reader, pytest.raises(ReadingError, match="longer than"):
        reader.load(said)
