"""What is printed, where there is nobody to read it, or no letter for it."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from cxrviewer.app.commands import streams
from cxrviewer.app.commands.command_line import EXIT_USAGE, run

REPOSITORY = Path(__file__).resolve().parents[4]


def test_that_a_program_without_streams_can_print(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    streams.prepare_streams()
    print("heard by nobody")
    print("nor this", file=sys.stderr)
    for stream in (sys.stdout, sys.stderr):
        assert stream.name == os.devnull
        stream.close()


def test_that_why_it_ends_is_shown_where_nothing_can_be_printed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shown: list[str] = []
    user32 = SimpleNamespace(MessageBoxW=lambda _owner, text, _title, _kind: shown.append(text))
    monkeypatch.setattr("ctypes.windll", SimpleNamespace(user32=user32), raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "__stderr__", None)
    assert run([str(tmp_path / "gone.dcm")], show_window=lambda _: 0) == EXIT_USAGE
    (text,) = shown
    assert "gone.dcm" in text


def test_that_letters_which_the_console_lacks_are_escaped(tmp_path: Path) -> None:
    home = tmp_path / "Röntgen 胸"
    done = subprocess.run(
        [sys.executable, "-m", "cxrviewer", "doctor"],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONIOENCODING": "latin-1:strict", "CXRVIEWER_HOME": str(home)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Röntgen \\u80f8".encode("latin-1") in done.stdout
