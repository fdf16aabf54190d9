"""What the file says of its picture that a reader has to know."""

from pydicom.dataset import Dataset

from cxrviewer.domain.radiograph import Note
from cxrviewer.reading.elements import text

# Baseline and extended JPEG are never exact; the other lossy ones can be, and the header says.
ALWAYS_LOSSY = frozenset({"1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51"})


def read_notes(dataset: Dataset, transfer_syntax: str) -> tuple[Note, ...]:
    """Return the notes on Lossy Image Compression (0028,2110) and Burned In Annotation (0028,0301).

    Loss is never undone: an exact file made of a lossy one still says so, PS3.3 C.7.6.1.1.5.
    """
    notes = []
    if text(dataset, "LossyImageCompression") == "01" or transfer_syntax in ALWAYS_LOSSY:
        notes.append(Note.LOSSY)
    if text(dataset, "BurnedInAnnotation") == "YES":
        notes.append(Note.BURNED_IN)
    return tuple(notes)
