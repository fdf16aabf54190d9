"""What one row of the action table says."""

from dataclasses import dataclass
from enum import StrEnum


def mark(text: str) -> str:
    """Mark ``text`` for the translators; it is translated when it is shown."""
    return text


class Menu(StrEnum):
    """Menus of the menu bar, in order. One without rows is not shown."""

    FILE = mark("&File")
    EDIT = mark("&Edit")
    STUDIES = mark("&Studies")
    IMAGE = mark("&Image")
    TOOLS = mark("&Tools")
    LAYOUT = mark("&Layout")
    FINDINGS = mark("Fi&ndings")
    VERDICTS = mark("Ver&dicts")
    VIEW = mark("&View")
    HELP = mark("&Help")


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """``keys`` in Qt's portable form. ``held``: the key also means something while it is held.

    ``group`` separates the entries of one menu; ``toolbar`` puts the action on the toolbar too.
    One that is not ``listed`` stands in no menu of its own: a menu that fills itself offers it.
    """

    name: str
    menu: Menu
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    tip: str = ""
    group: int = 0
    checkable: bool = False
    held: bool = False
    listed: bool = True
    toolbar: bool = False

    @property
    def only_held(self) -> bool:
        """Whether there is nothing to trigger: a key that means something while it is held."""
        return self.held and not self.listed
