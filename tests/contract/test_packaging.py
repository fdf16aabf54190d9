"""What the installers hold, built around a small stand-in for the frozen program."""

import gzip
import hashlib
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from cxrviewer import __version__
from cxrviewer.app.commands.command_parser import COMMANDS
from scripts.packaging import apple, debian, nsis
from scripts.packaging.contents import plain_name
from scripts.packaging.describing import BILL, CHECKSUMS, LICENCES, write_checksums
from scripts.packaging.freezing import check_size, payload_of
from scripts.packaging.icons import SIDES, draw, write_icon
from scripts.packaging.licences import TEXTS_BESIDE, installed_parts, page, python_part
from scripts.packaging.places import ROOT, Payload

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="dpkg-deb is a tool of Linux")


@pytest.fixture
def payload(tmp_path: Path) -> Payload:
    folder = tmp_path / "frozen" / "cxrviewer"
    (folder / "_internal").mkdir(parents=True)
    program = folder / "cxrviewer"
    program.write_text('#!/bin/sh\necho "started with $1"\n')
    program.chmod(0o755)
    (folder / "cxrviewer.exe").write_bytes(b"MZ")
    (folder / "_internal" / "part.bin").write_bytes(bytes(5000))
    return payload_of(folder)


@linux_only
def test_that_the_debian_package_installs_a_program_that_starts(
    payload: Payload, tmp_path: Path
) -> None:
    package = debian.write_deb(payload, tmp_path / "work", tmp_path)
    assert package.name.startswith(f"cxrviewer_{__version__}_")
    subprocess.run(["dpkg-deb", "-x", package, tmp_path / "root"], check=True)
    started = subprocess.run(
        [tmp_path / "root" / "usr" / "bin" / "cxrviewer", "x"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert started.stdout == "started with x\n"
    share = tmp_path / "root" / "usr" / "share"
    assert "application/dicom" in (share / "applications" / "cxrviewer.desktop").read_text()
    assert (share / "icons/hicolor/scalable/apps/cxrviewer.svg").is_file()
    assert "License: Apache-2.0" in (share / "doc/cxrviewer/copyright").read_text()
    metainfo = next((share / "metainfo").iterdir()).read_text()
    assert f'<release version="{__version__}"' in metainfo
    assert "@" not in metainfo


@linux_only
@pytest.mark.skipif(shutil.which("lintian") is None, reason="lintian is not here")
def test_that_lintian_has_nothing_to_say(payload: Payload, tmp_path: Path) -> None:
    package = debian.write_deb(payload, tmp_path / "work", tmp_path)
    said = subprocess.run(
        ["lintian", "--fail-on", "error,warning", "--allow-root", package],
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stdout + said.stderr


@linux_only
@pytest.mark.skipif(shutil.which("appstreamcli") is None, reason="appstream is not here")
def test_that_software_centres_understand_the_package(payload: Payload, tmp_path: Path) -> None:
    package = debian.write_deb(payload, tmp_path / "work", tmp_path)
    subprocess.run(["dpkg-deb", "-x", package, tmp_path / "root"], check=True)
    (metainfo,) = (tmp_path / "root/usr/share/metainfo").iterdir()
    subprocess.run(["appstreamcli", "validate", "--no-net", metainfo], check=True)


@linux_only
def test_that_the_manual_names_every_command(payload: Payload, tmp_path: Path) -> None:
    package = debian.write_deb(payload, tmp_path / "work", tmp_path)
    subprocess.run(["dpkg-deb", "-x", package, tmp_path / "root"], check=True)
    manual = tmp_path / "root/usr/share/man/man1/cxrviewer.1.gz"
    text = gzip.decompress(manual.read_bytes()).decode()
    assert f"cxrviewer {__version__}" in text
    for command in COMMANDS:
        assert f"\n.B {command}\n" in text


@linux_only
def test_that_the_package_asks_for_the_libc_that_its_libraries_name(
    payload: Payload, tmp_path: Path
) -> None:
    assert debian.least_libc(payload.folder) == "2.28"
    library = payload.folder / "_internal" / "part.so"
    library.write_bytes(b"\x7fELF...\0GLIBC_2.9\0GLIBC_2.35\0GLIBC_2.4\0")
    assert debian.least_libc(payload.folder) == "2.35"
    package = debian.write_deb(payload, tmp_path / "work", tmp_path)
    asked = subprocess.run(
        ["dpkg-deb", "-f", package, "Depends"], capture_output=True, text=True, check=True
    ).stdout
    assert asked.startswith("libc6 (>= 2.35), ")


@linux_only
def test_that_the_archive_names_nobody(payload: Payload, tmp_path: Path) -> None:
    archive = debian.write_archive(payload, tmp_path)
    listed = subprocess.run(
        ["tar", "-tvJf", archive], capture_output=True, text=True, check=True
    ).stdout
    assert all("root/root" in line for line in listed.splitlines())
    assert f"cxrviewer-{__version__}-linux" in listed


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="no desktop-file-utils")
def test_that_the_desktop_entry_is_valid() -> None:
    entry = ROOT / "scripts/packaging/linux/cxrviewer.desktop"
    subprocess.run(["desktop-file-validate", entry], check=True)


@pytest.mark.skipif(shutil.which("makensis") is None, reason="makensis (package nsis) is not here")
def test_that_the_windows_installer_holds_the_program(payload: Payload, tmp_path: Path) -> None:
    given = {path: path.stat().st_mtime_ns for path in payload.folder.rglob("*")}
    setup = nsis.write_installer(payload_of(payload.folder, "windows"), tmp_path / "work", tmp_path)
    assert given == {path: path.stat().st_mtime_ns for path in payload.folder.rglob("*")}
    assert setup.read_bytes()[:2] == b"MZ"
    if shutil.which("7z") is None:
        pytest.skip("7z (package p7zip-full) is not here")
    listed = subprocess.run(["7z", "l", "-ba", setup], capture_output=True, text=True, check=True)
    for name in ("cxrviewer.exe", "part.bin", "LICENSE.txt", "uninstall-cxrviewer.exe"):
        assert name in listed.stdout


def test_that_the_licence_page_has_the_text_of_every_library() -> None:
    locked = re.findall(r"^([\w.-]+)==", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    names = {plain_name(name) for name in locked}
    parts = [python_part(), *installed_parts(Path(sysconfig.get_path("purelib")), names)]
    text = page(parts)
    for name in ("pyside6", "pydicom", "numpy", "onnxruntime", "Python"):
        assert any(part.name.lower().startswith(name.lower()) for part in parts)
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text
    assert all(all(content.strip() for _, content in part.texts) for part in parts)


def test_that_a_library_without_its_licence_stops_the_build(tmp_path: Path) -> None:
    folder = tmp_path / "bare-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: bare\nVersion: 1.0\n")
    (folder / "RECORD").write_text("bare-1.0.dist-info/METADATA,,\n")
    with pytest.raises(ValueError, match="no licence text was found for bare"):
        installed_parts(tmp_path, {"bare"})
    assert "bare" not in TEXTS_BESIDE


def test_that_checksums_are_those_of_the_files(tmp_path: Path) -> None:
    first, second = tmp_path / "b.deb", tmp_path / "a.tar.xz"
    first.write_bytes(b"1")
    second.write_bytes(b"2")
    write_checksums([first, second], tmp_path)
    assert (tmp_path / CHECKSUMS).read_text() == (
        f"{hashlib.sha256(b'2').hexdigest()}  a.tar.xz\n{hashlib.sha256(b'1').hexdigest()}  b.deb\n"
    )


@pytest.fixture
def apple_bundle(payload: Payload) -> Path:
    """An application bundle as PyInstaller lays it out, with nothing in its libraries."""
    bundle = payload.folder.parent / "cxrviewer.app"
    library, script = b"\xcf\xfa\xed\xfe", b"# text"
    contents = {
        "MacOS/cxrviewer": library,
        "Frameworks/libpython.dylib": library,
        "Frameworks/PySide6/Qt/lib/QtCore.framework/Versions/A/QtCore": library,
        "Frameworks/PySide6/QtCore.abi3.so": library,
        "Resources/note.py": script,
    }
    for name, content in contents.items():
        (bundle / "Contents" / name).parent.mkdir(parents=True, exist_ok=True)
        (bundle / "Contents" / name).write_bytes(content)
    (bundle / "Contents/Resources/libpython.dylib").symlink_to("../Frameworks/libpython.dylib")
    for paper in (LICENCES, BILL):
        (payload.folder / paper).write_text(paper)
    return bundle


def test_that_a_bundle_is_signed_from_the_inside_to_the_outside(apple_bundle: Path) -> None:
    order = [str(path.relative_to(apple_bundle)) for path in apple.signing_order(apple_bundle)]
    assert order == [
        "Contents/Frameworks/PySide6/Qt/lib/QtCore.framework/Versions/A/QtCore",
        "Contents/Frameworks/PySide6/QtCore.abi3.so",
        "Contents/Frameworks/libpython.dylib",
        "Contents/Frameworks/PySide6/Qt/lib/QtCore.framework",
    ]


@pytest.mark.parametrize("identity", ["", "Developer ID Application: X"])
def test_that_a_disk_image_holds_the_signed_bundle_with_its_licences(
    payload: Payload, apple_bundle: Path, monkeypatch: pytest.MonkeyPatch, identity: str
) -> None:
    ran: list[list[str]] = []
    monkeypatch.setattr(apple, "run", lambda words: ran.append([str(word) for word in words]))
    monkeypatch.setenv(apple.IDENTITY_VARIABLE, identity)
    monkeypatch.setenv(apple.NOTARY_VARIABLE, "profile" if identity else "")
    image = apple.write_image(payload, payload.folder.parent)
    assert (apple_bundle / "Contents/Resources" / LICENCES).read_text() == LICENCES
    signed = [words for words in ran if words[0] == "codesign" and "--verify" not in words]
    assert signed[4][-3:] == ["--entitlements", str(apple.ENTITLEMENTS), str(apple_bundle)]
    assert all(("runtime" in words) == bool(identity) for words in signed[:5])
    # The image, and what Apple is asked, only with a certificate.
    assert [words[-1] for words in signed[5:]] == ([str(image)] if identity else [])
    assert any("notarytool" in words for words in ran) == bool(identity)


def test_that_the_icon_is_drawn_in_every_size(tmp_path: Path) -> None:
    for side in SIDES:
        drawn = draw(side)
        assert drawn.size == (side, side)
        assert drawn.getchannel("A").getextrema() == (0, 255)
    write_icon(tmp_path / "x.ico")
    write_icon(tmp_path / "x.icns")
    assert (tmp_path / "x.ico").read_bytes()[:4] == b"\0\0\1\0"
    assert (tmp_path / "x.icns").read_bytes()[:4] == b"icns"


def test_that_a_program_that_grew_too_large_is_refused(
    payload: Payload, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_size(payload)
    monkeypatch.setattr("scripts.packaging.freezing.LARGEST_FOLDER", 1000)
    with pytest.raises(ValueError, match="at most 0 MB"):
        check_size(payload)


def test_that_a_folder_that_holds_no_program_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="freeze first"):
        payload_of(tmp_path)
