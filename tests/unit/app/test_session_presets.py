"""Presets computed from the radiograph."""

from dataclasses import replace

import numpy as np
import pytest

from cxrviewer.app.presets import SENDER, Preset, chosen_preset, own_preset, presets_for
from cxrviewer.domain.radiograph import Radiograph, Window
from cxrviewer.imaging.voi import display_table
from tests.data.workplace import make_instance, make_radiograph


def by_name(radiograph: Radiograph) -> dict[str, Preset]:
    return {preset.name: preset for preset in presets_for(radiograph)}


def test_that_every_slot_is_offered_in_the_order_of_its_digit() -> None:
    slots = [preset.slot for preset in presets_for(make_radiograph(make_instance("a")))]
    assert slots == ["auto", "sender", "lung", "mediastinum", "bone", "soft_tissue", "full_range"]


def test_that_the_sender_offers_are_listed_by_their_explanation() -> None:
    vois = (Window(1.0, 2.0, explanation="NORMAL"), Window(3.0, 4.0), Window(5.0, 6.0))
    presets = presets_for(make_radiograph(make_instance("a"), vois=vois))
    names = [preset.name for preset in presets if preset.slot == SENDER]
    assert names == ["Sender: NORMAL", "Sender: VOI 2", "Sender: VOI 3"]


def test_that_asking_again_goes_round_what_the_sender_offers() -> None:
    vois = (Window(1.0, 2.0), Window(3.0, 4.0))
    presets = presets_for(make_radiograph(make_instance("a"), vois=vois))
    first = chosen_preset(presets, SENDER, Window(9.0, 9.0))
    assert first is not None
    second = chosen_preset(presets, SENDER, first.voi)
    assert second is not None
    assert (first.voi, second.voi) == vois
    assert chosen_preset(presets, SENDER, second.voi) is first


def test_that_without_an_offer_of_the_sender_the_digit_1_is_free() -> None:
    presets = presets_for(make_radiograph(make_instance("a"), vois=()))
    assert chosen_preset(presets, SENDER, Window(1.0, 2.0)) is None


def test_that_a_preset_shows_the_same_tissue_whatever_the_polarity() -> None:
    plain = make_radiograph(make_instance("a"))
    mirrored = make_radiograph(make_instance("b"), inverted=True)
    for name in ("Lung", "Mediastinum", "Bone", "Soft tissue"):
        shown = display_table(plain, by_name(plain)[name].voi)[:4096]
        other = display_table(mirrored, by_name(mirrored)[name].voi)[:4096]
        assert np.abs(shown.astype(int) - other[::-1]).max() <= 2


def test_that_the_lung_preset_spreads_dark_values_and_the_bone_preset_bright_ones() -> None:
    radiograph = make_radiograph(make_instance("a"))
    lung = display_table(radiograph, by_name(radiograph)["Lung"].voi)
    bone = display_table(radiograph, by_name(radiograph)["Bone"].voi)
    assert lung[3000] == 255
    assert lung[1000] > 60
    assert bone[1000] == 0
    assert bone[3000] < 255


@pytest.mark.parametrize(
    "window", [Window(2000.0, 1000.0), Window(100.0, 9000.0), Window(7.0, 1.0)]
)
@pytest.mark.parametrize("inverted", [False, True])
def test_that_an_own_preset_brings_back_the_window_it_was_kept_from(
    window: Window, inverted: bool
) -> None:
    radiograph = make_radiograph(make_instance("a"), inverted=inverted)
    kept = own_preset(radiograph, window, "Mine")
    (preset,) = (p for p in presets_for(radiograph, (kept,)) if p.slot == "own_1")
    assert isinstance(preset.voi, Window)
    assert preset.name == preset.voi.explanation == "Mine"
    assert preset.voi.center == pytest.approx(window.center)
    assert preset.voi.width == pytest.approx(window.width)


def test_that_an_own_preset_shows_the_same_tissue_in_the_other_polarity() -> None:
    plain = make_radiograph(make_instance("a"))
    mirrored = make_radiograph(make_instance("b"), inverted=True)
    kept = own_preset(plain, Window(1500.0, 1200.0), "Mine")
    shown = display_table(plain, presets_for(plain, (kept,))[-1].voi)[:4096]
    other = display_table(mirrored, presets_for(mirrored, (kept,))[-1].voi)[:4096]
    assert np.abs(shown.astype(int) - other[::-1]).max() <= 2


def test_that_a_flat_radiograph_has_own_presets_too() -> None:
    flat = make_radiograph(make_instance("a"))
    flat = replace(flat, indices=np.full_like(flat.indices, 7))
    kept = own_preset(flat, Window(2000.0, 1000.0), "Mine")
    voi = presets_for(flat, (kept,))[-1].voi
    assert isinstance(voi, Window)
    assert voi.center == pytest.approx(2000.0)
    assert voi.width == pytest.approx(1000.0)
