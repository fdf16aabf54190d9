"""From verdicts or a list of labels, and the scores of the listed images, to a label's curve."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from cxrviewer.app.display_state import FindingKey
from cxrviewer.app.label_file import Labelled, read_labels
from cxrviewer.app.read_first import ReadFirst
from cxrviewer.app.session import Session
from cxrviewer.app.triage import TriageBook
from cxrviewer.app.verdict_store import pixels_of
from cxrviewer.domain.analysis import Analysis
from cxrviewer.domain.roc import Cases, Curves, Roc, curves_of, roc_of
from cxrviewer.domain.study import Instance


@dataclass(frozen=True, slots=True)
class Source:
    """``listed`` is None for the stored verdicts, of which ``blind`` takes those without scores."""

    listed: Mapping[Path, Labelled] | None = None
    blind: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What is known of the listed images at one moment; another thread may have it."""

    instances: tuple[Instance, ...]
    triage: TriageBook
    first: ReadFirst

    @classmethod
    def of(cls, session: Session) -> "Evidence":
        first, triage = session.verdicts.first, session.listing.triage
        return cls(tuple(session.studies), triage.copy(), first.copy())


@dataclass(frozen=True, slots=True, eq=False)
class Gathered:
    """``cases`` is None where there is none with or none without the finding.

    ``unanalysed`` images have a truth and no score; ``doubted`` are left out by the input check.
    """

    cases: Cases | None
    positives: int
    negatives: int
    unanalysed: int
    doubted: int


@dataclass(frozen=True, slots=True, eq=False)
class Examined:
    """``source`` as it was read; ``curves`` and ``roc`` are None where there are no cases."""

    source: Source
    found: Gathered
    curves: Curves | None = None
    roc: Roc | None = None


def finding_keys(evidence: Evidence) -> tuple[FindingKey, ...]:
    """Return the findings that were scored, by name and model."""
    # Analyses of one run share their bundles: those are compared once, not two million times.
    different = {
        (finding.pathology, id(finding.bundle)): finding
        for analysis in evidence.triage.analyses()
        for finding in analysis.findings
    }
    found = set(map(FindingKey.of, different.values()))
    return tuple(sorted(found, key=lambda key: (key.pathology.casefold(), key.bundle.name)))


def examine(evidence: Evidence, key: FindingKey, source: Source | Path) -> Examined:
    """Return a finding's curve; ``source`` may be the list of labels that is to be read first.

    Raises UsageError for what is wrong with the list.
    """
    if isinstance(source, Path):
        source = Source(read_labels(source))
    found = gather(evidence, key, source)
    if found.cases is None:
        return Examined(source, found)
    curves = curves_of(found.cases)
    return Examined(source, found, curves, roc_of(found.cases, curves))


def gather(evidence: Evidence, key: FindingKey, source: Source) -> Gathered:
    """Return what is known of a finding; scores that are still hidden stay out."""
    rows: list[tuple[bool, float, str]] = []
    unanalysed = doubted = 0
    for instance in evidence.instances:
        told = _truth(evidence, instance, key.pathology, source)
        if told is None:
            continue
        present, patient = told
        analysis = evidence.triage.analysis(instance.path)
        score = None if analysis is None else _score(analysis, key)
        if analysis is None or score is None or evidence.first.withholds(analysis):
            unanalysed += 1
        elif analysis.doubts:
            doubted += 1
        else:
            rows.append((present, score, patient))
    positives = sum(present for present, _, _ in rows)
    return Gathered(
        _cases(rows) if 0 < positives < len(rows) else None,
        positives,
        len(rows) - positives,
        unanalysed,
        doubted,
    )


def _truth(
    evidence: Evidence, instance: Instance, label: str, source: Source
) -> tuple[bool, str] | None:
    """Return whether it is there, and what stands for the patient."""
    patient = instance.patient.patient_id or str(instance.path)
    if source.listed is not None:
        entry = source.listed.get(instance.path.absolute())
        if entry is None or label not in entry.labels:
            return None
        return entry.labels[label], entry.patient or patient
    key = evidence.triage.key_of(instance.path)
    verdict = None if key is None else evidence.first.verdicts(key).get(label)
    if verdict is None or verdict.present is None or (source.blind and not verdict.scores_hidden):
        return None
    assert key is not None
    return verdict.present, patient or pixels_of(key)[0]


def _score(analysis: Analysis, key: FindingKey) -> float | None:
    for finding in analysis.findings:
        if finding.pathology == key.pathology and finding.bundle == key.bundle:
            return finding.score
    return None


def _cases(rows: list[tuple[bool, float, str]]) -> Cases:
    numbers = {patient: n for n, patient in enumerate(dict.fromkeys(p for _, _, p in rows))}
    return Cases(
        np.array([present for present, _, _ in rows], np.bool_),
        np.array([score for _, score, _ in rows], np.float64),
        np.array([numbers[patient] for _, _, patient in rows], np.int64),
    )
