"""What every test shares."""

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED_DATA = REPOSITORY.parent / "shared" / "data"


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the settings and logs of the person who runs the tests untouched."""
    monkeypatch.setenv("CXRVIEWER_HOME", str(tmp_path_factory.mktemp("home")))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real radiographs, or a skip where it is not there."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the folder ../shared/data with real radiographs is not here")
    return SHARED_DATA


@pytest.fixture(scope="session")
def shipped_models() -> Path:
    """The folder of the bundles that ship."""
    return REPOSITORY / "resources" / "models"


@pytest.fixture(scope="session")
def tiny_models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small segmenter and two small classifiers, quick to load and run."""
    from tests.data.bundles import write_tiny_models

    folder = tmp_path_factory.mktemp("models")
    write_tiny_models(folder)
    return folder
