"""Is there a screen for a window? Asked before Qt, which ends the process where there is none."""

import ctypes
import importlib.util
import os
import re
import socket
import sys
from pathlib import Path

SCREENLESS = ("offscreen", "minimal", "vnc", "linuxfb", "eglfs")

# Which Debian package holds a library that Qt's window system plug-in wants.
PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb.so.1": "libxcb1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
}
ALL_PACKAGES = (
    "libegl1 libgl1 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 "
    "libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xkb1 libdbus-1-3 libfontconfig1"
)


def why_no_screen() -> str:
    """Return the reason why no window can be shown, one sentence, or an empty string."""
    if sys.platform != "linux":
        return ""
    platform = os.environ.get("QT_QPA_PLATFORM", "").split(":")[0]
    if platform in SCREENLESS:
        return ""
    if os.environ.get("WAYLAND_DISPLAY"):
        return missing_libraries()
    display = os.environ.get("DISPLAY", "")
    if not display:
        return "There is no display (DISPLAY and WAYLAND_DISPLAY are not set)."
    if not _answers(display):
        return f"The display {display} does not answer."
    return missing_libraries()


def missing_libraries() -> str:
    """Return the sentence that names a system library which Qt lacks, or an empty string."""
    found = importlib.util.find_spec("PySide6")
    if found is None or not found.submodule_search_locations:
        return "PySide6 is not installed; install the program again."
    root = Path(next(iter(found.submodule_search_locations)))
    for library in (root / "Qt/lib/libQt6Gui.so.6", root / "Qt/plugins/platforms/libqxcb.so"):
        missing = _missing_of(library)
        if missing:
            package = PACKAGES.get(missing)
            line = f"apt-get install {package or ALL_PACKAGES}"
            return f"Qt needs the system library {missing}: {line}"
    return ""


def _missing_of(library: Path) -> str:
    if not library.exists():
        return ""
    try:
        ctypes.CDLL(str(library))
    except OSError as error:
        named = re.match(r"(lib[\w.+-]+\.so[.\d]*): cannot open shared object", str(error))
        return named.group(1) if named else ""
    return ""


def _answers(display: str) -> bool:
    """Try to connect as an X client would; other forms than host:number are left to Qt."""
    named = re.fullmatch(r"(?:unix)?(?P<host>[^:/]*):(?P<number>\d+)(?:\.\d+)?", display)
    if named is None:
        return True
    number = int(named["number"])
    if named["host"]:
        return _connects(socket.AF_INET, (named["host"], 6000 + number))
    path = f"/tmp/.X11-unix/X{number}"
    return _connects(socket.AF_UNIX, path) or _connects(socket.AF_UNIX, f"\0{path}")


def _connects(family: socket.AddressFamily, address: str | tuple[str, int]) -> bool:
    with socket.socket(family, socket.SOCK_STREAM) as client:
        client.settimeout(3.0)
        try:
            client.connect(address)
        except OSError:
            return False
    return True
