"""Words that a person gives to an adapter."""

from collections.abc import Sequence

from cxrviewer.domain.errors import UsageError


def words(text: str) -> tuple[str, ...]:
    """Return the comma-separated words of an option."""
    return tuple(word.strip() for word in text.split(",") if word.strip())


def chosen(text: str, known: Sequence[str], *, what: str) -> tuple[str, ...]:
    """Return the words of ``text``, all of ``known`` where it is empty; another is refused."""
    wanted = words(text) or tuple(known)
    strange = [word for word in wanted if word not in known]
    if strange:
        raise UsageError(
            f"There is no {what} {', '.join(strange)} here.",
            remedy=f"Choose from {', '.join(known)}.",
        )
    return wanted


def is_yes(text: str, *, option: str) -> bool:
    """Return whether an option is yes; anything but yes and no is refused."""
    if text not in ("yes", "no"):
        raise UsageError(f"{option} is {text!r}.", remedy=f"Write {option}=yes or {option}=no.")
    return text == "yes"
