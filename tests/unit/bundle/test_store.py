import hashlib
import io
import shutil
from pathlib import Path

import msgspec
import numpy as np
import pytest

from cxrviewer.bundle.manifest import FileRecord, Manifest
from cxrviewer.bundle.manifest_file import MAX_MANIFEST_BYTES
from cxrviewer.bundle.model_bundle import load_bundle
from cxrviewer.bundle.store import BundleStore, install_bundle
from cxrviewer.domain.errors import BundleError, InferenceError, UsageError
from cxrviewer.inference import keras_runtime
from tests.data.bundles import write_classifier


@pytest.fixture
def bundle_folder(tmp_path: Path) -> Path:
    return write_classifier(tmp_path / "tiny")


def test_that_a_whole_bundle_loads_with_its_identity(bundle_folder: Path) -> None:
    bundle = load_bundle(bundle_folder)
    digest = hashlib.sha256((bundle_folder / "manifest.json").read_bytes()).hexdigest()
    assert (bundle.identity.name, bundle.identity.checksum) == ("tiny", digest)
    assert [layer.kernel.shape for layer in bundle.read_head()] == [(8, 6), (6, 2)]


def test_that_a_changed_file_is_named(bundle_folder: Path) -> None:
    graph = bundle_folder / "model.onnx"
    content = bytearray(graph.read_bytes())
    content[len(content) // 2] ^= 1
    graph.write_bytes(content)
    with pytest.raises(BundleError, match=r"model\.onnx.*checksum"):
        load_bundle(bundle_folder)


def test_that_a_truncated_file_is_named(bundle_folder: Path) -> None:
    graph = bundle_folder / "model.onnx"
    graph.write_bytes(graph.read_bytes()[:-1])
    with pytest.raises(BundleError, match=r"model\.onnx.*bytes"):
        load_bundle(bundle_folder)


def test_that_a_missing_file_is_named(bundle_folder: Path) -> None:
    (bundle_folder / "head.npz").unlink()
    with pytest.raises(BundleError, match=r"head\.npz.*cannot be read"):
        load_bundle(bundle_folder)


def test_that_a_copy_may_do_without_the_keras_network(tmp_path: Path, shipped_models: Path) -> None:
    folder = tmp_path / "lungs"
    shutil.copytree(shipped_models / "lungs", folder)
    assert load_bundle(folder).has_keras
    (folder / "model.keras").unlink()
    bundle = load_bundle(folder)
    assert not bundle.has_keras
    with pytest.raises(InferenceError, match="has no Keras network"):
        keras_runtime.open_network(bundle)
    (folder / "model.onnx").unlink()
    with pytest.raises(BundleError, match=r"model\.onnx.*cannot be read"):
        load_bundle(folder)


def test_that_an_unlisted_file_is_refused(bundle_folder: Path) -> None:
    (bundle_folder / "model.py").write_text("print('surprise')")
    with pytest.raises(BundleError, match=r"does not list: model\.py"):
        load_bundle(bundle_folder)


def test_that_a_link_out_of_the_folder_is_refused(bundle_folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.onnx"
    (bundle_folder / "model.onnx").rename(outside)
    (bundle_folder / "model.onnx").symlink_to(outside)
    with pytest.raises(BundleError, match="leads out of"):
        load_bundle(bundle_folder)


def test_that_a_folder_without_a_manifest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="no manifest"):
        load_bundle(tmp_path)


def test_that_a_huge_manifest_is_not_read(bundle_folder: Path) -> None:
    with (bundle_folder / "manifest.json").open("ab") as stream:
        stream.truncate(MAX_MANIFEST_BYTES + 1)
    with pytest.raises(BundleError, match="too large"):
        load_bundle(bundle_folder)


def test_that_a_file_that_changes_after_loading_is_not_used(bundle_folder: Path) -> None:
    bundle = load_bundle(bundle_folder)
    (bundle_folder / "model.onnx").write_bytes(b"something else")
    with pytest.raises(BundleError, match="checksum"):
        bundle.read_verified("model.onnx")


def with_file(folder: Path, name: str, content: bytes) -> Path:
    """Replace a file and give it a valid record, as its maker could."""
    (folder / name).write_bytes(content)
    path = folder / "manifest.json"
    manifest = msgspec.json.decode(path.read_bytes(), type=Manifest)
    record = FileRecord(bytes=len(content), sha256=hashlib.sha256(content).hexdigest())
    manifest.files[name] = record
    path.write_bytes(msgspec.json.encode(manifest))
    return folder


def npz(**arrays: object) -> bytes:
    stream = io.BytesIO()
    np.savez(stream, **arrays)  # type: ignore[arg-type]
    return stream.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not an archive",
        npz(kernel_0=np.zeros((2, 2), np.float32)),
        npz(kernel_0=np.zeros(3, np.float32), bias_0=np.zeros(3, np.float32)),
        npz(kernel_0=np.array([{"a": 1}], object), bias_0=np.zeros(1, np.float32)),
        npz(),
    ],
    ids=["empty", "text", "no bias", "wrong shape", "pickled", "no arrays"],
)
def test_that_a_broken_head_is_refused(bundle_folder: Path, content: bytes) -> None:
    bundle = load_bundle(with_file(bundle_folder, "head.npz", content))
    with pytest.raises(BundleError, match=r"head\.npz"):
        bundle.read_head()


def test_that_an_incomplete_self_check_is_refused(bundle_folder: Path) -> None:
    name = "selfcheck/selfcheck.npz"
    bundle = load_bundle(with_file(bundle_folder, name, npz(levels=np.zeros(3))))
    with pytest.raises(BundleError, match="lacks the array"):
        bundle.read_self_check()


def test_that_one_broken_bundle_leaves_the_others_usable(tmp_path: Path) -> None:
    write_classifier(tmp_path / "a", name="a")
    write_classifier(tmp_path / "b", name="b")
    (tmp_path / "a" / "model.onnx").write_bytes(b"")
    bundles, errors = BundleStore([tmp_path]).load_all()
    assert [bundle.identity.name for bundle in bundles] == ["b"]
    assert len(errors) == 1
    assert "model.onnx" in str(errors[0])


def test_that_a_later_folder_replaces_a_bundle_of_the_same_name(tmp_path: Path) -> None:
    write_classifier(tmp_path / "shipped" / "x", name="x", labels=("Mass",))
    write_classifier(tmp_path / "own" / "y", name="x", labels=("Edema",))
    bundles, _ = BundleStore([tmp_path / "shipped", tmp_path / "own"]).load_all()
    assert [bundle.manifest.output.labels for bundle in bundles] == [("Edema",)]


def test_that_a_bundle_that_is_stood_in_for_is_told(tmp_path: Path) -> None:
    shipped = write_classifier(tmp_path / "shipped" / "tiny")
    write_classifier(tmp_path / "own" / "tiny")
    store = BundleStore([tmp_path / "shipped", tmp_path / "own"])
    assert [bundle.folder for bundle in store.replaced()["tiny"]] == [shipped]
    assert not BundleStore([tmp_path / "own"]).replaced()


def test_that_an_unknown_name_is_answered_with_the_known_ones(tiny_models: Path) -> None:
    with pytest.raises(UsageError, match="lungs, nih14, tb"):
        BundleStore([tiny_models]).select(["tbc"])


def test_that_names_select_in_the_order_given(tiny_models: Path) -> None:
    bundles, _ = BundleStore([tiny_models]).select(["tb", "lungs", "tb"])
    assert [bundle.identity.name for bundle in bundles] == ["tb", "lungs"]


def test_that_installing_verifies_copies_and_replaces(tmp_path: Path) -> None:
    source = write_classifier(tmp_path / "source", name="x", labels=("Mass",))
    installed = install_bundle(source, tmp_path / "models")
    assert installed.folder == tmp_path / "models" / "x"
    newer = write_classifier(tmp_path / "newer", name="x", labels=("Edema",))
    assert install_bundle(newer, tmp_path / "models").manifest.output.labels == ("Edema",)
    assert [path.name for path in (tmp_path / "models").iterdir()] == ["x"]


def test_that_a_broken_bundle_is_not_installed(bundle_folder: Path, tmp_path: Path) -> None:
    shutil.rmtree(bundle_folder / "selfcheck")
    with pytest.raises(BundleError):
        install_bundle(bundle_folder, tmp_path / "models")
    assert not (tmp_path / "models").exists()
