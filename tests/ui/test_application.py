"""The program as a process: it shows its window, and ends when it is told to."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
PROGRAM = """
import logging, sys, time
from pathlib import Path
logging.basicConfig(level=logging.INFO, stream=sys.stdout)
from cxrviewer.app.commands.command_line import WindowOptions
from cxrviewer.ui.application import run_window
options = WindowOptions([], (Path(sys.argv[1]),), "", "cpu")
sys.exit(run_window(options, started=time.perf_counter()))
"""


@pytest.mark.skipif(os.name != "posix", reason="Windows ends processes in another way")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_that_a_signal_closes_the_window_and_keeps_the_preferences(
    number: signal.Signals, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        cwd=REPOSITORY,
        env={**os.environ, "CXRVIEWER_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert any("window after" in line for line in process.stdout)
        process.send_signal(number)
        assert process.wait(timeout=30) == 0
    finally:
        process.kill()
        process.communicate()
    assert list(home.rglob("preferences.json")) != []


ASKED = """
import sys
from pathlib import Path
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFileOpenEvent
from cxrviewer.ui.desktop_application import DesktopApplication
application = DesktopApplication(["cxrviewer"])
application.asked_to_open.connect(lambda path: print(ascii(path)))
for name in sys.argv[1:]:
    application.sendEvent(application, QFileOpenEvent(QUrl.fromLocalFile(name)))
application.sendEvent(application, QFileOpenEvent(QUrl("https://example.org/x.dcm")))
"""


def test_that_what_the_desktop_asks_for_is_told_as_a_path(tmp_path: Path) -> None:
    named = [str(tmp_path / "Röntgen bild.dcm"), str(tmp_path)]
    done = subprocess.run(
        [sys.executable, "-c", ASKED, *named],
        cwd=REPOSITORY,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == [ascii(Path(name)) for name in named]
