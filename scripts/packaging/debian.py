"""Linux: a Debian package and a portable archive around the frozen program."""

import gzip
import re
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
    SUMMARY,
    Payload,
    folder_bytes,
    run,
)

# What the program loads from the system; libc6 comes with the version that the libraries ask for.
DEPENDS = (
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libfreetype6",
    "libgcc-s1",
    "libgl1",
    "libglib2.0-0 | libglib2.0-0t64",
    "libstdc++6",
    "libwayland-client0",
    "libwayland-cursor0",
    "libwayland-egl1",
    "libx11-6",
    "libx11-xcb1",
    "libxcb-glx0",
    "libxcb-randr0",
    "libxcb-render0",
    "libxcb-shape0",
    "libxcb-shm0",
    "libxcb-sync1",
    "libxcb-xfixes0",
    "libxcb-xkb1",
    "libxcb1",
    "libxkbcommon-x11-0",
    "libxkbcommon0",
)
# Who knows application/dicom by name and content.
RECOMMENDS = ("shared-mime-info",)
DESCRIPTION = (
    "Opens folders of DICOM, PNG and JPEG radiographs, shows them exactly, scores",
    "them with local deep models, overlays lung masks and model attention, and",
    "exports a PDF report. Research and education use only; not a medical device.",
)
LINUX = HERE / "linux"
ELF = b"\x7fELF"
LIBC_VERSION = re.compile(rb"GLIBC_(\d+)\.(\d+)")
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


def write_archive(payload: Payload, out: Path, *, compressed: bool = True) -> Path:
    """Return the portable archive: unpack it anywhere and start the program in it."""
    base = f"{NAME}-{payload.version}-linux-{architecture()}"
    archive = out / f"{base}.tar"
    with tarfile.open(archive, "w") as file:
        file.add(payload.folder, arcname=base, filter=_anonymous)
    if not compressed:
        return archive
    # All cores: Python's own module has one.
    run(["xz", "--force", "--threads=0", "-6", archive])
    return archive.with_suffix(".tar.xz")


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
    _copy(LINUX / f"{NAME}.desktop", share / "applications")
    _copy(ICON, share / "icons" / "hicolor" / "scalable" / "apps")
    _copy(LINUX / "copyright", share / "doc" / NAME)
    _copy(LINUX / "lintian-overrides", share / "lintian" / "overrides", NAME)
    write_gzipped(share / "doc" / NAME / "changelog.gz", _changelog(payload))
    manual = _filled(LINUX / f"{NAME}.1", payload)
    write_gzipped(share / "man" / "man1" / f"{NAME}.1.gz", manual)
    metainfo = f"org.{NAME}.{NAME}.metainfo.xml"
    (share / "metainfo").mkdir()
    (share / "metainfo" / metainfo).write_text(_filled(LINUX / metainfo, payload), "utf-8")


def write_gzipped(target: Path, text: str) -> None:
    """Write ``text`` compressed, without the time, so that equal builds make equal files."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def _filled(source: Path, payload: Payload) -> str:
    text = source.read_text("utf-8").replace("@VERSION@", payload.version)
    return text.replace("@DATE@", time.strftime("%Y-%m-%d", time.gmtime()))


def _changelog(payload: Payload) -> str:
    """Return Debian's own; what changed in the program stands in the project's."""
    when = time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime())
    head = f"{NAME} ({payload.version}) stable; urgency=medium"
    return f"{head}\n\n  * Version {payload.version}.\n\n -- {MAINTAINER}  {when}\n"


def _copy(source: Path, folder: Path, name: str = "") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / (name or source.name)
    shutil.copyfile(source, target)
    return target


def least_libc(folder: Path) -> str:
    """Return the oldest version of libc that has all that the libraries in ``folder`` name."""
    found = {(2, 28)}
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(len(ELF)) == ELF:
                    named = LIBC_VERSION.findall(file.read())
                    found |= {(int(major), int(minor)) for major, minor in named}
    major, minor = max(found)
    return f"{major}.{minor}"


def _control(payload: Payload, machine: str, size: int) -> str:
    fields = {
        "Package": NAME,
        "Version": payload.version,
        "Architecture": machine,
        "Maintainer": MAINTAINER,
        "Installed-Size": str(size // 1024),
        "Depends": ", ".join((f"libc6 (>= {least_libc(payload.folder)})", *DEPENDS)),
        "Recommends": ", ".join(RECOMMENDS),
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
