"""The Debian package, put in place by dpkg under a root of its own, and started on a screen."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cxrviewer.app.demo import make_demo
from scripts.packaging import debian
from scripts.packaging.freezing import payload_of
from tests.data.programs import log_with, screen

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="Debian packages are for Linux"),
    pytest.mark.skipif(shutil.which("Xvfb") is None, reason="Xvfb is not here"),
]


@pytest.fixture(scope="module")
def root(frozen_program: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root that the package was installed under."""
    folder = tmp_path_factory.mktemp("debian")
    payload = payload_of(frozen_program.parent)
    package = debian.write_deb(payload, folder / "work", folder, compression="none")
    root = folder / "root"
    for name in ("info", "updates", "triggers"):
        (root / "var/lib/dpkg" / name).mkdir(parents=True, exist_ok=True)
    (root / "var/lib/dpkg/status").touch()
    # This root has no other package; those that ours asks for are this machine's.
    forced = ["--force-not-root", "--force-depends", "--force-script-chrootless"]
    subprocess.run(["dpkg", f"--root={root}", *forced, "--install", package], check=True)
    shutil.rmtree(folder / "work")
    package.unlink()
    return root


def test_that_dpkg_lists_it_as_installed(root: Path) -> None:
    listed = subprocess.run(
        ["dpkg-query", f"--admindir={root}/var/lib/dpkg", "-W", "-f", "${Status}", "cxrviewer"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert listed.stdout == "install ok installed"


def test_that_what_the_window_loads_is_there(root: Path) -> None:
    plugins = root / "usr/lib/cxrviewer/_internal/PySide6/Qt/plugins/platforms"
    libraries = subprocess.run(
        ["ldd", plugins / "libqxcb.so"], capture_output=True, text=True, check=True
    )
    assert "not found" not in libraries.stdout


def test_that_the_window_starts_on_a_screen(root: Path, tmp_path: Path) -> None:
    radiograph = next(make_demo(tmp_path / "demo"))
    with screen() as display:
        surroundings = dict(os.environ, DISPLAY=display, CXRVIEWER_HOME=str(tmp_path / "home"))
        surroundings["QT_QPA_PLATFORM"] = "xcb"
        program = subprocess.Popen([root / "usr/bin/cxrviewer", radiograph], env=surroundings)
        try:
            assert "findings after" in log_with(
                "findings after", tmp_path / "home" / "logs", seconds=90
            )
            program.send_signal(signal.SIGTERM)
            assert program.wait(timeout=30) == 0
        finally:
            program.kill()
            program.wait(timeout=10)
