"""A DICOMweb service as a source: QIDO-RS lists the instances, WADO-RS sends each (PS3.18)."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from cxrviewer.cluster import multipart, transport
from cxrviewer.cluster.addresses import shown
from cxrviewer.domain.errors import ReadingError, UsageError

PREFIX, SCHEMES = "dicomweb+", ("dicomweb+http://", "dicomweb+https://")
PAGE = 200
MOST_ANSWER_BYTES = 64 * 2**20
# The kinds of Instance that can hold a chest radiograph.
MODALITIES = ("CR", "DX", "DR", "RF", "XA", "OT", "SC")
UID = re.compile(r"[0-9.]{1,64}")
INSTANCE_PATH = re.compile(r"/studies/[0-9.]{1,64}/series/[0-9.]{1,64}/instances/[0-9.]{1,64}")
STUDY, SERIES, INSTANCE = "0020000D", "0020000E", "00080018"
JSON = "application/dicom+json, application/json"
WHOLE = 'multipart/related; type="application/dicom"; transfer-syntax=*'

Item = dict[str, Any]


def is_service(url: str) -> bool:
    return url.startswith(SCHEMES)


def list_instances(url: str) -> Iterator[str]:
    """Yield an address per Instance of the service, page by page.

    A query in ``url`` is handed on, such as ``?StudyDate=20240101-20241231``.
    """
    service, _, query = url.partition("?")
    service = service.rstrip("/")
    filters = dict(parse_qsl(query))
    for modality in MODALITIES:
        for series in _pages(service, "/series", {"Modality": modality} | filters):
            study, number = _uid(series, STUDY), _uid(series, SERIES)
            below = f"/studies/{study}/series/{number}/instances"
            for item in _pages(service, below, {}):
                yield f"{service}{below}/{_uid(item, INSTANCE)}"
        if "Modality" in filters:
            return


def fetch(address: str, target: Path, *, most_bytes: int) -> None:
    """Write the Instance at ``address`` to ``target`` as the service holds it.

    Raises ReadingError where it does not come, or has more than ``most_bytes``; TransportError
    where it may come when it is asked for again.
    """
    if not INSTANCE_PATH.fullmatch(address[_service_length(address) :]):
        raise ReadingError(
            "This is no address of an instance.",
            remedy="Write .../studies/UID/series/UID/instances/UID.",
        )
    with transport.get(address.removeprefix(PREFIX), accept=WHOLE) as answer:
        multipart.save(answer, target, most_bytes=most_bytes)


def _service_length(address: str) -> int:
    at = address.rfind("/studies/")
    return at if at >= 0 else len(address)


def _pages(service: str, path: str, query: dict[str, str]) -> Iterator[Item]:
    """Yield what a search finds. A page may be shorter than was asked for; an empty one is last."""
    offset, before = 0, None
    while True:
        asked = query | {"limit": str(PAGE), "offset": str(offset)}
        page = _search(service, path, asked)
        if page and page == before:
            raise _no_answer(service, "it gives the same page again and again")
        yield from page
        if not page:
            return
        offset, before = offset + len(page), page


def _search(service: str, path: str, query: dict[str, str]) -> list[Item]:
    def ask() -> bytes:
        url = service.removeprefix(PREFIX) + path
        with transport.get(url, accept=JSON, query=query) as answer:
            return b"".join(transport.chunks(answer, most_bytes=MOST_ANSWER_BYTES))

    try:
        body = transport.patiently(ask)
        found = json.loads(body) if body.strip() else []
    except transport.TransportError as error:
        raise _no_answer(service, str(error)) from error
    except (ReadingError, ValueError, RecursionError) as error:
        raise _no_answer(service, "its answer is no list in JSON") from error
    items = [found] if isinstance(found, dict) else found
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise _no_answer(service, "its answer is no list of objects")
    return items


def _no_answer(service: str, why: str) -> UsageError:
    return UsageError(
        f"The service {shown(service)} does not answer a search ({why}).",
        remedy="Check the address and your rights, or ask the archive's people.",
    )


def _uid(item: Item, tag: str) -> str:
    """Return a UID of an answer; UsageError where the service sends something else."""
    element = item.get(tag)
    values = element.get("Value") if isinstance(element, dict) else None
    value = values[0] if isinstance(values, list) and values else None
    if not isinstance(value, str) or not UID.fullmatch(value):
        raise UsageError(
            f"The service names an object by {tag} that is no UID.",
            remedy="Ask the archive's people.",
        )
    return value
