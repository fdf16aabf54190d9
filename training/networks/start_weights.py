"""First weights of a backbone: published ones, a file's, a bundle's. Imports Keras.

Published weights are looked for in the folder ``weights`` of the data folder, then fetched from
their publisher where the network allows it, checked, and kept there.
"""

import gzip
import hashlib
import logging
import shutil
import tempfile
import urllib.request
from pathlib import Path

import keras

from cxrviewer.bundle.model_bundle import load_bundle
from cxrviewer.domain.errors import UsageError
from cxrviewer.domain.places import resources_folder
from training.choices import Backbone, Start
from training.networks.architectures import ARCHITECTURES, PUBLISHED
from training.recipe import NetworkPlan

FOLDED = "mobilenet_v2_1.0_224_imagenet_notop_dequantised.weights.h5.gz"
NO_WEIGHTS = Path("no-weights")
FETCH_SECONDS = 20.0
WEIGHTS_ALONE = (".h5", ".hdf5")
FROM_SCRATCH = "or take random weights with --start scratch"

log = logging.getLogger(__name__)


def load_start(model: keras.Model, plan: NetworkPlan, folder: Path) -> None:
    """Give the backbone ``model`` the weights that ``plan`` starts from.

    ``folder`` is ``weights`` in the data folder, where a relative ``start_from`` starts; a bundle's
    is its name, or an absolute path. Raises UsageError that says what is missing and what to do.
    """
    if plan.start is Start.IMAGENET:
        load_imagenet(model, plan, folder)
    elif plan.start is Start.FILE:
        load_file(model, folder.parent / plan.start_from)
    elif plan.start is Start.BUNDLE:
        load_file(model, keras_file_of(resources_folder() / "models" / plan.start_from))


def load_imagenet(model: keras.Model, plan: NetworkPlan, folder: Path) -> None:
    """Load published weights. MobileNetV2 of width 1 has its batch normalisation folded."""
    if model.input_shape[-1] != 3:
        raise UsageError(
            "ImageNet weights need three channels.",
            remedy=f"Set channels = 3 in the recipe, {FROM_SCRATCH}.",
        )
    if plan.backbone is Backbone.MOBILENETV2 and plan.alpha == 1.0:
        load_folded(model, folder / FOLDED)
        return
    address = imagenet_address(plan)
    path = folder / address.rsplit("/", maxsplit=1)[-1]
    if not path.is_file():
        fetch(address, path)
    digest = ARCHITECTURES[plan.backbone].digest
    if digest and digest_of(path, like=digest) != digest:
        raise UsageError(
            "The weights are not the published ones.", remedy="Remove the file.", path=path
        )
    model.load_weights(path)


def imagenet_address(plan: NetworkPlan) -> str:
    """Return where the backbone's ImageNet weights are published."""
    return f"{PUBLISHED}/{ARCHITECTURES[plan.backbone].weights.format(alpha=plan.alpha)}"


def load_folded(model: keras.Model, source: Path) -> None:
    if not source.is_file():
        raise UsageError(
            "The ImageNet weights are missing.",
            remedy=f"Name the data folder with --data, {FROM_SCRATCH}.",
            path=source,
        )
    with tempfile.TemporaryDirectory() as place:
        unpacked = Path(place) / source.name.removesuffix(".gz")
        with gzip.open(source) as packed, unpacked.open("wb") as plain:
            shutil.copyfileobj(packed, plain)
        model.load_weights(unpacked)


def fetch(address: str, path: Path) -> None:
    """Fetch ``address`` to ``path``, whole or not at all."""
    log.info("fetching %s", address)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".fetching-") as place:
            half = Path(place) / path.name
            with (
                urllib.request.urlopen(address, timeout=FETCH_SECONDS) as answer,
                half.open("wb") as file,
            ):
                shutil.copyfileobj(answer, file)
            half.rename(path)
    except OSError as error:
        raise UsageError(
            f"The ImageNet weights are missing and could not be fetched ({error}).",
            remedy=f"Put {address} there, {FROM_SCRATCH}.",
            path=path,
        ) from error


def digest_of(path: Path, *, like: str) -> str:
    """Return the file's digest of the kind that ``like`` is: SHA-256 has 64 digits, MD5 32."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256" if len(like) == 64 else "md5").hexdigest()


def load_file(model: keras.Model, path: Path) -> None:
    """Give ``model`` the weights in a file: the backbone's own (.h5), or a network's (.keras)."""
    if not path.is_file():
        raise UsageError(
            "The weights to start from are missing.",
            remedy=f"Put that file there, name another in start_from, {FROM_SCRATCH}.",
            path=path,
        )
    try:
        if path.suffix in WEIGHTS_ALONE:
            model.load_weights(path)
        else:
            copy_by_name(keras.saving.load_model(path, compile=False), model, path)
    except (ValueError, OSError, KeyError) as error:
        raise UsageError(
            f"The weights do not fit this backbone ({str(error)[:200]}).",
            remedy="Start from a network of the same backbone and width.",
            path=path,
        ) from error


def copy_by_name(source: keras.Model, model: keras.Model, path: Path) -> None:
    """Give every layer of ``model`` the weights of its namesake in ``source``, read from ``path``.

    Layers without a namesake of the same shapes keep their first weights; how many is logged.
    """
    given = {layer.name: layer for layer in source.layers}
    holding = [layer for layer in model.layers if layer.weights]
    fitting = [layer for layer in holding if _shapes(layer) == _shapes(given.get(layer.name))]
    if not fitting:
        raise ValueError("no layer has the name and shapes of one of the backbone")
    for layer in fitting:
        layer.set_weights(given[layer.name].get_weights())
    log.info("%d of %d layers start from %s", len(fitting), len(holding), path.name)


def keras_file_of(folder: Path) -> Path:
    """Return the Keras file of the bundle in ``folder``."""
    name = load_bundle(folder).manifest.network.keras
    if name is None:
        raise UsageError(
            "The bundle holds no Keras network.", remedy="Start from another bundle.", path=folder
        )
    return folder / name


def _shapes(layer: keras.Layer | None) -> list[tuple[int, ...]]:
    return [] if layer is None else [tuple(weight.shape) for weight in layer.weights]
