"""What an area of the program brings to the window: handlers, and when they can be used."""

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from PySide6.QtGui import QAction

Handler = Callable[[], object]
Handlers = Mapping[str, Handler]
Actions = Mapping[str, QAction]


class Area(Protocol):
    """``handlers`` does the work of rows of the action table, by their names.

    ``follow`` is called once: it connects what enables and checks those actions from then on,
    and sets them as they are now.
    """

    @property
    def handlers(self) -> Handlers: ...

    def follow(self, actions: Actions) -> None: ...


def joined_handlers(areas: Iterable[Area]) -> dict[str, Handler]:
    """Return the handlers of all areas. Raises ValueError where two have the same name."""
    joined: dict[str, Handler] = {}
    for area in areas:
        twice = joined.keys() & area.handlers.keys()
        if twice:
            raise ValueError(f"handled twice: {', '.join(sorted(twice))}")
        joined.update(area.handlers)
    return joined
