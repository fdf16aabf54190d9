"""Files that are sound alone and contradict each other, and paths that are no files."""

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.data.hostile.case import Case, Verdict
from tests.data.hostile.raw import ROOT, dicom

OPEN, WARNING, REFUSE = Verdict.OPEN, Verdict.WARNING, Verdict.REFUSE


def cases() -> Iterator[Case]:
    yield from _pairs()
    yield from _paths()
    for name, file_name in _names():
        yield Case("names", name, OPEN, dicom(), file_name)


def _pairs() -> Iterator[Case]:
    study = {"StudyInstanceUID": f"{ROOT}.9.1"}
    twins = {"SOPInstanceUID": f"{ROOT}.9.2"}
    series = {"SeriesInstanceUID": f"{ROOT}.9.3"}
    for name, one, other in (
        ("two-patient-ids", {"PatientID": "A"}, {"PatientID": "B"}),
        ("two-names", {"PatientName": "A^A"}, {"PatientName": "B^B"}),
        ("two-birth-dates", {"PatientBirthDate": "19500101"}, {"PatientBirthDate": "19510101"}),
        ("two-sexes", {"PatientSex": "F"}, {"PatientSex": "M"}),
    ):
        same = {"StudyInstanceUID": f"{ROOT}.9.{len(name)}"}
        yield Case("set", f"{name}-1", WARNING, dicom({**same, **one}))
        yield Case("set", f"{name}-2", WARNING, dicom({**same, **other}))
    yield Case("set", "twins-1", WARNING, dicom(twins))
    yield Case("set", "twins-2", WARNING, dicom({**twins, "StudyDescription": "other"}))
    yield Case("set", "series-in-two-studies-1", WARNING, dicom(series))
    yield Case("set", "series-in-two-studies-2", WARNING, dicom(series))
    copy = dicom()
    yield Case("set", "copy-1", OPEN, copy)
    yield Case("set", "copy-2", OPEN, copy)
    yield Case("set", "one-patient-1", OPEN, dicom(study))
    yield Case("set", "one-patient-2", OPEN, dicom(study))


def _paths() -> Iterator[Case]:
    yield Case("path", "pipe", REFUSE, os.mkfifo)
    yield Case("path", "socket", REFUSE, _socket)
    for device in ("zero", "null", "full", "random"):
        yield Case("path", f"link-to-{device}", REFUSE, _link(f"/dev/{device}"))
    yield Case("path", "link-to-itself", REFUSE, _link("IM1"))
    yield Case("path", "link-to-nowhere", REFUSE, _link("/nowhere/at/all"))
    yield Case("path", "link-to-endless-proc", REFUSE, _link("/proc/self/environ"))
    yield Case("path", "link-to-pixels", OPEN, _linked)
    yield Case("path", "sparse-terabyte", REFUSE, _sparse)


def _names() -> Iterator[tuple[str, bytes]]:
    yield "surrogate", b"r\xf6ntgen.dcm"
    yield "all-bytes", bytes(n for n in range(1, 128) if chr(n) not in "/")
    yield "override", "gpj.\u202emcd".encode()
    yield "newline", b"two\nlines.dcm"
    yield "escape", b"\x1b[2J.dcm"
    yield "longest", b"x" * 255
    yield "longest-wide", "山".encode() * 85
    yield "space", b" "
    yield "dash", b"-rf"
    yield "percent", b"%s%n%x"
    yield "formula", b"=1+1"
    yield "markup", b"<b>&amp;.dcm"
    yield "quote", b"a'b\"c`d$(e).dcm"
    yield "reserved", b"CON"
    yield "reserved-device", b"aux.dcm"
    yield "trailing-dot", b"name. . ."
    yield "emoji", "🙂.dcm".encode()
    yield "wildcard", b"*?[a].dcm"


def _socket(path: Path) -> None:
    # The names of sockets are short: it is bound under a relative one.
    before = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(path.name)
    finally:
        os.chdir(before)


def _link(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


def _linked(path: Path) -> None:
    target = path.parent.parent / ".linked-target"
    target.write_bytes(dicom())
    path.symlink_to(target)


def _sparse(path: Path) -> None:
    path.write_bytes(dicom())
    with path.open("r+b") as stream:
        stream.truncate(2**40)
