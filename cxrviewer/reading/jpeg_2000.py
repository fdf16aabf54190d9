"""JPEG 2000 by OpenJPEG, which is made to say where the codes of a block do not fit its bytes.

Whoever decodes a block knows how many of its bytes were needed. OpenJPEG holds that against the
bytes that are there only where the encoder promises an end that can be foretold, ISO 15444-1
table A.19. The promise is added to a copy of the stream: it changes nothing else of the decoding.
Encoders without it leave no byte that codes do not need; damage inside leaves many. What codes miss
tells of damage only where nothing was left out on purpose: a lossy encoder cuts blocks short, and
a decoder makes up what it wants there.
"""

import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from struct import error as StructError  # noqa: N812  (struct's class is named in lower case)
from struct import unpack_from
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cxrviewer.reading.codestream import J2K_START

COD, SOT = 0xFF52, 0xFF90
# Where COD says how often a picture is halved, and the style of its blocks, counted from its
# marker, A.6.1.
HALVINGS_PLACE, STYLE_PLACE = 9, 12
BYPASSED, ENDED_EACH, FORETOLD = 0x01, 0x04, 0x10
WARNINGS_TOO = 2
MISFIT = re.compile(r"PTERM check failure: (\d+) (remaining bytes|synthesized)")
# None are left in sound files of several encoders, and up to 4 are missed in lossless ones; damage
# leaves tens to thousands. In sound lossy ones up to 161 are missed.
TOLERATED_BYTES = 16

_one_listens = threading.Lock()


@dataclass(slots=True)
class Heard:
    """The most bytes of a block that its codes did not need, and that they ``missed``."""

    spare: int = 0
    missed: int = 0

    def is_damage(self, *, lossless: bool) -> bool:
        """Say whether sound bytes say less, ``lossless`` ones if their sender says so."""
        return max(self.spare, self.missed if lossless else 0) > TOLERATED_BYTES


class _Ear(logging.Handler):
    def __init__(self, heard: Heard) -> None:
        super().__init__()
        self._heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        found = MISFIT.search(record.getMessage())
        if found is None:
            return
        heard, count = self._heard, int(found[1])
        if found[2] == "synthesized":
            heard.missed = max(heard.missed, count)
        else:
            heard.spare = max(heard.spare, count)


@contextmanager
def listening() -> Iterator[Heard]:
    """Hear what OpenJPEG says of blocks inside the block; one at a time, for it names no file."""
    logger, heard = logging.getLogger("imagecodecs"), Heard()
    ear = _Ear(heard)
    with _one_listens:
        propagates, logger.propagate = logger.propagate, False
        logger.addHandler(ear)
        try:
            yield heard
        finally:
            logger.removeHandler(ear)
            logger.propagate = propagates


def decode_jpeg_2000(data: bytes) -> NDArray[Any]:
    """Decode; what does not fit is said to those who are ``listening``."""
    import imagecodecs  # noqa: PLC0415  (a child that only scans never needs it)

    return np.asarray(imagecodecs.jpeg2k_decode(_with_promise(data), verbose=WARNINGS_TOO))


def halvings_of(data: bytes) -> int:
    """Return how often the main header says that the picture is halved; 0 where it does not."""
    start = _place_of_cod(data)
    return 0 if start is None else data[start + HALVINGS_PLACE]


def _with_promise(data: bytes) -> bytes | bytearray:
    start = _place_of_cod(data)
    if start is None:
        return data
    place = start + STYLE_PLACE
    # Where codes are left out or each pass ends by itself, the comparison means something else.
    if data[place] & (BYPASSED | ENDED_EACH | FORETOLD):
        return data
    promising = bytearray(data)
    promising[place] |= FORETOLD
    return promising


def _place_of_cod(data: bytes) -> int | None:
    """Return where the main header says how all is coded; None where it does not."""
    position = data.find(J2K_START) + 2
    try:
        while True:
            marker, length = unpack_from(">HH", data, position)
            if marker == COD and position + STYLE_PLACE < len(data):
                return position
            if marker in (COD, SOT) or length < 2:
                return None
            position += 2 + length
    except StructError:
        return None
