"""A random PyTorch DenseNet121 and the bundle imported from it say the same.

PyTorch and TensorFlow abort when they share a process: each runs in a child of its own, as a
person would run it, and only their files meet here.
"""

import subprocess
import sys
import zipfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from cxrviewer.bundle.model_bundle import ModelBundle, load_bundle
from cxrviewer.domain.analysis import BundleStatus
from cxrviewer.inference.gradcam import HeadExplainer
from cxrviewer.inference.models import BundlePredictor, open_model
from cxrviewer.inference.protocols import Device, RuntimeName
from tests.data.bundles import make_radiograph
from training.importing.checkpoint import read_checkpoint

REPOSITORY = Path(__file__).resolve().parents[2]
GREATEST_DIFFERENCE = 1e-4
UNTRAINED = 4

pytestmark = [
    pytest.mark.skipif(
        find_spec("torch") is None or find_spec("keras") is None,
        reason="PyTorch and TensorFlow are not both installed (extras import-test and training)",
    ),
    pytest.mark.timeout(600),
]


@dataclass(frozen=True)
class Case:
    """A layout with the numbers of channels and outputs that it has."""

    layout: str
    channels: int
    outputs: int
    options: tuple[str, ...] = ()


CASES = (
    Case("chexnet", 3, 14),
    Case("torchxrayvision", 1, 18, ("--name", "rays")),
)


@dataclass(frozen=True)
class Imported:
    """A bundle and what PyTorch says: ``tensors`` (n, h, w, c) and ``logits`` (n, outputs)."""

    case: Case
    bundle: ModelBundle
    tensors: NDArray[np.float32]
    logits: NDArray[np.float32]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )


def import_checkpoint(
    file: Path, out: Path, layout: str, *options: str
) -> subprocess.CompletedProcess[str]:
    what = ("import", "torch-densenet121", str(file), "--layout", layout, "--out", str(out))
    return run("-m", "training", *what, *options)


@pytest.fixture(scope="module", params=CASES, ids=lambda case: case.layout)
def imported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Imported:
    case: Case = request.param
    place = tmp_path_factory.mktemp(case.layout)
    shape = (str(case.channels), str(case.outputs))
    replica = run(str(REPOSITORY / "tests/data/torch_replica.py"), str(place), *shape)
    assert replica.returncode == 0, replica.stderr
    done = import_checkpoint(place / "checkpoint.pt", place / "models", case.layout, *case.options)
    assert done.returncode == 0, done.stderr
    (folder,) = (place / "models").iterdir()
    assert f"cxrviewer bundles install {folder}" in done.stdout
    with np.load(place / "expected.npz") as expected:
        return Imported(case, load_bundle(folder), expected["tensors"], expected["logits"])


def predictor_of(imported: Imported) -> BundlePredictor:
    model = open_model(imported.bundle, RuntimeName.ONNX, Device.CPU)
    assert isinstance(model, BundlePredictor)
    return model


def test_that_the_bundle_gives_pytorchs_logits(imported: Imported) -> None:
    model = predictor_of(imported)
    output = model.network.run(imported.tensors)
    head = HeadExplainer(imported.bundle.read_head())
    logits = np.stack([head.logits(maps.mean(axis=(0, 1))) for maps in output.features])
    assert imported.logits.std() > 1.0
    assert np.abs(logits - imported.logits).max() <= GREATEST_DIFFERENCE
    # One sigmoid, whether or not the checkpoint brought its own.
    once = 1.0 / (1.0 + np.exp(-imported.logits))
    assert np.abs(output.values - once).max() <= GREATEST_DIFFERENCE


def test_that_the_keras_network_adds_pytorchs_epsilon(imported: Imported) -> None:
    keras_file = imported.bundle.file(imported.bundle.manifest.network.keras or "")
    with zipfile.ZipFile(keras_file) as archive:
        config = archive.read("config.json").decode()
    assert config.count('"epsilon": 1e-05') == 121
    assert config.count('"epsilon"') == 121


def test_that_the_manifest_claims_nothing_that_is_not_known(imported: Imported) -> None:
    manifest = imported.bundle.manifest
    assert manifest.name == ("rays" if imported.case.layout == "torchxrayvision" else "chexnet")
    assert manifest.status is BundleStatus.IMPORTED
    assert manifest.preprocess.channels == imported.case.channels
    assert len(manifest.output.labels) == imported.case.outputs
    decision, evidence = manifest.decision, manifest.evidence
    assert decision is not None
    unknown = (*decision.operating_points, *decision.calibration, *decision.prevalence)
    assert set(unknown) == {None}
    assert (evidence.split_sha256, evidence.seed, evidence.metrics) == (None, None, ())
    assert evidence.config["sha256"] in evidence.start_weights
    card = imported.bundle.read_verified("MODEL_CARD.md").decode()
    assert manifest.limits in card
    assert "Not known here" in card


def test_that_only_trained_heads_speak(imported: Imported) -> None:
    said = predictor_of(imported).predict(make_radiograph(300, 200))
    untrained = UNTRAINED if imported.case.layout == "torchxrayvision" else 0
    labels = imported.bundle.manifest.output.labels
    assert [f.pathology for f in said.findings] == list(labels[: len(labels) - untrained])
    assert all(finding.above is None for finding in said.findings)
    assert {grid.values.shape for grid in said.attention} == {(7, 7)}


def test_that_pytorchs_older_form_holds_the_same(imported: Imported) -> None:
    folder = imported.bundle.folder.parents[1]
    new, old = (read_checkpoint(folder / name).arrays for name in ("checkpoint.pt", "old.pt"))
    assert list(new) == list(old)
    assert all(np.array_equal(new[name], old[name], equal_nan=True) for name in new)
