"""Who and what is shown: identifiers, sex, age and dates, PS3.3 C.7.1, C.7.2 and C.12."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta

from pydicom.charset import python_encoding

from cxrviewer.reading.elements import Elements, text, texts
from cxrviewer.reading.validator.finding import SENDER, HeaderFinding, tag_name, warn

SEPARATORS = re.compile("[ _-]")
# Writers spell them with all kinds of separators, which pydicom forgives.
CHARACTER_SETS = frozenset(SEPARATORS.sub("", term) for term in python_encoding)
UID_PATTERN = re.compile(r"(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*))*")
LONGEST_UID = 64
# Public collections leave the unit out; such numbers are years.
AGE_PATTERN = re.compile(r"([0-9]{1,3})([DWMY]?)")
DAYS_OF = {"D": 1.0, "W": 7.0, "M": 30.44, "Y": 365.25}
OLDEST_YEARS = 130
AGE_TOLERANCE_YEARS = 2.0
FIRST_RADIOGRAPH = date(1895, 11, 8)
SEXES = frozenset({"", "M", "F", "O"})
UIDS = ("SOPClassUID", "SOPInstanceUID", "StudyInstanceUID", "SeriesInstanceUID")
SINGLE_TEXTS = ("PatientID", "PatientSex", "PatientAge", "PatientBirthDate", "StudyDate", *UIDS)
SHOWN_TEXTS = ("PatientName", "PatientID", "AccessionNumber")
LONGEST_TEXTS = {"PatientID": 64, "PatientName": 3 * 64 + 2, "AccessionNumber": 64}


def check_identity(dataset: Elements, media_sop_uid: str) -> Iterator[HeaderFinding]:
    """``media_sop_uid`` is (0002,0003) of the file meta, empty where there is none."""
    for keyword in UIDS:
        yield from _check_uid(dataset, keyword)
    sop_uid = text(dataset, "SOPInstanceUID")
    if media_sop_uid and sop_uid and media_sop_uid != sop_uid:
        yield warn(
            "uid-meta",
            f"{tag_name('SOPInstanceUID')} and the file meta's "
            f"{tag_name('MediaStorageSOPInstanceUID')} name different objects.",
        )
    for keyword in SINGLE_TEXTS:
        if len(texts(dataset, keyword)) > 1:
            yield warn("multiple-values", f"{tag_name(keyword)} holds several values; one is used.")
    for keyword in SHOWN_TEXTS:
        yield from _check_shown(dataset, keyword)
    if not all(map(_is_character_set, texts(dataset, "SpecificCharacterSet"))):
        yield warn(
            "character-set",
            f"{tag_name('SpecificCharacterSet')} is unknown: names may be wrong.",
        )


def _check_uid(dataset: Elements, keyword: str) -> Iterator[HeaderFinding]:
    uid = text(dataset, keyword)
    if not uid:
        yield warn("uid-missing", f"{tag_name(keyword)} is missing or empty.", SENDER)
    elif not is_uid(uid):
        yield warn("uid-form", f"{tag_name(keyword)} is no valid identifier.", SENDER)


def is_uid(text: str) -> bool:
    """Say whether ``text`` is a unique identifier, PS3.5 9.1."""
    return len(text) <= LONGEST_UID and UID_PATTERN.fullmatch(text) is not None


def _is_character_set(term: str) -> bool:
    return SEPARATORS.sub("", term.upper()) in CHARACTER_SETS


def _check_shown(dataset: Elements, keyword: str) -> Iterator[HeaderFinding]:
    found = "".join(texts(dataset, keyword))
    if _has_hidden(found):
        yield warn(
            "hidden-characters",
            f"{tag_name(keyword)} holds control or invisible characters and may look like another.",
        )
    if "\ufffd" in found:
        yield warn("characters", f"{tag_name(keyword)} holds characters that could not be read.")
    if len(found) > LONGEST_TEXTS[keyword]:
        yield warn("too-long", f"{tag_name(keyword)} is longer than the standard allows.")


def _has_hidden(text: str) -> bool:
    # All of these are among those that are not printable, and nearly every text is.
    hidden = ("Cc", "Cf", "Cs", "Co", "Cn")
    return not text.isprintable() and any(unicodedata.category(char) in hidden for char in text)


def check_person(dataset: Elements, today: date) -> Iterator[HeaderFinding]:
    """Check sex, age and dates; ``today`` is the last day that can have been imaged."""
    if text(dataset, "PatientSex").upper() not in SEXES:
        yield warn("sex", f"{tag_name('PatientSex')} is none of M, F and O.")
    years = _age_years(text(dataset, "PatientAge"))
    if text(dataset, "PatientAge") and (years is None or years > OLDEST_YEARS):
        yield warn("age", f"{tag_name('PatientAge')} is no age that a person can have.")
    born = _date(dataset, "PatientBirthDate")
    made = _date(dataset, "StudyDate")
    yield from _check_date(dataset, "PatientBirthDate", today)
    yield from _check_date(dataset, "StudyDate", today)
    if born is None or made is None:
        return
    if born > made:
        yield warn(
            "birth-after-study",
            f"{tag_name('PatientBirthDate')} lies after {tag_name('StudyDate')}.",
        )
        return
    then = (made - born).days / DAYS_OF["Y"]
    if then > OLDEST_YEARS:
        yield warn(
            "age-from-dates",
            f"{tag_name('PatientBirthDate')} makes the patient {then:.0f} years old.",
        )
    elif years is not None and abs(years - then) > AGE_TOLERANCE_YEARS:
        yield warn(
            "age-contradiction",
            f"{tag_name('PatientAge')} contradicts {tag_name('PatientBirthDate')}.",
        )


def _check_date(dataset: Elements, keyword: str, today: date) -> Iterator[HeaderFinding]:
    if not text(dataset, keyword):
        return
    found = _date(dataset, keyword)
    if found is None:
        yield warn("date", f"{tag_name(keyword)} is no date of the calendar.")
    elif found > today + timedelta(days=1):
        yield warn("date-future", f"{tag_name(keyword)} lies in the future.")
    elif keyword == "StudyDate" and found < FIRST_RADIOGRAPH:
        yield warn("date-early", f"{tag_name(keyword)} lies before the first radiograph was made.")


def _date(dataset: Elements, keyword: str) -> date | None:
    # ACR-NEMA wrote dates as 1993.07.21.
    found = text(dataset, keyword).replace(".", "").replace("-", "")
    if len(found) != 8 or not (found.isascii() and found.isdigit()):
        return None
    try:
        return date(int(found[:4]), int(found[4:6]), int(found[6:]))
    except ValueError:
        return None


def _age_years(age: str) -> float | None:
    found = AGE_PATTERN.fullmatch(age.upper())
    return None if found is None else int(found[1]) * DAYS_OF[found[2] or "Y"] / DAYS_OF["Y"]
