"""What files say against one another: two patients in one study, one identifier for two pictures.

Each file may be sound alone. Whoever reads or reports the study must know.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from cxrviewer.domain.errors import ReadingError
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.domain.study import Instance, Patient, ScanEntry
from cxrviewer.reading.files import read_whole
from cxrviewer.reading.limits import STANDARD_LIMITS
from cxrviewer.reading.validator.finding import HeaderFinding, warn

# A hostile study can name another patient in every file: each is compared with this many.
MOST_PATIENTS = 16
WHOSE = "Find out whose pictures these are before you report."


@dataclass(frozen=True, slots=True)
class Clash:
    """Two files that contradict each other, and how."""

    first: Path
    second: Path
    finding: HeaderFinding


class FileSet:
    """The instances of one or several scans, each held against those that came before it."""

    def __init__(self) -> None:
        self._instances: dict[Path, Instance] = {}
        self._by_study: dict[str, list[Path]] = {}
        self._by_series: dict[str, Path] = {}
        self._by_sop: dict[str, Path] = {}
        self._digests: dict[Path, str | None] = {}

    def watch(self, entries: Iterable[ScanEntry]) -> Iterator[ScanEntry]:
        """Yield the entries; one that a later file contradicts comes again with its warning."""
        for entry in entries:
            if not isinstance(entry, Instance) or self._is_known(entry):
                yield entry
                continue
            self._forget(entry.path)
            clashes = tuple(self._clashes(entry))
            self._remember(entry)
            for path in dict.fromkeys(p for clash in clashes for p in (clash.first, clash.second)):
                sentences = tuple(c.finding.text for c in clashes if path in (c.first, c.second))
                self._instances[path] = with_warnings(self._instances[path], sentences)
            yield self._instances[entry.path]
            yield from (self._instances[p] for p in dict.fromkeys(c.first for c in clashes))

    def _clashes(self, entry: Instance) -> Iterator[Clash]:
        study, series, sop = entry.study.uid, entry.series.uid, entry.sop_uid
        # One file of each patient that the study names stands for the others.
        for path in self._by_study.get(study, ()) if study else ():
            finding = _of_patients(self._instances[path].patient, entry.patient)
            if finding is not None:
                yield Clash(path, entry.path, finding)
        other = self._by_series.get(series) if series else None
        if other is not None and self._instances[other].study.uid != study:
            yield Clash(other, entry.path, SERIES_IN_TWO_STUDIES)
        twin = self._by_sop.get(sop) if sop else None
        if twin is not None and self._differ(twin, entry.path):
            yield Clash(twin, entry.path, SOP_UID_TWICE)

    def _is_known(self, entry: Instance) -> bool:
        known = self._instances.get(entry.path)
        return known is not None and same_header(known, entry)

    def _forget(self, path: Path) -> None:
        """Let the file be held against the others as if it was never seen: it was written anew."""
        if self._instances.pop(path, None) is None:
            return
        self._digests.pop(path, None)
        for members in self._by_study.values():
            if path in members:
                members.remove(path)
        for book in (self._by_series, self._by_sop):
            for uid in [uid for uid, known in book.items() if known == path]:
                del book[uid]

    def _remember(self, entry: Instance) -> None:
        self._instances[entry.path] = entry
        members = self._by_study.setdefault(entry.study.uid, [])
        known = any(self._instances[path].patient == entry.patient for path in members)
        if not known and len(members) < MOST_PATIENTS:
            members.append(entry.path)
        self._by_series.setdefault(entry.series.uid, entry.path)
        self._by_sop.setdefault(entry.sop_uid, entry.path)

    def _differ(self, one: Path, other: Path) -> bool:
        digests = self._digest(one), self._digest(other)
        return None not in digests and digests[0] != digests[1]

    def _digest(self, path: Path) -> str | None:
        """Return the content's digest, None where the file cannot be read (any more)."""
        if path not in self._digests:
            try:
                data = read_whole(path, STANDARD_LIMITS)
            except ReadingError:
                self._digests[path] = None
            else:
                self._digests[path] = hashlib.sha256(data).hexdigest()
        return self._digests[path]


SERIES_IN_TWO_STUDIES = warn(
    "series-twice", "Series Instance UID (0020,000E) stands in two studies.", WHOSE
)
SOP_UID_TWICE = warn(
    "sop-twice",
    "SOP Instance UID (0008,0018) is that of another file with other content.",
    "Find out which of the two is meant before you report.",
)


def with_warnings(instance: Instance, sentences: Iterable[str]) -> Instance:
    """Return ``instance`` with ``sentences`` behind its warnings, each once."""
    warnings = tuple(dict.fromkeys((*instance.warnings, *sentences)))
    return instance if warnings == instance.warnings else replace(instance, warnings=warnings)


def same_header(one: Instance, other: Instance) -> bool:
    """Return whether both were read from the same header; what a set of files says is left out."""
    return replace(one, warnings=()) == replace(other, warnings=())


def reconcile(radiograph: Radiograph, scanned: Instance) -> Radiograph:
    """Return ``radiograph`` with what the scan found out about its file.

    Raises ReadingError where the file has become another picture since it was scanned.
    """
    loaded = radiograph.instance
    now = (loaded.sop_uid, loaded.study.uid, loaded.patient)
    if now != (scanned.sop_uid, scanned.study.uid, scanned.patient):
        raise ReadingError(
            "The file has become another picture since it was found.",
            remedy="Open its folder again.",
            path=scanned.path,
        )
    told = with_warnings(loaded, scanned.warnings)
    return radiograph if told is loaded else replace(radiograph, instance=told)


def _of_patients(one: Patient, other: Patient) -> HeaderFinding | None:
    for element, read in _COMPARED:
        first, second = read(one), read(other)
        if first and second and first != second:
            return warn(
                "patients",
                f"The files of this study contradict each other in {element}.",
                WHOSE,
            )
    return None


def _letters(name: str) -> str:
    return "".join(re.findall(r"\w+", name.casefold()))


# In words and not by keyword: the window imports this module and must not wait for pydicom.
_COMPARED: tuple[tuple[str, Callable[[Patient], str]], ...] = (
    ("Patient ID (0010,0020)", lambda patient: patient.patient_id),
    ("Patient's Name (0010,0010)", lambda patient: _letters(patient.name)),
    ("Patient's Birth Date (0010,0030)", lambda patient: patient.birth_date),
    ("Patient's Sex (0010,0040)", lambda patient: patient.sex.upper()),
)
