"""Whose each file of a frozen program is: read from what PyInstaller notes of its collecting."""

import ast
import importlib.metadata
import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from scripts.packaging.places import NAME, ROOT

# PyInstaller's lists in its work folder: what was copied, and what went into the program itself.
COLLECTED = "COLLECT-00.toc"
COMPILED = "PYZ-00.toc"
FREEZER = "pyinstaller"


class Kind(Enum):
    OWN = "own"
    PYTHON = "python"
    WHEEL = "wheel"
    SYSTEM = "system"
    RUNTIME = "runtime"


@dataclass(frozen=True, slots=True)
class Owner:
    """Who a file comes from. ``name`` is a wheel's in pip's form, or that of a system's package."""

    kind: Kind
    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Contents:
    """``files``: path inside the program's folder -> owner; ``owners``: those of modules too."""

    files: dict[str, Owner]
    owners: frozenset[Owner]

    def wheels(self) -> frozenset[str]:
        return frozenset(owner.name for owner in self.owners if owner.kind is Kind.WHEEL)

    def system_packages(self) -> tuple[Owner, ...]:
        found = (owner for owner in self.owners if owner.kind is Kind.SYSTEM)
        return tuple(sorted(found, key=lambda owner: owner.name))


def read_contents(build: Path, site_packages: Path, version: str) -> Contents:
    """Return what the build in ``build`` collected; ``version`` is the program's.

    Raises ValueError for a file whose origin is not known.
    """
    sources = _Sources(build, site_packages, version)
    (collected,) = ast.literal_eval((build / COLLECTED).read_text("utf-8"))
    files = {
        name.replace("\\", "/"): sources.owner(name, Path(source))
        for name, source, kind in collected
        if kind != "SYMLINK"
    }
    _, compiled = ast.literal_eval((build / COMPILED).read_text("utf-8"))
    modules = [(name, source) for name, source, _ in compiled if source != "-"]
    owners = {sources.owner(name, Path(source)) for name, source in modules}
    owners.add(sources.wheels[FREEZER])
    return Contents(files, frozenset({*files.values(), *owners}))


# What a program may bring of Windows itself.
VISUAL_C = Owner(Kind.RUNTIME, "Microsoft Visual C++ Redistributable", "14")


class _Sources:
    """Finds the owner of a file from where it was collected."""

    def __init__(self, build: Path, site_packages: Path, version: str) -> None:
        self._build = build.resolve()
        self._site_packages = site_packages.resolve()
        self._own = Owner(Kind.OWN, NAME, version)
        self._python = Owner(Kind.PYTHON, "Python", sys.version.split()[0])
        self._standard = Path(sysconfig.get_path("stdlib")).resolve()
        self.wheels: dict[str, Owner] = {}
        self._recorded: dict[str, Owner] = {}
        for distribution in importlib.metadata.distributions(path=[str(site_packages)]):
            self._note(distribution)

    def owner(self, name: str, source: Path) -> Owner:
        source = Path(os.path.normpath(source.absolute()))
        if source.is_relative_to(self._site_packages):
            return self._recorded[source.relative_to(self._site_packages).as_posix()]
        if source.is_relative_to(self._build):
            is_pythons = name.startswith(("libpython", "python3", "base_library"))
            return self._python if is_pythons else self._own
        if source.is_relative_to(ROOT):
            return self._own
        return self._of_the_machine(source)

    def _of_the_machine(self, source: Path) -> Owner:
        """Return the owner of what was neither built nor installed for the program."""
        if source.is_relative_to(self._standard):
            return self._python
        if sys.platform == "linux":
            return _debian_package(source)
        if source.is_relative_to(Path(sys.base_prefix).resolve()):
            return self._python
        if sys.platform == "win32" and source.is_relative_to(os.environ["SYSTEMROOT"]):
            return VISUAL_C
        raise ValueError(f"nobody knows where {source} comes from")

    def _note(self, distribution: importlib.metadata.Distribution) -> None:
        name = plain_name(distribution.name)
        owner = self._own if name == NAME else Owner(Kind.WHEEL, name, distribution.version)
        self.wheels[name] = owner
        for file in distribution.files or ():
            self._recorded[file.as_posix()] = owner


def plain_name(name: str) -> str:
    """Return a distribution's name in the form in which names are compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _debian_package(file: Path) -> Owner:
    """Return the package of this system that ``file`` belongs to."""
    for path in _spellings(file):
        found = _said(["dpkg-query", "--search", str(path)])
        if found:
            package = found.split(": ")[0].split(",")[0]
            name = package.split(":")[0]
            version = _said(["dpkg-query", "--show", "--showformat", "${Version}", package])
            return Owner(Kind.SYSTEM, name, version)
    raise ValueError(f"no package of this system has {file}")


def _spellings(file: Path) -> Iterator[Path]:
    """Yield the names under which the package manager may know ``file``: /lib is /usr/lib."""
    for path in (file, file.resolve()):
        yield path
        yield (
            Path("/", *path.parts[2:]) if path.parts[1] == "usr" else Path("/usr", *path.parts[1:])
        )


def _said(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""
