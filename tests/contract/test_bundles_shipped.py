"""The bundles under resources/models are whole, small, and as good as the product promises."""

import math
from pathlib import Path

import numpy as np
import pytest

from cxrviewer.bundle.manifest import Manifest, Task
from cxrviewer.bundle.model_bundle import load_bundle
from cxrviewer.domain.analysis import BundleStatus
from cxrviewer.inference.models import BundlePredictor, open_model
from cxrviewer.inference.protocols import Device, RuntimeName
from training.bundling.selfcheck import self_check_radiograph
from training.data.datasets import NIH_LABELS, read_dataset
from training.data.leakage import shared_patients
from training.data.splits import Split, read_split, sha256_of_split

NAMES = ("chest3", "covid", "lungs", "nih14", "tb")
GREATEST_BYTES = 15 * 10**6
SPLITS = Path(__file__).resolve().parents[2] / "training" / "splits"


def manifest_of(models: Path, name: str) -> Manifest:
    return load_bundle(models / name).manifest


def value_of(manifest: Manifest, name: str, *, label: str, group: str) -> float:
    (value,) = [
        metric.value
        for metric in manifest.evidence.metrics
        if (metric.name, metric.label, metric.group) == (name, label, group)
    ]
    return value


def test_that_every_bundle_has_its_recipe_split_and_card(shipped_models: Path) -> None:
    assert sorted(p.name for p in shipped_models.iterdir() if p.is_dir()) == sorted(NAMES)
    for name in NAMES:
        assert (SPLITS / f"{name}.csv").is_file()
        assert "MODEL_CARD.md" in manifest_of(shipped_models, name).files


@pytest.mark.parametrize("name", NAMES)
def test_that_a_bundle_is_small(shipped_models: Path, name: str) -> None:
    files = [path for path in (shipped_models / name).rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < GREATEST_BYTES


@pytest.mark.parametrize("name", NAMES)
def test_that_a_bundle_passes_its_self_check(shipped_models: Path, name: str) -> None:
    model = open_model(load_bundle(shipped_models / name), RuntimeName.ONNX, Device.CPU)
    assert model.bundle.identity.name == name


@pytest.mark.parametrize("name", ["nih14", "tb"])
def test_that_attention_adds_up_to_the_logit(shipped_models: Path, name: str) -> None:
    model = open_model(load_bundle(shipped_models / name), RuntimeName.ONNX, Device.CPU)
    assert isinstance(model, BundlePredictor)
    (layer,) = model.bundle.read_head()
    tensor = model.bundle.read_self_check().tensor
    output = model.network.run(tensor)
    logits = output.features[0].mean(axis=(0, 1)) @ layer.kernel + layer.bias
    assert np.allclose(1 / (1 + np.exp(-logits)), output.values[0], atol=1e-5)
    said = model.predict(self_check_radiograph())
    assert [grid.pathology for grid in said.attention] == list(model.bundle.manifest.output.labels)


@pytest.mark.parametrize("name", NAMES)
def test_that_a_bundle_was_made_with_the_split_beside_its_recipe(
    shipped_models: Path, shared_data: Path, name: str
) -> None:
    evidence = manifest_of(shipped_models, name).evidence
    split = read_split(SPLITS / f"{name}.csv", read_dataset(name, shared_data).samples)
    assert sha256_of_split(split) == evidence.split_sha256
    assert patients_of(split) == evidence.split_patients
    train, validation = ([s.patient_id for s in part] for part in (split.train, split.validation))
    assert not shared_patients(train, validation)


def test_that_lungs_reach_the_promised_dice(shipped_models: Path) -> None:
    manifest = manifest_of(shipped_models, "lungs")
    assert manifest.task is Task.SEGMENT
    for source in ("shenzhen", "montgomery"):
        group = f"source:{source}"
        assert value_of(manifest, "dice", label="Lungs", group=group) >= 0.96
        assert value_of(manifest, "dice_p05", label="Lungs", group=group) >= 0.92
        assert value_of(manifest, "dice_left_out", label="Lungs", group=group) >= 0.93


def test_that_tb_reaches_the_promised_auroc_within_each_source(shipped_models: Path) -> None:
    manifest = manifest_of(shipped_models, "tb")
    assert manifest.output.labels == ("Tuberculosis",)
    for source in ("shenzhen", "montgomery"):
        value = value_of(manifest, "auroc", label="Tuberculosis", group=f"source:{source}")
        assert value >= 0.85


def test_that_tb_was_measured_on_folds_and_on_sources_left_out(shipped_models: Path) -> None:
    manifest = manifest_of(shipped_models, "tb")
    for source in ("shenzhen", "montgomery"):
        group = f"source:{source}"
        within = value_of(manifest, "auroc_of_folds", label="Tuberculosis", group=group)
        across = value_of(manifest, "auroc_left_out", label="Tuberculosis", group=group)
        assert within >= 0.90
        assert across >= 0.75


def test_that_nih14_states_its_figures_beside_the_baseline(shipped_models: Path) -> None:
    manifest = manifest_of(shipped_models, "nih14")
    assert manifest.output.labels == NIH_LABELS
    macro = value_of(manifest, "auroc", label="macro", group="all")
    assert (macro > 0.75) or manifest.status is BundleStatus.DEMO
    compared = {metric.label for metric in manifest.evidence.baselines}
    assert {"macro", *NIH_LABELS} <= compared


@pytest.mark.parametrize("name", NAMES)
def test_that_every_figure_lies_in_its_interval(shipped_models: Path, name: str) -> None:
    evidence = manifest_of(shipped_models, name).evidence
    for metric in (*evidence.metrics, *evidence.baselines):
        assert math.isfinite(metric.value)
        if metric.low is not None and metric.high is not None:
            assert metric.low <= metric.value <= metric.high


def patients_of(split: Split) -> dict[str, int]:
    parts = {"train": split.train, "validation": split.validation}
    return {name: len({s.patient_id for s in part}) for name, part in parts.items()}


@pytest.mark.parametrize("name", sorted({"covid", "chest3"} & set(NAMES)))
def test_that_a_model_that_answers_without_lungs_is_called_weak(
    shipped_models: Path, name: str
) -> None:
    manifest = manifest_of(shipped_models, name)
    without = [
        metric.value
        for metric in manifest.evidence.baselines
        if (metric.name, metric.group) == ("auroc_without_lungs", "all")
    ]
    assert len(without) >= len(manifest.output.labels)
    assert max(without) <= 0.65 or manifest.status is BundleStatus.DEMO
    assert manifest.decision is not None
    assert manifest.decision.calibration == (None,) * len(manifest.output.labels)
