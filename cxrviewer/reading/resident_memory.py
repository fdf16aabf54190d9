"""How much memory another process holds, asked from outside.

macOS enforces no limit on the address space: there the parent looks, and ends a child that holds
too much.
"""

import ctypes
import os
import sys
from pathlib import Path
from typing import Any

WATCHED = sys.platform == "darwin"
LOOK_SECONDS = 0.05
TASK_INFO, TASK_INFO_BYTES = 4, 96


def resident_bytes(pid: int) -> int | None:
    """Return the bytes of memory that ``pid`` holds; None where the system does not tell."""
    if sys.platform == "darwin":
        return resident_by_libproc(ctypes.CDLL("/usr/lib/libproc.dylib"), pid)
    try:
        pages = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]
    except OSError:
        return None
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def resident_by_libproc(libproc: Any, pid: int) -> int | None:
    """Ask macOS: ``pti_resident_size`` is the second of the 64-bit numbers of proc_taskinfo."""
    told = (ctypes.c_uint64 * (TASK_INFO_BYTES // 8))()
    size = libproc.proc_pidinfo(
        pid, TASK_INFO, ctypes.c_uint64(0), ctypes.byref(told), TASK_INFO_BYTES
    )
    return int(told[1]) if size == TASK_INFO_BYTES else None
