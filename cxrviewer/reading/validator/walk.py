"""The elements as they stand in the file, watched while pydicom parses them.

A data set is a dictionary to pydicom: of an element that comes twice the last one wins without a
word, and the order is lost (PS3.5 7.1 forbids the one and prescribes the other).
"""

from dataclasses import dataclass
from typing import BinaryIO

from pydicom.datadict import tag_for_keyword

IDENTITY_KEYWORDS = """
SOPClassUID SOPInstanceUID StudyInstanceUID SeriesInstanceUID PatientID PatientName
PatientBirthDate PatientSex IssuerOfPatientID StudyDate AccessionNumber
"""
PIXEL_KEYWORDS = """
SamplesPerPixel PhotometricInterpretation PlanarConfiguration NumberOfFrames Rows Columns
BitsAllocated BitsStored HighBit PixelRepresentation WindowCenter WindowWidth RescaleSlope
RescaleIntercept PixelSpacing ImagerPixelSpacing Laterality ImageLaterality ViewPosition
PatientOrientation PresentationLUTShape
"""
# Values longer than this are compared by their beginning.
COMPARED_BYTES = 4096
MOST_COPIES = 16
BYTES_OF_TAG_AND_VR = 6


def _tags(keywords: str) -> frozenset[int]:
    return frozenset(tag for tag in map(tag_for_keyword, keywords.split()) if tag is not None)


IDENTITY_TAGS = _tags(IDENTITY_KEYWORDS)
WATCHED_TAGS = IDENTITY_TAGS | _tags(PIXEL_KEYWORDS)


@dataclass(frozen=True, slots=True)
class Layout:
    """How the top-level elements stand in the file.

    ``repeated`` are the tags that come more than once, ``conflicting`` those of them that the
    validator watches and whose values differ. ``switched`` means that the elements carry a VR
    though the transfer syntax says that they do not, or the other way round. ``after_pixels`` is
    the first tag behind the pixels that does not belong there. ``nested`` are the tags that come
    more than once in one item of a sequence.
    """

    repeated: frozenset[int] = frozenset()
    conflicting: frozenset[int] = frozenset()
    unordered: bool = False
    switched: bool = False
    after_pixels: int | None = None
    nested: frozenset[int] = frozenset()


class ElementWalk:
    """pydicom's stop condition, called with every top-level element.

    It stops at ``stop_tags`` and behind ``last_group``.
    """

    def __init__(
        self,
        stream: BinaryIO,
        *,
        stop_tags: frozenset[int] = frozenset(),
        last_group: int = 0xFFFF,
    ) -> None:
        self.found: tuple[int, str | None, int] | None = None
        self._stream = stream
        self._peeked_at = stream.tell() + BYTES_OF_TAG_AND_VR
        self._switched = False
        self._stop_tags = stop_tags
        self._last_group = last_group
        self._seen: set[int] = set()
        self._repeated: set[int] = set()
        self._last = 0
        self._unordered = False
        self._values: dict[int, list[tuple[int, int]]] = {}

    def __call__(self, tag: int, vr: str | None, length: int) -> bool:
        tag = int(tag)
        if self._stream.tell() == self._peeked_at:
            # pydicom asks about the first element ahead of time where its VR surprises it.
            self._switched = True
            return False
        if tag in self._stop_tags or tag >> 16 > self._last_group:
            self.found = (tag, vr, length)
            return True
        if tag in self._seen:
            self._repeated.add(tag)
        self._seen.add(tag)
        self._unordered = self._unordered or tag < self._last
        self._last = tag
        if tag in WATCHED_TAGS:
            copies = self._values.setdefault(tag, [])
            if len(copies) < MOST_COPIES:
                copies.append((self._stream.tell(), min(length, COMPARED_BYTES)))
        return False

    @property
    def repeats(self) -> bool:
        return bool(self._repeated)

    def layout(self, after_pixels: int | None) -> Layout:
        """Return what was seen; moves in the stream."""
        conflicting = {tag for tag, copies in self._values.items() if self._differ(copies)}
        return Layout(
            frozenset(self._repeated),
            frozenset(conflicting),
            self._unordered,
            self._switched,
            after_pixels,
        )

    def _differ(self, copies: list[tuple[int, int]]) -> bool:
        if len(copies) < 2:
            return False
        return len({self._value(start, length) for start, length in copies}) > 1

    def _value(self, start: int, length: int) -> bytes:
        self._stream.seek(start)
        return self._stream.read(length).strip(b" \x00")
