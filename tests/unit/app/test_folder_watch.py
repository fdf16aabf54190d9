"""New, half-written and vanished files of a watched folder."""

import os
from pathlib import Path

from cxrviewer.app.folder_watch import Changes, FolderWatch, Snapshot, take_snapshot


def test_that_a_new_file_is_told_once_it_no_longer_grows(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"1")
    watch = FolderWatch()
    watch.begin(take_snapshot([tmp_path]))
    new = tmp_path / "new"
    new.write_bytes(b"1")
    assert watch.compare(take_snapshot([tmp_path])) == Changes(settling=True)
    new.write_bytes(b"12")
    assert watch.compare(take_snapshot([tmp_path])) == Changes(settling=True)
    assert watch.compare(take_snapshot([tmp_path])) == Changes(new=(new,))
    assert watch.compare(take_snapshot([tmp_path])) == Changes()


def test_that_a_file_that_was_rewritten_is_told_again(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"half")
    watch = FolderWatch()
    watch.begin(take_snapshot([tmp_path]))
    file.write_bytes(b"the whole")
    os.utime(file, (1, 1))
    watch.compare(take_snapshot([tmp_path]))
    assert watch.compare(take_snapshot([tmp_path])).new == (file,)


def test_that_a_file_goes_and_comes_back(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"1")
    os.utime(file, (1, 1))
    watch = FolderWatch()
    watch.begin(take_snapshot([tmp_path]))
    file.unlink()
    assert watch.compare(take_snapshot([tmp_path])).gone == (file,)
    assert watch.compare(take_snapshot([tmp_path])) == Changes()
    file.write_bytes(b"1")
    os.utime(file, (1, 1))
    assert watch.compare(take_snapshot([tmp_path])) == Changes(back=(file,))


def test_that_a_folder_that_is_taken_away_is_told_once(tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    (folder / "file").write_bytes(b"1")
    watch = FolderWatch()
    watch.begin(take_snapshot([folder]))
    (folder / "file").unlink()
    folder.rmdir()
    changes = watch.compare(take_snapshot([folder]))
    assert changes.lost == (folder,)
    assert changes.gone == (folder / "file",)
    assert watch.compare(take_snapshot([folder])) == Changes()


def test_that_the_work_of_a_look_grows_with_the_files_and_not_with_their_square() -> None:
    compared = 0

    class Counted(type(Path())):  # type: ignore[misc]
        def __eq__(self, other: object) -> bool:
            nonlocal compared
            compared += 1
            return bool(super().__eq__(other))

        __hash__ = type(Path()).__hash__

    def look() -> Snapshot:
        return Snapshot({Counted(f"{n:04d}.dcm"): (n, n) for n in range(500)})

    watch = FolderWatch()
    assert watch.compare(look()).settling
    assert len(watch.compare(look()).new) == 500
    assert len(watch.compare(Snapshot({})).gone) == 500
    assert compared < 10 * 500
