import hashlib
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import pytest
from numpy.typing import NDArray

from cxrviewer.bundle.manifest import FileRecord, Manifest, Platt
from cxrviewer.bundle.model_bundle import load_bundle
from cxrviewer.bundle.store import BundleStore
from cxrviewer.domain.doubts import DoubtCode
from cxrviewer.domain.errors import BundleError, InferenceError
from cxrviewer.imaging.preprocess import AspectRule
from cxrviewer.inference.models import open_model, platt_probability
from cxrviewer.inference.pipeline import Analyzer
from cxrviewer.inference.progress import Cancelled, Progress
from cxrviewer.inference.protocols import Device, NetworkOutput, RuntimeName
from tests.data.bundles import make_radiograph, write_classifier
from tests.data.radiographs import radiograph_of


@pytest.fixture(scope="module")
def analyzer(tiny_models: Path) -> Analyzer:
    bundles, errors = BundleStore([tiny_models]).load_all()
    assert not errors
    return Analyzer.open(bundles, device="cpu")


def test_that_every_label_has_a_finding_and_an_attention_grid(analyzer: Analyzer) -> None:
    analysis = analyzer.analyse(make_radiograph())
    assert {f.pathology for f in analysis.findings} == {"Tuberculosis", "Effusion", "Mass", "Edema"}
    for finding in analysis.findings:
        grid = analysis.attention_of(finding)
        assert grid is not None
        assert grid.values.shape == (8, 8)
        assert (grid.values >= 0).all()


def test_that_findings_are_ordered_by_score(analyzer: Analyzer) -> None:
    scores = [finding.score for finding in analyzer.analyse(make_radiograph()).findings]
    assert scores == sorted(scores, reverse=True)


def test_that_only_calibrated_labels_have_a_probability(analyzer: Analyzer) -> None:
    findings = {f.pathology: f for f in analyzer.analyse(make_radiograph()).findings}
    calibrated = findings["Effusion"]
    assert calibrated.probability == pytest.approx(calibrated.score, abs=1e-6)
    assert findings["Mass"].probability is None


def test_that_above_is_unknown_without_an_operating_point(analyzer: Analyzer) -> None:
    findings = {f.pathology: f for f in analyzer.analyse(make_radiograph()).findings}
    assert findings["Mass"].above is None
    effusion = findings["Effusion"]
    assert effusion.above is (effusion.score >= 0.5)


def test_that_a_score_at_the_operating_point_counts_as_above(analyzer: Analyzer) -> None:
    findings = {f.pathology: f for f in analyzer.analyse(make_radiograph()).findings}
    assert replace(findings["Effusion"], score=0.5).above is True


def test_that_the_lung_mask_lies_on_the_dark_half_at_full_size(analyzer: Analyzer) -> None:
    stored = np.full((300, 200), 3000)
    stored[60:240, 20:80] = 100
    stored[60:240, 120:180] = 100
    mask = analyzer.analyse(radiograph_of(stored)).lung_mask
    assert mask is not None
    truth = stored == 100
    overlap = 2 * (mask.mask & truth).sum() / (mask.mask.sum() + truth.sum())
    assert overlap > 0.95
    assert mask.mask.shape == (300, 200)


def test_that_the_result_carries_the_key_of_its_radiograph(analyzer: Analyzer) -> None:
    radiograph = make_radiograph(seed=3)
    assert analyzer.analyse(radiograph).key == radiograph.key


def test_that_progress_counts_the_models_and_cancelling_stops_between_them(
    analyzer: Analyzer,
) -> None:
    seen: list[Progress] = []
    with pytest.raises(Cancelled):
        analyzer.analyse(make_radiograph(), progress=seen.append, cancelled=lambda: len(seen) == 2)
    assert [(p.done, p.total) for p in seen] == [(0, 3), (1, 3)]


def test_that_lungs_come_first(analyzer: Analyzer) -> None:
    assert analyzer.bundles[0].identity.name == "lungs"


def test_that_a_network_that_fails_costs_only_its_own_findings(tiny_models: Path) -> None:
    bundles, _ = BundleStore([tiny_models]).load_all()
    models = [open_model(b, RuntimeName.ONNX, Device.CPU) for b in bundles]

    class Failing:
        provider = "failing"

        def run(self, tensors: NDArray[np.float32]) -> NetworkOutput:
            raise InferenceError("It failed.", remedy="Try again.")

    models[1] = replace(models[1], network=Failing())
    analysis = Analyzer(models, ()).analyse(make_radiograph())
    assert analysis.failures == ("It failed. Try again.",)
    assert {finding.bundle.name for finding in analysis.findings} == {"tb"}


def test_that_scores_that_are_not_numbers_are_a_failure(tiny_models: Path) -> None:
    bundles, _ = BundleStore([tiny_models]).select(["tb"])
    model = open_model(bundles[0], RuntimeName.ONNX, Device.CPU)

    class Poisoned:
        provider = "poisoned"

        def run(self, tensors: NDArray[np.float32]) -> NetworkOutput:
            nothing = np.full((1, 1), np.nan, np.float32)
            return replace(model.network.run(tensors), values=nothing)

    poisoned = replace(model, network=Poisoned())
    analysis = Analyzer([poisoned], ()).analyse(make_radiograph())
    assert analysis.findings == ()
    assert "not numbers" in analysis.failures[0]


def rewrite(folder: Path, manifest: Manifest) -> None:
    (folder / "manifest.json").write_bytes(msgspec.json.encode(manifest))


def test_that_the_self_check_finds_another_preprocessing(tmp_path: Path) -> None:
    folder = write_classifier(tmp_path / "tiny")
    manifest = load_bundle(folder).manifest
    other = replace(manifest.preprocess, aspect=AspectRule.STRETCH)
    rewrite(folder, msgspec.structs.replace(manifest, preprocess=other))
    with pytest.raises(BundleError, match="self-check failed: its tensor"):
        open_model(load_bundle(folder), RuntimeName.ONNX, Device.CPU)


def test_that_the_self_check_finds_another_network(tmp_path: Path) -> None:
    folder = write_classifier(tmp_path / "tiny")
    other = write_classifier(tmp_path / "other", name="another")
    graph = (other / "model.onnx").read_bytes()
    (folder / "model.onnx").write_bytes(graph)
    manifest = load_manifest(folder)
    record = FileRecord(bytes=len(graph), sha256=hashlib.sha256(graph).hexdigest())
    rewrite(
        folder,
        msgspec.structs.replace(manifest, files={**manifest.files, "model.onnx": record}),
    )
    with pytest.raises(BundleError, match="self-check failed: its outputs"):
        open_model(load_bundle(folder), RuntimeName.ONNX, Device.CPU)


def load_manifest(folder: Path) -> Manifest:
    return msgspec.json.decode((folder / "manifest.json").read_bytes(), type=Manifest)


def test_that_bytes_that_are_no_graph_are_refused(tmp_path: Path) -> None:
    folder = write_classifier(tmp_path / "tiny")
    (folder / "model.onnx").write_bytes(b"no graph")
    manifest = load_manifest(folder)
    record = FileRecord(bytes=8, sha256=hashlib.sha256(b"no graph").hexdigest())
    rewrite(
        folder,
        msgspec.structs.replace(manifest, files={**manifest.files, "model.onnx": record}),
    )
    analyzer = Analyzer.open([load_bundle(folder)])
    assert analyzer.bundles == ()
    assert "refuses the network" in str(analyzer.failures[0])


def test_that_an_unavailable_device_is_named_with_the_available_ones(tiny_models: Path) -> None:
    bundles, _ = BundleStore([tiny_models]).select(["tb"])
    analyzer = Analyzer.open(bundles, device="dml")
    assert "dml is not available" in str(analyzer.failures[0])
    assert "cpu" in str(analyzer.failures[0])


def test_that_a_bundle_without_keras_says_how_to_run_it(tiny_models: Path) -> None:
    bundles, _ = BundleStore([tiny_models]).select(["tb"])
    analyzer = Analyzer.open(bundles, runtime="tensorflow")
    assert "--runtime onnx" in str(analyzer.failures[0])


def test_that_platt_keeps_the_ends_finite() -> None:
    platt = Platt(slope=2.0, intercept=-1.0, positives=60)
    assert platt_probability(0.5, platt) == pytest.approx(1 / (1 + np.e))
    assert 0.0 < platt_probability(0.0, platt) < platt_probability(1.0, platt) < 1.0


def test_that_an_analysis_without_models_is_empty_and_not_zero() -> None:
    analysis = Analyzer([], ()).analyse(make_radiograph())
    assert analysis.findings == ()
    assert analysis.lung_mask is None


def test_that_a_picture_without_lungs_is_doubted_and_gets_no_probability(
    analyzer: Analyzer,
) -> None:
    bright = np.full((300, 200), 3000)
    bright[:42, :42] = 0
    doubted = analyzer.analyse(radiograph_of(bright))
    codes = [doubt.code for doubt in doubted.doubts]
    assert codes[0] is DoubtCode.NOT_CHEST
    assert doubted.doubts[0].measured == pytest.approx(0.03, abs=0.01)
    assert all(finding.probability is None for finding in doubted.findings)
    assert analyzer.analyse(make_radiograph()).doubts == ()


def test_that_covering_a_corner_tells_the_change_of_every_score(analyzer: Analyzer) -> None:
    radiograph = make_radiograph()
    occlusion = analyzer.occlusion(radiograph)
    assert occlusion.key == radiograph.key
    whole = {finding.pathology: finding.score for finding in analyzer.analyse(radiograph).findings}
    assert {f.pathology: f.score for f in occlusion.findings} == pytest.approx(whole)
    names = [part.region.name for part in occlusion.covered]
    assert names[:4] == [
        "top left corner",
        "top right corner",
        "bottom left corner",
        "bottom right corner",
    ]
    for part in occlusion.covered:
        assert len(part.scores) == len(occlusion.findings)
        assert part.scores != tuple(f.score for f in occlusion.findings)


def test_that_covering_stops_when_it_is_cancelled(analyzer: Analyzer) -> None:
    with pytest.raises(Cancelled):
        analyzer.occlusion(make_radiograph(), cancelled=lambda: True)
