"""A frozen program decodes in copies of itself; this is the door they come in by."""

import subprocess
import sys

from cxrviewer import __main__
from cxrviewer.reading import wire


def test_that_the_program_serves_as_a_reading_child() -> None:
    assert __main__.READING_CHILD == wire.CHILD_FLAG
    done = subprocess.run(
        [sys.executable, "-m", "cxrviewer", wire.CHILD_FLAG],
        input=b"",
        capture_output=True,
        timeout=60,
        check=False,
    )
    # Its pipe ended before the first request: a child without a parent says nothing and goes.
    assert (done.returncode, done.stdout) == (2, b"")
