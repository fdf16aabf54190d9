"""Where settings, logs, installed bundles and demo studies are kept.

``CXRVIEWER_HOME`` moves all of them under one folder: for a portable copy, or for tests.
"""

import os
from pathlib import Path

import platformdirs

from cxrviewer.domain.places import resources_folder

NAME = "cxrviewer"


def _home() -> Path | None:
    home = os.environ.get("CXRVIEWER_HOME", "")
    return Path(home) if home else None


def settings_folder() -> Path:
    home = _home()
    return home / "settings" if home else platformdirs.user_config_path(NAME, appauthor=False)


def log_folder() -> Path:
    home = _home()
    return home / "logs" if home else platformdirs.user_log_path(NAME, appauthor=False)


def data_folder() -> Path:
    home = _home()
    return home / "data" if home else platformdirs.user_data_path(NAME, appauthor=False)


def cache_folder() -> Path:
    home = _home()
    return home / "cache" if home else platformdirs.user_cache_path(NAME, appauthor=False)


def installed_models_folder() -> Path:
    return data_folder() / "models"


def bundle_folders() -> tuple[Path, ...]:
    """Return the folders that are searched for bundles; a later one wins."""
    return (resources_folder() / "models", installed_models_folder())
