"""The folders that were opened last, newest first.

They are the person's own names of folders. A name can hold a patient's all the same, so that they
are kept in the preferences alone and only while the person wants it (SECURITY.md).
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from cxrviewer.app.preferences import MOST_RECENT, Preferences


def with_recent(preferences: Preferences, folders: Iterable[Path]) -> Preferences:
    """Return ``preferences`` with ``folders`` in front; without any where none are wanted.

    Names that are no text, which JSON cannot hold, are left out.
    """
    if not preferences.remember_recent:
        return replace(preferences, recent_folders=())
    names = [str(folder) for folder in folders if _is_text(str(folder))]
    kept = dict.fromkeys((*names, *preferences.recent_folders))
    return replace(preferences, recent_folders=tuple(kept)[:MOST_RECENT])


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
