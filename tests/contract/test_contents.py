"""Whose the files of a frozen program are, read from lists as PyInstaller writes them."""

import shutil
import sys
import sysconfig
from pathlib import Path

import pytest

from cxrviewer.app.libraries import read_table
from scripts.packaging.contents import COLLECTED, COMPILED, VISUAL_C, Kind, read_contents
from scripts.packaging.licences import licence_page

PYTHON_FILE = str(Path(sysconfig.get_path("stdlib")) / "json" / "__init__.py")


@pytest.fixture
def libraries(tmp_path: Path) -> Path:
    """A site-packages with two wheels."""
    for name, file in (("Small_Wheel-1.0", "small/__init__.py"), ("pyinstaller-6.0", "pyi.py")):
        metadata = tmp_path / "site-packages" / f"{name}.dist-info"
        metadata.mkdir(parents=True)
        distribution, version = name.split("-")
        said = f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n"
        (metadata / "METADATA").write_text(said)
        (metadata / "RECORD").write_text(f"{file},,\n{name}.dist-info/METADATA,,\n")
    return tmp_path / "site-packages"


def write_lists(build: Path, collected: list[tuple[str, str, str]]) -> None:
    build.mkdir()
    (build / COLLECTED).write_text(repr((collected,)))
    compiled = [("json", PYTHON_FILE, "PYMODULE"), ("space", "-", "PYMODULE")]
    (build / COMPILED).write_text(repr(("PYZ-00.pyz", compiled)))


def test_that_every_file_has_its_owner(tmp_path: Path, libraries: Path) -> None:
    build = tmp_path / "build"
    collected = [
        ("small\\part.so", str(libraries / "small" / "__init__.py"), "EXTENSION"),
        ("libpython3.11.so.1.0", str(build / "libpython3.11.so.1.0"), "BINARY"),
        ("cxrviewer", str(build / "cxrviewer"), "EXECUTABLE"),
        ("libsmall.so", "small/libsmall.so", "SYMLINK"),
    ]
    write_lists(build, collected)
    contents = read_contents(build, libraries, "0.1.0")
    owners = {name: (owner.kind, owner.name) for name, owner in contents.files.items()}
    assert owners == {
        "small/part.so": (Kind.WHEEL, "small-wheel"),
        "libpython3.11.so.1.0": (Kind.PYTHON, "Python"),
        "cxrviewer": (Kind.OWN, "cxrviewer"),
    }
    assert contents.wheels() == {"small-wheel", "pyinstaller"}


def test_that_what_is_microsofts_is_said(
    tmp_path: Path, libraries: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    windows = tmp_path / "Windows"
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("SYSTEMROOT", str(windows))
    collected = [
        ("msvcp140.dll", str(windows / "msvcp140.dll"), "BINARY"),
        ("small\\part.pyd", str(libraries / "small" / "__init__.py"), "EXTENSION"),
    ]
    write_lists(tmp_path / "build", collected)
    contents = read_contents(tmp_path / "build", libraries, "0.1.0")
    assert contents.files["msvcp140.dll"] == VISUAL_C
    (libraries / "Small_Wheel-1.0.dist-info" / "LICENSE").write_text("small terms")
    (libraries / "pyinstaller-6.0.dist-info" / "LICENSE").write_text("loader's terms")
    for metadata in libraries.iterdir():
        with (metadata / "RECORD").open("a") as record:
            record.write(f"{metadata.name}/LICENSE,,\n")
    shown = {library.name for library in read_table(licence_page(libraries, contents))}
    assert {VISUAL_C.name, "Small_Wheel", "Python"} <= shown


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing knows its files")
@pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="this system has no dpkg")
def test_that_a_library_of_the_system_is_its_packages(tmp_path: Path, libraries: Path) -> None:
    shell = shutil.which("dpkg-query")
    write_lists(tmp_path / "build", [("dpkg-query", str(shell), "BINARY")])
    (package,) = read_contents(tmp_path / "build", libraries, "0.1.0").system_packages()
    assert package.name == "dpkg"
    assert package.version


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing knows its files")
def test_that_a_file_from_nowhere_stops_the_build(tmp_path: Path, libraries: Path) -> None:
    stray = tmp_path / "stray.so"
    stray.touch()
    write_lists(tmp_path / "build", [("stray.so", str(stray), "BINARY")])
    with pytest.raises(ValueError, match="no package of this system has"):
        read_contents(tmp_path / "build", libraries, "0.1.0")
