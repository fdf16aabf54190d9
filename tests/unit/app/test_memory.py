"""What radiographs may keep of the machine's memory."""

import pytest

from cxrviewer.app.memory import cache_bytes, installed_memory

GIGABYTE = 2**30


@pytest.mark.parametrize(
    ("memory", "expected"),
    [
        (None, GIGABYTE // 4),
        (GIGABYTE, GIGABYTE // 4),
        (16 * GIGABYTE, 2 * GIGABYTE),
        (512 * GIGABYTE, 4 * GIGABYTE),
    ],
)
def test_that_the_cache_is_an_eighth_of_the_memory_within_limits(
    memory: int | None, expected: int
) -> None:
    assert cache_bytes(memory) == expected


def test_that_this_machine_tells_its_memory() -> None:
    memory = installed_memory()
    assert memory is not None
    assert 2**28 < memory < 2**50
