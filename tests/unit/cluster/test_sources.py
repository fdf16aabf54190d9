from pathlib import Path

import fsspec
import pytest

from cxrviewer.cluster.fetching import fetched
from cxrviewer.cluster.sources import group_of, list_addresses
from cxrviewer.domain.errors import UsageError
from cxrviewer.reading.limits import Limits


@pytest.fixture
def bucket() -> str:
    """A folder of two files in fsspec's memory file system."""
    files = fsspec.filesystem("memory")
    files.pipe({"/bucket/b/2.dcm": b"two", "/bucket/a/1.dcm": b"one"})
    return "memory://bucket"


def test_that_a_bucket_is_listed_as_addresses(bucket: str) -> None:
    found = list(list_addresses((), (bucket,), None))
    assert found == ["memory:///bucket/a/1.dcm", "memory:///bucket/b/2.dcm"]
    assert group_of(found[0]) == "memory:///bucket/a"


def test_that_paths_urls_and_a_list_are_joined(bucket: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "x.png").touch()
    listed = tmp_path / "list.txt"
    listed.write_text(f"{bucket}/c.dcm\n\n/data/d.dcm\n")
    found = list(list_addresses((tmp_path / "in",), (), listed))
    assert found == [str(tmp_path / "in" / "x.png"), f"{bucket}/c.dcm", "/data/d.dcm"]


@pytest.mark.parametrize("url", ["nowhere", "memory://nowhere", "gopher://x/y"])
def test_that_a_place_that_cannot_be_listed_is_named(url: str) -> None:
    with pytest.raises(UsageError, match=url):
        list(list_addresses((), (url,), None))


def test_that_a_list_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="UTF-8"):
        list(list_addresses((), (), path))


def test_that_a_list_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "list"
    path.write_bytes(b"\xef\xbb\xbf/data/a.dcm\r\n")
    assert list(list_addresses((), (), path)) == ["/data/a.dcm"]


def test_that_copies_go_when_they_were_looked_at(bucket: str, tmp_path: Path) -> None:
    here = tmp_path / "here.dcm"
    here.touch()
    with fetched([f"{bucket}/a/1.dcm", str(here), f"{bucket}/gone.dcm"]) as files:
        copy, own = files.local
        assert copy.read_bytes() == b"one"
        assert own == here
        assert "cannot be fetched" in files.missing[f"{bucket}/gone.dcm"]
    assert not copy.exists()
    assert here.exists()


def test_that_a_huge_file_is_not_fetched(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    limits = Limits(max_file_bytes=2)
    monkeypatch.setattr("cxrviewer.cluster.fetching.STANDARD_LIMITS", limits)
    with fetched([f"{bucket}/a/1.dcm"]) as files:
        assert not files.local
        assert "more than 2 bytes" in files.missing[f"{bucket}/a/1.dcm"]
