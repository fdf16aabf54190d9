import pytest

from cxrviewer.cluster.addresses import absolute, group_of, is_remote, shown, tidy
from cxrviewer.domain.errors import UsageError


@pytest.mark.parametrize(
    "address",
    [
        "s3://b/k",
        "memory://[1].dcm",
        "simplecache::s3://b/k",
        "dicomweb+https://h/rs",
        "zip://a::s3://b",
    ],
)
def test_that_a_url_is_known_by_its_scheme(address: str) -> None:
    assert is_remote(address)


@pytest.mark.parametrize("address", ["/data/x://y.dcm", "a b://c", "C:\\x\\y.dcm", "x.dcm", "://"])
def test_that_a_path_with_odd_characters_is_no_url(address: str) -> None:
    assert not is_remote(address)


def test_that_secrets_of_an_address_are_not_shown() -> None:
    signed = "https://u:pw@h/a.dcm?id=5&X-Amz-Signature=abc&X-Amz-Credential=AK%2F1&sig=s3cr"
    assert shown(signed) == "https://h/a.dcm?id=5&X-Amz-Signature=...&X-Amz-Credential=...&sig=..."
    assert shown("dicomweb+https://me:pw@h/rs?token=1") == "dicomweb+https://h/rs?token=..."
    assert shown("/data/u:pw@h?sig=1") == "/data/u:pw@h?sig=1"
    assert shown("s3://b/a\u202eb\udcff\n.dcm") == r"s3://b/a\u202eb\udcff\n.dcm"


def test_that_a_password_in_an_address_is_refused_without_being_said() -> None:
    with pytest.raises(UsageError, match="password") as caught:
        tidy("ftp://me:hunter2@h/a.dcm")
    assert "hunter2" not in str(caught.value)
    assert tidy("abfs://container@account.dfs.core.windows.net/a:b@c") is not None


def test_that_a_path_is_one_address_however_it_is_written() -> None:
    assert tidy("./a//b/./c.dcm") == "a/b/c.dcm"
    assert absolute("a/b", "/here") == "/here/a/b"
    assert absolute("/a/b", "/here") == "/a/b"
    assert absolute("s3://a/b", "/here") == "s3://a/b"
    assert group_of("a/b/c.dcm") == "a/b"
    service = "dicomweb+https://h/rs/studies"
    assert group_of(f"{service}/1.2/series/3/instances/4") == f"{service}/1.2"
