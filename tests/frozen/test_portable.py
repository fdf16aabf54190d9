"""The portable archive: unpacked by one person, used by others who cannot write there."""

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from cxrviewer.app.demo import make_demo
from scripts.packaging import debian
from scripts.packaging.freezing import payload_of

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="the archive is for Linux"),
]

# Two who own nothing: Debian's nobody and games.
STRANGERS = (65534, 60)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """``folder`` is the program's; ``shared`` may be read by everybody."""

    folder: Path
    shared: Path


@pytest.fixture(scope="module")
def unpacked(frozen_program: Path) -> Iterator[Unpacked]:
    # Not below pytest's own folder, which is closed to others.
    shared = Path(tempfile.mkdtemp(prefix="tragbar Röntgen 胸 "))
    shared.chmod(0o755)
    archive = debian.write_archive(payload_of(frozen_program.parent), shared, compressed=False)
    with tarfile.open(archive) as file:
        file.extractall(shared, filter="tar")
    archive.unlink()
    (folder,) = shared.iterdir()
    yield Unpacked(folder, shared)
    shutil.rmtree(shared)


def start(unpacked: Unpacked, user: int, *words: str | Path) -> "subprocess.Popen[str]":
    """Start the program as ``user``, who has a home of his own."""
    home = unpacked.shared / f"home {user}"
    home.mkdir(exist_ok=True)
    os.chown(home, user, user)
    return subprocess.Popen(
        [unpacked.folder / "cxrviewer", *words],
        cwd=home,
        env={"HOME": str(home), "PATH": os.environ["PATH"], "QT_QPA_PLATFORM": "offscreen"},
        user=user,
        group=user,
        extra_groups=[],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can be others"
)
def test_that_two_people_use_one_copy_that_neither_can_write(unpacked: Unpacked) -> None:
    pictures = unpacked.shared / "Bilder"
    tuple(make_demo(pictures))
    before = {path: path.stat().st_mtime_ns for path in unpacked.folder.rglob("*")}
    both = [start(unpacked, user, "analyze", pictures, "--out", "aus") for user in STRANGERS]
    for user, program in zip(STRANGERS, both, strict=True):
        _, said = program.communicate(timeout=200)
        assert program.returncode == 0, said
        out = unpacked.shared / f"home {user}" / "aus"
        assert len((out / "results.csv").read_text("utf-8").splitlines()) > len(STRANGERS)
    assert before == {path: path.stat().st_mtime_ns for path in unpacked.folder.rglob("*")}


def test_that_the_copy_names_its_version_and_its_licences(unpacked: Unpacked) -> None:
    said = subprocess.run(
        [unpacked.folder / "cxrviewer", "--version"], capture_output=True, text=True, check=True
    )
    assert unpacked.folder.name.startswith(said.stdout.strip().replace(" ", "-"))
    assert (unpacked.folder / "THIRD-PARTY-LICENCES.txt").is_file()
