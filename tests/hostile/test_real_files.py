"""Every real file in ../shared, with the verdict that was reviewed for it.

``real_files.csv`` names what must be said of each: the verdict of reading (not of the models'
eligibility) and the classes of its reasons. A change there is a decision, never a record.
"""

import csv
from pathlib import Path

import pytest

from cxrviewer.domain.errors import ReadingError
from cxrviewer.domain.study import Instance, RefusedFile
from cxrviewer.reading.reader import Reader

TABLE = Path(__file__).with_name("real_files.csv")
# The sentence, or the part of it, by which each class is recognised.
CLASSES = {
    "age": "Age (0010,1010)",
    "birth-date": "Birth Date (0010,0030) makes",
    "birth-date-form": "Birth Date (0010,0030) is no date",
    "bits": "bits per pixel are not supported",
    "blank": "All pixels have the same value",
    "body-part": "name another part of the body",
    "bytes-missing": "pixel data are cut short",
    "class-uid": "SOP Class UID (0008,0016) is missing",
    "codestream": "compressed pixel data are of no known format",
    "codestream-size": "the compressed picture 3722445056",
    "colour": "is in colour and is shown as grey",
    "directory": "index of a medium",
    "document": "it is a document",
    "frames": "frames; one at a time is shown",
    "hidden-characters": "control or invisible characters",
    "meta-uid": "Media Storage SOP Instance UID",
    "modality": "Modality (0008,0060) is missing",
    "nesting": "nests sequences too deeply",
    "no-dicom": "no DICOM, PNG or JPEG picture",
    "no-picture": "holds no picture.",
    "order": "ascending order",
    "orientation": "stored turned or mirrored",
    "overlay": "overlay plane of the file is damaged",
    "photometric": "No photometric interpretation is given",
    "pixels-missing": "but the pixel data are missing",
    "plan": "radiotherapy plan",
    "presentation": "a Presentation State",
    "quantised": "finer than 65536 steps",
    "repeated": "repeats elements",
    "representation": "Pixel Representation (0028,0103) is missing",
    "report": "a Structured Report",
    "samples": "does not go with",
    "samples-missing": "Samples per Pixel (0028,0002) is missing",
    "series-uid": "Series Instance UID (0020,000E) is missing",
    "series-uid-form": "Series Instance UID (0020,000E) is no valid",
    "sex": "Sex (0010,0040)",
    "size": "rows and columns",
    "sop-uid": "SOP Instance UID (0008,0018) is missing",
    "sop-uid-form": "SOP Instance UID (0008,0018) is no valid",
    "spacing": "A pixel spacing",
    "study-uid": "Study Instance UID (0020,000D) is missing",
    "study-uid-form": "Study Instance UID (0020,000D) is no valid",
    "syntax": "contradicts how the elements are written",
    "too-large": "at most 512 megapixels",
    "view": "contradicts View Position",
    "window": "A window of the file",
}


def expected() -> dict[str, dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as stream:
        return {row["name"]: row for row in csv.DictReader(stream)}


@pytest.fixture(scope="module")
def said(shared_data: Path) -> dict[str, tuple[str, str]]:
    """What reading says of each file: verdict and sentences."""
    found: dict[str, tuple[str, str]] = {}
    root = shared_data / "dicom"
    with Reader() as reader:
        for entry in reader.scan([root]):
            if entry.path.name == "manifest.csv":
                continue
            name = entry.path.relative_to(root).as_posix()
            if isinstance(entry, Instance):
                found[name] = _load(reader, entry)
            elif isinstance(entry, RefusedFile):
                found[name] = ("refuse", entry.reason)
            else:
                found[name] = ("open", "a Presentation State")
    return found


def _load(reader: Reader, entry: Instance) -> tuple[str, str]:
    try:
        radiograph = reader.load(entry.path)
    except ReadingError as error:
        return "refuse", error.cause
    sentences = dict.fromkeys((*radiograph.instance.warnings, *radiograph.warnings))
    return ("warning" if sentences else "open"), " ".join(sentences)


def classes_of(text: str) -> str:
    return "+".join(name for name, part in CLASSES.items() if part in text)


def test_that_the_table_names_every_file(said: dict[str, tuple[str, str]]) -> None:
    assert set(said) == set(expected())


def test_that_every_real_file_gets_its_reviewed_verdict(said: dict[str, tuple[str, str]]) -> None:
    wrong = {
        name: (row["verdict"], row["reason"], verdict, text)
        for name, row in expected().items()
        if name in said
        and ((verdict := said[name][0]), classes_of(text := said[name][1]))
        != (row["verdict"], row["reason"])
    }
    assert wrong == {}


def test_that_every_reason_of_a_real_file_is_of_a_known_class(
    said: dict[str, tuple[str, str]],
) -> None:
    assert [
        text for verdict, text in said.values() if verdict != "open" and not classes_of(text)
    ] == []


def test_that_real_chest_radiographs_do_not_drown_in_warnings(
    said: dict[str, tuple[str, str]],
) -> None:
    chest = [verdict for name, (verdict, _) in said.items() if name.startswith("chest/")]
    assert chest.count("refuse") == 0
    assert chest.count("warning") <= len(chest) / 4
