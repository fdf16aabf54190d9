"""The files and folders that a command line names."""

from collections.abc import Sequence
from pathlib import Path

from cxrviewer.domain.errors import UsageError


def check_there(paths: Sequence[Path]) -> None:
    for path in paths:
        if not path.exists():
            raise UsageError(
                "There is no such file or folder.", remedy="Check the spelling.", path=path
            )
