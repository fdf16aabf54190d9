"""Files that are not shown, and the reasons that the person reads."""

import os
import socket
import struct
import time
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydicom.config import disable_value_validation
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import (
    MPEG4HP41,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
    JPEGLosslessSV1,
    JPEGLSLossless,
    RLELossless,
)

from cxrviewer.domain.errors import ReadingError
from cxrviewer.domain.study import FileKind, Instance, RefusedFile
from cxrviewer.reading.limits import Limits
from cxrviewer.reading.load import load
from cxrviewer.reading.reader import Reader
from cxrviewer.reading.scan import scan_file
from tests.data.dicom_files import (
    chest,
    compress,
    meta_bytes,
    ramp,
    structured_report,
    write,
    write_compressed,
)
from tests.data.raster_files import jpeg_promising

CODED = [RLELossless, JPEGLosslessSV1, JPEGLSLossless, JPEG2000Lossless, JPEGBaseline8Bit]


def refusal(path: Path) -> RefusedFile:
    """Return the scan's refusal, which the load has to share."""
    entry = scan_file(path)
    assert isinstance(entry, RefusedFile), entry
    with pytest.raises(ReadingError) as error:
        load(path)
    assert error.value.path == path
    assert error.value.cause == entry.reason
    assert error.value.remedy
    return entry


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b"<html><body>Not found</body></html>", "web page"),
        (b"Dear colleague, enclosed please find nothing.", "plain text"),
        (b"%PDF-1.7 ....", "PDF"),
        (b"PK\x03\x04aaaa", "ZIP"),
        (b"II*\x00aaaa", "TIFF"),
        (b"\x00" * 5000, "zeros"),
        (bytes(range(200, 256)) * 9, "unknown"),
    ],
)
def test_that_files_of_other_kinds_say_what_they_are(
    tmp_path: Path, content: bytes, word: str
) -> None:
    path = tmp_path / "name-says-nothing.dcm"
    path.write_bytes(content)
    entry = refusal(path)
    assert entry.kind is FileKind.OTHER
    assert word in entry.reason


def test_that_special_files_are_refused_unopened(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert "pipe" in refusal(pipe).reason
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "s"))
        assert "socket" in refusal(tmp_path / "s").reason
    assert "device" in refusal(Path(os.devnull)).reason
    assert "folder" in refusal(tmp_path).reason
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    assert "link" in refusal(tmp_path / "link").reason
    assert "exist" in refusal(tmp_path / "missing").reason
    refusal(Path("null\x00byte"))


def test_that_an_object_without_picture_says_what_it_is(tmp_path: Path) -> None:
    report = structured_report()
    entry = refusal(write(tmp_path / "a", report))
    assert "Structured Report" in entry.reason
    assert (entry.kind, entry.sop_uid) == (FileKind.DICOM, report.SOPInstanceUID)
    assert entry.study_uid == report.StudyInstanceUID


def test_that_a_picture_without_its_pixels_says_so(tmp_path: Path) -> None:
    assert "missing" in refusal(write(tmp_path / "a", chest(PixelData=None))).reason


@pytest.mark.parametrize(
    ("elements", "word"),
    [
        ({"Rows": None}, "rows"),
        ({"Columns": 0}, "rows"),
        ({"BitsAllocated": 12}, "12 bits"),
        ({"SamplesPerPixel": 4}, "4 samples"),
        ({"PhotometricInterpretation": "RGB"}, "RGB"),
        ({"PhotometricInterpretation": "CMYK"}, "photometric"),
        ({"Rows": 65535, "Columns": 65535}, "megapixels"),
        ({"Rows": 4000, "Columns": 4000, "NumberOfFrames": 100}, "megapixels"),
        ({"Rows": 200}, "cut short"),
    ],
)
def test_that_unusable_headers_are_refused(
    tmp_path: Path, elements: dict[str, Any], word: str
) -> None:
    assert word in refusal(write(tmp_path / "a", chest(**elements))).reason


def test_that_an_element_of_impossible_length_is_as_good_as_absent(tmp_path: Path) -> None:
    path = write(tmp_path / "a", chest())
    rows = b"\x28\x00\x10\x00US\x02\x00"
    data = path.read_bytes()
    assert rows in data
    path.write_bytes(data.replace(rows + b"\x50\x00", rows[:-2] + b"\x03\x00\x50\x00\x00"))
    assert "rows" in refusal(path).reason


def test_that_truncated_native_pixels_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a", chest())
    path.write_bytes(path.read_bytes()[:-100])
    assert "cut short" in refusal(path).reason


def test_that_videos_are_refused(tmp_path: Path) -> None:
    path = write_compressed(tmp_path / "a", chest(), [b"\x00" * 64], syntax=MPEG4HP41)
    assert "video" in refusal(path).reason


@pytest.mark.parametrize("syntax", CODED)
@pytest.mark.parametrize("share", [0.02, 0.5, 0.9])
def test_that_truncated_codestreams_are_refused(tmp_path: Path, syntax: str, share: float) -> None:
    pixels = np.random.default_rng(2).integers(0, 256, (96, 96), np.uint8)
    coded = compress(pixels, syntax)
    cut = coded[: int(len(coded) * share)]
    path = write_compressed(tmp_path / "a", chest(pixels), [cut], syntax=syntax)
    with pytest.raises(ReadingError):
        load(path)


@pytest.mark.parametrize("syntax", [JPEGLSLossless, JPEG2000Lossless, JPEGBaseline8Bit])
def test_that_a_codestream_of_another_size_is_refused_before_decoding(
    tmp_path: Path, syntax: str
) -> None:
    coded = compress(ramp(64, 64, bits=8), syntax)
    path = write_compressed(tmp_path / "a", chest(ramp(bits=8)), [coded], syntax=syntax)
    with pytest.raises(ReadingError, match="64 x 64"):
        load(path)


def test_that_a_codestream_promising_too_much_is_refused_before_decoding(tmp_path: Path) -> None:
    pixels = ramp(bits=8)
    coded = jpeg_promising(compress(pixels, JPEGBaseline8Bit), rows=65535, columns=65535)
    path = write_compressed(tmp_path / "a", chest(pixels), [coded], syntax=JPEGBaseline8Bit)
    with pytest.raises(ReadingError, match="65535 x 65535"):
        load(path)


def test_that_encapsulated_pixels_cut_short_are_refused(tmp_path: Path) -> None:
    frame = compress(ramp(bits=8), JPEGLSLossless)
    path = write_compressed(tmp_path / "a", chest(ramp(bits=8)), [frame], syntax=JPEGLSLossless)
    path.write_bytes(path.read_bytes()[:-60])
    with pytest.raises(ReadingError, match="cut short"):
        load(path)


def test_that_a_deflate_bomb_is_refused_early(tmp_path: Path) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    element = struct.pack("<HH2sHL", 9, 16, b"OB", 0, 2**31 - 2)
    bomb = packer.compress(element) + packer.compress(bytes(2**26)) + packer.flush()
    path = tmp_path / "a"
    path.write_bytes(meta_bytes(DeflatedExplicitVRLittleEndian) + bomb)
    entry = scan_file(path, limits=Limits(max_inflated_bytes=2**20))
    assert isinstance(entry, RefusedFile)
    assert "grows beyond 1 MB" in entry.reason


def test_that_a_truncated_deflated_data_set_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a", chest(), syntax=DeflatedExplicitVRLittleEndian)
    path.write_bytes(path.read_bytes()[:-200])
    assert "deflated" in refusal(path).reason


def test_that_deep_nesting_is_refused(tmp_path: Path) -> None:
    nested = b""
    for _ in range(3000):
        item = struct.pack("<HHL", 0xFFFE, 0xE000, 0xFFFFFFFF)
        nested += struct.pack("<HH2sHL", 0x0040, 0xA730, b"SQ", 0, 0xFFFFFFFF) + item
    path = tmp_path / "a"
    path.write_bytes(meta_bytes(ExplicitVRLittleEndian) + nested)
    assert "nests" in refusal(path).reason


def test_that_a_missing_frame_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a", chest())
    with pytest.raises(ReadingError, match="frame 2"):
        load(path, frame=1)


def test_that_a_file_of_many_gigabytes_is_refused_without_reading(tmp_path: Path) -> None:
    path = write(tmp_path / "a", chest())
    with path.open("r+b") as stream:
        stream.truncate(5 * 2**30)
    before = time.monotonic()
    with pytest.raises(ReadingError, match="MB"):
        load(path)
    assert time.monotonic() - before < 2


SOUND = b"".join(
    (meta_bytes(), struct.pack("<HH2sH", 8, 0x60, b"CS", 2), b"DX", bytes(range(256)) * 4)
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.binary(max_size=400))
def test_that_no_bytes_make_the_scan_raise(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a"
    for head in (b"", b"\x00" * 128 + b"DICM", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", SOUND[:400]):
        path.write_bytes(head + data)
        assert isinstance(scan_file(path), Instance | RefusedFile)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    edits=st.lists(st.tuples(st.integers(128, 2000), st.integers(0, 255)), min_size=1, max_size=12)
)
def test_that_mutated_files_are_loaded_or_refused(
    tmp_path: Path, edits: list[tuple[int, int]]
) -> None:
    path = tmp_path / "a"
    data = bytearray(
        write(path, chest(ramp(16, 16), WindowCenter="1", WindowWidth="2")).read_bytes()
    )
    for position, value in edits:
        data[position % len(data)] = value
    path.write_bytes(data)
    entry = scan_file(path)
    with suppress(ReadingError):
        radiograph = load(path)
        assert radiograph.indices.max() < len(radiograph.levels)
        assert isinstance(entry, Instance)


def test_that_an_index_of_a_medium_leads_nowhere_outside_its_folder(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside.dcm", chest())
    disc = tmp_path / "disc"
    disc.mkdir()
    inside = write(disc / "IM1", chest())
    record = Dataset()
    record.OffsetOfTheNextDirectoryRecord = record.OffsetOfReferencedLowerLevelDirectoryEntity = 0
    record.DirectoryRecordType = "IMAGE"
    with disable_value_validation():
        record.ReferencedFileID = ["..", "outside.dcm"]
    index = structured_report()
    index.SOPClassUID = "1.2.840.10008.1.3.10"
    index.DirectoryRecordSequence = Sequence([record])
    with disable_value_validation():
        write(disc / "DICOMDIR", index)
    with Reader() as reader:
        entries = {entry.path: entry for entry in reader.scan([disc / "DICOMDIR"])}
    assert outside not in entries
    assert isinstance(entries[inside], Instance)
    listed = entries[disc / "DICOMDIR"]
    assert isinstance(listed, RefusedFile)
    assert "index of a medium" in listed.reason
