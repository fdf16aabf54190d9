"""The short form of `scripts/benchmark scale`: what an archive's length costs the driver."""

import sys

import pytest

from scripts.benchmarks.listing import planned

# As text in a list, and as digests in a set, these take 27 MB more; as they are, 14.
FEW, MANY, MOST_MEGABYTES = 1_000, 120_000, 20


@pytest.mark.skipif(sys.platform != "linux", reason="memory is asked of Linux only")
def test_that_a_long_list_takes_no_more_memory_than_a_short_one() -> None:
    few, many = (planned(count, "list")["megabytes"] for count in (FEW, MANY))
    assert many - few < MOST_MEGABYTES
