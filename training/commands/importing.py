"""The command line's ``import``. Frameworks are imported only when they are needed."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from training.importing.layouts import LAYOUTS
from training.importing.published import read_predictions, read_truth
from training.importing.published_network import read_densenet121
from training.importing.verify import LabelAgreement, agreements, ask, mean_of, open_classifier


def add_import(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``import`` with its own actions."""
    help_text = "make a bundle of a published network, or compare one with published scores"
    top = actions.add_parser("import", help=help_text, description=sentence(help_text))
    kinds = top.add_subparsers(required=True, metavar="WHAT")
    _add_densenet121(kinds)
    _add_verify(kinds)


def _add_densenet121(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    one = kinds.add_parser(
        "torch-densenet121",
        help="a PyTorch checkpoint of DenseNet121",
        description="Make a bundle of a PyTorch checkpoint of DenseNet121. PyTorch is not needed, "
        "and nothing in the checkpoint is run.",
    )
    one.add_argument("checkpoint", type=Path, metavar="FILE", help="what torch.save wrote")
    one.add_argument("--layout", choices=sorted(LAYOUTS), required=True, help="who published it")
    one.add_argument("--out", type=Path, required=True, help="folder that the bundle is put in")
    one.add_argument("--name", help="the bundle's name; default: the layout's")
    one.add_argument(
        "--labels",
        type=lambda text: tuple(part.strip() for part in text.split(",")),
        help="the outputs' labels in order, with commas; an empty one for an untrained head",
    )
    one.set_defaults(action=run_import)


def _add_verify(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    help_text = "compare a bundle's scores with published ones"
    one = kinds.add_parser("verify", help=help_text, description=sentence(help_text))
    one.add_argument("bundle", type=Path, help="the bundle's folder")
    one.add_argument("--predictions", type=Path, required=True, help="CSV: Image Index, prob_...")
    one.add_argument("--images", type=Path, required=True, help="folder of the radiographs")
    one.add_argument("--truth", type=Path, help="CSV: Image Index, Finding Labels (Data_Entry)")
    one.set_defaults(action=run_verify)


def sentence(words: str) -> str:
    """Return an action's help as the sentence that describes it."""
    return f"{words[0].upper()}{words[1:]}."


def run_import(given: argparse.Namespace) -> None:
    """Import a checkpoint and say what to do with the bundle."""
    layout = LAYOUTS[given.layout]
    network = read_densenet121(
        given.checkpoint, layout, name=given.name or layout.name, labels=given.labels
    )
    from training.importing.bundle import write_bundle  # noqa: PLC0415

    bundle = write_bundle(network, given.out)
    output = bundle.manifest.output
    print(f"{bundle.folder}: {sum(output.trained)} of {len(output.labels)} heads are trained.")
    print(f"Use it in the viewer: cxrviewer bundles install {bundle.folder}")


def run_verify(given: argparse.Namespace) -> None:
    """Print how a bundle's scores agree with published ones."""
    predictions = read_predictions(given.predictions)
    truth = read_truth(given.truth) if given.truth is not None else None
    scores = ask(open_classifier(given.bundle), predictions, given.images)
    show_agreements(agreements(scores, truth))


def show_agreements(found: Sequence[LabelAgreement]) -> None:
    """Print one line per label and their mean."""
    print(f"{found[0].images} radiographs")
    print(f"{'label':28} {'mean |delta|':>12} {'correlation':>12} {'AUROC':>8} {'published':>10}")
    mean = LabelAgreement(
        label="mean",
        images=found[0].images,
        mean_difference=sum(one.mean_difference for one in found) / len(found),
        correlation=mean_of([one.correlation for one in found]),
        area=mean_of([one.area for one in found]),
        published_area=mean_of([one.published_area for one in found]),
    )
    for one in (*found, mean):
        print(
            f"{one.label:28} {one.mean_difference:12.4f} {_number(one.correlation):>12} "
            f"{_number(one.area):>8} {_number(one.published_area):>10}"
        )


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
