"""Shortcut controls show each half of a radiograph alone."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from cxrviewer.bundle.model_bundle import load_bundle
from cxrviewer.inference.models import BundlePredictor, BundleSegmenter, open_model
from cxrviewer.inference.protocols import Device, RuntimeName
from tests.data.bundles import make_radiograph
from training.data.datasets import Sample
from training.evaluation.controls import MID_GREY, parted, shortcut_controls

Models = tuple[BundlePredictor, BundleSegmenter]


@pytest.fixture
def models(tiny_models: Path) -> Models:
    predictor, segmenter = (
        open_model(load_bundle(tiny_models / name), RuntimeName.ONNX, Device.CPU)
        for name in ("tb", "lungs")
    )
    assert isinstance(predictor, BundlePredictor)
    assert isinstance(segmenter, BundleSegmenter)
    return predictor, segmenter


def write_picture(folder: Path, seed: int) -> str:
    pixels = make_radiograph(seed=seed).indices // 16
    (folder / f"{seed}.png").write_bytes(cv2.imencode(".png", pixels.astype(np.uint8))[1].tobytes())
    return f"{seed}.png"


def test_that_each_pixel_is_left_on_one_side_only(models: Models, tmp_path: Path) -> None:
    predictor, segmenter = models
    inside, outside = parted(predictor, segmenter, tmp_path / write_picture(tmp_path, 1))
    assert inside.shape == outside.shape == (64, 64)
    assert ((inside == MID_GREY) | (outside == MID_GREY)).all()


def test_that_both_halves_are_measured(models: Models, tmp_path: Path) -> None:
    samples = [
        Sample(write_picture(tmp_path, n), f"p{n}", "here", "here", targets=(float(n % 2),))
        for n in range(6)
    ]
    found = shortcut_controls(*models, samples, tmp_path)
    assert {m.name for m in found} == {"auroc_of_lungs_alone", "auroc_without_lungs"}
    assert all(0.0 <= metric.value <= 1.0 for metric in found)
