"""Which folders lie on another machine.

The system does not tell of changes there, and asking it to tell can take as long as the network
takes to answer. Nothing here asks the network: what is mounted is read from the system's own list.
"""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path, PurePath, PureWindowsPath

MOUNTS = Path("/proc/self/mountinfo")
REMOTE_TYPES = frozenset(
    (
        *(
            "nfs",
            "nfs3",
            "nfs4",
            "cifs",
            "smb2",
            "smb3",
            "smbfs",
            "afpfs",
            "webdav",
            "davfs",
            "ftp",
        ),
        *("9p", "afs", "autofs", "beegfs", "ceph", "coda", "glusterfs", "gpfs", "lustre", "ncpfs"),
        *("orangefs", "vboxsf", "vmhgfs", "virtiofs", "drvfs", "fuse"),
    )
)
OCTAL = re.compile(r"\\([0-7]{3})")
# As macOS lists them: //someone@server/share on /Volumes/share (smbfs, nodev, nosuid)
MAC_LINE = re.compile(r"^.* on (?P<place>/.*) \((?P<kind>[^,)]+)")
SECONDS = 5.0
DRIVE_REMOTE = 4

IsRemote = Callable[[Path], bool]


def remote_test() -> IsRemote:
    """Return what tells of a folder, without symbolic links, whether it is on another machine.

    Where the system's list cannot be had, every folder counts as one.
    """
    if sys.platform == "win32":
        return _on_windows_share
    try:
        mounted = _mounted_mac() if sys.platform == "darwin" else mounted_linux(_linux_list())
    except (OSError, subprocess.SubprocessError):
        return lambda _folder: True
    return lambda folder: is_remote(folder, mounted)


def is_remote(folder: PurePath, mounted: dict[str, str]) -> bool:
    """Return whether the innermost of the ``mounted`` places that holds ``folder`` is remote."""
    for place in (folder, *folder.parents):
        kind = mounted.get(str(place))
        if kind is not None:
            # fuseblk are disks of this machine; whatever else FUSE brings is mostly not.
            return kind in REMOTE_TYPES or kind.startswith("fuse.")
    return False


def mounted_linux(content: str) -> dict[str, str]:
    """Return the kind of file system by its place, from ``content`` in the form of mountinfo."""
    found = {}
    for line in content.splitlines():
        before, _, after = line.partition(" - ")
        fields, kind = before.split(" "), after.split(" ")[0]
        if len(fields) > 4 and kind:
            found[OCTAL.sub(lambda match: chr(int(match[1], 8)), fields[4])] = kind
    return found


def mounted_mac(content: str) -> dict[str, str]:
    """Return the same from what ``mount`` prints on macOS."""
    matches = (MAC_LINE.match(line) for line in content.splitlines())
    return {match["place"]: match["kind"] for match in matches if match is not None}


def _linux_list() -> str:
    return MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")


def _mounted_mac() -> dict[str, str]:
    done = subprocess.run(
        ["/sbin/mount"], capture_output=True, check=True, timeout=SECONDS, text=True
    )
    return mounted_mac(done.stdout)


def _on_windows_share(folder: PurePath) -> bool:
    anchor = PureWindowsPath(folder).anchor
    if anchor.startswith("\\\\"):
        return True
    import ctypes  # noqa: PLC0415  (there alone)

    return bool(ctypes.windll.kernel32.GetDriveTypeW(anchor) == DRIVE_REMOTE)  # type: ignore[attr-defined]
