import os
from argparse import Namespace
from pathlib import Path

import pytest

from cxrviewer.app.commands import command_line
from cxrviewer.domain.errors import ExportError
from cxrviewer.report.atomic import write_bytes_atomically


def test_that_a_mistake_of_the_program_is_one_line_and_the_log_has_the_frames_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def spoilt(_options: Namespace) -> int:
        raise ZeroDivisionError("".join(("Mus", "ter")))

    monkeypatch.setitem(command_line._COMMANDS, "doctor", spoilt)
    assert command_line.run(["doctor"], show_window=lambda _options: 0) == 1
    said = capsys.readouterr().err
    assert said == (
        "cxrviewer: a mistake of the program (ZeroDivisionError); details are in the log\n"
    )
    files = [path for path in Path(os.environ["CXRVIEWER_HOME"]).rglob("*") if path.is_file()]
    logged = "".join(path.read_text() for path in files)
    assert "in spoilt" in logged
    assert "Muster" not in logged


@pytest.mark.parametrize("name", [".", "/"])
def test_that_a_folder_without_a_name_is_no_target(name: str) -> None:
    with pytest.raises(ExportError, match="a folder has this name"):
        write_bytes_atomically(Path(name), b"x")
