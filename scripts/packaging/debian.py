"""Linux: a Debian package and a portable archive around the frozen program."""

import shutil
import subprocess
import tarfile
import time
from pathlib import Path

from scripts.packaging.places import (
    HERE,
    ICON,
    MAINTAINER,
    NAME,
    ROOT,
    SUMMARY,
    Payload,
    folder_bytes,
    run,
)

# What Qt's window and its xcb plug-in load from the system; README, "System libraries".
DEPENDS = (
    "libc6 (>= 2.28)",
    "libegl1",
    "libgl1",
    "libglib2.0-0 | libglib2.0-0t64",
    "libfontconfig1",
    "libdbus-1-3",
    "libxkbcommon0",
    "libxkbcommon-x11-0",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-xkb1",
)
DESCRIPTION = (
    "Opens folders of DICOM, PNG and JPEG radiographs, shows them exactly, scores them",
    "with local deep models, overlays lung masks and model attention, and exports a PDF",
    "report. Research and education use only; not a medical device.",
)
MACHINES = {"x86_64": "amd64", "aarch64": "arm64"}


def write_deb(payload: Payload, work: Path, out: Path, *, compression: str = "xz") -> Path:
    """Return the package that was built from ``payload``; ``compression`` is one of dpkg-deb's."""
    tree = work / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    machine = architecture()
    _fill(tree, payload)
    control = tree / "DEBIAN"
    control.mkdir()
    (control / "control").write_text(_control(payload, machine, folder_bytes(tree)), "utf-8")
    package = out / f"{NAME}_{payload.version}_{machine}.deb"
    run(["dpkg-deb", "--build", "--root-owner-group", f"-Z{compression}", tree, package])
    return package


def write_archive(payload: Payload, out: Path) -> Path:
    """Return the portable archive: unpack it anywhere and start the program in it."""
    base = f"{NAME}-{payload.version}-linux-{architecture()}"
    archive = out / f"{base}.tar.xz"
    with tarfile.open(archive, "w:xz", preset=6) as file:
        file.add(payload.folder, arcname=base, filter=_anonymous)
    return archive


def architecture() -> str:
    """Return Debian's name of this machine's processor."""
    machine = subprocess.run(["uname", "-m"], capture_output=True, text=True, check=True)
    return MACHINES[machine.stdout.strip()]


def _fill(tree: Path, payload: Payload) -> None:
    library = tree / "usr" / "lib" / NAME
    shutil.copytree(payload.folder, library, symlinks=True)
    for path in library.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path == library / NAME else 0o644)
    (tree / "usr" / "bin").mkdir()
    (tree / "usr" / "bin" / NAME).symlink_to(f"../lib/{NAME}/{NAME}")
    share = tree / "usr" / "share"
    _copy(HERE / "linux" / f"{NAME}.desktop", share / "applications")
    _copy(ICON, share / "icons" / "hicolor" / "scalable" / "apps")
    _copy(ROOT / "LICENSE", share / "doc" / NAME, "copyright")
    metainfo = HERE / "linux" / f"org.{NAME}.{NAME}.metainfo.xml"
    there = _copy(metainfo, share / "metainfo")
    text = there.read_text("utf-8").replace("@VERSION@", payload.version)
    there.write_text(text.replace("@DATE@", time.strftime("%Y-%m-%d", time.gmtime())), "utf-8")


def _copy(source: Path, folder: Path, name: str = "") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / (name or source.name)
    shutil.copyfile(source, target)
    return target


def _control(payload: Payload, machine: str, size: int) -> str:
    fields = {
        "Package": NAME,
        "Version": payload.version,
        "Architecture": machine,
        "Maintainer": MAINTAINER,
        "Installed-Size": str(size // 1024),
        "Depends": ", ".join(DEPENDS),
        "Section": "science",
        "Priority": "optional",
        "Description": "\n ".join((SUMMARY, *DESCRIPTION)),
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def _anonymous(info: tarfile.TarInfo) -> tarfile.TarInfo:
    """Leave the builder's name and groups out of the archive."""
    info.uid = info.gid = 0
    info.uname = info.gname = "root"
    return info
