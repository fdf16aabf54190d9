"""What a glance says of a header that it leaves to the full reading."""


class OddHeaderError(Exception):
    """The header holds something that only the full reading may judge. The message is for us."""
