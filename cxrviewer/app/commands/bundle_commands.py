"""``cxrviewer bundles``: list, verify, install."""

from collections.abc import Sequence
from pathlib import Path

from cxrviewer.app.commands.doctor import describe_bundles
from cxrviewer.bundle.model_bundle import load_bundle
from cxrviewer.bundle.store import BundleStore, install_bundle
from cxrviewer.domain.errors import BundleError, InferenceError
from cxrviewer.inference.models import open_model
from cxrviewer.inference.protocols import Device, RuntimeName


def list_all(folders: Sequence[Path]) -> int:
    for line in describe_bundles(folders):
        print(line)
    return 0


def verify(folders: Sequence[Path]) -> int:
    """Check manifest, checksums and self-check of every bundle; 1 where one fails or none is."""
    store = BundleStore(folders)
    broken = 0
    for folder in store.candidates():
        try:
            bundle = load_bundle(folder)
            open_model(bundle, RuntimeName.ONNX, Device.CPU)
        except (BundleError, InferenceError) as error:
            broken += 1
            print(f"BROKEN  {error}")
        else:
            print(f"ok      {bundle.identity.name} {bundle.identity.version} {folder}")
    if not store.candidates():
        print("There is no bundle. Install one with `cxrviewer bundles install FOLDER`.")
    return 1 if broken or not store.candidates() else 0


def install(source: Path, destination: Path) -> int:
    bundle = install_bundle(source, destination)
    print(f"Installed {bundle.identity.name} {bundle.identity.version} in {bundle.folder}")
    return 0
