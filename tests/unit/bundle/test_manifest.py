from pathlib import Path
from typing import Any

import msgspec
import pytest

from cxrviewer.bundle.manifest import Manifest
from cxrviewer.bundle.manifest_file import decode_manifest, encode_manifest
from cxrviewer.domain.errors import BundleError
from tests.data.bundles import write_classifier

PATH = Path("manifest.json")


@pytest.fixture(scope="module")
def valid(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = write_classifier(tmp_path_factory.mktemp("bundle") / "tiny")
    fields: dict[str, Any] = msgspec.json.decode((folder / "manifest.json").read_bytes())
    return fields


def decode(fields: object) -> Manifest:
    return decode_manifest(msgspec.json.encode(fields), PATH)


def test_that_a_manifest_survives_the_round_trip(valid: dict[str, Any]) -> None:
    manifest = decode(valid)
    assert decode_manifest(encode_manifest(manifest), PATH) == manifest


def paths_of(fields: dict[str, Any], prefix: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Every field of the schema; dictionaries with free keys are left out."""
    free = {"files", "config", "split_patients", "frameworks"}
    found = []
    for name, value in fields.items():
        found.append((*prefix, name))
        if isinstance(value, dict) and name not in free:
            found += paths_of(value, (*prefix, name))
    return found


def test_that_every_missing_field_is_an_error_that_names_it(valid: dict[str, Any]) -> None:
    for path in paths_of(valid):
        spoiled: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(valid))
        parent = spoiled
        for name in path[:-1]:
            parent = parent[name]
        del parent[path[-1]]
        with pytest.raises(BundleError) as caught:
            decode(spoiled)
        assert path[-1] in str(caught.value) or path == ("schema_version",)


@pytest.mark.parametrize("path", [(), ("preprocess",), ("output",), ("network",)])
def test_that_an_unknown_field_is_an_error(valid: dict[str, Any], path: tuple[str, ...]) -> None:
    spoiled: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(valid))
    parent = spoiled
    for name in path:
        parent = parent[name]
    parent["surprise"] = 1
    with pytest.raises(BundleError, match="surprise"):
        decode(spoiled)


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("schema_version",), 2, "schema version 2"),
        (("name",), "../evil", "name"),
        (("network", "onnx"), "../model.onnx", "onnx"),
        (("network", "onnx"), "/etc/passwd", "onnx"),
        (("network", "onnx"), None, "neither an ONNX nor a Keras"),
        (("preprocess", "channels"), 4, "channels"),
        (("preprocess", "aspect"), "squash", "aspect"),
        (("output", "labels"), ["Mass", "Mass"], "twice"),
        (("output", "trained"), [True], "trained"),
        (("decision", "prevalence"), [0.5], "prevalence"),
        (("decision",), None, "decision"),
        (("explanation", "scales"), [0.0, 1.0], "scales"),
        (("explanation", "scales"), [1.0], "scales"),
        (("explanation", "scales"), [5e-324, 1.0], "scales"),
        (("explanation", "scales"), [1e308, 1.0], "scales"),
        (("preprocess", "std"), [5e-324] * 3, "std"),
        (("preprocess", "mean"), [1e308] * 3, "mean"),
        (("decision", "operating_points", 0, "threshold"), 1e308, "operating_points"),
        (("decision", "operating_points", 0, "sensitivity"), -1.0, "operating_points"),
        (("decision", "calibration", 0, "slope"), 1e308, "slope"),
        (("decision", "calibration", 0, "intercept"), -1e308, "intercept"),
        (("evidence", "split_sha256"), "abc", "split_sha256"),
        (("self_check", "tolerance"), 5.0, "tolerance"),
        (("files",), {}, "does not list model.onnx"),
        (("task",), "segment", "segmenter"),
        (("status",), "approved", "status"),
    ],
)
def test_that_a_wrong_value_is_an_error_that_names_it(
    valid: dict[str, Any], path: tuple[Any, ...], value: object, said: str
) -> None:
    spoiled: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(valid))
    parent: Any = spoiled
    for name in path[:-1]:
        parent = parent[name]
    parent[path[-1]] = value
    with pytest.raises(BundleError, match=said):
        decode(spoiled)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"a": 1}'])
def test_that_other_content_is_an_error(content: bytes) -> None:
    with pytest.raises(BundleError):
        decode_manifest(content, PATH)
