"""The manifest and the card of an imported network: what is known of it, and what is not."""

import platform
from collections.abc import Iterator
from datetime import UTC, datetime

from cxrviewer.bundle.manifest import (
    SCHEMA_VERSION,
    AcceptedInput,
    Activation,
    Decision,
    Evidence,
    Explanation,
    Licence,
    Manifest,
    NetworkRecord,
    OutputRecord,
    SelfCheckRecord,
    Task,
)
from cxrviewer.domain.analysis import BundleStatus
from training.bundling.describe import (
    FRAMEWORKS,
    HEAD_FILE,
    KERAS_FILE,
    ONNX_FILE,
    REPOSITORY,
    SELF_CHECK_FILE,
    SELF_CHECK_TOLERANCE,
    commit_of,
    version_of,
)
from training.bundling.graph import NetworkFiles
from training.evaluation.wording import NOTICE
from training.importing.layouts import Layout
from training.importing.published_network import Origin, PublishedNetwork
from training.networks.building import INPUT

VERSION = "1.0.0"
LOGIT_SHARE = 0.5
"""Where colour bars end: one cell of the map alone raises the logit by so much (odds x 1.65).

It is a convention, the same for every label, not a measurement: no radiographs come with a
checkpoint.
"""

NOT_FOR = (
    "Diagnosis, screening or any decision about a patient.",
    "Lateral views.",
    "Comparison of its scores with a threshold: none was chosen, and they are not calibrated.",
)


def imported_manifest(published: PublishedNetwork, network: NetworkFiles) -> Manifest:
    """Return the manifest of an imported network; it lists no files yet."""
    layout, heads = published.layout, published.heads
    count = len(heads.labels)
    return Manifest(
        schema_version=SCHEMA_VERSION,
        name=published.name,
        version=VERSION,
        title=layout.title,
        task=Task.CLASSIFY,
        status=BundleStatus.IMPORTED,
        intended_use="Scores frontal chest radiographs with a published network, in teaching and "
        "research on how such scores behave.",
        not_for=NOT_FOR,
        limits=_limits(layout),
        authors=("The checkpoint's authors",),
        licence=Licence(
            code="Apache-2.0",
            weights="As the checkpoint's authors set them; not known to the importer",
            data=layout.data,
        ),
        network=_network_record(network),
        preprocess=layout.preprocess_spec(),
        accepted=AcceptedInput(views=("PA", "AP"), least_age=None, greatest_age=None),
        output=OutputRecord(
            labels=heads.labels,
            trained=heads.trained,
            activation=Activation.SIGMOID,
            exclusive=False,
            threshold=None,
        ),
        decision=Decision(
            operating_points=(None,) * count,
            calibration=(None,) * count,
            prevalence=(None,) * count,
            prior_correction=None,
        ),
        explanation=Explanation(head=HEAD_FILE, scales=(LOGIT_SHARE,) * count),
        evidence=_evidence(layout, published.origin),
        self_check=SelfCheckRecord(file=SELF_CHECK_FILE, tolerance=SELF_CHECK_TOLERANCE),
        files={},
    )


def render_imported_card(manifest: Manifest) -> str:
    """Return the card as Markdown."""
    return "\n".join([*_heading(manifest), *_outputs(manifest), *_unknown(manifest), ""])


def _limits(layout: Layout) -> str:
    return (
        "Imported: nothing was measured here. The network sees the square in the middle of a "
        "radiograph and nothing beside it. Heatmaps end at a fixed share in the logit, "
        f"{LOGIT_SHARE:g} per cell, which was not fitted to any radiograph. {layout.limits}"
    )


def _network_record(network: NetworkFiles) -> NetworkRecord:
    frameworks = {name: version_of(name) for name in FRAMEWORKS}
    return NetworkRecord(
        architecture="DenseNet121, global average pooling, one dense layer",
        parameters=network.parameters,
        input_name=INPUT,
        outputs=network.outputs,
        feature_layer=network.feature_layer,
        onnx=ONNX_FILE,
        keras=KERAS_FILE,
        frameworks=frameworks | {"python": platform.python_version()},
    )


def _evidence(layout: Layout, origin: Origin) -> Evidence:
    return Evidence(
        sources=(),
        start_weights=f"Imported whole from {origin}; what its fit started from is not known",
        split_sha256=None,
        split_patients={},
        seed=None,
        config={"layout": layout.name, "checkpoint": origin.file, "sha256": origin.sha256},
        commit=commit_of(REPOSITORY),
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        metrics=(),
        baselines=(),
    )


def _heading(manifest: Manifest) -> Iterator[str]:
    yield from (f"# {manifest.title} ({manifest.name} {manifest.version}, {manifest.status})", "")
    yield from (NOTICE, "", f"**For:** {manifest.intended_use}", "", "**Not for:**", "")
    yield from (f"- {item}" for item in manifest.not_for)
    yield from ("", f"**Limits:** {manifest.limits}", "")
    network = manifest.network
    yield f"- {network.architecture}; {network.parameters:,} parameters"
    yield f"- {manifest.evidence.start_weights}"
    yield f"- Weights: {manifest.licence.weights}"
    yield from (f"- Data: {manifest.licence.data}", "")


def _outputs(manifest: Manifest) -> Iterator[str]:
    output = manifest.output
    yield from ("## Outputs", "", "| label | trained |", "|---|---|")
    for label, trained in zip(output.labels, output.trained, strict=True):
        yield f"| {label} | {'yes' if trained else 'no: the viewer leaves it out'} |"


def _unknown(manifest: Manifest) -> Iterator[str]:
    yield from ("", "## Not known here", "")
    yield "Sources, split, seed, prevalence, thresholds, calibration and every figure of merit."
    yield "`python -m training import verify` compares the scores with published ones."
    yield f"Imported {manifest.evidence.created}."
