"""A DICOMweb service as a source: QIDO-RS lists the instances, WADO-RS sends each (PS3.18)."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cxrviewer.domain.errors import ReadingError, UsageError

SCHEMES = ("dicomweb+http", "dicomweb+https")
PAGE = 200
# The kinds of Instance that can hold a chest radiograph.
MODALITIES = ("CR", "DX", "DR", "RF", "XA", "OT", "SC")
UID = re.compile(r"[0-9.]{1,64}")
STUDY, SERIES, INSTANCE = "0020000D", "0020000E", "00080018"


def is_service(url: str) -> bool:
    return urlsplit(url).scheme in SCHEMES


def is_instance(address: str) -> bool:
    return is_service(address) and "/instances/" in address


def list_instances(url: str) -> Iterator[str]:
    """Yield an address per Instance of the service, page by page.

    A query in ``url`` is handed on, such as ``?StudyDate=20240101-20241231``.
    """
    client, parts = _client(url), urlsplit(url)
    base = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"
    filters = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    for modality in MODALITIES:
        wanted = {"Modality": modality} | filters
        for series in _pages(client.search_for_series, url, search_filters=wanted):
            study, number = _uid(series, STUDY), _uid(series, SERIES)
            found = _pages(
                client.search_for_instances,
                url,
                study_instance_uid=study,
                series_instance_uid=number,
            )
            for item in found:
                yield f"{base}/studies/{study}/series/{number}/instances/{_uid(item, INSTANCE)}"
        if "Modality" in filters:
            return


def fetch(address: str, target: Path, *, most_bytes: int) -> None:
    """Write the Instance at ``address`` to ``target`` as the service holds it.

    Raises ReadingError where it does not come, or has more than ``most_bytes``.
    """
    parts = urlsplit(address)
    service, _, rest = address.partition("/studies/")
    study, _, series, _, instance = rest.split("/")
    try:
        dataset = _client(service).retrieve_instance(
            study, series, instance, media_types=(("application/dicom", "*"),)
        )
        dataset.save_as(target, enforce_file_format=True)
    except Exception as error:  # the client raises what its transport and its parser raise
        raise ReadingError(
            f"The service {parts.netloc} does not send the instance ({type(error).__name__}).",
            remedy="Ask the archive's people, or run again later with --resume.",
        ) from error
    if target.stat().st_size > most_bytes:
        raise ReadingError(
            f"The instance has more than {most_bytes} bytes.", remedy="Leave it out."
        )


def _client(url: str) -> Any:
    try:
        from dicomweb_client.api import DICOMwebClient  # noqa: PLC0415  (of the extra)
    except ImportError as error:
        raise UsageError(
            "DICOMweb needs the package dicomweb-client.",
            remedy="Install cxrviewer with the extra `cluster`.",
        ) from error
    parts = urlsplit(url)
    scheme = parts.scheme.removeprefix("dicomweb+")
    return DICOMwebClient(url=f"{scheme}://{parts.netloc}{parts.path.rstrip('/')}")


def _pages(search: Any, url: str, **wanted: Any) -> Iterator[dict[str, Any]]:
    offset = 0
    while True:
        try:
            page = search(limit=PAGE, offset=offset, **wanted)
        except Exception as error:  # as above
            raise UsageError(
                f"The service {urlsplit(url).netloc} does not answer a search "
                f"({type(error).__name__}).",
                remedy="Check the address and your rights.",
            ) from error
        yield from page
        if len(page) < PAGE:
            return
        offset += PAGE


def _uid(item: dict[str, Any], tag: str) -> str:
    """Return a UID of an answer; UsageError where the service sends something else."""
    value = str(item.get(tag, {}).get("Value", [""])[0])
    if not UID.fullmatch(value):
        raise UsageError(
            f"The service names an object by {tag} that is no UID.",
            remedy="Ask the archive's people.",
        )
    return value
