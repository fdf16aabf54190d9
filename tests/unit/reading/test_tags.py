"""The tag browser's reading side: what stands in a file, raw and decoded, bounded."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from cxrviewer.domain.errors import ReadingError
from cxrviewer.domain.tags import TagRow
from cxrviewer.reading.limits import STANDARD_LIMITS
from cxrviewer.reading.reader import Reader
from cxrviewer.reading.tags import MOST_ROWS, PAGE_ROWS, read_tags
from tests.data.dicom_files import chest, write


def rows_of(path: Path) -> tuple[TagRow, ...]:
    return read_tags(path, offset=0, limits=STANDARD_LIMITS).rows


def row_named(path: Path, name: str) -> TagRow:
    return next(row for row in rows_of(path) if row.name == name)


def test_that_the_raw_value_stands_beside_the_decoded_one(tmp_path: Path) -> None:
    path = write(tmp_path / "a", chest(Rows=80, WindowCenter=[100, 200], WindowWidth=[1, 2]))
    rows = row_named(path, "Rows")
    assert (rows.tag, rows.vr, rows.value, rows.raw, rows.length) == (
        "(0028,0010)",
        "US",
        "80",
        "50 00",
        2,
    )
    center = row_named(path, "Window Center")
    assert center.value == "100.0 \\ 200.0"
    assert bytes.fromhex(center.raw).strip() == b"100.0\\200.0"
    assert row_named(path, "Transfer Syntax UID").depth == 0
    assert "bytes" in row_named(path, "Pixel Data").value


def test_that_sequences_and_private_elements_are_shown_with_their_owner(tmp_path: Path) -> None:
    dataset = chest()
    item = Dataset()
    item.CodeValue, item.CodeMeaning = "R-10242", "caudal"
    dataset.ViewCodeSequence = Sequence([item])
    block = dataset.private_block(0x0099, "ACME 1.0", create=True)
    block.add_new(0x01, "LO", "hidden")
    path = write(tmp_path / "a", dataset)
    found = rows_of(path)
    place = next(n for n, row in enumerate(found) if row.name == "View Code Sequence")
    assert [(row.depth, row.name) for row in found[place : place + 3]] == [
        (0, "View Code Sequence"),
        (1, "Item 1"),
        (2, "Code Value"),
    ]
    private = row_named(path, "Private [ACME 1.0]")
    assert private.value == "hidden"
    assert bytes.fromhex(private.raw) == b"hidden"


def test_that_sequences_as_deep_as_a_file_can_nest_them_end(tmp_path: Path) -> None:
    inner = Dataset()
    inner.CodeMeaning = "deep"
    for _ in range(30):
        outer = Dataset()
        outer.ConceptCodeSequence = Sequence([inner])
        inner = outer
    path = write(tmp_path / "a", chest(ViewCodeSequence=Sequence([inner])))
    found = rows_of(path)
    assert max(row.depth for row in found) < 20
    assert any("nested deeper" in row.value for row in found)


def test_that_thousands_of_elements_come_in_pages_up_to_a_cap(tmp_path: Path) -> None:
    dataset = chest()
    for number in range(PAGE_ROWS + 200):
        dataset.add_new(0x00990000 + 0x1000 + number, "UN", b"x")
    path = write(tmp_path / "a", dataset)
    first = read_tags(path, offset=0, limits=STANDARD_LIMITS)
    assert len(first.rows) == PAGE_ROWS
    assert first.more
    second = read_tags(path, offset=PAGE_ROWS, limits=STANDARD_LIMITS)
    assert not second.more
    assert not second.capped
    beyond = read_tags(path, offset=MOST_ROWS, limits=STANDARD_LIMITS)
    assert beyond.rows == ()


def test_that_a_value_that_does_not_fit_its_vr_keeps_its_bytes(tmp_path: Path) -> None:
    path = write(tmp_path / "a", chest())
    content = path.read_bytes().replace(
        b"\x28\x00\x10\x00US\x02\x00", b"\x28\x00\x10\x00FD\x02\x00"
    )
    path.write_bytes(content)
    row = row_named(path, "Rows")
    assert row.raw == "50 00"
    assert row.value == "2 bytes"


def test_that_the_chunks_of_a_png_are_told(tmp_path: Path) -> None:
    texts = PngInfo()
    texts.add_text("Comment", "from a phone")
    Image.fromarray(np.zeros((8, 9), np.uint8)).save(tmp_path / "a.png", pnginfo=texts)
    found = {row.tag: row.value for row in rows_of(tmp_path / "a.png")}
    assert found["IHDR"].startswith("9 x 8, 8 bit")
    assert "from a phone" in found["tEXt"]


def test_that_the_segments_of_a_jpeg_are_told(tmp_path: Path) -> None:
    Image.fromarray(np.zeros((8, 9), np.uint8)).save(tmp_path / "a.jpg", comment=b"hello")
    found = {row.tag: row.value for row in rows_of(tmp_path / "a.jpg")}
    assert found["FFFE"] == "hello"
    assert "FFDA" in found


def test_that_tags_cross_the_boundary_and_a_stranger_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a", chest())
    (tmp_path / "text").write_text("no picture", encoding="ascii")
    with Reader() as reader:
        assert reader.tags(path) == read_tags(path, offset=0, limits=STANDARD_LIMITS)
        with pytest.raises(ReadingError, match="no DICOM"):
            reader.tags(tmp_path / "text")
        with pytest.raises(ReadingError, match="does not exist"):
            reader.tags(tmp_path / "nowhere")
