"""Freezes the program: PyInstaller's folder, with the licences and the bill of materials inside."""

from pathlib import Path

from cxrviewer import __version__
from scripts.packaging.bill import describe_environment, write_bill
from scripts.packaging.contents import read_contents
from scripts.packaging.describing import LICENCES
from scripts.packaging.environment import (
    add_freezer,
    make_environment,
    make_tools,
    site_packages_of,
)
from scripts.packaging.licences import licence_page
from scripts.packaging.places import MEGABYTE, NAME, ROOT, THIS_SYSTEM, Payload, run

LARGEST_FOLDER = 450 * MEGABYTE


def freeze(work: Path) -> Payload:
    """Freeze into ``work`` and return what came out.

    The libraries are those of requirements.lock, by their hashes. Raises ValueError where the
    folder is larger than a workstation should have to take.
    """
    python = make_environment(work / "environment")
    installed = work / "environment.cdx.json"
    describe_environment(make_tools(work / "tools"), python, installed)
    add_freezer(python)
    options = ["--noconfirm", "--distpath", work / "dist", "--workpath", work / "build"]
    run([python, "-m", "PyInstaller", *options, "--log-level", "WARN", ROOT / "build.spec"])
    payload = Payload(work / "dist" / NAME, __version__, THIS_SYSTEM)
    _describe(payload, work, python, installed)
    check_size(payload)
    return payload


def _describe(payload: Payload, work: Path, python: Path, installed: Path) -> None:
    """Put what the program is made of, and under which terms, into its folder."""
    libraries = site_packages_of(python)
    contents = read_contents(work / "build" / "build", libraries, payload.version)
    write_bill(installed, libraries, contents, payload)
    (payload.folder / LICENCES).write_text(licence_page(libraries, contents), "utf-8")


def check_size(payload: Payload) -> None:
    if payload.bytes > LARGEST_FOLDER:
        raise ValueError(
            f"the program takes {payload.bytes / MEGABYTE:.0f} MB unpacked; "
            f"at most {LARGEST_FOLDER / MEGABYTE:.0f} MB are allowed"
        )


def payload_of(folder: Path, system: str = THIS_SYSTEM) -> Payload:
    """Return what was frozen before for ``system``. Raises ValueError where there is none."""
    payload = Payload(folder.resolve(), __version__, system)
    if not payload.program.is_file():
        raise ValueError(f"{payload.program} is missing: freeze first, or name the right folder")
    if system != "windows" and not payload.program.stat().st_mode & 0o100:
        raise ValueError(f"{payload.program} cannot be run")
    return payload
