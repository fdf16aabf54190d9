"""Measurements as a JSON file, to hand on or to keep: ``docs/measurements.md`` is its schema.

The file names radiographs by SOP Instance UID and sha-256, never by patient. It is read as a
stranger's: everything in it is checked, and what is wrong is said by name.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from cxrviewer.app.database_tables import key_values
from cxrviewer.domain.errors import ReadingError, printable
from cxrviewer.domain.measurement import (
    FARTHEST,
    MOST_POINTS,
    WIDEST_MM,
    Measurement,
    MeasurementKind,
)
from cxrviewer.domain.radiograph import RadiographKey
from cxrviewer.report.atomic import write_bytes_atomically

SCHEMA_NAME = "cxrviewer.measurements"
MAX_BYTES = 16 * 2**20
REMEDY = "Choose a file that this program exported."

Coordinate = Annotated[float, msgspec.Meta(ge=-FARTHEST, le=FARTHEST)]
Uid = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{32}\Z")]
Name = Annotated[str, msgspec.Meta(max_length=200)]
Digest = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
SopUid = Annotated[str, msgspec.Meta(pattern=r"\A[0-9.]{0,64}\Z")]
Frame = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]
Millimetres = Annotated[float, msgspec.Meta(gt=0.0, le=WIDEST_MM)]


class _Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    uid: Uid
    kind: MeasurementKind
    points: Annotated[list[tuple[Coordinate, Coordinate]], msgspec.Meta(max_length=MOST_POINTS)]
    name: Name = ""
    proposed: bool = False


class _Image(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    sop_uid: SopUid
    sha256: Digest
    frame: Frame
    mm_per_column: Millimetres | None = None
    measurements: Annotated[list[_Item], msgspec.Meta(max_length=10_000)]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    schema: Literal["cxrviewer.measurements"]
    version: Literal[1]
    images: Annotated[list[_Image], msgspec.Meta(max_length=100_000)]


@dataclass(frozen=True, slots=True)
class FileOfImage:
    """What a file says of one radiograph."""

    key: RadiographKey
    items: tuple[Measurement, ...]
    mm_per_column: float | None = None


def encode_measurements(images: Iterable[FileOfImage]) -> bytes:
    content = _File(schema="cxrviewer.measurements", version=1, images=[_image(i) for i in images])
    return msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n"


def write_measurements(path: Path, images: Iterable[FileOfImage]) -> None:
    """Write a whole file at once. Raises ExportError."""
    write_bytes_atomically(path, encode_measurements(images))


def read_measurements(path: Path) -> tuple[FileOfImage, ...]:
    """Raise ReadingError for a file that is not whole, or that says what no export would."""
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise ReadingError(
            f"The measurements cannot be read: {error.strerror}.", remedy=REMEDY, path=path
        ) from error
    if len(content) > MAX_BYTES:
        limit = MAX_BYTES // 2**20
        raise ReadingError(f"The file has more than {limit} MiB.", remedy=REMEDY, path=path)
    try:
        return decode_measurements(content)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise ReadingError(
            f"The file is no list of measurements: {printable(str(error))}.",
            remedy=REMEDY,
            path=path,
        ) from error


def decode_measurements(content: bytes) -> tuple[FileOfImage, ...]:
    """Raise msgspec.MsgspecError or ValueError, with the place in the file, for what is wrong."""
    read = msgspec.json.decode(content, type=_File)
    images = tuple(
        _read_image(image, f"$.images[{number}]") for number, image in enumerate(read.images)
    )
    uids = [item.uid for image in images for item in image.items]
    if len(set(uids)) < len(uids):
        raise ValueError("a uid is there twice")
    return images


def _image(image: FileOfImage) -> _Image:
    sop_uid, digest, frame = key_values(image.key)
    return _Image(
        sop_uid=sop_uid,
        sha256=digest,
        frame=frame,
        mm_per_column=image.mm_per_column,
        measurements=[
            _Item(
                uid=item.uid,
                kind=item.kind,
                points=list(item.points),
                name=item.name,
                proposed=item.proposed,
            )
            for item in image.items
        ],
    )


def _read_image(image: _Image, place: str) -> FileOfImage:
    key = RadiographKey(image.sop_uid, image.sha256, image.frame)
    items = tuple(
        _read_item(item, f"{place}.measurements[{n}]") for n, item in enumerate(image.measurements)
    )
    return FileOfImage(key, items, image.mm_per_column)


def _read_item(item: _Item, place: str) -> Measurement:
    if any(unicodedata.category(char) in ("Cc", "Cf", "Cs") for char in item.name):
        raise ValueError(f"the name at {place} has control characters")
    try:
        return Measurement(item.uid, item.kind, tuple(item.points), item.name, item.proposed)
    except ValueError as error:
        raise ValueError(f"{error} at {place}") from error
