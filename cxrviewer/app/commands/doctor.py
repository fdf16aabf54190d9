"""What a person needs to know when something does not work."""

import importlib.metadata
import platform
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from cxrviewer import __version__
from cxrviewer.app.commands.screen import why_no_screen
from cxrviewer.app.folders import (
    bundle_folders,
    cache_folder,
    log_folder,
    settings_folder,
)
from cxrviewer.bundle.store import BundleStore
from cxrviewer.domain.errors import printable
from cxrviewer.inference.protocols import Device
from cxrviewer.reading.decoders import describe_decoders

NO_CUDA = "this ONNX Runtime has no CUDA built in (docs/gpu.md)"
LIBRARIES = (
    "numpy",
    "opencv-python-headless",
    "pydicom",
    "Pillow",
    "imagecodecs",
    "onnxruntime",
    "onnxruntime-gpu",
    "PySide6-Essentials",
    "pyqtgraph",
    "reportlab",
    "tensorflow-cpu",
    "tensorflow",
    "keras",
)


def report() -> Iterator[str]:
    """Yield the report line by line."""
    yield f"cxrviewer {__version__}, Python {platform.python_version()}, {platform.platform()}"
    yield ""
    yield "Libraries"
    for name in LIBRARIES:
        yield f"  {name:24} {_version(name)}"
    yield ""
    yield "Decoders"
    for syntax, decoder in describe_decoders():
        yield f"  {syntax:48} {decoder}"
    yield ""
    yield "Models run on"
    yield from (f"  {line}" for line in describe_device(bundle_folders()))
    yield ""
    yield f"Display: {why_no_screen() or 'ok'}"
    yield ""
    yield "Bundles"
    yield from (f"  {line}" for line in describe_bundles(bundle_folders()))
    yield ""
    yield f"Settings: {printable(settings_folder())}"
    yield f"Logs:     {printable(log_folder())}"
    yield f"Cache:    {printable(cache_folder())}"
    yield f"Bundles:  {', '.join(printable(folder) for folder in bundle_folders())}"
    yield f"Program:  {printable(sys.executable)}"


def describe_bundles(folders: Sequence[Path]) -> Iterator[str]:
    """Yield a line per bundle, and one per bundle that cannot be used."""
    store = BundleStore(folders)
    bundles, errors = store.load_all()
    replaced = store.replaced()
    for bundle in bundles:
        manifest, identity = bundle.manifest, bundle.identity
        labels = f"{len(manifest.output.labels)} label(s)"
        yield (
            f"{identity.name:12} {identity.version:8} {identity.status.value:9} "
            f"{manifest.task.value:9} {labels:12} {identity.checksum[:12]}  {manifest.title}"
        )
        for hidden in replaced.get(identity.name, ()):
            yield f"{'':12} used instead of {hidden.identity.version} in {printable(hidden.folder)}"
    for error in errors:
        yield f"broken: {error}"
    if not bundles and not errors:
        yield "none"


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"


def describe_device(folders: Sequence[Path]) -> Iterator[str]:
    """Yield what `--device auto` comes to here, and why; the smallest model is opened for it."""
    from cxrviewer.inference.onnx_runtime import available_devices  # noqa: PLC0415  (slow to load)
    from cxrviewer.inference.pipeline import Analyzer  # noqa: PLC0415

    there = available_devices()
    yield f"built in: {', '.join(device.value for device in there)}"
    bundles, _ = BundleStore(folders).load_all()
    if not bundles:
        yield "not tried: there is no bundle"
        return
    smallest = min(bundles, key=lambda bundle: bundle.manifest.network.parameters)
    analyzer = Analyzer.open([smallest])
    for failure in analyzer.failures:
        yield f"not tried: {failure}"
    if analyzer.bundles:
        why = "its self-check passed there" if Device.CUDA in there else NO_CUDA
        reasons = [str(fallback) for fallback in analyzer.fallbacks] or [why]
        yield f"{analyzer.provider}: {' '.join(reasons)}"
    analyzer.close()
