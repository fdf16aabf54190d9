"""What kind a file is and how far it can be trusted."""

from enum import StrEnum


class FileKind(StrEnum):
    """What a file's content says it is."""

    DICOM = "dicom"
    PNG = "png"
    JPEG = "jpeg"
    OTHER = "other"


class Status(StrEnum):
    """How far a file can be trusted."""

    OK = "ok"
    WARNING = "warning"
    REFUSED = "refused"
