"""How values read on paper."""

from cxrviewer.domain.analysis import BundleIdentity, BundleStatus, Finding
from cxrviewer.domain.errors import printable
from cxrviewer.domain.study import Instance, Patient, Study

NOT_GIVEN = "not given"
DEMO_WARNING = (
    "Weak model: its figures, which stand in its card, do not allow any use beyond trying it out."
)
SYNTHETIC_WARNING = "SYNTHETIC: this picture was computed. No patient was imaged."
_SEXES = {"M": "male", "F": "female", "O": "other"}
_AGE_UNITS = {"D": "days", "W": "weeks", "M": "months", "Y": "years"}


def subject_text(instance: Instance) -> str:
    """Return whose radiograph this is; a picture without a patient is known by its file."""
    patient = instance.patient
    if patient.name or patient.patient_id:
        return patient.name or "Name not given"
    return f"File {printable(instance.path.name)}"


def day_text(date: str) -> str:
    """Return YYYYMMDD as YYYY-MM-DD, and whatever else it is as it is."""
    if len(date) == 8 and date.isdecimal():
        return f"{date[:4]}-{date[4:6]}-{date[6:]}"
    return date or NOT_GIVEN


def time_text(time: str) -> str:
    """Return HHMMSS as HH:MM, and whatever else it is as it is."""
    return f"{time[:2]}:{time[2:4]}" if time[:4].isdecimal() and len(time) >= 4 else time


def age_text(age: str) -> str:
    """Return a DICOM age string (PS3.5 6.2, AS) in words."""
    if len(age) == 4 and age[:3].isdecimal() and age[3] in _AGE_UNITS:
        return f"{int(age[:3])} {_AGE_UNITS[age[3]]}"
    return age or NOT_GIVEN


def sex_text(patient: Patient) -> str:
    return _SEXES.get(patient.sex, patient.sex) or NOT_GIVEN


def study_day_text(study: Study) -> str:
    return " ".join(part for part in (day_text(study.date), time_text(study.time)) if part)


def view_text(instance: Instance) -> str:
    """Return view position and side; laterality U means that a side does not apply."""
    side = "" if instance.laterality == "U" else instance.laterality
    return " ".join(part for part in (instance.view_position, side) if part)


def pathology_text(pathology: str) -> str:
    """Return a label with spaces for underscores."""
    return pathology.replace("_", " ")


def bundle_text(bundle: BundleIdentity) -> str:
    demo = ", demo" if bundle.status is BundleStatus.DEMO else ""
    return f"{bundle.name} {bundle.version}{demo}"


def verdict_text(finding: Finding) -> str:
    """Return where a score lies; a low score is never called negative."""
    if finding.above is None:
        return "no operating point"
    return "above operating point" if finding.above else "below operating point"
