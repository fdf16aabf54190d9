"""A small DICOMweb service of our own, which answers as PS3.18 says."""

import gzip
import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest

from cxrviewer.cluster.fetching import fetched
from cxrviewer.cluster.sources import list_addresses
from cxrviewer.domain.errors import UsageError
from cxrviewer.reading.limits import Limits
from cxrviewer.reading.load import load
from tests.data.dicom_files import chest, ramp, write

STUDY, SERIES, UID = "1.2.3", "1.2.3.4", "1.2.3.4.5"
MULTIPART = 'multipart/related; type="application/dicom"; boundary=x'


def _value(tag: str, value: str) -> dict[str, object]:
    return {tag: {"vr": "UI", "Value": [value]}}


def wrapped(file: bytes) -> bytes:
    head = b"a preamble\r\n--x\r\nContent-Type: application/dicom\r\n\r\n"
    return head + file + b"\r\n--x--\r\n"


class Service(BaseHTTPRequestHandler):
    """``instances`` are the files by UID; ``way`` says how it misbehaves."""

    instances: dict[str, bytes] = {}
    way = ""
    most = 100
    asked = 0
    woken = threading.Event()

    def do_GET(self) -> None:
        type(self).asked += 1
        if self.way == "silent":
            self.woken.wait(10)
            return
        parts = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        names = parts.path.strip("/").split("/")
        if self._misbehaves(names):
            return
        if names[-1] == "series":
            series: list[object] = [_value("0020000D", STUDY) | _value("0020000E", SERIES)]
            self._json(self._page(series if query.get("Modality") == "DX" else [], query))
        elif names[-1] == "instances":
            self._json(self._page([_value("00080018", uid) for uid in self.instances], query))
        elif names[-1] in self.instances:
            self._send(200, MULTIPART, wrapped(self.instances[names[-1]]))
        else:
            self._send(404, "text/plain", b"")

    def _misbehaves(self, names: list[str]) -> bool:
        file = self.instances.get(names[-1])
        if self.way == "broken" or (self.way == "broken once" and self.asked == 1):
            self._send(500, "text/plain", b"")
        elif self.way == "elsewhere":
            self._send(
                302,
                "text/plain",
                b"",
                location=f"http://localhost:{self.headers['Host'].rpartition(':')[2]}/x",
            )
        elif self.way == "in circles":
            self._send(302, "text/plain", b"", location=self.path)
        elif self.way == "no JSON":
            self._send(200, "application/json", b"[" * 100_000)
        elif self.way == "a number":
            self._send(200, "application/json", b"[7]")
        elif self.way == "empty":
            self._send(200, MULTIPART, b"")
        elif self.way == "cut off" and file:
            self._send(200, MULTIPART, wrapped(file)[:-9])
        elif self.way == "dropped" and file:
            self._send(200, MULTIPART, wrapped(file), promised=10**6)
        elif self.way == "alone" and file:
            self._send(200, "application/dicom", file)
        elif self.way == "a page of HTML" and file:
            self._send(200, "text/html", b"<p>Log in</p>")
        elif self.way == "bomb" and file:
            zipped = gzip.compress(bytes(2**24))
            self._send(200, MULTIPART, zipped, encoding="gzip")
        else:
            return False
        return True

    def _page(self, items: list[object], query: dict[str, str]) -> list[object]:
        if self.way == "no pages":
            return items
        first = int(query.get("offset", "0"))
        return items[first : first + min(int(query["limit"]), self.most)]

    def _json(self, content: object) -> None:
        self._send(200, "application/dicom+json", json.dumps(content).encode())

    def _send(
        self,
        status: int,
        kind: str,
        body: bytes,
        *,
        promised: int = 0,
        location: str = "",
        encoding: str = "",
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(promised or len(body)))
        for name, value in (("Location", location), ("Content-Encoding", encoding)):
            if value:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Say nothing on the terminal."""


@pytest.fixture(scope="module")
def running() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"dicomweb+http://127.0.0.1:{server.server_port}/rs"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def service(running: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    file = write(tmp_path / "made.dcm", chest(ramp()))
    Service.instances = {UID: file.read_bytes()}
    Service.way, Service.most, Service.asked = "", 100, 0
    monkeypatch.setattr("cxrviewer.cluster.transport.PAUSES", (0.0, 0.0))
    return running


def address(service: str, uid: str = UID) -> str:
    return f"{service}/studies/{STUDY}/series/{SERIES}/instances/{uid}"


def test_that_the_instances_of_a_service_are_listed_and_fetched(service: str) -> None:
    found = list(list_addresses((), (service,), None))
    assert found == [address(service)]
    with fetched([*found, found[0] + "9"]) as files:
        (path,) = files.local
        assert path.read_bytes() == Service.instances[UID]
        assert np.array_equal(load(path).levels[load(path).indices], ramp())
        assert "(status 404)" in files.missing[found[0] + "9"]


@pytest.mark.parametrize("most", [1, 2, 100])
def test_that_pages_may_be_shorter_than_was_asked_for(service: str, most: int) -> None:
    Service.instances = {f"1.2.{n}": b"" for n in range(5)}
    Service.most = most
    assert len(list(list_addresses((), (service,), None))) == 5


@pytest.mark.parametrize(
    ("way", "why"),
    [
        ("broken", "status 500"),
        ("elsewhere", "another host"),
        ("in circles", "TooManyRedirects"),
        ("no JSON", "no list in JSON"),
        ("a number", "no list of objects"),
        ("no pages", "the same page again"),
    ],
)
def test_that_a_service_that_fails_is_named(service: str, way: str, why: str) -> None:
    Service.way = way
    with pytest.raises(UsageError, match=rf"127\.0\.0\.1:\d+/rs does not answer .*{why}"):
        list(list_addresses((), (f"{service}?StudyDate=20240101",), None))


@pytest.mark.parametrize(
    ("way", "why"),
    [
        ("broken", "status 500"),
        ("elsewhere", "another host"),
        ("empty", "cut off or has no part"),
        ("cut off", "cut off or has no part"),
        ("dropped", "ConnectionError|ChunkedEncodingError|IncompleteRead"),
        ("a page of HTML", "something else than DICOM"),
        ("bomb", "has more than 1114112 bytes"),
    ],
)
def test_that_an_instance_that_does_not_come_costs_its_own_row(
    service: str, way: str, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Service.way = way
    limits = Limits(max_file_bytes=2**20)
    monkeypatch.setattr("cxrviewer.cluster.fetching.STANDARD_LIMITS", limits)
    with fetched([address(service)]) as files:
        assert not files.local
        assert re.search(why, files.missing[address(service)])


def test_that_a_service_that_stumbles_is_asked_again(service: str) -> None:
    Service.way = "broken once"
    with fetched([address(service)]) as files:
        assert len(files.local) == 1


def test_that_a_service_that_drips_is_given_up(
    service: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cxrviewer.cluster.transport.ANSWER_SECONDS", -1)
    with fetched([address(service)]) as files:
        assert "seconds for one answer" in files.missing[address(service)]


def test_that_a_service_that_says_nothing_is_asked_three_times(
    service: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Service.way = "silent"
    Service.woken.clear()
    monkeypatch.setattr("cxrviewer.cluster.transport.SILENT_SECONDS", 0.05)
    with fetched([address(service)]) as files:
        assert "(ReadTimeout)" in files.missing[address(service)]
    Service.woken.set()
    assert Service.asked == 3


def test_that_a_file_may_come_without_parts(service: str) -> None:
    Service.way = "alone"
    with fetched([address(service)]) as files:
        assert [path.read_bytes() for path in files.local] == [Service.instances[UID]]


@pytest.mark.parametrize("rest", ["/studies/1/instances/2", "", "/studies/a/series/1/instances/1"])
def test_that_an_address_of_no_instance_costs_its_own_row(service: str, rest: str) -> None:
    with fetched([service + rest]) as files:
        assert "no address of an instance" in files.missing[service + rest]


@pytest.mark.parametrize("uid", ["../../etc/passwd", None, 7])
def test_that_a_service_that_names_no_uid_is_refused(service: str, uid: str) -> None:
    Service.instances = {uid: b""}
    with pytest.raises(UsageError, match="that is no UID"):
        list(list_addresses((), (service,), None))
