"""Decodes the next radiograph while one is analysed."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.domain.study import Instance


class LoadAhead:
    """A thread that waits for the decoder in the place of its owner, one radiograph ahead."""

    def __init__(self, load: Callable[[Instance], Radiograph]) -> None:
        self._load = load
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="load-ahead")
        self._begun: tuple[Instance, Future[Radiograph]] | None = None

    def take(self, instance: Instance, following: Instance | None) -> Radiograph:
        """Return the pixels of ``instance``, and begin with those of ``following``.

        Raises ReadingError.
        """
        begun, self._begun = self._begun, None
        if begun is not None and begun[0] is instance:
            loading = begun[1]
        else:
            loading = self._thread.submit(self._load, instance)
        if following is not None:
            self._begun = following, self._thread.submit(self._load, following)
        return loading.result()

    def close(self) -> None:
        """Wait until nothing is decoded any more; a closed reader makes that short."""
        self._thread.shutdown(cancel_futures=True)
