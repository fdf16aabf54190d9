"""Freezes the program: PyInstaller's folder, with the licences and the bill of materials inside."""

import shutil
from pathlib import Path

from cxrviewer import __version__
from scripts.packaging.describing import LICENCES, write_bill, write_licences
from scripts.packaging.environment import add_freezer, make_environment, make_tools
from scripts.packaging.places import NAME, ROOT, THIS_SYSTEM, Payload, run

BILL = "sbom.cdx.json"
LARGEST_FOLDER = 450 * 2**20


def freeze(work: Path) -> Payload:
    """Freeze into ``work`` and return what came out.

    The libraries are those of requirements.lock, by their hashes. Raises ValueError where the
    folder is larger than a workstation should have to take.
    """
    python = make_environment(work / "environment")
    papers = work / "papers"
    papers.mkdir(parents=True, exist_ok=True)
    write_licences(python, papers / LICENCES)
    write_bill(make_tools(work / "tools"), python, papers / BILL)
    add_freezer(python)
    options = ["--noconfirm", "--distpath", work / "dist", "--workpath", work / "build"]
    run([python, "-m", "PyInstaller", *options, "--log-level", "WARN", ROOT / "build.spec"])
    payload = Payload(work / "dist" / NAME, __version__, THIS_SYSTEM)
    for paper in papers.iterdir():
        shutil.copy(paper, payload.folder)
    check_size(payload)
    return payload


def check_size(payload: Payload) -> None:
    if payload.bytes > LARGEST_FOLDER:
        raise ValueError(
            f"the program takes {payload.bytes / 2**20:.0f} MB unpacked; "
            f"at most {LARGEST_FOLDER / 2**20:.0f} MB are allowed"
        )


def payload_of(folder: Path, system: str = THIS_SYSTEM) -> Payload:
    """Return what was frozen before for ``system``. Raises ValueError where there is none."""
    payload = Payload(folder.resolve(), __version__, system)
    if not payload.program.is_file():
        raise ValueError(f"{payload.program} is missing: freeze first, or name the right folder")
    if system != "windows" and not payload.program.stat().st_mode & 0o100:
        raise ValueError(f"{payload.program} cannot be run")
    return payload
