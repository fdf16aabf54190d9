"""The one DICOM file in an answer of WADO-RS: multipart/related (RFC 2387), or the file alone."""

import re
from email.message import Message
from pathlib import Path
from typing import Any, BinaryIO

from cxrviewer.cluster import transport
from cxrviewer.domain.errors import ReadingError
from cxrviewer.report.atomic import export_error

# What stands around the file: the first boundary, the part's headers, the last boundary.
AROUND = 2**16
ASK = "Ask the archive's people."


def save(answer: Any, target: Path, *, most_bytes: int) -> None:
    """Write the first part of ``answer`` to ``target``; nothing is held in memory.

    Raises ReadingError where there is none, where it is cut off, or has more than ``most_bytes``.
    """
    boundary = _boundary(answer.headers.get("Content-Type", ""))
    whole = target.with_name(f"{target.name}.answer")
    try:
        with whole.open("wb") as file:
            for chunk in transport.chunks(answer, most_bytes=most_bytes + AROUND):
                _write(file, chunk, whole)
        if boundary is None:
            whole.replace(target)
        else:
            _cut_out(whole, target, boundary)
    finally:
        whole.unlink(missing_ok=True)
    size = target.stat().st_size
    if not size:
        raise ReadingError("The service sends nothing.", remedy=ASK)
    if size > most_bytes:
        raise ReadingError(f"The file has more than {most_bytes} bytes.", remedy="Leave it out.")


def _boundary(content_type: str) -> bytes | None:
    """Return what parts the answer, None where it is the file alone."""
    message = Message()
    message["Content-Type"] = content_type
    kind = message.get_content_type()
    if kind == "application/dicom":
        return None
    boundary = message.get_param("boundary")
    if kind != "multipart/related" or not isinstance(boundary, str) or not boundary:
        raise ReadingError("The service sends something else than DICOM.", remedy=ASK)
    return b"--" + boundary.encode("latin-1", "replace")


def _cut_out(whole: Path, target: Path, boundary: bytes) -> None:
    with whole.open("rb") as file:
        begins = rb"(?:\A|\r\n)" + re.escape(boundary) + rb"[^\r\n]*\r\n(?:[^\r\n]+\r\n)*\r\n"
        found = re.search(begins, file.read(AROUND))
        start = found.end() if found else 0
        end = _find(file, b"\r\n" + boundary, start) if found else -1
        if end < 0:
            raise ReadingError("The service's answer is cut off or has no part.", remedy=ASK)
        file.seek(start)
        with target.open("wb") as part:
            left = end - start
            while left > 0 and (chunk := file.read(min(left, 2**20))):
                _write(part, chunk, target)
                left -= len(chunk)


def _find(file: BinaryIO, wanted: bytes, start: int) -> int:
    """Return where ``wanted`` stands at or behind ``start``, -1 where it does not."""
    at, tail = start, b""
    file.seek(start)
    while chunk := file.read(2**20):
        found = (tail + chunk).find(wanted)
        if found >= 0:
            return at - len(tail) + found
        at += len(chunk)
        tail = (tail + chunk)[-len(wanted) + 1 :]
    return -1


def _write(file: BinaryIO, chunk: bytes, path: Path) -> None:
    try:
        file.write(chunk)
    except OSError as error:  # this machine's disk, not the service
        raise export_error(error, path) from error
