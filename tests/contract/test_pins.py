"""The pins name versions and nothing else: no index, no path, not the project itself."""

import re
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", ["constraints.txt", "requirements.lock"])
def test_that_every_line_is_a_pin(name: str) -> None:
    text = (REPOSITORY / name).read_text()
    assert "://" not in text
    pinned = []
    for line in text.splitlines():
        content = line.split("#")[0].strip().rstrip("\\").strip()
        if content and not content.startswith("--hash=sha256:"):
            assert re.fullmatch(r"[A-Za-z0-9_.-]+==[\w.]+( ; .+)?", content), line
            pinned.append(content.split("==")[0].lower())
    assert "cxrviewer" not in pinned
    assert "pyside6-essentials" in pinned


def test_that_the_viewers_pins_leave_tensorflow_out() -> None:
    assert "tensorflow" not in (REPOSITORY / "requirements.lock").read_text()
