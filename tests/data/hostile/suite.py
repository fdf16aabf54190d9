"""Every case of the suite."""

from functools import cache

from tests.data.hostile import (
    compressed,
    containers,
    file_sets,
    headers,
    images,
    rasters,
    texts,
)
from tests.data.hostile.case import Case


@cache
def all_cases() -> tuple[Case, ...]:
    modules = (containers, headers, images, compressed, texts, rasters, file_sets)
    return tuple(case for module in modules for case in module.cases())
