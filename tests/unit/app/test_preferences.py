"""Preferences on disk."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxrviewer.app.preferences import (
    Preferences,
    PreferencesStore,
    decode_preferences,
    encode_preferences,
    preferences_path,
)


def test_that_preferences_come_back_as_they_were_saved(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "preferences.json"
    chosen = Preferences(device="cpu", heatmap_opacity=0.25, analyse_automatically=False)
    assert PreferencesStore.open(path).save(chosen) is None
    again = PreferencesStore.open(path)
    assert again.current == chosen
    assert again.notices == ()


def test_that_an_absent_file_means_the_defaults_and_no_notice(tmp_path: Path) -> None:
    store = PreferencesStore.open(tmp_path / "none.json")
    assert (store.current, store.notices) == (Preferences(), ())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{not json",
        b"[]",
        b'{"version": 2, "preferences": {}}',
        b'{"version": 1, "preferences": {"colour": "blue"}}',
        b'{"version": 1, "preferences": {"heatmap_opacity": 7}}',
        b'{"version": 1, "preferences": {"device": "toaster"}}',
        b'{"version": 1, "preferences": {"analyse_automatically": "yes"}}',
        b'{"version": 1, "preferences": {}, "more": 1}',
    ],
)
def test_that_a_broken_file_is_kept_aside_and_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "preferences.json"
    path.write_bytes(content)
    store = PreferencesStore.open(path)
    assert store.current == Preferences()
    assert "preferences.broken.json" in store.notices[0].text
    assert (tmp_path / "preferences.broken.json").read_bytes() == content
    assert not path.exists()


@given(st.binary(max_size=200))
def test_that_no_content_ends_in_a_foreign_error(content: bytes) -> None:
    import msgspec

    try:
        preferences = decode_preferences(content)
    except msgspec.MsgspecError:
        return
    assert decode_preferences(encode_preferences(preferences)) == preferences


def test_that_a_failed_save_is_told_and_the_choice_still_applies(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    store = PreferencesStore.open(tmp_path / "file" / "preferences.json")
    notice = store.save(Preferences(device="cpu"))
    assert notice is not None
    assert "could not be saved" in notice.text
    assert store.current.device == "cpu"


def test_that_the_place_follows_the_programs_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CXRVIEWER_HOME", str(tmp_path))
    assert preferences_path().is_relative_to(tmp_path)


def test_that_what_a_killed_save_left_behind_is_removed_at_the_next_start(tmp_path: Path) -> None:
    old, fresh, other = (
        tmp_path / n for n in (f".{'a' * 16}.part", f".{'b' * 16}.part", ".x.part")
    )
    for path in (old, fresh, other):
        path.write_bytes(b"{")
    for path in (old, other):
        os.utime(path, (0, 0))
    PreferencesStore.open(tmp_path / "preferences.json")
    assert not old.exists()
    # Another window may be writing just now; and what is not ours stays.
    assert fresh.exists()
    assert other.exists()
