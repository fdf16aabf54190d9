"""Checkpoints are read as numbers; whatever else they hold is refused and never run."""

import os
import pickle
import tarfile
import zipfile
from collections import OrderedDict
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from cxrviewer.domain.errors import UsageError
from tests.data.torch_files import (
    Called,
    Layer,
    Named,
    StoredAs,
    Writer,
    module,
    pickled,
    write_container,
    write_tensors,
)
from training.importing import checkpoint as checkpoint_module
from training.importing import container as container_module
from training.importing.checkpoint import read_checkpoint

CONV = Named("torch.nn.modules.conv", "Conv2d")
DENSENET = Named("torchvision.models.densenet", "DenseNet")
NUMBERS = np.arange(12, dtype=np.float32)


def refused(path: Path, said: str) -> None:
    with pytest.raises(UsageError, match=said) as caught:
        read_checkpoint(path)
    assert caught.value.path == path


def test_that_tensors_come_back_as_they_were_written(tmp_path: Path) -> None:
    arrays: dict[str, NDArray[Any]] = {
        "a": np.random.default_rng(1).normal(size=(3, 2, 5)).astype(np.float32),
        "b.c": np.array(7, np.int64),
        "half": np.array([1.5, -2.0], np.float16),
        "double": np.array([[0.1]], np.float64),
    }
    found = read_checkpoint(write_tensors(tmp_path / "x.pt", arrays)).arrays
    assert list(found) == list(arrays)
    for name, array in arrays.items():
        assert found[name].dtype == array.dtype
        assert np.array_equal(found[name], array)


def test_that_strides_and_offsets_are_followed(tmp_path: Path) -> None:
    writer = Writer()
    written = {
        "turned": writer.tensor(NUMBERS, shape=(4, 3), strides=(1, 4)),
        "behind": writer.tensor(NUMBERS, shape=(2, 2), strides=(4, 1), offset=5),
        "none": writer.tensor(NUMBERS, shape=(0, 3), strides=(3, 1), offset=12),
    }
    found = read_checkpoint(writer.write(tmp_path / "x.pt", written)).arrays
    assert np.array_equal(found["turned"], NUMBERS.reshape(3, 4).T)
    assert found["behind"].tolist() == [[5, 6], [9, 10]]
    assert found["none"].shape == (0, 3)


def test_that_tensors_may_share_a_storage(tmp_path: Path) -> None:
    writer = Writer()
    first = writer.tensor(NUMBERS)
    second = Called(first.function, (first.arguments[0], 4, (2,), (1,), False, OrderedDict()))
    found = read_checkpoint(writer.write(tmp_path / "x.pt", {"a": first, "b": second})).arrays
    assert found["b"].tolist() == [4, 5]


def test_that_bfloat16_is_the_upper_half_of_float32(tmp_path: Path) -> None:
    halves = (np.array([1.0, -2.5, 0.0], np.float32).view(np.uint32) >> 16).astype("<u2")
    writer = Writer({"0": halves.tobytes()})
    storage = StoredAs("BFloat16Storage", "0", 3)
    tensor = Called(Named("torch._utils", "_rebuild_tensor"), (storage, 0, (3,), (1,)))
    found = read_checkpoint(writer.write(tmp_path / "x.pt", {"a": tensor})).arrays
    assert found["a"].tolist() == [1.0, -2.5, 0.0]


@pytest.mark.parametrize("name", ["state_dict", "model_state_dict", "model"])
def test_that_a_state_dict_is_found_beside_other_things(tmp_path: Path, name: str) -> None:
    writer = Writer()
    written = {
        "epoch": 3,
        "best_loss": 0.1,
        "rng_state": writer.tensor(NUMBERS),
        "optimizer": {"state": {0: {"step": 9}}, "param_groups": [{"params": [0, 1]}]},
        name: OrderedDict(w=writer.tensor(NUMBERS)),
    }
    assert list(read_checkpoint(writer.write(tmp_path / "x.pt", written)).arrays) == ["w"]


def test_that_a_pickled_network_gives_the_names_of_its_state_dict(tmp_path: Path) -> None:
    writer = Writer()
    weight = Called(
        Named("torch._utils", "_rebuild_parameter"), (writer.tensor(NUMBERS), True, OrderedDict())
    )
    norm = module(
        Named("torch.nn.modules.batchnorm", "BatchNorm2d"),
        buffers={"running_mean": writer.tensor(NUMBERS), "absent": None},
    )
    network = module(
        DENSENET,
        modules={"conv0": module(CONV, parameters={"weight": weight, "bias": None}), "norm0": norm},
    )
    network = Layer(DENSENET, {**network.attributes, "pathologies": ["Mass", "", "Edema"]})
    found = read_checkpoint(writer.write(tmp_path / "x.pt", {"model": network, "epoch": 1}))
    assert list(found.arrays) == ["conv0.weight", "norm0.running_mean"]
    assert found.labels == ("Mass", "", "Edema")


class Hostile:
    """Unpickled by Python it would make the folder it names."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __reduce__(self) -> tuple[Any, ...]:
        return (os.system, (f"mkdir {self.folder}",))


@pytest.mark.parametrize("protocol", [2, 4])
def test_that_a_pickle_that_calls_the_system_is_refused_and_not_run(
    tmp_path: Path, protocol: int
) -> None:
    victim = tmp_path / "victim"
    content = pickle.dumps({"state_dict": Hostile(victim)}, protocol=protocol)
    refused(write_container(tmp_path / "x.pt", {"data.pkl": content}), r"posix\.system|nt\.system")
    assert not victim.exists()
    pickle.loads(content)
    assert victim.is_dir()


@pytest.mark.parametrize(
    "name",
    [
        Named("os", "system"),
        Named("builtins", "eval"),
        Named("torch.nn.modules.module", "Module"),
        Named("torch", "load"),
        Named("collections", "OrderedDict.__reduce__"),
        Named("torch.hub", "load"),
    ],
)
def test_that_every_foreign_name_is_refused_by_name(tmp_path: Path, name: Named) -> None:
    content = pickled({"a": Called(name, ("x",))})
    path = write_container(tmp_path / "x.pt", {"data.pkl": content})
    refused(path, f"{name.module}.{name.name}, which a DenseNet121 does not need; nothing")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "cut short"),
        (b"\x80\x02}q\x00.", "no tensors"),
        (b"\x80\x02K\x07.", "holds a int"),
        (b"\x80\x02}", "cut short|no end"),
        (b"\x80\x02.", "cut short"),
        (b"\x80\x02(.", "below a mark"),
        (b"\x80\x02h\x09.", "cut short"),
        (b"\x80\x02)K\x01s.", "cut short|fills"),
        (b"\x80\x02}()K\x01u.", "uses a tuple as a key"),
        (b"\x80\x02}(K\x01K\x02K\x01K\x03u.", "key 1 twice"),
        (b"\x80\x02ccollections\nOrderedDict\n)\x81.", "no layer"),
        (b"\x80\x02ccollections\nOrderedDict\n}b.", "attributes to a value that has none"),
        (b"\x80\x02K\x01)R.", "calls a value"),
        (b"\x80\x02ctorch\nFloatStorage\n)R.", "never writes"),
        (b"\x80\x02I1\n.", "instruction INT"),
        (b"\x80\x04\x8c\x01a)\x93.", "name of something else"),
        (b"\x80\x02U\x01xQ.", "storage is written"),
    ],
)
def test_that_a_damaged_pickle_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    refused(write_container(tmp_path / "x.pt", {"data.pkl": content}), said)


def test_that_a_key_that_is_there_twice_is_named(tmp_path: Path) -> None:
    writer = Writer()
    first, second = pickled(writer.tensor(NUMBERS)), pickled(writer.tensor(NUMBERS))
    pairs = b"".join(b"X\x01\x00\x00\x00w" + part[2:-1] for part in (first, second))
    content = b"\x80\x02}(" + pairs + b"u."
    path = write_container(tmp_path / "x.pt", {"data.pkl": content})
    refused(path, "key 'w' twice")


def test_that_layers_within_themselves_are_refused(tmp_path: Path) -> None:
    writer = Writer()
    network: Layer = module(CONV)
    for _ in range(checkpoint_module.MAX_DEPTH + 1):
        network = module(DENSENET, modules={"inner": network})
    refused(writer.write(tmp_path / "x.pt", network), "without end")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"shape": (13,), "strides": (1,)}, "'w' needs 13 numbers; its storage has 12"),
        ({"offset": 1}, "'w' needs 13 numbers"),
        ({"shape": (2, 2), "strides": (1, 11)}, "'w' needs 13 numbers"),
        ({"shape": (1000,), "strides": (0,)}, "'w' has 1000 numbers; its storage has 12"),
        ({"size": 13}, "storage of 'w' has 48 bytes; 13 numbers of 4 bytes"),
        ({"shape": (3,), "strides": (1, 1)}, "tensor is written as"),
        ({"offset": -1}, "tensor is written as"),
        ({"shape": (-12,)}, "tensor is written as"),
        ({"strides": (-1,)}, "tensor is written as"),
        ({"shape": (True,)}, "tensor is written as"),
        ({"shape": (1,) * 9, "strides": (1,) * 9}, "tensor is written as"),
        ({"shape": (2**40, 2**40), "strides": (0, 0)}, "numbers together"),
    ],
)
def test_that_a_tensor_that_cannot_be_is_named(
    tmp_path: Path, change: dict[str, Any], said: str
) -> None:
    writer = Writer()
    refused(writer.write(tmp_path / "x.pt", {"w": writer.tensor(NUMBERS, **change)}), said)


def test_that_values_beside_tensors_are_named(tmp_path: Path) -> None:
    writer = Writer()
    refused(writer.write(tmp_path / "x.pt", {"w": writer.tensor(NUMBERS), "lr": 0.1}), "'lr' holds")


def test_that_a_missing_storage_is_named(tmp_path: Path) -> None:
    writer = Writer()
    tensor = writer.tensor(NUMBERS)
    writer.storages.clear()
    refused(writer.write(tmp_path / "x.pt", {"w": tensor}), "lacks its part 'data/0'")


def test_that_a_storage_cannot_lead_to_another_file(tmp_path: Path) -> None:
    tensor = Called(
        Named("torch._utils", "_rebuild_tensor"),
        (StoredAs("FloatStorage", "../../secret", 1), 0, (1,), (1,)),
    )
    refused(Writer().write(tmp_path / "x.pt", {"w": tensor}), "called '../../secret'")


def test_that_older_forms_are_refused_with_the_way_to_convert_them(tmp_path: Path) -> None:
    (tmp_path / "bare.pt").write_bytes(pickle.dumps({"w": 1}, protocol=2))
    with tarfile.open(tmp_path / "old.tar", "w") as archive:
        archive.add(tmp_path / "bare.pt", "storages")
    for name, said in (("bare.pt", "bare pickle"), ("old.tar", "tar")):
        with pytest.raises(UsageError, match=said) as caught:
            read_checkpoint(tmp_path / name)
        assert "torch.save(torch.load('OLD.pt'" in caught.value.remedy
        assert "weights_only=True" in caught.value.remedy


def test_that_the_form_before_pytorch_1_6_is_read(tmp_path: Path) -> None:
    writer = Writer()
    turned = writer.tensor(NUMBERS, shape=(4, 3), strides=(1, 4))
    found = read_checkpoint(writer.write_legacy(tmp_path / "x.pt", {"model": {"w": turned}})).arrays
    assert np.array_equal(found["w"], NUMBERS.reshape(3, 4).T)


def test_that_a_network_pickled_before_pytorch_0_4_is_read(tmp_path: Path) -> None:
    writer = Writer()
    weight = Called(Named("torch.nn.parameter", "Parameter"), (writer.tensor(NUMBERS),))
    backend = Called(Named("torch.nn.backends.thnn", "_get_thnn_function_backend"), ())
    parts = {"_buffers": {}, "_modules": {}, "_parameters": {"weight": weight}}
    layer = Layer(CONV, {"_backend": backend, **parts})
    network = Layer(DENSENET, {**parts, "_parameters": {}, "_modules": {"conv0": layer}})
    path = writer.write_legacy(tmp_path / "x", {"model": network, "epoch": 3})
    assert np.array_equal(read_checkpoint(path).arrays["conv0.weight"], NUMBERS)


def test_that_every_cut_of_an_older_file_is_refused(tmp_path: Path) -> None:
    writer = Writer()
    whole = writer.write_legacy(tmp_path / "x.pt", {"w": writer.tensor(NUMBERS)}).read_bytes()
    for length in range(len(container_module.LEGACY_MAGIC), len(whole)):
        (tmp_path / "x.pt").write_bytes(whole[:length])
        refused(tmp_path / "x.pt", "cannot be trusted")


def test_that_an_older_file_runs_nothing(tmp_path: Path) -> None:
    run = Called(Named("os", "system"), ("true",))
    refused(
        Writer().write_legacy(tmp_path / "x.pt", {"w": run}), "os.system.*nothing of it was run"
    )


def test_that_a_huge_older_file_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Writer().write_legacy(tmp_path / "x.pt", {})
    monkeypatch.setattr(container_module, "MAX_FILE_BYTES", 100)
    refused(path, "a DenseNet121 needs about 30 million")


def test_that_an_older_storage_of_another_size_is_refused(tmp_path: Path) -> None:
    writer = Writer()
    tensor = writer.tensor(NUMBERS, size=13)
    refused(writer.write_legacy(tmp_path / "x.pt", {"w": tensor}), "cut short or of another size")


def test_that_strangers_are_refused(tmp_path: Path) -> None:
    (tmp_path / "picture.pt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(600))
    refused(tmp_path / "picture.pt", "no PyTorch checkpoint")
    refused(tmp_path / "nothing.pt", "cannot be read")
    refused(write_container(tmp_path / "a.pt", {"other": b""}), "does not hold one data.pkl")
    script = {"data.pkl": b"", "constants.pkl": b""}
    refused(write_container(tmp_path / "b.pt", script), "TorchScript")
    big = {"data.pkl": b"", "byteorder": b"big"}
    refused(write_container(tmp_path / "c.pt", big), "byte order")


def test_that_a_truncated_archive_is_refused(tmp_path: Path) -> None:
    path = write_tensors(tmp_path / "x.pt", {"w": NUMBERS})
    path.write_bytes(path.read_bytes()[:-30])
    refused(path, "cut short or damaged")


def test_that_altered_numbers_are_noticed(tmp_path: Path) -> None:
    path = write_tensors(tmp_path / "x.pt", {"w": NUMBERS})
    path.write_bytes(path.read_bytes().replace(NUMBERS.tobytes(), (NUMBERS + 1).tobytes()))
    refused(path, "'data/0' is damaged")


def test_that_compressed_parts_are_refused_before_they_grow(tmp_path: Path) -> None:
    writer = Writer()
    tensor = writer.tensor(np.zeros(4_000_000, np.float32))
    path = writer.write(tmp_path / "x.pt", {"w": tensor}, compression=zipfile.ZIP_DEFLATED)
    refused(path, "compressed")


def test_that_two_parts_of_one_name_are_refused(tmp_path: Path) -> None:
    path = write_tensors(tmp_path / "x.pt", {"w": NUMBERS})
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("x/data.pkl", b"")
    refused(path, "one part twice")


@pytest.mark.parametrize("limit", ["MAX_FILE_BYTES", "MAX_PICKLE_BYTES", "MAX_STORAGE_BYTES"])
def test_that_sizes_are_limited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    path = write_tensors(tmp_path / "x.pt", {"w": NUMBERS})
    monkeypatch.setattr(container_module, limit, 20)
    refused(path, "bytes")


def test_that_the_count_of_tensors_is_limited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpoint_module, "MAX_TENSORS", 1)
    refused(write_tensors(tmp_path / "x.pt", {"a": NUMBERS, "b": NUMBERS}), "more than 1 tensors")
