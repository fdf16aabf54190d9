"""Bundles broken in every way: each is named as broken, none runs, the others stay usable."""

import hashlib
import io
import json
import os
import pickle
import shutil
import struct
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

from cxrviewer.app.commands import bundle_commands
from tests.data.bundles import write_classifier, write_segmenter

Spoil = Callable[[Path], None]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="makes pipes and links")


class _Exploit:
    """Pickled, this would leave a file behind when somebody loads it."""

    def __init__(self, trace: str) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[Any, ...]:
        return (os.mkdir, (self.trace,))


def manifest(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "manifest.json").read_text())
    return found


def write_manifest(folder: Path, content: dict[str, Any]) -> None:
    (folder / "manifest.json").write_text(json.dumps(content))


def replace_file(folder: Path, ending: str, data: bytes) -> None:
    """Replace the file that ends so, and list it honestly."""
    content = manifest(folder)
    name = next(name for name in content["files"] if name.endswith(ending))
    (folder / name).write_bytes(data)
    content["files"][name] = {
        **content["files"][name],
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    write_manifest(folder, content)


def add_file(folder: Path, name: str, data: bytes) -> None:
    """Put a file into the bundle, and list it honestly."""
    content = manifest(folder)
    (folder / name).write_bytes(data)
    content["files"][name] = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    write_manifest(folder, content)


def edited(*path: str, value: Any) -> Spoil:
    def spoil(folder: Path) -> None:
        content = manifest(folder)
        place = content
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = value
        write_manifest(folder, content)

    return spoil


def raw_manifest(data: bytes) -> Spoil:
    def spoil(folder: Path) -> None:
        (folder / "manifest.json").write_bytes(data)

    return spoil


def cut_manifest(folder: Path) -> None:
    path = folder / "manifest.json"
    path.write_bytes(path.read_bytes()[:-40])


def manifest_is_a_pipe(folder: Path) -> None:
    (folder / "manifest.json").unlink()
    os.mkfifo(folder / "manifest.json")


def weights_are_a_pipe(folder: Path) -> None:
    content = manifest(folder)
    name = next(name for name in content["files"] if name.endswith(".onnx"))
    (folder / name).unlink()
    os.mkfifo(folder / name)
    empty = {"bytes": 0, "sha256": hashlib.sha256(b"").hexdigest()}
    content["files"][name] = {**content["files"][name], **empty}
    write_manifest(folder, content)


def pickle_for_weights(folder: Path) -> None:
    replace_file(folder, ".onnx", pickle.dumps(_Exploit(str(folder / "trace"))))


def pickle_in_the_head(folder: Path) -> None:
    stream = io.BytesIO()
    exploit = np.array([_Exploit(str(folder / "trace"))], dtype=object)
    np.savez(stream, kernel_0=exploit, bias_0=np.zeros(1, np.float32))
    replace_file(folder, "head.npz", stream.getvalue())


def nothing_finite_in_the_head(folder: Path) -> None:
    with np.load(folder / "head.npz") as archive:
        arrays = {name: np.full_like(archive[name], np.nan) for name in archive.files}
    stream = io.BytesIO()
    np.savez(stream, **arrays)
    replace_file(folder, "head.npz", stream.getvalue())


def head_of_another_network(folder: Path) -> None:
    with np.load(folder / "head.npz") as archive:
        arrays = {name: archive[name] for name in archive.files}
    stream = io.BytesIO()
    np.savez(stream, **{**arrays, "kernel_0": arrays["kernel_0"][:-1]})
    replace_file(folder, "head.npz", stream.getvalue())


def words_in_the_head(folder: Path) -> None:
    stream = io.BytesIO()
    np.savez(stream, kernel_0=np.full((3, 2), "one"), bias_0=np.full(2, "two"))
    replace_file(folder, "head.npz", stream.getvalue())


def bomb_in_the_head(folder: Path) -> None:
    stream = io.BytesIO()
    header = io.BytesIO()
    shape = (2**29, 2)
    np.lib.format.write_array_header_1_0(
        header, {"descr": "<f4", "fortran_order": False, "shape": shape}
    )
    with (
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("kernel_0.npy", "w") as member,
    ):
        member.write(header.getvalue())
        for _ in range(40):
            member.write(bytes(2**24))
    replace_file(folder, "head.npz", stream.getvalue())


def graph_with_external_data(folder: Path) -> None:
    tensor = TensorProto(name="w", data_type=TensorProto.FLOAT, dims=[1])
    tensor.data_location = TensorProto.EXTERNAL
    for key, value in (("location", "/etc/passwd"), ("offset", "0"), ("length", "4")):
        entry = tensor.external_data.add()
        entry.key, entry.value = key, value
    node = helper.make_node("Add", ["input_image", "w"], ["values"])
    replace_file(folder, ".onnx", graph([node], [tensor]))


def graph_with_foreign_operator(folder: Path) -> None:
    node = helper.make_node("Exec", ["input_image"], ["values"], domain="evil.ops")
    replace_file(folder, ".onnx", graph([node], []))


def graph(nodes: list[onnx.NodeProto], weights: list[TensorProto]) -> bytes:
    value = helper.make_tensor_value_info
    made = helper.make_graph(
        nodes,
        "hostile",
        [value("input_image", TensorProto.FLOAT, ["n", 64, 64, 3])],
        [value("values", TensorProto.FLOAT, None)],
        weights,
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("evil.ops", 1)]
    return bytes(helper.make_model(made, opset_imports=opsets, ir_version=9).SerializeToString())


def listed_outside(folder: Path) -> None:
    target = folder.parent / "outside.bin"
    target.write_bytes(b"x")
    content = manifest(folder)
    record = dict(next(iter(content["files"].values())))
    content["files"]["../outside.bin"] = {
        **record,
        "bytes": 1,
        "sha256": hashlib.sha256(b"x").hexdigest(),
    }
    write_manifest(folder, content)


def linked_outside(folder: Path) -> None:
    name = next(name for name in manifest(folder)["files"] if name.endswith(".onnx"))
    target = folder.parent / "weights"
    shutil.move(folder / name, target)
    (folder / name).symlink_to(target)


def stray_program(folder: Path) -> None:
    (folder / "custom_objects.py").write_text("raise SystemExit\n")


HDF5 = b"\x89HDF\r\n\x1a\n" + struct.pack("<8Q", *range(8))
SPOILT: dict[str, Spoil] = {
    "manifest-empty": raw_manifest(b""),
    "manifest-is-a-list": raw_manifest(b"[]"),
    "manifest-cut": cut_manifest,
    "manifest-not-text": raw_manifest(b"\xff\xfe\x00"),
    "manifest-nested": raw_manifest(b'{"a":' * 100_000),
    "manifest-is-a-pipe": manifest_is_a_pipe,
    "schema-of-tomorrow": edited("schema_version", value=99),
    "name-is-a-path": edited("name", value="../../evil"),
    "name-with-line-break": edited("name", value="a\nb"),
    "mean-is-huge": edited("preprocess", "mean", value=[1e308, 1e308]),
    "deviation-is-zero": edited("preprocess", "std", value=[0, 0, 0]),
    "height-is-gigantic": edited("preprocess", "height", value=2**31),
    "files-missing": edited("files", value={}),
    "listed-outside": listed_outside,
    "linked-outside": linked_outside,
    "stray-program": stray_program,
    "weights-are-text": lambda folder: replace_file(folder, ".onnx", b"weights"),
    "weights-are-empty": lambda folder: replace_file(folder, ".onnx", b""),
    "weights-are-hdf5": lambda folder: replace_file(folder, ".onnx", HDF5),
    "weights-are-a-pipe": weights_are_a_pipe,
    "weights-are-pickled": pickle_for_weights,
    "head-is-pickled": pickle_in_the_head,
    "head-is-not-finite": nothing_finite_in_the_head,
    "head-is-of-words": words_in_the_head,
    "head-of-another-network": head_of_another_network,
    "head-is-a-bomb": bomb_in_the_head,
    "head-is-no-archive": lambda folder: replace_file(folder, "head.npz", b"PK\x03\x04"),
    "graph-with-external-data": graph_with_external_data,
    "graph-with-foreign-operator": graph_with_foreign_operator,
}


@pytest.mark.parametrize("name", SPOILT)
@pytest.mark.timeout(20)
def test_that_a_hostile_bundle_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    write_classifier(tmp_path / "models" / "good", name="good")
    bad = write_classifier(tmp_path / "models" / "bad", name="bad")
    SPOILT[name](bad)
    assert bundle_commands.verify([tmp_path / "models"]) == 1
    said = capsys.readouterr().out
    assert said.count("BROKEN") == 1
    assert said.count("ok ") == 1
    assert "Traceback" not in said
    assert not (bad / "trace").exists()


def test_that_statistics_of_another_network_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_segmenter(tmp_path / "models" / "lungs")
    sizes = {"mean": (3,), "axes": (3, 2), "kernels": (3, 1), "biases": (1,), "limits": (1,)}
    arrays: dict[str, Any] = {name: np.ones(size, np.float32) for name, size in sizes.items()}
    stream = io.BytesIO()
    np.savez(stream, limit=np.ones(1), codes=np.array(["child"]), **arrays)
    add_file(tmp_path / "models" / "lungs", "reference.npz", stream.getvalue())
    assert bundle_commands.verify([tmp_path / "models"]) == 1
    said = capsys.readouterr().out
    assert "reference.npz" in said
    assert "Traceback" not in said
