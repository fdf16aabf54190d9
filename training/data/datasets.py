"""Data sets by name, as recipes and the command line ask for them."""

from collections.abc import Mapping
from pathlib import Path

from cxrviewer.domain.errors import UsageError
from training.data.samples import NIH_LABELS, TUBERCULOSIS, Dataset, Sample
from training.data.sources.registry import ADAPTERS, read_source

__all__ = ["NIH_LABELS", "TUBERCULOSIS", "Dataset", "Sample", "read_dataset"]


def read_dataset(name: str, data: Path, options: Mapping[str, str] | None = None) -> Dataset:
    """Return the data set of that name in the folder; ``options`` are its adapter's words."""
    if name not in ADAPTERS:
        raise UsageError(
            f"There is no data set named {name}.", remedy=f"Choose one of {', '.join(ADAPTERS)}."
        )
    return read_source(name, data, options)
