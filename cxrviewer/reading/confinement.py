"""What the system and Python forbid a reading child: memory, handles, core files and the network.

``forbid_network`` has two parts. Python's audit hook refuses every socket of Python code, on all
systems, and cannot be taken off; native code that was taken over goes past it. On Linux the child
also leaves the network for an empty one of its own, where the system lets it: that holds native
code as well. System calls are not filtered, and files are read with the person's rights.
"""

import ctypes
import os
import sys
from pathlib import Path

from cxrviewer.reading.limits import Limits
from cxrviewer.reading.windows_job import limit_this_process

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
# Pipes, the file that is read, and libraries while they are loaded.
MOST_HANDLES = 64
NETWORK_EVENTS = ("socket.", "urllib.", "http.client.", "ftplib.", "smtplib.")


def limit_process(limits: Limits) -> None:
    """Bound handles and the address space beyond what is held; write no core files of patients."""
    if sys.platform == "win32":
        limit_this_process(ctypes.WinDLL("kernel32", use_last_error=True), limits.memory_bytes)
        return
    import resource  # noqa: PLC0415  (POSIX only)

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (MOST_HANDLES, MOST_HANDLES))
    held = _address_space()
    # macOS takes such a limit and does not keep it: there the parent watches.
    if held is not None:
        most = held + limits.memory_bytes
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def forbid_network() -> bool:
    """Take the network from this process for good; False where native code still has it."""
    left = _leave_network()
    sys.addaudithook(_refuse_network)
    return left


def _leave_network() -> bool:
    if sys.platform != "linux":
        return False
    unshare = getattr(ctypes.CDLL(None, use_errno=True), "unshare", None)
    if unshare is None:
        return False
    # Root may do it at once. Others become nobody in a user namespace first, which asks for a
    # process of one thread and for a system that allows it; files stay as readable as before.
    return unshare(CLONE_NEWNET) == 0 or (
        os.geteuid() != 0 and unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0
    )


def _refuse_network(event: str, _arguments: tuple[object, ...]) -> None:
    if event.startswith(NETWORK_EVENTS):
        raise PermissionError("a reading child has no network")


def _address_space() -> int | None:
    """Return the bytes of address space in use; None where the system does not tell."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    except OSError:
        return None
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
