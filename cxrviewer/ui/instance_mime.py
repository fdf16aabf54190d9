"""An image on its way from the list into a pane.

Other programs can read what is dragged: it says nothing that leads to a file or a patient.
"""

import hashlib
import secrets
from collections.abc import Iterable

from PySide6.QtCore import QMimeData

from cxrviewer.domain.study import Instance

MIME_TYPE = "application/x-cxrviewer-image"
_SALT = secrets.token_bytes(16)


def mime_of(instance: Instance) -> QMimeData:
    mime = QMimeData()
    mime.setData(MIME_TYPE, _token(instance))
    return mime


def instance_in(mime: QMimeData, instances: Iterable[Instance]) -> Instance | None:
    """Return which of ``instances`` is dragged; None where something else is."""
    if not mime.hasFormat(MIME_TYPE):
        return None
    token = mime.data(MIME_TYPE).data()
    return next((instance for instance in instances if _token(instance) == token), None)


def _token(instance: Instance) -> bytes:
    return hashlib.blake2b(str(instance.path).encode("utf-8", "replace"), key=_SALT).digest()
