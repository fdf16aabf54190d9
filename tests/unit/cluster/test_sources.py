import errno
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from cxrviewer.cluster.addresses import group_of
from cxrviewer.cluster.fetching import fetched
from cxrviewer.cluster.sources import list_addresses
from cxrviewer.domain.errors import ExportError, UsageError
from cxrviewer.reading.limits import Limits


@pytest.fixture
def bucket() -> Iterator[str]:
    """A folder of two files in fsspec's memory file system."""
    files = fsspec.filesystem("memory")
    files.pipe({"/bucket/b/2.dcm": b"two", "/bucket/a/1.dcm": b"one"})
    yield "memory://bucket"
    files.rm("/bucket", recursive=True)


def test_that_a_bucket_is_listed_as_addresses(bucket: str) -> None:
    found = list(list_addresses((), (bucket,), None))
    assert found == ["memory://bucket/a/1.dcm", "memory://bucket/b/2.dcm"]
    assert group_of(found[0]) == "memory://bucket/a"


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


@pytest.mark.parametrize("content", [b"\xff\xfea\x00", b"x" * 2**18], ids=["UTF-16", "one line"])
def test_that_a_list_that_is_no_text_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "list"
    path.write_bytes(content)
    with pytest.raises(UsageError, match="UTF-8"):
        list(list_addresses((), (), path))


def test_that_a_list_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "list"
    path.write_bytes(b"\xef\xbb\xbf/data/a.dcm\r\n")
    assert list(list_addresses((), (), path)) == ["/data/a.dcm"]


def test_that_a_list_may_name_files_of_any_bytes(tmp_path: Path) -> None:
    path = tmp_path / "list"
    path.write_bytes(b"/d/\xff.dcm\n/d/a\rb.dcm\n/d/\xe2\x80\xa8 #?*[1].dcm\n./c//d.dcm")
    expected = ["/d/\udcff.dcm", "/d/a\rb.dcm", "/d/\u2028 #?*[1].dcm", "c/d.dcm"]
    assert list(list_addresses((), (), path)) == expected
    path.write_bytes(b"/d/a\nb.dcm\0/d/c.dcm\0")
    assert list(list_addresses((), (), path)) == ["/d/a\nb.dcm", "/d/c.dcm"]


def test_that_a_password_in_a_list_is_named_by_its_line_alone(tmp_path: Path) -> None:
    path = tmp_path / "list"
    path.write_text("/d/a.dcm\nsftp://me:hunter2@h/b.dcm\n")
    with pytest.raises(UsageError, match="Line 2: There is a password") as caught:
        list(list_addresses((), (), path))
    assert "hunter2" not in str(caught.value)


def test_that_a_url_that_cannot_be_listed_keeps_its_secrets() -> None:
    url = "nothing://h/x?sig=s3cr3t"
    with pytest.raises(UsageError, match="cannot be listed") as caught:
        list(list_addresses((), (url,), None))
    assert "s3cr3t" not in str(caught.value)
    with pytest.raises(UsageError, match="password"):
        list(list_addresses((), ("ftp://me:hunter2@h/x",), None))


ODD = ["a b#c?.dcm", "[1]*.dcm", "ü\n.dcm", "x&y=z.dcm"]


@pytest.mark.parametrize("name", ODD)
def test_that_odd_names_of_a_bucket_are_listed_and_fetched(name: str) -> None:
    files = fsspec.filesystem("memory")
    files.pipe({f"/odd/in/{name}": name.encode()})
    try:
        (found,) = list_addresses((), ("memory://odd/in",), None)
        with fetched([found]) as got:
            assert [path.read_text() for path in got.local] == [name]
    finally:
        files.rm("/odd", recursive=True)


def test_that_one_file_of_a_bucket_is_listed(bucket: str) -> None:
    assert list(list_addresses((), (f"{bucket}/a/1.dcm",), None)) == ["memory://bucket/a/1.dcm"]


def test_that_hidden_files_of_a_bucket_are_left_out(bucket: str) -> None:
    fsspec.filesystem("memory").pipe({"/bucket/.git/x": b"", "/bucket/a/.DS_Store": b""})
    found = list(list_addresses((), (bucket,), None))
    assert found == ["memory://bucket/a/1.dcm", "memory://bucket/b/2.dcm"]


def test_that_a_folder_that_may_not_be_listed_costs_a_row(
    bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = type(fsspec.filesystem("memory"))
    listed = files.ls

    def refuse(self: object, path: str, **more: object) -> object:
        if path.endswith("/a"):
            raise PermissionError(path)
        return listed(self, path, **more)

    monkeypatch.setattr(files, "ls", refuse)
    found = list(list_addresses((), (bucket,), None))
    assert found == ["memory://bucket/a", "memory://bucket/b/2.dcm"]


class _Failing:
    """A file of a store whose package raises what it likes."""

    size = None
    reads = 0

    def __enter__(self) -> "_Failing":
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is open."""

    def read(self, _: int) -> bytes:
        type(self).reads += 1
        if type(self).reads == 1:
            raise RuntimeError("https://u:hunter2@h/ is busy")
        return b"" if type(self).reads > 2 else b"x"


def test_that_a_store_that_stumbles_is_asked_again(
    bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cxrviewer.cluster.transport.PAUSES", (0.0, 0.0))
    monkeypatch.setattr(type(fsspec.filesystem("memory")), "open", lambda *_, **__: _Failing())
    monkeypatch.setattr(_Failing, "reads", 0)
    with fetched([f"{bucket}/a/1.dcm"]) as files:
        assert [path.read_bytes() for path in files.local] == [b"x"]
    monkeypatch.setattr(_Failing, "reads", -9)
    monkeypatch.setattr(_Failing, "read", lambda *_: 1 / 0)
    with fetched([f"{bucket}/a/1.dcm"]) as files:
        assert "(ZeroDivisionError)" in files.missing[f"{bucket}/a/1.dcm"]


def test_that_a_file_without_end_is_not_fetched_whole(
    bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = Limits(max_file_bytes=2**22)
    monkeypatch.setattr("cxrviewer.cluster.fetching.STANDARD_LIMITS", limits)
    monkeypatch.setattr(type(fsspec.filesystem("memory")), "open", lambda *_, **__: _Failing())
    monkeypatch.setattr(_Failing, "read", lambda _, size: bytes(size))
    with fetched([f"{bucket}/a/1.dcm"]) as files:
        assert "more than" in files.missing[f"{bucket}/a/1.dcm"]


def test_that_a_full_disk_here_is_no_fault_of_the_file(
    bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Path.open

    def full(self: Path, *arguments: object, **more: object) -> object:
        if "cxrviewer-" in str(self):
            raise OSError(errno.ENOSPC, "No space left on device")
        return opened(self, *arguments, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", full)
    with (
        pytest.raises(ExportError, match="disk is full"),
        fetched([f"{bucket}/a/1.dcm"]),
    ):
        pytest.fail("there was room")


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
