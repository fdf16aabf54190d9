"""Which earlier study of the same patient a radiograph is compared with.

A patient is known by Patient ID and its issuer, never by the name. What else the two headers say
of the patient must not contradict it.
"""

import re
from collections.abc import Iterable

from cxrviewer.app.studies import study_key
from cxrviewer.domain.errors import UsageError
from cxrviewer.domain.study import LATERAL_WARNING, Instance, Patient

FRONTAL_VIEWS = ("PA", "AP", "")
SIDE_BY_SIDE = "Drag an image into a pane to see it beside this one."
WHOSE = "Find out whose pictures these are before you compare them."


def find_prior(current: Instance, instances: Iterable[Instance]) -> Instance:
    """Return the latest frontal radiograph of an earlier study of the same patient.

    Raises UsageError, which says why there is none, or why it is not sure that there is one.
    """
    if not is_frontal(current):
        raise UsageError("Only frontal chest radiographs are compared.", remedy=SIDE_BY_SIDE)
    if not current.patient.patient_id:
        raise UsageError("The file names no Patient ID.", remedy=SIDE_BY_SIDE)
    if not current.study.date:
        raise UsageError("The study has no date: none is known to be earlier.", remedy=SIDE_BY_SIDE)
    same = [i for i in instances if _may_be_of(i.patient, current.patient)]
    earlier = [i for i in same if is_frontal(i) and _is_earlier(i, current)]
    if not earlier:
        raise UsageError(
            "No earlier frontal study of this patient is open.",
            remedy="Open the folder that holds it.",
        )
    prior = max(earlier, key=_moment)
    for other in same:
        # Every picture of the two studies has a say, not the two compared alone.
        if study_key(other) in (study_key(current), study_key(prior)):
            _check_same(current.patient, other.patient)
    return prior


def is_frontal(instance: Instance) -> bool:
    """Say whether ``instance`` can be a frontal chest radiograph as far as its header tells."""
    view = instance.view_position.upper()
    lateral = view not in FRONTAL_VIEWS or LATERAL_WARNING in instance.warnings
    return not lateral and not instance.analysis_refusal


def _may_be_of(one: Patient, other: Patient) -> bool:
    """Say whether the identifiers agree; an issuer that one file leaves out does not differ."""
    issuers = {one.issuer, other.issuer} - {""}
    return one.patient_id == other.patient_id and len(issuers) < 2


def _check_same(one: Patient, other: Patient) -> None:
    """Raise UsageError where two headers with one Patient ID contradict each other."""
    if one.issuer != other.issuer and not (one.birth_date and one.birth_date == other.birth_date):
        raise _contradiction("only one of them says who issued the Patient ID (0010,0021)")
    for what, first, second in (
        ("Patient's Birth Date (0010,0030)", one.birth_date, other.birth_date),
        ("Patient's Sex (0010,0040)", one.sex.upper(), other.sex.upper()),
    ):
        if first and second and first != second:
            raise _contradiction(f"they differ in {what}")
    names = _letters(one.name), _letters(other.name)
    # A name changes with a marriage, a person's birth date does not.
    known = one.birth_date and one.birth_date == other.birth_date
    if all(names) and names[0] != names[1] and not known:
        raise _contradiction("they differ in Patient's Name (0010,0010), without a birth date")


def _contradiction(how: str) -> UsageError:
    return UsageError(
        f"The earlier study has the same Patient ID, but may be another person's: {how}.",
        remedy=WHOSE,
    )


def _is_earlier(instance: Instance, current: Instance) -> bool:
    return (
        bool(instance.study.date)
        and study_key(instance) != study_key(current)
        and _moment(instance) < _moment(current)
    )


def _moment(instance: Instance) -> tuple[str, str]:
    return instance.study.date, instance.study.time


def _letters(name: str) -> str:
    return "".join(re.findall(r"\w+", name.casefold()))
