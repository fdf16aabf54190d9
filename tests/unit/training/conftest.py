"""What the tests of several packages of ``training`` have in common."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cxrviewer.bundle.model_bundle import load_bundle
from training.bundling.revision import write_revision


@pytest.fixture
def copied(tiny_models: Path, tmp_path: Path) -> Callable[[str], Path]:
    """Return a function that copies one of the tiny bundles to where it may be changed."""

    def copy(name: str) -> Path:
        bundle = load_bundle(tiny_models / name)
        return write_revision(bundle, bundle.manifest, tmp_path / "models" / name).folder

    return copy
