"""What programs and libraries of Linux ask of the system, read from their dynamic sections."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path


def libraries(folder: Path) -> Iterator[Path]:
    """Yield every program and library below ``folder``."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == b"\x7fELF":
                    yield path


def asked_of_system(folder: Path) -> set[str]:
    """Return the names of libraries that those in ``folder`` load and that do not lie in it."""
    there = {path.name for path in folder.rglob("*")}
    said = subprocess.run(
        ["objdump", "-p", *libraries(folder)], capture_output=True, text=True, check=True
    ).stdout
    return set(re.findall(r"NEEDED\s+(\S+)", said)) - there


def packages_with(names: set[str]) -> set[str]:
    """Return the packages of this Debian that have the libraries called ``names``."""
    said = subprocess.run(["ldconfig", "-p"], capture_output=True, text=True, check=True).stdout
    found: set[str] = set()
    for name in names:
        listed = re.search(rf"^\s*{re.escape(name)} \(.*x86-64.*=> (\S+)$", said, re.MULTILINE)
        assert listed, f"{name} is not on this machine"
        done = subprocess.run(
            ["dpkg-query", "--search", f"*{Path(listed[1]).resolve().name}"],
            capture_output=True,
            text=True,
            check=True,
        )
        found |= {line.split(":")[0] for line in done.stdout.splitlines()}
    return found
