"""The research-use statement, and whether a person has accepted the one of today."""

from dataclasses import replace

from cxrviewer.app.preferences import Preferences

# Counted up whenever the words change in meaning: everybody is then asked again.
STATEMENT_VERSION = "1"


def is_accepted(preferences: Preferences) -> bool:
    return preferences.accepted_statement == STATEMENT_VERSION


def accept(preferences: Preferences) -> Preferences:
    """Return ``preferences`` of a person who has accepted the statement."""
    return replace(preferences, accepted_statement=STATEMENT_VERSION)
