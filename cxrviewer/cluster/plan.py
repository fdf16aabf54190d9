"""What an archive run is to do, fixed before it starts: which files stand in which shard.

``plan.json`` names the models and the shards' files, ``shards.jsonl`` lists the files, one shard
a line, and ``done.jsonl`` the shards whose tables are written. A run that goes on reads all three
and does what is missing, whatever has happened to the folders since.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from cxrviewer.cluster.sources import group_of
from cxrviewer.domain.errors import UsageError
from cxrviewer.report.atomic import export_error, write_atomically, write_bytes_atomically

PLAN, SHARDS, DONE = "plan.json", "shards.jsonl", "done.jsonl"
START_ANEW = "Start anew in another folder, or without --resume."


class BundleRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of the models that answered."""

    name: str
    version: str
    checksum: str


class Plan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``listing`` is the sha-256 of shards.jsonl."""

    files: int
    shards: int
    listing: str
    bundles: tuple[BundleRecord, ...]


class DoneShard(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A shard whose tables are whole; ``statuses`` counts its files by status."""

    number: int
    files: int
    seconds: float
    statuses: dict[str, int]


def make_plan(
    addresses: Iterable[str], folder: Path, *, shard_files: int, bundles: tuple[BundleRecord, ...]
) -> Plan:
    """Write the plan of a new run into ``folder``. Raises UsageError where there is no file."""
    digest, files, shards = hashlib.sha256(), 0, 0
    try:
        with write_atomically(folder / SHARDS) as file:
            for shard in in_shards(addresses, shard_files):
                # The standard library's own writer keeps names of any bytes, as escapes.
                line = json.dumps(shard).encode() + b"\n"
                digest.update(line)
                file.write(line)
                files, shards = files + len(shard), shards + 1
    except OSError as error:
        raise export_error(error, folder / SHARDS) from error
    if not files:
        raise UsageError("There is no file to analyse.", remedy="Name folders, URLs or a list.")
    plan = Plan(files, shards, digest.hexdigest(), bundles)
    (folder / DONE).unlink(missing_ok=True)
    write_bytes_atomically(folder / PLAN, msgspec.json.format(msgspec.json.encode(plan)))
    return plan


def in_shards(addresses: Iterable[str], size: int) -> Iterator[list[str]]:
    """Yield lists of about ``size`` addresses, each address once.

    Neighbours in one folder stay together, so that a study is seen whole; a folder of more than
    twice ``size`` files is parted all the same.
    """
    seen: set[bytes] = set()
    shard: list[str] = []
    for address in addresses:
        key = hashlib.blake2b(os.fsencode(address), digest_size=12).digest()
        if key in seen:
            continue
        seen.add(key)
        moved = bool(shard) and group_of(address) != group_of(shard[-1])
        if (len(shard) >= size and moved) or len(shard) >= 2 * size:
            yield shard
            shard = []
        shard.append(address)
    if shard:
        yield shard


def read_plan(folder: Path, *, bundles: tuple[BundleRecord, ...]) -> Plan:
    """Return the plan of the run to go on with.

    Raises UsageError where there is none, or where it was made for other models.
    """
    try:
        plan = msgspec.json.decode((folder / PLAN).read_bytes(), type=Plan)
    except FileNotFoundError as error:
        raise UsageError(
            "There is no run to go on with.", remedy="Leave --resume out.", path=folder
        ) from error
    except (OSError, msgspec.MsgspecError) as error:
        raise UsageError("The plan cannot be read.", remedy=START_ANEW, path=folder) from error
    if set(plan.bundles) != set(bundles):
        raise UsageError(
            "The run was begun with other models.", remedy=START_ANEW, path=folder / PLAN
        )
    return plan


def read_shards(folder: Path, plan: Plan) -> Iterator[tuple[int, list[str]]]:
    """Yield number and addresses of every shard. Raises UsageError where the list was changed."""
    digest = hashlib.sha256()
    try:
        with (folder / SHARDS).open("rb") as file:
            for number, line in enumerate(file):
                digest.update(line)
                yield number, msgspec.convert(json.loads(line), list[str])
    except (OSError, ValueError, msgspec.MsgspecError) as error:
        raise UsageError(
            "The list of shards cannot be read.", remedy=START_ANEW, path=folder / SHARDS
        ) from error
    if digest.hexdigest() != plan.listing:
        raise UsageError("The list of shards was changed.", remedy=START_ANEW, path=folder / SHARDS)


def read_done(folder: Path) -> dict[int, DoneShard]:
    """Return the finished shards by number; an unfinished last line is left out."""
    path = folder / DONE
    if not path.exists():
        return {}
    whole = path.read_bytes().rpartition(b"\n")[0].splitlines()
    try:
        shards = [msgspec.json.decode(line, type=DoneShard) for line in whole if line]
    except msgspec.MsgspecError as error:
        raise UsageError(
            "The list of done shards is broken.", remedy=START_ANEW, path=path
        ) from error
    return {shard.number: shard for shard in shards}


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
