"""Decodes the next radiographs while others are analysed."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.domain.study import Instance


class LoadAhead:
    """A thread that waits for the decoder in the place of its owner, some radiographs ahead."""

    def __init__(self, load: Callable[[Instance], Radiograph]) -> None:
        self._load = load
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="load-ahead")
        # By identity: an Instance may stand in a list twice.
        self._begun: dict[int, tuple[Instance, Future[Radiograph]]] = {}

    def take(self, instance: Instance, *following: Instance | None) -> Radiograph:
        """Return the pixels of ``instance``, and begin with those of ``following``.

        What was begun is kept until it is taken. Raises ReadingError.
        """
        if id(instance) not in self._begun:
            self._begun[id(instance)] = self._begin(instance)
        _, loading = self._begun.pop(id(instance))
        for other in following:
            if other is not None and id(other) not in self._begun:
                self._begun[id(other)] = self._begin(other)
        return loading.result()

    def _begin(self, instance: Instance) -> tuple[Instance, Future[Radiograph]]:
        return instance, self._thread.submit(self._load, instance)

    def close(self) -> None:
        """Wait until nothing is decoded any more; a closed reader makes that short."""
        self._thread.shutdown(cancel_futures=True)
