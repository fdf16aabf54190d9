"""Asks for a newer version behind the window; whatever goes wrong is the log's business alone."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QCoreApplication, QObject

from cxrviewer import __version__
from cxrviewer.app.notices import Notice, Severity
from cxrviewer.app.preferences import Preferences
from cxrviewer.app.updates import FeedError, is_due, newer_version, read_feed
from cxrviewer.domain.errors import CxrError
from cxrviewer.ui.workers.pool import TaskPool

logger = logging.getLogger(__name__)


class UpdateCheck(QObject):
    """``tell`` hears of a newer version, ``keep`` of the preferences with the day of asking."""

    def __init__(
        self,
        tell: Callable[[Notice], None],
        keep: Callable[[Preferences], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tell = tell
        self._keep = keep
        self._pool: TaskPool | None = None

    def ask(self, preferences: Preferences, today: date) -> None:
        """Ask where that is wanted, once a day at most; the thread comes into being only then."""
        if self._pool is not None or not is_due(preferences, today):
            return
        self._keep(replace(preferences, update_asked=today.isoformat()))
        self._pool = TaskPool("update", threads=1, parent=self)
        address = preferences.update_feed.strip()
        self._pool.submit(lambda: _newer(address), done=self._take, failed=_log_failure)

    def close(self) -> None:
        """Wait for the thread, some seconds at most."""
        if self._pool is not None:
            self._pool.close()

    def _take(self, version: str) -> None:
        if version:
            cause = _tr("Version {0} of cxrviewer is there; this is {1}.").format(
                version, __version__
            )
            remedy = _tr("Get it where you got this one; nothing is downloaded by itself.")
            self._tell(Notice(Severity.NOTE, cause, remedy))


def _newer(address: str) -> str:
    """Return the newer version, or nothing: also where nobody answers or the answer is nonsense."""
    try:
        return newer_version(read_feed(address), __version__)
    except (OSError, FeedError) as error:
        # The message may hold the address, which is the person's own affair.
        logger.info("no newer version could be asked for: %s", type(error).__name__)
        return ""


def _log_failure(error: CxrError) -> None:
    logger.warning("the question for a newer version failed: %s", error.cause)


def _tr(text: str) -> str:
    return QCoreApplication.translate("UpdateCheck", text)
