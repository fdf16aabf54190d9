"""Windows to choose from, computed from the radiograph itself.

Values of a radiograph have no physical unit, so a preset is a range of its own histogram and not
a pair of numbers as in CT. ``share`` counts from what is shown black to what is shown white.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cxrviewer.app.preferences import OwnPreset
from cxrviewer.domain.radiograph import Radiograph, SenderVoi, Voi, Window
from cxrviewer.imaging.shares import ShareScale
from cxrviewer.imaging.voi import (
    auto_window,
    full_range_window,
    nearest_window,
    shown_percentiles,
    window_between,
)

SHARES: dict[str, tuple[str, float, float]] = {
    "lung": ("Lung", 1.0, 65.0),
    "mediastinum": ("Mediastinum", 35.0, 99.5),
    "bone": ("Bone", 55.0, 99.9),
    "soft_tissue": ("Soft tissue", 10.0, 90.0),
}
SENDER = "sender"
OWN_SLOTS = 3


@dataclass(frozen=True, slots=True)
class Preset:
    """``slot`` says which key chooses it, empty where none does. All of the sender's share one."""

    slot: str
    name: str
    voi: Voi


def presets_for(radiograph: Radiograph, own: Sequence[OwnPreset] = ()) -> tuple[Preset, ...]:
    """Return what can be chosen for ``radiograph``; the sender's only where there are any."""
    presets = [Preset("auto", "Auto", auto_window(radiograph))]
    presets += [
        Preset(SENDER, f"Sender: {explanation_of(voi, number)}", voi)
        for number, voi in enumerate(radiograph.vois)
    ]
    presets += [
        Preset(slot, name, _share_window(radiograph, name, low, high))
        for slot, (name, low, high) in SHARES.items()
    ]
    presets.append(Preset("full_range", "Full range", full_range_window(radiograph)))
    return (*presets, *_own_presets(radiograph, own))


def chosen_preset(presets: Sequence[Preset], slot: str, shown: Voi) -> Preset | None:
    """Return the preset of ``slot``; of several the one after ``shown``, round and round."""
    offered = [preset for preset in presets if preset.slot == slot]
    if not offered:
        return None
    place = next((n for n, preset in enumerate(offered) if preset.voi is shown), -1)
    return offered[(place + 1) % len(offered)]


def preset_window(radiograph: Radiograph, name: str) -> Window | None:
    """Return the computed preset called ``name``; None where that is none of them."""
    for known, low, high in SHARES.values():
        if name == known:
            return _share_window(radiograph, name, low, high)
    makers = {"Auto": auto_window, "Full range": full_range_window}
    return makers[name](radiograph) if name in makers else None


def explanation_of(voi: SenderVoi, number: int) -> str:
    """Return the sender's words for a VOI, or its place in the sender's list."""
    return voi.explanation.strip() or f"VOI {number + 1}"


def own_preset(radiograph: Radiograph, voi: Voi, name: str) -> OwnPreset:
    """Return what is shown now as a preset for any radiograph: shares of the histogram."""
    scale, window = ShareScale.of(radiograph), nearest_window(radiograph, voi)
    half = max(window.width - 1.0, 0.0) / 2.0
    middle = window.center - 0.5
    ends = scale.share_of(middle - half), scale.share_of(middle + half)
    low, high = _turned(*ends) if radiograph.inverted else ends
    return OwnPreset(name, low, high)


def _own_presets(radiograph: Radiograph, own: Sequence[OwnPreset]) -> list[Preset]:
    if not own:
        return []
    scale = ShareScale.of(radiograph)
    return [
        Preset(
            f"own_{number}" if number <= OWN_SLOTS else "",
            preset.name,
            _own_window(radiograph, scale, preset),
        )
        for number, preset in enumerate(own, start=1)
    ]


def _own_window(radiograph: Radiograph, scale: ShareScale, preset: OwnPreset) -> Window:
    low, high = preset.low, preset.high
    if radiograph.inverted:
        low, high = _turned(low, high)
    return window_between(scale.value_at(low), scale.value_at(high), explanation=preset.name)


def _share_window(radiograph: Radiograph, name: str, low: float, high: float) -> Window:
    if radiograph.inverted:
        low, high = _turned(low, high)
    black, white = shown_percentiles(radiograph, (low, high))
    return window_between(black, white, explanation=name)


def _turned(low: float, high: float) -> tuple[float, float]:
    return 100.0 - high, 100.0 - low
