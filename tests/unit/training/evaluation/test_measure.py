"""Bundles asked through the path that ships."""

from dataclasses import replace
from pathlib import Path

import cv2
import msgspec
import numpy as np
import pytest
from numpy.typing import NDArray

from cxrviewer.bundle.manifest import Manifest
from cxrviewer.bundle.model_bundle import load_bundle
from cxrviewer.domain.errors import ReadingError
from cxrviewer.inference.models import BundlePredictor, BundleSegmenter, open_model
from cxrviewer.inference.protocols import Device, RuntimeName
from cxrviewer.reading.load import load
from tests.data.bundles import write_classifier
from tests.data.readings import made_samples
from training.evaluation.manifest_metrics import classifier_metrics
from training.evaluation.measure import ask_classifier, dice_of_segmenter

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


def write_mask(path: Path, mask: NDArray[np.bool_]) -> str:
    path.write_bytes(cv2.imencode(".png", mask.astype(np.uint8) * 255)[1].tobytes())
    return path.name


@pytest.fixture
def segmenter(tiny_models: Path) -> BundleSegmenter:
    model = open_model(load_bundle(tiny_models / "lungs"), RuntimeName.ONNX, Device.CPU)
    assert isinstance(model, BundleSegmenter)
    return model


def test_that_dice_is_against_both_lungs_where_a_set_keeps_them_apart(
    tmp_path: Path, segmenter: BundleSegmenter
) -> None:
    (sample,) = made_samples(tmp_path, 1)
    said = segmenter.segment(load(tmp_path / sample.image)).mask
    middle = int(np.median(np.nonzero(said)[1]))
    left, right = said.copy(), said.copy()
    left[:, middle:], right[:, :middle] = False, False
    apart = replace(
        sample,
        mask=write_mask(tmp_path / "left_mask.png", left),
        other_mask=write_mask(tmp_path / "right_mask.png", right),
    )
    assert dice_of_segmenter(segmenter, [apart], tmp_path) == pytest.approx(1.0)


def test_that_dice_is_at_the_size_of_a_smaller_mask(
    tmp_path: Path, segmenter: BundleSegmenter
) -> None:
    (sample,) = made_samples(tmp_path, 1)
    said = segmenter.segment(load(tmp_path / sample.image)).mask
    small = write_mask(tmp_path / "small.png", said[::2, ::2])
    smaller = replace(sample, mask=small, scaled_mask=True)
    assert dice_of_segmenter(segmenter, [smaller], tmp_path) == pytest.approx(1.0, abs=0.1)


def test_that_a_mask_of_a_list_that_is_missing_names_its_row(
    tmp_path: Path, segmenter: BundleSegmenter
) -> None:
    (sample,) = made_samples(tmp_path, 1)
    listed = replace(sample, mask="nowhere.png", listed="row 5 of list.csv")
    with pytest.raises(ReadingError, match=r"row 5 of list\.csv"):
        dice_of_segmenter(segmenter, [listed], tmp_path)
