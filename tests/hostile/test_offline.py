"""The program is offline, and so is what it is built on."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
ANALYSE = """
import sys
from pathlib import Path
from cxrviewer.bundle.store import BundleStore
from cxrviewer.inference.pipeline import Analyzer
from tests.data.bundles import make_radiograph

bundles, _ = BundleStore((Path(sys.argv[1]),)).load_all()
analyzer = Analyzer.open(bundles)
assert analyzer.analyse(make_radiograph()).findings
analyzer.close()
"""
EXPORT = "import training.bundling.graph"
# What Keras and matplotlib write for themselves on their first start.
SETTINGS = ("keras.json", "fontlist-")


@pytest.mark.parametrize("program", [ANALYSE, EXPORT], ids=["analyse", "export"])
def test_that_the_model_runtime_keeps_no_record_of_its_use(
    tmp_path: Path, tiny_models: Path, program: str
) -> None:
    """The records would be sent one day; none is begun."""
    folders = {name: tmp_path / name for name in ("HOME", "XDG_CACHE_HOME", "TMPDIR")}
    for folder in folders.values():
        folder.mkdir()
    quiet = {key: value for key, value in os.environ.items() if key != "ORT_DISABLE_TELEMETRY"}
    subprocess.run(
        [sys.executable, "-c", program, str(tiny_models)],
        env=quiet | {name: str(folder) for name, folder in folders.items()},
        cwd=REPOSITORY,
        check=True,
    )
    written = [path.name for path in tmp_path.rglob("*") if path.is_file()]
    assert [name for name in written if not name.startswith(SETTINGS)] == []
