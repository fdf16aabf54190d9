"""The reading child: scans and loads what its parent asks for until its input ends.

It is started as a program of its own (``command``), imports neither Qt nor a model runtime, and
speaks ``wire`` over its standard input and output. A frozen program must call ``main`` first
thing when ``wire.CHILD_FLAG`` is its first argument.
"""

import gc
import os
import signal
import sys
from contextlib import suppress
from typing import BinaryIO

import numpy as np

from cxrviewer.domain.errors import ReadingError
from cxrviewer.imaging.thumbnail import thumbnail
from cxrviewer.reading import wire
from cxrviewer.reading.confinement import forbid_network, limit_process
from cxrviewer.reading.elements import UNREADABLE
from cxrviewer.reading.header import SENDER_REMEDY
from cxrviewer.reading.limits import Limits
from cxrviewer.reading.load import load
from cxrviewer.reading.scan_answers import ScanAnswers
from cxrviewer.reading.tags import read_tags
from cxrviewer.reading.transport import pack_radiograph
from cxrviewer.reading.warmth import keep_freed_memory, warm_up

# The parent ends a child that is late; this is for children whose parent was killed meanwhile.
GRACE_SECONDS = 5.0


def main() -> int:
    """Serve requests from standard input until it ends."""
    source, sink = _take_over_pipes()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    start = _next_request(source)
    if not isinstance(start, wire.Start):
        return 2
    keep_freed_memory()
    limit_process(start.limits)
    forbid_network()
    # What was imported stays: the collector need not look through it again and again.
    gc.freeze()
    sink.write(wire.encode(wire.Ready()))
    seconds = start.limits.decode_seconds + GRACE_SECONDS

    def say(answer: wire.Scanned) -> None:
        _write(sink, wire.encode(answer))
        _arm_own_deadline(seconds)

    answers = ScanAnswers(start.limits, say)
    while (request := _next_request(source)) is not None:
        _arm_own_deadline(seconds)
        if isinstance(request, wire.Scan):
            answers.answer(request)
        else:
            _serve(request, sink, start.limits)
        _arm_own_deadline(0)
    return 0


def _serve(request: wire.Request, sink: BinaryIO, limits: Limits) -> None:
    if isinstance(request, wire.Load):
        _serve_load(request, sink, limits)
    elif isinstance(request, wire.Tags):
        _serve_tags(request, sink, limits)
    elif isinstance(request, wire.Thumb):
        _serve_thumb(request, sink, limits)
    elif isinstance(request, wire.WarmUp):
        # A decoder that is missing or does not fit into memory is told of when it is needed.
        with suppress(ImportError, MemoryError):
            warm_up()


def _serve_load(request: wire.Load, sink: BinaryIO, limits: Limits) -> None:
    try:
        radiograph = load(request.path, frame=request.frame, limits=limits)
    except ReadingError as error:
        _write(sink, wire.encode(wire.Failed(error.cause, error.remedy)))
        return
    message, arrays = pack_radiograph(radiograph)
    _write(sink, wire.encode(message))
    for array in arrays:
        _write(sink, array.reshape(-1).view(np.uint8).data)


def _serve_thumb(request: wire.Thumb, sink: BinaryIO, limits: Limits) -> None:
    try:
        pixels = thumbnail(load(request.path, limits=limits, coarse=True))
    except ReadingError as error:
        _write(sink, wire.encode(wire.Failed(error.cause, error.remedy)))
        return
    rows, columns = pixels.shape
    _write(sink, wire.encode(wire.Thumbed(rows, columns, pixels.tobytes())))


def _serve_tags(request: wire.Tags, sink: BinaryIO, limits: Limits) -> None:
    try:
        page = read_tags(request.path, offset=request.offset, limits=limits)
    except ReadingError as error:
        _write(sink, wire.encode(wire.Failed(error.cause, error.remedy)))
    except (*UNREADABLE, MemoryError):
        _write(sink, wire.encode(wire.Failed("The header is damaged.", SENDER_REMEDY)))
    else:
        _write(sink, wire.encode(wire.Told(page)))


def _next_request(source: BinaryIO) -> wire.Request | None:
    head = source.read(wire.LENGTH_BYTES)
    if len(head) < wire.LENGTH_BYTES:
        return None
    return wire.decode_request(source.read(int.from_bytes(head, "big")))


def _write(sink: BinaryIO, data: bytes | memoryview) -> None:
    view = memoryview(data)
    while view:
        view = view[sink.write(view) :]


def _take_over_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Return the pipes, and let whatever decoders print go nowhere instead of into them."""
    source = os.fdopen(os.dup(0), "rb")
    sink = os.fdopen(os.dup(1), "wb", buffering=0)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    os.close(nowhere)
    return source, sink


def _arm_own_deadline(seconds: float) -> None:
    if sys.platform != "win32":
        # The default action ends the process even inside a decoder that never returns.
        signal.setitimer(signal.ITIMER_REAL, seconds)


if __name__ == "__main__":
    sys.exit(main())
