"""HTTP towards a service that may be slow, broken or hostile: bounded in time, size and place."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar
from urllib.parse import urljoin, urlsplit

from cxrviewer.domain.errors import ReadingError, UsageError

CONNECT_SECONDS, SILENT_SECONDS = 10, 60
# One answer as a whole: a service that sends a byte a minute would hold a worker for ever.
ANSWER_SECONDS = 600
CHUNK = 2**16
PAUSES = (1.0, 5.0)
RETRIED = frozenset({408, 429, 500, 502, 503, 504})

Answer = TypeVar("Answer")


class TransportError(Exception):
    """An answer that did not come. ``again``: it may come when it is asked for once more."""

    def __init__(self, what: str, *, again: bool) -> None:
        super().__init__(what)
        self.again = again


@contextmanager
def get(url: str, *, accept: str, query: dict[str, str] | None = None) -> Iterator[Any]:
    """Yield the answer to a GET, its body not read yet. Raises TransportError.

    Users and passwords come from ~/.netrc. A redirect to another host is refused: a service
    must not send the program where nobody has told it to go.
    """
    requests = _requests()
    try:
        with requests.Session() as session:
            session.max_redirects = 5
            session.get_redirect_target = _within(session.get_redirect_target)
            with session.get(
                url,
                params=query,
                headers={"Accept": accept},
                stream=True,
                timeout=(CONNECT_SECONDS, SILENT_SECONDS),
            ) as answer:
                if answer.status_code >= 400:
                    status = answer.status_code
                    raise TransportError(f"status {status}", again=status in RETRIED)
                yield answer
    except (
        requests.ConnectionError,
        requests.Timeout,
        requests.exceptions.ChunkedEncodingError,
    ) as error:
        raise TransportError(type(error).__name__, again=True) from error
    except requests.RequestException as error:
        raise TransportError(type(error).__name__, again=False) from error


def patiently(ask: Callable[[], Answer]) -> Answer:
    """Return what ``ask`` returns, asked again after a pause where that may help."""
    for pause in PAUSES:
        try:
            return ask()
        except TransportError as error:
            if not error.again:
                raise
        time.sleep(pause)
    return ask()


def chunks(answer: Any, *, most_bytes: int) -> Iterator[bytes]:
    """Yield the body, inflated.

    Raises ReadingError beyond ``most_bytes``, and TransportError where it drips.
    """
    ends, size = time.monotonic() + ANSWER_SECONDS, 0
    for chunk in answer.iter_content(CHUNK):
        size += len(chunk)
        if size > most_bytes:
            raise ReadingError(
                f"The file has more than {most_bytes} bytes.", remedy="Leave it out."
            )
        if time.monotonic() > ends:
            raise TransportError(f"more than {ANSWER_SECONDS} seconds for one answer", again=False)
        yield chunk


def _within(target_of: Any) -> Any:
    def target(answer: Any) -> str | None:
        found: str | None = target_of(answer)
        if found is not None and not _is_near(urljoin(answer.url, found), answer.url):
            raise TransportError("it points to another host", again=False)
        return found

    return target


def _is_near(target: str, asked: str) -> bool:
    """Say whether ``target`` is the host of ``asked``, and no less protected."""
    there, here = urlsplit(target), urlsplit(asked)
    return there.netloc == here.netloc and there.scheme in (here.scheme, "https")


def _requests() -> Any:
    try:
        import requests  # noqa: PLC0415  (of the extra)
    except ImportError as error:
        raise UsageError(
            "DICOMweb needs the package requests.",
            remedy="Install cxrviewer with the extra `cluster`.",
        ) from error
    return requests
