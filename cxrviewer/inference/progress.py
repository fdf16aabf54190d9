"""What is said of an analysis under way, by whoever runs it and whoever waits for it."""

from dataclasses import dataclass


class Cancelled(Exception):  # noqa: N818  (a request of the person, not an error)
    """The person no longer wants the result."""


@dataclass(frozen=True, slots=True)
class Progress:
    """``done`` of ``total`` steps are behind; ``what`` is the step under way."""

    done: int
    total: int
    what: str
