"""The same picture in two parts of a split, under whatever name, size, grey scale or patient.

Exact copies have the same decoded pixels. Near-duplicates are found by the correlation of two
32x32 thumbnails, which neither size, nor compression, nor brightness and contrast changes much.
Measured on 3,779 radiographs of six sources: the 658 pairs of one radiograph at two sizes and two
JPEG qualities all reach 0.995; the most alike radiographs of two patients, one of them mirrored
or not, reach 0.976. All pairs are compared, in blocks of one matrix product: none is missed.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from cxrviewer.domain.errors import UsageError
from cxrviewer.domain.radiograph import MAX_LEVELS, Radiograph
from cxrviewer.imaging.area import resize_area
from cxrviewer.imaging.preprocess import GREY_STEPS
from training.data.opening import open_sample
from training.data.samples import Sample
from training.data.splits import Split

SIDE = 32
LEAST_LIKENESS = 0.985
EXACT = 1.0
BLOCK = 2048


@dataclass(frozen=True, slots=True, eq=False)
class Fingerprints:
    """What is kept of each picture of a part.

    ``digests`` are sha-256 of the decoded pixels, empty where only thumbnails are known;
    ``thumbnails`` is float32, (n, 1024), each row of mean 0 and length 1 (0 for a flat picture).
    """

    images: tuple[str, ...]
    digests: tuple[str, ...]
    thumbnails: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class SharedPicture:
    """Two names of one picture. ``likeness`` is 1 for equal pixels, else the correlation."""

    first: str
    second: str
    is_exact: bool
    likeness: float


def fingerprint(samples: Sequence[Sample], data: Path) -> Fingerprints:
    """Return the fingerprints of the samples' images in the folder ``data``."""
    digests, pictures = [], []
    for sample in tqdm(samples, "comparing", unit=" images", disable=None, leave=False):
        radiograph = open_sample(sample, data)
        digests.append(digest_of(radiograph))
        pictures.append(shrunk(radiograph))
    names = tuple(sample.image for sample in samples)
    return Fingerprints(names, tuple(digests), thumbnails_of(np.asarray(pictures, np.float32)))


def digest_of(radiograph: Radiograph) -> str:
    """Return sha-256 of size and modality values, hexadecimal."""
    kept = hashlib.sha256(repr((radiograph.indices.shape, radiograph.inverted)).encode())
    kept.update(radiograph.levels.tobytes())
    kept.update(radiograph.indices.tobytes())
    return kept.hexdigest()


def shrunk(radiograph: Radiograph) -> NDArray[np.float32]:
    """Return the modality values, without padding, stretched to 32x32 on a scale of their own."""
    levels = np.where(radiograph.padding, radiograph.levels.min(), radiograph.levels)
    levels = levels - levels.min()
    table = np.zeros(MAX_LEVELS, np.uint16)
    table[: len(levels)] = np.rint(levels * (GREY_STEPS / (levels.max() or 1.0)))
    return resize_area(cv2.LUT(radiograph.indices, table), SIDE, SIDE) / np.float32(GREY_STEPS)


def thumbnails_of(grey: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return rows for Fingerprints of pictures, (n, height, width) in [0, 1]."""
    small = [cv2.resize(one, (SIDE, SIDE), interpolation=cv2.INTER_AREA) for one in grey]
    rows = np.asarray(small, np.float32).reshape(len(grey), SIDE * SIDE)
    rows -= rows.mean(axis=1, keepdims=True)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    # A flat picture has no pattern to compare: it stays 0 and is like nothing.
    unit = np.zeros_like(rows)
    np.divide(rows, lengths, out=unit, where=lengths > np.float32(1e-3))
    return unit


def shared_pictures(first: Fingerprints, second: Fingerprints) -> tuple[SharedPicture, ...]:
    """Return the pictures of ``first`` that are in ``second``, the exact ones first."""
    found = {}
    for row, column, likeness in alike(first.thumbnails, second.thumbnails):
        found[row, column] = likeness
    places: dict[str, list[int]] = {}
    for column, digest in enumerate(second.digests):
        places.setdefault(digest, []).append(column)
    exact = {(row, at) for row, one in enumerate(first.digests) for at in places.get(one, ())}
    shared = [
        SharedPicture(first.images[a], second.images[b], is_exact=True, likeness=EXACT)
        for a, b in sorted(exact)
    ]
    shared += [
        SharedPicture(first.images[a], second.images[b], is_exact=False, likeness=likeness)
        for (a, b), likeness in sorted(found.items())
        if (a, b) not in exact
    ]
    return tuple(shared)


def alike(
    first: NDArray[np.float32], second: NDArray[np.float32]
) -> Iterator[tuple[int, int, float]]:
    """Yield (row of first, row of second, likeness) of all pairs of at least LEAST_LIKENESS.

    A copy that is mirrored left to right, or whose grey is inverted, is as alike as a plain one.
    """
    # With a = even + odd in left and right, a.b and a.mirrored(b) are E + O and E - O: the larger
    # of their absolute values is |E| + |O|, and costs what a.b alone does.
    one, other = _even_and_odd(first), _even_and_odd(second)
    for top in range(0, len(first), BLOCK):
        for left in range(0, len(second), BLOCK):
            rows, columns = slice(top, top + BLOCK), slice(left, left + BLOCK)
            even, odd = (np.abs(x[rows] @ y[columns].T) for x, y in zip(one, other, strict=True))
            likeness = even + odd
            for row, column in np.argwhere(likeness >= LEAST_LIKENESS):
                yield top + int(row), left + int(column), float(likeness[row, column])


def _even_and_odd(
    thumbnails: NDArray[np.float32],
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the parts that a mirror keeps and turns round, (n, 512) each: their left halves."""
    pictures = thumbnails.reshape(-1, SIDE, SIDE)
    left, right = pictures[:, :, : SIDE // 2], pictures[:, :, : SIDE // 2 - 1 : -1]
    shape = (len(thumbnails), SIDE * SIDE // 2)
    half = np.float32(np.sqrt(0.5))
    return ((left + right) * half).reshape(shape), ((left - right) * half).reshape(shape)


def require_no_shared_pictures(split: Split, data: Path) -> None:
    """Raise UsageError when a picture of one part of ``split`` is in the other."""
    shared = shared_pictures(fingerprint(split.train, data), fingerprint(split.validation, data))
    if shared:
        one = shared[0]
        raise UsageError(
            f"{len(shared)} pictures are in training and in validation, the first being "
            f"{one.first} and {one.second} (likeness {one.likeness:.3f}).",
            remedy="Give both one patient in the list, or remove one, and split again.",
            path=data,
        )
