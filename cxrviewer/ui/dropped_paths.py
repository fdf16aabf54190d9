"""Files and folders that are dropped on a window."""

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent


def accept_files(event: QDragEnterEvent) -> None:
    """Let what is dragged be dropped where it names files."""
    if event.mimeData().hasUrls():
        event.acceptProposedAction()


def take_dropped(event: QDropEvent) -> list[Path]:
    """Accept the drop, and return the paths of this machine that it names."""
    event.acceptProposedAction()
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
