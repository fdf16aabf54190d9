"""Lists of parts on disk."""

import contextlib
from pathlib import Path

from cxrviewer.domain.errors import ExportError
from training.data.samples import Dataset
from training.data.sources.tables import read_table, refuse_duplicates
from training.data.split_plans.parts import Parts, parts_of, parts_table
from training.data.splits import HEADER


def read_parts(path: Path, dataset: Dataset) -> Parts:
    """Return the data set's samples as the list at ``path`` parts them.

    Images on the list that the data set does not have are passed over: a list can be larger than
    what is at hand. A sample that is not on the list is refused.
    """
    image, part = HEADER
    rows = read_table(path, required=HEADER)
    refuse_duplicates(rows, image)
    return parts_of(dataset, {row.text(image): row.text(part) for row in rows}, path=path)


def write_parts(parts: Parts, path: Path) -> Path:
    """Write the list; an older one stays whole until the new one is complete."""
    unfinished = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(parts_table(parts), encoding="utf-8", newline="")
        unfinished.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise ExportError(
            f"The list cannot be written ({error.strerror}).",
            remedy="Free some space or choose another folder.",
            path=path,
        ) from error
    return path
