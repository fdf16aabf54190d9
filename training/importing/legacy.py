"""The container that ``torch.save`` wrote before PyTorch 1.6.

It is a row of five pickles, then the numbers: a magic number, the form's version, what the machine
was like, the network, and the keys of the storages in the order in which they follow, each as its
count (eight bytes) and its numbers. All pickles go through the machine of ``instructions``.
"""

from dataclasses import dataclass
from pathlib import Path

from training.importing.container import (
    LEGACY_MAGIC,
    MAX_ENTRIES,
    MAX_PICKLE_BYTES,
    refusal,
    require_size,
)
from training.importing.instructions import Pickled, read_first_pickle
from training.importing.records import STORAGES, Malformed

VERSION = 1001
COUNT_BYTES = 8


@dataclass(frozen=True, slots=True, eq=False)
class LegacyContainer:
    """A whole checkpoint of this form; ``parts`` are the storages' bytes by their keys."""

    network: object
    parts: dict[str, bytes]
    path: Path

    def read_network(self) -> object:
        return self.network

    def read_storage(self, key: str) -> bytes:
        """Return one storage's bytes, which are little-endian numbers."""
        if key not in self.parts:
            raise refusal(f"The checkpoint lacks its part {key!r}.", self.path)
        return self.parts[key]


def is_legacy(path: Path) -> bool:
    """Return whether the file begins as this form does; False where it cannot be read."""
    try:
        with path.open("rb") as stream:
            return stream.read(len(LEGACY_MAGIC)) == LEGACY_MAGIC
    except OSError:
        return False


def read_legacy(path: Path) -> LegacyContainer:
    """Read ``path`` whole. Raises Malformed, ForeignNameError, or UsageError for a huge file."""
    require_size(path, path.stat().st_size)
    content = memoryview(path.read_bytes())
    magic = _next(content, 0)
    version = _next(content, magic.end)
    if version.value != VERSION:
        raise Malformed("its form is of another version")
    machine = _next(content, version.end)
    if not isinstance(machine.value, dict) or machine.value.get("little_endian") is not True:
        raise Malformed("its numbers are not little-endian")
    network = _next(content, machine.end)
    keys = _next(content, network.end)
    return LegacyContainer(network.value, _parts(content, network, keys), path)


def _next(content: memoryview, start: int) -> Pickled:
    written = read_first_pickle(bytes(content[start : start + MAX_PICKLE_BYTES]))
    return Pickled(written.value, written.storages, start + written.end)


def _parts(content: memoryview, network: Pickled, keys: Pickled) -> dict[str, bytes]:
    """Return the storages' bytes, in views of the file's own limits."""
    if not isinstance(keys.value, list) or len(keys.value) > MAX_ENTRIES:
        raise Malformed("it does not list its storages")
    parts: dict[str, bytes] = {}
    place = keys.end
    for key in keys.value:
        storage = network.storages.get(key) if isinstance(key, str) else None
        if storage is None or key in parts:
            raise Malformed("it lists a storage that its network does not have, or one twice")
        count = int.from_bytes(content[place : place + COUNT_BYTES], "little")
        start = place + COUNT_BYTES
        place = start + storage.size * STORAGES[storage.kind][1]
        if count != storage.size or place > len(content):
            raise Malformed(f"its storage {key} is cut short or of another size than promised")
        parts[key] = bytes(content[start:place])
    return parts
