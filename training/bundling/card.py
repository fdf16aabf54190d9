"""A bundle's model card, written from its manifest so that the two cannot disagree."""

from collections.abc import Iterable, Iterator, Sequence

from cxrviewer.bundle.manifest import Manifest, Metric
from training.evaluation.manifest_metrics import is_held_out
from training.evaluation.wording import NOTICE

CARD_FILE = "MODEL_CARD.md"
NOT_KNOWN = "not known"
TOO_FEW = "too few positives"
OPERATING_POINTS = "operating_points"
"""Where the evidence keeps why a label has no operating point: {"refused": {label: reason}}."""
UNCALIBRATED = "uncalibrated"
"""Where the same record keeps why no label was calibrated: a sentence."""


def render_card(manifest: Manifest) -> str:
    """Return the card as Markdown."""
    return "\n".join(
        [
            f"# {manifest.title} ({manifest.name} {manifest.version}, {manifest.status})",
            "",
            NOTICE,
            "",
            *_use(manifest),
            *_origin(manifest),
            *_measured(manifest.evidence.metrics),
            *_figures("What other answers come to", manifest.evidence.baselines),
            *_decision(manifest),
            *_licences(manifest),
        ]
    )


def _use(manifest: Manifest) -> Iterator[str]:
    yield from ("## Use", "", f"**For:** {manifest.intended_use}", "", "**Not for:**", "")
    yield from (f"- {item}" for item in manifest.not_for)
    accepted = manifest.accepted
    age = f", from age {accepted.least_age:g}" if accepted.least_age is not None else ""
    yield from ("", f"**Input:** {', '.join(accepted.views)} views{age}.", "")
    yield from (f"**Limits:** {manifest.limits}", "")


def _origin(manifest: Manifest) -> Iterator[str]:
    network, evidence = manifest.network, manifest.evidence
    size = f"{manifest.preprocess.height} x {manifest.preprocess.width}"
    yield from ("## Network and data", "")
    yield f"- {network.architecture}; {network.parameters:,} parameters; input {size}"
    yield f"- Started from: {evidence.start_weights}"
    parts = ", ".join(f"{count} {part}" for part, count in evidence.split_patients.items())
    yield f"- Patients: {parts}; no patient is in both parts"
    yield f"- Split sha-256: {evidence.split_sha256 or NOT_KNOWN}"
    yield f"- Seed: {NOT_KNOWN if evidence.seed is None else evidence.seed}"
    yield from ("", "| source | images | patients | terms |", "|---|---|---|---|")
    for source in evidence.sources:
        yield f"| {source.name} | {source.images} | {source.patients} | {source.licence} |"
    yield ""


def _measured(metrics: Sequence[Metric]) -> Iterator[str]:
    own = [metric for metric in metrics if not is_held_out(metric)]
    others = [metric for metric in metrics if is_held_out(metric)]
    yield from _figures("Measured on validation patients", own)
    if others:
        yield from _figures("What other fits of the recipe say of what they never saw", others)


def _figures(title: str, metrics: Iterable[Metric]) -> Iterator[str]:
    yield from (f"## {title}", "")
    yield from ("95 % intervals over patients, from 1,000 bootstrap draws.", "")
    yield "| figure | label | group | value | 95 % interval | radiographs | positives |"
    yield "|---|---|---|---|---|---|---|"
    for metric in metrics:
        low, high = (_number(bound) for bound in (metric.low, metric.high))
        positives = "" if metric.positives is None else metric.positives
        yield (
            f"| {metric.name} | {metric.label} | {metric.group} | {_number(metric.value)} "
            f"| {low} to {high} | {metric.images} | {positives} |"
        )
    yield ""


def _decision(manifest: Manifest) -> Iterator[str]:
    if manifest.decision is None:
        return
    yield from ("## Operating points", "")
    record = manifest.evidence.config.get(OPERATING_POINTS, {})
    refusals = record.get("refused", {})
    yield "Chosen and measured on the same patients, so both rates flatter."
    yield from ("", "| label | threshold | sensitivity | specificity | positives | criterion |")
    yield "|---|---|---|---|---|---|"
    for label, point in zip(
        manifest.output.labels, manifest.decision.operating_points, strict=True
    ):
        if point is None:
            yield f"| {label} | none | | | | {refusals.get(label, TOO_FEW)} |"
            continue
        yield (
            f"| {label} | {point.threshold:.4f} | {point.sensitivity:.3f} "
            f"| {point.specificity:.3f} | {point.positives} | {point.criterion} |"
        )
    calibrated = [
        label
        for label, platt in zip(manifest.output.labels, manifest.decision.calibration, strict=True)
        if platt is not None
    ]
    names = ", ".join(calibrated) or "none"
    yield from ("", f"Calibrated to a probability (Platt, at the data set's prevalence): {names}.")
    if UNCALIBRATED in record:
        yield f"Not calibrated: {record[UNCALIBRATED]}."
    yield ""


def _licences(manifest: Manifest) -> Iterator[str]:
    licence = manifest.licence
    yield from ("## Licences", "")
    yield from (
        f"- Code: {licence.code}",
        f"- Weights: {licence.weights}",
        f"- Data: {licence.data}",
    )
    yield from ("", f"Made by: {', '.join(manifest.authors)}. {manifest.evidence.created}", "")


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
