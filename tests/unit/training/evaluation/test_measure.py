"""Bundles asked through the path that ships."""

from pathlib import Path

import msgspec
import numpy as np

from cxrviewer.bundle.manifest import Manifest
from cxrviewer.bundle.model_bundle import load_bundle
from cxrviewer.inference.models import BundlePredictor, open_model
from cxrviewer.inference.protocols import Device, RuntimeName
from tests.data.bundles import write_classifier
from tests.data.readings import made_samples
from training.evaluation.manifest_metrics import classifier_metrics
from training.evaluation.measure import ask_classifier

LABELS = ("Effusion", "Mass", "Edema")


def untrained_first(manifest: Manifest) -> Manifest:
    output = msgspec.structs.replace(manifest.output, trained=(False, True, True))
    return msgspec.structs.replace(manifest, output=output)


def test_that_an_untrained_head_leaves_the_other_labels_their_columns(tmp_path: Path) -> None:
    samples = made_samples(tmp_path, 8, labels=3)
    folders = (
        write_classifier(tmp_path / "whole", labels=LABELS),
        write_classifier(tmp_path / "part", labels=LABELS, change=untrained_first),
    )
    models = [open_model(load_bundle(f), RuntimeName.ONNX, Device.CPU) for f in folders]
    assert all(isinstance(model, BundlePredictor) for model in models)
    whole, part = (ask_classifier(m, samples, tmp_path) for m in models)  # type: ignore[arg-type]
    assert np.isnan(part.scores[:, 0]).all()
    assert np.isnan(part.peaks[:, 0]).all()
    assert np.allclose(part.scores[:, 1:], whole.scores[:, 1:])
    labels = {m.label for m in classifier_metrics(part, LABELS) if m.group == "all"}
    assert labels == {"Mass", "Edema", "macro"}
