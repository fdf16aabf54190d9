"""From a published network to a bundle. Importing this module imports TensorFlow."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

import keras
import numpy as np

from cxrviewer.bundle.manifest import Manifest, Task
from cxrviewer.bundle.model_bundle import ModelBundle
from cxrviewer.domain.errors import ExportError
from cxrviewer.imaging.preprocess import PreprocessSpec, prepare
from cxrviewer.inference.models import open_model
from cxrviewer.inference.protocols import Device, RuntimeName
from training.bundling.bundle_folder import replace_folder, write_files
from training.bundling.card import CARD_FILE
from training.bundling.describe import HEAD_FILE, KERAS_FILE, ONNX_FILE, SELF_CHECK_FILE
from training.bundling.graph import NetworkFiles, head_file, network_files
from training.bundling.selfcheck import self_check_file, self_check_radiograph
from training.importing.describe import imported_manifest, render_imported_card
from training.importing.layouts import SIDE
from training.importing.network import FEATURES, densenet121, load_state
from training.importing.published_network import PublishedNetwork


def write_bundle(network: PublishedNetwork, destination: Path) -> ModelBundle:
    """Write the bundle to ``destination``/NAME and return it, verified, whole or not at all."""
    layout = network.layout
    model = densenet121(side=SIDE, channels=layout.channels, outputs=len(network.heads.labels))
    load_state(model, network.state)
    files, made = _make_files(model, layout.preprocess_spec())
    manifest = imported_manifest(network, made)
    files[CARD_FILE] = render_imported_card(manifest).encode()
    try:
        return _publish(manifest, files, destination)
    except OSError as error:
        raise ExportError(
            f"The bundle could not be written: {error.strerror or error}.",
            remedy="Check the free space and the rights of that folder.",
            path=destination,
        ) from error


def _publish(manifest: Manifest, files: Mapping[str, bytes], destination: Path) -> ModelBundle:
    """Write the bundle aside, try it in both runtimes, then put it in its place."""
    destination.mkdir(parents=True, exist_ok=True)
    target = destination / manifest.name
    with tempfile.TemporaryDirectory(dir=destination, prefix=".importing-") as place:
        finished = Path(place) / "finished"
        bundle = write_files(finished, manifest, files)
        for runtime in RuntimeName:
            open_model(bundle, runtime, Device.CPU)
        replace_folder(finished, target)
    return ModelBundle(target, bundle.manifest, bundle.identity)


def _make_files(model: keras.Model, spec: PreprocessSpec) -> tuple[dict[str, bytes], NetworkFiles]:
    radiograph = self_check_radiograph()
    tensor = prepare(radiograph, spec).tensor
    probe = np.concatenate([tensor, tensor[:, ::-1]])
    network = network_files(model, Task.CLASSIFY, feature_layer=FEATURES, probe=probe)
    outputs = np.asarray(model(tensor, training=False), np.float32)
    files = {
        ONNX_FILE: network.onnx,
        KERAS_FILE: network.keras,
        HEAD_FILE: head_file(model),
        SELF_CHECK_FILE: self_check_file(radiograph, tensor, outputs),
    }
    return files, network
