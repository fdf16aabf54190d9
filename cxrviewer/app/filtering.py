"""Which images of the list are shown: all conditions of a filter hold for each of them."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from cxrviewer.app.marks import Marks
from cxrviewer.domain.study import Instance, Status


class StatusFilter(StrEnum):
    """What the scan, the disk and the models have to say of an image."""

    ANY = "any"
    OK = "ok"
    WARNING = "warning"
    NOT_FOR_MODELS = "not for models"
    ABOVE = "above"
    NOT_YET_ANALYSED = "not yet analysed"
    GONE = "gone"


class MarkFilter(StrEnum):
    """What a reader has marked."""

    ANY = "any"
    UNREAD = "unread"
    READ = "read"
    FLAGGED = "flagged"
    VERDICT = "verdict"
    NO_VERDICT = "no verdict"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an instance beside its header."""

    marks: Marks
    verdict: bool
    gone: bool
    analysed: bool
    above: bool
    doubted: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions; empty ones do not count.

    ``text`` is words that all occur. ``first_date`` and ``last_date`` are days that are included,
    YYYYMMDD; an image without a date is in no range.
    """

    text: str = ""
    modality: str = ""
    view: str = ""
    status: StatusFilter = StatusFilter.ANY
    mark: MarkFilter = MarkFilter.ANY
    first_date: str = ""
    last_date: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(folded(self.text).split())

    @property
    def is_empty(self) -> bool:
        return self == Filter(text=self.text) and not self.words

    def admits_header(self, instance: Instance) -> bool:
        series, date = instance.series, instance.study.date
        return (
            self.modality in ("", series.modality)
            and self.view in ("", instance.view_position)
            and (not self.first_date or bool(date and date >= self.first_date))
            and (not self.last_date or bool(date and date <= self.last_date))
        )

    def admits_facts(self, instance: Instance, facts: Facts) -> bool:
        return self._admits_status(instance, facts) and _MARKS[self.mark](facts)

    def _admits_status(self, instance: Instance, facts: Facts) -> bool:
        refused = bool(instance.analysis_refusal)
        return {
            StatusFilter.ANY: True,
            StatusFilter.OK: instance.status is Status.OK and not refused and not facts.gone,
            StatusFilter.WARNING: instance.status is Status.WARNING,
            StatusFilter.NOT_FOR_MODELS: refused,
            StatusFilter.ABOVE: facts.above,
            StatusFilter.NOT_YET_ANALYSED: not facts.analysed and not refused,
            StatusFilter.GONE: facts.gone,
        }[self.status]


_MARKS: dict[MarkFilter, Callable[[Facts], bool]] = {
    MarkFilter.ANY: lambda facts: True,
    MarkFilter.UNREAD: lambda facts: not facts.marks.read,
    MarkFilter.READ: lambda facts: facts.marks.read,
    MarkFilter.FLAGGED: lambda facts: facts.marks.flagged,
    MarkFilter.VERDICT: lambda facts: facts.verdict,
    MarkFilter.NO_VERDICT: lambda facts: not facts.verdict,
}


def search_text(instance: Instance) -> str:
    """Return everything of ``instance`` that a person may search for, folded, on one line."""
    study, series = instance.study, instance.series
    date = study.date
    dashed = f"{date[:4]}-{date[4:6]}-{date[6:]}" if len(date) == 8 else ""
    parts: Iterable[str] = (
        instance.patient.name.replace("^", " "),
        instance.patient.patient_id,
        date,
        dashed,
        study.description,
        study.accession_number,
        series.modality,
        series.description,
        instance.view_position,
        instance.body_part,
        instance.path.name,
    )
    return folded(" ".join(part for part in parts if part))


def folded(text: str) -> str:
    """Return ``text`` without case and without accents, so that Muller finds Müller."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))


def first_day(written: str) -> str | None:
    """Return the first day of a date such as 2024, 2024-01 or 2024-01-31; None where it is none."""
    return _day(written, "0101")


def last_day(written: str) -> str | None:
    """Return the last day of such a date; day 31 stands for the end of any month."""
    return _day(written, "1231")


def _day(written: str, rest: str) -> str | None:
    digits = re.sub(r"[-./\s]", "", written)
    if not digits:
        return ""
    if not digits.isascii() or not digits.isdigit() or len(digits) not in (4, 6, 8):
        return None
    whole = digits + rest[len(digits) - 4 :]
    return whole if "01" <= whole[4:6] <= "12" and "01" <= whole[6:] <= "31" else None
