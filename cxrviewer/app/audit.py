"""A log of what was shown when, in which no line can be changed without its being found out.

The file ``audit.jsonl`` is only ever appended to: one JSON object per line, each with the SHA-256
of the line before it and of itself, so that a line that is removed, changed or moved breaks the
chain. ``audit.head`` holds the number and the hash of the last line, so that lines cut off at the
end are missed. Whoever may write both files can still make another log from the start: keep the
head that ``cxrviewer audit verify`` prints somewhere else, and ask for it with ``--head``.

No text of a patient is in it: a radiograph is the SHA-256 of its SOP Instance UID, or of its file
where it has none.
"""

import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

import msgspec

from cxrviewer.app.folders import data_folder
from cxrviewer.domain.analysis import BundleIdentity
from cxrviewer.domain.errors import ExportError, UsageError
from cxrviewer.domain.radiograph import RadiographKey
from cxrviewer.report.atomic import export_error, make_folder, write_text_atomically

FILE_NAME, HEAD_NAME = "audit.jsonl", "audit.head"
START = "0" * 64
LONGEST_LINE = 2**16


class Event(StrEnum):
    """What happened. The values stand in the file; they do not change."""

    SHOWN = "shown"
    VERDICT = "verdict"
    REVEALED = "revealed"
    READ_FIRST_ON = "read_first_on"
    READ_FIRST_OFF = "read_first_off"
    REPORT = "report"
    PROFILE = "profile"


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One line. ``before`` and ``hash`` are hexadecimal; ``hash`` is of all the other fields."""

    number: int
    time: str
    event: Event
    image: str
    bundles: tuple[str, ...]
    visible: tuple[str, ...]
    before: str
    hash: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain: how many lines there are, and the hash of the last."""

    count: int = 0
    hash: str = START

    def __str__(self) -> str:
        return f"{self.count}:{self.hash}"


@dataclass(frozen=True, slots=True)
class Verified:
    """``faults`` is empty where the chain is whole."""

    head: Head
    faults: tuple[str, ...]


def audit_path() -> Path:
    """Return where the log of the person who runs the program is."""
    return data_folder() / FILE_NAME


def image_digest(key: RadiographKey) -> str:
    """Return what stands for a radiograph in the log."""
    text = key.sop_uid or key.digest
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class AuditLog:
    """Appends to the log; several windows may do so at once."""

    def __init__(self, path: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.path = path
        self._now = now

    def add(
        self,
        event: Event,
        key: RadiographKey | None = None,
        *,
        bundles: Iterable[BundleIdentity] = (),
        visible: Sequence[str] = (),
    ) -> None:
        """Write one line. Raises ExportError where it cannot be written."""
        try:
            make_folder(self.path.parent)
            with _locked(self.path) as file:
                head = _last_of(file, self.path)
                entry = Entry(
                    number=head.count + 1,
                    time=self._now().isoformat(timespec="milliseconds"),
                    event=event,
                    image=image_digest(key) if key is not None else "",
                    bundles=tuple(dict.fromkeys(bundle.checksum for bundle in bundles)),
                    visible=tuple(visible),
                    before=head.hash,
                )
                line = _line(entry)
                file.write(line)
                file.flush()
                head = Head(entry.number, _hash(entry))
                write_text_atomically(self.path.with_name(HEAD_NAME), f"{head}\n")
        except OSError as error:
            raise export_error(error, self.path) from error


def read_entries(path: Path) -> Iterator[tuple[int, Entry | None]]:
    """Yield (line number, entry), None for a line that is none. Raises UsageError: no such log."""
    try:
        with path.open("rb") as file:
            number = 0
            while line := file.readline(LONGEST_LINE):
                number += 1
                yield number, _decoded(line)
    except FileNotFoundError:
        raise UsageError(
            "There is no audit log.", remedy="It begins with the first radiograph.", path=path
        ) from None
    except OSError as error:
        raise UsageError(
            f"The audit log cannot be read: {error.strerror}.",
            remedy="Check its rights.",
            path=path,
        ) from error


def verify(path: Path, *, kept: Head | None = None) -> Verified:
    """Follow the chain from its start, and hold its end against the stored head and ``kept``."""
    faults: list[str] = []
    last = Head()
    hashes = {last.count: last.hash}
    for number, entry in read_entries(path):
        if entry is None:
            faults.append(f"Line {number} is no entry: it was changed or half written.")
            continue
        if entry.hash != _hash(entry):
            faults.append(f"Line {number} was changed.")
        elif (entry.number, entry.before) != (last.count + 1, last.hash):
            faults.append(f"Line {number} does not follow the line before it: removed or moved.")
        last = Head(entry.number, entry.hash)
        hashes[last.count] = last.hash
    for name, head in (("stored", _stored_head(path, faults)), ("given", kept)):
        if head is not None and hashes.get(head.count) != head.hash:
            faults.append(f"The log does not hold the {name} head: its end was cut off.")
    return Verified(last, tuple(faults))


def parse_head(text: str) -> Head:
    """Return the head that ``text`` is, as verify prints it; ValueError where it is none."""
    count, _, digest = text.strip().partition(":")
    if len(digest) != len(START) or set(digest) - set("0123456789abcdef") or not count.isdecimal():
        raise ValueError(f"{text[:80]!r} is no head")
    return Head(int(count), digest)


def _stored_head(path: Path, faults: list[str]) -> Head | None:
    try:
        return parse_head(path.with_name(HEAD_NAME).read_text("ascii", "replace")[:200])
    except FileNotFoundError:
        faults.append(f"{HEAD_NAME} is missing: nobody knows how long the log was.")
    except (OSError, ValueError):
        faults.append(f"{HEAD_NAME} cannot be understood.")
    return None


def _body(entry: Entry) -> dict[str, Any]:
    body: dict[str, Any] = msgspec.to_builtins(entry)
    del body["hash"]
    return body


def _canonical(body: dict[str, Any]) -> str:
    return json.dumps(body, sort_keys=True, separators=(",", ":"))


def _hash(entry: Entry) -> str:
    return hashlib.sha256(_canonical(_body(entry)).encode()).hexdigest()


def _line(entry: Entry) -> bytes:
    return _canonical({**_body(entry), "hash": _hash(entry)}).encode() + b"\n"


def _decoded(line: bytes) -> Entry | None:
    if not line.endswith(b"\n"):
        return None
    try:
        return msgspec.json.decode(line, type=Entry)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


def _last_of(file: IO[bytes], path: Path) -> Head:
    """Return the end of the chain in ``file``; a broken end is left for verify to find."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - LONGEST_LINE))
    lines = file.read().splitlines(keepends=True)
    if lines and not lines[-1].endswith(b"\n"):
        # A line that a power cut left half: the next one begins on a line of its own.
        file.write(b"\n")
    for line in reversed(lines):
        entry = _decoded(line)
        if entry is not None:
            return Head(entry.number, entry.hash)
    if size:
        raise ExportError(
            "it is not the audit log of this program.", remedy="Move it away.", path=path
        )
    return Head()


@contextmanager
def _locked(path: Path) -> Iterator[IO[bytes]]:
    """Yield ``path`` open for appending, while no other window appends to it."""
    with path.open("a+b") as file:
        if os.name == "posix":
            path.chmod(0o600)
        _lock(file, on=True)
        try:
            yield file
        finally:
            file.flush()
            _lock(file, on=False)


def _lock(file: IO[bytes], *, on: bool) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415  (there on Windows alone)

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if on else msvcrt.LK_UNLCK, 1)
    else:
        import fcntl  # noqa: PLC0415  (not there on Windows)

        fcntl.flock(file.fileno(), fcntl.LOCK_EX if on else fcntl.LOCK_UN)
