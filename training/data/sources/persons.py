"""Age, sex and view, from the many ways in which the sets write them."""

import re

from training.data.sources.tables import UNKNOWN

GREATEST_AGE = 120.0
AGE = re.compile(r"(?<![-\d.])(\d+(?:\.\d+)?)\s*(y|m|w|d)?", re.IGNORECASE)
YEARS_PER_UNIT = {"y": 1.0, "m": 1 / 12, "w": 7 / 365.25, "d": 1 / 365.25}
SEXES = {"m": "M", "male": "M", "f": "F", "female": "F"}
VIEWS = {
    "pa": "PA",
    "ap": "AP",
    "ap erect": "AP",
    "ap supine": "AP",
    "l": "LL",
    "ll": "LL",
    "lateral": "LL",
}


def age_of(text: str) -> float:
    """Return years of ``57``, ``057Y``, ``45yrs`` or ``4 months``; NaN where nothing is said.

    Ages above 120 are typing errors of the sets (ChestX-ray14 has 412) and count as unknown.
    """
    found = AGE.search(text)
    if found is None:
        return UNKNOWN
    years = float(found[1]) * YEARS_PER_UNIT[(found[2] or "y").lower()]
    return years if years <= GREATEST_AGE else UNKNOWN


def sex_of(text: str) -> str:
    """Return M, F, or an empty text for anything else."""
    return SEXES.get(text.strip().lower(), "")


def view_of(text: str) -> str:
    """Return DICOM's PA, AP or LL; any other word as it stands."""
    return VIEWS.get(text.strip().lower(), text.strip())
