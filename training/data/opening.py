"""Opens a sample's radiograph, so that a list's bad row is told by list and row."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cxrviewer.domain.errors import CxrError, printable
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.reading.load import load
from training.data.samples import Sample


def open_sample(sample: Sample, data: Path) -> Radiograph:
    """Return the sample's radiograph; an error names the row that the sample comes from."""
    with naming_row(sample):
        return load(data / sample.image)


@contextmanager
def naming_row(sample: Sample) -> Iterator[None]:
    """Add the row of ``sample``, where it comes from a list, to an error of the block."""
    try:
        yield
    except CxrError as error:
        if not sample.listed:
            raise
        cause = f"{error.cause} It stands in {printable(sample.listed)}."
        raise type(error)(cause, remedy=error.remedy, path=error.path) from error
