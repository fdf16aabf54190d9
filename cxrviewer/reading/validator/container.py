"""The file around the data set: its preamble and its transfer syntax, PS3.10 7.1 and PS3.5 10."""

from collections.abc import Iterator

from pydicom.uid import UID

from cxrviewer.reading.content import JPEG_MAGIC, PNG_MAGIC, STRANGERS
from cxrviewer.reading.header import Outline
from cxrviewer.reading.syntaxes import DEFLATED_FRAME, is_compressed
from cxrviewer.reading.validator.finding import SENDER, HeaderFinding, tag_name, warn

# The standard itself names TIFF as a use of the preamble, PS3.10 7.1.
HARMLESS_PREAMBLES = (b"II*\x00", b"MM\x00*")
OTHER_PREAMBLES = (
    *((magic, name) for magic, name in STRANGERS if magic not in HARMLESS_PREAMBLES),
    (b"#!", "a script"),
    (PNG_MAGIC, "a PNG picture"),
    (JPEG_MAGIC, "a JPEG picture"),
)


# Read here before pydicom knows their names.
NEWER_SYNTAXES = frozenset({DEFLATED_FRAME})


def check_container(header: Outline) -> Iterator[HeaderFinding]:
    for magic, name in OTHER_PREAMBLES:
        if header.meta.preamble.startswith(magic):
            yield warn(
                "preamble",
                f"The file begins like {name} as well: other programs may take it for one.",
                "Do not pass it on before its sender has explained it.",
            )
    declared = header.meta.transfer_syntax
    name = tag_name("TransferSyntaxUID")
    if declared and not (declared in NEWER_SYNTAXES or UID(declared).is_transfer_syntax):
        yield warn("syntax-unknown", f"{name} is unknown; explicit little endian was assumed.")
    elif declared and header.layout.switched:
        yield warn("syntax-contradiction", f"{name} contradicts how the elements are written.")
    elif declared and header.is_encapsulated and not is_compressed(declared):
        yield warn("syntax-native", f"{name} denies the compression of the pixels.", SENDER)
