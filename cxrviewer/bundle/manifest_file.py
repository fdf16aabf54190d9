"""A manifest as JSON, and what must agree within it."""

from pathlib import Path
from typing import Any

import msgspec

from cxrviewer.bundle.manifest import SCHEMA_VERSION, Manifest, Task
from cxrviewer.domain.errors import BundleError, printable

MANIFEST_NAME = "manifest.json"
MAX_MANIFEST_BYTES = 4 * 2**20


def decode_manifest(content: bytes, path: Path) -> Manifest:
    """Return the manifest, or raise BundleError naming the field that is wrong."""
    _check_schema_version(content, path)
    try:
        manifest = msgspec.json.decode(content, type=Manifest)
    except (msgspec.ValidationError, ValueError) as error:
        raise _invalid(str(error), path) from error
    unknown = _unknown_fields(msgspec.json.decode(content), msgspec.to_builtins(manifest), "$")
    for problem in (*unknown, *_contradictions(manifest)):
        raise _invalid(problem, path)
    return manifest


def encode_manifest(manifest: Manifest) -> bytes:
    """Return the manifest as indented JSON."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n"


def _check_schema_version(content: bytes, path: Path) -> None:
    try:
        head = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _invalid(f"not JSON: {error}", path) from error
    version = head.get("schema_version") if isinstance(head, dict) else None
    if version != SCHEMA_VERSION:
        raise BundleError(
            f"The manifest has schema version {version!r}; this program reads {SCHEMA_VERSION}.",
            remedy="Install a bundle made for this version of the program.",
            path=path,
        )


def _invalid(problem: str, path: Path) -> BundleError:
    return BundleError(
        f"The manifest is not valid: {printable(problem)}.",
        remedy="Install the bundle again from its source, or export it anew.",
        path=path,
    )


def _unknown_fields(given: Any, known: Any, where: str) -> list[str]:
    """msgspec forbids unknown fields in structs; dataclasses of the domain are checked here."""
    if isinstance(given, dict) and isinstance(known, dict):
        surplus = [f"unknown field `{where}.{key}`" for key in given if key not in known]
        inner = [_unknown_fields(given[k], known[k], f"{where}.{k}") for k in given if k in known]
        return surplus + [problem for part in inner for problem in part]
    if isinstance(given, list) and isinstance(known, (list, tuple)):
        pairs = enumerate(zip(given, known, strict=False))
        return [p for n, (a, b) in pairs for p in _unknown_fields(a, b, f"{where}[{n}]")]
    return []


def _contradictions(manifest: Manifest) -> list[str]:
    labels = manifest.output.labels
    found = []
    if len(set(labels)) != len(labels):
        found.append("`$.output.labels` names a label twice")
    if len(manifest.output.trained) != len(labels):
        found.append("`$.output.trained` needs one entry per label")
    if manifest.network.onnx is None and manifest.network.keras is None:
        found.append("`$.network` names neither an ONNX nor a Keras file")
    found += _task_contradictions(manifest)
    found += _impossible_points(manifest)
    found += [
        f"`$.files` does not list {name}"
        for name in _named_files(manifest)
        if name not in manifest.files
    ]
    return found


def _task_contradictions(manifest: Manifest) -> list[str]:
    count = len(manifest.output.labels)
    if manifest.task is Task.SEGMENT:
        return (
            ["a segmenter has one label and a threshold"]
            if count != 1 or manifest.output.threshold is None
            else []
        )
    if manifest.decision is None:
        return ["a classifier needs `$.decision`"]
    decision, explanation = manifest.decision, manifest.explanation
    lists: list[tuple[str, tuple[object, ...]]] = [
        ("decision.operating_points", decision.operating_points),
        ("decision.calibration", decision.calibration),
        ("decision.prevalence", decision.prevalence),
    ]
    if decision.prior_correction is not None:
        lists.append(("decision.prior_correction", decision.prior_correction))
    if explanation is not None:
        lists.append(("explanation.scales", explanation.scales))
    return [f"`$.{name}` needs one entry per label" for name, x in lists if len(x) != count]


def _impossible_points(manifest: Manifest) -> list[str]:
    points = manifest.decision.operating_points if manifest.decision is not None else ()
    return [
        f"`$.decision.operating_points[{number}]` holds a number that is not between 0 and 1"
        for number, point in enumerate(points)
        if point is not None
        and not all(
            0.0 <= share <= 1.0 for share in (point.threshold, point.sensitivity, point.specificity)
        )
    ]


def _named_files(manifest: Manifest) -> list[str]:
    named = [manifest.network.onnx, manifest.network.keras, manifest.self_check.file]
    if manifest.explanation is not None:
        named.append(manifest.explanation.head)
    return [name for name in named if name is not None]
