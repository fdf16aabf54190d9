"""A bad PySide6 ends the process after some thousand signals (docs/adr/0003): found here first."""

import subprocess
import sys

PROGRAM = """
from PySide6.QtCore import QObject, Signal

class Sender(QObject):
    sent = Signal(object)

sender, received = Sender(), []
sender.sent.connect(received.append)
for number in range(100_000):
    sender.sent.emit(number % 2 == 0)
    sender.blockSignals(False)
    sender.setProperty("flag", None)
assert len(received) == 100_000
"""


def test_that_a_hundred_thousand_signals_leave_the_process_alive() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
