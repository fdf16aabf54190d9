"""One file's header to a ScanEntry. Whatever the file is, an entry comes back."""

from pathlib import Path

from cxrviewer.domain.errors import ReadingError
from cxrviewer.domain.study import FileKind, RefusedFile, ScanEntry
from cxrviewer.reading.content import HEAD_BYTES, describe_stranger, sniff
from cxrviewer.reading.dicom_file import scan_dicom
from cxrviewer.reading.files import open_regular
from cxrviewer.reading.glance.glance import glance
from cxrviewer.reading.limits import STANDARD_LIMITS, Limits
from cxrviewer.reading.raster import scan_raster


def scan_file(path: Path, *, limits: Limits = STANDARD_LIMITS) -> ScanEntry:
    """Say what ``path`` is by its content; a file that cannot be shown is a RefusedFile."""
    return scan_at_a_glance(path, limits) or scan_in_full(path, limits)


def scan_at_a_glance(path: Path, limits: Limits) -> ScanEntry | None:
    """Say what ``path`` is if its header is plain; None where it takes the full reading."""
    try:
        return glance(path, limits)
    except Exception:  # noqa: BLE001  (a glance refuses nothing; its tests call it without this)
        return None


def scan_in_full(path: Path, limits: Limits) -> ScanEntry:
    """Say the same without a glance: what it has no opinion on, and what its opinion must equal."""
    kind = FileKind.OTHER
    try:
        with open_regular(path) as stream:
            head = stream.read(HEAD_BYTES)
            stream.seek(0)
            kind = sniff(head)
            if kind is FileKind.OTHER:
                return RefusedFile(path, kind, stranger_reason(head))
            if kind is FileKind.DICOM:
                return scan_dicom(path, stream, limits)
            return scan_raster(path, kind, stream, limits)
    except ReadingError as error:
        return RefusedFile(path, kind, error.cause)
    except MemoryError:
        return RefusedFile(path, kind, "The header needs more memory than one file may take.")
    except Exception as error:  # noqa: BLE001  (a hostile header can raise anything)
        return RefusedFile(path, kind, f"The header is damaged ({type(error).__name__}).")


def stranger_reason(head: bytes) -> str:
    """Return why a file of another kind is not shown."""
    what = describe_stranger(head)
    if what == "empty":
        return "The file is empty."
    return f"The file is no DICOM, PNG or JPEG picture; it is {what}."
