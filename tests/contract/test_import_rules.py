"""Each import contract must be able to fail: a seeded violation proves it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]

VIOLATIONS = {
    "layers": ("cxrviewer/domain/seeded.py", "import cxrviewer.app.folders"),
    "training-layers": ("training/data/seeded.py", "import training.fitting.machine"),
    "training-knows-no-window": ("training/seeded.py", "import cxrviewer.app.folders"),
    "viewer-knows-no-training": ("cxrviewer/ui/seeded.py", "import training"),
    "qt-home": ("cxrviewer/app/seeded.py", "import PySide6.QtCore"),
    "pyqtgraph-home": ("cxrviewer/ui/dialogs/seeded.py", "import pyqtgraph"),
    "pydicom-home": ("cxrviewer/app/seeded.py", "import pydicom"),
    "tensorflow-home": ("cxrviewer/app/seeded.py", "import tensorflow"),
    "onnxruntime-home": ("cxrviewer/app/seeded.py", "import onnxruntime"),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copy")
    ignored = shutil.ignore_patterns("__pycache__", "*.csv")
    for package in ("cxrviewer", "training"):
        shutil.copytree(REPOSITORY / package, folder / package, ignore=ignored)
    shutil.copy(REPOSITORY / "pyproject.toml", folder)
    return folder


def lint(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    program = (
        "import sys; sys.path.insert(0, '.');"
        "from importlinter.cli import lint_imports_command; lint_imports_command()"
    )
    return subprocess.run(
        [sys.executable, "-c", program, "--no-cache", "--no-logo", *options],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_that_the_tree_keeps_every_contract(copy: Path) -> None:
    done = lint(copy)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("contract", sorted(VIOLATIONS))
def test_that_the_contract_can_fail(copy: Path, contract: str) -> None:
    name, line = VIOLATIONS[contract]
    seeded = copy / name
    seeded.write_text(f"{line}\n")
    try:
        done = lint(copy, "--contract", contract)
    finally:
        seeded.unlink()
    assert done.returncode == 1, done.stdout + done.stderr
    assert "seeded" in done.stdout


def test_that_every_package_is_installed() -> None:
    import tomllib

    listed = set(
        tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]
    )
    found = {
        ".".join(init.parent.relative_to(REPOSITORY).parts)
        for package in ("cxrviewer", "training")
        for init in (REPOSITORY / package).rglob("__init__.py")
    }
    assert listed - {"cxrviewer._resources"} == found
