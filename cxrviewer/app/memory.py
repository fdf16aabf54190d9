"""How much memory this machine has, and how much of it radiographs may keep."""

import ctypes
import os
import sys
from pathlib import Path
from typing import TypeAlias

from cxrviewer.app.jobs import ByteCache
from cxrviewer.domain.radiograph import Radiograph

# By file and frame.
RadiographCache: TypeAlias = ByteCache[tuple[Path, int], Radiograph]

SHARE = 8
LEAST_CACHE = 256 * 2**20
MOST_CACHE = 4 * 2**30


class _MemoryStatus(ctypes.Structure):
    """MEMORYSTATUSEX of the Windows API."""

    _fields_ = (
        ("length", ctypes.c_ulong),
        ("load", ctypes.c_ulong),
        *((name, ctypes.c_ulonglong) for name in ("total", "free", "pages", "free_pages")),
        *((name, ctypes.c_ulonglong) for name in ("space", "free_space", "extended")),
    )


def radiograph_cache() -> RadiographCache:
    """Return an empty memory for decoded radiographs, as large as this machine allows."""
    return ByteCache(cache_bytes(installed_memory()), radiograph_bytes)


def radiograph_bytes(radiograph: Radiograph) -> int:
    """Return what ``radiograph`` costs in memory."""
    planes = sum(plane.mask.nbytes for plane in radiograph.planes)
    tables = radiograph.levels.nbytes + radiograph.padding.nbytes
    return radiograph.indices.nbytes + tables + planes


def cache_bytes(memory: int | None) -> int:
    """Return what decoded radiographs may keep of ``memory`` bytes; None where it is unknown.

    An eighth: the models, the decode children and other programs want theirs.
    """
    return LEAST_CACHE if memory is None else min(max(memory // SHARE, LEAST_CACHE), MOST_CACHE)


def installed_memory() -> int | None:
    """Return the machine's memory in bytes, or None where the system does not tell."""
    if sys.platform == "win32":
        status = _MemoryStatus(length=ctypes.sizeof(_MemoryStatus))
        told = ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))
        return int(status.total) if told else None
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return None
