"""The frozen program that the tests here run: named by an environment variable."""

import os
from pathlib import Path

import pytest

VARIABLE = "CXRVIEWER_FROZEN"


@pytest.fixture(scope="session")
def frozen_program() -> Path:
    """The executable inside PyInstaller's folder, or a skip where none was built."""
    named = os.environ.get(VARIABLE, "")
    if not named:
        pytest.skip(f"{VARIABLE} names no frozen program; `scripts/package linux` makes one")
    return Path(named).resolve()
