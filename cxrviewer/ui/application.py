"""Starts Qt, shows the window, and only then everything that takes time."""

import logging
import sys
import time
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cxrviewer import __version__
from cxrviewer.app.analysis_state import AnalysisState, Phase
from cxrviewer.app.commands.command_line import WindowOptions
from cxrviewer.app.crash import earlier_crashes, watch_for_crashes
from cxrviewer.app.database import Database, database_path
from cxrviewer.app.folders import log_folder
from cxrviewer.app.notices import Notice
from cxrviewer.app.preferences import Preferences, PreferencesStore, preferences_path
from cxrviewer.app.session import Session
from cxrviewer.app.statement import accept, is_accepted
from cxrviewer.reading.reader import Reader
from cxrviewer.ui.desktop_application import DesktopApplication
from cxrviewer.ui.first_paint import FirstPaint
from cxrviewer.ui.handlers.preferences import OpenerFor
from cxrviewer.ui.interrupts import InterruptWatch
from cxrviewer.ui.language import speak
from cxrviewer.ui.main_window import MainWindow
from cxrviewer.ui.theme import choose, outfit, put_on
from cxrviewer.ui.workers.analysis_thread import Opener
from cxrviewer.ui.workers.conductor import Conductor
from cxrviewer.ui.workers.open_models import ModelChoice
from cxrviewer.ui.workers.radiographs import ReaderLike
from cxrviewer.ui.workers.unexpected import as_cxr_error

if TYPE_CHECKING:
    from cxrviewer.ui.dialogs.welcome import WelcomeDialog

# One kept for the radiograph that is waited for, one for thumbnails, one for what may come next.
READER_PROCESSES = 3

# As the program was written, whatever the system prefers.
PLAIN = Preferences(language="en")

logger = logging.getLogger(__name__)


def run_window(options: WindowOptions, *, started: float) -> int:
    """Show the window until it is closed, and return the exit status.

    ``started`` is ``time.perf_counter()`` at the start of the process, for the log. Who has not
    accepted the research-use statement yet is asked; nothing waits for the answer.
    """
    store = PreferencesStore.open(preferences_path())
    application = DesktopApplication(sys.argv[:1])
    _introduce(application, store.current)
    choice = ModelChoice(options.bundle_folders, options.runtime, options.device)
    window = build_window(Reader(processes=READER_PROCESSES), store, partial(preferred, choice))
    # Before its timer comes round for the first time, which may be before the first paint.
    window.collector.spare_what_is_there()
    sys.excepthook = partial(_report_mistake, window)
    application.asked_to_open.connect(lambda path: window.open_paths([path]))
    interrupts = InterruptWatch(window)
    put_on(application)
    window.show()
    FirstPaint(window, partial(_begin, window, options, started))
    for notice in earlier_crashes(log_folder()):
        window.session.notify(notice)
    try:
        with watch_for_crashes(log_folder()):
            return application.exec()
    finally:
        interrupts.close()
        sys.excepthook = sys.__excepthook__


def make_application(preferences: Preferences = PLAIN) -> QApplication:
    """Return the QApplication of this process, dressed and speaking as ``preferences`` ask."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    _introduce(application, preferences)
    put_on(application)
    return application


def _introduce(application: QApplication, preferences: Preferences) -> None:
    """Give the application its name, its language and, to be put on, its looks."""
    application.setApplicationName("cxrviewer")
    application.setApplicationVersion(__version__)
    speak(application, preferences.language)
    choose(application, outfit(preferences.theme, preferences.text_size))


def build_window(reader: ReaderLike, store: PreferencesStore, opener_for: OpenerFor) -> MainWindow:
    """Return the window with everything behind it; no thread runs yet."""
    session = Session(store.current, Database(database_path()))
    conductor = Conductor(session, reader, opener_for(store.current))
    window = MainWindow(session, conductor, store, opener_for)
    for notice in (*store.notices, *session.database.notices):
        session.notify(notice)
    return window


def preferred(choice: ModelChoice, preferences: Preferences) -> Opener:
    """Return ``choice``; what the command line left open is as the person prefers it."""
    return ModelChoice(
        choice.folders,
        choice.runtime or preferences.runtime or "onnx",
        choice.device or preferences.device or "auto",
    )


def _report_mistake(
    window: MainWindow, _: object, error: BaseException, trace: object = None
) -> None:
    """Tell the person of a mistake of the program in the GUI thread; the window stays open."""
    if isinstance(error, Exception):
        window.session.notify(Notice.of(as_cxr_error(error)))
    else:
        window.close()


def ask_to_accept(window: MainWindow) -> "WelcomeDialog":
    """Ask to accept the research-use statement; who does not closes the window."""
    from cxrviewer.ui.dialogs.welcome import WelcomeDialog  # noqa: PLC0415  (not before it is asked for)

    dialog = WelcomeDialog(window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: window.preferences.save(accept(window.preferences.current)))
    dialog.rejected.connect(window.close)
    dialog.open()
    return dialog


def _begin(window: MainWindow, options: WindowOptions, started: float) -> None:
    logger.info("window after %.2f s", time.perf_counter() - started)
    told = False

    def tell_first_findings(state: AnalysisState) -> None:
        nonlocal told
        if state.phase is Phase.DONE and not told:
            told = True
            logger.info("findings after %.2f s", time.perf_counter() - started)

    window.session.analysis_changed.connect(tell_first_findings)
    window.conductor.start(options.paths)
    if not (options.statement_accepted or is_accepted(window.preferences.current)):
        ask_to_accept(window)
    window.updates.ask(window.preferences.current, date.today())
