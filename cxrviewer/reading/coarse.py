"""Fewer pixels than a codestream holds, for thumbnails, where its coding has them ready.

JPEG 2000 keeps each picture in halves of halves, and the DCT of JPEG holds means of 2, 4 and 8
pixels a side: a fraction of the work of all pixels.
"""

import io
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cxrviewer.reading.codestream import Codestream, Coding
from cxrviewer.reading.completeness import check_effort
from cxrviewer.reading.jpeg_2000 import halvings_of

# Enough to make a thumbnail of 128 pixels by averaging.
LEAST_SIDE = 256
MOST_HALVINGS = 5
# The DCT of 8 x 8 pixels holds three.
MOST_JPEG_HALVINGS = 3

Cells = NDArray[Any]


def decode_coarse(data: bytes, stream: Codestream) -> Cells | None:
    """Return unsigned cells, (rows, columns), of a grey picture; None where there are no fewer.

    Whatever a decoder says against the data is left to the one that decodes all of them.
    """
    check_effort(data, stream)
    halvings = _halvings(data, stream)
    if halvings < 1 or stream.samples != 1 or stream.signed:
        return None
    try:
        cells = _decode_with_pillow(data, stream, halvings)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  (whatever a decoder raises)
        return None
    return cells if cells.ndim == 2 and cells.dtype.kind == "u" and cells.size else None


def _halvings(data: bytes, stream: Codestream) -> int:
    """Return how often the sides may be halved."""
    wanted = min((min(stream.rows, stream.columns) // LEAST_SIDE).bit_length() - 1, MOST_HALVINGS)
    if stream.coding in (Coding.JPEG_2000, Coding.HTJ2K):
        return min(wanted, halvings_of(data))
    if stream.coding is Coding.JPEG and stream.precision == 8:
        return min(wanted, MOST_JPEG_HALVINGS)
    return 0


def _decode_with_pillow(data: bytes, stream: Codestream, halvings: int) -> Cells:
    from PIL import Image  # noqa: PLC0415  (a child that only scans DICOM never needs it)

    with Image.open(io.BytesIO(data), formats=("JPEG", "JPEG2000")) as picture:
        if stream.coding is Coding.JPEG:
            picture.draft("L", (stream.columns >> halvings, stream.rows >> halvings))
        else:
            picture.reduce = halvings  # type: ignore[method-assign, assignment]
        cells = np.asarray(picture)
    # It brings fewer bits up to all of 8 or 16.
    return cells >> (8 * cells.dtype.itemsize - stream.precision)
