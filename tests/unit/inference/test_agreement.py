from pathlib import Path

import pytest

from cxrviewer.bundle.store import BundleStore
from cxrviewer.domain.analysis import BundleIdentity, BundleStatus
from cxrviewer.domain.errors import InferenceError
from cxrviewer.inference.pipeline import Analyzer
from cxrviewer.inference.progress import Cancelled
from tests.data.bundles import make_radiograph


@pytest.fixture(scope="module")
def analyzer(tiny_models: Path) -> Analyzer:
    bundles, _ = BundleStore([tiny_models]).load_all()
    return Analyzer.open(bundles, device="cpu")


def test_that_every_label_of_the_model_has_agreed_attention(analyzer: Analyzer) -> None:
    analysis = analyzer.analyse(make_radiograph())
    bundle = analysis.attention[0].bundle
    agreement = analyzer.agreement(make_radiograph(), bundle)
    labels = {grid.pathology for grid in analysis.attention if grid.bundle == bundle}
    assert {agreed.pathology for agreed in agreement.attention} == labels
    assert (agreement.key, agreement.bundle) == (make_radiograph().key, bundle)
    assert agreement.views == 9
    for agreed in agreement.attention:
        assert 0.0 <= agreed.values.min() <= agreed.values.max() <= 1.0


def test_that_it_can_be_cancelled(analyzer: Analyzer) -> None:
    bundle = analyzer.analyse(make_radiograph()).attention[0].bundle
    with pytest.raises(Cancelled):
        analyzer.agreement(make_radiograph(), bundle, cancelled=lambda: True)


def test_that_a_model_that_is_gone_is_named(analyzer: Analyzer) -> None:
    gone = BundleIdentity("gone", "3.0.0", "c" * 64, BundleStatus.RESEARCH)
    with pytest.raises(InferenceError, match=r"gone 3\.0\.0 is not open"):
        analyzer.agreement(make_radiograph(), gone)
