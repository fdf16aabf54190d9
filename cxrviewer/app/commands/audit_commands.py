"""``cxrviewer audit``: verify the log of what was shown when, or write it as a table."""

import csv
import io
from pathlib import Path

from cxrviewer.app.audit import audit_path, parse_head, read_entries, verify
from cxrviewer.domain.errors import UsageError, printable
from cxrviewer.report.atomic import write_text_atomically
from cxrviewer.report.cells import text_cell

MOST_FAULTS = 20
COLUMNS = ("number", "time", "event", "image", "visible", "bundles", "hash")


def check(path: Path | None, kept: str) -> int:
    """Say whether the log is whole; 1 where it is not. ``kept``: a head of before, or empty."""
    path = path or audit_path()
    try:
        head = parse_head(kept) if kept else None
    except ValueError as error:
        raise UsageError(
            f"{error}.", remedy="Write it as `cxrviewer audit verify` has printed it."
        ) from error
    verified = verify(path, kept=head)
    for fault in verified.faults[:MOST_FAULTS]:
        print(f"BROKEN  {fault}")
    if len(verified.faults) > MOST_FAULTS:
        print(f"BROKEN  and {len(verified.faults) - MOST_FAULTS} more")
    if verified.faults:
        return 1
    print(f"ok      {verified.head.count} entries in {printable(path)}")
    print(f"head    {verified.head}")
    return 0


def export(path: Path | None, out: Path) -> int:
    """Write the log as CSV. Raises UsageError where a line cannot be read."""
    path = path or audit_path()
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    count = 0
    for number, entry in read_entries(path):
        if entry is None:
            raise UsageError(
                f"Line {number} is no entry.", remedy="See `cxrviewer audit verify`.", path=path
            )
        visible, bundles = "; ".join(entry.visible), "; ".join(entry.bundles)
        cells = (entry.time, entry.event.value, entry.image, visible, bundles, entry.hash)
        writer.writerow((entry.number, *map(text_cell, cells)))
        count += 1
    write_text_atomically(out, text.getvalue())
    print(f"{count} entries in {printable(out)}")
    return 0
