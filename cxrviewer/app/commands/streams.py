"""Standard output and error, also where a program has none: one with a window, on Windows."""

import io
import os
import sys
from pathlib import Path

ERROR_ICON = 0x10


def prepare_streams() -> None:
    """Let whatever is printed be printable: into nothing where nobody listens, else in any letters.

    A file's name can hold letters that the console's code page lacks; they are escaped.
    """
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  (open to the end)
    elif isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  (open to the end)


def complain(text: str) -> None:
    """Say on standard error why the program ends, or in a box of the system where there is none."""
    print(text, file=sys.stderr)
    if sys.platform == "win32" and sys.__stderr__ is None:
        import ctypes  # noqa: PLC0415  (slow to load)

        ctypes.windll.user32.MessageBoxW(None, text, "cxrviewer", ERROR_ICON)
