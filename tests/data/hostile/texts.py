"""Text that would be more than text if anybody let it."""

from collections.abc import Iterator

from tests.data.hostile.case import Case, Verdict
from tests.data.hostile.raw import dicom

OPEN, WARNING = Verdict.OPEN, Verdict.WARNING
UTF8 = {"SpecificCharacterSet": "ISO_IR 192"}

NAMES: dict[str, tuple[Verdict, str]] = {
    "markup": (OPEN, "<b>Bold</b>^<i>x</i>"),
    "image-tag": (OPEN, "<img src='file:///etc/passwd'>^x"),
    "script-tag": (OPEN, "<script>alert(1)</script>^x"),
    "entity": (OPEN, "&lt;&#0;&bomb;^x"),
    "formula": (OPEN, "=cmd|' /C calc'!A0^x"),
    "formula-plus": (OPEN, "+1+1^x"),
    "formula-at": (OPEN, "@SUM(A1)^x"),
    "formula-minus": (OPEN, "-2+3^x"),
    "format-percent": (OPEN, "%s%n%d{0}{x}^x"),
    "path": (OPEN, "../../etc/passwd^x"),
    "components-five": (OPEN, "Family^Given^Middle^Dr.^Jr."),
    "components-empty": (OPEN, "^^^^"),
    "ideographic": (OPEN, "Yamada^Tarou=山田^太郎=やまだ^たろう"),
    "arabic": (OPEN, "قباني^لنزار"),
    "emoji": (OPEN, "🙂^x"),
    "combining": (OPEN, "Z" + "\u0301" * 60 + "^x"),
    "quotes": (OPEN, 'O\'Brien "Bobby"; DROP TABLE--^x'),
    "right-to-left-override": (WARNING, "gpj.\u202eexe^x"),
    "zero-width": (WARNING, "A\u200bB^x"),
    "newline": (WARNING, "Line1\nLine2^x"),
    "escape": (WARNING, "\x1b[31mred\x1b[0m^x"),
    "null": (WARNING, "A\x00B^x"),
    "bell": (WARNING, "\x07^x"),
    "very-long": (WARNING, "x" * 60_000 + "^y"),
}
ID_TEXTS: dict[str, tuple[Verdict, str]] = {
    "formula": (OPEN, "=1+1"),
    "comma-and-quote": (OPEN, 'a,"b",c'),
    "long": (WARNING, "7" * 2000),
    "tab": (WARNING, "a\tb"),
    "override": (WARNING, "1\u202e2"),
}
BYTES: dict[str, tuple[Verdict, dict[str, object]]] = {
    "latin1-undeclared": (OPEN, {"PatientName": "Müller^Jörg".encode("latin-1")}),
    "utf8-broken": (WARNING, {**UTF8, "PatientName": b"M\xff\xfe\xfdller^x"}),
    "charset-unknown": (WARNING, {"SpecificCharacterSet": "KLINGON", "PatientName": b"K\xe4^x"}),
    "charset-of-bytes": (WARNING, {"SpecificCharacterSet": b"\xff\xfe", "PatientName": b"K\xe4^x"}),
    "charset-hundred": (OPEN, {"SpecificCharacterSet": "\\".join(["ISO 2022 IR 87"] * 100)}),
    "date-of-markup": (WARNING, {"StudyDate": "<b>20200"}),
    "description-megabyte": (OPEN, {"StudyDescription": b"d" * 60_000}),
    "description-formula": (OPEN, {"StudyDescription": "=HYPERLINK()", "SeriesDescription": "@x"}),
    "accession-escape": (WARNING, {"AccessionNumber": "\x1b]0;owned\x07"}),
    "view-markup": (OPEN, {"ViewPosition": "<h1>"}),
    "institution-null": (OPEN, {"InstitutionName": b"\x00" * 64}),
}


def cases() -> Iterator[Case]:
    for name, (verdict, value) in NAMES.items():
        yield Case("text", f"name-{name}", verdict, dicom({**UTF8, "PatientName": value}))
    for name, (verdict, value) in ID_TEXTS.items():
        yield Case("text", f"id-{name}", verdict, dicom({**UTF8, "PatientID": value}))
    for name, (verdict, changes) in BYTES.items():
        yield Case("text", name, verdict, dicom(changes))
