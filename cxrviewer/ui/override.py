"""``override``, which marks Qt's own method names: ``typing`` has it from Python 3.12 on.

Type checkers know it from ``typing_extensions``, which need not be installed to run the program.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

__all__ = ["override"]

if TYPE_CHECKING:
    from typing_extensions import override
else:
    Method = TypeVar("Method", bound=Callable[..., Any])

    def override(method: Method) -> Method:
        return method
