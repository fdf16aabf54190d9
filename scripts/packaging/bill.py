"""The bill of materials (CycloneDX 1.6): what lies inside the frozen program, and nothing else."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scripts.packaging.contents import FREEZER, Contents, Kind, Owner, plain_name
from scripts.packaging.describing import BILL, LICENCES
from scripts.packaging.places import ROOT, Payload, run

Component = dict[str, Any]

# Libraries inside wheels that bring no bill of their own for them: wheel -> (name, licence, file).
INSIDE = {
    "pyside6-essentials": (
        ("Qt", "LGPL-3.0-only", "libQt6Core"),
        ("ICU", "Unicode-3.0", "libicudata"),
    ),
    "numpy": (("OpenBLAS", "BSD-3-Clause", "openblas"),),
}


def describe_environment(tools: Path, python: Path, target: Path) -> None:
    """Write the bill of everything that is installed for ``python``."""
    options = ["--pyproject", ROOT / "pyproject.toml", "--mc-type", "application"]
    files = ["--output-reproducible", "--output-format", "JSON", "--output-file", target]
    run([tools, "-m", "cyclonedx_py", "environment", *options, *files, python])


def write_bill(installed: Path, site_packages: Path, contents: Contents, payload: Payload) -> None:
    """Write the bill of ``payload`` into it; ``installed`` is that of what it was frozen from."""
    bill = json.loads(installed.read_text("utf-8"))
    wheels = contents.wheels()
    kept = [part for part in bill["components"] if plain_name(part["name"]) in wheels]
    for part in kept:
        inside = [*_own_bills(site_packages, part), *_known_inside(contents, part)]
        if inside:
            part["components"] = inside
    others = [_component(owner) for owner in sorted(contents.owners, key=_order)]
    bill["components"] = [
        *kept,
        *(part for part in others if part is not None),
        *_models(payload),
        *_files(contents, payload),
    ]
    known = {part["bom-ref"] for part in kept} | {bill["metadata"]["component"]["bom-ref"]}
    bill["dependencies"] = _among(known, bill.get("dependencies", []))
    text = json.dumps(bill, indent=1, sort_keys=True)
    (payload.folder / BILL).write_text(f"{text}\n", "utf-8")


def _order(owner: Owner) -> tuple[str, str]:
    return owner.kind.value, owner.name


def _among(known: set[str], edges: list[Component]) -> list[Component]:
    return [
        {**edge, "dependsOn": [ref for ref in edge.get("dependsOn", []) if ref in known]}
        for edge in edges
        if edge["ref"] in known
    ]


def _component(owner: Owner) -> Component | None:
    """Return what the environment's bill does not have: interpreter, loader, system libraries."""
    if owner.kind is Kind.PYTHON:
        return _library(owner, f"pkg:generic/python@{owner.version}", "PSF-2.0")
    if owner.kind is Kind.SYSTEM:
        return _library(owner, f"pkg:deb/debian/{owner.name}@{owner.version}")
    if owner.kind is Kind.RUNTIME:
        return _library(owner, f"pkg:generic/vc-redist@{owner.version}")
    if owner.name == FREEZER:
        terms = "GPL-2.0-or-later WITH Bootloader-exception"
        return _library(owner, f"pkg:pypi/{owner.name}@{owner.version}", terms)
    return None


def _library(owner: Owner, url: str, terms: str = "") -> Component:
    made = {"type": "library", "name": owner.name, "version": owner.version}
    said = {"licenses": [{"expression": terms}]} if terms else {}
    return {**made, "bom-ref": url, "purl": url, **said}


def _own_bills(site_packages: Path, part: Component) -> Iterator[Component]:
    """Yield what the wheel's own bills say is inside it, each under a name of its own."""
    folder = f"{plain_name(part['name']).replace('-', '_')}-{part['version']}.dist-info"
    for bill in sorted((site_packages / folder / "sboms").glob("*.json")):
        for number, inner in enumerate(json.loads(bill.read_text("utf-8"))["components"]):
            if plain_name(inner["name"]) != plain_name(part["name"]):
                yield {**inner, "bom-ref": f"{part['bom-ref']}/{bill.stem}/{number}"}


def _known_inside(contents: Contents, part: Component) -> Iterator[Component]:
    wheel = plain_name(part["name"])
    for name, terms, file in INSIDE.get(wheel, ()):
        if any(file in path for path, owner in contents.files.items() if owner.name == wheel):
            reference = f"{part['bom-ref']}/{name}"
            said = [{"expression": terms}]
            yield {"type": "library", "name": name, "bom-ref": reference, "licenses": said}


def _models(payload: Payload) -> Iterator[Component]:
    for manifest in sorted(payload.folder.glob("**/resources/models/*/manifest.json")):
        said = json.loads(manifest.read_text("utf-8"))
        yield {
            "type": "machine-learning-model",
            "bom-ref": f"model/{said['name']}",
            "name": said["name"],
            "version": said["version"],
            "licenses": [{"license": {"name": said["licence"]["weights"]}}],
        }


def _files(contents: Contents, payload: Payload) -> Iterator[Component]:
    """Yield every file of the folder with its digest and its owner."""
    for path in sorted(payload.folder.rglob("*")):
        if path.is_symlink() or not path.is_file() or path.name in (BILL, LICENCES):
            continue
        name = path.relative_to(payload.folder).as_posix()
        owner = contents.files[name.removeprefix("_internal/")]
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        yield {
            "type": "file",
            "bom-ref": f"file/{name}",
            "name": name,
            "hashes": [{"alg": "SHA-256", "content": digest}],
            "properties": [{"name": "cxrviewer:from", "value": f"{owner.name} {owner.version}"}],
        }
