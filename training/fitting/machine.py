"""How a fit uses the machine; none of it is part of a recipe."""

from dataclasses import dataclass
from enum import StrEnum


class Precision(StrEnum):
    """The numbers that a fit computes with; weights are float32 throughout.

    AUTO is MIXED_FLOAT16 on a graphics card, MIXED_BFLOAT16 on a TPU, FLOAT32 on a processor,
    where the shorter numbers are slower.
    """

    AUTO = "auto"
    FLOAT32 = "float32"
    MIXED_FLOAT16 = "mixed_float16"
    MIXED_BFLOAT16 = "mixed_bfloat16"


class Strategy(StrEnum):
    """Where a step runs: one device, all of this machine, or all of several processes."""

    NONE = "none"
    MIRRORED = "mirrored"
    MULTIWORKER = "multiworker"


@dataclass(frozen=True, slots=True)
class Machine:
    """Devices and numbers of one fit."""

    strategy: Strategy = Strategy.NONE
    precision: Precision = Precision.AUTO


PLAIN = Machine()
