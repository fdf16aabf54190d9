"""From a published checkpoint to a bundle. Importing this module imports TensorFlow."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import keras
import msgspec
import numpy as np

from cxrviewer.bundle.manifest import Name, Task
from cxrviewer.bundle.model_bundle import ModelBundle
from cxrviewer.domain.errors import UsageError
from cxrviewer.imaging.preprocess import PreprocessSpec, prepare
from cxrviewer.inference.models import open_model
from cxrviewer.inference.protocols import Device, RuntimeName
from training.bundle_folder import replace_folder, write_files
from training.describe import CARD_FILE, HEAD_FILE, KERAS_FILE, ONNX_FILE, SELF_CHECK_FILE
from training.graph import NetworkFiles, head_file, network_files
from training.importing.checkpoint import Checkpoint, read_checkpoint
from training.importing.describe import imported_manifest, origin_of, render_imported_card
from training.importing.layouts import SIDE, Heads, Layout, heads_of
from training.importing.names import plain_state, thresholds_of
from training.importing.network import FEATURES, densenet121, load_state
from training.selfcheck import self_check_file, self_check_radiograph


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """What to import as what. ``labels`` are the person's own names for the outputs, or None."""

    checkpoint: Path
    layout: Layout
    name: str
    labels: tuple[str, ...] | None


def import_densenet121(order: ImportOrder, destination: Path) -> ModelBundle:
    """Write the bundle to ``destination``/NAME and return it, verified, whole or not at all."""
    _require_name(order.name)
    checkpoint = read_checkpoint(order.checkpoint)
    state = plain_state(checkpoint.arrays, order.checkpoint)
    heads = heads_of(order.layout, _given_names(order, checkpoint), len(state["classifier.bias"]))
    model = densenet121(side=SIDE, channels=order.layout.channels, outputs=len(heads.labels))
    load_state(model, state, order.checkpoint)
    return _write_bundle(model, order, heads, destination)


def _require_name(name: str) -> None:
    try:
        msgspec.convert(name, Name)
    except msgspec.ValidationError as error:
        raise UsageError(
            f"{name!r} cannot be a bundle's name.",
            remedy="Use small letters, digits and underscores, a letter first.",
        ) from error


def _given_names(order: ImportOrder, checkpoint: Checkpoint) -> Sequence[str] | None:
    """Return the labels: the person's, or else the checkpoint's own, or else None.

    A threshold that is NaN is how torchxrayvision's state dicts mark a head without data.
    """
    if order.labels is not None:
        return order.labels
    if checkpoint.labels is not None:
        return checkpoint.labels
    thresholds = thresholds_of(checkpoint.arrays)
    if thresholds is None or len(thresholds) != len(order.layout.labels):
        return None
    known = ~np.isnan(thresholds)
    return [label if k else "" for label, k in zip(order.layout.labels, known, strict=True)]


def _write_bundle(
    model: keras.Model, order: ImportOrder, heads: Heads, destination: Path
) -> ModelBundle:
    files, network = _make_files(model, order.layout.preprocess_spec())
    manifest = imported_manifest(
        order.name, order.layout, heads, network=network, origin=origin_of(order.checkpoint)
    )
    files[CARD_FILE] = render_imported_card(manifest).encode()
    destination.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=destination, prefix=".importing-") as place:
        finished = Path(place) / "finished"
        bundle = write_files(finished, manifest, files)
        for runtime in RuntimeName:
            open_model(bundle, runtime, Device.CPU)
        replace_folder(finished, destination / order.name)
    return ModelBundle(destination / order.name, bundle.manifest, bundle.identity)


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
