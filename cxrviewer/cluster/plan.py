"""What an archive run is to do, fixed before it starts: which files stand in which shard.

``plan.json`` names the models, ``shards.jsonl`` lists the files, one shard a line. A run that goes
on reads both and does what is missing, whatever has happened to the folders since. The list is
written while the files are found and read a line at a time: no process ever holds it whole.
"""

import hashlib
import json
import os
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from cxrviewer.bundle.model_bundle import ModelBundle
from cxrviewer.cluster import parts
from cxrviewer.cluster.addresses import absolute, group_of
from cxrviewer.cluster.done import DONE, START_ANEW
from cxrviewer.cluster.seen import Seen
from cxrviewer.domain.errors import UsageError
from cxrviewer.report.atomic import export_error, write_atomically, write_bytes_atomically

PLAN, SHARDS = "plan.json", "shards.jsonl"


class BundleRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of the models that answered."""

    name: str
    version: str
    checksum: str


class Plan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``base`` is the folder that local paths start from; ``listing`` shards.jsonl's sha-256."""

    base: str
    files: int
    shards: int
    listing: str
    bundles: tuple[BundleRecord, ...]


def record_of(bundle: ModelBundle) -> BundleRecord:
    identity = bundle.identity
    return BundleRecord(identity.name, identity.version, identity.checksum)


def make_plan(
    addresses: Iterable[str], folder: Path, *, shard_files: int, bundles: tuple[BundleRecord, ...]
) -> Plan:
    """Write the plan of a new run into ``folder``; an earlier run's is forgotten.

    Raises UsageError where there is no file, or where the addresses cannot be listed.
    """
    base = os.getcwd()  # noqa: PTH109  (as text: a folder's name need not be any)
    digest, files, shards = hashlib.sha256(), 0, 0
    try:
        with write_atomically(folder / SHARDS) as file:
            # Signed URLs are passwords.
            Path(file.name).chmod(0o600)
            for shard in in_shards(addresses, shard_files, base=base):
                # The standard library's own writer keeps names of any bytes, as escapes.
                line = json.dumps(shard).encode() + b"\n"
                digest.update(line)
                file.write(line)
                files, shards = files + len(shard), shards + 1
            if not files:
                raise UsageError(
                    "There is no file to analyse.", remedy="Name folders, URLs or a list."
                )
            # From here on there is nothing that a run could go on with, until all is written.
            (folder / PLAN).unlink(missing_ok=True)
            (folder / DONE).unlink(missing_ok=True)
            parts.forget(folder)
    except OSError as error:
        raise export_error(error, folder / SHARDS) from error
    plan = Plan(_escaped(base), files, shards, digest.hexdigest(), bundles)
    write_bytes_atomically(folder / PLAN, msgspec.json.format(msgspec.json.encode(plan)))
    return plan


def in_shards(addresses: Iterable[str], size: int, *, base: str = "") -> Iterator[list[str]]:
    """Yield lists of about ``size`` addresses, each file once.

    Neighbours in one folder stay together, so that a study is seen whole; a folder of more than
    twice ``size`` files is parted all the same.
    """
    shard: list[str] = []
    with Seen() as seen:
        for address in addresses:
            if not seen.is_new(absolute(address, base)):
                continue
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


@dataclass(frozen=True, slots=True)
class Shards:
    """The list of shards on the disk: where each line begins, and no line itself."""

    path: Path
    base: str
    begins: Sequence[int]

    @classmethod
    def open(cls, folder: Path, plan: Plan) -> "Shards":
        """Look through the whole list once. Raises UsageError where it was changed."""
        path, digest, begins, place = folder / SHARDS, hashlib.sha256(), array("q"), 0
        try:
            with path.open("rb") as file:
                for line in file:
                    begins.append(place)
                    digest.update(line)
                    place += len(line)
        except OSError as error:
            raise _unreadable(path) from error
        if digest.hexdigest() != plan.listing or len(begins) != plan.shards:
            raise UsageError("The list of shards was changed.", remedy=START_ANEW, path=path)
        return cls(path, os.fsdecode(plan.base.encode("latin-1")), begins)

    def addresses(self, number: int) -> list[str]:
        """Return the addresses of one shard."""
        try:
            with self.path.open("rb") as file:
                file.seek(self.begins[number])
                return msgspec.convert(json.loads(file.readline()), list[str])
        except (OSError, ValueError, IndexError, msgspec.MsgspecError) as error:
            raise _unreadable(self.path) from error


def _escaped(path: str) -> str:
    """Return a path of any bytes as text that JSON can hold: a character for each byte."""
    return os.fsencode(path).decode("latin-1")


def _unreadable(path: Path) -> UsageError:
    return UsageError("The list of shards cannot be read.", remedy=START_ANEW, path=path)
