"""Which folders lie on another machine, by the lists of the systems."""

from pathlib import Path, PurePosixPath

import pytest

from cxrviewer.app import mounts
from cxrviewer.app.mounts import is_remote, mounted_linux, mounted_mac, remote_test

LINUX = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 22 0:35 / /mnt/the\\040archive rw,relatime shared:20 - nfs4 server:/x rw,vers=4.2
41 40 8:2 / /mnt/the\\040archive/disk rw - fuseblk /dev/sdb1 rw
42 22 0:36 / /home/r/cloud rw shared:21 master:3 - fuse.sshfs r@there: rw
garbage
43 22 0:36 / /half rw
"""
MAC = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//r@server/share on /Volumes/share (1) (smbfs, nodev, nosuid, mounted by r)
"""


@pytest.mark.parametrize(
    ("folder", "remote"),
    [
        ("/", False),
        ("/mnt", False),
        ("/mnt/the archive", True),
        ("/mnt/the archive/2024/a", True),
        ("/mnt/the archive two", False),
        ("/mnt/the archive/disk/a", False),
        ("/home/r/cloud/a", True),
        ("/half", False),
    ],
)
def test_that_the_innermost_mount_decides_on_linux(folder: str, remote: bool) -> None:
    assert is_remote(PurePosixPath(folder), mounted_linux(LINUX)) is remote


def test_that_shares_are_known_on_macos() -> None:
    mounted = mounted_mac(MAC)
    assert is_remote(PurePosixPath("/Volumes/share (1)/a"), mounted)
    assert not is_remote(PurePosixPath("/Users/r"), mounted)


def test_that_this_machines_own_folders_are_not_remote(tmp_path: Path) -> None:
    assert not remote_test()(tmp_path)


def test_that_without_a_list_every_folder_may_be_remote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mounts, "MOUNTS", tmp_path / "none")
    monkeypatch.setattr("sys.platform", "linux")
    assert remote_test()(tmp_path)
