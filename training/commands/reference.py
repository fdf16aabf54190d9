"""The command line's ``reference`` and ``input-check``. Heavy libraries wait until needed."""

import argparse
from pathlib import Path

from cxrviewer.bundle.model_bundle import load_bundle
from cxrviewer.domain.errors import UsageError
from cxrviewer.domain.places import resources_folder
from cxrviewer.inference.models import BundleSegmenter, open_model
from cxrviewer.inference.protocols import Device, RuntimeName
from training.commands.data import Add

LUNGS = resources_folder() / "models" / "lungs"
REFERENCE = """Write into a lungs bundle what its network's features are like on sound radiographs
and on inverted, turned, cut and children's ones: what the viewer's input check compares with. The
bundle becomes its next version. Run it again after each export of the lungs."""
MEASURE = """Measure the input check on patients that its statistics were not made from: false
alarms on sound radiographs by source, and how many of each kind of spoilt copy it finds."""
BUNDLE = "a lungs bundle's folder; default: the one that ships"


def register(add: Add) -> None:
    """Add the actions; ``add`` makes one parser of a name, a help text and an action."""
    one = add("reference", "write the input check's statistics into a lungs bundle", run_reference)
    one.description = REFERENCE
    one.add_argument("bundle", type=Path, nargs="?", default=LUNGS, help=BUNDLE)
    other = add("input-check", "measure false alarms and hits of the input check", run_measure)
    other.description = MEASURE
    other.add_argument("bundle", type=Path, nargs="?", default=LUNGS, help=BUNDLE)
    other.add_argument("--most", type=int, default=60, help="radiographs of each source")


def run_reference(given: argparse.Namespace) -> None:
    """Fit the statistics and write the bundle's next version."""
    from training.reference.revision import with_reference  # noqa: PLC0415

    bundle = with_reference(opened(given.bundle), given.data)
    print(f"{bundle.identity.name} {bundle.identity.version} {bundle.folder}")


def run_measure(given: argparse.Namespace) -> None:
    """Print one line per source and per kind of spoilt copy."""
    from training.reference.measuring import measure  # noqa: PLC0415

    for line in measure(opened(given.bundle), given.data, most=given.most):
        print(line, flush=True)


def opened(folder: Path) -> BundleSegmenter:
    """Return the segmenter in ``folder``; UsageError where it is none."""
    model = open_model(load_bundle(folder), RuntimeName.ONNX, Device.CPU)
    if not isinstance(model, BundleSegmenter):
        raise UsageError("This is no segmenter.", remedy="Name the lungs bundle.", path=folder)
    return model
