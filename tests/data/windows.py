"""A Windows to try installers on: Wine, with a folder of its own and nobody's settings."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SECONDS = 180
# No .NET, no browser engine, no menus in the desktop of the person who runs the tests.
LEFT_OUT = "mscoree,mshtml,winemenubuilder.exe="

Values = dict[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Windows:
    """``prefix`` is Wine's folder. Windows' paths go in, as ``C:\\...``, and results come out."""

    prefix: Path

    def run(self, program: str | Path, *words: str, **more: str) -> int:
        """Run ``program`` to its end, with ``more`` in its surroundings; return its exit status."""
        return subprocess.run(
            ["wine", program, *words],
            env=self.surroundings() | more,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        ).returncode

    def shell(self, command: str) -> int:
        """Run ``command`` as it is typed into a console, and return its exit status."""
        script = self.prefix / "drive_c" / "typed.cmd"
        # A script has a code page; a variable of its surroundings has all letters.
        script.write_text("@%TYPED%\r\n", newline="")
        return self.run("cmd", "/c", r"C:\typed.cmd", TYPED=command)

    def start(self, program: str) -> "subprocess.Popen[bytes]":
        """Start ``program`` and return it while it runs."""
        quiet = subprocess.DEVNULL
        return subprocess.Popen(
            ["wine", program], env=self.surroundings(), stdout=quiet, stderr=quiet
        )

    def place(self, path: str) -> Path:
        """Return where this system finds the Windows path ``path``."""
        return self.prefix / "drive_c" / path.removeprefix("C:\\").replace("\\", "/")

    def variable(self, name: str) -> str:
        """Return an environment variable as programs inside see it."""
        done = subprocess.run(
            ["wine", "cmd", "/c", f"echo %{name}%"],
            env=self.surroundings(),
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
        return done.stdout.decode().strip()

    def values(self, key: str = r"HKCU\Software") -> Values:
        """Return all values below ``key``: (key, name) -> as `reg export` writes it."""
        target = self.prefix / "export.reg"
        self.run("reg", "export", key, str(target), "/y")
        text = target.read_text("utf-16") if target.exists() else ""
        target.unlink(missing_ok=True)
        return dict(_values(text))

    def surroundings(self) -> dict[str, str]:
        quiet = {"WINEDEBUG": "-all", "WINEDLLOVERRIDES": LEFT_OUT, "LC_ALL": "C.UTF-8"}
        bare = {name: text for name, text in os.environ.items() if name != "DISPLAY"}
        return {**bare, **quiet, "WINEARCH": "win64", "WINEPREFIX": str(self.prefix)}


@contextmanager
def windows(prefix: Path) -> Iterator[Windows]:
    """Make a Windows 10 in ``prefix`` and take it away again; it takes ten seconds and 700 MB."""
    machine = Windows(prefix)
    try:
        machine.run("wineboot", "--init")
        pretend(machine, "win10")
        yield machine
    finally:
        for option in ("--kill", "--wait"):
            server = ["wineserver", option]
            subprocess.run(server, env=machine.surroundings(), timeout=SECONDS, check=False)
        shutil.rmtree(prefix)


def pretend(machine: Windows, version: str) -> None:
    """Let ``machine`` say that it is ``version``: win7, win10 ..."""
    words = ["add", r"HKCU\Software\Wine", "/v", "Version", "/d", version, "/f"]
    assert machine.run("reg", *words) == 0


def until(holds: Callable[[], bool], failure: str) -> None:
    """Wait until ``holds``, and fail with ``failure`` where it never does."""
    end = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < end, failure
        time.sleep(0.05)


def until_gone(machine: Windows, key: str) -> None:
    """Wait until there is no ``key``: an uninstaller that has ended goes on in a copy of itself."""
    until(lambda: machine.run("reg", "query", key) != 0, f"{key} is still there")


def _values(text: str) -> Iterator[tuple[tuple[str, str], str]]:
    key = ""
    for line in text.replace("\\\r\n  ", "").splitlines():
        named = re.fullmatch(r'(@|"(?:[^"\\]|\\.)*")=(.*)', line)
        if line.startswith("["):
            key = line.strip("[]").replace("HKEY_CURRENT_USER", "HKCU")
        elif named:
            name, value = named.groups()
            yield (key, _plain(name)), _plain(value)


def _plain(word: str) -> str:
    """Return a string without its quotation marks and escapes; anything else as it is."""
    return re.sub(r"\\(.)", r"\1", word[1:-1]) if word.startswith('"') else word
