"""Image files of a data set, by folder and by name."""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path

from cxrviewer.domain.errors import UsageError
from cxrviewer.reading.discover import natural_key, walk
from training.data.sources.tables import Row

IMAGE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".dcm"})

log = logging.getLogger(__name__)


class Missing(StrEnum):
    """What to do with a row of a list whose image is not in the folder."""

    REFUSE = "refuse"
    LEAVE_OUT = "leave-out"
    KEEP = "keep"


def require_folder(*candidates: Path) -> Path:
    """Return the first folder that exists; the error names the first of all."""
    for folder in candidates:
        if folder.is_dir():
            return folder
    raise UsageError(
        "The data set's folder is missing.",
        remedy="Unpack the data set as published, and name its folder with --data.",
        path=candidates[0],
    )


def images_in(folder: Path) -> tuple[Path, ...]:
    """Return the image files in ``folder`` itself, in natural order; none at all is refused."""
    found = [path for path in folder.iterdir() if is_image(path)]
    if not found:
        raise UsageError(
            "The folder holds no image.",
            remedy="Put PNG, JPEG or DICOM files there, or remove the empty class.",
            path=folder,
        )
    return tuple(sorted(found, key=lambda path: natural_key(path.name)))


def is_image(path: Path) -> bool:
    return path.suffix.lower() in IMAGE_SUFFIXES and not path.name.startswith(".")


def index_by_name(folders: Iterable[Path], root: Path) -> dict[str, str]:
    """Return file name -> path from ``root`` of all images under ``folders``.

    One name in two folders is refused: a list that names files alone could mean either.
    """
    found: dict[str, str] = {}
    for path in filter(is_image, walk(folders)):
        place = path.relative_to(root).as_posix()
        if path.name in found:
            raise UsageError(
                f"The same name is in {found[path.name]}.", remedy="Remove one of them.", path=path
            )
        found[path.name] = place
    return found


def place_listed(
    rows: Sequence[Row],
    name_of: Callable[[Row], str],
    places: Mapping[str, str],
    *,
    missing: str,
    kept_under: str = "images",
) -> list[tuple[Row, str]]:
    """Return each row with its image's path, as ``missing`` (see Missing) has it.

    A kept row without a file gets a path under ``kept_under``, where the file would be.
    """
    rule = rule_of(missing)
    placed = []
    for row in rows:
        name = name_of(row)
        place = places.get(name)
        if place is None and rule is Missing.REFUSE:
            raise row.error(
                f"The image {name} is not in the data folder.",
                remedy="Fetch it, or read the list with missing=leave-out.",
            )
        if place is None and rule is Missing.KEEP:
            place = f"{kept_under}/{name}"
        if place is not None:
            placed.append((row, place))
    if len(placed) < len(rows):
        log.warning("%d of %d listed images are not here", len(rows) - len(placed), len(rows))
    if not placed:
        raise UsageError(
            "None of the listed images is in the data folder.",
            remedy="Name the folder that holds list and images.",
            path=rows[0].path,
        )
    return placed


def rule_of(missing: str) -> Missing:
    """Return the rule of that name; any other word is refused."""
    try:
        return Missing(missing)
    except ValueError:
        raise UsageError(
            f"There is no rule {missing!r} for missing images.",
            remedy=f"Choose one of {', '.join(Missing)}.",
        ) from None
