"""One study's work in a run without a screen, as frozen values that cross processes."""

from dataclasses import dataclass

from cxrviewer.domain.study import Instance
from cxrviewer.report.outputs import OutputRow
from cxrviewer.report.rows import ResultRow, StudyRow


@dataclass(frozen=True, slots=True)
class ImageTask:
    """One radiograph to analyse; ``stem`` names what is written for it."""

    instance: Instance
    stem: str


@dataclass(frozen=True, slots=True)
class StudyTask:
    """The radiographs of one study; ``report_stem`` names its PDF."""

    images: tuple[ImageTask, ...]
    report_stem: str


@dataclass(frozen=True, slots=True)
class ImageOutcome:
    """What came of one radiograph."""

    study: StudyRow
    results: tuple[ResultRow, ...]
    outputs: tuple[OutputRow, ...]


@dataclass(frozen=True, slots=True)
class StudyOutcome:
    """What came of one study, in the order of its radiographs."""

    images: tuple[ImageOutcome, ...]
