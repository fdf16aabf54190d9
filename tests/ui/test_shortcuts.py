"""Keys that a person has changed: in the editor, in the window, in the preferences.

F35 is on no keyboard, and so no action's key.
"""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTableWidget
from pytestqt.qtbot import QtBot

from cxrviewer.app.preferences import Preferences, PreferencesStore
from cxrviewer.ui.actions.keymap import Keymap, KeyRefusedError, read_keymap
from cxrviewer.ui.application import build_window
from cxrviewer.ui.dialogs.shortcut_editor import ShortcutEditor
from cxrviewer.ui.dialogs.shortcuts import ShortcutsDialog
from cxrviewer.ui.main_window import MainWindow
from tests.data.workplace import HandReader, make_instance, open_gate
from tests.ui.conftest import WindowOf


@pytest.fixture
def editor(themed: QApplication, qtbot: QtBot) -> ShortcutEditor:
    dialog = ShortcutEditor(Keymap())
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def record(qtbot: QtBot, editor: ShortcutEditor, key: Qt.Key) -> None:
    qtbot.keyClick(editor.recorder, key)
    qtbot.waitUntil(lambda: editor.recorder.keySequence().isEmpty())


@pytest.fixture
def window(analysed: WindowOf) -> MainWindow:
    window = analysed(HandReader.of(make_instance("a")))
    window.viewport.setFocus()
    return window


def test_that_a_recorded_key_belongs_to_the_chosen_action(
    editor: ShortcutEditor, qtbot: QtBot
) -> None:
    editor.choose("invert")
    record(qtbot, editor, Qt.Key.Key_F35)
    assert editor.keymap.changed == {"invert": ("F35",)}
    assert editor.table.item(editor.table.currentRow(), 2).text() == "F35"  # type: ignore[union-attr]


def test_that_a_taken_key_is_refused_naming_the_other_action(
    editor: ShortcutEditor, qtbot: QtBot
) -> None:
    editor.choose("invert")
    record(qtbot, editor, Qt.Key.Key_F)
    assert editor.keymap.changed == {}
    assert "Fit to window" in editor.message.text()


def test_that_one_or_all_keys_go_back_to_the_table(editor: ShortcutEditor) -> None:
    for name, key in (("invert", "F35"), ("fit", "Shift+F35")):
        editor.choose(name)
        editor.give((key,))
    editor.reset.click()
    assert editor.keymap.changed == {"invert": ("F35",)}
    editor.reset_all.click()
    assert editor.keymap.changed == {}


def test_that_a_key_can_be_taken_away_and_is_free_then(editor: ShortcutEditor) -> None:
    editor.choose("fit")
    editor.remove.click()
    editor.choose("invert")
    editor.give(("F",))
    assert editor.keymap.changed == {"fit": (), "invert": ("F",)}
    editor.choose("fit")
    editor.reset.click()
    assert editor.keymap.keys("fit") == ()
    assert "Invert" in editor.message.text()


def test_that_the_search_looks_at_names_menus_and_keys(editor: ShortcutEditor) -> None:
    def shown() -> list[str]:
        table = editor.table
        rows = [row for row in range(table.rowCount()) if not table.isRowHidden(row)]
        return [table.item(row, 0).text() for row in rows]  # type: ignore[union-attr]

    editor.search.setText("image inv")
    assert shown() == ["Invert"]
    editor.search.setText("F11")
    assert shown() == ["Full screen"]
    editor.search.setText("nothing of the kind")
    assert shown() == []


@pytest.mark.parametrize("key", ["Tab", "Return", "Up", "", "Ctrl+X, Ctrl+Y", "no key"])
def test_that_keys_which_lists_need_or_nobody_knows_are_refused(
    themed: QApplication, key: str
) -> None:
    with pytest.raises(KeyRefusedError):
        Keymap().with_keys("invert", (key,))


def test_that_a_held_key_goes_without_modifiers(themed: QApplication) -> None:
    with pytest.raises(KeyRefusedError):
        Keymap().with_keys("heatmap", ("Ctrl+F35",))


def test_that_changed_keys_work_at_once_and_menus_and_help_follow(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.actions_by_name["edit_shortcuts"].trigger()
    editor = window.findChild(ShortcutEditor)
    assert isinstance(editor, ShortcutEditor)
    editor.choose("invert")
    editor.give(("Shift+F35",))
    editor.accept()
    display = window.session.display
    assert display is not None
    qtbot.keyClick(window.viewport, Qt.Key.Key_I)
    assert window.session.display == display
    qtbot.keyClick(window.viewport, Qt.Key.Key_F35, Qt.KeyboardModifier.ShiftModifier)
    assert window.session.display != display
    assert window.actions_by_name["invert"].toolTip().endswith("(Shift+F35)")
    window.actions_by_name["shortcuts"].trigger()
    (help_page,) = window.findChildren(ShortcutsDialog)
    keys = help_page.findChildren(QTableWidget)[1]
    listed = {keys.item(row, 1).text() for row in range(keys.rowCount())}  # type: ignore[union-attr]
    assert "Shift+F35" in listed
    assert "I" not in listed


def test_that_a_held_key_can_be_changed_too(window: MainWindow, qtbot: QtBot) -> None:
    window.preferences.use_keymap(Keymap({"heatmap": ("F35",)}))
    qtbot.keyPress(window.viewport, Qt.Key.Key_G)
    assert not window.viewport.heatmap_drawn
    qtbot.keyRelease(window.viewport, Qt.Key.Key_G)
    qtbot.keyPress(window.viewport, Qt.Key.Key_F35)
    assert window.viewport.heatmap_drawn
    qtbot.keyRelease(window.viewport, Qt.Key.Key_F35)
    assert window.actions_by_name["heatmap"].text().endswith("\tF35")


def test_that_changed_keys_are_kept_as_differences_and_used_in_the_next_window(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    keymap = Keymap({"invert": ("F35",)})
    window.preferences.use_keymap(keymap)
    kept = PreferencesStore.open(tmp_path / "preferences.json").current
    assert dict(kept.shortcuts) == {"invert": ["F35"]}
    assert read_keymap(kept.shortcuts) == (keymap, ())


def test_that_two_actions_may_have_exchanged_their_keys(themed: QApplication) -> None:
    stored = {"invert": ["F"], "fit": ["I"]}
    keymap, refused = read_keymap(stored)
    assert refused == ()
    assert (keymap.keys("invert"), keymap.keys("fit")) == (("F",), ("I",))


@pytest.mark.parametrize(
    "nonsense",
    [
        ["Tab"],
        ["F"],
        "F",
        None,
        7,
        [7],
        ["no key"],
        ["F35", None],
        {"a": 1},
        ["F35"] * 9,
        [["F35"]],
    ],
)
def test_that_nonsense_in_the_preferences_leaves_the_tables_key(
    themed: QApplication, nonsense: object
) -> None:
    keymap, refused = read_keymap({"invert": nonsense, "reset": ["Ctrl+R"], "gone": ["U"]})
    assert keymap.changed == {"reset": ("Ctrl+R",)}
    assert refused == ("invert",)


def test_that_keys_which_only_a_dropped_entry_freed_are_not_used_twice(
    themed: QApplication,
) -> None:
    keymap, refused = read_keymap({"invert": ["F"], "fit": ["Tab"]})
    assert keymap.changed == {}
    assert set(refused) == {"invert", "fit"}


def test_that_nonsense_in_the_preferences_is_told(
    themed: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    store = PreferencesStore(tmp_path / "p.json", Preferences(shortcuts={"invert": ["Tab"]}))
    window = build_window(HandReader(), store, lambda _: open_gate().open)
    qtbot.addWidget(window)
    assert "Invert" in window.notices.text.text()
    window.close()
