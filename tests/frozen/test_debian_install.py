"""The Debian package, put in place by dpkg under a root of its own, and started on a screen."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cxrviewer.app.demo import make_demo
from scripts.packaging import debian
from scripts.packaging.freezing import payload_of
from tests.data.elf import asked_of_system, packages_with
from tests.data.programs import log_with, screen

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="Debian packages are for Linux"),
    pytest.mark.skipif(shutil.which("dpkg") is None, reason="dpkg is not here"),
    pytest.mark.skipif(shutil.which("Xvfb") is None, reason="Xvfb is not here"),
]


def dpkg(root: Path, *words: str | Path) -> None:
    # This root has no other package; those that ours asks for are this machine's.
    forced = ["--force-not-root", "--force-depends", "--force-script-chrootless"]
    subprocess.run(["dpkg", f"--root={root}", *forced, *words], check=True)


@pytest.fixture(scope="module")
def root(frozen_program: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The root that the package was installed under, twice: the second time as an upgrade."""
    folder = tmp_path_factory.mktemp("debian")
    payload = payload_of(frozen_program.parent)
    package = debian.write_deb(payload, folder / "work", folder, compression="none")
    shutil.rmtree(folder / "work")
    root = folder / "root"
    for name in ("info", "updates", "triggers"):
        (root / "var/lib/dpkg" / name).mkdir(parents=True, exist_ok=True)
    (root / "var/lib/dpkg/status").touch()
    dpkg(root, "--install", package)
    dpkg(root, "--install", package)
    package.unlink()
    yield root
    shutil.rmtree(folder)


def test_that_dpkg_lists_it_as_installed(root: Path) -> None:
    listed = subprocess.run(
        ["dpkg-query", f"--admindir={root}/var/lib/dpkg", "-W", "-f", "${Status}", "cxrviewer"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert listed.stdout == "install ok installed"


def test_that_the_package_asks_for_every_library_of_the_system_that_is_loaded(
    root: Path,
) -> None:
    needed = packages_with(asked_of_system(root / "usr/lib/cxrviewer"))
    assert needed >= {"libx11-6", "libstdc++6"}
    asked = {name for entry in debian.DEPENDS for name in entry.split(" | ")} | {"libc6"}
    assert needed <= asked


def test_that_dicom_is_opened_with_it(root: Path, tmp_path: Path) -> None:
    if shutil.which("xdg-mime") is None:
        pytest.skip("xdg-mime (package xdg-utils) is not here")
    share = root / "usr" / "share"
    # What dpkg's trigger runs on a desktop.
    subprocess.run(["update-desktop-database", share / "applications"], check=True)
    places = {"XDG_DATA_DIRS": f"{share}:/usr/share", "XDG_CONFIG_HOME": str(tmp_path)}
    surroundings = {**os.environ, **places, "XDG_DATA_HOME": str(tmp_path)}
    asked = subprocess.run(
        ["xdg-mime", "query", "default", "application/dicom"],
        env=surroundings,
        capture_output=True,
        text=True,
        check=True,
    )
    (share / "applications" / "mimeinfo.cache").unlink()
    assert asked.stdout.strip() == "cxrviewer.desktop"


@pytest.mark.parametrize("given", ["a file", "its folder"])
def test_that_the_window_starts_on_a_screen(root: Path, tmp_path: Path, given: str) -> None:
    radiograph = next(make_demo(tmp_path / "Röntgen bilder"))
    path = radiograph if given == "a file" else radiograph.parent
    entry = (root / "usr/share/applications/cxrviewer.desktop").read_text("utf-8")
    (line,) = [line for line in entry.splitlines() if line.startswith("Exec=")]
    program, place = shlex.split(line.removeprefix("Exec="))
    assert place == "%F"
    with screen() as display:
        surroundings = dict(os.environ, DISPLAY=display, CXRVIEWER_HOME=str(tmp_path / "home"))
        surroundings["QT_QPA_PLATFORM"] = "xcb"
        window = subprocess.Popen([root / "usr/bin" / program, path], env=surroundings)
        try:
            assert "findings after" in log_with(
                "findings after", tmp_path / "home" / "logs", seconds=90
            )
            window.send_signal(signal.SIGTERM)
            assert window.wait(timeout=30) == 0
        finally:
            window.kill()
            window.wait(timeout=10)


def test_that_the_doctor_finds_nothing_missing(root: Path) -> None:
    done = subprocess.run(
        [root / "usr/bin/cxrviewer", "doctor"], capture_output=True, text=True, check=True
    )
    assert "broken" not in done.stdout
    assert "Display: ok" in done.stdout


def test_that_removing_leaves_nothing(root: Path) -> None:
    dpkg(root, "--purge", "cxrviewer")
    assert not list(root.rglob("*cxrviewer*"))
