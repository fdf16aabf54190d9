"""All checks of one header, in the order in which a person wants to hear of them."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from cxrviewer.reading.header import Outline
from cxrviewer.reading.limits import Limits
from cxrviewer.reading.pixel_format import PixelFormat
from cxrviewer.reading.validator.container import check_container
from cxrviewer.reading.validator.finding import HeaderFinding, Severity
from cxrviewer.reading.validator.grey import check_grey
from cxrviewer.reading.validator.identity import check_identity, check_person
from cxrviewer.reading.validator.layout import check_layout
from cxrviewer.reading.validator.orientation import check_orientation
from cxrviewer.reading.validator.pixels import check_pixel_module, check_promises


def validate(header: Outline, form: PixelFormat, limits: Limits) -> tuple[str, ...]:
    """Return the warnings as sentences; ReadingError with the first finding that refuses."""
    return sentences_of(find(header, form, limits))


def sentences_of(findings: Iterable[HeaderFinding]) -> tuple[str, ...]:
    """Return each sentence once; ReadingError with the first finding that refuses."""
    warnings: list[str] = []
    for finding in findings:
        if finding.severity is Severity.REFUSE:
            raise finding.as_error()
        warnings.append(finding.text.strip())
    return tuple(dict.fromkeys(warnings))


def find(
    header: Outline, form: PixelFormat, limits: Limits, *, today: date | None = None
) -> Iterator[HeaderFinding]:
    """Yield what is wrong with a header, the bytes first, since without them nothing matters."""
    dataset = header.dataset
    return chain(
        check_promises(header.pixels, header.size, form, limits),
        check_layout(header.layout),
        check_container(header),
        check_identity(dataset, header.meta.sop_uid),
        check_person(dataset, today or date.today()),
        check_pixel_module(header, form),
        check_grey(dataset, form),
        check_orientation(dataset),
    )
