"""What parent and child say to each other over a pair of pipes.

A message is its length (4 bytes, big-endian) and msgpack; a loaded picture is followed by its
arrays as they lie in memory. Pickle is not used: nothing that a child was made to say by a
hostile file may run in the parent.
"""

import os
from pathlib import Path
from struct import pack
from typing import Any, TypeVar

import msgspec

from cxrviewer.domain.covers import PlaneKind, Shutter
from cxrviewer.domain.presentation import Caption, DisplayedArea, Graphic, Orientation, Part
from cxrviewer.domain.radiograph import Note, PixelSpacing, Window
from cxrviewer.domain.study import Instance, RefusedFile
from cxrviewer.domain.tags import TagPage
from cxrviewer.reading.limits import Limits

CHILD_FLAG = "--reading-child"
LENGTH_BYTES = 4
LONGEST_MESSAGE = 64 * 2**20


class Start(msgspec.Struct, frozen=True, tag=True):
    """Parent: the first message."""

    limits: Limits


class Scan(msgspec.Struct, frozen=True, tag=True):
    """Parent: read the headers of files."""

    paths: tuple[Path, ...]


class Load(msgspec.Struct, frozen=True, tag=True):
    """Parent: decode one frame of a file."""

    path: Path
    frame: int


class Tags(msgspec.Struct, frozen=True, tag=True):
    """Parent: tell what stands in a file, from row ``offset`` on."""

    path: Path
    offset: int


class Thumb(msgspec.Struct, frozen=True, tag=True):
    """Parent: make a thumbnail of the first frame of a file."""

    path: Path


class WarmUp(msgspec.Struct, frozen=True, tag=True):
    """Parent: get ready for whatever may come next; there is no answer."""


class State(msgspec.Struct, frozen=True):
    """A PresentationState whose tables have become Choices."""

    path: Path
    images: tuple[str, ...]
    label: str
    study_uid: str
    series_uid: str
    sop_uid: str
    frames: Part
    modality: "Rule"
    vois: "tuple[tuple[Choice, Part], ...]"
    areas: tuple[DisplayedArea, ...]
    curve: "Choice | None"
    inverse: bool
    shutter: Shutter | None
    planes: tuple[int, ...]
    graphics: tuple[Graphic, ...]
    captions: tuple[Caption, ...]
    orientation: Orientation
    warnings: tuple[str, ...]


class Ready(msgspec.Struct, frozen=True, tag=True):
    """Child: imports are done, requests may come."""


class Entry(msgspec.Struct, frozen=True):
    """A ScanEntry; one of the three is given."""

    instance: Instance | None
    refused: RefusedFile | None
    state: State | None = None


class Scanned(msgspec.Struct, frozen=True, tag=True):
    """Child: the entries of the next files that it was asked for.

    ``alone`` promises that the file behind them gets an answer of its own: if none comes, that file
    is at fault.
    """

    entries: tuple[Entry, ...]
    alone: bool = False


class Failed(msgspec.Struct, frozen=True, tag=True):
    """Child: a picture that cannot be loaded, as in ReadingError."""

    cause: str
    remedy: str


class Told(msgspec.Struct, frozen=True, tag=True):
    """Child: a page of what stands in a file."""

    page: TagPage


class Thumbed(msgspec.Struct, frozen=True, tag=True):
    """Child: display values, uint8, row by row."""

    rows: int
    columns: int
    pixels: bytes


class Choice(msgspec.Struct, frozen=True):
    """A VOI: a window, or a LUT whose entries are little-endian uint16."""

    window: Window | None = None
    first: int = 0
    bits: int = 0
    explanation: str = ""
    table: bytes = b""


class Rule(msgspec.Struct, frozen=True):
    """A ModalityRule whose table has become a Choice."""

    slope: float
    intercept: float
    lut: Choice | None


class Plane(msgspec.Struct, frozen=True):
    """An overlay plane; ``bits`` are its pixels row by row, eight to a byte."""

    group: int
    rows: int
    columns: int
    top: int
    left: int
    kind: PlaneKind
    label: str
    bits: bytes


class Loaded(msgspec.Struct, frozen=True, tag=True):
    """Child: a Radiograph but for its arrays.

    They follow as bytes in machine order: ``indices`` uint16 (rows, columns), ``levels`` float64
    and ``padding`` bool of ``levels`` entries each, and ``stored`` float64 of as many or none.
    """

    instance: Instance
    rows: int
    columns: int
    levels: int
    stored: bool
    inverted: bool
    digest: str
    frame: int
    vois: list[Choice]
    spacing: PixelSpacing | None
    warnings: list[str]
    shutter: Shutter | None
    planes: list[Plane]
    aspect: float
    edges: tuple[str, str]
    notes: tuple[Note, ...]


Request = Start | Scan | Load | Tags | WarmUp | Thumb
Answer = Ready | Scanned | Failed | Loaded | Told | Thumbed
Message = TypeVar("Message")


def _encode_path(value: object) -> bytes:
    if isinstance(value, Path):
        # Names are bytes on POSIX and need not be text.
        return os.fsencode(value)
    raise NotImplementedError(type(value))


def _decode_path(kind: type, value: Any) -> Path:
    if kind is not Path or not isinstance(value, bytes):
        raise NotImplementedError(kind)
    return Path(os.fsdecode(value))


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_encode_path)
_REQUESTS: msgspec.msgpack.Decoder[Request] = msgspec.msgpack.Decoder(
    Request, dec_hook=_decode_path
)
_ANSWERS: msgspec.msgpack.Decoder[Answer] = msgspec.msgpack.Decoder(Answer, dec_hook=_decode_path)


def encode(message: Request | Answer) -> bytes:
    """Return ``message`` with its length in front."""
    body = _ENCODER.encode(message)
    return pack(">L", len(body)) + body


def decode_request(body: bytes) -> Request:
    """Return the request in ``body``; msgspec.DecodeError where it is none."""
    return _decoded(_REQUESTS, body)


def decode_answer(body: bytes) -> Answer:
    """Return the answer in ``body``; msgspec.DecodeError where it is none."""
    return _decoded(_ANSWERS, body)


def _decoded(decoder: msgspec.msgpack.Decoder[Message], body: bytes) -> Message:
    try:
        return decoder.decode(body)
    except (ValueError, NotImplementedError, RecursionError) as error:
        # Text that is no UTF-8, paths that are no bytes, nesting without end.
        raise msgspec.DecodeError(f"no message: {error}") from error
