"""Right-to-left names are drawn in the order in which they are read."""

import pytest

from cxrviewer.report.bidi import join_arabic, reads_from_right, visual_order


def test_that_latin_text_stays_as_it_is() -> None:
    assert visual_order("Müller, Eva (1) 50%") == "Müller, Eva (1) 50%"


def test_that_hebrew_is_turned_round() -> None:
    assert visual_order("דוד") == "דוד"[::-1]


def test_that_numbers_inside_hebrew_keep_their_order() -> None:
    assert visual_order("דוד 12.5") == "12.5 " + "דוד"[::-1]


def test_that_hebrew_inside_latin_is_turned_alone() -> None:
    assert visual_order("ID 7 דוד x") == "ID 7 " + "דוד"[::-1] + " x"


def test_that_brackets_round_hebrew_still_open_towards_it() -> None:
    assert visual_order("(דוד)") == "(" + "דוד"[::-1] + ")"


def test_that_arabic_letters_join() -> None:
    initial, medial, final = "\ufee3", "\ufea4", "\ufeaa"
    joined = join_arabic("محمد")
    assert joined == initial + medial + "\ufee4" + final


def test_that_a_letter_that_never_joins_forward_breaks_the_word() -> None:
    assert join_arabic("دار") == "\ufea9\ufe8d\ufead"


def test_that_lam_and_alef_become_one_sign() -> None:
    assert join_arabic("لا") == "\ufefb"
    assert join_arabic("سلام")[1] == "\ufefc"


def test_that_letters_join_across_a_vowel_sign() -> None:
    assert join_arabic("بَب") == "\ufe91\u064e\ufe90"


def test_that_a_non_joiner_separates_letters() -> None:
    assert join_arabic("ب\u200cب").replace("\u200c", "") == "\ufe8f\ufe8f"


@pytest.mark.parametrize("control", ["\u202e", "\u2066", "\u202a", "\u200f"[:0] + "\u2069"])
def test_that_controls_that_deceive_are_dropped(control: str) -> None:
    assert visual_order(f"Doe{control}nhoJ") == "DoenhoJ"


def test_that_the_first_strong_letter_decides_the_side() -> None:
    assert reads_from_right("12 שלום a")
    assert not reads_from_right("12 a שלום")
    assert not reads_from_right("12")
