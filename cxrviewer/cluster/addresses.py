"""Addresses of files: local paths, or URLs. What is shown of one never holds a secret."""

import os
import re
from pathlib import Path

from cxrviewer.domain.errors import UsageError, printable

STUDY = re.compile(r"dicomweb\+.*/studies/[0-9.]+(?=/)")
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*(::[A-Za-z][A-Za-z0-9+.-]*)*://")
USER = re.compile(r"(?<=://)[^/@\s]*@")
PASSWORD = re.compile(r"://[^/@\s:]*:[^/@\s]*@")
# What signed URLs of the large stores, and the services' own tokens, are called.
SECRET = re.compile(
    r"(?i)([?&;][^=&;#\s]*(?:sig|token|key|secret|pass|pwd|cred|auth)[^=&;#\s]*=)[^&;#\s]*"
)


def is_remote(address: str) -> bool:
    return SCHEME.match(address) is not None


def absolute(address: str, base: str) -> str:
    """Return ``address`` as any working folder finds it; ``base`` is the one it was named in."""
    return address if is_remote(address) else os.path.join(base, address)  # noqa: PTH118  (a name of any bytes)


def group_of(address: str) -> str:
    """Return what files are kept together by, so that a study's files meet: study or folder."""
    if is_remote(address) and (study := STUDY.match(address)):
        return study.group()
    return address.replace(os.sep, "/").rsplit("/", 1)[0]


def tidy(line: str) -> str:
    """Return one line of a file list as an address; a path loses what leads nowhere, as ``./``.

    Raises UsageError where a password stands in it: the plan is a file, and files are shared.
    """
    if not is_remote(line):
        return str(Path(line))
    refuse_password(line)
    return line


def refuse_password(url: str) -> None:
    if PASSWORD.search(url):
        raise UsageError(
            f"There is a password in {shown(url)}.",
            remedy="Leave it out, and put it where the service's package looks: ~/.netrc, the "
            "environment, or fsspec's configuration.",
        )


def shown(address: str) -> str:
    """Return what tables, messages and logs say of an address: printable, without secrets."""
    return printable(without_secrets(address) if is_remote(address) else address)


def without_secrets(text: str) -> str:
    """Return ``text`` with users, passwords and signatures of the URLs in it cut out."""
    return SECRET.sub(r"\1...", USER.sub("", text))
