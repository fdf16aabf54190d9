"""What lies beside each artefact: checksums, licences, a bill of materials."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

CHECKSUMS = "SHA256SUMS"
LICENCES = "THIRD-PARTY-LICENCES.txt"
BILL = "sbom.cdx.json"


def write_checksums(artefacts: Iterable[Path], folder: Path) -> None:
    """Write ``SHA256SUMS`` in the form that ``sha256sum --check`` reads."""
    lines = [f"{_digest(path)}  {path.name}\n" for path in sorted(artefacts)]
    (folder / CHECKSUMS).write_text("".join(lines), encoding="utf-8")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
