"""What stands in the viewport and how far the scan is: values that the session tells of."""

from dataclasses import dataclass
from enum import StrEnum

from cxrviewer.app.notices import Notice
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.domain.study import Instance


class Loading(StrEnum):
    """How far the current instance's pixels are."""

    EMPTY = "empty"
    LOADING = "loading"
    LOADED = "loaded"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Picture:
    """What stands in the viewport: pixels once LOADED, the reason once FAILED.

    ``frame`` counts from 0.
    """

    loading: Loading
    instance: Instance | None = None
    radiograph: Radiograph | None = None
    failure: Notice | None = None
    frame: int = 0


@dataclass(frozen=True, slots=True)
class ScanState:
    """``running`` until every file below the opened paths was looked at."""

    running: bool = False
    instances: int = 0
    refused: int = 0
