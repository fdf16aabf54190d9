from pathlib import Path

import onnxruntime
import pytest

from cxrviewer.app.commands.doctor import describe_bundles, describe_device, report
from cxrviewer.inference import onnx_runtime
from cxrviewer.inference.protocols import Device
from tests.data.bundles import write_classifier


def test_that_a_bundle_list_says_what_an_installed_bundle_hides(tmp_path: Path) -> None:
    shipped = write_classifier(tmp_path / "shipped" / "tiny")
    write_classifier(tmp_path / "own" / "tiny")
    lines = list(describe_bundles([tmp_path / "shipped", tmp_path / "own"]))
    assert len(lines) == 2
    assert lines[0].startswith("tiny")
    assert lines[1].strip().startswith("used instead of")
    assert lines[1].endswith(str(shipped))


def test_that_a_bundle_list_names_what_is_broken(tmp_path: Path) -> None:
    folder = write_classifier(tmp_path / "tiny")
    (folder / "model.onnx").unlink()
    assert [line.startswith("broken: ") for line in describe_bundles([tmp_path])] == [True]
    assert list(describe_bundles([tmp_path / "empty"])) == ["none"]


def test_that_the_report_has_the_versions_that_a_fault_report_needs() -> None:
    lines = [line.split() for line in report()]
    assert ["Libraries"] in lines
    pydicom = next(line for line in lines if line[:1] == ["pydicom"])
    assert pydicom[1][0].isdigit()


def test_that_doctor_says_what_auto_comes_to_and_why(
    tiny_models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(onnx_runtime, "available_devices", lambda: (Device.CPU,))
    assert list(describe_device([tiny_models])) == [
        "built in: cpu",
        "ONNX Runtime, CPU: this ONNX Runtime has no CUDA built in (docs/gpu.md)",
    ]
    assert list(describe_device([tmp_path])) == ["built in: cpu", "not tried: there is no bundle"]


def test_that_doctor_says_why_a_gpu_is_not_used(
    tiny_models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["CUDAExecutionProvider", "CPUExecutionProvider"]
    session = onnxruntime.InferenceSession

    def fall_back(content: bytes, options: object, **_: object) -> object:
        return session(content, options, providers=names[1:])

    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: names)
    monkeypatch.setattr(onnxruntime, "InferenceSession", fall_back)
    built_in, said = describe_device([tiny_models])
    assert built_in == "built in: cuda, cpu"
    assert said.startswith("ONNX Runtime, CPU: The models run on the processor.")
    assert "CUDA does not start" in said
