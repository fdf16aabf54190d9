"""Windows to choose from, computed from the radiograph itself.

Values of a radiograph have no physical unit, so a preset is a range of its own histogram and not
a pair of numbers as in CT. ``share`` counts from what is shown black to what is shown white.
"""

from dataclasses import dataclass

from cxrviewer.domain.radiograph import Radiograph, Voi
from cxrviewer.imaging.voi import (
    auto_window,
    full_range_window,
    shown_percentiles,
    window_between,
)

SHARES: dict[str, tuple[float, float]] = {
    "Lung": (1.0, 65.0),
    "Mediastinum": (35.0, 99.5),
    "Bone": (55.0, 99.9),
    "Soft tissue": (10.0, 90.0),
}


@dataclass(frozen=True, slots=True)
class Preset:
    """``key`` is the digit that chooses it, empty where there is none."""

    key: str
    name: str
    voi: Voi


def presets_for(radiograph: Radiograph) -> tuple[Preset, ...]:
    """Return what can be chosen for ``radiograph``; the sender's own only where there are any."""
    presets = [Preset("0", "Auto", auto_window(radiograph))]
    presets += [
        Preset("1" if number == 0 else "", f"Sender: {explanation_of(voi, number)}", voi)
        for number, voi in enumerate(radiograph.vois)
    ]
    presets += [
        Preset(str(number), name, _share_window(radiograph, name))
        for number, name in enumerate(SHARES, start=2)
    ]
    presets.append(Preset("6", "Full range", full_range_window(radiograph)))
    return tuple(presets)


def explanation_of(voi: Voi, number: int) -> str:
    """Return the sender's words for a VOI, or its place in the sender's list."""
    return voi.explanation.strip() or f"VOI {number + 1}"


def _share_window(radiograph: Radiograph, name: str) -> Voi:
    low, high = SHARES[name]
    if radiograph.inverted:
        low, high = 100.0 - high, 100.0 - low
    black, white = shown_percentiles(radiograph, (low, high))
    return window_between(black, white, explanation=name)
