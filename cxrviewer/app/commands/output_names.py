"""Names of written files: safe on every system, never twice, the same when a run is resumed."""

import re
from collections.abc import Mapping

RESERVED = frozenset(
    ["con", "prn", "aux", "nul"] + [f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)]
)
# A name has 255 bytes on most systems, and what is written adds bundle and label to the stem.
LONGEST = 120


class OutputNames:
    """Hands out one stem per key. ``taken`` are the stems of an earlier, interrupted run."""

    def __init__(self, taken: Mapping[str, str]) -> None:
        self._stems = dict(taken)
        self._used = {stem.casefold() for stem in taken.values()}

    def stem(self, key: str, wish: str) -> str:
        """Return the stem of ``key``: ``wish`` made safe, with a suffix where it is taken."""
        if key not in self._stems:
            self._stems[key] = self._free(safe_stem(wish))
            self._used.add(self._stems[key].casefold())
        return self._stems[key]

    def _free(self, stem: str) -> str:
        candidate, number = stem, 2
        while candidate.casefold() in self._used:
            candidate, number = f"{stem}-{number}", number + 1
        return candidate


def safe_stem(wish: str) -> str:
    """Return ``wish`` with everything but letters, digits and ``._ -+()`` as underscores."""
    kept = re.sub(r"[^\w. ()+-]", "_", wish, flags=re.UNICODE)
    kept = kept.encode("utf-8", "replace").decode().strip(". ")
    kept = kept.encode()[:LONGEST].decode("utf-8", "ignore").rstrip(". ")
    if not kept:
        return "unnamed"
    return f"_{kept}" if kept.split(".")[0].casefold() in RESERVED else kept
