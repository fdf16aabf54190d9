"""Hands shards to the workers, and knows which file was under way when one of them was lost.

It lives in one actor on the machine that started the run, where the list of shards lies, so that
addresses travel a shard at a time. A file that ends its worker must not do it without end: the
first loss tells nothing but the shard, so the shard is done again with every file announced, and
the file that was under way at further losses is left out, with a row that says why.
"""

from collections import Counter
from dataclasses import dataclass, field

from cxrviewer.cluster.plan import Shards
from cxrviewer.domain.errors import InferenceError

# Losses with the same file under way, beside the first one, which nobody was watching.
TRIES = 2
# Losses of a watched worker before any file was under way: no file is at fault.
MOST_BLANK = 3


@dataclass(frozen=True, slots=True)
class Shard:
    """What a worker is to do. ``suspects`` come first; ``left_out`` are not touched any more.

    ``watched``: the worker announces each file before it begins it.
    """

    number: int
    base: str
    addresses: tuple[str, ...]
    watched: bool = False
    suspects: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(slots=True)
class _Tries:
    under_way: str | None = None
    watched: bool = False
    blank: int = 0
    losses: Counter[str] = field(default_factory=Counter)

    def count_loss(self) -> None:
        if self.under_way is not None:
            self.losses[self.under_way] += 1
        elif self.watched:
            self.blank += 1
        self.under_way, self.watched = None, True


class ShardFeed:
    """One for a run; its methods are called from the workers, one at a time."""

    def __init__(self, shards: Shards) -> None:
        self._shards = shards
        self._tries: dict[int, _Tries] = {}

    def take(self, number: int) -> Shard:
        """Return a shard; one that was taken and not done has lost its worker.

        Raises InferenceError where it cannot be done by any worker.
        """
        addresses = tuple(self._shards.addresses(number))
        tries = self._tries.get(number)
        if tries is None:
            self._tries[number] = _Tries()
            return Shard(number, self._shards.base, addresses)
        tries.count_loss()
        if tries.blank >= MOST_BLANK:
            raise InferenceError(
                f"Shard {number} has lost {MOST_BLANK} workers before any of its files was begun.",
                remedy="Look whether the machines have memory and disk enough, and run again with "
                "--resume.",
            )
        suspects = tuple(a for a, losses in tries.losses.items() if losses < TRIES)
        left_out = tuple(a for a, losses in tries.losses.items() if losses >= TRIES)
        return Shard(number, self._shards.base, addresses, True, suspects, left_out)

    def begin(self, number: int, address: str) -> None:
        """Hear that a worker begins a file of a watched shard."""
        self._tries[number].under_way = address

    def finish(self, number: int) -> None:
        """Hear that all files of a shard have their rows."""
        self._tries.pop(number, None)
