"""pydicom without its messages.

Its warnings and log records quote values of the file, which are patients' data, and it warns
through Python's process-wide filters. Whatever is wrong with a file is said by this package in
the entry of that file instead.
"""

import logging
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import pydicom.config

_LOCK = threading.RLock()

logging.getLogger("pydicom").setLevel(logging.CRITICAL + 1)


@contextmanager
def quiet_pydicom() -> Iterator[None]:
    """Read leniently and silently inside the block.

    One thread at a time: warning filters and pydicom's settings belong to the whole process.
    Elements are converted on first access, so that every access belongs inside as well.
    """
    settings = pydicom.config.settings
    with _LOCK, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        before = settings.reading_validation_mode
        settings.reading_validation_mode = pydicom.config.IGNORE
        try:
            yield
        finally:
            settings.reading_validation_mode = before
