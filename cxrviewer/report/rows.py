"""The rows of results.csv and studies.csv. Their columns are a contract."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Self

from cxrviewer.domain.analysis import Analysis, Finding
from cxrviewer.domain.errors import printable
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.domain.study import Instance, Status
from cxrviewer.report.cells import cell_text, count_cell, flag_cell, number_cell, text_cell

SCORE_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One file and one label. ``above`` is None where the label has no operating point."""

    file: str
    patient_id: str
    study_uid: str
    series_uid: str
    sop_uid: str
    bundle: str
    bundle_version: str
    label: str
    score: float
    probability: float | None
    operating_point: float | None
    above: bool | None

    def cells(self) -> tuple[str, ...]:
        texts = (self.file, self.patient_id, self.study_uid, self.series_uid, self.sop_uid)
        names = (self.bundle, self.bundle_version, self.label)
        numbers = (self.score, self.probability, self.operating_point)
        return (
            *(text_cell(text) for text in (*texts, *names)),
            *(number_cell(number, decimals=SCORE_DECIMALS) for number in numbers),
            flag_cell(self.above),
        )

    @classmethod
    def from_cells(cls, cells: list[str]) -> Self:
        """Return the row that ``cells`` show; ValueError where they do not fit the columns."""
        _check_length(cls, cells)
        file, patient, study, series, sop, bundle, version, label = map(cell_text, cells[:8])
        score, probability, point, above = cells[8:]
        return cls(
            file=file,
            patient_id=patient,
            study_uid=study,
            series_uid=series,
            sop_uid=sop,
            bundle=bundle,
            bundle_version=version,
            label=label,
            score=float(score),
            probability=float(probability) if probability else None,
            operating_point=float(point) if point else None,
            above=bool(int(above)) if above else None,
        )


@dataclass(frozen=True, slots=True)
class StudyRow:
    """One file. ``rows`` and ``columns`` are pixels, ``lung_fraction`` a share of the picture."""

    file: str
    status: Status
    reason: str
    rows: int | None
    columns: int | None
    view_position: str
    lung_fraction: float | None
    seconds: float

    def cells(self) -> tuple[str, ...]:
        return (
            text_cell(self.file),
            self.status.value,
            text_cell(self.reason),
            count_cell(self.rows),
            count_cell(self.columns),
            text_cell(self.view_position),
            number_cell(self.lung_fraction, decimals=4),
            number_cell(self.seconds, decimals=3),
        )

    @classmethod
    def from_cells(cls, cells: list[str]) -> Self:
        """Return the row that ``cells`` show; ValueError where they do not fit the columns."""
        _check_length(cls, cells)
        file, status, reason, rows, columns, view, fraction, seconds = cells
        return cls(
            file=cell_text(file),
            status=Status(status),
            reason=cell_text(reason),
            rows=int(rows) if rows else None,
            columns=int(columns) if columns else None,
            view_position=cell_text(view),
            lung_fraction=float(fraction) if fraction else None,
            seconds=float(seconds),
        )


def columns_of(row: type[ResultRow] | type[StudyRow]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(row))


def file_of(path: Path) -> str:
    """Return what the column ``file`` says of a path, before it becomes a cell."""
    return printable(path)


def result_rows(instance: Instance, analysis: Analysis) -> tuple[ResultRow, ...]:
    """Return one row per finding, in the order of the analysis."""
    return tuple(_result_row(instance, finding) for finding in analysis.findings)


def study_row(radiograph: Radiograph, analysis: Analysis) -> StudyRow:
    """Return the row of an analysed file; doubts, warnings and failures stand in its reason."""
    instance = radiograph.instance
    doubts = (doubt.text for doubt in analysis.doubts)
    told = (*doubts, *instance.warnings, *radiograph.warnings, *analysis.failures)
    reasons = _joined((*told, *local_sentences(analysis)))
    mask = analysis.lung_mask
    return StudyRow(
        file=file_of(instance.path),
        status=Status.WARNING if reasons else Status.OK,
        reason=reasons,
        rows=radiograph.rows,
        columns=radiograph.columns,
        view_position=instance.view_position,
        lung_fraction=None if mask is None else mask.fraction,
        seconds=analysis.seconds,
    )


def local_sentences(analysis: Analysis) -> tuple[str, ...]:
    """Return a sentence for each operating point that is not the bundle's own."""
    return tuple(
        f"The operating point of {finding.pathology} ({finding.bundle.name}) is this place's own: "
        f"{finding.operating_point.criterion}."
        for finding in analysis.findings
        if finding.local and finding.operating_point is not None
    )


def refused_row(
    path: Path, reason: str, *, instance: Instance | None = None, seconds: float = 0.0
) -> StudyRow:
    """Return the row of a file that was not analysed; ``instance`` when its header was read."""
    return StudyRow(
        file=file_of(path),
        status=Status.REFUSED,
        reason=printable(reason),
        rows=instance.rows if instance else None,
        columns=instance.columns if instance else None,
        view_position=instance.view_position if instance else "",
        lung_fraction=None,
        seconds=seconds,
    )


def _result_row(instance: Instance, finding: Finding) -> ResultRow:
    point = finding.operating_point
    return ResultRow(
        file=file_of(instance.path),
        patient_id=printable(instance.patient.patient_id),
        study_uid=instance.study.uid,
        series_uid=instance.series.uid,
        sop_uid=instance.sop_uid,
        bundle=finding.bundle.name,
        bundle_version=finding.bundle.version,
        label=finding.pathology,
        score=finding.score,
        probability=finding.probability,
        operating_point=None if point is None else point.threshold,
        above=finding.above,
    )


def _joined(sentences: Iterable[str]) -> str:
    return printable(" ".join(dict.fromkeys(sentences)))


def _check_length(row: type[ResultRow] | type[StudyRow], cells: list[str]) -> None:
    if len(cells) != len(fields(row)):
        raise ValueError(f"{len(cells)} cells where {len(fields(row))} belong: {cells}")
