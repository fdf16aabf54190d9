"""Which files a walk finds."""

import os
import subprocess
from itertools import islice
from pathlib import Path

import pytest

from cxrviewer.reading.discover import walk


def names(paths: list[Path], root: Path) -> list[str]:
    return [path.relative_to(root).as_posix() for path in paths]


def touch(root: Path, *relative: str) -> None:
    for name in relative:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def test_that_files_come_in_natural_order_folders_included(tmp_path: Path) -> None:
    touch(tmp_path, "IM10", "im2", "IM1", "series 2/a", "series 10/a", "b.dcm")
    found = names(list(walk([tmp_path])), tmp_path)
    assert found == ["b.dcm", "IM1", "im2", "IM10", "series 2/a", "series 10/a"]


def test_that_the_desktops_own_files_are_left_out(tmp_path: Path) -> None:
    touch(tmp_path, ".DS_Store", "Thumbs.db", "desktop.ini", ".git/config", "._IM1", "IM1")
    assert names(list(walk([tmp_path])), tmp_path) == ["IM1"]


def test_that_a_named_dot_file_is_kept(tmp_path: Path) -> None:
    touch(tmp_path, ".hidden.dcm")
    assert list(walk([tmp_path / ".hidden.dcm"])) == [tmp_path / ".hidden.dcm"]


def test_that_links_in_a_circle_end_and_each_folder_is_listed_once(tmp_path: Path) -> None:
    touch(tmp_path, "a/one")
    (tmp_path / "a" / "again").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "b").symlink_to(tmp_path / "a", target_is_directory=True)
    assert names(list(walk([tmp_path])), tmp_path) == ["a/one"]


def test_that_special_and_missing_files_are_handed_on_unopened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "broken").symlink_to(tmp_path / "nowhere")
    found = list(walk([tmp_path, tmp_path / "missing"]))
    assert names(found, tmp_path) == ["broken", "pipe", "missing"]


DEPTH = 1200


def test_that_a_tree_deeper_than_the_recursion_limit_is_walked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for _ in range(DEPTH):
        Path("d").mkdir()
        os.chdir("d")
    Path("leaf").write_bytes(b"x")
    os.chdir(tmp_path)
    found = [path.name for path in walk([Path("d")])]
    # pytest's own clean-up would meet the recursion limit.
    subprocess.run(["rm", "-r", "d"], check=True)
    assert found == ["leaf"]


def test_that_the_walk_is_lazy(tmp_path: Path) -> None:
    touch(tmp_path, "1/a", "2/b")
    walking = walk([tmp_path])
    first = list(islice(walking, 1))
    touch(tmp_path, "2/c")
    assert names(first + list(walking), tmp_path) == ["1/a", "2/b", "2/c"]


def test_that_an_index_of_a_medium_stands_for_its_folder(tmp_path: Path) -> None:
    touch(tmp_path, "disc/DICOMDIR", "disc/IMAGES/IM1", "elsewhere/IM9")
    found = names(list(walk([tmp_path / "disc" / "DICOMDIR"])), tmp_path)
    assert found == ["disc/DICOMDIR", "disc/IMAGES/IM1"]


def test_that_an_index_named_beside_its_folder_lists_nothing_twice(tmp_path: Path) -> None:
    touch(tmp_path, "DICOMDIR", "IM1")
    assert len(list(walk([tmp_path, tmp_path / "DICOMDIR"]))) == 2


def test_that_a_folder_called_like_an_index_is_a_folder(tmp_path: Path) -> None:
    touch(tmp_path, "DICOMDIR/IM1", "IM2")
    assert names(list(walk([tmp_path / "DICOMDIR"])), tmp_path) == ["DICOMDIR/IM1"]
