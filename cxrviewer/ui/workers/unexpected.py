"""Mistakes of the program itself, met at the border of a thread."""

import logging
import traceback

from cxrviewer.domain.errors import CxrError

logger = logging.getLogger(__name__)


def as_cxr_error(error: Exception) -> CxrError:
    """Return ``error`` as something to tell the person; the log gets the place where it arose.

    The message of a foreign exception can quote a patient's data, so it is neither shown nor
    logged: its type and the lines that led to it are enough to find the mistake.
    """
    if isinstance(error, CxrError):
        return error
    frames = "".join(traceback.format_tb(error.__traceback__))
    logger.error("unexpected %s\n%s", type(error).__name__, frames)
    return CxrError(
        f"The program made a mistake ({type(error).__name__}).",
        remedy="Please report it together with the log file.",
    )
