from pathlib import Path

import msgspec
import pytest

from cxrviewer.bundle.manifest import Manifest
from cxrviewer.bundle.model_bundle import load_bundle
from cxrviewer.inference.models import BundlePredictor, open_model
from cxrviewer.inference.protocols import Device, RuntimeName
from tests.data.bundles import make_radiograph, write_classifier

LABELS = ("Effusion", "Mass", "Edema")


def predictor(folder: Path, trained: tuple[bool, ...]) -> BundlePredictor:
    def spoil(manifest: Manifest) -> Manifest:
        output = msgspec.structs.replace(manifest.output, trained=trained)
        return msgspec.structs.replace(manifest, output=output)

    bundle = load_bundle(write_classifier(folder, labels=LABELS, change=spoil))
    model = open_model(bundle, RuntimeName.ONNX, Device.CPU)
    assert isinstance(model, BundlePredictor)
    return model


def test_that_an_untrained_head_has_neither_score_nor_attention(tmp_path: Path) -> None:
    whole = predictor(tmp_path / "whole", (True, True, True)).predict(make_radiograph())
    partly = predictor(tmp_path / "partly", (True, False, True)).predict(make_radiograph())
    assert [f.pathology for f in whole.findings] == list(LABELS)
    assert [f.pathology for f in partly.findings] == ["Effusion", "Edema"]
    assert [g.pathology for g in partly.attention] == ["Effusion", "Edema"]
    assert partly.findings[1].score == pytest.approx(whole.findings[2].score)


def test_that_what_is_not_known_of_a_network_is_written_as_null(tmp_path: Path) -> None:
    def forget(manifest: Manifest) -> Manifest:
        assert manifest.decision is not None
        return msgspec.structs.replace(
            manifest,
            decision=msgspec.structs.replace(manifest.decision, prevalence=(None,) * 3),
            evidence=msgspec.structs.replace(manifest.evidence, split_sha256=None, seed=None),
        )

    manifest = load_bundle(write_classifier(tmp_path / "b", labels=LABELS, change=forget)).manifest
    assert manifest.decision is not None
    assert manifest.decision.prevalence == (None, None, None)
    assert manifest.evidence.split_sha256 is None
    assert manifest.evidence.seed is None
