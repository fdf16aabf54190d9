"""A small DICOMweb service of our own, which answers as PS3.18 says."""

import json
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
from cxrviewer.reading.load import load
from tests.data.dicom_files import chest, ramp, write

STUDY, SERIES = "1.2.3", "1.2.3.4"


def _value(tag: str, value: str) -> dict[str, object]:
    return {tag: {"vr": "UI", "Value": [value]}}


class Service(BaseHTTPRequestHandler):
    """``instances`` are the files by UID."""

    instances: dict[str, bytes] = {}
    broken = False

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = parse_qs(parts.query)
        names = parts.path.strip("/").split("/")
        if self.broken:
            self._send(500, "text/plain", b"")
        elif names[-1] == "series":
            here = query.get("Modality") == ["DX"] and query.get("offset", ["0"]) == ["0"]
            self._json([_value("0020000D", STUDY) | _value("0020000E", SERIES)] if here else [])
        elif names[-1] == "instances":
            self._json([_value("00080018", uid) for uid in self.instances])
        elif names[-1] in self.instances:
            body = b"--x\r\nContent-Type: application/dicom\r\n\r\n"
            body += self.instances[names[-1]] + b"\r\n--x--"
            kind = 'multipart/related; type="application/dicom"; boundary=x'
            self._send(200, kind, body)
        else:
            self._send(404, "text/plain", b"")

    def _json(self, content: object) -> None:
        self._send(200, "application/dicom+json", json.dumps(content).encode())

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Say nothing on the terminal."""


@pytest.fixture
def service(tmp_path: Path) -> Iterator[str]:
    dataset = chest(ramp())
    file = write(tmp_path / "made.dcm", dataset)
    Service.instances = {"1.2.3.4.5": file.read_bytes()}
    Service.broken = False
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"dicomweb+http://127.0.0.1:{server.server_address[1]}/rs"
    server.shutdown()
    thread.join()
    server.server_close()


def test_that_the_instances_of_a_service_are_listed_and_fetched(service: str) -> None:
    found = list(list_addresses((), (service,), None))
    assert found == [f"{service}/studies/{STUDY}/series/{SERIES}/instances/1.2.3.4.5"]
    with fetched([*found, found[0] + "9"]) as files:
        (path,) = files.local
        assert np.array_equal(load(path).levels[load(path).indices], ramp())
        assert "does not send the instance" in files.missing[found[0] + "9"]


def test_that_a_service_that_fails_is_named(service: str) -> None:
    Service.broken = True
    with pytest.raises(UsageError, match=r"127\.0\.0\.1:\d+ does not answer"):
        list(list_addresses((), (f"{service}?StudyDate=20240101",), None))


def test_that_a_service_that_names_no_uid_is_refused(service: str) -> None:
    Service.instances = {"../../etc/passwd": b""}
    with pytest.raises(UsageError, match="that is no UID"):
        list(list_addresses((), (service,), None))
