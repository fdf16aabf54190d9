"""Whether a newer version is there: asks one address, sends nothing, and only ever tells.

Off until a person enters an address. What comes back is a JSON object whose ``version`` is compared
with ours; nothing else in it is looked at, and nothing is downloaded.
"""

import re
from datetime import date

import msgspec

from cxrviewer.app.preferences import Preferences

MAX_BYTES = 2**16
SECONDS = 5.0
SCHEMES = ("http://", "https://")
VERSION = re.compile(r"\d{1,6}(\.\d{1,6}){0,3}")


class FeedError(ValueError):
    """The address gave no version number; for the log."""


class _Feed(msgspec.Struct):
    version: str


def is_due(preferences: Preferences, today: date) -> bool:
    """Return whether to ask: there is an address, and nobody has asked it today."""
    wanted = preferences.update_feed.strip()
    return wanted.startswith(SCHEMES) and preferences.update_asked != today.isoformat()


def read_feed(address: str) -> bytes:
    """Return what stands at ``address``. Raises OSError or FeedError where that gives nothing."""
    from http.client import HTTPException  # noqa: PLC0415  (slow to load)
    from urllib.request import Request, urlopen  # noqa: PLC0415  (loads ssl)

    if not address.startswith(SCHEMES):
        raise FeedError("the address does not begin with http:// or https://")
    try:
        request = Request(address, headers={"User-Agent": "cxrviewer"})
        with urlopen(request, timeout=SECONDS) as response:
            content: bytes = response.read(MAX_BYTES)
    except (HTTPException, ValueError) as error:
        raise FeedError("the address gave no answer that can be read") from error
    return content


def newer_version(feed: bytes, current: str) -> str:
    """Return the version that ``feed`` names where it is newer than ``current``, else nothing.

    Raises FeedError for a feed that names none.
    """
    try:
        offered = msgspec.json.decode(feed, type=_Feed).version
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise FeedError("the feed is no JSON object with a version") from error
    if VERSION.fullmatch(offered) is None:
        raise FeedError("the feed's version is no number")
    return offered if _numbers(offered) > _numbers(current) else ""


def _numbers(version: str) -> tuple[int, ...]:
    """Return the numbers of ``version``, without zeros at its end; what follows them is dropped."""
    match = VERSION.match(version)
    numbers = [int(part) for part in match[0].split(".")] if match else []
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)
