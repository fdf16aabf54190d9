"""A progress bar of an epoch's pictures, with their rate and the time left, on a terminal."""

from typing import TextIO

from tqdm import tqdm


def epoch_bar(epoch: int, epochs: int, pictures: int, *, stream: TextIO | None = None) -> tqdm:
    """Return the bar of ``epoch``, from 1, of ``epochs``, on standard error or ``stream``.

    Nothing is drawn where nobody watches: into a file or a pipe.
    """
    return tqdm(
        total=pictures,
        desc=f"epoch {epoch}/{epochs}",
        unit=" images",
        file=stream,
        disable=None,
        leave=False,
    )
