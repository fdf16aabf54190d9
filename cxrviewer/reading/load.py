"""The one boundary behind which pixels are parsed and decoded."""

from pathlib import Path

from cxrviewer.domain.errors import ReadingError
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.domain.study import FileKind
from cxrviewer.reading.blank import name_blank
from cxrviewer.reading.content import HEAD_BYTES, sniff
from cxrviewer.reading.dicom_file import load_dicom
from cxrviewer.reading.files import read_whole
from cxrviewer.reading.header import SENDER_REMEDY
from cxrviewer.reading.limits import STANDARD_LIMITS, Limits
from cxrviewer.reading.raster import load_raster
from cxrviewer.reading.scan import stranger_reason


def load(
    path: Path, *, frame: int = 0, limits: Limits = STANDARD_LIMITS, coarse: bool = False
) -> Radiograph:
    """Decode one frame (from 0) of ``path`` in this process.

    ``coarse`` is for thumbnails: the picture may have fewer pixels than its file where that costs
    less; it comes without overlay planes, and damage to compressed pixels is not looked for.
    Raises ReadingError for whatever is wrong with the file. Time and memory are limited, and
    crashing decoders survived, only by ``reader.Reader``, which calls this in a child process.
    """
    try:
        return name_blank(_load(path, frame, limits, coarse=coarse))
    except ReadingError as error:
        raise ReadingError(error.cause, remedy=error.remedy, path=path) from error
    except MemoryError as error:
        raise ReadingError(
            "The picture needs more memory than one file may take.",
            remedy="Close other programs, or ask the sender for a smaller picture.",
            path=path,
        ) from error
    except Exception as error:
        raise ReadingError(
            f"The file is damaged ({type(error).__name__}).", remedy=SENDER_REMEDY, path=path
        ) from error


def _load(path: Path, frame: int, limits: Limits, *, coarse: bool) -> Radiograph:
    data = read_whole(path, limits)
    kind = sniff(data[:HEAD_BYTES])
    if kind is FileKind.OTHER:
        raise ReadingError(
            stranger_reason(data[:HEAD_BYTES]), remedy="Open a DICOM, PNG or JPEG file."
        )
    if kind is FileKind.DICOM:
        return load_dicom(path, data, frame=frame, limits=limits, coarse=coarse)
    if frame != 0:
        raise ReadingError("PNG and JPEG files have a single frame.", remedy="Ask for frame 0.")
    return load_raster(path, kind, data, limits)
