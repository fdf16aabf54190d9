"""The question for a newer version: to a server on this machine, which notes what it is sent."""

import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from cxrviewer.app.preferences import Preferences
from cxrviewer.app.updates import FeedError, is_due, newer_version, read_feed

TODAY = date(2026, 3, 1)


class Feed(HTTPServer):
    """Answers every request with ``content`` and keeps what came."""

    content = b'{"version": "9.1"}'

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.heard: list[tuple[str, str, dict[str, str]]] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/feed.json"


class _Answer(BaseHTTPRequestHandler):
    server: Feed

    def do_GET(self) -> None:
        self.server.heard.append((self.command, self.path, dict(self.headers)))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.server.content)

    def log_message(self, *_: object) -> None:
        """Stay silent."""


@pytest.fixture
def feed() -> Iterator[Feed]:
    server = Feed()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_that_nothing_is_asked_by_itself_and_once_a_day_at_most() -> None:
    assert not is_due(Preferences(), TODAY)
    wanted = Preferences(update_feed="https://there/feed.json")
    assert is_due(wanted, TODAY)
    asked = Preferences(update_feed=wanted.update_feed, update_asked="2026-03-01")
    assert not is_due(asked, TODAY)
    assert is_due(asked, date(2026, 3, 2))


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://there/x", "there", "  "])
def test_that_other_addresses_are_never_opened(address: str) -> None:
    assert not is_due(Preferences(update_feed=address), TODAY)
    with pytest.raises(FeedError):
        read_feed(address)


def test_that_the_question_carries_nothing_of_this_computer(feed: Feed) -> None:
    assert newer_version(read_feed(feed.address), "0.1.0") == "9.1"
    ((method, path, headers),) = feed.heard
    assert (method, path) == ("GET", "/feed.json")
    assert headers.pop("User-Agent") == "cxrviewer"
    assert set(headers) == {"Host", "Accept-Encoding", "Connection"}


@pytest.mark.parametrize(
    ("offered", "current", "newer"),
    [
        ("0.2", "0.1.9", True),
        ("0.10.0", "0.9.0", True),
        ("0.1.0", "0.1.0", False),
        ("0.1", "0.1.0", False),
        ("0.1.0", "0.1", False),
        ("0.0.9", "0.1.0", False),
        ("1.0", "1.0.dev3", False),
    ],
)
def test_that_versions_are_compared_as_numbers(offered: str, current: str, newer: bool) -> None:
    told = newer_version(b'{"version": "%s"}' % offered.encode(), current)
    assert told == (offered if newer else "")


@pytest.mark.parametrize(
    "nonsense",
    [
        b"",
        b"<html>",
        b"\xff\xfe",
        b"[]",
        b'{"version": 3}',
        b'{"version": "newest <b>"}',
        b'{"version": "1.2.3.4.5"}',
        b'{"version": "' + b"9" * 5000 + b'"}',
        b"[" * 60_000,
    ],
)
def test_that_nonsense_is_no_version(nonsense: bytes) -> None:
    with pytest.raises(FeedError):
        newer_version(nonsense, "0.1.0")
