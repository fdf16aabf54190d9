"""OpenCV, loaded when something of it is first used: the window is painted without it."""

from typing import TYPE_CHECKING, Any

__all__ = ["cv2"]

if TYPE_CHECKING:
    import cv2
else:

    class _OpenCV:
        def __getattr__(self, name: str) -> Any:
            import cv2  # noqa: PLC0415  (18 ms)

            found = getattr(cv2, name)
            # The next time it is here, and nobody asks.
            setattr(self, name, found)
            return found

    cv2 = _OpenCV()
