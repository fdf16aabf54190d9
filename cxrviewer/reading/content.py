"""What a file is, judged by its first bytes alone."""

from struct import unpack

from cxrviewer.domain.study import FileKind

HEAD_BYTES = 4096
PREAMBLE_BYTES = 128
DICOM_MAGIC = b"DICM"
PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
JPEG_MAGIC = b"\xff\xd8\xff"

# Groups that an object without preamble can begin with: file meta, media directory, identifying.
FIRST_GROUPS = (0x0002, 0x0004, 0x0008)
LARGEST_FIRST_VALUE = 0x4000

STRANGERS = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"GIF8", "a GIF picture"),
    (b"BM", "a BMP picture"),
    (b"RIFF", "a WebP picture or a RIFF recording"),
    (b"\x00\x00\x00\x0cjP  ", "a JPEG 2000 picture outside DICOM"),
    (b"\xff\x4f\xff\x51", "a JPEG 2000 picture outside DICOM"),
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a program"),
    (b"<", "a web page or XML text"),
)


def sniff(head: bytes) -> FileKind:
    """Return the kind of a file that begins with ``head`` (the first 4096 bytes or all)."""
    if head[PREAMBLE_BYTES : PREAMBLE_BYTES + 4] == DICOM_MAGIC:
        return FileKind.DICOM
    if head.startswith(PNG_MAGIC):
        return FileKind.PNG
    if head.startswith(JPEG_MAGIC):
        return FileKind.JPEG
    if _begins_with_element(head):
        return FileKind.DICOM
    return FileKind.OTHER


def describe_stranger(head: bytes) -> str:
    """Return what a file of kind OTHER seems to hold, in words that follow 'it is'."""
    if not head:
        return "empty"
    if not head.strip(b"\x00"):
        return "nothing but zeros"
    for magic, name in STRANGERS:
        if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(magic):
            return name
    printable = sum(32 <= byte < 127 or byte in b"\t\r\n" for byte in head)
    return "plain text" if printable == len(head) else "of an unknown format"


def _begins_with_element(head: bytes) -> bool:
    """Say whether ``head`` is a first DICOM element without preamble, PS3.5 7.1."""
    if len(head) < 8:
        return False
    return any(_plausible(head, order) for order in "<>")


def _plausible(head: bytes, order: str) -> bool:
    group, element = unpack(f"{order}HH", head[:4])
    if group not in FIRST_GROUPS or element > 0x3000:
        return False
    if head[4:6].isalpha() and head[4:6].isupper():
        return True
    return int(unpack(f"{order}L", head[4:8])[0]) <= LARGEST_FIRST_VALUE
