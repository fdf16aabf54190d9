"""The phantom is like a radiograph: a network fitted to real films finds its lungs."""

from pathlib import Path

import pytest

from cxrviewer.bundle.store import BundleStore
from cxrviewer.imaging.phantom import Effusion, ThoraxPhantom, View, project
from cxrviewer.inference.pipeline import Analyzer
from tests.data.reports import instance_of, phantom_radiograph

PHANTOMS = (
    ThoraxPhantom(5, rows=1024, columns=896, spacing=0.4),
    ThoraxPhantom(23, rows=1024, columns=896, spacing=0.4, heart_width=156, view=View.AP),
    ThoraxPhantom(37, rows=1024, columns=896, spacing=0.4, effusion=Effusion(-1, 62.0)),
)


@pytest.mark.parametrize("phantom", PHANTOMS, ids=("standing", "lying", "effusion"))
def test_that_the_shipped_lung_model_finds_the_lungs_of_the_phantom(
    phantom: ThoraxPhantom, shipped_models: Path
) -> None:
    bundles, _ = BundleStore((shipped_models,)).select(("lungs",))
    projected = project(phantom)
    analyzer = Analyzer.open(bundles, runtime="onnx", device="cpu", threads=1)
    try:
        mask = analyzer.analyse(phantom_radiograph(instance_of(), projected)).lung_mask
    finally:
        analyzer.close()
    assert mask is not None
    both = (mask.mask & projected.lung_mask).sum()
    assert 2 * both / (mask.mask.sum() + projected.lung_mask.sum()) >= 0.9
