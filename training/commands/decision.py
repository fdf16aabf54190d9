"""The command line's ``decide`` and ``adapt``. Heavy libraries wait until they are needed."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from cxrviewer.bundle.manifest import Manifest
from cxrviewer.bundle.model_bundle import ModelBundle, load_bundle
from cxrviewer.domain.analysis import OperatingPoint
from cxrviewer.domain.errors import UsageError
from cxrviewer.inference.models import BundlePredictor, open_model
from cxrviewer.inference.protocols import Device, RuntimeName
from training.bundling.thresholds import parse_criterion
from training.commands.data import Add
from training.commands.evaluation import add_split_options, recipe_of, split_of_bundle
from training.data.feedback import read_verdicts
from training.data.samples import Dataset
from training.data.splits import VALIDATION
from training.evaluation.metrics import Estimate
from training.fitting.run import dataset_of

if TYPE_CHECKING:
    from training.bundling.adapt import Change
    from training.evaluation.asking import Replies

CRITERION = "youden, who (90 %% sensitivity at 70 %% specificity), sensitivity=X, specificity=X"
DECIDE = """Choose a bundle's operating points, by a criterion, on the validation patients of its
split, and write the bundle's next version. A label with fewer than 50 radiographs on either side
gets none, and the manifest says why. Of labels that exclude one another (softmax) only one can have
an operating point, the one named with --label; the highest score names the class."""
ADAPT = """Calibrate a bundle, and choose its operating points, on a reader's own verdicts; print
calibration error, AUROC and thresholds before and after; write the bundle's next version. The
format of the verdicts is in docs/feedback.md. A label with fewer than 50 verdicts on either side
stays as it is."""


def register(add: Add) -> None:
    """Add the actions; ``add`` makes one parser of a name, a help text and an action."""
    one = add("decide", "choose a bundle's operating points by a criterion", run_decide)
    one.description = DECIDE
    one.add_argument("bundle", type=Path, help="its folder")
    one.add_argument("--criterion", required=True, help=CRITERION)
    one.add_argument("--label", action="append", help="only this one; may be given again")
    one.add_argument("--calibrate", action="store_true", help="calibrate these labels as well")
    add_split_options(one)
    _add_target(one)
    two = add("adapt", "fit a bundle's calibration to a reader's own verdicts", run_adapt)
    two.description = ADAPT
    two.add_argument("bundle", type=Path, help="its folder")
    two.add_argument("--verdicts", type=Path, required=True, help="CSV: file, label, verdict")
    two.add_argument("--images", type=Path, help="folder of the files; default: the CSV's own")
    two.add_argument("--criterion", default="youden", help=CRITERION)
    two.add_argument(
        "--force-demo",
        action="store_true",
        help="go on with as few as 5 verdicts on either side; the bundle becomes a demo",
    )
    _add_target(two)


def run_decide(given: argparse.Namespace) -> None:
    """Write the next version of a bundle with other operating points."""
    from training.bundling.decision import (  # noqa: PLC0415
        ON_VALIDATION,
        Choice,
        decide,
        decision_of,
    )

    criterion = parse_criterion(given.criterion)
    bundle = load_bundle(given.bundle)
    decision_of(bundle.manifest)
    labels = _chosen(bundle, given.label)
    split = split_of_bundle(bundle, given)
    whole = dataset_of(recipe_of(bundle, given), given.data)
    dataset = Dataset(whole.name, whole.labels, split.validation)
    replies = _ask(bundle, dataset, given.data)
    choice = Choice(criterion, labels, ON_VALIDATION, VALIDATION, calibrate=given.calibrate)
    decided = decide(bundle.manifest, replies, choice)
    points = decision_of(decided.manifest).operating_points
    for label, point in zip(decided.manifest.output.labels, points, strict=True):
        print(f"{label:20} {point_text(point)}")
    for refusal in decided.refusals:
        print(refusal)
    _write(bundle, decided.manifest, given)


def run_adapt(given: argparse.Namespace) -> None:
    """Write the next version of a bundle, calibrated on verdicts."""
    from training.bundling.adapt import adapt  # noqa: PLC0415
    from training.bundling.decision import decision_of  # noqa: PLC0415

    criterion = parse_criterion(given.criterion)
    bundle = load_bundle(given.bundle)
    decision_of(bundle.manifest)
    verdicts = read_verdicts(given.verdicts)
    replies = _ask(bundle, verdicts, given.images or given.verdicts.parent)
    adapted = adapt(bundle.manifest, replies, criterion, forced=given.force_demo)
    for change in adapted.changes:
        print(change_text(change))
    for sentence in adapted.left:
        print(sentence)
    _write(bundle, adapted.manifest, given)


def change_text(change: "Change") -> str:
    """Return one label's before and after, in lines."""
    return "\n".join(
        (
            f"{change.label}: {change.positives} present, {change.negatives} absent",
            f"  AUROC              {estimate_text(change.auroc)}, which calibration leaves",
            f"  calibration error  {estimate_text(change.error_before)} before",
            f"                     {estimate_text(change.error_after)} after, cross-validated",
            f"  operating point    {point_text(change.point_before)} before",
            f"                     {point_text(change.point_after)} after",
        )
    )


def point_text(point: OperatingPoint | None) -> str:
    if point is None:
        return "none"
    return (
        f"{point.threshold:.4f} (sensitivity {point.sensitivity:.3f}, specificity "
        f"{point.specificity:.3f}, {point.criterion})"
    )


def estimate_text(found: Estimate) -> str:
    return f"{found.value:.3f} [{found.low:.3f}, {found.high:.3f}]"


def _add_target(one: argparse.ArgumentParser) -> None:
    one.add_argument("--out", type=Path, help="the new bundle's folder; default: in its place")


def _chosen(bundle: ModelBundle, labels: list[str] | None) -> tuple[str, ...]:
    known = bundle.manifest.output.labels
    for label in labels or []:
        if label not in known:
            raise UsageError(
                f"The bundle has no label {label}.", remedy=f"It has {', '.join(known)}."
            )
    return tuple(label for label in known if not labels or label in labels)


def _ask(bundle: ModelBundle, dataset: Dataset, data: Path) -> "Replies":
    from training.evaluation.asking import ask, truth_for  # noqa: PLC0415

    model = open_model(bundle, RuntimeName.ONNX, Device.CPU)
    assert isinstance(model, BundlePredictor)
    truth = truth_for(bundle.manifest.output.labels, dataset, dataset.samples)
    return ask(model, dataset.samples, data, truth=truth)


def _write(bundle: ModelBundle, manifest: Manifest, given: argparse.Namespace) -> None:
    from training.bundling.revision import write_revision  # noqa: PLC0415

    written = write_revision(bundle, manifest, given.out or bundle.folder)
    print(
        f"{written.folder}: {manifest.name} {manifest.version}, "
        f"manifest sha-256 {written.identity.checksum[:12]}"
    )
