"""A bundle's ONNX graph, written anew from its own Keras network.

The network is the same and so are its figures; the graph may compute it in fewer steps. Importing
this module imports TensorFlow.
"""

import tempfile
from pathlib import Path

import keras
import msgspec
import numpy as np

from cxrviewer.bundle.model_bundle import ModelBundle
from cxrviewer.domain.errors import UsageError
from training.bundling.describe import ONNX_FILE, used_frameworks
from training.bundling.graph import network_files
from training.bundling.revision import raised, write_revision


def with_new_graph(bundle: ModelBundle) -> ModelBundle:
    """Write the next version of ``bundle`` with a new graph, in its own folder.

    Raises UsageError where the bundle has no Keras network, and ExportError where both differ.
    """
    if bundle.manifest.network.keras is None or not bundle.has_keras:
        raise UsageError(
            "The bundle has no Keras network.",
            remedy="Name a bundle that training has exported.",
            path=bundle.folder,
        )
    manifest = bundle.manifest
    tensor = bundle.read_self_check().tensor
    made = network_files(
        keras_network(bundle),
        manifest.task,
        feature_layer=manifest.network.feature_layer,
        probe=np.concatenate([tensor, tensor[:, ::-1]]),
    )
    network = msgspec.structs.replace(
        manifest.network, outputs=made.outputs, frameworks=used_frameworks()
    )
    revised = msgspec.structs.replace(raised(manifest), network=network)
    return write_revision(bundle, revised, bundle.folder, files={ONNX_FILE: made.onnx})


def keras_network(bundle: ModelBundle) -> keras.Model:
    """Return the bundle's Keras network; Keras reads from a path only."""
    name = bundle.manifest.network.keras
    assert name is not None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.keras"
        path.write_bytes(bundle.read_verified(name))
        return keras.saving.load_model(path, compile=False, safe_mode=True)
