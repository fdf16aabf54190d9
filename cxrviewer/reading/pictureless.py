"""Why a DICOM object without pixels is not shown, in the reader's words."""

from pydicom.dataset import Dataset
from pydicom.uid import UID

from cxrviewer.domain.errors import ReadingError
from cxrviewer.reading.elements import integer, items, text
from cxrviewer.reading.header import SENDER_REMEDY

MEDIUM_INDEX = "the index of a medium (DICOMDIR)"
BY_MODALITY = {
    "SR": "a Structured Report",
    "PR": "a Presentation State",
    "KO": "a Key Object Selection",
    "RTPLAN": "a radiotherapy plan",
    "RTSTRUCT": "a radiotherapy structure set",
    "DOC": "a document",
    "ECG": "an electrocardiogram",
    "REG": "a spatial registration",
}
BY_CLASS_NAME = (
    ("Media Storage Directory", MEDIUM_INDEX),
    ("Encapsulated", "a document"),
    ("Structured Report", "a Structured Report"),
    ("SR Storage", "a Structured Report"),
    ("Presentation State", "a Presentation State"),
    ("Waveform", "a waveform"),
)


def pictureless_refusal(dataset: Dataset) -> ReadingError:
    """Return the refusal of an object that has no pixel data element."""
    what = _what(dataset)
    if what == MEDIUM_INDEX:
        return ReadingError(
            f"The file holds no picture: it is {what}.", remedy="Open the folder that it lies in."
        )
    if what:
        return ReadingError(
            f"The file holds no picture: it is {what}.", remedy="Open a picture of the study."
        )
    rows, columns = integer(dataset, "Rows"), integer(dataset, "Columns")
    if rows and columns:
        return ReadingError(
            f"The header describes a picture of {columns} x {rows} pixels, but the pixel data "
            "are missing.",
            remedy=SENDER_REMEDY,
        )
    return ReadingError("The file holds no picture.", remedy="Open a picture of the study.")


def _what(dataset: Dataset) -> str:
    if items(dataset, "DirectoryRecordSequence"):
        return MEDIUM_INDEX
    name = UID(text(dataset, "SOPClassUID")).name
    for part, what in BY_CLASS_NAME:
        if part in name:
            return what
    return BY_MODALITY.get(text(dataset, "Modality").upper(), "")
