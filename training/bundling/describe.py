"""The parts of a manifest, from recipe, split and network files."""

import platform
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from cxrviewer.bundle.manifest import (
    SCHEMA_VERSION,
    AcceptedInput,
    Activation,
    Decision,
    Evidence,
    Explanation,
    Licence,
    Manifest,
    Metric,
    NetworkRecord,
    OutputRecord,
    SelfCheckRecord,
    SourceRecord,
    Task,
)
from training.bundling.graph import NetworkFiles
from training.data.datasets import Dataset, Sample
from training.data.splits import Split, sha256_of_split
from training.networks.building import INPUT
from training.recipe import Recipe

ONNX_FILE = "model.onnx"
KERAS_FILE = "model.keras"
HEAD_FILE = "head.npz"
SELF_CHECK_FILE = "selfcheck/check.npz"
SELF_CHECK_TOLERANCE = 5e-3
"""Other processors round differently, graphics cards to about three digits."""

FRAMEWORKS = ("tensorflow", "keras", "onnx", "tf2onnx", "onnxruntime", "numpy")
LUNGS = "Lungs"
REPOSITORY = Path(__file__).resolve().parents[2]


def labels_of(recipe: Recipe, dataset: Dataset) -> tuple[str, ...]:
    return (LUNGS,) if recipe.task is Task.SEGMENT else dataset.labels


def draft_manifest(
    recipe: Recipe, dataset: Dataset, split: Split, network: NetworkFiles
) -> Manifest:
    """Return the manifest before anything was measured; it lists no files yet."""
    card = recipe.card
    labels = labels_of(recipe, dataset)
    return Manifest(
        schema_version=SCHEMA_VERSION,
        name=recipe.name,
        version=recipe.version,
        title=card.title,
        task=recipe.task,
        status=card.status,
        intended_use=card.intended_use,
        not_for=card.not_for,
        limits=" ".join(card.limits),
        authors=card.authors,
        licence=Licence(
            code=card.code_licence,
            weights=card.weights_licence,
            data="; ".join(f"{name}: {terms}" for name, terms in card.sources.items()),
        ),
        network=network_record(recipe, network),
        preprocess=recipe.input.preprocess_spec(),
        accepted=AcceptedInput(views=card.views, least_age=card.least_age, greatest_age=None),
        output=OutputRecord(
            labels=labels,
            trained=(True,) * len(labels),
            activation=recipe.network.activation,
            exclusive=recipe.network.activation is Activation.SOFTMAX,
            threshold=recipe.decision.threshold,
        ),
        decision=draft_decision(recipe, split, len(labels)),
        explanation=draft_explanation(recipe, len(labels)),
        evidence=evidence(recipe, dataset, split, metrics=(), baselines=()),
        self_check=SelfCheckRecord(file=SELF_CHECK_FILE, tolerance=SELF_CHECK_TOLERANCE),
        files={},
    )


def network_record(recipe: Recipe, network: NetworkFiles) -> NetworkRecord:
    return NetworkRecord(
        architecture=recipe.card.architecture,
        parameters=network.parameters,
        input_name=INPUT,
        outputs=network.outputs,
        feature_layer=network.feature_layer,
        onnx=ONNX_FILE,
        keras=KERAS_FILE,
        frameworks=used_frameworks(),
    )


def used_frameworks() -> dict[str, str]:
    """Return the versions of all that had a hand in a network's files."""
    frameworks = {name: version_of(name) for name in FRAMEWORKS}
    return frameworks | {"python": platform.python_version()}


def draft_decision(recipe: Recipe, split: Split, count: int) -> Decision | None:
    if recipe.task is Task.SEGMENT:
        return None
    return Decision(
        operating_points=(None,) * count,
        calibration=(None,) * count,
        prevalence=prevalence(split.train),
        prior_correction=None,
    )


def draft_explanation(recipe: Recipe, count: int) -> Explanation | None:
    if recipe.task is Task.SEGMENT:
        return None
    return Explanation(head=HEAD_FILE, scales=(1.0,) * count)


def prevalence(samples: Sequence[Sample]) -> tuple[float, ...]:
    """Return the share of each label among the radiographs that the network learned from."""
    targets = np.asarray([sample.targets for sample in samples], np.float64)
    return tuple(round(float(share), 4) for share in np.nanmean(targets, axis=0))


def evidence(
    recipe: Recipe,
    dataset: Dataset,
    split: Split,
    *,
    metrics: tuple[Metric, ...],
    baselines: tuple[Metric, ...],
) -> Evidence:
    """Return what the bundle was made of and how it was measured."""
    config: dict[str, Any] = msgspec.to_builtins(recipe)
    return Evidence(
        sources=source_records(recipe, dataset),
        start_weights=recipe.card.started_from,
        split_sha256=sha256_of_split(split),
        split_patients={
            "train": len({s.patient_id for s in split.train}),
            "validation": len({s.patient_id for s in split.validation}),
        },
        seed=recipe.fit.seed,
        config={name: part for name, part in config.items() if name != "card"},
        commit=commit_of(REPOSITORY),
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        metrics=metrics,
        baselines=baselines,
    )


def source_records(recipe: Recipe, dataset: Dataset) -> tuple[SourceRecord, ...]:
    found = []
    for name in sorted({sample.source for sample in dataset.samples}):
        samples = [sample for sample in dataset.samples if sample.source == name]
        patients = len({sample.patient_id for sample in samples})
        found.append(
            SourceRecord(
                name=name,
                images=len(samples),
                patients=patients,
                licence=recipe.card.sources[name],
            )
        )
    return tuple(found)


def commit_of(repository: Path) -> str:
    """Return the code's commit, marked where the training package differs from it."""
    head = _git(repository, "rev-parse", "HEAD")
    changed = _git(repository, "status", "--porcelain", "--", "training", "cxrviewer")
    return f"{head} with changes" if changed else head


def version_of(distribution: str) -> str:
    """Return a framework's version; TensorFlow goes by two names."""
    names = {"tensorflow": "tensorflow_cpu"}
    try:
        return version(distribution)
    except ModuleNotFoundError:
        return version(names[distribution])


def _git(repository: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=repository, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()
