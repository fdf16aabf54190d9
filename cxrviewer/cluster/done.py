"""Which shards of an archive run are finished: ``done.jsonl``, a line each, written last."""

import os
from collections.abc import Iterable
from pathlib import Path

import msgspec

from cxrviewer.cluster import parts
from cxrviewer.domain.errors import UsageError
from cxrviewer.report.atomic import export_error, write_bytes_atomically

DONE = "done.jsonl"
START_ANEW = "Start anew in another folder, or without --resume."


class DoneShard(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A shard whose tables are whole; ``statuses`` counts its files by status.

    ``provider`` is what ran the networks.
    """

    number: int
    files: int
    seconds: float
    statuses: dict[str, int]
    provider: str = ""


def read_done(folder: Path) -> dict[int, DoneShard]:
    """Return the finished shards by number, without those whose tables are gone.

    An unfinished last line is left out. Raises UsageError where another one is broken.
    """
    path = folder / DONE
    try:
        whole = path.read_bytes().rpartition(b"\n")[0].splitlines()
        shards = [msgspec.json.decode(line, type=DoneShard) for line in whole if line]
    except FileNotFoundError:
        return {}
    except (OSError, msgspec.MsgspecError) as error:
        raise UsageError(
            "The list of done shards is broken.", remedy=START_ANEW, path=path
        ) from error
    return {shard.number: shard for shard in shards if parts.is_written(folder, shard.number)}


def start_done(folder: Path, done: Iterable[DoneShard]) -> None:
    """Write the list of done shards anew, without what a killed run left half written."""
    lines = (msgspec.json.encode(shard) + b"\n" for shard in done)
    write_bytes_atomically(folder / DONE, b"".join(lines))


def append_done(folder: Path, shard: DoneShard) -> None:
    """Add a shard whose tables are on the disk."""
    try:
        with (folder / DONE).open("ab") as file:
            file.write(msgspec.json.encode(shard) + b"\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise export_error(error, folder / DONE) from error
