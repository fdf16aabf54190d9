"""What lies beside each artefact: a bill of materials and checksums."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from scripts.packaging.licences import installed_parts, page, python_part
from scripts.packaging.places import ROOT, run

CHECKSUMS = "SHA256SUMS"
LICENCES = "THIRD-PARTY-LICENCES.txt"


def write_bill(tools: Path, python: Path, target: Path) -> None:
    """Write the CycloneDX bill of materials of the environment of ``python``."""
    options = ["--pyproject", ROOT / "pyproject.toml", "--mc-type", "application"]
    files = ["--output-reproducible", "--output-format", "JSON", "--output-file", target]
    run([tools, "-m", "cyclonedx_py", "environment", *options, *files, python])


def write_licences(python: Path, target: Path) -> None:
    """Write the licences of everything that is installed for ``python``."""
    libraries = sorted((python.parents[1]).glob("[Ll]ib*/**/site-packages"))
    parts = [python_part(), *installed_parts(libraries[0])]
    target.write_text(page(parts), encoding="utf-8")


def write_checksums(artefacts: Iterable[Path], folder: Path) -> None:
    """Write ``SHA256SUMS`` in the form that ``sha256sum --check`` reads."""
    lines = [f"{_digest(path)}  {path.name}\n" for path in sorted(artefacts)]
    (folder / CHECKSUMS).write_text("".join(lines), encoding="utf-8")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
