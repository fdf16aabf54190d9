"""Programs that tests start, and what they wait for."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def log_with(word: str, folder: Path, *, seconds: float) -> str:
    """Return the program's log as soon as ``word`` stands in it, or what it is at the end."""
    end = time.monotonic() + seconds
    text = ""
    while word not in text and time.monotonic() < end:
        time.sleep(0.1)
        text = "".join(path.read_text("utf-8") for path in folder.glob("*.log"))
    return text


@contextmanager
def screen() -> Iterator[str]:
    """Run a virtual screen and yield its name for DISPLAY."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x900x24"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as pipe:
            yield f":{pipe.readline().strip()}"
    finally:
        server.terminate()
        server.wait(timeout=10)
