"""One radiograph, step by step: decode, tensor, every bundle, all of them."""

import tempfile
from functools import partial
from pathlib import Path

from cxrviewer.app.demo import make_demo
from cxrviewer.bundle.model_bundle import ModelBundle
from cxrviewer.bundle.store import BundleStore
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.imaging.preprocess import prepare
from cxrviewer.inference.pipeline import Analyzer
from cxrviewer.reading.load import load
from cxrviewer.reading.reader import Reader
from scripts.benchmarks.figures import MODELS, Extent, Figure, Measured, in_turns, timed

THREADS = 2


def measure_analyse(extent: Extent) -> Measured:
    """One radiograph of 2048 x 1792 pixels: decode, tensor, all networks with all Grad-CAMs."""
    with tempfile.TemporaryDirectory() as folder, Reader() as reader:
        file = next(make_demo(Path(folder)))
        here, child = in_turns(extent.runs, partial(load, file), partial(reader.load, file))
        radiograph = load(file)
    yield Figure("decode in this process", here)
    yield Figure("decode in a child", child)
    bundles = shipped_bundles()
    for bundle in bundles:
        analyzer = Analyzer.open([bundle], device="cpu", threads=THREADS)
        make = partial(prepare, radiograph, bundle.manifest.preprocess)
        tensor, whole = in_turns(extent.runs, make, partial(analyzer.analyse, radiograph))
        yield Figure(f"{bundle.identity.name}: tensor", tensor)
        yield Figure(f"{bundle.identity.name}: tensor, network and what is made of it", whole)
    everything = Analyzer.open(bundles, device="cpu", threads=THREADS)
    everything.analyse(radiograph)
    yield Figure(
        "all bundles", [timed(partial(everything.analyse, radiograph)) for _ in range(extent.runs)]
    )


def shipped_bundles(*names: str) -> tuple[ModelBundle, ...]:
    """Return the program's own bundles, or those of the given names."""
    bundles, errors = BundleStore([MODELS]).load_all()
    if errors:
        raise SystemExit(str(errors[0]))
    return tuple(b for b in bundles if not names or b.identity.name in names)


def one_radiograph() -> Radiograph:
    """Return a synthetic radiograph as it comes from its file."""
    with tempfile.TemporaryDirectory() as folder:
        return load(next(make_demo(Path(folder))))
