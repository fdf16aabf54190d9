"""Every control has a name that can be read out, and the keyboard gets to it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from cxrviewer.ui.application import ask_to_accept
from cxrviewer.ui.main_window import MainWindow
from tests.data.workplace import HandReader, make_instance
from tests.ui.conftest import WindowOf

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QKeySequenceEdit,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)
# Parts of other controls, which speak for them.
PARTS = (QHeaderView, QScrollBar, QMenu)
DIALOGS = (
    "preferences",
    "getting_started",
    "shortcuts",
    "edit_shortcuts",
    "about",
    "refused",
    "model_card",
    "tags",
)


def controls_of(top: QWidget) -> Iterator[QWidget]:
    """Yield what a person can use in ``top``, but not the parts that Qt makes controls of."""
    for widget in top.findChildren(QWidget):
        if isinstance(widget, PARTS) or not isinstance(widget, CONTROLS):
            continue
        if widget.window() is top.window() and not _is_part(widget):
            yield widget


def _is_part(widget: QWidget) -> bool:
    parent: QObject | None = widget.parent()
    while isinstance(parent, QWidget) and not parent.isWindow():
        if isinstance(parent, (*CONTROLS, QHeaderView)) or parent.inherits("QMenuBar"):
            return True
        parent = parent.parent()
    return widget.objectName().startswith("qt_")


def name_of(widget: QWidget) -> str:
    """Return what a screen reader says."""
    buddies = [
        label.text() for label in widget.window().findChildren(QLabel) if label.buddy() is widget
    ]
    own = widget.text() if isinstance(widget, QAbstractButton) else ""
    tip = widget.toolTip() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or own or next(iter(buddies), "") or tip


def described(widget: QWidget) -> str:
    place = " in ".join(type(part).__name__ for part in _lineage(widget))
    return f"{place} ({widget.objectName()})"


def _lineage(widget: QWidget) -> Iterator[QObject]:
    part: QObject | None = widget
    while part is not None:
        yield part
        part = part.parent()


def reached_by_tab(top: QWidget) -> set[QWidget]:
    """Return everything in the ring through which Tab goes."""
    reached: set[QWidget] = set()
    widget: QWidget | None = top
    while widget is not None and widget not in reached:
        reached.add(widget)
        widget = widget.nextInFocusChain()
    return {part for part in reached if part.focusPolicy() & Qt.FocusPolicy.TabFocus}


@pytest.fixture
def window(window_of: WindowOf, qtbot: QtBot) -> MainWindow:
    window = window_of(HandReader.of(make_instance("a")))
    window.open_paths([Path("/there")])
    qtbot.waitUntil(lambda: window.session.current is not None)
    window.actions_by_name["filter_studies"].trigger()
    window.actions_by_name["histogram"].trigger()
    return window


def dialog_over(window: MainWindow, name: str) -> QDialog:
    window.actions_by_name[name].setEnabled(True)
    window.actions_by_name[name].trigger()
    shown = [part for part in window.findChildren(QDialog) if part.isVisible()]
    assert len(shown) == 1
    return shown[0]


def assert_usable(top: QWidget) -> None:
    controls = list(controls_of(top))
    assert controls
    nameless = [described(widget) for widget in controls if not name_of(widget).strip()]
    assert nameless == []
    reached = reached_by_tab(top)
    beyond = [described(w) for w in controls if w not in reached and not _in_toolbar(w)]
    assert beyond == []


def _in_toolbar(widget: QWidget) -> bool:
    """What stands in a toolbar stands in a menu too, and has its key there."""
    return any(part.inherits("QToolBar") for part in _lineage(widget))


def test_that_every_control_of_the_window_has_a_name_and_tab_gets_there(window: MainWindow) -> None:
    assert_usable(window)


@pytest.mark.parametrize("name", DIALOGS)
def test_that_every_control_of_the_dialogs_has_a_name_and_tab_gets_there(
    window: MainWindow, name: str
) -> None:
    dialog = dialog_over(window, name)
    assert_usable(dialog)
    dialog.close()


def test_that_the_first_question_can_be_answered_by_keyboard(
    window: MainWindow, qtbot: QtBot
) -> None:
    dialog = ask_to_accept(window)
    assert_usable(dialog)
    qtbot.waitUntil(dialog.agreed.hasFocus)
    qtbot.keyClick(dialog.agreed, Qt.Key.Key_Space)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert window.isVisible()


def test_that_tab_goes_through_the_window_from_left_to_right(window: MainWindow) -> None:
    order = [window.browser, window.stand, window.findings]
    seen: list[QWidget] = []
    widget: QWidget | None = window.browser.view
    while widget is not None and len(seen) < len(order):
        owner = next((part for part in order if part.isAncestorOf(widget)), None)
        usable = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()
        if owner is not None and usable and owner not in seen:
            seen.append(owner)
        widget = widget.nextInFocusChain()
    assert seen == order


def test_that_a_nameless_control_would_be_noticed(qtbot: QtBot, themed: QApplication) -> None:
    top = QWidget()
    qtbot.addWidget(top)
    line = QLineEdit(top)
    line.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    QLabel("not its buddy", top)
    with pytest.raises(AssertionError, match="QLineEdit"):
        assert_usable(top)
    line.setAccessibleName("a name")
    with pytest.raises(AssertionError, match="QLineEdit"):
        assert_usable(top)
    line.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    assert_usable(top)
