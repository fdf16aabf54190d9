"""The environment that a program is frozen from: the pins with their hashes and nothing else."""

import sys
import venv
from pathlib import Path

from scripts.packaging.places import ROOT, run

# Tools of the build, which do not ship; PyInstaller's loader does, under its exception to the GPL.
FREEZER = "pyinstaller==6.22.3"
BILL_MAKER = "cyclonedx-bom==7.5.0"


def make_environment(folder: Path) -> Path:
    """Return the interpreter of a fresh environment with the program and its dependencies."""
    python = _fresh(folder)
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run([*pip, "--require-hashes", "-r", ROOT / "requirements.lock"])
    run([*pip, "--no-deps", ROOT])
    return python


def add_freezer(python: Path) -> None:
    run([python, "-m", "pip", "install", "--quiet", FREEZER])


def make_tools(folder: Path) -> Path:
    """Return the interpreter of an environment that can describe another one."""
    python = _fresh(folder)
    run([python, "-m", "pip", "install", "--quiet", BILL_MAKER])
    return python


def site_packages_of(python: Path) -> Path:
    """Return where the libraries of the environment of ``python`` lie."""
    return sorted(python.parents[1].glob("[Ll]ib*/**/site-packages"))[0]


def _fresh(folder: Path) -> Path:
    venv.create(folder, clear=True, with_pip=True)
    windows = sys.platform == "win32"
    return folder / ("Scripts/python.exe" if windows else "bin/python")
