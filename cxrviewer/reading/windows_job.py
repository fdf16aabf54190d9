"""The memory limit of a reading child on Windows: a job object that holds the child alone.

``kernel32`` is handed in, so that what is asked of it can be held without a Windows.
"""

import ctypes
from typing import Any

EXTENDED_LIMITS = 9
ONE_PROCESS, PROCESS_MEMORY, DIE_ON_ERROR = 0x0008, 0x0100, 0x0400


class _BasicLimits(ctypes.Structure):
    _fields_ = (
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("most_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION; memory in bytes."""

    _fields_ = (
        ("basic", _BasicLimits),
        ("io_counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


class MemoryCounters(ctypes.Structure):
    """PROCESS_MEMORY_COUNTERS; ``committed`` is what a job's memory limit counts."""

    _fields_ = (
        ("size", ctypes.c_uint32),
        ("page_faults", ctypes.c_uint32),
        ("peak_working_set", ctypes.c_size_t),
        ("working_set", ctypes.c_size_t),
        ("peak_paged_pool", ctypes.c_size_t),
        ("paged_pool", ctypes.c_size_t),
        ("peak_other_pool", ctypes.c_size_t),
        ("other_pool", ctypes.c_size_t),
        ("committed", ctypes.c_size_t),
        ("peak_committed", ctypes.c_size_t),
    )


def limit_this_process(kernel32: Any, memory_bytes: int) -> bool:
    """Bound this process to ``memory_bytes`` beyond what it holds, and let it start no other.

    False where the system refuses: then time alone is limited. The job lasts as long as the
    process, whose handle to it is never closed.
    """
    _declare(kernel32)
    process = kernel32.GetCurrentProcess()
    counters = MemoryCounters(size=ctypes.sizeof(MemoryCounters))
    if not kernel32.K32GetProcessMemoryInfo(process, ctypes.byref(counters), counters.size):
        return False
    job = kernel32.CreateJobObjectW(None, None)
    if not job:
        return False
    limits = ExtendedLimits()
    limits.basic.flags = ONE_PROCESS | PROCESS_MEMORY | DIE_ON_ERROR
    limits.basic.most_processes = 1
    limits.process_memory = counters.committed + memory_bytes
    told = kernel32.SetInformationJobObject(
        job, EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
    )
    return bool(told and kernel32.AssignProcessToJobObject(job, process))


def _declare(kernel32: Any) -> None:
    """Give handles their width: without it ctypes would cut them to 32 bits."""
    handle, whole, pointer = ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
    size = ctypes.c_uint32
    kernel32.GetCurrentProcess.restype = handle
    kernel32.CreateJobObjectW.restype = handle
    kernel32.CreateJobObjectW.argtypes = (pointer, ctypes.c_wchar_p)
    kernel32.SetInformationJobObject.restype = whole
    kernel32.SetInformationJobObject.argtypes = (handle, whole, pointer, size)
    kernel32.AssignProcessToJobObject.restype = whole
    kernel32.AssignProcessToJobObject.argtypes = (handle, handle)
    kernel32.K32GetProcessMemoryInfo.restype = whole
    kernel32.K32GetProcessMemoryInfo.argtypes = (handle, pointer, size)
