"""The noise of scores is measured on the radiograph itself."""

from pathlib import Path

import pytest

from cxrviewer.bundle.store import BundleStore
from cxrviewer.imaging.reexposure import REEXPOSURES, Reexposure
from cxrviewer.inference.models import BundlePredictor, open_model
from cxrviewer.inference.pipeline import Analyzer
from cxrviewer.inference.progress import Cancelled
from cxrviewer.inference.protocols import Device, RuntimeName
from cxrviewer.inference.repeatability import measure_repeatability
from tests.data.bundles import make_radiograph


@pytest.fixture(scope="module")
def predictors(tiny_models: Path) -> list[BundlePredictor]:
    bundles, _ = BundleStore([tiny_models]).load_all()
    models = [open_model(bundle, RuntimeName.ONNX, Device.CPU) for bundle in bundles]
    return [model for model in models if isinstance(model, BundlePredictor)]


def test_that_every_score_has_a_deviation(predictors: list[BundlePredictor]) -> None:
    noise = measure_repeatability(make_radiograph(), predictors, check=lambda: None)
    assert {s.pathology for s in noise.spreads} == {"Tuberculosis", "Effusion", "Mass", "Edema"}
    assert all(spread.deviation > 0 for spread in noise.spreads)
    assert noise.exposures == len(REEXPOSURES)
    assert noise.key == make_radiograph().key


def test_that_exposures_without_a_difference_have_no_noise(
    predictors: list[BundlePredictor],
) -> None:
    same = (Reexposure(0.0, 0.0, 0.0, 1.0, 1.0),) * 3
    noise = measure_repeatability(make_radiograph(), predictors, check=lambda: None, changes=same)
    assert [spread.deviation for spread in noise.spreads] == pytest.approx([0.0] * 4, abs=1e-6)


def test_that_measuring_can_be_cancelled(tiny_models: Path) -> None:
    bundles, _ = BundleStore([tiny_models]).load_all()
    with pytest.raises(Cancelled):
        Analyzer.open(bundles, device="cpu").repeatability(
            make_radiograph(), cancelled=lambda: True
        )
