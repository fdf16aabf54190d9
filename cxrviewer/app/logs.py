"""The log: errors and their causes, never text from a patient's file."""

import logging
from logging.handlers import RotatingFileHandler

from cxrviewer.app.folders import log_folder

LOG_NAME = "cxrviewer.log"
MAX_BYTES, KEPT = 2**20, 3


def start_log() -> None:
    """Write records of the program to a rotating file; without one where it cannot be written."""
    root = logging.getLogger("cxrviewer")
    root.setLevel(logging.INFO)
    for handler in [h for h in root.handlers if isinstance(h, RotatingFileHandler)]:
        root.removeHandler(handler)
        handler.close()
    try:
        log_folder().mkdir(parents=True, exist_ok=True)
        started = RotatingFileHandler(
            log_folder() / LOG_NAME,
            maxBytes=MAX_BYTES,
            backupCount=KEPT,
            encoding="utf-8",
            errors="backslashreplace",
            delay=True,
        )
    except OSError as error:
        root.warning("There is no log file: %s", error.strerror)
        return
    started.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(started)
