"""A new version of a bundle: the same network, other words about it.

Operating points, calibration, figures or status change; weights, graph and self-check do not. The
version rises and with it the manifest's checksum, so that no two manners of deciding share a name.
"""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from cxrviewer.bundle.manifest import Manifest
from cxrviewer.bundle.model_bundle import ModelBundle
from cxrviewer.domain.analysis import BundleStatus
from cxrviewer.inference.models import open_model
from cxrviewer.inference.protocols import Device, RuntimeName
from training.bundling.bundle_folder import replace_folder, write_files
from training.bundling.card import CARD_FILE, render_card
from training.evaluation.manifest_metrics import is_held_out
from training.evaluation.record import Evaluation
from training.evaluation.shortcuts import leans_on_the_rest


def write_revision(
    bundle: ModelBundle,
    manifest: Manifest,
    target: Path,
    *,
    files: Mapping[str, bytes] | None = None,
) -> ModelBundle:
    """Write the files of ``bundle`` under ``manifest`` to the folder ``target``, whole or not.

    ``files`` are added, or take the place of those of their names.
    ``target`` may be the bundle's own folder, which survives until the new one was opened.
    """
    written = {name: bundle.read_verified(name) for name in bundle.manifest.files}
    written |= {CARD_FILE: render_card(manifest).encode(), **(files or {})}
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".revising-") as place:
        folder = Path(place) / target.name
        folder.mkdir()
        revised = write_files(folder, manifest, written)
        open_model(revised, RuntimeName.ONNX, Device.CPU)
        replace_folder(folder, target)
    return ModelBundle(target, revised.manifest, revised.identity)


def raised(manifest: Manifest) -> Manifest:
    """Return ``manifest`` with the last number of its version one higher."""
    major, minor, patch = manifest.version.split(".")
    return msgspec.structs.replace(manifest, version=f"{major}.{minor}.{int(patch) + 1}")


def with_record(manifest: Manifest, name: str, record: Any) -> Manifest:
    """Return ``manifest`` whose evidence keeps ``record``, plain values, under ``name``."""
    config = manifest.evidence.config | {name: record}
    evidence = msgspec.structs.replace(manifest.evidence, config=config)
    return msgspec.structs.replace(manifest, evidence=evidence)


def with_limit(manifest: Manifest, sentence: str) -> Manifest:
    """Return ``manifest`` with ``sentence`` among its limits, once."""
    if sentence in manifest.limits:
        return manifest
    return msgspec.structs.replace(manifest, limits=f"{manifest.limits} {sentence}")


def with_evaluation(manifest: Manifest, evaluation: Evaluation) -> Manifest:
    """Return the next version of ``manifest`` with the figures of ``evaluation``.

    A network that answers without lungs becomes a demo, whatever it was. Figures of other fits of
    the recipe stay.
    """
    of_others = tuple(m for m in manifest.evidence.metrics if is_held_out(m))
    evidence = msgspec.structs.replace(
        manifest.evidence,
        metrics=evaluation.metrics + of_others,
        baselines=evaluation.baselines,
    )
    leaning = leans_on_the_rest(evaluation.baselines)
    status = manifest.status if leaning is None else BundleStatus.DEMO
    return msgspec.structs.replace(raised(manifest), evidence=evidence, status=status)
