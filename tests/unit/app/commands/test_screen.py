import socket
import sys
from pathlib import Path

import pytest

from cxrviewer.app.commands import screen

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="displays are a matter of Linux")


@pytest.fixture(autouse=True)
def _no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


def test_that_a_missing_display_is_said() -> None:
    assert "DISPLAY" in screen.why_no_screen()


def test_that_a_display_that_does_not_answer_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":4242")
    assert screen.why_no_screen() == "The display :4242 does not answer."


def test_that_an_offscreen_platform_needs_no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert screen.why_no_screen() == ""


def test_that_a_listening_display_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        number = server.getsockname()[1] - 6000
        monkeypatch.setenv("DISPLAY", f"127.0.0.1:{number}.0")
        monkeypatch.setattr(screen, "missing_libraries", lambda: "")
        assert screen.why_no_screen() == ""


def test_that_a_missing_system_library_is_named_with_its_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    library = tmp_path / "libqxcb.so"
    library.touch()

    def refuse(_name: str) -> None:
        raise OSError(
            "libxcb-cursor.so.0: cannot open shared object file: No such file or directory"
        )

    monkeypatch.setattr("ctypes.CDLL", refuse)
    said = screen.missing_libraries()
    assert said == "Qt needs the system library libxcb-cursor.so.0: apt-get install libxcb-cursor0"
