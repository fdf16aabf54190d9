"""The tag browser of the current image."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from cxrviewer.app.picture import Picture
from cxrviewer.app.session import Session
from cxrviewer.domain.errors import CxrError
from cxrviewer.domain.tags import TagPage
from cxrviewer.ui.dialogs.shelf import DialogShelf
from cxrviewer.ui.handlers.area import Actions, Handlers
from cxrviewer.ui.workers.conductor import Conductor


class TagsArea:
    """Also a file whose pixels cannot be decoded can be looked into."""

    def __init__(self, session: Session, conductor: Conductor, shelf: DialogShelf) -> None:
        self._session = session
        self._conductor = conductor
        self._shelf = shelf
        self.handlers: Handlers = {"tags": self._show}

    def follow(self, actions: Actions) -> None:
        self._action = actions["tags"]
        self._session.picture_changed.connect(self._follow_picture)
        self._follow_picture(self._session.picture)

    def _show(self) -> None:
        from cxrviewer.ui.dialogs.tags import TagDialog  # noqa: PLC0415  (not before it is asked for)

        current = self._session.current
        if current is not None:
            ask = partial(self._ask, current.path)
            self._shelf.show(TagDialog(current.path, ask, self._shelf.window))

    def _ask(
        self,
        path: Path,
        offset: int,
        done: Callable[[TagPage], None],
        failed: Callable[[CxrError], None],
    ) -> None:
        self._conductor.read_tags(path, offset, done=done, failed=failed)

    def _follow_picture(self, picture: Picture) -> None:
        self._action.setEnabled(picture.instance is not None)
