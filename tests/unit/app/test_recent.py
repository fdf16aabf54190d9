"""The folders that were opened last."""

from dataclasses import replace
from pathlib import Path

from cxrviewer.app.folder_watch import existing_folders
from cxrviewer.app.preferences import (
    MOST_RECENT,
    Preferences,
    decode_preferences,
    encode_preferences,
)
from cxrviewer.app.recent import with_recent


def test_that_the_newest_folder_comes_first_and_only_once(tmp_path: Path) -> None:
    folders = [tmp_path / f"{n}" for n in range(MOST_RECENT + 2)]
    preferences = Preferences()
    for folder in folders:
        folder.mkdir()
        preferences = with_recent(preferences, [folder])
    preferences = with_recent(preferences, [folders[-2]])
    assert len(preferences.recent_folders) == MOST_RECENT
    assert preferences.recent_folders[:2] == (str(folders[-2]), str(folders[-1]))
    assert decode_preferences(encode_preferences(preferences)) == preferences


def test_that_files_and_names_that_are_no_text_are_not_remembered(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    opened = [tmp_path / "file", tmp_path / "gone", Path("/a\udcff")]
    folders = existing_folders(opened)
    assert folders == ()
    assert with_recent(Preferences(), [Path("/a\udcff")]).recent_folders == ()


def test_that_nothing_is_remembered_and_all_is_dropped_where_it_is_not_wanted(
    tmp_path: Path,
) -> None:
    known = with_recent(Preferences(), [tmp_path])
    assert known.recent_folders
    assert with_recent(replace(known, remember_recent=False), [tmp_path]).recent_folders == ()
