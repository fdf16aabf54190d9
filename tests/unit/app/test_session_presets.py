"""Presets computed from the radiograph."""

import numpy as np

from cxrviewer.app.presets import Preset, presets_for
from cxrviewer.domain.radiograph import Radiograph, Window
from cxrviewer.imaging.voi import display_table
from tests.data.workplace import make_instance, make_radiograph


def by_name(radiograph: Radiograph) -> dict[str, Preset]:
    return {preset.name: preset for preset in presets_for(radiograph)}


def test_that_every_digit_from_0_to_6_has_at_most_one_preset() -> None:
    radiograph = make_radiograph(make_instance("a"))
    keys = [preset.key for preset in presets_for(radiograph)]
    assert sorted(keys) == list("0123456")


def test_that_the_sender_offers_are_listed_by_their_explanation() -> None:
    vois = (Window(1.0, 2.0, explanation="NORMAL"), Window(3.0, 4.0), Window(5.0, 6.0))
    presets = presets_for(make_radiograph(make_instance("a"), vois=vois))
    sender = [(preset.key, preset.name) for preset in presets if "Sender" in preset.name]
    assert sender == [("1", "Sender: NORMAL"), ("", "Sender: VOI 2"), ("", "Sender: VOI 3")]


def test_that_without_an_offer_of_the_sender_the_digit_1_is_free() -> None:
    presets = presets_for(make_radiograph(make_instance("a"), vois=()))
    assert "1" not in {preset.key for preset in presets}


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
