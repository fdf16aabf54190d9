"""Writes a bundle's folder, whole or not at all."""

import hashlib
import tempfile
from collections.abc import Mapping
from pathlib import Path

import msgspec

from cxrviewer.bundle.manifest import FileRecord, Manifest
from cxrviewer.bundle.manifest_file import MANIFEST_NAME, encode_manifest
from cxrviewer.bundle.model_bundle import ModelBundle, load_bundle
from cxrviewer.domain.errors import ExportError


def write_files(folder: Path, manifest: Manifest, files: Mapping[str, bytes]) -> ModelBundle:
    """Write ``files`` and the manifest that lists them; return the bundle as a reader finds it.

    Raises ExportError where the disk is full or may not be written.
    """
    listed = msgspec.structs.replace(
        manifest, files={name: record_of(content) for name, content in sorted(files.items())}
    )
    try:
        for name, content in {**files, MANIFEST_NAME: encode_manifest(listed)}.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    except OSError as error:
        raise ExportError(
            f"The bundle could not be written ({error.strerror or error}).",
            remedy="Make room on the disk, or name another folder.",
            path=folder,
        ) from error
    return load_bundle(folder)


def replace_folder(new: Path, target: Path) -> None:
    """Put the folder ``new`` in the place of ``target``, which survives until then.

    Both must lie on one file system.
    """
    if not target.exists():
        new.rename(target)
        return
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".replaced-") as aside:
        target.rename(Path(aside) / target.name)
        new.rename(target)


def record_of(content: bytes) -> FileRecord:
    return FileRecord(bytes=len(content), sha256=hashlib.sha256(content).hexdigest())
