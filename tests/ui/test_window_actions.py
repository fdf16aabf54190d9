"""The action table, the dialogs made from it, notices and preferences."""

from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QTableWidget
from pytestqt.qtbot import QtBot

from cxrviewer.app.notices import Notice, Severity
from cxrviewer.app.preferences import Preferences, PreferencesStore
from cxrviewer.ui.actions.keymap import KeyBindings, Keymap, native_text
from cxrviewer.ui.actions.make import make_actions
from cxrviewer.ui.actions.table import ACTIONS
from cxrviewer.ui.application import build_window
from cxrviewer.ui.dialogs.about import AboutDialog
from cxrviewer.ui.dialogs.preferences import PreferencesDialog
from cxrviewer.ui.dialogs.shortcuts import ShortcutsDialog
from cxrviewer.ui.handlers.area import joined_handlers
from tests.data.workplace import HandReader, make_instance, open_gate
from tests.ui.conftest import WindowOf


def test_that_no_key_means_two_things() -> None:
    keys = Counter(key for spec in ACTIONS for key in spec.keys)
    assert [key for key, count in keys.items() if count > 1] == []


def test_that_every_key_of_the_table_is_one_that_qt_knows(themed: QApplication) -> None:
    for spec in ACTIONS:
        for key in spec.keys:
            assert QKeySequence(key).toString() != "", spec.name


def test_that_an_action_without_handler_is_found_out(themed: QApplication) -> None:
    with pytest.raises(ValueError, match="about"):
        make_actions(themed, {}, KeyBindings())


def test_that_a_handler_without_action_is_found_out(themed: QApplication) -> None:
    handlers = {spec.name: int for spec in ACTIONS}
    with pytest.raises(ValueError, match="nobody"):
        make_actions(themed, {**handlers, "nobody": int}, KeyBindings())


def test_that_no_two_areas_handle_one_action(window_of: WindowOf) -> None:
    area = window_of(HandReader())._areas[0]
    with pytest.raises(ValueError, match="open_folder"):
        joined_handlers((area, area))


def test_that_every_action_stands_in_a_menu_and_the_help_lists_every_key(
    window_of: WindowOf, qtbot: QtBot
) -> None:
    window = window_of(HandReader())
    in_menus = {
        action.objectName()
        for menu in window.menuBar().actions()
        for action in menu.menu().actions()  # type: ignore[attr-defined]
    }
    assert {spec.name for spec in ACTIONS if spec.listed} <= in_menus
    dialog = ShortcutsDialog(Keymap())
    qtbot.addWidget(dialog)
    keys = dialog.findChildren(QTableWidget)[1]
    listed = {keys.item(row, 1).text() for row in range(keys.rowCount())}  # type: ignore[union-attr]
    assert {native_text(spec.keys) for spec in ACTIONS if spec.keys} <= listed


def test_that_every_control_has_a_name_for_those_who_do_not_see_it(window_of: WindowOf) -> None:
    window = window_of(HandReader())
    header, overlays = window.findings.header, window.findings.overlays
    for widget in (
        window.viewport,
        window.browser.view,
        window.findings.view,
        window.findings.impression.text,
        header.cancel,
        header.again,
        overlays.heatmap_opacity,
        overlays.lungs_opacity,
        window.notices.dismiss,
    ):
        assert widget.accessibleName() != "", widget


def test_that_notices_stay_until_they_are_put_away(window_of: WindowOf) -> None:
    window = window_of(HandReader())
    assert not window.notices.isVisible()
    for cause in ("First.", "Second."):
        window.session.notify(Notice(Severity.WARNING, cause, "Do <i>this</i>."))
    assert window.notices.text.text() == "Second. Do <i>this</i>."
    window.notices.dismiss.click()
    assert window.notices.text.text() == "First. Do <i>this</i>."
    window.notices.dismiss.click()
    assert not window.notices.isVisible()


def test_that_about_names_versions_licences_and_the_limits_of_use(
    themed: QApplication, qtbot: QtBot
) -> None:
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    rows = {
        dialog.table.item(row, 0).text(): dialog.table.item(row, 2).text()  # type: ignore[union-attr]
        for row in range(dialog.table.rowCount())
    }
    assert rows["PySide6-Essentials"] == "LGPL-3.0-only"


def test_that_the_preferences_dialog_gives_back_what_was_chosen(
    themed: QApplication, qtbot: QtBot
) -> None:
    dialog = PreferencesDialog(Preferences(device="cpu", heatmap_opacity=0.2))
    qtbot.addWidget(dialog)
    assert dialog.chosen == Preferences(device="cpu", heatmap_opacity=0.2)
    dialog.automatic.setChecked(False)
    dialog.runtime.setCurrentIndex(dialog.runtime.findData("tensorflow"))
    assert dialog.chosen == Preferences(
        device="cpu", heatmap_opacity=0.2, analyse_automatically=False, runtime="tensorflow"
    )


def test_that_another_device_opens_the_models_again(analysed: WindowOf, qtbot: QtBot) -> None:
    analyzer = open_gate()
    window = analysed(HandReader.of(make_instance("a")), analyzer)
    window.actions_by_name["preferences"].trigger()
    dialog = window.findChild(PreferencesDialog)
    assert isinstance(dialog, PreferencesDialog)
    dialog.device.setCurrentIndex(dialog.device.findData("cpu"))
    dialog.accept()
    assert analyzer.closed or window.session.analysis is None
    qtbot.waitUntil(lambda: window.session.analysis is not None)
    assert analyzer.closed
    assert len(analyzer.calls) == 2


def test_that_analysis_waits_to_be_asked_for_where_the_person_wants_that(
    themed: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    analyzer = open_gate()
    store = PreferencesStore(tmp_path / "p.json", Preferences(analyse_automatically=False))
    window = build_window(HandReader.of(make_instance("a")), store, lambda _: analyzer.open)
    qtbot.addWidget(window)
    window.show()
    window.conductor.start([Path("/there")])
    qtbot.waitUntil(lambda: window.session.models.provider == "test device")
    qtbot.waitUntil(lambda: window.session.radiograph is not None)
    assert analyzer.calls == []
    window.actions_by_name["analyse_again"].trigger()
    qtbot.waitUntil(lambda: window.session.analysis is not None)
    window.close()


def test_that_window_and_opacities_are_remembered(analysed: WindowOf) -> None:
    window = analysed(HandReader.of(make_instance("a", patient="Secret")))
    window.findings.overlays.heatmap_opacity.setValue(35)
    window.close()
    content = window.preferences.path.read_text()
    kept = PreferencesStore.open(window.preferences.path)
    assert kept.current.heatmap_opacity == 0.35
    assert kept.current.window_geometry != ""
    assert "Secret" not in content
    assert "/there" not in content
