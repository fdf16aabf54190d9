"""What a fuzz target is: seeds that are valid, and one function that every input must survive."""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cxrviewer.domain.errors import CxrError
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.domain.study import ScanEntry
from tests.fuzz.mutations import mutate

Mutate = Callable[[bytes, Sequence[bytes], random.Random], bytes]

# What the last net of reading says of errors that nobody expected. These are mistakes of the
# program and not of the file.
CAUGHT = re.compile(r"damaged \((\w+)\)")
MISTAKES = frozenset(
    {
        "AssertionError",
        "AttributeError",
        "NameError",
        "NotImplementedError",
        "UnboundLocalError",
    }
)


@dataclass(frozen=True, slots=True)
class Bench:
    """Where a target works: a folder of its own, and the two doors to a file.

    The doors are those of a ``Reader``, or of this process where coverage is measured.
    """

    folder: Path
    scan: Callable[[Path], ScanEntry]
    load: Callable[[Path], Radiograph]

    def file(self, data: bytes, name: str = "input") -> Path:
        path = self.folder / name
        path.write_bytes(data)
        return path


@dataclass(frozen=True, slots=True)
class Target:
    """``run`` returns, or raises what the program must not raise for any input.

    ``seconds`` is the longest that one input may take.
    """

    name: str
    seeds: Callable[[], Sequence[bytes]]
    run: Callable[[bytes, Bench], None]
    mutate: Mutate = mutate
    seconds: float = 5.0


def check_error(error: CxrError) -> None:
    """Fail where an error tells a person nothing, or hides a mistake of the program."""
    check_sentence(error.cause)
    assert error.remedy.endswith((".", ")")), error.remedy


def check_sentence(cause: str) -> None:
    assert cause.strip(), "a refusal without a reason"
    assert cause.isprintable(), repr(cause)
    caught = CAUGHT.search(cause)
    assert caught is None or caught.group(1) not in MISTAKES, cause
