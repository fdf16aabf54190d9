"""How many panes are shown, and how they stand."""

from enum import StrEnum


class Layout(StrEnum):
    """Rows x columns."""

    SINGLE = "1x1"
    SIDE_BY_SIDE = "1x2"
    STACKED = "2x1"
    QUARTERS = "2x2"

    @property
    def rows(self) -> int:
        return int(self.value[0])

    @property
    def columns(self) -> int:
        return int(self.value[2])

    @property
    def panes(self) -> int:
        return self.rows * self.columns
