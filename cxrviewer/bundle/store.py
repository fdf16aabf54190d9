"""Which bundles are there: those that ship, and those that a person installed."""

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cxrviewer.bundle.manifest_file import MANIFEST_NAME
from cxrviewer.bundle.model_bundle import ModelBundle, load_bundle
from cxrviewer.domain.errors import BundleError, UsageError


@dataclass(frozen=True, slots=True)
class BundleStore:
    """Folders that hold bundles; a later folder wins where two hold the same name."""

    folders: Sequence[Path]

    def candidates(self) -> tuple[Path, ...]:
        """Return the folders that hold a manifest, in order of name."""
        found = [
            path.parent
            for folder in self.folders
            if folder.is_dir()
            for path in sorted(folder.glob(f"*/{MANIFEST_NAME}"))
            if not path.parent.name.startswith(".")
        ]
        return tuple(found)

    def load_all(self) -> tuple[tuple[ModelBundle, ...], tuple[BundleError, ...]]:
        """Return the bundles that can be trusted, and an error for each that cannot."""
        loaded, errors = self._load_each()
        return tuple({bundle.identity.name: bundle for bundle in loaded}.values()), errors

    def replaced(self) -> dict[str, tuple[ModelBundle, ...]]:
        """Return, by name, the sound bundles that one of a later folder stands in for."""
        same: dict[str, list[ModelBundle]] = {}
        for bundle in self._load_each()[0]:
            same.setdefault(bundle.identity.name, []).append(bundle)
        return {name: tuple(found[:-1]) for name, found in same.items() if len(found) > 1}

    def select(
        self, names: Sequence[str]
    ) -> tuple[tuple[ModelBundle, ...], tuple[BundleError, ...]]:
        """Return the bundles of the given names, or all of them where none is given."""
        bundles, errors = self.load_all()
        if not names:
            return bundles, errors
        there = {bundle.identity.name: bundle for bundle in bundles}
        for name in names:
            if name not in there:
                known = ", ".join(sorted(there)) or "none"
                raise UsageError(
                    f"There is no usable bundle named {name!r}; usable are: {known}.",
                    remedy="Choose one of these, or see `cxrviewer bundles verify`.",
                )
        return tuple(there[name] for name in dict.fromkeys(names)), errors

    def _load_each(self) -> tuple[tuple[ModelBundle, ...], tuple[BundleError, ...]]:
        bundles, errors = [], []
        for folder in self.candidates():
            try:
                bundles.append(load_bundle(folder))
            except BundleError as error:
                errors.append(error)
        return tuple(bundles), tuple(errors)


def install_bundle(source: Path, destination: Path) -> ModelBundle:
    """Verify the bundle in ``source`` and copy it to ``destination``/NAME, whole or not at all."""
    bundle = load_bundle(source)
    target = destination / bundle.identity.name
    try:
        destination.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=destination, prefix=".installing-") as temporary:
            copy = Path(temporary) / "new"
            shutil.copytree(source, copy)
            load_bundle(copy)
            if target.exists():
                target.rename(Path(temporary) / "old")
            copy.rename(target)
    except OSError as error:
        raise BundleError(
            f"The bundle could not be copied: {error.strerror}.",
            remedy="Check the free space and the rights of that folder.",
            path=destination,
        ) from error
    return load_bundle(target)
